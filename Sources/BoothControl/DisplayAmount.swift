import BoothProtocol

/// A written amount on a narrow display. An amount is never cut: a shorter way of writing the same
/// number is taken, or none.
struct DisplayAmount {
  /// The ways to write it, from the best to the shortest: `$ 1.856`, `$1.856`, `1.856`, `1856`.
  /// Seven segments have one: no grouping, and the point for the decimals (`1856`, `12.50`).
  let forms: [String]

  /// `written`: as `AmountFormat.amount` writes it, with points between thousands and a comma
  /// before the decimals. A symbol that the charset lacks is left out.
  init(_ written: String, charset: DisplayCharset) {
    let text = charset == .sevenSegment ? written : charset.text(written)
    guard let first = text.firstIndex(where: Self.isDigit),
      let last = text.lastIndex(where: Self.isDigit)
    else {
      forms = []
      return
    }
    let sign = text[..<first].contains("-") ? "-" : ""
    let grouped = sign + text[first...last]
    let plain = grouped.filter { $0 != "." }
    if charset == .sevenSegment {
      forms = [String(plain.map { $0 == "," ? "." : $0 })]
    } else if charset.canShow(written) {
      forms = [text, text.filter { $0 != " " }, grouped, plain]
    } else {
      forms = [grouped, plain]
    }
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
}
