import Ledger

/// Amounts as they are written where decimals follow a comma, and points may stand between thousands:
/// `1.150,00`.
enum DecimalComma {
  /// Without its points, if they can be nothing but marks of thousands: groups of three behind them,
  /// and decimals after the last, or two of them. What is anything else stays as it is.
  static func withoutThousands(_ text: String) -> String {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard groups.count > 1, parts.count == 2 || groups.count > 2,
      (1...3).contains(groups[0].utf8.count), groups[0].first != "0",
      groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }),
      groups.allSatisfy({ $0.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } })
    else { return text }
    return ([groups.joined()] + parts.dropFirst().map(String.init)).joined(separator: ",")
  }

  /// What an amount says about all those of its file.
  enum Evidence {
    /// Its comma stands before decimals: `0,05`, `1.150,00`.
    case comma
    /// It has a point that does not stand between thousands, or a comma that may.
    case against
    /// A whole number, or no amount at all.
    case none
  }

  static func evidence(_ text: String) -> Evidence {
    guard text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 || $0 == 0x2C || $0 == 0x2E }) else {
      return .none
    }
    let plain = withoutThousands(text)
    // `1.500` says nothing, and is refused by itself.
    guard !plain.contains(".") else {
      return DoubtfulAmount.isLikeThousands(plain) ? .none : .against
    }
    let parts = plain.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return parts.count == 1 ? .none : .against }
    // `1,500` may be fifteen hundred; `0,500` and `1.150,500` are not.
    let mayBeThousands = parts[1].utf8.count == 3 && plain == text && parts[0].first != "0"
    return mayBeThousands ? .against : .comma
  }
}

/// A text in a cell: what a spreadsheet would take for a formula has a `'` before it, as people mark
/// a text there, and loses it again when it is read.
enum CSVText {
  static func cell(_ text: String) -> String { isMarked(text) ? "'" + text : text }

  static func plain(_ cell: String) -> String {
    cell.hasPrefix("'") && isMarked(cell) ? String(cell.dropFirst()) : cell
  }

  /// It begins with =, +, - or @, or with such a mark before it.
  private static func isMarked(_ text: String) -> Bool {
    text.drop { $0 == "'" }.first.map { "=+-@".contains($0) } ?? false
  }
}
