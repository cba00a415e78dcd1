/// A shop in software: a board, the people in its booths, the provider behind its trunks and the
/// cable to the host, with all that is to go wrong, on one clock.
///
/// Time is milliseconds from the opening of the shop, handed in by whoever owns it: a test jumps
/// from one `nextDue` to the next, `BoardOnPort` follows the real clock. Not for use from several
/// threads at once.
package final class SimulatedShop {
  package struct Options: Sendable {
    package var board = BoardOptions()
    package var network = TelephoneNetwork()
    package var misbehaviour = Misbehaviour()
    /// nil: the booths are empty until someone is sent in.
    package var life: ShopLife?
    /// A mistake in the board's firmware.
    package var firmwareFault: FirmwareFault?
    package var seed: UInt64 = 1

    package init() {}
  }

  package let board: SimulatedBoard
  package private(set) var wire: SimulatedWire
  package private(set) var now: Int64 = 0
  private let clock: Oscillator
  private var firmware: FaultyFirmware?
  private var callers: [Caller]
  /// The earliest due time of a caller, and how far the board was when all of them last listened.
  private var nextCaller: Int64 = 0
  private var heardUpTo = 0
  /// When the board was to do something next, as it was asked last: on its clock and on the shop's.
  private var boardDue: (reading: UInt32, time: Int64)?
  /// How often the callers were asked what they do.
  private(set) var callerRounds = 0
  private var mishaps: ArraySlice<PlannedMishap>
  private var troubles = Troubles()

  /// Rounds that one instant may take before something must be running in a circle.
  private static let roundLimit = 10_000

  package init(_ options: Options = Options()) throws(BoardOptionsError) {
    board = try SimulatedBoard(options.board, network: options.network)
    var generator = SplitMix64(seed: options.seed)
    wire = SimulatedWire(options.misbehaviour, seed: generator.next())
    clock = Oscillator(
      first: options.board.firstTick,
      partsPerMillion: options.misbehaviour.clockPartsPerMillion)
    firmware = options.firmwareFault.map(FaultyFirmware.init)
    mishaps = options.misbehaviour.mishaps.sorted { $0.time < $1.time }[...]
    callers = (0..<options.board.lines).map { _ in
      let seed = generator.next()
      return options.life.map { Caller(life: $0, seed: seed) } ?? Caller(seed: seed)
    }
  }

  // MARK: Time

  /// When something next happens by itself, or something next comes out at the host's end.
  package var nextDue: Int64 {
    min(nextInside, wire.nextForHost ?? .max)
  }

  /// Lives up to `time`. One in the past changes nothing.
  package func advance(to time: Int64) {
    var rounds = 0
    while true {
      let next = nextInside
      guard next <= time else { break }
      rounds = next > now ? 0 : rounds + 1
      guard rounds < Self.roundLimit else {
        fatalError("the shop does not come to rest at \(now) ms, board tick \(board.tick)")
      }
      now = next
      liveThisInstant()
    }
    if time > now { now = time }
    board.advance(to: clock.reading(at: now))
  }

  /// At or after `now`.
  private var nextInside: Int64 {
    if board.hasOutput || board.noticeCount != heardUpTo { return now }
    var next = min(nextOfBoard, nextCaller, troubles.nextEnd)
    if let arrival = wire.nextForBoard { next = min(next, arrival) }
    if let mishap = mishaps.first { next = min(next, mishap.time) }
    return max(next, now)
  }

  /// When the board has something to do; may be past.
  private var nextOfBoard: Int64 {
    let reading = board.nextDueTime
    if let boardDue, boardDue.reading == reading { return boardDue.time }
    let time = clock.time(of: reading &- clock.reading(at: now), after: now)
    boardDue = (reading, time)
    return time
  }

  private func liveThisInstant() {
    board.advance(to: clock.reading(at: now))
    while let planned = mishaps.first, planned.time <= now {
      mishaps.removeFirst()
      begin(planned.mishap)
    }
    endTroubles()
    for bytes in wire.takeForBoard(at: now) where !troubles.isSilent {
      let passed = firmware?.passToBoard(bytes, at: now) ?? bytes
      if firmware?.takeForgetsDigits() == true { board.forgetDigits() }
      board.receive(passed)
    }
    if firmware != nil {
      for line in board.lines.indices where board.state(line: line) == .onHook {
        firmware?.forgetKeys(line: line)
      }
    }
    if board.noticeCount != heardUpTo || nextCaller <= now { actCallers() }
    if board.hasOutput {
      let bytes = board.takeOutput()
      let sent = firmware?.passToHost(bytes) ?? bytes
      if !troubles.isSilent { wire.boardWrites(sent, at: now) }
    }
    if let injected = firmware?.takeForBoard(), !injected.isEmpty { board.receive(injected) }
  }

  // MARK: The host's end of the cable

  /// The host has written these bytes; `time` is not before the last one.
  package func hostWrites(_ bytes: [UInt8], at time: Int64) {
    advance(to: time)
    wire.hostWrites(bytes, at: now)
    advance(to: time)
  }

  /// The host opens its end of the cable, of which a sound board takes no notice. For a host in
  /// virtual time: a pseudo-terminal cannot tell.
  package func hostOpensPort() {
    if firmware?.fault == .openingResets { board.reset(because: .resetPin) }
  }

  /// What each of the host's reads gives by now; to be asked again after each `advance`.
  package func takeForHost() -> [[UInt8]] { wire.takeForHost(at: now) }

  package var isPlugged: Bool { wire.isPlugged }

  // MARK: People

  /// Sends someone into a booth with something to do, after whatever is going on there.
  /// - Returns: false when there is too much to do there already.
  package func perform(_ script: CallerScript, line: Int) -> Bool {
    nextCaller = now
    return callers[line].append(script, at: now)
  }

  /// Whether nobody in the booth has anything left to do.
  package func isCallerIdle(line: Int) -> Bool { callers[line].isIdle }

  /// Everyone listens, and does what is to be done.
  private func actCallers() {
    heardUpTo = board.noticeCount
    callerRounds += 1
    nextCaller = .max
    for line in callers.indices {
      if callers[line].isToAct(at: now, hearing: board.sound(line: line)) { actCaller(of: line) }
      nextCaller = min(nextCaller, callers[line].due ?? .max)
    }
  }

  private func actCaller(of line: Int) {
    while let action = callers[line].act(at: now, hearing: board.sound(line: line)) {
      switch action {
      case .lift: board.lift(line: line)
      case .hangUp: board.hangUp(line: line)
      case .digit(let digit, let isPulse): press(digit, isPulse: isPulse, line: line)
      case .farEndHangsUp: _ = board.farEndHangsUp(line: line)
      }
    }
  }

  private func press(_ digit: UInt8, isPulse: Bool, line: Int) {
    let isHeard = firmware?.hears(digit, line: line, hasSession: board.hasSession, at: now)
    guard isHeard ?? true else { return }
    board.dial(line: line, digit: digit, isPulse: isPulse)
    guard
      let event = firmware?.reportKey(
        digit, line: line, hasCall: board.call(line: line) != nil,
        hasFault: board.state(line: line) == .fault, tick: board.tick), !event.isEmpty
    else { return }
    wire.boardWrites(event, at: now)
  }

  // MARK: Mishaps

  /// Makes something go wrong now; what is wrong already goes on at least as long.
  package func begin(_ mishap: Mishap) {
    switch mishap {
    case .stall(let milliseconds): wire.stall(until: now + max(0, milliseconds))
    case .reset(let cause): board.reset(because: cause)
    case .unplug(let milliseconds):
      if wire.isPlugged {
        wire.unplug()
        board.notice(nil, .unplugged)
      }
      troubles.begin(\.unplugged, at: now, lasting: milliseconds)
    case .powerCut(let milliseconds):
      board.cutPower()
      troubles.begin(\.dark, at: now, lasting: milliseconds)
    case .silence(let milliseconds): troubles.begin(\.silent, at: now, lasting: milliseconds)
    case .provider(let trouble, let milliseconds):
      board.network.trouble = trouble
      troubles.begin(\.network, at: now, lasting: milliseconds)
    }
  }

  /// Puts the plug back, if it is out.
  package func plug() {
    troubles.unplugged = nil
    guard !wire.isPlugged else { return }
    wire.plug()
    board.notice(nil, .plugged)
  }

  /// Puts everything right that lasts, the faults of the cable too.
  package func heal() {
    mishaps = []
    troubles.endAll(at: now)
    endTroubles()
    setWireFaults(Misbehaviour())
  }

  /// New faults for the cable; the clock and the planned mishaps stay as they are.
  package func setWireFaults(_ misbehaviour: Misbehaviour) { wire.apply(misbehaviour) }

  private func endTroubles() {
    guard troubles.nextEnd <= now else { return }
    if troubles.takeEnd(\.unplugged, at: now) { plug() }
    if troubles.takeEnd(\.dark, at: now) { board.restorePower() }
    if troubles.takeEnd(\.network, at: now) { board.network.trouble = nil }
    _ = troubles.takeEnd(\.silent, at: now)
  }
}

/// Until when each lasting trouble lasts: nil none, `Int64.max` until it is put right.
private struct Troubles {
  var unplugged: Int64?
  var dark: Int64?
  var silent: Int64?
  var network: Int64?

  var isSilent: Bool { silent != nil }

  /// By twos: of more than three at a time it would make an array.
  var nextEnd: Int64 {
    min(min(unplugged ?? .max, dark ?? .max), min(silent ?? .max, network ?? .max))
  }

  mutating func begin(
    _ trouble: WritableKeyPath<Troubles, Int64?>, at now: Int64, lasting milliseconds: Int64?
  ) {
    let end = milliseconds.map { now + max(0, $0) } ?? .max
    self[keyPath: trouble] = max(self[keyPath: trouble] ?? 0, end)
  }

  mutating func takeEnd(_ trouble: WritableKeyPath<Troubles, Int64?>, at now: Int64) -> Bool {
    guard let end = self[keyPath: trouble], end <= now else { return false }
    self[keyPath: trouble] = nil
    return true
  }

  mutating func endAll(at now: Int64) {
    for trouble in [\Troubles.unplugged, \.dark, \.silent, \.network]
    where self[keyPath: trouble] != nil {
      self[keyPath: trouble] = now
    }
  }
}
