import Rating
import Testing

/// The rules of a charge, one by one, with amounts a person can check.
struct RatingRulesTests {
  static let exact = Rounding(mode: .halfUp, decimals: 6)
  static let noon = CivilTime(weekday: 4, millisecondsIntoDay: 43_200_000)

  private func quote(
    _ tariff: Tariff, rounding: Rounding = exact, answered: CivilTime = noon
  ) -> Quote {
    Quote(tariff: tariff, rounding: rounding, answered: answered)
  }

  @Test(arguments: PublishedCases.all)
  func `a published case comes out`(example: PublishedCase) {
    let quote = Quote(
      tariff: example.tariff, rounding: example.rounding, answered: example.answered)
    let charge = quote.charge(at: TalkTime(milliseconds: example.milliseconds))
    #expect(charge.decimalText == example.charge)
  }

  @Test(arguments: [(100_000, 150), (95_000, 150), (150_000, 150), (150_001, 210), (90_000, 90)])
  func `blocks of 90 and 60 are anchored at the end of the first`(
    milliseconds: Int64, billed: Int64
  ) {
    let quote = quote(tariff(steps((0, "1", 1, 90), (90, "1", 1, 60))))
    let explanation = quote.explain(at: TalkTime(milliseconds: milliseconds))
    #expect(explanation.billedSeconds == billed)
    #expect(explanation.charge.decimalText == "\(billed)")
  }

  @Test func `the price that is shown is that of the hour`() {
    var tariff = tariff(steps((0, "200", 60, 1)))
    tariff.shownPrice = UnitPrice(price: money("199"), unit: .minute)
    tariff.bands = [
      Band(
        weekdays: [4], fromSecond: 43_260, toSecond: 43_320,
        plan: RatePlan(connectionFee: .zero, steps: steps((0, "2", 1, 1))))
    ]
    let quote = quote(tariff)
    for (second, price) in [(0, "199"), (59, "199"), (60, "120"), (119, "120"), (120, "199")] {
      #expect(
        quote.shownPrice(at: .seconds(Int64(second)))
          == UnitPrice(price: money(price), unit: .minute))
    }
    #expect(quote.shownPrice(at: TalkTime(milliseconds: 59_999)).price == money("199"))
  }

  @Test func `ten pays for ten seconds at one a second`() {
    let quote = quote(tariff(steps((0, "1", 1, 1))))
    #expect(quote.longestTalk(for: money("10")) == .limited(.seconds(10)))
    #expect(quote.longestTalk(for: money("9.999999")) == .limited(.seconds(9)))
  }

  @Test func `a free number is unlimited with nothing in the purse`() {
    #expect(quote(tariff(steps((0, "0", 1, 1)))).longestTalk(for: .zero) == .unlimited)
  }

  @Test func `a first block that cannot be paid gives no talk`() {
    let quote = quote(tariff(steps((0, "0.04", 60, 60))))
    #expect(quote.longestTalk(for: money("0.01")) == .limited(.zero))
    #expect(quote.longestTalk(for: money("0.04")) == .limited(.seconds(60)))
    #expect(quote.longestTalk(for: money("-1")) == .limited(.zero))
  }

  @Test func `a fee that cannot be paid gives no talk, though the talk is free`() {
    let quote = quote(tariff(fee: "5", steps((0, "0", 1, 1))))
    #expect(quote.longestTalk(for: money("4.99")) == .limited(.zero))
    #expect(quote.longestTalk(for: money("5")) == .unlimited)
    #expect(quote.nextChange(after: .zero) == TalkTime(milliseconds: 1))
    #expect(quote.nextChange(after: TalkTime(milliseconds: 1)) == nil)
  }

  @Test func `what exceeds no maximum is unlimited`() {
    let quote = quote(tariff(fee: "0.8", steps((0, "0.01", 1, 1)), cap: "0.62"))
    #expect(quote.charge(at: .seconds(62)) == money("1.42"))
    #expect(quote.charge(at: .seconds(4_000_000)) == money("1.42"))
    #expect(quote.longestTalk(for: money("1.42")) == .unlimited)
    #expect(quote.longestTalk(for: money("1.41")) == .limited(.seconds(61)))
    #expect(quote.nextChange(after: .seconds(62)) == nil)
  }

  @Test func `the fee is added after the rounding`() {
    let quote = quote(
      tariff(fee: "0.5", steps((0, "200", 60, 1))), rounding: Rounding(mode: .halfUp, decimals: 0))
    #expect(quote.charge(at: .seconds(68)) == money("227.5"))
  }

  @Test func `talk within the grace time is free, and beyond it is billed from its beginning`() {
    let quote = quote(tariff(fee: "1", steps((0, "0.1", 1, 1)), grace: 3))
    #expect(quote.charge(at: .seconds(3)) == .zero)
    #expect(quote.charge(at: TalkTime(milliseconds: 3001)) == money("1.4"))
    #expect(quote.nextChange(after: .zero) == TalkTime(milliseconds: 3001))
    #expect(quote.longestTalk(for: .zero) == .limited(.seconds(3)))
    #expect(quote.explain(at: .seconds(2)).lines.map(\.reason) == [.grace(seconds: 3)])
  }

  @Test func `the displayed total changes at the first millisecond of the next block`() {
    let quote = quote(
      tariff(steps((0, "200", 60, 1))), rounding: Rounding(mode: .halfUp, decimals: 0))
    #expect(quote.nextChange(after: .zero) == TalkTime(milliseconds: 1))
    #expect(quote.nextChange(after: TalkTime(milliseconds: 1)) == TalkTime(milliseconds: 1001))
    // A price so low that nothing is owed before the 30th second.
    let cheap = self.quote(
      tariff(steps((0, "1", 60, 1))), rounding: Rounding(mode: .halfUp, decimals: 0))
    #expect(cheap.nextChange(after: .zero) == TalkTime(milliseconds: 29_001))
  }

  @Test func `a block that reaches into a band is billed whole, each second at its own price`() {
    // Minutes at 6; from 12:01 seconds at 0.05. Answered half a minute before.
    let evening = Band(
      weekdays: [4], fromSecond: 43_260, toSecond: 86_400,
      plan: RatePlan(connectionFee: money("9"), steps: steps((0, "3", 60, 1))))
    let quote = quote(
      tariff(steps((0, "6", 60, 60)), bands: [evening]),
      answered: CivilTime(weekday: 4, millisecondsIntoDay: 43_230_999))
    #expect(quote.charge(at: .seconds(1)) == money("4.5"))
    #expect(quote.charge(at: .seconds(60)) == money("4.5"))
    #expect(quote.charge(at: .seconds(61)) == money("4.55"))
    let rates = quote.explain(at: .seconds(1)).lines.compactMap(\.talk)
    #expect(rates.map(\.band) == [nil, evening])
    #expect(rates.map(\.firstSecond) == [0, 30])
    #expect(rates.map(\.seconds) == [30, 30])
    #expect(rates.map(\.blocks) == [1, 30])
  }

  @Test func `of two bands that cover a second the first holds`() {
    let half = RatePlan(connectionFee: .zero, steps: steps((0, "0.5", 1, 1)))
    let none = RatePlan(connectionFee: .zero, steps: steps((0, "0", 1, 1)))
    let bands = [
      Band(weekdays: [4], fromSecond: 43_210, toSecond: 43_220, plan: none),
      Band(weekdays: [4], fromSecond: 43_200, toSecond: 43_300, plan: half),
    ]
    let quote = quote(tariff(steps((0, "1", 1, 1)), bands: bands))
    #expect(quote.charge(at: .seconds(100)) == money("45"))
    #expect(quote.charge(at: .seconds(101)) == money("46"))
  }

  @Test func `bands follow the shop's clock through its shifts, charges follow true seconds`() {
    // Nights until 03:00 at 1 a second, days at 2.
    let night = Band(
      weekdays: [1, 2, 3, 4, 5, 6, 7], fromSecond: 0, toSecond: 10_800,
      plan: RatePlan(connectionFee: .zero, steps: steps((0, "1", 1, 1))))
    let tariff = tariff(steps((0, "2", 1, 1)), bands: [night])
    func oneHour(shift: Int64) -> Money {
      // Answered at 01:30; at 02:00 the clock is put on or back.
      let shift = CivilTime.Shift(after: .seconds(1800), shiftSeconds: shift)
      let answered = CivilTime(weekday: 7, millisecondsIntoDay: 5_400_000, shifts: [shift])
      return quote(tariff, answered: answered).charge(at: .seconds(7200))
    }
    // Until 03:00 are 90 minutes, then 30 at the day's price.
    #expect(oneHour(shift: 0) == money("9000"))
    // 02:00 becomes 03:00: 30 minutes of night, 90 of day.
    #expect(oneHour(shift: 3600) == money("12600"))
    // 02:00 becomes 01:00: night for 150 minutes.
    #expect(oneHour(shift: -3600) == money("7200"))
  }

  @Test func `no call that the wire can measure overflows at the largest price`() {
    let largest = Money.largestPrice.decimalText
    let dear = quote(tariff(fee: largest, steps((0, largest, 1, 1))))
    let longest = TalkTime(milliseconds: 1 << 32)
    #expect(
      dear.charge(at: longest) == money("1000000") + Money(micros: 4_294_968 * 1_000_000_000_000))
    #expect(dear.charge(at: TalkTime(milliseconds: .max)) == Money(micros: .max))
    #expect(dear.nextChange(after: TalkTime(milliseconds: .max / 2)) == nil)
    #expect(dear.longestTalk(for: Money(micros: .max)) == .unlimited)
    #expect(dear.explain(at: TalkTime(milliseconds: .max)).charge == Money(micros: .max))
  }

  @Test func `a sum that outlasts every call is unlimited`() {
    let quote = quote(tariff(steps((0, "0.000001", 86_400, 1))), rounding: RatingRulesTests.exact)
    #expect(quote.longestTalk(for: .largestAmount) == .unlimited)
    #expect(quote.longestTalk(for: money("1")) == .limited(.seconds(86_400 * 1_000_000 + 43_199)))
  }

  @Test func `an explanation names prefix, rates, maximum, rounding and fee`() throws {
    var tariff = tariff(
      fee: "0.8", steps((0, "0.4", 60, 30), (60, "0.2", 60, 10)), cap: "0.7333")
    tariff.prefix = "44"
    tariff.description = "UK"
    let explanation = quote(tariff, rounding: Rounding(mode: .up, decimals: 2)).explain(
      at: TalkTime(milliseconds: 150_050))
    #expect(explanation.prefix == "44")
    #expect(explanation.description == "UK")
    #expect(explanation.billedSeconds == 160)
    #expect(
      explanation.lines.map(\.amount.fractionText) == ["2/5", "1/3", "-1/30000", "67/10000", "4/5"])
    #expect(
      explanation.lines.dropFirst(2).map(\.reason) == [
        .maximumCharge(money("0.7333")), .rounding(Rounding(mode: .up, decimals: 2)),
        .connectionFee(band: nil),
      ])
    let second = try #require(explanation.lines[1].talk)
    #expect(second.stepIndex == 1)
    #expect(second.firstSecond == 60)
    #expect(second.blocks == 10)
    #expect(explanation.lines[1].amount.nearest == money("0.333333"))
    #expect(explanation.lines[2].amount.nearest == money("-0.000033"))
  }
}

extension ExplanationLine {
  fileprivate var talk: TalkedAtRate? {
    if case .talk(let rate) = reason { rate } else { nil }
  }
}
