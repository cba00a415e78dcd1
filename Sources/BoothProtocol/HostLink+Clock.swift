extension HostLink {
  /// What the ticks in a frame are extended with. That of a PONG is of this moment; an event can be
  /// as old as the ring lets it. (A HELLO_ACK is looked at by `meet`: it may be of another boot.)
  func ticks(for frame: Frame, at now: Moment) -> TickReference {
    guard frame.kind != .handshake, let clock = boot?.clock else { return .none }
    return frame.kind == .pong
      ? TickReference(near: clock.clock.tick(at: now))
      : TickReference(upTo: clock.clock.tick(at: now))
  }

  /// Goes on with what is known of this boot of this board, or begins anew; the tick, extended.
  ///
  /// `sent`: when the HELLO that it answers went out, at the earliest.
  mutating func meet(_ identity: BoardIdentity, sent: Moment, at now: Moment) -> BoardTick {
    if var boot, boot.uid == identity.uid, boot.id == identity.bootID,
      identity.nextEvent >= boot.events.firstUntold
    {
      let ticks = TickReference(near: boot.clock.clock.tick(at: now))
      let sample = ClockEstimator.Sample(
        sent: sent, received: now, tick: ticks.extend(identity.tick.onWire))
      if boot.clock.isPlausible(sample) {
        _ = boot.clock.add(sample)
      } else {
        // The host slept, and its clock with it; or the board's clock is not to be trusted, which
        // its calls are flagged for.
        boot.clock = ClockEstimator(sample)
      }
      boot.events.beginSession(oldest: identity.oldestEvent)
      self.boot = boot
      return sample.tick
    }
    let passed = knownTicks.first { $0.uid == identity.uid && $0.bootID == identity.bootID }
    let ticks = passed.map { TickReference(from: $0.tick) } ?? .none
    let tick = ticks.extend(identity.tick.onWire)
    boot = Boot(
      uid: identity.uid, id: identity.bootID, events: EventProgress(oldest: identity.oldestEvent),
      clock: ClockEstimator(ClockEstimator.Sample(sent: sent, received: now, tick: tick)))
    return tick
  }

  /// Learns from a PONG how the board's clock stands and how full its ring is.
  mutating func receive(_ pong: Pong, at now: Moment) {
    counters.ringHighWater = max(counters.ringHighWater, pong.ringUsed)
    // The answer to an older PING says little of now, and a second one to the same PING nothing.
    guard let session, !session.isPingAnswered, pong.stamp == session.lastPing.stamp else {
      counters.strayFrames += 1
      return
    }
    self.session?.isPingAnswered = true
    let lastPing = session.lastPing
    let sample = ClockEstimator.Sample(sent: lastPing, received: now, tick: pong.tick)
    guard let isPlausible = boot?.clock.isPlausible(sample) else { return }
    guard isPlausible else { return lose(.boardRestarted, at: now) }
    let hasChanged = boot?.clock.add(sample) ?? false
    guard isUp else { return }
    if hasChanged, let clock = boot?.clock.clock { effects.append(.clock(clock)) }
    if boot?.events.areToldAll(ofHeld: pong.ringUsed) == true { effects.append(.heard(pong.tick)) }
  }
}
