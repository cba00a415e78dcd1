package import BoothControl

/// What the owner has set where the configuration file says something else, or nothing.
package enum OwnSetting: Hashable, Sendable {
  case shopName
  case boothName(BoothNumber)
  /// Of the page, for who has chosen none.
  case pageLanguage

  /// As it is called in the ledger and in its audit.
  package var name: String {
    switch self {
    case .shopName: "shop name"
    case .boothName(let booth): Self.boothPrefix + booth.text
    case .pageLanguage: "page language"
    }
  }

  /// nil: it is another kind of setting.
  init?(_ name: String) {
    switch name {
    case "shop name": self = .shopName
    case "page language": self = .pageLanguage
    case _ where name.hasPrefix(Self.boothPrefix):
      self = .boothName(BoothNumber(String(name.dropFirst(Self.boothPrefix.count))))
    default: return nil
    }
  }

  private static let boothPrefix = "booth name "
}

extension Ledger {
  /// All of them or none; a value nil: what the configuration says. Waits for the disk, as every
  /// change of a setting does.
  package func set(
    _ changes: [(setting: OwnSetting, value: String?)], by origin: AuditOrigin
  )
    throws
  {
    try change { database in
      for (setting, value) in changes {
        let before = try database.setting(setting.name)
        try database.set(setting.name, to: value)
        try database.audit(.setting(setting.name), by: origin, before: before, after: value)
      }
    }
  }
}

extension LedgerReader {
  package func ownSettings() throws -> [OwnSetting: String] {
    try read { database in
      var settings: [OwnSetting: String] = [:]
      try database.forEachRow("SELECT name, value FROM settings") { row in
        if let setting = OwnSetting(try row.text(0)) { settings[setting] = try row.text(1) }
      }
      return settings
    }
  }
}
