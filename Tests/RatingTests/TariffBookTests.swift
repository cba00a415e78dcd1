import Rating
import Testing

struct TariffBookTests {
  static let pesos = Rounding(mode: .halfUp, decimals: 0)

  private func book(markupPercent: String = "0") -> TariffBook {
    TariffBook(
      rounding: TariffBookTests.pesos,
      tariffs: [perMinute("100", "INTERNAS 01", 100), perMinute("1006", "INTERNAS 02", 200)],
      deck: [
        perMinute("10", "nacional", 60), perMinute("10067", "caro", 500),
        perMinute("2", "dos", 100),
      ],
      markupPercentMicros: money(markupPercent).micros)
  }

  @Test func `the owner's longest prefix wins over a longer one of the deck`() throws {
    let price = try #require(book(markupPercent: "10").price(of: "10067"))
    #expect(price.charge == perMinute("1006", "INTERNAS 02", 200))
    #expect(price.cost == perMinute("10067", "caro", 500))
    #expect(price.markup.percentMicros == 0)
    #expect(price.rounding == TariffBookTests.pesos)
  }

  @Test func `the provider's 100 and 10 per cent give 110`() throws {
    let price = try #require(book(markupPercent: "10").price(of: "223456"))
    #expect(price.charge == perMinute("2", "dos", 110))
    #expect(price.cost == perMinute("2", "dos", 100))
    #expect(price.markup.percent == money("10"))
    let cheaper = book(markupPercent: "10").with(markupPercentMicros: 5_000_000)
    #expect(cheaper.price(of: "223456")?.markup.percentMicros == 5_000_000)
  }

  @Test func `without a deck entry the charge is the cost`() throws {
    let book = TariffBook(
      rounding: TariffBookTests.pesos, tariffs: [perMinute("", "todo", 7)], deck: [],
      markupPercentMicros: 10_000_000)
    let price = try #require(book.price(of: "5"))
    #expect(price.cost == price.charge)
    #expect(price.charge == perMinute("", "todo", 7))
  }

  @Test(arguments: ["3", "", "*100", "100#", "+100", "10 0"])
  func `what has no price or is no number has no answer`(number: String) {
    #expect(book().price(of: number) == nil)
  }

  @Test(arguments: [
    ("100", "10", "110"), ("0.000003", "10", "0.000003"), ("0.000005", "10", "0.000006"),
    ("0.123456", "12.5", "0.138888"), ("100", "0.000001", "100.000001"), ("0", "300", "0"),
    ("33.333333", "33.333333", "44.444444"),
  ])
  func `a marked-up price is rounded half-up to six decimals`(
    cost: String, percent: String, price: String
  ) {
    let markup = Markup(percentMicros: money(percent).micros)
    #expect(markup.raise(money(cost)).decimalText == price)
  }

  @Test func `every amount of a deck entry is raised, and what is shown is what is billed`() {
    let band = Band(
      weekdays: [6, 7], fromSecond: 0, toSecond: 86_400,
      plan: RatePlan(connectionFee: money("2"), steps: steps((0, "0.05", 30, 10))))
    var deck = tariff(
      fee: "1", steps((0, "0.333333", 30, 30), (30, "0.2", 60, 6)), bands: [band], cap: "50")
    deck.description = "x"
    let raised = Markup(percentMicros: 50_000_000).raise(deck)
    #expect(raised.plan.connectionFee == money("1.5"))
    #expect(raised.plan.steps == steps((0, "0.5", 30, 30), (30, "0.3", 60, 6)))
    #expect(raised.bands[0].plan.connectionFee == money("3"))
    #expect(raised.bands[0].plan.steps == steps((0, "0.075", 30, 10)))
    #expect(raised.maximumCharge == money("75"))
    #expect(raised.shownPrice == UnitPrice(price: money("1"), unit: .minute))
    #expect(raised.description == "x")
  }
}
