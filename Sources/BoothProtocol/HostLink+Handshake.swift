extension HostLink {
  /// The search for a board: HELLO each 500 ms, after five seconds more slowly.
  struct Greeting {
    let nonce: UInt32
    var hellosSent = 0
    var lastHello: Moment
    /// What is answered was sent no earlier: an answer may be to the HELLO before the last.
    var answeredHello: Moment
    var nextHello: Moment
    /// HELLOs after which the answer to another greeting came. A line that was held up gives all of
    /// a former greeting's answers at once; a board that answers wrongly does so again and again.
    var wrongAnswers = 0
    private var isWronglyAnswered = false

    static let interval: Int64 = 500
    static let longestInterval: Int64 = 2_000
    /// To a board that gave a session which nothing came of: twelve times as long as that lives. As
    /// long as it lives the board waits for this host and dials no emergency number by itself.
    static let refusedInterval: Int64 = 60_000
    /// To one that did not answer, or does not hear what is stored, which may be the line's fault: four
    /// times as long.
    static let unansweredInterval: Int64 = 20_000
    /// So many go out at the shortest interval.
    static let eagerHellos = 10

    init(nonce: UInt32, at now: Moment) {
      self.nonce = nonce
      lastHello = now
      answeredHello = now
      nextHello = now
    }

    mutating func sent(at now: Moment) {
      let interval =
        switch hellosSent {
        case ..<Self.eagerHellos: Self.interval
        case Self.eagerHellos: 2 * Self.interval
        default: Self.longestInterval
        }
      answeredHello = hellosSent == 0 ? now : lastHello
      hellosSent = min(hellosSent + 1, Self.eagerHellos + 1)
      lastHello = now
      nextHello = now.advanced(byMilliseconds: interval)
      isWronglyAnswered = false
    }

    mutating func countWrongAnswer() {
      if !isWronglyAnswered { wrongAnswers += 1 }
      isWronglyAnswered = true
    }
  }

  /// The question where the log stands, until it is answered.
  struct Confirmation {
    var nextHello: Moment

    init(at now: Moment) { nextHello = now.advanced(byMilliseconds: Greeting.interval) }
  }

  mutating func open(nonce: UInt32, at now: Moment) {
    close()
    nextNonce = nonce
    lastGreeted = nil
    surveysLost = 0
    refusal = nil
    refusedBoot = nil
    receiver.forgetPartialFrame()
    lastWrite = nil
    greet(at: now)
  }

  mutating func close() {
    if isUp { effects.append(.disconnected(.portClosed)) }
    leaveSession()
    state = .closed
  }

  /// Ends the session, if there is one, and looks for the board again.
  mutating func lose(_ loss: LinkLoss, at now: Moment) {
    if isUp { effects.append(.disconnected(loss)) }
    if let session, !isUp, loss != .renewed {
      surveysLost += 1
      // With one session after the other it would never dial for help by itself.
      if surveysLost >= Self.surveyLimit {
        return refuse(.unanswered, of: session.identity, hasSession: true, at: now)
      }
    }
    leaveSession()
    greet(at: now)
  }

  /// A line that is as bad as that for so long is of no use either.
  private static let surveyLimit = 3

  private mutating func leaveSession() {
    counters.displaysDropped = statistics.displaysDropped
    owesAcknowledgement = false
    session = nil
  }

  private mutating func greet(at now: Moment) {
    var greeting = Greeting(nonce: takeNonce(), at: now)
    // A board that ends its sessions without end is not followed as fast as it can.
    if let lastGreeted {
      greeting.nextHello = max(now, lastGreeted.advanced(byMilliseconds: Greeting.interval))
    }
    state = .greeting(greeting)
    if now >= greeting.nextHello { sendHello(at: now) }
  }

  private mutating func takeNonce() -> UInt32 {
    // A step through all 32-bit numbers, none twice: no two greetings in a row have the same nonce.
    defer { nextNonce = nextNonce &* 1_664_525 &+ 1_013_904_223 }
    return nextNonce
  }

  mutating func sendHello(at now: Moment) {
    guard case .greeting(var greeting) = state else { return }
    greeting.sent(at: now)
    lastGreeted = now
    state = .greeting(greeting)
    send(.hello(Hello(nonce: greeting.nonce)), at: now)
  }

  /// A board that announces itself has no session: it waits for a HELLO, or has just restarted.
  mutating func receive(_ announcement: Announcement, at now: Moment) {
    guard case .greeting(let greeting) = state else { return lose(.boardRestarted, at: now) }
    guard refusedBoot != RefusedBoot(uid: announcement.uid, id: announcement.bootID),
      now.milliseconds(since: greeting.lastHello) >= Greeting.interval
    else { return }
    sendHello(at: now)
  }

  mutating func receive(
    _ acknowledgement: HelloAcknowledgement, session number: UInt8, at now: Moment
  ) {
    if case .confirming(let lines, _) = state, let session {
      return confirm(session, lines, acknowledgement, number: number, at: now)
    }
    guard case .greeting(var greeting) = state else {
      counters.strayFrames += 1
      return
    }
    guard acknowledgement.nonce == greeting.nonce, greeting.hellosSent > 0 else {
      counters.strayFrames += 1
      // An answer to an earlier greeting may be late; not ten times over.
      greeting.countWrongAnswer()
      state = .greeting(greeting)
      if greeting.wrongAnswers >= Greeting.eagerHellos {
        refuse(.malformed, of: acknowledgement.identity, hasSession: number != 0, at: now)
      }
      return
    }
    if let refusal = Self.refusal(of: acknowledgement, session: number) {
      return refuse(refusal, of: acknowledgement.identity, hasSession: number != 0, at: now)
    }
    var identity = acknowledgement.identity
    identity.tick = meet(identity, sent: greeting.answeredHello, at: now)
    session = Session(
      number: number, nonce: greeting.nonce, identity: identity, lastHeard: now, lastPing: now,
      lastTold: now)
    state = .surveying([])
    // The clock first: it is known then when the session comes up.
    sendPing(at: now)
    readLines(from: 0, at: now)
  }

  /// Why this board cannot be talked to; nil when it can.
  private static func refusal(
    of acknowledgement: HelloAcknowledgement, session: UInt8
  ) -> LinkLoss.Refusal? {
    let identity = acknowledgement.identity
    switch acknowledgement.result {
    case .noCommonVersion: return .noCommonVersion
    case .unknownFeature: return .unknownFeature(acknowledgement.incompatibleFeatures)
    case nil: return .malformed
    case .accepted: break
    }
    guard acknowledgement.version == Frame.version else { return .noCommonVersion }
    guard acknowledgement.incompatibleFeatures == 0 else {
      return .unknownFeature(acknowledgement.incompatibleFeatures)
    }
    let makesSense =
      session != 0
      && (1...BoardIdentity.maximumLines).contains(identity.lineCount)
      && acknowledgement.payloadLimit >= Frame.maximumPayload
      && identity.oldestEvent >= 1 && identity.oldestEvent <= identity.nextEvent
    return makesSense ? nil : .malformed
  }

  /// Tells of a refusal once, and asks again slowly, or when the board was started anew: it may have
  /// got other firmware.
  mutating func refuse(
    _ newRefusal: LinkLoss.Refusal, of board: BoardIdentity, hasSession: Bool, at now: Moment
  ) {
    leaveSession()
    var greeting = Greeting(nonce: takeNonce(), at: now)
    greeting.nextHello = now.advanced(
      byMilliseconds: newRefusal.mayBeTheLine
        ? Greeting.unansweredInterval
        : hasSession ? Greeting.refusedInterval : Greeting.longestInterval)
    state = .greeting(greeting)
    refusedBoot = RefusedBoot(uid: board.uid, id: board.bootID)
    guard refusal != newRefusal else { return }
    refusal = newRefusal
    effects.append(.disconnected(.refused(newRefusal)))
  }

  /// The session's own question: the shell does not see its answer.
  private mutating func readLines(from first: Int, at now: Moment) {
    transmit(.readLines(first: first), at: now)
  }

  /// The answer to the session's own READ_LINES.
  mutating func receiveSurvey(_ response: Response, at now: Moment) {
    guard case .surveying(var lines) = state, let session else { return }
    guard case .lines(let first, let reports) = response.detail, first == lines.count,
      !reports.isEmpty, lines.count + reports.count <= session.identity.lineCount
    else { return refuse(.malformed, of: session.identity, hasSession: true, at: now) }
    lines += reports
    state = .surveying(lines)
    if lines.count < session.identity.lineCount {
      readLines(from: lines.count, at: now)
    } else {
      state = .confirming(lines, Confirmation(at: now))
      send(.hello(Hello(nonce: session.nonce)), at: now)
    }
  }

  mutating func confirmAgain(at now: Moment) {
    guard case .confirming(let lines, _) = state, let session else { return }
    state = .confirming(lines, Confirmation(at: now))
    send(.hello(Hello(nonce: session.nonce)), at: now)
  }

  /// The same session, its log as it stands now. Bytes come in order, so this answer is younger than
  /// what was read of the lines.
  private mutating func confirm(
    _ session: Session, _ lines: [LineReport], _ acknowledgement: HelloAcknowledgement,
    number: UInt8, at now: Moment
  ) {
    guard acknowledgement.nonce == session.nonce else {
      counters.strayFrames += 1
      return
    }
    let later = acknowledgement.identity
    guard number == session.number, later.uid == session.identity.uid,
      later.bootID == session.identity.bootID
    else { return lose(.boardRestarted, at: now) }
    guard Self.refusal(of: acknowledgement, session: number) == nil,
      later.nextEvent >= session.identity.nextEvent
    else { return refuse(.malformed, of: session.identity, hasSession: true, at: now) }
    var session = session
    session.identity.nextEvent = later.nextEvent
    session.lastHeard = now
    session.lastTold = now
    come(up: session, lines)
  }

  private mutating func come(up session: Session, _ lines: [LineReport]) {
    state = .up
    self.session = session
    surveysLost = 0
    refusal = nil
    refusedBoot = nil
    counters.sessions += 1
    effects.append(.connected(session.identity, lines))
    if let clock = boot?.clock.clock { effects.append(.clock(clock)) }
    tellWhenCaughtUp()
  }
}
