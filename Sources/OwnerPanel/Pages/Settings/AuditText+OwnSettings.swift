import Notation

/// What the owner has set in place of what the configuration file says, as the audit calls it.
extension AuditText {
  func ownSetting(_ name: String) -> String? {
    switch name {
    case "shop name": say(SettingsPhrase.name)
    case "page language": say(SettingsPhrase.pageLanguage)
    case _ where name.hasPrefix(Self.ofBooth):
      "\(say(SettingsPhrase.changeBooth)) \(name.dropFirst(Self.ofBooth.count))"
    default: nil
    }
  }

  private static let ofBooth = "booth name "
}
