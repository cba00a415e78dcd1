import BoothProtocol

/// A password that somebody tries.
struct LoginTry: Hashable, Sendable {
  var place: LoginPlace
  /// Of a user there is; nil: of nobody known, or the code for the first password.
  var name: String?
  /// Of whoever is logged in and gives his password once more; nil: a log-in.
  var formToken: String?
}

/// Slows down who guesses passwords: by where he sits, and by whose password he guesses, so that
/// many places help him little. A try counts from when it is begun: several at a time are no more
/// than one after another.
struct LoginThrottle: Sendable {
  private struct Pair: Hashable, Sendable {
    var place: LoginPlace
    var name: String
  }

  private var places = LoginTries<LoginPlace>(
    limit: 2_048, freeTries: Self.freeTries, longestPause: Self.longestPauseMilliseconds)
  private var names = LoginTries<String>(
    limit: 64, freeTries: Self.freeTriesOfName, longestPause: Self.longestPauseOfNameMilliseconds)
  private var pairs = LoginTries<Pair>(
    limit: 2_048, freeTries: Self.freeTries, longestPause: Self.longestPauseMilliseconds)
  private var sessions = LoginTries<String>(
    limit: SessionTable.limit, freeTries: Self.freeTries,
    longestPause: Self.longestPauseMilliseconds)
  /// From where somebody came in by his name, and when: whoever tries that name elsewhere, or other
  /// names there, does not keep him out.
  private var trusted: [Pair: Moment] = [:]

  /// Tries that cost nothing, from one place.
  static let freeTries = 5
  /// The same for one name, from all places: an owner whose name somebody tries out is not to be
  /// kept from his till by it for long.
  static let freeTriesOfName = 20
  static let longestPauseMilliseconds: Int64 = 15 * 60_000
  /// For a name: many places at once must not shut its owner out.
  static let longestPauseOfNameMilliseconds: Int64 = 30_000
  static let trustedLimit = 64

  var count: Int { places.count + names.count + pairs.count + sessions.count }

  /// Milliseconds until the next try is looked at; nil: it is now.
  func pause(_ attempt: LoginTry, at now: Moment) -> Int64? {
    if let token = attempt.formToken { return sessions.pause(token, at: now) }
    if let pair = Self.pair(attempt), trusted[pair] != nil { return pairs.pause(pair, at: now) }
    let ofName = attempt.name.flatMap { names.pause($0, at: now) }
    return [places.pause(attempt.place, at: now), ofName].compactMap(\.self).max()
  }

  /// Whether somebody came in from there lately.
  func trusts(_ place: LoginPlace) -> Bool { trusted.keys.contains { $0.place == place } }

  /// Counts it as wrong until it turns out to be right.
  mutating func began(_ attempt: LoginTry, at now: Moment) {
    if let token = attempt.formToken { return sessions.add(token, at: now) }
    places.add(attempt.place, at: now)
    if let name = attempt.name { names.add(name, at: now) }
    if let pair = Self.pair(attempt) { pairs.add(pair, at: now) }
  }

  /// It was not looked at, and counts for nothing.
  mutating func tookBack(_ attempt: LoginTry) {
    if let token = attempt.formToken { return sessions.take(1, from: token) }
    places.take(1, from: attempt.place)
    if let name = attempt.name { names.take(1, from: name) }
    if let pair = Self.pair(attempt) { pairs.take(1, from: pair) }
  }

  /// Forgets what this place got wrong under this name, and no more: who may log in under one name
  /// must not be able to try out others without end.
  mutating func succeeded(_ attempt: LoginTry, at now: Moment) {
    if let token = attempt.formToken { return sessions.take(.max, from: token) }
    guard let pair = Self.pair(attempt) else { return places.take(1, from: attempt.place) }
    if trusted[pair] == nil, trusted.count >= Self.trustedLimit,
      let oldest = trusted.min(by: { $0.value < $1.value })
    {
      trusted[oldest.key] = nil
    }
    trusted[pair] = now
    let own = pairs.failures(of: pair)
    pairs.take(own, from: pair)
    places.take(own, from: pair.place)
    names.take(own, from: pair.name)
  }

  private static func pair(_ attempt: LoginTry) -> Pair? {
    attempt.name.map { Pair(place: attempt.place, name: $0) }
  }
}

/// What was got wrong by each of a kind, as long as it matters.
struct LoginTries<Key: Hashable & Sendable>: Sendable {
  private struct Entry: Sendable {
    var failures: Int
    var last: Moment
  }

  private var entries: [Key: Entry] = [:]
  /// Who was quiet the longest is forgotten first.
  let limit: Int
  let freeTries: Int
  /// Milliseconds.
  let longestPause: Int64

  init(limit: Int, freeTries: Int, longestPause: Int64) {
    self.limit = limit
    self.freeTries = freeTries
    self.longestPause = longestPause
  }

  var count: Int { entries.count }

  func failures(of key: Key) -> Int { entries[key]?.failures ?? 0 }

  /// Milliseconds; nil: the next try is looked at.
  func pause(_ key: Key, at now: Moment) -> Int64? {
    guard let entry = entries[key] else { return nil }
    let over = entry.failures - freeTries
    guard over >= 0 else { return nil }
    let pause = min(LoginPauses.firstMilliseconds << min(over, 20), longestPause)
    let left = pause - now.milliseconds(since: entry.last)
    return left > 0 ? left : nil
  }

  mutating func add(_ key: Key, at now: Moment) {
    entries = entries.filter {
      now.milliseconds(since: $0.value.last) < LoginPauses.memoryMilliseconds
    }
    if entries[key] == nil, entries.count >= limit,
      let quiet = entries.min(by: { $0.value.last < $1.value.last })
    {
      entries[quiet.key] = nil
    }
    entries[key] = Entry(failures: failures(of: key) + 1, last: now)
  }

  mutating func take(_ failures: Int, from key: Key) {
    guard var entry = entries[key] else { return }
    entry.failures -= min(failures, entry.failures)
    entries[key] = entry.failures > 0 ? entry : nil
  }
}

enum LoginPauses {
  /// After the free tries: so long, and twice as long after each further one.
  static let firstMilliseconds: Int64 = 5_000
  /// After so long without a try it is forgotten.
  static let memoryMilliseconds: Int64 = 60 * 60_000
}
