/// A digit map (RFC 3435 § 2.1.5): decides when what was dialled is a complete number.
///
///     (13x|1xxT|[2-9]xxxxxxxx|00x.T|00x.#)
///
/// Alternatives are separated by `|`, in parentheses or bare, with spaces around them for the
/// reader. An alternative is a row of positions: a digit, `*`, `#`, a letter A to D, `x` (any
/// digit) or a range (`[1-7]`, `[12*#]`); a `.` after a position means zero or more of it. `T`,
/// only at the end, is the timer: the number is complete once the caller has paused. Letters may
/// be small or large.
///
/// Where RFC 3435 would take the shortest number that matches, this map waits for a longer one
/// while one is possible (`completeMayGrow`), so `(0|00)` lets the caller dial both.
///
/// `*` and `#` match only where the map names them. `#` at the end of an alternative is how a
/// caller says «that is all»: with `(00x.T|00x.#)` the number ends after a pause or, at once,
/// after `#`; `finalNumber` takes the `#` off again. With `00x.#` alone only `#` ends it.
package struct DigitMap: Hashable, Sendable {
  package let text: String
  /// The positions of all alternatives in a row, an end mark after each alternative.
  let positions: [Position]

  /// Characters in a map.
  package static let maximumTextLength = 1024
  /// Digits in a number: as many as a board dials.
  package static let maximumDigits = 32

  package init(_ text: String) throws(DigitMapError) {
    var parser = DigitMapParser(text)
    positions = try parser.parse()
    self.text = text
  }

  /// What a row of dialled digits is to a digit map.
  package enum Match: Hashable, Sendable {
    /// No number begins so.
    case impossible
    /// A number begins so: the partial timer runs.
    case incomplete
    /// A number that a further digit could lengthen, or that ends with the timer: the critical
    /// timer runs.
    case completeMayGrow
    /// A number, and nothing longer can match.
    case complete
  }

  /// Costs at most `maximumDigits` times the length of the map.
  package func match(_ digits: String) -> Match {
    var walk = Walk(self)
    for digit in digits.utf8 {
      walk.take(digit)
      if walk.match == .impossible { return .impossible }
    }
    return walk.match
  }

  /// The number to send: without the `#` that ended it.
  package func finalNumber(_ digits: String) -> String {
    guard digits.utf8.count > 1, digits.utf8.last == UInt8(ascii: "#") else { return digits }
    return switch match(digits) {
    case .complete, .completeMayGrow: String(digits.dropLast())
    case .incomplete, .impossible: digits
    }
  }

  /// One place of an alternative: the keys that fit it.
  struct Position: Hashable, Sendable {
    var keys: Keys
    /// Zero or more of them.
    var repeats = false
    /// Not a place but the end of an alternative.
    var isEnd: Bool { keys.isEmpty }

    static let end = Position(keys: [])
  }

  /// A set of telephone keys, and the timer, which RFC 3435 treats as one more key.
  struct Keys: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    static let digits = Keys(rawValue: 0x3FF)
    static let star = Keys(rawValue: 1 << 10)
    static let pound = Keys(rawValue: 1 << 11)
    static let timer = Keys(rawValue: 1 << 16)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The key of an ASCII character; nil: no telephone has it.
    init?(ascii: UInt8) {
      switch ascii {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        self.init(rawValue: 1 << UInt32(ascii - UInt8(ascii: "0")))
      case UInt8(ascii: "A")...UInt8(ascii: "D"):
        self.init(rawValue: 1 << UInt32(12 + ascii - UInt8(ascii: "A")))
      case UInt8(ascii: "*"): self = .star
      case UInt8(ascii: "#"): self = .pound
      default: return nil
      }
    }
  }
}
