/// A charge, line by line. The exact amounts of the lines sum to the charge.
package struct Explanation: Hashable, Sendable {
  /// Of the tariff: `52`, `MEXICO`.
  package var prefix: String
  package var description: String
  /// To the end of the last block that was opened; 0 of a call that is free for its shortness.
  package var billedSeconds: Int64
  /// First the seconds, rate by rate in the order in which they first came; then the maximum charge,
  /// the rounding and the connection fee, each only where it makes a difference.
  package var lines: [ExplanationLine]
  package var charge: Money

  /// Of what nobody pays for, however long it lasts: an emergency call.
  package static let free = Explanation(
    prefix: "", description: "", billedSeconds: 0, lines: [], charge: .zero)
}

package struct ExplanationLine: Hashable, Sendable {
  package var reason: Reason
  package var amount: ExactAmount

  package enum Reason: Hashable, Sendable {
    case talk(TalkedAtRate)
    /// What the call would have cost above its maximum; the amount is negative.
    case maximumCharge(Money)
    case rounding(Rounding)
    /// nil: the plan's; else the band's in which the call was answered.
    case connectionFee(band: Band?)
    /// The call ended within this many seconds.
    case grace(seconds: Int64)
  }
}

/// The seconds of a call that were billed at one rate.
package struct TalkedAtRate: Hashable, Sendable {
  /// nil: the plan's rate.
  package var band: Band?
  /// Index into the steps of the plan or band.
  package var stepIndex: Int
  package var step: RateStep
  /// Where in the call this rate first held; seconds.
  package var firstSecond: Int64
  package var seconds: Int64

  /// Increments; one that a border of the rate divides counts on either side.
  package var blocks: Int64 { (seconds + step.incrementSeconds - 1) / step.incrementSeconds }
}

extension Quote {
  /// Why a call of this length costs what `charge(at:)` says.
  package func explain(at talked: TalkTime) -> Explanation {
    var explanation = Explanation(
      prefix: tariff.prefix, description: tariff.description, billedSeconds: 0, lines: [],
      charge: charge(at: talked))
    let begun = talked.secondsBegun
    guard begun > 0 else { return explanation }
    guard begun > tariff.graceSeconds else {
      let grace = ExplanationLine.Reason.grace(seconds: tariff.graceSeconds)
      explanation.lines = [ExplanationLine(reason: grace, amount: exact(0))]
      return explanation
    }

    explanation.billedSeconds = billedEnd(begun: begun)
    var sum: Int128 = 0
    for rate in rates(to: explanation.billedSeconds) {
      let amount = weight(rate.step) * Int128(rate.seconds)
      sum += amount
      explanation.lines.append(ExplanationLine(reason: .talk(rate), amount: exact(amount)))
    }
    func add(_ reason: ExplanationLine.Reason, _ amount: Int128) {
      guard amount != 0 else { return }
      explanation.lines.append(ExplanationLine(reason: reason, amount: exact(amount)))
    }
    if let maximum = tariff.maximumCharge { add(.maximumCharge(maximum), capped(sum) - sum) }
    sum = capped(sum)
    let fee = Int128(connectionFee.micros) * parts
    // What is left between the exact sum and the charge.
    add(.rounding(rounding), Int128(explanation.charge.micros) * parts - fee - sum)
    add(.connectionFee(band: stretch(at: 0).band.map { tariff.bands[$0] }), fee)
    return explanation
  }

  private func exact(_ sum: Int128) -> ExactAmount { ExactAmount(sum, parts: parts) }

  /// At most one for each step of the tariff.
  private func rates(to end: Int64) -> [TalkedAtRate] {
    var rates: [TalkedAtRate] = []
    forEachStretch(to: end) { stretch, times in
      let band = stretch.band.map { tariff.bands[$0] }
      let seconds = stretch.seconds * times
      let index = rates.firstIndex { $0.band == band && $0.stepIndex == stretch.stepIndex }
      if let index {
        rates[index].seconds += seconds
      } else {
        rates.append(
          TalkedAtRate(
            band: band, stepIndex: stretch.stepIndex, step: stretch.step,
            firstSecond: stretch.from, seconds: seconds))
      }
    }
    return rates
  }
}
