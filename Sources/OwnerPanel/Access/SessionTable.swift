import BoothProtocol

/// Somebody who is logged in.
struct Session: Hashable, Sendable {
  var user: PanelUser
  /// What his own pages send back with whatever changes something; no page elsewhere knows it.
  var formToken: String
}

/// Who is logged in, by the secret in his cookie. Kept in memory alone: after a restart everybody
/// logs in anew.
struct SessionTable: Sendable {
  private struct Entry: Sendable {
    var session: Session
    let begun: Moment
    var used: Moment
  }

  private var entries: [String: Entry] = [:]

  /// The longest unused one makes room for another.
  static let limit = 64
  /// Of one user; one more ends his own that was unused the longest, and nobody else's.
  static let limitOfUser = 8
  /// Unused for longer, it is over. A live page that is open uses it: a screen on the wall goes on.
  static let idleMilliseconds: Int64 = 12 * 3_600_000
  /// However much it is used.
  static let longestMilliseconds: Int64 = 7 * 24 * 3_600_000

  var count: Int { entries.count }

  /// The secret for the cookie.
  mutating func begin(
    for user: PanelUser, at now: Moment, randomness: () -> String = SessionTable.secret
  ) -> (secret: String, session: Session) {
    removeExpired(at: now)
    let own = entries.filter { $0.value.session.user.name == user.name }
    if own.count >= Self.limitOfUser,
      let oldest = own.min(by: { ($0.value.used, $0.key) < ($1.value.used, $1.key) })
    {
      entries[oldest.key] = nil
    }
    if entries.count >= Self.limit,
      let oldest = entries.min(by: { ($0.value.used, $0.key) < ($1.value.used, $1.key) })
    {
      entries[oldest.key] = nil
    }
    let secret = randomness()
    let session = Session(user: user, formToken: randomness())
    entries[secret] = Entry(session: session, begun: now, used: now)
    return (secret, session)
  }

  /// Also counts as a use. `user`: as he is now; of another version or gone, his sessions are over.
  mutating func session(
    of secret: String, at now: Moment, user: (String) -> PanelUser?
  ) -> Session? {
    guard var entry = entries[secret] else { return nil }
    guard !isExpired(entry, at: now), user(entry.session.user.name) == entry.session.user else {
      entries[secret] = nil
      return nil
    }
    entry.used = now
    entries[secret] = entry
    return entry.session
  }

  mutating func end(_ secret: String) { entries[secret] = nil }

  mutating func end(_ session: Session) {
    entries = entries.filter { $0.value.session.formToken != session.formToken }
  }

  private func isExpired(_ entry: Entry, at now: Moment) -> Bool {
    now.milliseconds(since: entry.used) >= Self.idleMilliseconds
      || now.milliseconds(since: entry.begun) >= Self.longestMilliseconds
  }

  private mutating func removeExpired(at now: Moment) {
    entries = entries.filter { !isExpired($0.value, at: now) }
  }

  /// 256 bits of the kernel's, in hexadecimal digits.
  static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(generator.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// The cookie that carries a session's secret.
enum SessionCookie {
  static let name = "cabina-session"

  /// No script reads it, and no page elsewhere has it sent. It ends with the browser, or here.
  static func setting(_ secret: String) -> String {
    "\(name)=\(secret); Path=/; SameSite=Strict; HttpOnly"
  }

  static let removing = "\(name)=; Path=/; Max-Age=0; SameSite=Strict; HttpOnly"
}

extension HTTPRequest {
  /// The first cookie of this name; nil: there is none.
  func cookie(_ name: String) -> String? { cookies(name).first }

  /// All of this name, the first ones first, eight at most. Each byte is looked at once, whatever a
  /// stranger sends: no lazy chain, which would split a header anew for every step.
  func cookies(_ name: String) -> [String] {
    let start = "\(name)="
    var found: [String] = []
    for header in headers.values(of: "cookie") {
      for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
        let text = Substring(pair).trimmingBlanks()
        guard text.utf8.starts(with: start.utf8) else { continue }
        found.append(String(text.dropFirst(start.count)))
        if found.count == 8 { return found }
      }
    }
    return found
  }
}
