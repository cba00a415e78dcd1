/// The host's half of a session with one board: bytes in, bytes and messages out.
///
/// The shell feeds it inputs, performs the effects in their order, and sends `.timer` when
/// `deadline` has come. It has no clock of its own: what it is told as `now` must not go back.
package struct HostLink: Sendable {
  package enum Input: Hashable, Sendable {
    /// The port is open. `nonce` must differ from that of the session before (the shell draws it);
    /// those of later sessions on this port follow from it.
    case opened(nonce: UInt32)
    case received([UInt8])
    /// The port is gone.
    case closed
    /// Begin a new session: its log and its lines are read anew.
    case renew
    /// The deadline has come.
    case timer
    /// Send when its turn comes: cut, connect and tone before lease before display. A display text
    /// still waiting is replaced by a newer one for the same place, a lease by a newer one of the
    /// line; what was replaced is not answered. Leases that wait are sent together. What cannot be
    /// encoded (a text longer than a frame, say) is answered with `.badField` at once, and what the
    /// queue has no room for, of displays the oldest, with `.notAble`: never a cut. Without a
    /// session (before `.connected`, after `.disconnected`) commands are discarded.
    case send(Command)
    /// A technician's command, named by a number so that its answer finds the way back. It goes when
    /// neither control nor a lease waits, and gives way to them when it is in flight, as a display
    /// does. One at a time: a newer one takes the place of one that waits, which is not answered. One
    /// that would disturb or end a call is taken back when the call's CONNECT comes, and RESET when
    /// somebody lifts.
    case ask(UInt64, Command)
    /// Nobody waits for that one any more: it is not sent, or not again.
    case withdraw(UInt64)
    /// Every event up to and including this one is on disk, or need not be. It must be of the boot
    /// that was last connected; a number that was not told changes nothing.
    case acknowledge(upTo: UInt32)
  }

  package enum Effect: Hashable, Sendable {
    case write([UInt8])
    /// The session is up: who the board is, and the state of all its lines.
    case connected(BoardIdentity, [LineReport])
    /// The next event of the board's log, in order, none twice within a session. After a loss the
    /// new session tells again from the first that was not acknowledged.
    case event(BoardEvent)
    /// All events that the board held at the handshake have been delivered.
    case caughtUp
    /// After each `.connected`, and whenever the clock was found to be off by 2 ms or more.
    case clock(BoardClock)
    /// The board was alive at this tick, and all that happened on its lines before was told: with
    /// each PING that was answered before the next while no event is on its way. What a call is
    /// billed to if the board forgets it.
    case heard(BoardTick)
    /// A command was answered.
    case answered(Command, Response)
    /// The technician's command of this number went out, or once more.
    case asked(UInt64)
    /// It was answered.
    case told(UInt64, Response)
    /// It was taken back for a call. If it went out before, the board may have it.
    case withdrawn(UInt64)
    /// The session is over; the link goes on trying unless the port was closed. Told of sessions
    /// that were up, and of a refusal.
    case disconnected(LinkLoss)
  }

  /// `send` is discarded in all but `up`; `acknowledge` and `timer` are valid in each.
  enum State {
    /// No port. Valid: opened.
    case closed
    /// HELLO goes out until it is answered. Valid: received (HELLO_ACK, ANNOUNCE), closed.
    case greeting(Greeting)
    /// The board has accepted; its lines are being read. Valid: received (the response to
    /// READ_LINES, PONG, ANNOUNCE; events are dropped, they come again), closed.
    case surveying([LineReport])
    /// The lines are read; HELLO is asked again, with the session's nonce, for where the log stands
    /// now: what happened on the lines meanwhile is in it. Valid: received (HELLO_ACK, PONG,
    /// ANNOUNCE; events are dropped, they come again), closed.
    case confirming([LineReport], Confirmation)
    /// Valid: received (responses, events, PONG, ANNOUNCE), send, closed.
    case up
  }

  /// What remains true of a board's boot when a session ends.
  struct Boot {
    let uid: BoardUID
    let id: UInt32
    var events: EventProgress
    var clock: ClockEstimator
  }

  struct RefusedBoot: Equatable {
    let uid: BoardUID
    let id: UInt32
  }

  /// A tick that a boot of a board is known to have passed: from what was stored before this link
  /// was made. With it ticks go on where they were, however often the wire's 32 bits have wrapped.
  package struct KnownTick: Hashable, Sendable {
    package var uid: BoardUID
    package var bootID: UInt32
    package var tick: BoardTick

    package init(uid: BoardUID, bootID: UInt32, tick: BoardTick) {
      self.uid = uid
      self.bootID = bootID
      self.tick = tick
    }
  }

  let knownTicks: [KnownTick]
  var state = State.closed
  /// There is one while surveying, while confirming, and when it is up.
  var session: Session?
  var boot: Boot?
  var receiver = FrameReceiver(from: .boardToHost)
  var counters = LinkStatistics()
  /// How often in a row a board has given a session and then not said how its lines are.
  var surveysLost = 0
  /// When the last HELLO of a greeting went out.
  var lastGreeted: Moment?
  /// The nonce of the next greeting.
  var nextNonce: UInt32 = 0
  /// What has been told of a board that cannot be talked to.
  var refusal: LinkLoss.Refusal?
  /// Which boot of it that was.
  var refusedBoot: RefusedBoot?
  /// There is something to acknowledge that no frame has said yet.
  var owesAcknowledgement = false
  var lastWrite: Moment?
  /// When `.timer` is due; nil while there is nothing to wait for. Found anew after each input.
  package private(set) var deadline: Moment?
  /// What the input being handled has brought about.
  var effects: [Effect] = []

  /// `knownTicks`: the latest stored tick of the last boot of each board that may turn up here.
  package init(knownTicks: [KnownTick] = []) { self.knownTicks = knownTicks }

  package mutating func handle(_ input: Input, at now: Moment) -> [Effect] {
    switch input {
    case .opened(let nonce): open(nonce: nonce, at: now)
    case .received(let bytes): receive(bytes, at: now)
    case .closed: close()
    case .renew: if isOpen { lose(.renewed, at: now) }
    case .timer: checkTimes(at: now)
    case .send(let command): queue(command)
    case .ask(let number, let command): ask(TechnicianCommand(number: number, command: command))
    case .withdraw(let number): withdraw(number)
    case .acknowledge(let number): acknowledge(upTo: number)
    }
    sendNextCommand(at: now)
    if owesAcknowledgement { send(.acknowledgement, at: now) }
    deadline = nextDue
    defer { effects = [] }
    return effects
  }

  private var nextDue: Moment? {
    switch state {
    case .closed: nil
    case .greeting(let greeting): greeting.nextHello
    case .surveying, .up: session?.deadline
    case .confirming(_, let confirmation): .sooner(session?.deadline, confirmation.nextHello)
    }
  }

  /// Whether there is a port on which it talks, or tries to.
  package var isOpen: Bool {
    if case .closed = state { false } else { true }
  }

  /// When a frame of the session last came; nil: there is no session.
  package var lastHeard: Moment? { session?.lastHeard }

  /// What the board's log holds: the first event that it may not forget yet, and the one that it will
  /// tell next. nil: there is no session.
  package var log: (oldest: UInt32, next: UInt32)? {
    guard session != nil, let events = boot?.events else { return nil }
    return (UInt32(clamping: events.firstUnstored), UInt32(clamping: events.next))
  }

  package var statistics: LinkStatistics {
    var statistics = counters
    statistics.framesReceived = receiver.counts.frames
    statistics.bytesReceived = receiver.counts.bytes
    statistics.crcErrors = receiver.counts.crcErrors
    statistics.malformed += receiver.counts.malformed
    statistics.resyncs = receiver.counts.resyncs
    statistics.displaysDropped += session?.queue.displaysDropped ?? 0
    statistics.roundTripMicroseconds = session?.timeout.smoothedMicroseconds
    statistics.driftPartsPerBillion = boot?.clock.driftPartsPerBillion ?? 0
    return statistics
  }

  var isUp: Bool {
    if case .up = state { true } else { false }
  }

  /// Sends a message that always fits: commands were checked when they were queued.
  mutating func send(_ message: Message, sequence: UInt8 = 0, at now: Moment) {
    // A HELLO is of no session, even where one exists.
    var number = session?.number
    if case .hello = message { number = nil }
    let acknowledgement = number == nil ? 0 : boot?.events.acknowledgement ?? 0
    guard
      let frame = try? message.frame(
        sequence: sequence, acknowledgement: acknowledgement, session: number ?? 0)
    else { return }
    let isIdle = lastWrite.map { now.milliseconds(since: $0) >= Self.lineBusyMilliseconds } ?? true
    let bytes = frame.encoded(leadingZero: isIdle)
    lastWrite = now
    owesAcknowledgement = false
    counters.framesSent += 1
    counters.bytesSent += bytes.count
    effects.append(.write(bytes))
  }

  /// The time the longest frame takes at 115200 bit/s, rounded up: after it the line is idle.
  private static let lineBusyMilliseconds: Int64 = 10
}
