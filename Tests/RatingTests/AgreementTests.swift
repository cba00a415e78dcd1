import Rating
import Testing

/// The three questions and the explanation, held against the slow reference and each other.
struct AgreementTests {
  /// 40 × 50 tariffs, each asked at 20 instants for its charge, its next change, how long an amount
  /// near the charge lasts, and why. `Tests/RatingAgreement/run` asks a million times.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `charge, next change and longest talk are what the rules say`(part: UInt64) {
    for seed in part * 50..<(part + 1) * 50 {
      var check = AgreementCheck(seed: seed)
      if let disagreement = check.firstDisagreement(cases: 20) {
        Issue.record("seed \(seed): \(disagreement): \(check.quote)")
      }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `the lines of an explanation sum to the charge`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      let call = RandomCall(using: &random)
      let quote = Quote(tariff: call.tariff, rounding: call.rounding, answered: call.answered)
      let talked = TalkTime(milliseconds: Int64.random(in: 0...3_000_000, using: &random))
      let explanation = quote.explain(at: talked)
      let sum = explanation.lines.reduce(Fraction(top: 0, bottom: 1)) {
        $0 + Fraction(top: $1.amount.numerator, bottom: $1.amount.denominator)
      }
      #expect(sum.top * 1_000_000 == Int128(quote.charge(at: talked).micros) * sum.bottom)
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
