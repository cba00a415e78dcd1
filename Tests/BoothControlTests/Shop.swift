import BoothControl
import BoothProtocol
import Rating
import Testing

/// A shop with one scripted board and a ledger that commits at once or when told, for literal
/// scripts of inputs and effects.
struct Shop {
  static let uid: BoardUID = {
    guard let uid = BoardUID("0102030405060708090a0b0c") else { fatalError("not a uid") }
    return uid
  }()
  /// The board's tick when the host's clock is at zero.
  static let tickAtStart: Int64 = 50_000

  var exchange: Exchange
  /// Milliseconds on the host's monotonic clock.
  var time: Int64 = 0
  /// Leaps of the board's clock, milliseconds.
  var tickStep: Int64 = 0
  /// Steps of the wall clock, milliseconds.
  var wallStep: Int64 = 0
  var commitsAtOnce = true
  private(set) var log: [Exchange.Effect] = []
  private var ear = BoardEar()
  private(set) var entries: [LedgerEntry] = []
  private(set) var submitted: UInt64 = 0
  var nextEvent: UInt32 = 1
  var bootID: UInt32 = 77
  /// What the board still holds at the next handshake; nil: all was acknowledged.
  var oldestEvent: UInt32?

  init(
    tariffs: [Tariff] = Self.manualTariffs, balance: Money? = .pesos(10_000),
    restored: RestoredState? = nil, configure: (inout ShopConfiguration) -> Void = { _ in }
  ) {
    var configuration = ShopConfiguration(
      name: "LOCUTORIO",
      booths: [
        BoothConfiguration(
          number: BoothNumber("4312"), name: "CABINA 01", board: nil, line: 0),
        BoothConfiguration(
          number: BoothNumber("4313"), name: "CABINA 02", board: nil, line: 1),
      ], digitMap: .chile2006, emergencyNumbers: ["131", "132", "133"])
    configuration.keepsBalance = balance != nil
    configure(&configuration)
    let book = TariffBook(
      rounding: Rounding(mode: .halfUp, decimals: 0), tariffs: tariffs, deck: [],
      markupPercentMicros: 0)
    exchange = Exchange(
      configuration: configuration, calendar: .utc, book: book,
      restored: restored ?? RestoredState(balance: balance),
      at: Now(moment: Moment(milliseconds: 0), wall: Self.wall(0)))
  }

  static func wall(_ time: Int64) -> WallTime {
    // 2006-10-27 16:18:14 UTC, a Friday.
    WallTime(milliseconds: 1_161_965_894_000 + time)
  }

  var now: Now {
    Now(moment: Moment(milliseconds: time), wall: Self.wall(time + wallStep))
  }

  var tick: BoardTick { BoardTick(milliseconds: Self.tickAtStart + time + tickStep) }

  // MARK: Inputs

  @discardableResult
  mutating func handle(_ input: Exchange.Input) -> [Exchange.Effect] {
    let effects = exchange.handle(input, at: now)
    ear.listen(to: input, effects)
    log += effects
    var all = effects
    for case .commit(let batch) in effects {
      entries += batch.entries
      submitted = batch.number
      if commitsAtOnce { all += handle(.committed(upTo: batch.number)) }
    }
    return all
  }

  /// Lets time pass, with every timer at its moment.
  mutating func pass(seconds: Double) {
    let end = time + Int64((seconds * 1000).rounded())
    while let deadline = exchange.deadline, deadline.milliseconds <= end {
      time = max(time, deadline.milliseconds)
      handle(.timer)
    }
    time = end
  }

  @discardableResult
  mutating func event(_ kind: BoardEvent.Kind) -> [Exchange.Effect] {
    defer { nextEvent += 1 }
    return handle(.boardEvent(Self.uid, BoardEvent(number: nextEvent, tick: tick, kind: kind)))
  }

  func identity(configurationCRC: UInt32? = nil) -> BoardIdentity {
    BoardIdentity(
      uid: Self.uid, bootID: bootID, resetCause: .powerOn,
      firmware: FirmwareVersion(major: 1, minor: 2, patch: 3), lineCount: 8, trunkCount: 4,
      capabilities: [.display, .polarityAnswer],
      display: DisplayGeometry(rows: 2, columns: 16, charset: .latin1), ringSize: 512,
      oldestEvent: oldestEvent ?? nextEvent, nextEvent: nextEvent, tick: tick,
      configurationCRC: configurationCRC
        ?? exchange.configuration.boardConfiguration.configurationCRC ?? 0)
  }

  func report(
    line: Int, _ state: LineState = .onHook, call: CallID? = nil, lease: Int = 0
  ) -> LineReport {
    LineReport(
      line: line, state: state, call: call, answeredTick: nil, leaseMilliseconds: lease, trunk: 0)
  }

  @discardableResult
  mutating func connect(
    _ reports: [LineReport]? = nil, caughtUp: Bool = true
  )
    -> [Exchange.Effect]
  {
    let lines = reports ?? [report(line: 0), report(line: 1)]
    let effects = handle(.boardConnected(identity(), lines))
    return caughtUp ? effects + handle(.boardCaughtUp(Self.uid)) : effects
  }

  /// As a link does after each handshake.
  mutating func tellClock() {
    handle(
      .boardClock(Self.uid, BoardClock(tick: tick, moment: now.moment, driftPartsPerBillion: 0)))
  }

  @discardableResult
  mutating func dial(_ number: String, line: Int = 0) -> [Exchange.Effect] {
    var effects: [Exchange.Effect] = []
    for digit in number.utf8 {
      effects += event(.digit(line: line, digit: digit, method: .dtmf))
    }
    return effects
  }

  /// Off-hook, the number, and whatever timer decides it; ends with CONNECT or a refusal.
  mutating func lift(dialling number: String, line: Int = 0) {
    event(.offHook(line: line))
    dial(number, line: line)
    pass(seconds: 4.5)
  }

  /// A call up to the answer.
  @discardableResult
  mutating func call(_ number: String, line: Int = 0) -> CallID {
    lift(dialling: number, line: line)
    let call = connects.last?.call ?? CallID(rawValue: 0)
    event(.seized(line: line, call: call, trunk: 0, digits: ""))
    event(.answered(line: line, call: call, signal: .polarityReversal))
    return call
  }

  mutating func hangUp(_ call: CallID, line: Int = 0) {
    event(.released(line: line, call: call, cause: .callerHungUp, pulses: 0))
    event(.onHook(line: line))
  }

  /// The board's answer to a CONNECT whose caller has hung up or flashed since.
  mutating func overtake(_ call: CallID) {
    let connect = commands.last {
      if case .connect(_, call, _, _, _) = $0 { true } else { false }
    }
    guard let connect else { return }
    handle(.boardAnswered(Self.uid, connect, Response(result: .overtaken)))
  }

  // MARK: What came of it

  var commands: [Command] {
    log.compactMap { effect in
      guard case .command(_, let command) = effect else { return nil }
      return command
    }
  }

  var connects: [(call: CallID, digits: String, grant: TalkGrant)] {
    commands.compactMap { command in
      guard case .connect(_, let call, let digits, let grant, _) = command else { return nil }
      return (call, digits, grant)
    }
  }

  var ends: [CallEnd] {
    entries.compactMap { entry in
      guard case .callEnded(let end) = entry else { return nil }
      return end
    }
  }

  var tones: [Tone] {
    commands.compactMap { command in
      guard case .tone(_, let tone, _) = command else { return nil }
      return tone
    }
  }

  var acknowledged: UInt32? {
    log.compactMap { effect -> UInt32? in
      guard case .acknowledge(_, let event) = effect else { return nil }
      return event
    }.last
  }

  func booth(_ index: Int = 0) -> BoothSnapshot { exchange.snapshot(at: now).booths[index] }

  static let manualTariffs: [Tariff] = [
    .perMinute("099", "CHILE CELULARES", 150), .perMinute("100", "INTERNAS 01", 100),
    .perMinute("1006", "INTERNAS 02", 200), .perMinute("02", "SANTIAGO CHILE", 50),
    .perMinute("032", "Valparaiso", 200),
  ]
}

extension Tariff {
  static func perMinute(_ prefix: String, _ description: String, _ price: Int64) -> Tariff {
    Tariff(
      prefix: prefix, description: description,
      shownPrice: UnitPrice(price: .pesos(price), unit: .minute),
      plan: RatePlan(
        connectionFee: .zero,
        steps: [
          RateStep(
            afterSeconds: 0, price: .pesos(price), perSeconds: 60, incrementSeconds: 1)
        ]))
  }
}

extension Money {
  static func pesos(_ amount: Int64) -> Money { Money(micros: amount * 1_000_000) }
}
