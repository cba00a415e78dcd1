extension HostLink {
  /// What belongs to one session and ends with it.
  struct Session {
    let number: UInt8
    let nonce: UInt32
    var identity: BoardIdentity
    var queue = CommandQueue()
    /// The technician's command that waits for its turn.
    var asked: TechnicianCommand?
    var inFlight: CommandInFlight?
    /// The sequence number of the last command sent; they start at 1.
    var lastSequence: UInt8 = 0
    var timeout = RetransmissionTimeout()
    var lastHeard: Moment
    var lastPing: Moment
    var isPingAnswered = false
    var hasCaughtUp = false
    /// When the log was last told on, or the session came up.
    var lastTold: Moment
    /// When it last told again what is stored, since it has not heard so; nil: it has not.
    var lastUnheard: Moment?

    static let silenceMilliseconds: Int64 = 5_000
    /// A board that has events to tell sends them again each two seconds at least.
    static let untoldMilliseconds: Int64 = 15_000
    static let pingMilliseconds: Int64 = 1_000

    /// Whether what waits should not wait for what is in flight.
    func hasMoreUrgent(than inFlight: CommandInFlight) -> Bool {
      inFlight.asked == nil ? queue.hasMoreUrgent(than: inFlight.command) : queue.isUrgent
    }

    var silentAt: Moment { lastHeard.advanced(byMilliseconds: Self.silenceMilliseconds) }
    /// When a log that is not told to its end is given up.
    var untoldAt: Moment { lastTold.advanced(byMilliseconds: Self.untoldMilliseconds) }
    var nextPing: Moment { lastPing.advanced(byMilliseconds: Self.pingMilliseconds) }

    var deadline: Moment {
      let next = hasCaughtUp ? min(silentAt, nextPing) : min(silentAt, nextPing, untoldAt)
      guard let expires = inFlight?.expires else { return next }
      return min(next, expires)
    }
  }

  /// Every frame of the stream that is whole, for the state that the one before has left.
  mutating func receive(_ bytes: [UInt8], at now: Moment) {
    if case .closed = state { return }
    for byte in bytes {
      guard case .success(let frame)? = receiver.receive(byte) else { continue }
      receive(frame, at: now)
    }
  }

  private mutating func receive(_ frame: Frame, at now: Moment) {
    let message: Message
    do throws(MessageFault) {
      message = try Message(frame, ticks: ticks(for: frame, at: now))
    } catch {
      counters.malformed += 1
      return
    }
    switch message {
    case .helloAcknowledgement(let acknowledgement):
      receive(acknowledgement, session: frame.session, at: now)
    case .announce(let announcement): receive(announcement, at: now)
    case .response, .event, .pong:
      guard frame.session == session?.number else {
        counters.strayFrames += 1
        return
      }
      session?.lastHeard = now
      receive(message, sequence: frame.sequence, at: now)
    case .hello, .command, .acknowledgement, .ping: counters.strayFrames += 1
    }
  }

  private mutating func receive(_ message: Message, sequence: UInt8, at now: Moment) {
    switch message {
    case .response(let type, let response):
      receive(response, to: type, sequence: sequence, at: now)
    case .event(let event): receive(event, at: now)
    case .pong(let pong): receive(pong, at: now)
    default: break
    }
  }

  mutating func checkTimes(at now: Moment) {
    if case .greeting(let greeting) = state, now >= greeting.nextHello { sendHello(at: now) }
    guard let silentAt = session?.silentAt else { return }
    guard now < silentAt else { return lose(.silence, at: now) }
    if session?.hasCaughtUp == false, let session, now >= session.untoldAt {
      // It has promised events that it does not tell, or does not say how far its log goes. Until it
      // has, nothing is decided here, and with a session the board does not dial for help by itself.
      let isUnheard =
        session.lastUnheard.map { now.milliseconds(since: $0) < Session.silenceMilliseconds }
        ?? false
      return refuse(
        isUnheard ? .unheard : .malformed, of: session.identity, hasSession: true, at: now)
    }
    if let expires = session?.inFlight?.expires, now >= expires, let lost = session?.inFlight {
      sendAgain(lost, at: now)
    }
    if let nextPing = session?.nextPing, now >= nextPing { sendPing(at: now) }
    if case .confirming(_, let confirmation) = state, now >= confirmation.nextHello {
      confirmAgain(at: now)
    }
  }

  mutating func sendPing(at now: Moment) {
    session?.lastPing = now
    session?.isPingAnswered = false
    send(.ping(stamp: now.stamp), at: now)
  }
}

extension Moment {
  /// What a PING sent now says: the low 32 bits.
  var stamp: UInt32 { UInt32(truncatingIfNeeded: milliseconds) }
}
