import BoothProtocol
import Rating

/// A written amount on a narrow display. An amount is never cut: a shorter way of writing the same
/// number is taken, or none.
struct DisplayAmount {
  /// With its symbol; nil: the charset lacks it.
  private let whole: String?
  /// Without; nil: there is no number.
  private let grouped: String?
  private let charset: DisplayCharset

  /// `written`: as `AmountFormat.amount` writes it, with points between thousands and a comma
  /// before the decimals. A symbol that the charset lacks is left out.
  init(_ written: String, charset: DisplayCharset) {
    self.charset = charset
    // No display has the sign that is as wide as a figure.
    let written = written.replacing(AmountFormat.minus, with: "-")
    let text = charset == .sevenSegment ? written : charset.text(written)
    guard let first = text.utf8.firstIndex(where: Self.isDigit),
      let last = text.utf8.lastIndex(where: Self.isDigit)
    else {
      whole = nil
      grouped = nil
      return
    }
    let sign = text.utf8[..<first].contains(UInt8(ascii: "-")) ? "-" : ""
    grouped = sign + text[first...last]
    let isWhole = charset != .sevenSegment && (text == written || charset.canShow(written))
    whole = isWhole ? text : nil
  }

  /// The first that will do of the ways to write it, from the best to the shortest: `$ 1.856`,
  /// `$1.856`, `1.856`, `1856`. Seven segments have one: no grouping, and the point for the decimals
  /// (`1856`, `12.50`).
  func form(where fits: (String) -> Bool) -> String? {
    guard let grouped else { return nil }
    if let whole {
      if fits(whole) { return whole }
      let close = whole.filter { $0 != " " }
      if fits(close) { return close }
    }
    if charset != .sevenSegment, fits(grouped) { return grouped }
    var plain = grouped.filter { $0 != "." }
    if charset == .sevenSegment { plain = String(plain.map { $0 == "," ? "." : $0 }) }
    return fits(plain) ? plain : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
