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
    let plain = plain(text, symbol: currency.symbol)
    let figures = String(plain.drop { $0 == "-" })
    if let whole = oneThousand(figures), currency.decimals >= 3 { throw .doubtful(whole: whole) }
    let grouped = TypedAmount.read(plain, decimals: currency.decimals, symbol: "")
    if let grouped, !hasDecimalPoint(figures) { return grouped }
    let fraction = plain.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    guard let amount = try? Money(amount: plain),
      fraction.allSatisfy({ $0.utf8.count <= currency.decimals })
    else { throw .notAnAmount }
    return amount
  }

  /// The sign and the figures: `-1.500` of `−$ 1.500` and of `$ -1.500`.
  private static func plain(_ text: String, symbol: String) -> String {
    var rest = text.replacing(AmountFormat.minus, with: "-").filter { !isBlank($0) }[...]
    let isNegative = rest.hasPrefix("-")
    if isNegative { rest = rest.dropFirst() }
    let symbol = symbol.filter { !isBlank($0) }
    if !symbol.isEmpty, rest.hasPrefix(symbol) { rest = rest.dropFirst(symbol.count) }
    return (isNegative ? "-" : "") + rest
  }

  private static func isBlank(_ character: Character) -> Bool {
    character == " " || character == "\u{a0}"
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
    let symbol = symbol(before: text)
    return [0, 6].contains { decimals in
      let format = AmountFormat(code: "", symbol: symbol, decimals: decimals)
      return (try? read(text, in: format)) != nil
    }
  }

  /// Of the shop's currency or of another one: `$`, `US$`, `Bs`, `B/.`; nothing: there is none.
  private static func symbol(before text: String) -> String {
    let figures = text.firstIndex { $0.isASCII && $0.isNumber } ?? text.endIndex
    let symbol = text[..<figures].filter { !isBlank($0) && !"-\(AmountFormat.minus)".contains($0) }
    guard let first = symbol.first, first.isLetter || isSign(first),
      symbol.allSatisfy({ $0.isLetter || isSign($0) || "./".contains($0) }),
      symbol.utf8.count <= AmountFormat.maximumSymbolLength
    else { return "" }
    return symbol
  }

  private static func isSign(_ character: Character) -> Bool {
    character.unicodeScalars.first?.properties.generalCategory == .currencySymbol
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
