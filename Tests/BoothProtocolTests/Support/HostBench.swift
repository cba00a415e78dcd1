import BoothProtocol

/// What a host link did, with what it wrote read back.
enum Deed: Hashable {
  case sent(Message, sequence: UInt8 = 0, ack: UInt8 = 0, session: UInt8 = 0)
  case told(HostLink.Effect)
}

/// A host link on the bench, with the time in hand: a test says what comes in and looks at what the
/// link does. The time is when the link was opened plus what the test lets pass.
struct HostBench {
  static let start = Moment(milliseconds: 1_000_000)
  static let nonce: UInt32 = 0x1000

  var link: HostLink
  private(set) var now = HostBench.start
  /// The session that the board has assigned.
  var session: UInt8 = 5

  init(knownTicks: [HostLink.KnownTick] = []) { link = HostLink(knownTicks: knownTicks) }

  /// Milliseconds from the start to the link's deadline.
  var deadline: Int64? { link.deadline?.milliseconds(since: Self.start) }
  var time: Int64 { now.milliseconds(since: Self.start) }

  mutating func at(_ time: Int64, _ input: HostLink.Input) -> [Deed] {
    now = Self.start.advanced(byMilliseconds: time)
    return link.handle(input, at: now).map { effect in
      guard case .write(let stream) = effect else { return .told(effect) }
      let frames = frames(in: stream)
      guard let frame = frames.first, frames.count == 1, frame.direction == .hostToBoard,
        let message = try? Message(frame)
      else { return .told(effect) }
      return .sent(
        message, sequence: frame.sequence, ack: frame.acknowledgement, session: frame.session)
    }
  }

  mutating func next(_ input: HostLink.Input) -> [Deed] { at(time, input) }

  /// Lets the time come that the link waits for.
  mutating func atDeadline() -> [Deed] { at(deadline ?? time, .timer) }

  /// What the board says comes in at `time`.
  mutating func hear(
    _ message: Message, sequence: UInt8 = 0, session: UInt8? = nil, at time: Int64? = nil
  ) -> [Deed] {
    at(time ?? self.time, .received(wire(message, sequence: sequence, session: session)))
  }

  /// The bytes of what the board says.
  func wire(_ message: Message, sequence: UInt8 = 0, session: UInt8? = nil) -> [UInt8] {
    guard
      let frame = try? message.frame(sequence: sequence, session: session ?? self.session)
    else { fatalError("no place on the wire for \(message)") }
    return frame.encoded()
  }

  mutating func hear(_ event: BoardEvent, at time: Int64? = nil) -> [Deed] {
    hear(.event(event), sequence: UInt8(truncatingIfNeeded: event.number), at: time)
  }

  /// Opens the port and brings a session up, at time 0.
  mutating func connect(_ identity: BoardIdentity = TestBoard.identity()) {
    _ = at(0, .opened(nonce: Self.nonce))
    answerHandshake(nonce: Self.nonce, identity)
  }

  /// Answers HELLO, READ_LINES and HELLO again, now.
  mutating func answerHandshake(
    nonce: UInt32, _ identity: BoardIdentity, payloadLimit: Int = Frame.maximumPayload
  ) {
    let acceptance = Message.helloAcknowledgement(
      HelloAcknowledgement(
        result: .accepted, nonce: nonce, identity: identity, payloadLimit: payloadLimit))
    _ = hear(acceptance)
    var sequence: UInt8 = 0
    for first in stride(from: 0, to: identity.lineCount, by: 7) {
      let lines = (first..<min(first + 7, identity.lineCount)).map(TestBoard.idleLine)
      sequence += 1
      _ = hear(
        .response(
          to: .readLines, Response(result: .done, detail: .lines(first: first, lines))),
        sequence: sequence)
    }
    _ = hear(acceptance)
  }
}

extension [Deed] {
  /// The commands sent, without their headers.
  var commands: [Command] {
    compactMap { deed in
      if case .sent(.command(let command), _, _, _) = deed { command } else { nil }
    }
  }

  var events: [UInt32] {
    compactMap { deed in
      if case .told(.event(let event)) = deed { event.number } else { nil }
    }
  }

  var told: [HostLink.Effect] {
    compactMap { deed in
      if case .told(let effect) = deed { effect } else { nil }
    }
  }

  /// The nonce of the HELLO sent, if one was.
  var helloNonce: UInt32? {
    compactMap { deed in
      if case .sent(.hello(let hello), _, _, _) = deed { hello.nonce } else { nil }
    }.first
  }
}
