import Commands
import Notation
import Rating

/// Money as people type it behind a verb: as the pages take it, `50.000` and `0,35`, and as programs
/// write it, `50000` and `0.35`. A point is between thousands where it cannot be before decimals: before
/// three figures, in a currency that has fewer decimals.
enum LineAmount {
  enum Fault: Error {
    case notAnAmount
    /// `1.500` of a currency with three decimals: what it would be without the point.
    case doubtful(whole: String)
  }

  static func read(_ text: String, in currency: AmountFormat) throws(Fault) -> Money {
    let plain = currency.symbol.isEmpty ? text : text.replacing(currency.symbol, with: "")
    let figures = plain.filter { !" \u{a0}-\(AmountFormat.minus)".contains($0) }
    if let whole = oneThousand(figures), currency.decimals >= 3 { throw .doubtful(whole: whole) }
    if let amount = grouped(text, currency), !hasDecimalPoint(figures) { return amount }
    let fraction = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    guard let amount = try? Money(amount: text),
      fraction.allSatisfy({ $0.utf8.count <= currency.decimals })
    else { throw .notAnAmount }
    return amount
  }

  private static func grouped(_ text: String, _ currency: AmountFormat) -> Money? {
    TypedAmount.read(text, decimals: currency.decimals, symbol: currency.symbol)
  }

  /// `0.350`: no thousand begins with a zero.
  private static func hasDecimalPoint(_ figures: String) -> Bool {
    figures.hasPrefix("0") && figures.contains(".")
  }

  /// nil: it is none with one point, before three figures.
  private static func oneThousand(_ figures: String) -> String? {
    let parts = figures.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...3).contains(parts[0].count), parts[1].count == 3,
      !figures.hasPrefix("0"), figures.allSatisfy({ $0 == "." || ($0.isASCII && $0.isNumber) })
    else { return nil }
    return parts.joined()
  }

  /// Whether it may be an amount of some currency.
  static func isLike(_ text: String) -> Bool {
    let sign = text.first { $0.unicodeScalars.first?.properties.generalCategory == .currencySymbol }
    let symbol = sign.map { String($0) } ?? ""
    return [0, 6].contains { decimals in
      let format = AmountFormat(code: "", symbol: symbol, decimals: decimals)
      return (try? read(text, in: format)) != nil
    }
  }

  /// Of what has more decimals than a currency: a price, a percentage. `1.150,5` as people here write
  /// it, or `1150.5`.
  static func decimal(_ text: String) -> Money? {
    text.contains(",")
      ? TypedAmount.read(text, decimals: Money.decimals, symbol: "") : try? Money(amount: text)
  }

  static func expected(in currency: AmountFormat) -> Words {
    currency.decimals == 0
      ? Words(
        "un monto sin decimales, como 50.000 o 50000", "a whole amount such as 50.000 or 50000")
      : Words(
        "un monto con hasta \(currency.decimals) decimales, como 50.000, 50000 o 0,35",
        "an amount with at most \(currency.decimals) decimals, such as 50.000, 50000 or 0.35")
  }
}

extension Desk {
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

extension Invocation {
  /// As a fault names it.
  func name(_ placeholder: String) -> Words { Cabinactl.program.placeholder(placeholder) }
}
