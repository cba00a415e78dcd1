import Ledger
import Rating
import Testing

struct TariffFileTests {
  static let design = """
    { // The shop's prices.
      currency: { code: "CLP", symbol: "$", decimals: 0, rounding: "half-up" },
      markupPercent: "10",
      tariffs: [
        { prefix: "1006", description: "INTERNAS 02", unit: "minute", price: "200" },
        { prefix: "52", description: "MEXICO", unit: "minute", price: "120", firstBlock: 60,
          increment: 60 },
        { prefix: "44", description: "UK", connectionFee: "0.8", maximumCharge: "0.62",
          graceSeconds: 3,
          steps: [ { after: 0, price: "0.4", per: 60, increment: 30 },
                   { after: 60, price: "0.2", per: 60, increment: 10 } ],
          bands: [ { days: "sat-sun", from: "00:00", to: "24:00", connectionFee: "0",
                     steps: [ { after: 0, price: "0.1", per: 1 } ] }, ] } ],
      deck: [ { prefix: "", description: "nacional", price: "100", per: 60, increment: 1 } ] }
    """

  private func step(_ after: Int64, _ price: Int64, _ per: Int64, _ increment: Int64) -> RateStep {
    RateStep(
      afterSeconds: after, price: Money(micros: price), perSeconds: per, incrementSeconds: increment
    )
  }

  private func read(_ text: String) throws(TariffFileError) -> TariffFile {
    try TariffFile(json5: Array(text.utf8))
  }

  @Test func `the example of the design is read`() throws {
    let file = try read(TariffFileTests.design)
    #expect(file.currency == .chileanPeso)
    #expect(file.rounding == Rounding(mode: .halfUp, decimals: 0))
    #expect(file.markupPercentMicros == 10_000_000)
    #expect(file.tariffs.map(\.prefix) == ["1006", "52", "44"])
    #expect(file.tariffs[0].plan.steps == [step(0, 200_000_000, 60, 1)])
    #expect(file.tariffs[1].plan.steps == [step(0, 120_000_000, 60, 60)])
    let britain = file.tariffs[2]
    #expect(britain.plan.connectionFee == Money(micros: 800_000))
    #expect(britain.plan.steps == [step(0, 400_000, 60, 30), step(60, 200_000, 60, 10)])
    #expect(britain.maximumCharge == Money(micros: 620_000))
    #expect(britain.graceSeconds == 3)
    #expect(britain.shownPrice == UnitPrice(price: Money(micros: 400_000), unit: .minute))
    let weekend = RatePlan(connectionFee: .zero, steps: [step(0, 100_000, 1, 1)])
    #expect(
      britain.bands == [Band(weekdays: [6, 7], fromSecond: 0, toSecond: 86_400, plan: weekend)])
    #expect(file.deck[0].description == "nacional")
    #expect(file.book.price(of: "7")?.charge.shownPrice.price == Money(micros: 110_000_000))
  }

  @Test func `what is written is read back the same, and is written for people`() throws {
    let file = try read(TariffFileTests.design)
    #expect(try read(file.json) == file)
    #expect(
      file.json == """
        {"currency":{"code":"CLP","symbol":"$","decimals":0,"rounding":"half-up"},\
        "markupPercent":"10","tariffs":[
        {"prefix":"1006","description":"INTERNAS 02","unit":"minute","price":"200"},
        {"prefix":"52","description":"MEXICO","unit":"minute","price":"120","increment":60},
        {"prefix":"44","description":"UK","steps":[\
        {"after":0,"price":"0.4","per":60,"increment":30},\
        {"after":60,"price":"0.2","per":60,"increment":10}],"connectionFee":"0.8",\
        "maximumCharge":"0.62","graceSeconds":3,"bands":[{"days":"sat-sun","from":"00:00",\
        "to":"24:00","unit":"second","price":"0.1"}]}
        ],"deck":[
        {"prefix":"","description":"nacional","unit":"minute","price":"100"}
        ]}

        """)
  }

  @Test func `a file may be short`() throws {
    let file = try read("{}")
    #expect(file.tariffs.isEmpty && file.deck.isEmpty)
    #expect(file.rounding == Rounding(mode: .halfUp, decimals: 6))
    #expect(file.currency.code == "XXX")
    #expect(try read(file.json) == file)
  }

  @Test(
    arguments: [
      ("{\"unit\":\"minute\",\"firstBlock\":90,\"increment\":60}", [90, 60]),
      ("{\"per\":60,\"firstBlock\":60,\"increment\":6}", [60, 6]), ("{\"per\":30}", [1]),
      ("{\"unit\":\"second\",\"increment\":10}", [10]), ("{\"per\":1,\"firstBlock\":30}", [30, 1]),
    ] as [(String, [Int64])])
  func `a first block is a step of its own, and what follows starts where it ends`(
    keys: String, increments: [Int64]
  ) throws {
    let record = try TariffRecord(json: "{prefix:\"5\",price:\"6\",\(keys.dropFirst())")
    #expect(record.tariff.plan.steps.map(\.incrementSeconds) == increments)
    #expect(
      record.tariff.plan.steps.last?.afterSeconds == (increments.count > 1 ? increments[0] : 0))
    #expect(try TariffRecord(json: record.json) == record)
  }

  @Test func `bands alone may make a tariff when they cover the week`() throws {
    let record = try TariffRecord(
      json: """
        { prefix: "0", bands: [
            { days: "mon-fri", to: "18:00", unit: "second", price: "1", connectionFee: "1" },
            { days: "mon-fri", from: "18:00", per: 1, price: "0.5" },
            { days: "sat,sun", unit: "second", price: "0.5" } ] }
        """)
    #expect(record.tariff.bands.map(\.weekdays) == [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [6, 7]])
    #expect(record.tariff.bands.map(\.plan.connectionFee.micros) == [1_000_000, 0, 0])
    #expect(record.tariff.plan == record.tariff.bands[0].plan)
    #expect(try TariffRecord(json: record.json) == record)
  }

  @Test func `a band brings the fee that it names, and no other`() throws {
    let record = try TariffRecord(
      json: """
        { prefix: "0", unit: "minute", price: "9", connectionFee: "3",
          bands: [ { days: "sat", price: "5", per: 60 },
                   { days: "sun", price: "5", per: 60, connectionFee: "1.5" } ] }
        """)
    #expect(record.tariff.bands.map(\.plan.connectionFee.micros) == [0, 1_500_000])
    #expect(try TariffRecord(json: record.json) == record)
  }

  @Test func `a band until 00:00 is one until midnight`() throws {
    let record = try TariffRecord(
      json: """
        { prefix: "0", unit: "minute", price: "9",
          bands: [ { days: "sun-mon", from: "22:00", to: "00:00", price: "5", per: 60 } ] }
        """)
    #expect(record.tariff.bands.map(\.weekdays) == [[1, 7]])
    #expect(record.tariff.bands.map(\.toSecond) == [86_400])
  }

  @Test func `a band may pass midnight, into the next day`() throws {
    let record = try TariffRecord(
      json: """
        { prefix: "0", unit: "minute", price: "9",
          bands: [ { days: "fri-sun", from: "22:00", to: "06:30:15", price: "5", per: 60 } ] }
        """)
    let bands = record.tariff.bands
    #expect(bands.map(\.weekdays) == [[5, 6, 7], [1, 6, 7]])
    #expect(bands.map(\.fromSecond) == [79_200, 0])
    #expect(bands.map(\.toSecond) == [86_400, 23_415])
    #expect(try TariffRecord(json: record.json) == record)
  }

  @Test func `a call's prices are kept as they were fixed`() throws {
    let file = try read(TariffFileTests.design)
    let rounding = Rounding(mode: .up, decimals: 2)
    for (charge, cost) in [(file.tariffs[2], file.deck[0]), (file.tariffs[0], file.tariffs[0])] {
      let price = DestinationPrice(charge: charge, cost: cost, rounding: rounding)
      #expect(try DestinationPriceRecord(json: DestinationPriceRecord(price).json).price == price)
      // Also what it is above the provider's.
      var raised = price
      raised.markup = Markup(percentMicros: 12_500_000)
      let record = DestinationPriceRecord(raised).json
      #expect(record.hasSuffix(#","markupPercent":"12.5"}"#))
      #expect(try DestinationPriceRecord(json: record).price == raised)
    }
    var odd = file.tariffs[0]
    odd.description = "«a\"b\\c\n\u{1}»"
    odd.shownPrice = UnitPrice(price: Money(micros: 7), unit: .second)
    #expect(try TariffRecord(json: TariffRecord(odd).json).tariff == odd)
  }

  @Test func `a thousand random tariffs are read back the same`() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<1000 {
      let tariff = RandomRecords.tariff(&random)
      let json = TariffRecord(tariff).json
      #expect(try TariffRecord(json: json).tariff == tariff, "\(json)")
    }
  }
}

/// Tariffs of every form that the records have.
private enum RandomRecords {
  static func tariff(_ random: inout SystemRandomNumberGenerator) -> Tariff {
    let plan = plan(&random)
    var shown = UnitPrice(of: plan, in: Bool.random(using: &random) ? .minute : .second)
    if Int.random(in: 0..<8, using: &random) == 0 { shown.price = Money(micros: 12_345) }
    return Tariff(
      prefix: "\(UInt16.random(in: 0...999, using: &random))", description: "ñ",
      shownPrice: shown, plan: plan,
      bands: (0..<Int.random(in: 0...2, using: &random)).map { _ in
        let from = Int64.random(in: 0..<86_400, using: &random)
        return Band(
          weekdays: [1, 2, 3, 4, 5, 6, 7].filter { $0 == 4 || (Int(from) >> $0) & 1 == 0 },
          fromSecond: from, toSecond: Int64.random(in: (from + 1)...86_400, using: &random),
          plan: Self.plan(&random))
      },
      graceSeconds: Int64.random(in: 0...2, using: &random),
      maximumCharge: Bool.random(using: &random) ? Money(micros: 1) : nil)
  }

  private static func plan(_ random: inout SystemRandomNumberGenerator) -> RatePlan {
    let blocks: [Int64] = [1, 6, 60]
    var after: Int64 = 0
    var steps: [RateStep] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let step = RateStep(
        afterSeconds: after,
        price: Money(micros: Int64.random(in: 0...1, using: &random) * 250_000),
        perSeconds: blocks[Int.random(in: 0...2, using: &random)],
        incrementSeconds: blocks[Int.random(in: 0...2, using: &random)])
      steps.append(step)
      after += step.incrementSeconds
    }
    return RatePlan(
      connectionFee: Money(micros: Int64.random(in: 0...1, using: &random)), steps: steps)
  }
}
