internal import BoothProtocol

/// One field of a command that a person may name. Lines, rows and columns count from 1, as people
/// count; times are milliseconds unless the name says otherwise.
package struct CommandField: Hashable, Sendable {
  /// As in a recording, save for those that stand there as bits.
  package let name: String
  package let values: Values
  /// What it is where it is not given; nil: it must be.
  package let fallback: String?

  package enum Values: Hashable, Sendable {
    case number(ClosedRange<UInt32>)
    /// A number, or the word `none`.
    case numberOrNone(ClosedRange<UInt32>)
    case word([String])
    /// Some of these with commas between, or the word `none`.
    case words([String])
    /// So many digits as a telephone has them: 0-9, *, #, A-D.
    case digits(ClosedRange<Int>)
    /// So many numbers of so many digits, with commas between, or the word `none`.
    case numbers(ClosedRange<Int>, digits: ClosedRange<Int>)
    /// So many characters of ISO 8859-1.
    case text(ClosedRange<Int>)
  }

  package static let none = "none"

  init(_ name: String, _ values: Values, else fallback: String? = nil) {
    self.name = name
    self.values = values
    self.fallback = fallback
  }
}

extension CommandField.Values {
  static var yesOrNo: Self { .word(["yes", "no"]) }

  /// What may stand there, in signs and in the words themselves: `1…32`, `yes | no`.
  package var form: String {
    switch self {
    case .number(let range): range.form
    case .numberOrNone(let range): "\(range.form) | \(CommandField.none)"
    case .word(let words): words.joined(separator: " | ")
    case .words(let words): "\(words.joined(separator: ",")) | \(CommandField.none)"
    case .digits(let count): "\(count.form) × 0-9*#A-D"
    case .numbers(let count, let digits):
      "\(count.form) × (\(digits.form) × 0-9*#A-D), | \(CommandField.none)"
    case .text(let count): "\(count.form) × ISO 8859-1"
    }
  }
}

extension ClosedRange where Bound: BinaryInteger {
  fileprivate var form: String { "\(lowerBound)…\(upperBound)" }
}

extension Tone {
  /// In the order of their numbers.
  static let all = (0...UInt8.max).compactMap(Tone.init)
  static let names = all.map { "\($0)" }
}

extension AnswerSignals {
  static let names: KeyValuePairs<AnswerSignals, String> = [
    .polarityReversal: "polarity", .meteringPulse: "metering", .setDelay: "set-delay",
  ]
}
