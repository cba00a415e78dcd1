internal import BoothProtocol
internal import LineRecord

/// The host's end of the wire in the hands of a check: what has been sent and heard, and the little
/// that goes on by itself, acknowledgements and a sign of life each second, unless a check stops
/// it.
struct Bench: Sendable {
  let underTest: LineUnderTest
  var now = Moment(milliseconds: 0)

  // The session.
  var session: UInt8 = 0
  var nonce: UInt32
  /// The nonce of the latest HELLO; `nonce` is that of the session.
  var offeredNonce: UInt32
  /// The sequence number of the latest command.
  var sequence: UInt8 = 0
  /// The latest accepting HELLO_ACK, and its payload.
  var greeting: HelloAcknowledgement?
  var greetingPayload: [UInt8] = []
  /// Of the configuration that the board is known to have.
  var configurationCRC: UInt32?

  // The log of events.
  /// The number of the next event that was not heard.
  var nextEvent: UInt32 = 1
  /// What the `ack` byte says: the same, unless a check holds it back.
  var storedEvent: UInt32 = 1
  var acknowledges = true
  private(set) var owesAcknowledgement = false
  /// New events of the line and of the whole board, not looked at yet.
  var inbox: [HeardEvent] = []
  /// All of them in this check.
  var history: [HeardEvent] = []
  /// New events of other lines, not looked at yet.
  var elsewhere: [HeardEvent] = []
  /// Whether the board has told LOOP_OPEN in this run.
  private(set) var tellsLoopOpen = false

  // The wire.
  var keepsAlive = true
  var lastWrite: Moment?
  var heard: [Heard] = []
  /// What was heard before the latest sending.
  var mark = 0
  var output: [[UInt8]] = []
  var log = EvidenceLog()
  private var receiver = FrameReceiver(from: .boardToHost)
  private var partial: [UInt8] = []
  /// Bytes since the last 00, of which `partial` has no more than a frame may have.
  private var partialCount = 0
  /// In the whole run.
  private(set) var heardByteCount = 0
  private var isSynchronised = false
  /// Whether the latest frame was an empty one.
  private var followsZero = false
  /// Runs of bytes from the board that were no frame, and events whose header has another number
  /// than their payload: in the whole run.
  var spoiltFrames = 0
  var wrongHeaders = 0

  // What checks remember.
  var call: UInt32 = 1_000_000
  /// Renewed while a person takes their time.
  var keptCall: KeptCall?
  /// The calls of other lines, in the order in which they were connected.
  var otherCalls: [OtherCall] = []
  /// What puts away the stimuli that were done; the last one first.
  var toUndo: [Stimulus] = []
  /// Keys pressed in this check.
  var keysPressed = 0
  /// Payloads of the responses that checks waited for, and ticks of the PONGs.
  var responses: [[UInt8]] = []
  var clock: [ClockReading] = []
  var stamp: UInt32 = 0

  struct KeptCall: Sendable {
    var call: UInt32
    var talkLimit: UInt32
    var renewed: Moment
  }

  struct OtherCall: Sendable {
    var line: UInt8
    var call: UInt32
  }

  /// A tick of the board, and between which moments it was read.
  struct ClockReading: Sendable {
    var tick: UInt32
    var asked: Moment
    var answered: Moment
    var ringUsed: UInt16
  }

  /// A board that says more than this in one check is heard no further.
  static let heardLimit = 8192

  init(_ underTest: LineUnderTest, nonce: UInt32) {
    self.underTest = underTest
    self.nonce = nonce
    offeredNonce = nonce
  }

  var number: [UInt8] { Array(underTest.number.utf8) }
  var line: UInt8 { underTest.line }

  /// Whether all trunks can be taken with a line left over.
  var hasSpareLine: Bool {
    guard let identity = greeting?.identity else { return false }
    return identity.lineCount > identity.trunkCount && Int(line) < identity.lineCount
  }

  func has(_ capability: Check.Capability) -> Bool {
    guard let identity = greeting?.identity else { return false }
    // A display without rows is none (§ 2).
    if capability == .display, identity.display.rows == 0 { return false }
    return identity.capabilities.rawValue & 1 << capability.rawValue != 0
  }

  /// What the last check has heard means nothing to the next.
  mutating func beginCheck() {
    heard = []
    mark = 0
    inbox = []
    history = []
    elsewhere = []
    otherCalls = []
    keysPressed = 0
    responses = []
    clock = []
    log = EvidenceLog()
    acknowledges = true
    keepsAlive = true
    keptCall = nil
  }

  /// Frames since the latest sending.
  var fresh: ArraySlice<Heard> { heard[min(mark, heard.count)...] }

  func latest(_ type: MessageType) -> HeardEvent? { history.last { $0.is(type) } }

  /// The port was closed and is open again: what comes first may be the rest of a frame.
  mutating func reopened() {
    receiver = FrameReceiver(from: .boardToHost)
    partial = []
    partialCount = 0
    isSynchronised = false
    followsZero = false
    lastWrite = nil
  }

  // MARK: Hearing

  mutating func hear(_ bytes: [UInt8]) {
    heardByteCount += bytes.count
    for byte in bytes {
      partialCount += 1
      if partial.count < EvidenceLog.frameLimit { partial.append(byte) }
      if let result = receiver.receive(byte) {
        switch result {
        case .success(let frame): hear(frame)
        case .failure(let fault): note(fault)
        }
      }
      if byte == 0 {
        followsZero = partialCount == 1
        partial = []
        partialCount = 0
        isSynchronised = true
      }
    }
  }

  private mutating func note(_ fault: FrameFault) {
    // The first bytes may be the end of a frame that began before the port was opened.
    if isSynchronised { spoiltFrames += 1 }
    let reason = LineRecord.Verdict(fault).rawValue
    log.add(.fromBoard, partial, of: partialCount, .words("rejected, \(reason)"), at: now)
  }

  private mutating func hear(_ frame: Frame) {
    let isHousekeeping =
      frame.kind == .pong && frame.payload.u32(at: 0) == Self.housekeepingStamp
    if !isHousekeeping { log.add(.fromBoard, partial, .frame(frame), at: now) }
    guard heard.count < Self.heardLimit else { return }
    heard.append(Heard(moment: now, frame: frame, followsZero: followsZero))
    if frame.kind == .handshake { hearHandshake(frame) }
    if frame.kind == .event, frame.session == session, let event = HeardEvent(frame) {
      hear(event, sequence: frame.sequence)
    }
  }

  private mutating func hearHandshake(_ frame: Frame) {
    guard frame.type == MessageType.helloAcknowledgement.rawValue,
      case .helloAcknowledgement(let acknowledgement)? = try? Message(frame),
      acknowledgement.result == .accepted, acknowledgement.nonce == offeredNonce
    else { return }
    let isNew = greeting == nil || nonce != offeredNonce || frame.session != session
    greeting = acknowledgement
    greetingPayload = frame.payload
    configurationCRC = acknowledgement.identity.configurationCRC
    nonce = offeredNonce
    session = frame.session
    guard isNew else { return }
    sequence = 0
    nextEvent = acknowledgement.identity.oldestEvent
    storedEvent = nextEvent
  }

  private mutating func hear(_ event: HeardEvent, sequence: UInt8) {
    if sequence != UInt8(truncatingIfNeeded: event.number) { wrongHeaders += 1 }
    if acknowledges { owesAcknowledgement = true }
    guard event.number == nextEvent else { return }
    nextEvent &+= 1
    if acknowledges { storedEvent = nextEvent }
    if event.is(.loopOpen) { tellsLoopOpen = true }
    guard event.line == line || event.line == 0xFF else { return elsewhere.append(event) }
    inbox.append(event)
    history.append(event)
  }

  // MARK: Sending

  /// Sends a frame for the session, after a leading 00 when the line was idle (§ 1).
  mutating func send(_ frame: RawFrame) {
    mark = heard.count
    transmit(frame)
  }

  /// Sends bytes as they are.
  mutating func send(_ bytes: [UInt8], _ description: String) {
    mark = heard.count
    log.add(.toBoard, bytes, .words(description), at: now)
    output.append(bytes)
    lastWrite = now
  }

  /// A frame of the session that says what is stored.
  func frame(
    _ kind: Frame.Class, _ type: MessageType, _ payload: [UInt8] = [], sequence: UInt8 = 0
  ) -> RawFrame {
    RawFrame(
      kind: kind.rawValue, sequence: sequence,
      acknowledgement: UInt8(truncatingIfNeeded: storedEvent), session: session,
      type: type.rawValue, payload: payload)
  }

  private mutating func transmit(_ frame: RawFrame, isSilent: Bool = false) {
    var bytes = frame.bytes
    if lastWrite.map({ now.milliseconds(since: $0) >= 10 }) ?? true { bytes.insert(0, at: 0) }
    if !isSilent { log.add(.toBoard, bytes, .sent(frame), at: now) }
    output.append(bytes)
    lastWrite = now
    owesAcknowledgement = false
  }

  /// Acknowledges what was heard and not acknowledged by any frame since.
  mutating func payAcknowledgement() {
    if owesAcknowledgement, acknowledges { transmit(frame(.acknowledgement, .acknowledgement)) }
    owesAcknowledgement = false
  }

  // MARK: What goes on by itself

  static let housekeepingStamp: UInt32 = 0xCAB1_0000
  private static let lifeMilliseconds: Int64 = 1000
  private static let renewalMilliseconds: Int64 = 5000

  /// When `keepHouse` has something to do; nil: not by itself.
  var housekeepingDue: Moment? {
    guard keepsAlive, session != 0 else { return nil }
    return lastWrite?.advanced(byMilliseconds: Self.lifeMilliseconds)
  }

  /// - Parameter isWaiting: whether a person is at work, however long that takes.
  mutating func keepHouse(isWaiting: Bool) {
    if isWaiting, var kept = keptCall,
      now.milliseconds(since: kept.renewed) >= Self.renewalMilliseconds
    {
      kept.renewed = now
      keptCall = kept
      sequence &+= 1
      let renewal = Payload.lease(
        line: line, call: kept.call, lease: Payload.longLease, talkLimit: kept.talkLimit)
      transmit(frame(.command, .lease, renewal, sequence: sequence))
    }
    if let due = housekeepingDue, due <= now {
      transmit(frame(.ping, .ping, Self.housekeepingStamp.wireBytes), isSilent: true)
    }
    payAcknowledgement()
  }
}
