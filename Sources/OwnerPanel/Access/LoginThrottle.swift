import BoothProtocol

/// A password that somebody tries.
struct LoginTry: Hashable, Sendable {
  var place: LoginPlace
  /// Whether or not a user has it; nil: none can, or it is the code for the first password.
  var name: String?
  /// Of the user of that name as he is now; nil: there is none.
  var version: Int64?
  /// Of whoever is logged in and gives his password once more; nil: a log-in.
  var formToken: String?
}

/// Slows down who guesses passwords: by where he sits, and by whose password he guesses, so that
/// many places help him little. A try counts from when it is begun: several at a time are no more
/// than one after another. Names that nobody has are counted like any: that one is slowed tells
/// nobody that it is a user's, save where that user came in himself.
struct LoginThrottle: Sendable {
  private struct Pair: Hashable, Sendable {
    var place: LoginPlace
    var name: String
  }

  private var places = LoginTries<LoginPlace>(
    limit: 2_048, freeTries: Self.freeTries, longestPause: Self.longestPauseMilliseconds)
  /// By slot. There are as many of names as anybody likes to make up: they fill no memory, and push
  /// out none that is guessed.
  private var names = LoginTries<Int>(
    limit: Self.nameSlots, freeTries: Self.freeTriesOfName,
    longestPause: Self.longestPauseOfNameMilliseconds)
  /// Of users there are.
  private var pairs = LoginTries<Pair>(
    limit: 2_048, freeTries: Self.freeTries, longestPause: Self.longestPauseMilliseconds)
  private var sessions = LoginTries<String>(
    limit: SessionTable.limit, freeTries: Self.freeTries,
    longestPause: Self.longestPauseMilliseconds)
  /// From where somebody came in by his name: whoever tries that name elsewhere, or other names
  /// there, does not keep him out.
  private var trusted: [Pair: Trust] = [:]

  private struct Trust: Sendable {
    var since: Moment
    /// Of the user: with another password it ends.
    var version: Int64
  }

  /// Tries that cost nothing, from one place.
  static let freeTries = 5
  /// The same for one name, from all places: an owner whose name somebody tries out is not to be
  /// kept from his till by it for long.
  static let freeTriesOfName = 20
  static let longestPauseMilliseconds: Int64 = 15 * 60_000
  /// For a name: many places at once must not shut its owner out.
  static let longestPauseOfNameMilliseconds: Int64 = 30_000
  static let trustedLimit = 64
  /// Who stays logged in as long as he may, and comes in anew then, is trusted all the while.
  static let trustedMilliseconds = 2 * SessionTable.longestMilliseconds
  static let nameSlots = 4_096

  var count: Int { places.count + names.count + pairs.count + sessions.count }

  /// Milliseconds until the next try is looked at; nil: it is now.
  func pause(_ attempt: LoginTry, at now: Moment) -> Int64? {
    if let token = attempt.formToken { return sessions.pause(token, at: now) }
    if let pair = Self.pair(attempt), isTrusted(pair, attempt.version, at: now) {
      return pairs.pause(pair, at: now)
    }
    // At the box itself nobody is kept out by what others do elsewhere: it is where an owner goes
    // whose name is tried out from ever new places.
    let ofName =
      attempt.place.isThisBox
      ? nil : attempt.name.flatMap { names.pause(Self.slot(of: $0), at: now) }
    return [places.pause(attempt.place, at: now), ofName].compactMap(\.self).max()
  }

  private func isTrusted(_ pair: Pair, _ version: Int64?, at now: Moment) -> Bool {
    trusted[pair].map { $0.version == version && Self.holds($0, at: now) } ?? false
  }

  /// Whether somebody came in from there lately.
  func trusts(_ place: LoginPlace, at now: Moment) -> Bool {
    trusted.contains { $0.key.place == place && Self.holds($0.value, at: now) }
  }

  private static func holds(_ trust: Trust, at now: Moment) -> Bool {
    now.milliseconds(since: trust.since) < trustedMilliseconds
  }

  /// Counts it as wrong until it turns out to be right.
  mutating func began(_ attempt: LoginTry, at now: Moment) {
    if let token = attempt.formToken { return sessions.add(token, at: now) }
    places.add(attempt.place, at: now)
    if let name = attempt.name { names.add(Self.slot(of: name), at: now) }
    if let pair = Self.pair(attempt) { pairs.add(pair, at: now) }
  }

  /// It was not looked at, and counts for nothing: all is as if it had not been begun.
  mutating func tookBack(_ attempt: LoginTry, begunAt begun: Moment) {
    if let token = attempt.formToken { return sessions.takeBack(token, begunAt: begun) }
    places.takeBack(attempt.place, begunAt: begun)
    if let name = attempt.name { names.takeBack(Self.slot(of: name), begunAt: begun) }
    if let pair = Self.pair(attempt) { pairs.takeBack(pair, begunAt: begun) }
  }

  /// Forgets what this place got wrong under this name, and no more: who may log in under one name
  /// must not be able to try out others without end. `user`: who came in.
  mutating func succeeded(_ attempt: LoginTry, as user: PanelUser, at now: Moment) {
    let pair = attempt.name == user.name ? Pair(place: attempt.place, name: user.name) : nil
    if let pair { trust(pair, user.version, at: now) }
    if let token = attempt.formToken { return sessions.take(.max, from: token) }
    guard let pair else { return places.take(1, from: attempt.place) }
    let own = pairs.failures(of: pair)
    pairs.take(own, from: pair)
    places.take(own, from: pair.place)
    names.take(own, from: Self.slot(of: pair.name))
  }

  private mutating func trust(_ pair: Pair, _ version: Int64, at now: Moment) {
    trusted = trusted.filter { Self.holds($0.value, at: now) }
    if trusted[pair] == nil, trusted.count >= Self.trustedLimit,
      let oldest = trusted.min(by: { $0.value.since < $1.value.since })
    {
      trusted[oldest.key] = nil
    }
    trusted[pair] = Trust(since: now, version: version)
  }

  /// What is kept of a user goes with him, and what he is trusted for with the password that he came
  /// in by. `users`: all there are now.
  mutating func keep(onlyOf users: [PanelUser]) {
    let versions = Dictionary(users.map { ($0.name, $0.version) }) { first, _ in first }
    trusted = trusted.filter { versions[$0.key.name] == $0.value.version }
    pairs.keep { versions[$0.name] != nil }
  }

  private static func pair(_ attempt: LoginTry) -> Pair? {
    guard let name = attempt.name, attempt.version != nil else { return nil }
    return Pair(place: attempt.place, name: name)
  }

  /// Nobody can choose names that share one: it is another each time the program runs.
  static func slot(of name: String) -> Int {
    var hasher = Hasher()
    hasher.combine(name)
    return Int(UInt(bitPattern: hasher.finalize()) % UInt(nameSlots))
  }
}

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
  let freeTries: Int
  /// Milliseconds.
  let longestPause: Int64

  /// More than are looked at at a time, so that one is left when all of those are taken back.
  static var rememberedMoments: Int { 8 }

  init(limit: Int, freeTries: Int, longestPause: Int64) {
    self.limit = limit
    self.freeTries = freeTries
    self.longestPause = longestPause
  }

  var count: Int { entries.count }

  func failures(of key: Key) -> Int { entries[key]?.failures ?? 0 }

  /// Milliseconds; nil: the next try is looked at.
  func pause(_ key: Key, at now: Moment) -> Int64? {
    guard let entry = entries[key], let last = entry.last else { return nil }
    let over = entry.failures - freeTries
    guard over >= 0 else { return nil }
    let pause = min(LoginPauses.firstMilliseconds << min(over, 20), longestPause)
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

enum LoginPauses {
  /// After the free tries: so long, and twice as long after each further one.
  static let firstMilliseconds: Int64 = 5_000
  /// After so long without a try it is forgotten.
  static let memoryMilliseconds: Int64 = 60 * 60_000
}
