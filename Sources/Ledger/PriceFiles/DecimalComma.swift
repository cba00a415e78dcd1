/// Amounts as they are written where decimals follow a comma, and points may stand between thousands:
/// `1.150,00`.
enum DecimalComma {
  /// Without its points, if they can be nothing but marks of thousands: groups of three behind them,
  /// and decimals after the last, or two of them. What is anything else stays as it is.
  static func withoutThousands(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
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
    /// Its comma stands before decimals: `0,05`.
    case comma
    /// So it does, and points stand between thousands: `1.150,00`. No comma of its file does.
    case commaForSure
    /// Its comma may stand between thousands: `1,500`.
    case doubtful
    /// It has a point that does not stand between thousands, or commas that do.
    case against
    /// A whole number, or no amount at all.
    case none
  }

  static func evidence(_ text: String) -> Evidence {
    guard text.utf8.contains(where: { $0 == 0x2C || $0 == 0x2E }),
      text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 || $0 == 0x2C || $0 == 0x2E })
    else { return .none }
    let plain = withoutThousands(text)
    // `1.500` says nothing, and is refused by itself.
    guard !plain.contains(".") else {
      return DoubtfulAmount.isLikeThousands(plain) ? .none : .against
    }
    let parts = plain.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return parts.count == 1 ? .none : .against }
    guard plain == text else { return .commaForSure }
    // `1,500` may be fifteen hundred; `0,500` is not.
    return DoubtfulAmount.isLikeThousands(text.replacing(",", with: ".")) ? .doubtful : .comma
  }
}

/// Whether its prices have a decimal comma.
enum DecimalCommaFound: Equatable {
  case no
  case yes
  /// By this price, beside which no comma of the file stands between thousands.
  case forSure(String)

  var isForSure: Bool { if case .forSure = self { true } else { false } }

  var warnings: [FileRemark] {
    switch self {
    case .no: []
    case .yes:
      [
        FileRemark(
          english: "its prices have a decimal comma, and are read so",
          spanish: "sus precios tienen coma decimal, y así se leen",
          commandLine: "its prices have a decimal comma, so they are read as with --decimal-comma",
          isNote: true)
      ]
    case .forSure(let price):
      [
        FileRemark(
          english: "its prices have a decimal comma, such as «\(price)», and are read so",
          spanish: "sus precios tienen coma decimal, como «\(price)», y así se leen",
          commandLine: "its prices have a decimal comma, such as «\(price)», so they are read as "
            + "with --decimal-comma --decimals", isNote: true)
      ]
    }
  }

  /// Whether some prices can only be meant so, and none speaks against it.
  init(
    in file: InputFile, _ delimiter: UInt8, _ columns: TariffColumns, below heading: Int
  ) throws(SmallFileError) {
    var found = DecimalCommaFound.no
    var isDoubtful = false
    let reader = try CSVReader(file.location, delimiter: delimiter)
    while let record = try reader.next() {
      if record.line <= heading { continue }
      for name in [TariffColumns.Name.price, .connectionFee] {
        let price = columns[name, of: record.fields] ?? ""
        switch DecimalComma.evidence(price) {
        case .against:
          self = .no
          return
        case .commaForSure: if !found.isForSure { found = .forSure(price) }
        case .comma: if found == .no { found = .yes }
        case .doubtful: isDoubtful = true
        case .none: break
        }
      }
    }
    // `0,05` beside `1,500`: there somebody has to say what is meant.
    self = isDoubtful && !found.isForSure ? .no : found
  }
}
