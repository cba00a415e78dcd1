/// A tariff at work on one call: what it costs after some time, when that changes, how long a sum
/// lasts. The three answers are one piece of arithmetic and agree for every tariff.
///
/// How a call is charged:
/// - A second begun is a second billed. Talk that ends within the grace time, or takes no time at
///   all, is free whatever the connection fee.
/// - Each second has the rate (a step of the plan or of a band) that holds when it begins: the
///   first band that covers the shop's clock, else the plan; of that the step the talk time has
///   reached.
/// - Talk opens a block of the rate that holds: blocks are as long as the step's increment and
///   counted from the start of the step. An opened block is billed to its end, and each second of
///   it at the rate of that second, also where the block reaches past a step or into a band. So a
///   second is never billed twice, and the charge never falls.
/// - The sum is exact. It stops at the maximum charge, is rounded once, and the connection fee of
///   the plan or band in which the call was answered is added after.
package struct Quote: Hashable, Sendable {
  package let tariff: Tariff
  package let rounding: Rounding
  package let answered: CivilTime

  /// Sums are kept in this many parts of a millionth: the least common multiple of every
  /// `perSeconds` of the tariff, so that each rate is a whole number of parts a second.
  let parts: Int128
  /// Seconds; of all rates.
  let longestIncrement: Int64
  /// From this second on nothing but the shop's week changes the rate.
  let settled: Int64

  /// The tariff must have passed `check()`; one without steps or with a rate per no time stops the
  /// program.
  package init(tariff: Tariff, rounding: Rounding, answered: CivilTime) {
    self.tariff = tariff
    self.rounding = rounding
    self.answered = answered
    var parts: Int64 = 1
    var longestIncrement: Int64 = 1
    var settled: Int64 = 0
    for plan in tariff.plans {
      for step in plan.steps {
        parts = leastCommonMultiple(parts, step.perSeconds)
        longestIncrement = max(longestIncrement, step.incrementSeconds)
        settled = max(settled, step.afterSeconds)
      }
    }
    for shift in answered.shifts { settled = max(settled, shift.after.secondsBegun) }
    self.parts = Int128(parts)
    self.longestIncrement = longestIncrement
    self.settled = settled
  }

  /// What a call of this length costs. At most the largest `Money` there is, which no call of 2^32
  /// ms comes near.
  package func charge(at talked: TalkTime) -> Money {
    let begun = talked.secondsBegun
    guard begun > 0, begun > tariff.graceSeconds else { return .zero }
    let sum = exactSum(to: billedEnd(begun: begun))
    let micros = Int128(connectionFee.micros) + rounding.rounded(capped(sum), parts: parts)
    return Money(micros: Int64(clamping: micros))
  }

  /// The first instant after `talked` from which `charge(at:)` is different; nil: it stays.
  package func nextChange(after talked: TalkTime) -> TalkTime? {
    guard let begun = secondsBegun(above: charge(at: talked)) else { return nil }
    return TalkTime(milliseconds: (begun - 1) * 1000 + 1)
  }

  /// The longest call that costs no more than `amount`. Of an amount below zero: no time.
  package func longestTalk(for amount: Money) -> TalkLimit {
    guard amount >= .zero else { return .limited(.zero) }
    guard let begun = secondsBegun(above: amount) else { return .unlimited }
    return .limited(.seconds(begun - 1))
  }
}

extension Quote {
  /// Of the plan or band in which the call was answered.
  var connectionFee: Money { plan(of: stretch(at: 0).band).connectionFee }

  func capped(_ sum: Int128) -> Int128 {
    guard let maximum = tariff.maximumCharge else { return sum }
    return min(sum, Int128(maximum.micros) * parts)
  }

  /// In parts of a millionth, for each second.
  func weight(_ step: RateStep) -> Int128 {
    Int128(step.price.micros) * (parts / Int128(step.perSeconds))
  }

  /// The price of the first `end` seconds, in parts of a millionth.
  func exactSum(to end: Int64) -> Int128 {
    var sum: Int128 = 0
    forEachStretch(to: end) { stretch, times in
      sum += weight(stretch.step) * Int128(stretch.seconds) * Int128(times)
    }
    return sum
  }

  /// Where the blocks end that talk of so many seconds opened: the seconds that are billed.
  func billedEnd(begun: Int64) -> Int64 {
    var end = begun
    // No earlier block reaches as far.
    forEachStretch(from: max(0, begun - longestIncrement), to: begun) { stretch in
      let step = stretch.step
      let opened = (stretch.to - 1 - step.afterSeconds) / step.incrementSeconds + 1
      end = max(end, step.afterSeconds + opened * step.incrementSeconds)
    }
    return end
  }

  /// The fewest seconds of talk that cost more than an amount that is not negative; nil: none do.
  private func secondsBegun(above amount: Money) -> Int64? {
    // A charge stops there.
    guard amount < Money(micros: .max) else { return nil }
    let firstBilled = max(0, tariff.graceSeconds) + 1
    guard amount >= connectionFee else { return firstBilled }
    let sum = rounding.leastSum(above: amount - connectionFee, parts: parts)
    guard capped(sum) == sum, let end = secondsBilled(reaching: sum), end <= Quote.longest else {
      return nil
    }
    return max(firstBilled, secondsBegun(billedTo: end))
  }

  /// How many seconds have to be billed until their price reaches `sum`, which is above zero; nil:
  /// it does not within the longest time there is.
  private func secondsBilled(reaching sum: Int128) -> Int64? {
    var left = sum
    var second: Int64 = 0
    var weekStart: (second: Int64, left: Int128)?
    while true {
      if let weekStart, second == weekStart.second + Quote.week {
        // The weeks that follow cost what this one did.
        let week = weekStart.left - left
        guard week > 0, (left - 1) / week <= Int128(Quote.longest / Quote.week) else { return nil }
        second += Int64((left - 1) / week) * Quote.week
        left -= (left - 1) / week * week
      } else if weekStart == nil, second > settled {
        // A border of the shop's clock, so there is one a week later too.
        weekStart = (second, left)
      }
      let stretch = stretch(at: second)
      let price = weight(stretch.step)
      if price > 0, (left + price - 1) / price <= Int128(stretch.seconds) {
        return second + Int64((left + price - 1) / price)
      }
      guard stretch.to < Quote.never else { return nil }
      left -= price * Int128(stretch.seconds)
      second = stretch.to
    }
  }

  /// The fewest seconds of talk that open a block reaching to `end`, which is above zero.
  private func secondsBegun(billedTo end: Int64) -> Int64 {
    var second = max(0, end - longestIncrement)
    while true {
      let stretch = stretch(at: second)
      let step = stretch.step
      // The start of the block that holds the last second before `end`.
      let block = (end - 1 - step.afterSeconds) / step.incrementSeconds
      let opening = max(second, step.afterSeconds + block * step.incrementSeconds)
      if opening < stretch.to { return opening + 1 }
      second = stretch.to
    }
  }
}

/// Of two numbers above zero.
func leastCommonMultiple(_ left: Int64, _ right: Int64) -> Int64 {
  var (divisor, rest) = (left, right)
  while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
  return left / divisor * right
}
