import BoothProtocol
import LineRecord

/// A recording made by hand, a message at a time.
struct Tape {
  private(set) var recording = LineRecording()
  private var time: Int64 = 1_000_000
  private var sequence: UInt8 = 1

  static let uid = BoardUID("1f0024001551343833333039")

  init() { recording.lines = [RecordedLine(name: "pty")] }

  mutating func add(_ message: Message, sequence: UInt8 = 0, session: UInt8 = 9) throws {
    let frame = try message.frame(sequence: sequence, acknowledgement: 1, session: session)
    let direction: LineDirection = frame.direction == .boardToHost ? .toHost : .toBoard
    let run = LineRun(direction: direction, microseconds: time, bytes: frame.encoded())
    time += 1_000
    recording.records.append(LineRecording.Record(run: run))
  }

  /// The handshake of a board of two lines; `tick` is when.
  mutating func handshake(
    bootID: UInt32 = 17, oldest: UInt32 = 1, next: UInt32 = 2, tick: Int64 = 1_000,
    uid: BoardUID? = uid
  ) throws {
    guard let uid else { return }
    let identity = BoardIdentity(
      uid: uid, bootID: bootID, resetCause: .powerOn,
      firmware: FirmwareVersion(major: 1, minor: 2, patch: 3), lineCount: 2, trunkCount: 2,
      capabilities: [.display], display: DisplayGeometry(rows: 2, columns: 16, charset: .latin1),
      ringSize: 512, oldestEvent: oldest, nextEvent: next, tick: BoardTick(milliseconds: tick),
      configurationCRC: 0)
    try add(
      .helloAcknowledgement(
        HelloAcknowledgement(result: .accepted, nonce: 5, identity: identity)))
    try add(.command(.readLines(first: 0)), sequence: 1)
    let lines = (0..<2).map {
      LineReport(
        line: $0, state: .onHook, call: nil, answeredTick: nil, leaseMilliseconds: 0, trunk: 255)
    }
    try add(
      .response(to: .readLines, Response(result: .done, detail: .lines(first: 0, lines))),
      sequence: 1)
  }

  mutating func event(_ number: UInt32, tick: Int64, _ kind: BoardEvent.Kind) throws {
    try add(
      .event(BoardEvent(number: number, tick: BoardTick(milliseconds: tick), kind: kind)),
      sequence: UInt8(truncatingIfNeeded: number))
  }

  mutating func connect(line: Int, call: UInt32, _ result: CommandResult = .done) throws {
    sequence += 1
    let grant = TalkGrant.leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
    try add(
      .command(
        .connect(
          line: line, call: CallID(rawValue: call), digits: "1006", grant: grant, nextEvent: .max)),
      sequence: sequence)
    try add(.response(to: .connect, Response(result: result)), sequence: sequence)
  }

  /// A whole call, from number `first` of its events on.
  mutating func call(line: Int, id: UInt32, first: UInt32, tick: Int64) throws {
    let call = CallID(rawValue: id)
    try event(first, tick: tick, .offHook(line: line))
    try event(
      first + 1, tick: tick + 500, .digit(line: line, digit: UInt8(ascii: "1"), method: .dtmf))
    try connect(line: line, call: id)
    try event(
      first + 2, tick: tick + 1_000, .seized(line: line, call: call, trunk: 0, digits: ""))
    try event(
      first + 3, tick: tick + 2_000,
      .answered(line: line, call: call, signal: .polarityReversal))
    try event(
      first + 4, tick: tick + 70_001,
      .released(line: line, call: call, cause: .callerHungUp, pulses: 0))
    try event(first + 5, tick: tick + 70_001, .onHook(line: line))
  }

  func script() throws -> ReplayScript { try ReplayScript(recording) }
}

/// The real host's half against a replayed board, in virtual time.
struct ReplayBench {
  var board: ReplayBoard
  private(set) var host = HostLink()
  private(set) var now = Moment(milliseconds: 0)
  private(set) var effects: [HostLink.Effect] = []
  /// The events that the host was told, and when.
  private(set) var events: [(at: Int64, event: BoardEvent)] = []
  private(set) var end: ReplayBoard.End?
  private(set) var frames: [Frame] = []
  /// Whether the host acknowledges what it is told.
  var acknowledges = true
  /// What the host calls each call that it makes when a digit comes; nil: it makes none.
  var nextCall: UInt32? = 900
  /// How long the host takes to make it.
  var callDelay: Int64 = 0
  private var waitingCalls: [(at: Moment, command: Command)] = []
  /// Bytes in a thousand that are lost, in both directions.
  var lossPermille = 0
  private var draw = Draw(11)
  private var receiver = FrameReceiver(from: .boardToHost)

  init(_ board: ReplayBoard) { self.board = board }

  mutating func open(nonce: UInt32 = 77) { host(.opened(nonce: nonce)) }

  mutating func run(milliseconds: Int64) {
    let limit = now.advanced(byMilliseconds: milliseconds)
    while now < limit, end == nil {
      if board.deadline.map({ $0 <= now }) ?? false { board(.timer) }
      if host.deadline.map({ $0 <= now }) ?? false { host(.timer) }
      while let (at, command) = waitingCalls.first, at <= now {
        waitingCalls.removeFirst()
        host(.send(command))
      }
      now = now.advanced(byMilliseconds: 1)
    }
  }

  mutating func send(_ command: Command) { host(.send(command)) }

  private mutating func lose(_ bytes: [UInt8]) -> [UInt8] {
    bytes.filter { _ in draw.number(0...999) >= lossPermille }
  }

  private mutating func board(_ input: ReplayBoard.Input) {
    for effect in board.handle(input, at: now) {
      switch effect {
      case .write(let bytes):
        frames += bytes.compactMap { try? receiver.receive($0)?.get() }
        host(.received(lose(bytes)))
      case .ended(let end): self.end = end
      }
    }
  }

  private mutating func host(_ input: HostLink.Input) {
    for effect in host.handle(input, at: now) {
      effects.append(effect)
      switch effect {
      case .write(let bytes): board(.received(lose(bytes)))
      case .event(let event): told(event)
      default: break
      }
    }
  }

  private mutating func told(_ event: BoardEvent) {
    events.append((now.milliseconds, event))
    if case .digit(let line, _, _) = event.kind, let call = nextCall {
      nextCall = call + 1
      let grant = TalkGrant.leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
      let command = Command.connect(
        line: line, call: CallID(rawValue: call), digits: "1006", grant: grant, nextEvent: .max)
      waitingCalls.append((now.advanced(byMilliseconds: callDelay), command))
    }
    if acknowledges { host(.acknowledge(upTo: event.number)) }
  }
}
