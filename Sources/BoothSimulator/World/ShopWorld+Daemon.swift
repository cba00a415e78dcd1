import BoothControl
import BoothProtocol

/// The daemon's shell: inputs in, effects performed in their order, one after the other, until it
/// dies between two of them.
extension ShopWorld {
  func startDaemon() {
    let fresh = WorldDaemon(configuration, book, ledger.restored, at: clock)
    daemon = fresh
    coreInputs += 1
    note("the daemon starts")
    work(.exchange(.timer))
    meetPort()
  }

  /// As `kill -9` does it.
  func killDaemon() {
    guard daemon != nil else { return }
    daemon = nil
    portIsOpen = false
    let written = ledger.kill(at: now)
    oracle.daemonDied()
    technician.daemonDied()
    note("the daemon is killed; \(written) more batches were written")
  }

  /// As a stop by the owner does it.
  func stopDaemon() {
    guard daemon != nil else { return }
    work(.exchange(.stopping))
    guard daemon != nil else { return }
    daemon = nil
    portIsOpen = false
    ledger.close(at: now)
    oracle.daemonDied()
    technician.daemonDied()
    note("the daemon has stopped")
  }

  /// Handles an item and all that it brings about, or puts it behind what is being handled.
  func work(_ item: WorldDaemon.Work) {
    guard let daemon else { return }
    guard !daemon.isWorking else { return daemon.inbox.append(item) }
    daemon.isWorking = true
    handle(item, daemon)
    var next = 0
    while self.daemon != nil, next < daemon.inbox.count {
      handle(daemon.inbox[next], daemon)
      next += 1
    }
    if next > 0 { daemon.inbox.removeAll(keepingCapacity: true) }
    daemon.isWorking = false
    if self.daemon != nil, daemon.needsGreeting {
      daemon.needsGreeting = false
      greetSilentLink()
    }
  }

  private func handle(_ item: WorldDaemon.Work, _ daemon: WorldDaemon) {
    switch item {
    case .exchange(let input):
      coreInputs += 1
      daemon.isToBeLookedAt = true
      for effect in daemon.exchange.handle(input, at: clock) {
        guard isStillAlive(daemon) else { return }
        perform(effect)
      }
    case .technician(let input):
      for effect in daemon.desk.handle(input, at: clock.moment) {
        guard isStillAlive(daemon) else { return }
        perform(effect)
      }
    case .link(let input):
      for effect in daemon.link?.handle(input, at: clock.moment) ?? [] {
        guard isStillAlive(daemon) else { return }
        perform(effect)
      }
    }
  }

  /// Counts an effect that is about to be performed.
  private func isStillAlive(_ daemon: WorldDaemon) -> Bool {
    if now < options.stormMilliseconds {
      if let death = options.death, death.effect == stormEffects { begin(death.trouble) }
      stormEffects += 1
    }
    if let left = daemon.effectsLeft {
      if left == 0 { killDaemon() } else { daemon.effectsLeft = left - 1 }
    }
    return self.daemon != nil
  }

  private func perform(_ effect: Exchange.Effect) {
    switch effect {
    case .command(_, let command):
      if case .display = command {} else { happened(.ordered(command)) }
      toBoard(.send(command))
    case .acknowledge(_, let event):
      happened(.acknowledged(event))
      toBoard(.acknowledge(upTo: event))
    case .renewSession: renewSession()
    case .commit(let batch):
      happened(.submitted(batch))
      daemon?.diskPatience.submitted(batch.number, at: clock.moment)
      ledger.submit(batch, at: now)
    case .changed: break
    case .answer(let request, let result): answered(request, result)
    case .report(let anomaly):
      happened(.report(anomaly))
      switch anomaly {
      case .unknownBoard, .bootIDRepeated, .tooManyBoards:
        if let uid = daemon?.board { daemon?.inbox.append(.technician(.boardLost(uid))) }
        daemon?.board = nil
        daemon?.inbox.append(.link(.closed))
      default: break
      }
    }
  }

  func toBoard(_ input: HostLink.Input) {
    if daemon?.board != nil { daemon?.inbox.append(.link(input)) }
  }

  private func perform(_ effect: HostLink.Effect) {
    switch effect {
    case .write(let bytes): write(bytes)
    case .connected(let identity, let lines):
      daemon?.board = identity.uid
      daemon?.bootID = identity.bootID
      note("session up, log from #\(identity.oldestEvent) to before #\(identity.nextEvent)")
      daemon?.inbox.append(.exchange(.boardConnected(identity, lines)))
    case .disconnected(let loss):
      note("session over: \(PlainWords.text(loss))")
      guard let uid = daemon?.board else { return }
      daemon?.inbox.append(.exchange(.boardLost(uid)))
      daemon?.inbox.append(.technician(.boardLost(uid)))
      daemon?.board = nil
      daemon?.needsGreeting = true
    case .event(let event):
      happened(.told(event))
      oracle.wasTold(event, ofBoot: daemon?.bootID ?? 0)
      toExchange { .boardEvent($0, event) }
    case .caughtUp:
      note("caught up")
      toExchange { .boardCaughtUp($0) }
    case .clock(let clock): toExchange { .boardClock($0, clock) }
    case .heard(let tick):
      oracle.heard(tick, ofBoot: daemon?.bootID ?? 0)
      toExchange { .boardHeard($0, tick) }
    case .answered(let command, let response):
      if response.result != .done { happened(.answered(command, response)) }
      toExchange { .boardAnswered($0, command, response) }
    case .asked(let number):
      daemon?.inbox.append(.technician(.sent(number: number, microseconds: now * 1000)))
    case .told(let number, let response):
      daemon?.inbox.append(
        .technician(.told(number: number, response, microseconds: now * 1000)))
    case .withdrawn(let number):
      daemon?.inbox.append(.technician(.withdrawn(number: number)))
    }
  }

  private func toExchange(_ input: (BoardUID) -> Exchange.Input) {
    guard let uid = daemon?.board else { return }
    daemon?.inbox.append(.exchange(input(uid)))
  }
}
