internal import BoothControl
internal import Rating

/// Something that is as the latest record of it says: a booth, a setting, the markup, a user's role.
struct AuditedState: Hashable, CustomStringConvertible {
  var action: String
  var subject: String

  init(_ action: String, _ subject: String) {
    (self.action, self.subject) = (action, subject)
  }

  /// nil: it is not what `description` gives.
  init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard words.count == 2, Self.actions.contains(String(words[0])) else { return nil }
    self.init(String(words[0]), String(words[1]))
  }

  /// nil: a record of this action tells no state.
  init?(ofRecord action: String, _ subject: String) {
    if action == AuditedUser.set || action == AuditedUser.removal {
      self = .user(subject)
    } else if Self.actions.contains(action) {
      self.init(action, subject)
    } else {
      return nil
    }
  }

  /// Records of these tell a state, as do those of users.
  static let actions = [
    booth, "markup", "rounding", "currency", "configuration", "setting", warning,
  ]

  private static let booth = "booth"
  private static let user = "user"
  private static let warning = "warning"

  static func booth(_ number: BoothNumber) -> AuditedState { AuditedState(booth, number.text) }
  static let markup = AuditedState("markup", "deck")
  static let rounding = AuditedState("rounding", "amounts")
  static let currency = AuditedState("currency", "amounts")
  static let balanceWarning = AuditedState(warning, "balance")
  static func setting(_ name: String) -> AuditedState { AuditedState("setting", name) }
  static func configuration(_ key: String) -> AuditedState { AuditedState("configuration", key) }
  static func user(_ name: String) -> AuditedState { AuditedState(user, name) }

  /// Before anything is told of it; nil: there is none.
  var first: String? {
    action == Self.booth
      ? Self.boothWords(isDisabled: false, nextCallIsUncharged: false) : nil
  }

  /// What a record that says `words` leaves of it.
  func state(after words: String?) -> String? {
    action == Self.user ? words.map(AuditedUser.role) : words
  }

  static func boothWords(isDisabled: Bool, nextCallIsUncharged: Bool) -> String {
    "\(isDisabled ? "disabled" : "enabled"), next call "
      + "\(nextCallIsUncharged ? "uncharged" : "charged")"
  }

  var description: String { "\(action) \(subject)" }
}

/// What a ledger of an older version had when it came to version 6: told once, by the daemon.
enum Baseline {
  static let action = "version 6"
}

extension Database {
  /// Users by what they may do.
  func userStates() throws -> [AuditedState: String] {
    let states = try users().map { (AuditedState.user($0.name), $0.role.rawValue) }
    return Dictionary(states) { first, _ in first }
  }

  /// Every booth and setting that is not what it is at first, in the words of the audit.
  func auditedStates() throws -> [AuditedState: String] {
    var states: [AuditedState: String] = [:]
    try forEachRow("SELECT number, is_disabled, next_call_is_uncharged FROM booths") { row in
      let state = AuditedState.booth(BoothNumber(try row.text(0)))
      let words = AuditedState.boothWords(
        isDisabled: try row.flag(1), nextCallIsUncharged: try row.flag(2))
      if words != state.first { states[state] = words }
    }
    try forEachRow("SELECT name, value FROM settings") { row in
      guard let (state, words) = try auditedSetting(try row.text(0), try row.text(1)) else {
        return
      }
      states[state] = words
    }
    return states
  }

  /// nil: it is not for the audit, or as it is in a new ledger.
  private func auditedSetting(
    _ name: String, _ value: String
  ) throws -> (AuditedState, String)? {
    switch name {
    case Self.markupSetting:
      (.markup, try markup().map { Money(micros: $0).decimalText } ?? value)
    case Self.roundingSetting: (.rounding, try rounding()?.words ?? value)
    case Self.currencySetting: (.currency, value)
    case Self.balanceWarningSetting:
      (.balanceWarning, try balanceWarning()?.decimalText ?? value)
    case Self.lastCallBeforeTicketsSetting where value == "0": nil
    case _ where name.hasPrefix(Self.configurationPrefix):
      (.configuration(String(name.dropFirst(Self.configurationPrefix.count))), value)
    case _ where PriceList.allCases.contains { $0.settings.contains(name) }: nil
    default: (.setting(name), value)
    }
  }
}
