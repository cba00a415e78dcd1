import BoothProtocol

/// What was got wrong by each of a kind, as long as it matters.
struct LoginTries<Key: Hashable & Sendable>: Sendable {
  private struct Entry: Sendable {
    var failures: Int
    /// When the last of them began, some of which are being looked at.
    var begun: [Moment]

    var last: Moment? { begun.max() }

    func isOver(at now: Moment, after milliseconds: Int64) -> Bool {
      last.map { now.milliseconds(since: $0) >= milliseconds } ?? true
    }
  }

  private var entries: [Key: Entry] = [:]
  /// Who was quiet the longest is forgotten first.
  let limit: Int

  /// More than are looked at at a time, so that one is left when all of those are taken back.
  static var rememberedMoments: Int { 8 }

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { entries.count }

  func failures(of key: Key) -> Int { entries[key]?.failures ?? 0 }

  /// Milliseconds; nil: the next try is looked at.
  func pause(_ key: Key, at now: Moment, _ pauses: LoginPauses) -> Int64? {
    guard let entry = entries[key], let last = entry.last else { return nil }
    let over = entry.failures - pauses.freeTries
    guard over >= 0 else { return nil }
    let pause = min(LoginPauses.firstMilliseconds << min(over, 20), pauses.longestMilliseconds)
    let left = pause - now.milliseconds(since: last)
    return left > 0 ? left : nil
  }

  mutating func add(_ key: Key, at now: Moment) {
    entries = entries.filter {
      !$0.value.isOver(at: now, after: LoginPauses.memoryMilliseconds)
    }
    if entries[key] == nil, entries.count >= limit,
      let quiet = entries.min(by: { ($0.value.last ?? now) < ($1.value.last ?? now) })
    {
      entries[quiet.key] = nil
    }
    let begun = (entries[key]?.begun ?? []).suffix(Self.rememberedMoments - 1) + [now]
    entries[key] = Entry(failures: failures(of: key) + 1, begun: Array(begun))
  }

  /// One that counts for nothing.
  mutating func takeBack(_ key: Key, begunAt begun: Moment) {
    if let index = entries[key]?.begun.lastIndex(of: begun) {
      entries[key]?.begun.remove(at: index)
    }
    take(1, from: key)
  }

  mutating func keep(where isKept: (Key) -> Bool) {
    entries = entries.filter { isKept($0.key) }
  }

  mutating func take(_ failures: Int, from key: Key) {
    guard var entry = entries[key] else { return }
    entry.failures -= min(failures, entry.failures)
    entries[key] = entry.failures > 0 ? entry : nil
  }
}

/// How long the next try has to wait.
struct LoginPauses: Hashable, Sendable {
  /// Tries that cost nothing.
  var freeTries: Int
  var longestMilliseconds: Int64

  /// For what one guesser has: where he sits, his session.
  static let ofOne = LoginPauses(freeTries: 5, longestMilliseconds: 15 * 60_000)
  /// For what many share, a name or a proxy: who guesses must keep no other out of it for long.
  static let ofMany = LoginPauses(freeTries: 20, longestMilliseconds: 30_000)

  /// After the free tries: so long, and twice as long after each further one.
  static let firstMilliseconds: Int64 = 5_000
  /// After so long without a try it is forgotten.
  static let memoryMilliseconds: Int64 = 60 * 60_000
}
