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

  private var places = LoginTries<LoginPlace>(limit: 2_048)
  /// By slot. There are as many of names as anybody likes to make up: they fill no memory, and push
  /// out none that is guessed.
  private var names = LoginTries<Int>(limit: Self.nameSlots)
  /// Of users there are.
  private var pairs = LoginTries<Pair>(limit: 2_048)
  private var sessions = LoginTries<String>(limit: SessionTable.limit)
  /// From where somebody came in by his name: whoever tries that name elsewhere, or other names
  /// there, does not keep him out. Through a proxy on this box all come from one place: none of it is
  /// trusted, else a stranger's tries of a name there would keep out for long who has it.
  private var trusted: [Pair: Trust] = [:]

  private struct Trust: Sendable {
    var since: Moment
    /// Of the user: with another password it ends.
    var version: Int64
  }

  static let trustedLimit = 64
  /// Who stays logged in as long as he may, and comes in anew then, is trusted all the while.
  static let trustedMilliseconds = 2 * SessionTable.longestMilliseconds
  static let nameSlots = 4_096

  var count: Int { places.count + names.count + pairs.count + sessions.count }

  /// Milliseconds until the next try is looked at; nil: it is now.
  func pause(_ attempt: LoginTry, at now: Moment) -> Int64? {
    if let token = attempt.formToken { return sessions.pause(token, at: now, .ofOne) }
    if let pair = Self.pair(attempt), isTrusted(pair, attempt.version, at: now) {
      return pairs.pause(pair, at: now, .ofOne)
    }
    // At the box itself nobody is kept out by what others do elsewhere: it is where an owner goes
    // whose name is tried out from ever new places.
    let ofName =
      attempt.place.isThisBox
      ? nil : attempt.name.flatMap { names.pause(Self.slot(of: $0), at: now, .ofMany) }
    let ofPlace = places.pause(
      attempt.place, at: now, attempt.place.isProxy ? .ofMany : .ofOne)
    return [ofPlace, ofName].compactMap(\.self).max()
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
    if let pair, !pair.place.isProxy { trust(pair, user.version, at: now) }
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
