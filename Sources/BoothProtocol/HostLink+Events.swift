extension HostLink {
  /// Delivers an event when it is its turn.
  mutating func receive(_ event: BoardEvent, at now: Moment) {
    guard case .up(var session) = state, var boot else {
      counters.earlyEvents += 1
      return
    }
    let verdict = boot.events.take(event.number)
    self.boot = boot
    switch verdict {
    case .deliver:
      session.lastTold = now
      state = .up(session)
      effects.append(.event(known(event, lineCount: session.identity.lineCount)))
      tellWhenCaughtUp()
    case .early:
      counters.earlyEvents += 1
    case .duplicate:
      counters.duplicateEvents += 1
      // The board has not heard that it is stored.
      if boot.events.isStored(event.number) { owesAcknowledgement = true }
    }
  }

  /// An event of a line that the board does not have is one that nothing can be done about.
  private mutating func known(_ event: BoardEvent, lineCount: Int) -> BoardEvent {
    var event = event
    if let line = event.kind.line, line >= lineCount {
      event.kind = .unknown(type: event.kind.type)
    }
    if case .unknown = event.kind { counters.unknownEvents += 1 }
    return event
  }

  mutating func tellWhenCaughtUp() {
    guard case .up(var session) = state, let boot, !session.hasCaughtUp,
      boot.events.next >= session.identity.nextEvent
    else { return }
    session.hasCaughtUp = true
    state = .up(session)
    effects.append(.caughtUp)
  }

  mutating func acknowledge(upTo number: UInt32) {
    guard boot?.events.acknowledge(upTo: number) == true, session != nil else { return }
    owesAcknowledgement = true
    tellWhenCaughtUp()
  }
}
