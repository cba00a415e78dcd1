import Rating
import Testing

@Suite struct `Cash` {
  /// Law 20.956 of Chile, with its coin of ten.
  @Test(
    arguments: [
      (0, 0), (1, 0), (5, 0), (6, 10), (9, 10), (10, 10), (227, 230), (225, 220), (1_856, 1_860),
    ] as [(Int64, Int64)])
  func `in Chile goes down up to five pesos and up from six`(sum: Int64, paid: Int64) {
    let rounding = CashRounding(mode: .halfDown, coin: Money(micros: 10_000_000))
    #expect(rounding.rounded(pesos(sum)) == pesos(paid))
  }

  @Test(arguments: [
    (CashRounding.Mode.halfUp, "12.50"), (.halfDown, "12.45"), (.up, "12.50"), (.down, "12.45"),
  ])
  func `is rounded to the smallest coin as the shop says`(
    mode: CashRounding.Mode, paid: String
  ) throws {
    let rounding = CashRounding(mode: mode, coin: try Money(price: "0.05"))
    #expect(rounding.rounded(try Money(amount: "12.475")) == (try Money(amount: paid)))
    #expect(rounding.rounded(try Money(amount: "12.45")) == (try Money(amount: "12.45")))
  }

  @Test func `without a coin is the sum`() throws {
    #expect(CashRounding.none.rounded(try Money(amount: "12.475")).decimalText == "12.475")
  }

  @Test func `beside the largest sum does not overflow`() {
    let rounding = CashRounding(mode: .up, coin: Money(micros: 1_000_000))
    #expect(rounding.rounded(Money(micros: .max)) == Money(micros: .max))
  }

  private func pesos(_ amount: Int64) -> Money { Money(micros: amount * 1_000_000) }
}
