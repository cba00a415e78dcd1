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

  func setMarkup(_ percentMicros: Int64) throws {
    try set(Self.markupSetting, to: String(percentMicros))
  }
}
