import Commands
import Notation
import Rating

extension Desk {
  /// The shop's.
  func currency() throws(CommandError) -> AmountFormat {
    try ask("GET", "shop", as: CurrencyOfShop.self).currency.format
  }

  private struct CurrencyOfShop: Decodable { let currency: CurrencyAnswer }

  /// What the API is told of an amount. The currency is asked for where the figures alone do not say all.
  func amount(_ text: String, of name: Words) throws(CommandError) -> String {
    let figures = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !figures.allSatisfy({ $0.isASCII && $0.isNumber }) else { return text }
    return try Self.amount(text, of: name, in: currency()).decimalText
  }

  static func amount(
    _ text: String, of name: Words, in currency: AmountFormat
  ) throws(CommandError) -> Money {
    do throws(LineAmount.Fault) {
      return try LineAmount.read(text, in: currency)
    } catch {
      let expected = LineAmount.expected(in: currency)
      let words =
        switch error {
        // `$50.000` in a shell is its fifth word and `0.000`.
        case .notAnAmount where text.hasPrefix("0.000"):
          Words(
            "se espera \(expected.spanish); con $ va entre comillas simples",
            "expected \(expected.english); with $ it stands in single quotes")
        case .notAnAmount: Words("se espera \(expected.spanish)", "expected \(expected.english)")
        case .doubtful(let whole):
          Words(
            "¿es \(whole)? escríbalo sin punto; los decimales, con coma",
            "is it \(whole)? write it without the point; decimals with a comma")
        }
      throw .usage(
        "\(name.spanish) «\(text)»: \(words.spanish)",
        "\(name.english) «\(text)»: \(words.english)")
    }
  }
}
