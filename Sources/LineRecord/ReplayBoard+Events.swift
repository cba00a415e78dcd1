internal import BoothProtocol

extension ReplayBoard {
  /// The number of the event there, or that the next event would have.
  func number(at place: Int) -> UInt32 {
    guard let first = boot.events.first else { return boot.acknowledgement.identity.nextEvent }
    return first.number &+ UInt32(place)
  }

  /// When an event happens by its tick; nil when none waits for it.
  var nextEvent: Moment? {
    guard session != 0, pace == .recorded, let clock, happened < boot.events.count,
      waitingSince == nil
    else { return nil }
    let distance = Self.distance(from: clock.tick, to: boot.events[happened].tick)
    return clock.moment.advanced(byMilliseconds: distance)
  }

  /// Takes into the ring what has happened by now, up to the first event whose call the host has not
  /// made yet.
  mutating func letHappen(at now: Moment) {
    guard session != 0 else { return }
    while happened < boot.events.count, isDue(boot.events[happened], at: now) {
      var event = boot.events[happened]
      guard hasBeenConnected(event), let call = liveCall(of: event) else {
        waitingSince = waitingSince ?? now
        return
      }
      waitingSince = nil
      event.kind = event.kind.with(call: call)
      // What the board held at its handshake is in what it said of its lines.
      if !wasHeld(event) { follow(event) }
      happened += 1
    }
  }

  private func isDue(_ event: ReplayScript.Event, at now: Moment) -> Bool {
    if wasHeld(event) { return true }
    switch pace {
    case .recorded: return Self.distance(from: event.tick, to: tick(at: now)) >= 0
    case .full: return hostIsUp && happened - acknowledged < Self.window
    }
  }

  /// At the recorded handshake.
  private func wasHeld(_ event: ReplayScript.Event) -> Bool {
    event.number < boot.acknowledgement.identity.nextEvent
  }

  /// Whether the host has done what the recorded one had done for the line when it heard of this.
  private func hasBeenConnected(_ event: ReplayScript.Event) -> Bool {
    guard let place = event.connect, boot.isOfHost(boot.connects[place].call) else { return true }
    return liveCalls[place] != nil
  }

  /// What the host calls the event's call, 0 when it is of none; nil: it has not made it yet.
  private func liveCall(of event: ReplayScript.Event) -> UInt32? {
    guard let call = event.kind.call?.rawValue else { return 0 }
    guard boot.isOfHost(call), let place = boot.connects.firstIndex(where: { $0.call == call })
    else { return call }
    return liveCalls[place]
  }

  mutating func push(at now: Moment) {
    guard session != 0 else { return }
    while inFlight < Self.window, acknowledged + inFlight < happened {
      if inFlight == 0 { startResending(at: now) }
      tell(boot.events[acknowledged + inFlight], at: now)
      inFlight += 1
    }
  }

  private mutating func startResending(at now: Moment) {
    resend = (
      now.advanced(byMilliseconds: Self.firstResendMilliseconds), Self.firstResendMilliseconds
    )
  }

  private mutating func tell(_ event: ReplayScript.Event, at now: Moment) {
    var payload = event.payload
    if let call = liveCall(of: event), event.kind.call != nil {
      // After number, tick and line.
      for place in 0..<4 { payload[9 + place] = UInt8(truncatingIfNeeded: call >> (8 * place)) }
    }
    send(
      Frame(
        direction: .boardToHost, kind: .event,
        sequence: UInt8(truncatingIfNeeded: event.number), acknowledgement: lastSequence,
        session: session, type: event.type, payload: payload), at: now)
  }

  mutating func sendAgainIfDue(at now: Moment) {
    guard let due = resend, due.at <= now else { return }
    let interval = min(2 * due.interval, Self.longestResendMilliseconds)
    resend = (now.advanced(byMilliseconds: interval), interval)
    for event in boot.events[acknowledged..<(acknowledged + inFlight)] { tell(event, at: now) }
  }

  mutating func acknowledge(_ next: UInt8, at now: Moment) {
    let count = Int(next &- UInt8(truncatingIfNeeded: number(at: acknowledged)))
    guard (1...Self.window).contains(count), count <= inFlight else { return }
    acknowledged += count
    inFlight -= count
    resend = nil
    if inFlight > 0 { startResending(at: now) }
  }

  mutating func endIfDone(at now: Moment) {
    if let waitingSince, now.milliseconds(since: waitingSince) >= Self.patienceSeconds * 1000 {
      let event = boot.events[happened]
      hasEnded = true
      return effects.append(.ended(.stuck(event: event.number, line: event.kind.line ?? 0)))
    }
    guard session != 0, acknowledged == boot.events.count else { return }
    guard bootIndex + 1 == script.boots.count else { return restart(at: now) }
    hasEnded = true
    effects.append(.ended(.told(events: acknowledgedCount)))
  }

  /// The line is now as the event leaves it.
  private mutating func follow(_ event: ReplayScript.Event) {
    guard let line = event.kind.line, lines.indices.contains(line) else { return }
    switch event.kind {
    case .offHook: lines[line].state = .offHook
    case .onHook: lines[line].clear(.onHook)
    case .seized(_, let call, let trunk, _):
      lines[line].state = .connected
      lines[line].call = call
      lines[line].trunk = trunk
    case .answered:
      lines[line].state = .talking
      lines[line].answeredTick = BoardTick(milliseconds: Int64(event.tick))
    case .released, .connectFailed: lines[line].clear(.released)
    case .lineFault(_, let fault): lines[line].clear(fault == .cleared ? .onHook : .fault)
    case .digit, .flash, .metering, .power, .boot, .gap, .loopOpen, .unknown: break
    }
  }
}

extension LineReport {
  fileprivate mutating func clear(_ state: LineState) {
    self = LineReport(
      line: line, state: state, call: nil, answeredTick: nil, leaseMilliseconds: 0, trunk: 0xFF)
  }
}

extension BoardEvent.Kind {
  var call: CallID? {
    switch self {
    case .seized(_, let call, _, _), .answered(_, let call, _), .metering(_, let call, _),
      .released(_, let call, _, _), .connectFailed(_, let call, _):
      call
    case .offHook, .onHook, .digit, .flash, .lineFault, .power, .boot, .gap, .loopOpen,
      .unknown:
      nil
    }
  }

  /// The same with the host's number of the call.
  fileprivate func with(call: UInt32) -> BoardEvent.Kind {
    guard case .seized(let line, _, let trunk, let digits) = self else { return self }
    return .seized(line: line, call: CallID(rawValue: call), trunk: trunk, digits: digits)
  }
}
