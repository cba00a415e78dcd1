import Rating

extension Database {
  func setting(_ name: String) throws -> String? {
    try row("SELECT value FROM settings WHERE name = ?1", [.text(name)], { try $0.text(0) })
  }

  func set(_ name: String, to value: String?) throws {
    if let value {
      try run(
        "INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)",
        [.text(name), .text(value)])
    } else {
      try run("DELETE FROM settings WHERE name = ?1", [.text(name)])
    }
  }

  /// A setting that is a whole number.
  func number(_ name: String) throws -> Int64? {
    try setting(name).map { text in
      guard let number = Int64(text) else {
        throw DatabaseError.unexpectedValue("setting \(name) is \(text)", sql: nil)
      }
      return number
    }
  }

  static let markupSetting = "markup_percent_micros"

  /// Calls up to this one ended before there were tickets, or kept no clock.
  static let lastCallBeforeTicketsSetting = "last_call_before_tickets"

  static let configurationPrefix = "configuration "

  /// Millionths of a per cent; nil: never set.
  func markup() throws -> Int64? { try number(Self.markupSetting) }

  static let roundingSetting = "rounding"

  /// `half-up 0`: the mode and the decimals; nil: never set.
  func rounding() throws -> Rounding? {
    guard let text = try setting(Self.roundingSetting) else { return nil }
    let words = text.split(separator: " ")
    guard words.count == 2, let mode = Rounding.Mode(rawValue: String(words[0])),
      let decimals = Int(words[1])
    else {
      throw DatabaseError.unexpectedValue("setting \(Self.roundingSetting) is \(text)", sql: nil)
    }
    return Rounding(mode: mode, decimals: decimals)
  }

  func setRounding(_ rounding: Rounding) throws {
    try set(Self.roundingSetting, to: "\(rounding.mode.rawValue) \(rounding.decimals)")
  }

  func setMarkup(_ percentMicros: Int64) throws {
    try set(Self.markupSetting, to: String(percentMicros))
  }

  static let currencySetting = "currency"

  /// `CLP 0`: the code and the decimals of the amounts in this file; nil: never set.
  func currency() throws -> String? { try setting(Self.currencySetting) }

  func setCurrency(_ currency: AmountFormat) throws {
    try set(Self.currencySetting, to: "\(currency.code) \(currency.decimals)")
  }
}
