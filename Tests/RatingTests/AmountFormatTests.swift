import Rating
import Testing

struct AmountFormatTests {
  static let dollar = AmountFormat(code: "USD", symbol: "US$", decimals: 2)

  @Test(arguments: [
    ("1856", "$ 1.856"), ("0", "$ 0"), ("227", "$ 227"), ("1234567890", "$ 1.234.567.890"),
    ("999.5", "$ 1.000"), ("999.499999", "$ 999"), ("-20", "−$ 20"), ("-1856.5", "−$ 1.857"),
    ("-0.2", "$ 0"), ("100", "$ 100"), ("1000", "$ 1.000"),
  ])
  func `an amount in pesos`(amount: String, text: String) throws {
    let money = amount == "1234567890" ? Money(micros: 1_234_567_890_000_000) : money(amount)
    #expect(AmountFormat.chileanPeso.amount(money) == text)
  }

  @Test(arguments: [
    ("1856", "US$ 1.856,00"), ("0.05", "US$ 0,05"), ("0.005", "US$ 0,01"), ("-3.5", "−US$ 3,50"),
    ("999.995", "US$ 1.000,00"),
  ])
  func `an amount in dollars`(amount: String, text: String) {
    #expect(AmountFormatTests.dollar.amount(money(amount)) == text)
  }

  @Test(arguments: [
    ("200", PriceUnit.minute, "$ 200,00 x min"), ("0", .second, "$ 0,00 x seg"),
    ("1200.5", .minute, "$ 1.200,50 x min"), ("0.000001", .second, "$ 0,000001 x seg"),
    ("12.5", .minute, "$ 12,50 x min"), ("110.12345", .minute, "$ 110,12345 x min"),
    // Three decimals would be read as thousands.
    ("110.125", .minute, "$ 110,1250 x min"),
  ])
  func `a price shows every decimal that is billed`(price: String, unit: PriceUnit, text: String) {
    let price = UnitPrice(price: money(price), unit: unit)
    #expect(AmountFormat.chileanPeso.price(price) == text)
  }

  @Test func `a price in dollars has four decimals`() {
    let price = UnitPrice(price: money("0.4"), unit: .minute)
    #expect(AmountFormatTests.dollar.price(price) == "US$ 0,4000 x min")
  }

  @Test func `nor has a price of a currency with one decimal three`() {
    let one = AmountFormat(code: "XXX", symbol: "x", decimals: 1)
    #expect(one.price(UnitPrice(price: money("150"), unit: .minute)) == "x 150,0000 x min")
  }

  @Test func `decimals out of range stop nothing`() {
    let odd = AmountFormat(code: "", symbol: "", decimals: 9)
    #expect(odd.amount(Money(micros: .min)) == "− 9.223.372.036.854,775808")
    #expect(
      AmountFormat(code: "", symbol: "", decimals: -1).amount(Money(micros: .max))
        == " 9.223.372.036.855")
  }
}
