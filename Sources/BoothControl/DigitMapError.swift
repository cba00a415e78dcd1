/// What is wrong with the text of a digit map. Columns count characters from 1.
package enum DigitMapError: Error, Hashable, Sendable {
  case tooLong(length: Int)
  /// `found` nil: the text ends there.
  case unexpected(column: Int, found: Character?, expected: Expected)
  /// The alternative that begins at this column needs more digits than a number may have.
  case alternativeTooLong(column: Int)

  /// What the map should have at that column.
  package enum Expected: Hashable, Sendable {
    /// A digit, `x`, `*`, `#`, A to D or a range.
    case position
    /// The same, or `.`, `T`, `|`, or the end.
    case positionOrEnd
    /// `|` or the end: nothing follows the timer, and it is not repeated. The grammar of RFC 3435 has
    /// timers anywhere; here a pause ends the number.
    case endAfterTimer
    /// A position before the timer, which by itself would end a number of no digits.
    case positionBeforeTimer
    /// A key that there is. RFC 3435 leaves the letters E to Z, save T and X, to extensions of
    /// gateways; there is none here.
    case telephoneKey
    case closingParenthesis
    case endOfText
    /// Inside brackets: a digit, a span of digits, `x`, `*`, `#`, A to D, `T`.
    case rangeMember
    /// The same, or `]`.
    case rangeMemberOrEnd
    /// The end of a span of digits, not below its beginning.
    case digit(from: Character)
    /// `]` or another letter: RFC 3435 has spans of digits only.
    case noSpanOfLetters
  }
}

extension DigitMapError {
  /// nil: the text as a whole.
  package var column: Int? {
    switch self {
    case .tooLong: nil
    case .unexpected(let column, _, _), .alternativeTooLong(let column): column
    }
  }

  /// The map about the place of the error, and under it a caret; nil: there is no one place.
  package func pointer(in text: String) -> (map: String, caret: String)? {
    guard let column else { return nil }
    // As much as a terminal has room for.
    let first = max(0, column - 1 - Self.shownBefore)
    let shown = text.dropFirst(first).prefix(Self.shownBefore + 24)
    let opening = first > 0 ? "…" : ""
    let closing = first + shown.count < text.count ? "…" : ""
    let blanks = String(repeating: " ", count: opening.count + column - 1 - first)
    return (opening + shown + closing, blanks + "^")
  }

  private static let shownBefore = 48
}

extension DigitMapError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooLong(let length):
      "\(length) characters, at most \(DigitMap.maximumTextLength) expected"
    case .unexpected(let column, let found?, let expected):
      "column \(column): found «\(found)», expected \(expected)"
    case .unexpected(let column, nil, let expected):
      "column \(column): the text ends, expected \(expected)"
    case .alternativeTooLong(let column):
      "column \(column): this alternative has more than \(DigitMap.maximumDigits) digits"
    }
  }
}

extension DigitMapError.Expected: CustomStringConvertible {
  package var description: String {
    switch self {
    case .position: "a digit, x, *, #, A to D or ["
    case .positionOrEnd: "a digit, x, *, #, A to D, [, ., T, | or the end"
    case .endAfterTimer: "| or the end after the timer, whose pause ends the number"
    case .positionBeforeTimer: "a digit before the timer, which by itself is no number"
    case .telephoneKey:
      "a key of a telephone, 0 to 9, *, # or A to D; letters of RFC 3435's extensions are none"
    case .closingParenthesis: "| or )"
    case .endOfText: "nothing more"
    case .rangeMember: "a digit, x, *, #, A to D or T"
    case .rangeMemberOrEnd: "a digit, x, *, #, A to D, T or ]"
    case .digit(let first): "a digit from \(first) to 9"
    case .noSpanOfLetters: "] or another letter: a span is of digits, letters are named one by one"
    }
  }
}
