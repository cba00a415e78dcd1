import Notation
import Rating
import Testing

@Suite struct LanguageTests {
  @Test func `each way to round is said in both languages`() {
    let words = Rounding.Mode.allCases.map(\.words) + CashRounding.Mode.allCases.map(\.words)
    #expect(words.count == 7)
    #expect(words.allSatisfy { $0.spanish != $0.english && !$0.spanish.isEmpty })
  }

  @Test func `a figure has the language's mark before its decimals`() {
    #expect(Language.spanish.decimal("-12.5") == "-12,5")
    #expect(Language.english.decimal("-12.5") == "-12.5")
    let price = UnitPrice(price: Money(micros: 200_500_000), unit: .minute)
    #expect(Language.spanish.price(price, in: .chileanPeso) == "$ 200,50 x min")
    #expect(Language.english.price(price, in: .chileanPeso) == "$ 200,50 per min")
  }
}
