internal import BoothProtocol

extension ReplayBoard {
  mutating func receive(_ bytes: [UInt8], at now: Moment) {
    for byte in bytes {
      guard case .success(let frame)? = receiver.receive(byte) else { continue }
      receive(frame, at: now)
    }
  }

  private mutating func receive(_ frame: Frame, at now: Moment) {
    if frame.kind == .handshake {
      if case .hello(let hello)? = try? Message(frame) { greet(hello, at: now) }
      return
    }
    guard session != 0, frame.session == session else { return }
    switch (frame.kind, try? Message(frame)) {
    case (.command, let message):
      heard(frame, at: now)
      if case .command(.readLines)? = message {} else { hostIsUp = true }
      obey(frame, message, at: now)
    case (.ping, .ping(let stamp)?):
      heard(frame, at: now)
      pingsHeard += 1
      if pingsHeard > 1 { hostIsUp = true }
      let tick = BoardTick(milliseconds: Int64(tick(at: now)))
      send(
        .pong(Pong(stamp: stamp, tick: tick, ringUsed: min(happened - acknowledged, 65_535))),
        at: now)
    case (.acknowledgement, .acknowledgement?): heard(frame, at: now)
    default: break
    }
  }

  private mutating func heard(_ frame: Frame, at now: Moment) {
    lastHeard = now
    acknowledge(frame.acknowledgement, at: now)
  }

  private mutating func greet(_ hello: Hello, at now: Moment) {
    let result = Self.result(for: hello)
    guard result == .accepted else {
      let frame = try? Message.helloAcknowledgement(acknowledgement(of: hello, result, at: now))
        .frame(acknowledgement: lastSequence)
      if let frame { send(frame, at: now) }
      return
    }
    startClock(at: now)
    if session == 0 || hello.nonce != nonce {
      lastSession = lastSession == 255 ? 1 : lastSession + 1
      session = lastSession
      nonce = hello.nonce
      lastSequence = 0
      lastResponse = nil
      inFlight = 0
      resend = nil
      nextAnnounce = nil
      hostIsUp = false
      pingsHeard = 0
    }
    lastHeard = now
    letHappen(at: now)
    send(.helloAcknowledgement(acknowledgement(of: hello, result, at: now)), at: now)
    // A host that asks once more after it has read the lines has done with its handshake.
    if lastSequence != 0 { hostIsUp = true }
  }

  private static func result(for hello: Hello) -> HelloAcknowledgement.Result {
    guard hello.minimumVersion <= Frame.version, hello.maximumVersion >= Frame.version else {
      return .noCommonVersion
    }
    return hello.incompatibleFeatures == 0 ? .accepted : .unknownFeature
  }

  private func acknowledgement(
    of hello: Hello, _ result: HelloAcknowledgement.Result, at now: Moment
  ) -> HelloAcknowledgement {
    var acknowledgement = boot.acknowledgement
    acknowledgement.result = result
    acknowledgement.nonce = hello.nonce
    acknowledgement.identity.bootID = bootID
    acknowledgement.identity.tick = BoardTick(milliseconds: Int64(tick(at: now)))
    acknowledgement.identity.configurationCRC = configurationCRC
    acknowledgement.identity.oldestEvent = number(at: acknowledged)
    acknowledgement.identity.nextEvent = number(at: happened)
    return acknowledgement
  }

  private var bootID: UInt32 {
    firstBootID.map { $0 &+ UInt32(bootIndex) } ?? boot.acknowledgement.identity.bootID
  }

  /// Gives up a silent host, and announces itself while there is none.
  mutating func checkSession(at now: Moment) {
    if session != 0, let lastHeard,
      now.milliseconds(since: lastHeard) >= Self.silenceMilliseconds
    {
      leaveSession()
    }
    guard session == 0, nextAnnounce.map({ $0 <= now }) ?? true else { return }
    nextAnnounce = now.advanced(byMilliseconds: Self.announceMilliseconds)
    let identity = boot.acknowledgement.identity
    send(
      .announce(
        Announcement(uid: identity.uid, bootID: bootID, resetCause: identity.resetCause)),
      at: now)
  }

  private mutating func leaveSession() {
    session = 0
    inFlight = 0
    resend = nil
    waitingSince = nil
    nextAnnounce = nil
  }

  /// The board of the recording restarted when all its boot had to tell was told.
  mutating func restart(at now: Moment) {
    earlierEventCount += boot.events.count
    bootIndex += 1
    leaveSession()
    clock = nil
    lines = boot.lines
    happened = 0
    acknowledged = 0
    liveCalls = [UInt32?](repeating: nil, count: boot.connects.count)
    checkSession(at: now)
  }
}
