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

  private static let markupSetting = "markup_percent_micros"

  func deck() throws -> Deck {
    let markup = try setting(Self.markupSetting).map { text in
      guard let micros = Int64(text) else {
        throw DatabaseError.unexpectedValue("setting \(Self.markupSetting) is \(text)", sql: nil)
      }
      return micros
    }
    return Deck(tariffs: try tariffs(in: .deck), markupPercentMicros: markup ?? 0)
  }

  private static let roundingSetting = "rounding"

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
}
