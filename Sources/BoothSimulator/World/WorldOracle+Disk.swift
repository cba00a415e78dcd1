import BoothControl
import BoothProtocol
import Rating

/// What must be on the disk, and the money that must be there, at every instant.
extension WorldOracle {
  /// The host was told an event: the board must not forget it before it is written.
  func wasTold(_ event: BoardEvent, ofBoot bootID: UInt32) {
    gaps.take(event, ofBoot: bootID)
    switch event.kind {
    case .seized, .answered, .released:
      if !held.contains(where: { $0.bootID == bootID && $0.number == event.number }) {
        held.append((bootID, event.number))
      }
    default: break
    }
  }

  /// The host has heard that the board lives, and has been told all there was to tell: it knows that
  /// whoever talks has talked up to here.
  func heard(_ tick: BoardTick, ofBoot bootID: UInt32) {
    guard board.eventsHeld == 0 else { return }
    for line in lines.indices {
      guard let call = lines[line].call, call.bootID == bootID, call.answered != nil else {
        continue
      }
      lines[line].call?.knownTick = UInt32(truncatingIfNeeded: tick.milliseconds)
    }
  }

  /// A daemon has died: of each call only that is known which is on the disk.
  func forgetWhatIsNotWritten(_ world: ShopWorld) {
    func written(_ call: WorldCall) -> UInt32? {
      guard !call.isEmergency, call.knownTick != nil else { return nil }
      return world.ledger.books.records[call.id]?.heardTick.map {
        UInt32(truncatingIfNeeded: $0.milliseconds)
      }
    }
    for line in lines.indices {
      let known = lines[line].call.flatMap(written)
      lines[line].call?.knownTick = known
    }
    for index in calls.indices { calls[index].knownTick = written(calls[index]) }
  }

  func checkLedger(_ world: ShopWorld) {
    if let disagreement = world.ledger.real?.disagreement {
      world.violate(.ledgerAgrees, disagreement)
    }
  }

  /// What must hold at every instant.
  func checkEachStep(_ world: ShopWorld) {
    checkLedger(world)
    if !held.isEmpty { checkHeld(world) }
    if let daemon = world.daemon, daemon.isToBeLookedAt { checkFreeBalance(daemon, world) }
    if let balance = world.ledger.books.balance, balance < .zero {
      world.violate(.moneyAddsUp, "the balance is \(balance.micros)")
    }
  }

  private func checkHeld(_ world: ShopWorld) {
    let oldest = board.oldestEvent
    held.removeAll { event in
      guard event.bootID == board.bootID else { return true }
      guard event.number < oldest else { return false }
      if !world.ledger.books.hasEvent(event.number, ofBoot: event.bootID) {
        world.violate(
          .diskFirst, "event #\(event.number) is acknowledged and not on the disk")
      }
      return true
    }
  }

  /// It changes with what the core is told, and with nothing else.
  private func checkFreeBalance(_ daemon: WorldDaemon, _ world: ShopWorld) {
    daemon.isToBeLookedAt = false
    if let free = daemon.exchange.freeBalance, free < .zero {
      world.violate(.moneyAddsUp, "\(-free.micros) more than there is are held back")
    }
  }

  /// The owner has asked for something, which may come about even if nobody answers.
  func wasAsked(_ action: OwnerAction) {
    if case .collect(_, _, _, let key?) = action { keysAsked[key, default: 0] += 1 }
    switch action {
    case .enable(let booth):
      guard let line = line(of: booth) else { return }
      lines[line].isToBeDisabled = false
      lines[line].disabledSince = nil
    case .disable(let booth):
      if let line = line(of: booth) { lines[line].isToBeDisabled = true }
    case .cut, .chargeNextCall, .pay, .deposit, .collect, .review: break
    }
  }

  private func line(of booth: BoothNumber) -> Int? {
    world?.configuration.booths.first { $0.number == booth }?.line
  }

  /// The owner was told that something is done.
  func wasDone(_ action: OwnerAction) {
    guard let world else { return }
    let books = world.ledger.books
    if case .disable(let booth) = action, let line = line(of: booth) {
      if lines[line].isToBeDisabled, lines[line].disabledSince == nil {
        lines[line].disabledSince = world.now
      }
    }
    if case .cut(let booth) = action, let line = line(of: booth), let call = lines[line].call {
      lines[line].cut = (call.id, world.now)
    }
    if case .deposit(_, let amount, _) = action { wasDeposited(amount, action) }
    let isWritten =
      switch action {
      case .pay(_, let reference, _, _): books.references.contains(reference)
      case .disable(let booth), .enable(let booth), .chargeNextCall(let booth, _):
        books.booths[booth] != nil
      case .deposit(_, _, let key?), .collect(_, _, _, let key?): books.isDone(key)
      case .review(let review): books.records[review.call]?.verdict == review.verdict
      case .cut, .deposit, .collect: true
      }
    if !isWritten { world.violate(.diskFirst, "\(action) is «done» and not on the disk") }
  }
}
