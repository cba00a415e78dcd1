extension HostLink {
  /// Delivers an event when it is its turn.
  mutating func receive(_ event: BoardEvent, at now: Moment) {
    guard isUp, let lineCount = session?.identity.lineCount,
      let verdict = boot?.events.take(event.number)
    else {
      counters.earlyEvents += 1
      return
    }
    switch verdict {
    case .deliver:
      session?.lastTold = now
      session?.lastUnheard = nil
      effects.append(.event(known(event, lineCount: lineCount)))
      if case .offHook = event.kind { withdrawRestart() }
      tellWhenCaughtUp()
    case .early:
      counters.earlyEvents += 1
    case .duplicate:
      counters.duplicateEvents += 1
      // The board has not heard that it is stored.
      if boot?.events.isStored(event.number) == true {
        owesAcknowledgement = true
        session?.lastUnheard = now
      }
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
    guard isUp, session?.hasCaughtUp == false, let next = boot?.events.next,
      let promised = session?.identity.nextEvent, next >= promised
    else { return }
    session?.hasCaughtUp = true
    effects.append(.caughtUp)
  }

  mutating func acknowledge(upTo number: UInt32) {
    guard boot?.events.acknowledge(upTo: number) == true, session != nil else { return }
    owesAcknowledgement = true
    tellWhenCaughtUp()
  }
}
