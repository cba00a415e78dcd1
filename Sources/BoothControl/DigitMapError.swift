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
    /// `|` or the end: nothing follows the timer.
    case endAfterTimer
    case closingParenthesis
    case endOfText
    /// Inside brackets: a digit, a span of digits, `x`, `*`, `#`, A to D, `T`.
    case rangeMember
    /// The same, or `]`.
    case rangeMemberOrEnd
    /// The end of a span of digits, not below its beginning.
    case digit(from: Character)
  }
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
    case .endAfterTimer: "| or the end after the timer"
    case .closingParenthesis: "| or )"
    case .endOfText: "nothing more"
    case .rangeMember: "a digit, x, *, #, A to D or T"
    case .rangeMemberOrEnd: "a digit, x, *, #, A to D, T or ]"
    case .digit(let first): "a digit from \(first) to 9"
    }
  }
}
