import BoothProtocol

/// The board's half of a session, as short as a test needs it: events from a log, commands executed
/// once each, a session that ends in silence.
struct PeerBoard {
  private(set) var bootID: UInt32 = 77
  private(set) var executed: [Command] = []
  private(set) var log: [BoardEvent] = []
  private(set) var oldest: UInt32 = 1
  private var receiver = FrameReceiver(from: .hostToBoard)
  private var session: UInt8 = 0
  private var nonce: UInt32?
  private var lastSequence: UInt8 = 0
  private var lastAnswer: Message?
  private var lastHeard: Int64 = 0
  private var nextAnnouncement: Int64 = 0
  /// Events from `oldest` on that were sent in this session.
  private var inFlight: UInt32 = 0
  private var resendAt: Int64 = 0
  private var resendWait: Int64 = 250

  static let window: UInt32 = 8
  static let lines = 8

  var nextEvent: UInt32 { UInt32(log.count) + 1 }
  var hasSession: Bool { nonce != nil }

  mutating func record(_ kind: BoardEvent.Kind, at time: Int64) {
    log.append(
      BoardEvent(number: nextEvent, tick: BoardTick(milliseconds: time), kind: kind))
  }

  mutating func receive(_ stream: [UInt8], at time: Int64) -> [[UInt8]] {
    stream.flatMap { byte -> [[UInt8]] in
      guard case .success(let frame)? = receiver.receive(byte), let message = try? Message(frame)
      else { return [] }
      return receive(message, frame, at: time)
    }
  }

  private mutating func receive(
    _ message: Message, _ frame: Frame, at time: Int64
  ) -> [[UInt8]] {
    if case .hello(let hello) = message { return [accept(hello, at: time)] }
    guard nonce != nil, frame.session == session else { return [] }
    lastHeard = time
    acknowledge(frame.acknowledgement, at: time)
    switch message {
    case .command(let command): return execute(command, frame.sequence, at: time)
    case .ping(let stamp):
      let pong = Pong(
        stamp: stamp, tick: BoardTick(milliseconds: time), ringUsed: Int(nextEvent - oldest))
      return [wire(.pong(pong))]
    default: return []
    }
  }

  private mutating func accept(_ hello: Hello, at time: Int64) -> [UInt8] {
    if hello.nonce != nonce {
      nonce = hello.nonce
      session = session == 255 ? 1 : session + 1
      lastSequence = 0
      lastAnswer = nil
      inFlight = 0
      resendWait = 250
    }
    lastHeard = time
    let identity = TestBoard.identity(
      bootID: bootID, lines: Self.lines, oldest: oldest, next: nextEvent, tick: time)
    return wire(
      .helloAcknowledgement(
        HelloAcknowledgement(result: .accepted, nonce: hello.nonce, identity: identity)))
  }

  private mutating func acknowledge(_ byte: UInt8, at time: Int64) {
    let count = UInt32(byte &- UInt8(truncatingIfNeeded: oldest))
    guard count > 0, count <= inFlight else { return }
    oldest += count
    inFlight -= count
    resendWait = 250
    resendAt = time + resendWait
  }

  private mutating func execute(
    _ command: Command, _ sequence: UInt8, at time: Int64
  ) -> [[UInt8]] {
    let ahead = sequence &- lastSequence
    if ahead == 0, let lastAnswer { return [wire(lastAnswer, sequence: sequence)] }
    guard (1...127).contains(ahead) else { return [] }
    lastSequence = sequence
    executed.append(command)
    var response = Response(result: .done)
    switch command {
    case .readLines(let first):
      let lines = (first..<min(first + 7, Self.lines)).map(TestBoard.idleLine)
      response.detail = .lines(first: first, lines)
    case .configure(let configuration):
      response.detail = .configured(crc: configuration.configurationCRC ?? 0)
    default: break
    }
    let answer = Message.response(to: command.type, response)
    lastAnswer = answer
    return [wire(answer, sequence: sequence)]
  }

  /// What the board sends of itself.
  mutating func poll(at time: Int64) -> [[UInt8]] {
    if nonce != nil, time >= lastHeard + 5_000 { nonce = nil }
    guard nonce != nil else { return announce(at: time) }
    if inFlight > 0, time >= resendAt {
      inFlight = 0
      resendWait = min(2 * resendWait, 2_000)
    }
    var frames: [[UInt8]] = []
    while inFlight < Self.window, oldest + inFlight < nextEvent {
      let event = log[Int(oldest + inFlight) - 1]
      frames.append(wire(.event(event), sequence: UInt8(truncatingIfNeeded: event.number)))
      if inFlight == 0 { resendAt = time + resendWait }
      inFlight += 1
    }
    return frames
  }

  private mutating func announce(at time: Int64) -> [[UInt8]] {
    guard time >= nextAnnouncement else { return [] }
    nextAnnouncement = time + 1_000
    let announcement = Announcement(uid: TestBoard.uid, bootID: bootID, resetCause: .powerOn)
    return [wire(.announce(announcement), session: 0)]
  }

  private func wire(_ message: Message, sequence: UInt8 = 0, session: UInt8? = nil) -> [UInt8] {
    guard
      let frame = try? message.frame(
        sequence: sequence, acknowledgement: lastSequence, session: session ?? self.session)
    else { fatalError("no place on the wire for \(message)") }
    return frame.encoded()
  }
}
