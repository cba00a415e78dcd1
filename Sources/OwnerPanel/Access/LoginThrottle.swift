import BoothProtocol

/// Slows down who guesses passwords: by where he sits, and by whose password he guesses, so that
/// many places help him little.
struct LoginThrottle: Sendable {
  private struct Entry: Sendable {
    var failures: Int
    var last: Moment
  }

  private var entries: [String: Entry] = [:]
  /// From where somebody came in by his name, and when: others who try that name do not keep him out.
  private var trusted: [String: Moment] = [:]

  /// Tries that cost nothing, from one address.
  static let freeTries = 5
  /// The same for one name, from all addresses: an owner whose name somebody tries out is not to be
  /// kept from his till by it for long.
  static let freeTriesOfName = 20
  /// After those: so long, and twice as long after each further one.
  static let firstPauseMilliseconds: Int64 = 5_000
  static let longestPauseMilliseconds: Int64 = 15 * 60_000
  /// For a name: many places at once must not shut its owner out.
  static let longestPauseOfNameMilliseconds: Int64 = 30_000
  /// After so long without a try it is forgotten.
  static let memoryMilliseconds: Int64 = 60 * 60_000
  /// Addresses and names that are remembered; who was quiet the longest is forgotten first.
  static let limit = 4_096
  static let trustedLimit = 64

  var count: Int { entries.count }

  /// Milliseconds until the next try is looked at; nil: it is now.
  func pause(address: String, name: String, at now: Moment) -> Int64? {
    let isTrusted = trusted[Self.pair(address, name)] != nil
    let pauses = Self.keys(address, name).compactMap { key -> Int64? in
      if key.isName, isTrusted { return nil }
      guard let entry = entries[key.text] else { return nil }
      let over = entry.failures - key.freeTries
      guard over >= 0 else { return nil }
      let pause = min(Self.firstPauseMilliseconds << min(over, 20), key.longestPause)
      let left = pause - now.milliseconds(since: entry.last)
      return left > 0 ? left : nil
    }
    return pauses.max()
  }

  mutating func failed(address: String, name: String, at now: Moment) {
    entries = entries.filter { now.milliseconds(since: $0.value.last) < Self.memoryMilliseconds }
    let counted = Self.keys(address, name).map(\.text) + [Self.pair(address, name)]
    for key in counted {
      if entries[key] == nil, entries.count >= Self.limit,
        let quiet = entries.min(by: { ($0.value.last, $0.key) < ($1.value.last, $1.key) })
      {
        entries[quiet.key] = nil
      }
      entries[key] = Entry(failures: (entries[key]?.failures ?? 0) + 1, last: now)
    }
  }

  /// Forgets what this address got wrong under this name, and no more: who may log in under one name
  /// must not be able to try out others without end.
  mutating func succeeded(address: String, name: String, at now: Moment) {
    if trusted.count >= Self.trustedLimit,
      let oldest = trusted.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    {
      trusted[oldest.key] = nil
    }
    trusted[Self.pair(address, name)] = now
    let own = entries.removeValue(forKey: Self.pair(address, name))?.failures ?? 0
    for key in Self.keys(address, name) {
      guard var entry = entries[key.text] else { continue }
      entry.failures -= own
      entries[key.text] = entry.failures > 0 ? entry : nil
    }
  }

  private static func pair(_ address: String, _ name: String) -> String {
    "\(name.prefix(32)) from \(address)"
  }

  private struct Key {
    var text: String
    var isName = false
    var freeTries: Int
    var longestPause: Int64
  }

  private static func keys(_ address: String, _ name: String) -> [Key] {
    [
      Key(
        text: "address \(address)", freeTries: freeTries, longestPause: longestPauseMilliseconds),
      Key(
        text: "name \(name.prefix(32))", isName: true, freeTries: freeTriesOfName,
        longestPause: longestPauseOfNameMilliseconds),
    ]
  }
}
