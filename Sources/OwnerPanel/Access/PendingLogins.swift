import BoothProtocol

/// Log-ins from the network that are being looked at, each of which takes a tenth of a second of the
/// one keeper of passwords.
struct PendingLogins: Sendable {
  private var tries: [UInt64: (attempt: LoginTry, begun: Moment)] = [:]

  /// Several at a time from one place would keep all others waiting, and so would many places: some
  /// room is left for those who came in before, and for this box.
  func hasRoom(for attempt: LoginTry, isTrusted: Bool, _ limits: PanelLimits) -> Bool {
    let own = tries.values.count { $0.attempt.place == attempt.place }
    let all = isTrusted ? limits.logins : limits.logins - limits.loginsOfTrusted
    return own < limits.loginsOfAddress && tries.count < all
  }

  mutating func add(_ attempt: LoginTry, ticket: UInt64, at now: Moment) {
    tries[ticket] = (attempt, now)
  }

  /// With when it was begun.
  mutating func remove(ticket: UInt64) -> (attempt: LoginTry, begun: Moment)? {
    tries.removeValue(forKey: ticket)
  }
}
