import Rating
import Testing

/// The three questions and the explanation, held against the slow reference and each other.
struct AgreementTests {
  static let seconds = 240
  static let callsPerSeed = 50
  static let timesPerCall = 100

  /// 40 seeds × 50 tariffs × 100 times, each asked for its charge, its next change and how long an
  /// amount near the charge lasts.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `charge, next change and longest talk are what the rules say`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for _ in 0..<AgreementTests.callsPerSeed {
      let call = RandomCall(using: &random)
      try call.tariff.check()
      let quote = Quote(tariff: call.tariff, rounding: call.rounding, answered: call.answered)
      let reference = SlowReference(
        tariff: call.tariff, rounding: call.rounding, answered: call.answered,
        seconds: AgreementTests.seconds)
      for _ in 0..<AgreementTests.timesPerCall {
        let milliseconds = random.pick([
          Int64.random(in: 0...Int64(AgreementTests.seconds * 1000), using: &random),
          Int64.random(in: 0...Int64(AgreementTests.seconds), using: &random) * 1000,
        ])
        guard agrees(quote, reference, TalkTime(milliseconds: milliseconds), &random) else {
          Issue.record("seed \(seed): \(quote) at \(milliseconds) ms")
          return
        }
      }
    }
  }

  private func agrees(
    _ quote: Quote, _ reference: SlowReference, _ talked: TalkTime, _ random: inout SeededRandom
  ) -> Bool {
    let charges = reference.charges
    let begun = Int((talked.milliseconds + 999) / 1000)
    let charge = charges[begun]
    guard quote.charge(at: talked) == Money(micros: Int64(charge)) else { return false }

    let changed = reference.firstSecond(above: charge, from: begun)
    let next = quote.nextChange(after: talked)
    if let changed {
      guard next == TalkTime(milliseconds: Int64(changed) * 1000 - 999) else { return false }
    } else if let next {
      guard next.milliseconds > Int64(charges.count - 1) * 1000,
        quote.charge(at: next) != quote.charge(at: talked),
        quote.charge(at: TalkTime(milliseconds: next.milliseconds - 1)).micros == charge
      else { return false }
    }

    let amount = charge + random.pick([0, 0, -1, 1, Int.random(in: 0...3_000_000, using: &random)])
    let longest = quote.longestTalk(for: Money(micros: Int64(amount)))
    if amount < 0 { return longest == .limited(.zero) }
    if let dearer = reference.firstSecond(above: amount, from: begun) {
      return longest == .limited(.seconds(Int64(dearer) - 1))
    }
    guard case .limited(let limit) = longest else { return next == nil || amount > charge }
    return limit.milliseconds >= Int64(charges.count - 1) * 1000
      && quote.charge(at: limit).micros <= amount
      && quote.charge(at: TalkTime(milliseconds: limit.milliseconds + 1)).micros > amount
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `the lines of an explanation sum to the charge`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let call = RandomCall(using: &random)
      let quote = Quote(tariff: call.tariff, rounding: call.rounding, answered: call.answered)
      let talked = TalkTime(milliseconds: Int64.random(in: 0...3_000_000, using: &random))
      let explanation = quote.explain(at: talked)
      // In units of the currency over a common denominator, so that nothing is rounded.
      let common = explanation.lines.reduce(Int128(1)) { $0 * $1.amount.denominator }
      let sum = explanation.lines.reduce(Int128(0)) {
        $0 + $1.amount.numerator * (common / $1.amount.denominator)
      }
      #expect(sum * 1_000_000 == Int128(quote.charge(at: talked).micros) * common)
      let seconds = explanation.lines.reduce(Int64(0)) { sum, line in
        guard case .talk(let rate) = line.reason else { return sum }
        return sum + rate.seconds
      }
      #expect(seconds == explanation.billedSeconds)
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `calls of years and sums of fortunes agree too`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<50 {
      let call = RandomCall(using: &random)
      let quote = Quote(tariff: call.tariff, rounding: call.rounding, answered: call.answered)
      let talked = TalkTime(milliseconds: Int64.random(in: 0...1 << 40, using: &random))
      let charge = quote.charge(at: talked)
      #expect(charge >= quote.charge(at: TalkTime(milliseconds: talked.milliseconds / 2)))
      if let next = quote.nextChange(after: talked) {
        #expect(next > talked)
        #expect(quote.charge(at: next) > charge)
        #expect(quote.charge(at: TalkTime(milliseconds: next.milliseconds - 1)) == charge)
        #expect(quote.longestTalk(for: charge).agrees(with: next))
      } else {
        #expect(quote.longestTalk(for: charge) == .unlimited)
        #expect(quote.charge(at: TalkTime(milliseconds: .max)) == charge)
      }
    }
  }

  @Test func `a year costs fifty-two times what a week costs`() throws {
    let night = Band(
      weekdays: [1, 2, 3, 4, 5], fromSecond: 0, toSecond: 21_600,
      plan: plan(Money(micros: 10_000_000), 60))
    let tariff = Tariff(
      prefix: "", description: "", shownPrice: UnitPrice(price: .zero, unit: .minute),
      plan: plan(Money(micros: 100_000_000), 60), bands: [night])
    let quote = Quote(
      tariff: tariff, rounding: Rounding(mode: .up, decimals: 0),
      answered: CivilTime(weekday: 3, millisecondsIntoDay: 12_345_678))
    // 5 nights of 360 minutes at 10, the other 8,280 minutes at 100.
    let week: Int64 = 846_000
    #expect(quote.charge(at: .seconds(604_800)).micros == week * 1_000_000)
    #expect(quote.charge(at: .seconds(52 * 604_800)).micros == 52 * week * 1_000_000)
    let limit = quote.longestTalk(for: Money(micros: 52 * week * 1_000_000))
    #expect(limit == .limited(.seconds(52 * 604_800)))
  }
}

extension TalkLimit {
  /// Until just before the instant at which the charge changes.
  fileprivate func agrees(with next: TalkTime) -> Bool {
    self == .limited(TalkTime(milliseconds: next.milliseconds - 1))
  }
}

func plan(_ price: Money, _ perSeconds: Int64, increment: Int64 = 1, fee: Money = .zero) -> RatePlan
{
  RatePlan(
    connectionFee: fee,
    steps: [
      RateStep(
        afterSeconds: 0, price: price, perSeconds: perSeconds, incrementSeconds: increment)
    ])
}
