import BoothControl
import BoothProtocol
import Rating

/// A shop, its daemon and its disk in virtual time, out of one seed: the reference board with its
/// lines, trunks, callers and cable, the real half of a session and the real core, a ledger in
/// memory, with the real one beside it if it is asked for, and all that can go wrong between them. What truly happens on the lines is watched by an
/// oracle.
///
/// First everything may go wrong (the storm), then nothing does, and the shop must come together.
package final class ShopWorld {
  package let seed: UInt64
  package let options: WorldOptions
  let shop: SimulatedShop
  let configuration: ShopConfiguration
  let prices: WorldPrices
  /// The same for the core.
  let book: TariffBook
  let till: WorldTill
  var ledger: ModelLedger
  /// nil: it is dead.
  var daemon: WorldDaemon?
  var portIsOpen = false
  let oracle: WorldOracle
  var customers: WorldCustomers
  var owner: WorldOwner
  var technician: WorldTechnician
  private(set) var history: WorldHistory
  /// Of all bytes that came and went on the host's port, and when: two lives with the same one were
  /// the same.
  package private(set) var wireDigest = ByteDigest()
  /// Milliseconds from the opening of the shop.
  package private(set) var now: Int64 = 0
  package private(set) var violation: WorldViolation? { didSet { isViolated = true } }
  private var isViolated = false
  package private(set) var steps = 0
  /// Effects of the daemons as long as something may go wrong.
  package internal(set) var stormEffects = 0
  /// What happened in it, so that a quiet world is not taken for a sound one.
  package internal(set) var tally = WorldTally()

  var troubles: ArraySlice<PlannedTrouble>
  var restartAt: Int64?
  var noiseUntil: Int64 = 0
  var garbledUntil: Int64 = 0
  var lossUntil: (time: Int64, permille: Int) = (0, 0)
  var wallStep: Int64 = 0
  var nonces: SplitMix64
  var nextVisits: [Int64?]
  /// The first of them, and how often callers had acted when it was found.
  var nextVisit: (time: Int64, callerRounds: Int) = (0, -1)
  private var nextLook: Int64 = 0
  /// Inputs of the core, its beginnings among them: while they stay, so does all it says.
  var coreInputs = 0
  /// Customers come and the owner is about, by themselves.
  var isOpen = true
  /// Until when something is known to be wrong.
  var troubledUntil: Int64 = 0
  /// The same before the last trouble began.
  var troubledBefore: Int64 = 0
  /// How long the daemon stays dead when it is killed next.
  var killedPause: Int64 = 0
  /// What is wrong with the cable now; nil: not looked at yet.
  var presentFaults: CableFaults?

  /// Steps that one instant may take before something must be running in a circle.
  private static let stepLimit = 20_000
  static let lookMilliseconds: Int64 = 500
  /// Longer than anybody talks, twice.
  private static let closingMilliseconds = 10 * WorldHours.hour

  /// - Parameters:
  ///   - remembering: how many happenings a violation tells.
  ///   - file: where the daemon's own ledger is kept beside the model, new; nil: the model only.
  package convenience init(
    seed: UInt64, options: WorldOptions? = nil, remembering: Int = 40, file: String? = nil
  ) throws {
    let options = options ?? WorldOptions(seed: seed)
    try self.init(
      seed: seed, options: options, setting: WorldSetting(options), remembering: remembering,
      real: file.map { path in
        try RealLedger(
          path: path, opening: options.opening, at: WallTime(milliseconds: options.beginning))
      })
  }

  init(
    seed: UInt64, options: WorldOptions, setting: WorldSetting, remembering: Int,
    real: RealLedger? = nil
  ) throws(BoardOptionsError) {
    var generator = SplitMix64(seed: seed)
    self.seed = seed
    self.options = options
    var setup = SimulatedShop.Options()
    setup.board.lines = options.booths
    setup.board.trunks = options.booths
    setup.board.firstTick = options.firstTick
    setup.board.ringCapacity = options.ringCapacity
    let networkSeed = generator.next()
    setup.network =
      setting.network ?? WorldCustomers.network(seed: networkSeed, isOrdinary: options.hours != nil)
    setup.seed = generator.next()
    setup.misbehaviour = Self.cable(options)
    shop = try SimulatedShop(setup)
    configuration = setting.configuration
    prices = setting.prices
    book = prices.book
    till = setting.till
    guard let uid = BoardUID(bytes: setup.board.uid) else { fatalError("not a uid") }
    ledger = ModelLedger(
      DurableBooks(
        board: uid, openingBalance: options.opening,
        at: WallTime(milliseconds: options.beginning)), real: real,
      generator: generator.split())
    customers = WorldCustomers(
      hours: options.hours, talksForHours: options.talksForHours, generator: generator.split())
    owner = WorldOwner(
      booths: configuration.booths, options: options, generator: generator.split())
    nonces = generator.split()
    technician = WorldTechnician(
      board: uid, options: options, generator: SplitMix64(seed: seed ^ 0x7465_6368))
    troubles = PlannedTrouble.drawn(options, seed: generator.next())[...]
    history = WorldHistory(limit: remembering)
    nextVisits = Array(repeating: nil, count: options.booths)
    oracle = WorldOracle(board: shop.board, prices: prices, numbers: configuration.emergencyNumbers)
    oracle.world = self
    shop.board.observe = { [unowned self] in noticed($0) }
  }

  /// Both clocks of the box.
  var clock: Now {
    Now(
      moment: Moment(milliseconds: now),
      wall: WallTime(milliseconds: options.beginning + now + wallStep))
  }

  /// Nothing is wrong now and nothing was for so long.
  func isQuiet(for milliseconds: Int64) -> Bool { now >= troubledUntil + milliseconds }

  /// Lives the whole of it: the storm, the last customers, a quiet half minute. nil: nothing was
  /// violated.
  @discardableResult
  package func run() -> WorldViolation? {
    startDaemon()
    live(to: options.stormMilliseconds)
    heal()
    // The booths go on for a while, and everything must be right again; then the last customers go.
    live(to: now + 45_000)
    isOpen = false
    let closing = now
    while violation == nil, !isEmpty, now < closing + Self.closingMilliseconds {
      live(to: now + 1_000)
    }
    live(to: now + 30_000)
    if violation == nil { oracle.settle() }
    return violation
  }

  /// When it has been lived: the files of the daemon's own ledger.
  package func removeLedger() { ledger.real?.remove() }

  var isEmpty: Bool {
    (0..<options.booths).allSatisfy { shop.isCallerIdle(line: $0) }
  }

  func live(to end: Int64) {
    var instant = now
    var count = 0
    while now < end, !isViolated {
      step(atMost: end)
      steps += 1
      count = now > instant ? 0 : count + 1
      instant = now
      if count > Self.stepLimit { violate(.bounded, "the world does not come to rest") }
    }
  }

  private func step(atMost end: Int64) {
    now = max(now, min(end, nextDue))
    beginTroubles()
    shop.advance(to: now)
    meetPort()
    for bytes in shop.takeForHost() where portIsOpen && daemon != nil {
      wireDigest.add(bytes, at: now)
      work(.link(.received(bytes)))
    }
    for notice in ledger.advance(to: now) { take(notice) }
    if let deadline = daemon?.deadline, deadline <= clock.moment { timeHasCome() }
    if isOpen { actPeople() }
    if technician.nextAct <= now, now < options.stormMilliseconds { actTechnician() }
    oracle.checkEachStep(self)
    if now >= nextLook {
      nextLook = now + Self.lookMilliseconds
      oracle.checkNowAndThen(self)
    }
  }

  private var nextDue: Int64 {
    var next = min(shop.nextDue, nextLook, restartAt ?? .max)
    if let trouble = troubles.first { next = min(next, trouble.time) }
    if let deadline = daemon?.deadline { next = min(next, deadline.milliseconds) }
    if let due = ledger.nextDue { next = min(next, due) }
    if noiseUntil > now { next = min(next, noiseUntil) }
    if garbledUntil > now { next = min(next, garbledUntil) }
    if lossUntil.time > now { next = min(next, lossUntil.time) }
    if now < options.stormMilliseconds { next = min(next, technician.nextAct) }
    guard isOpen else { return max(next, now) }
    return max(now, min(next, nextVisit.time, owner.nextAct))
  }

  // MARK: What is told

  private func noticed(_ notice: BoardNotice) {
    if case .display = notice.kind {
      if let line = notice.line { oracle.displayed(line) }
      return
    }
    happened(.noticed(notice))
    oracle.noticed(notice)
  }

  /// The host writes to the board.
  func write(_ bytes: [UInt8]) {
    guard portIsOpen else { return }
    wireDigest.add(bytes, at: now)
    shop.hostWrites(bytes, at: now)
  }

  /// Everything that is still remembered, oldest first.
  package var historyLines: [String] { history.lines(about: nil, until: .max) }

  func happened(_ what: WorldHistory.Happening) { history.add(what, at: now) }
  func note(_ text: String) { happened(.note(text)) }

  /// `line` and `end`: what the happenings that are told are about, and up to when; nil:
  /// everything, now.
  func violate(
    _ invariant: WorldInvariant, _ what: String, line: Int? = nil, until end: Int64? = nil
  ) {
    guard violation == nil else { return }
    violation = WorldViolation(
      seed: seed, step: steps, time: now, invariant: invariant, what: what,
      history: history.lines(about: line, until: end ?? now))
  }

  func count(_ change: (inout WorldTally) -> Void) { change(&tally) }
}
