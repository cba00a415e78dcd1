/// What goes wrong.
extension ShopWorld {
  static func cable(_ options: WorldOptions) -> Misbehaviour {
    var cable = Misbehaviour()
    cable.baud = options.baud
    cable.latencyMilliseconds = options.latencyMilliseconds
    cable.readSize = options.readSize
    cable.clockPartsPerMillion = options.clockPartsPerMillion
    return cable
  }

  /// What is to go wrong now does, and what has had its time is over.
  func beginTroubles() {
    if daemon == nil, restartAt == nil { restart(after: killedPause) }
    if let restartAt, restartAt <= now {
      self.restartAt = nil
      startDaemon()
    }
    while let planned = troubles.first, planned.time <= now {
      troubles.removeFirst()
      begin(planned.trouble)
    }
    setCable()
  }

  func begin(_ trouble: WorldTrouble) {
    happened(.trouble(trouble))
    troubledBefore = troubledUntil
    troubledUntil = max(troubledUntil, now + trouble.duration)
    tally.troubles += 1
    switch trouble {
    case .stall(let time): shop.begin(.stall(milliseconds: time))
    case .unplug(let time): shop.begin(.unplug(milliseconds: time))
    case .silence(let time): shop.begin(.silence(milliseconds: time))
    case .reset(let cause):
      tally.resets += 1
      shop.begin(.reset(cause))
    case .kill(let effects, _):
      guard daemon != nil else { return }
      daemon?.effectsLeft = effects
      killedPause = trouble.duration
    case .stop(let pause):
      guard daemon != nil else { return }
      stopDaemon()
      restart(after: pause)
    case .slowDisk(let longest, let time): ledger.slow(upTo: longest, until: now + time)
    case .failingDisk(let time): ledger.fail(until: now + time)
    case .noise(let time): noiseUntil = max(noiseUntil, now + time)
    case .lostAcknowledgements(let permille, let time): lossUntil = (now + time, permille)
    case .wallStep(let step): wallStep += step
    case .boxPower(let pause, let clockBehind): cutBoxPower(for: pause, clockBehind: clockBehind)
    case .boardPower(let time): cutBoardPower(for: time)
    case .mains(let box, let board, let clockBehind):
      cutBoxPower(for: box, clockBehind: clockBehind)
      cutBoardPower(for: board)
    case .wrongSpeed(let time): garbledUntil = max(garbledUntil, now + time)
    case .provider(let trouble, let time):
      shop.begin(.provider(trouble, milliseconds: time))
    }
  }

  private func cutBoxPower(for pause: Int64, clockBehind: Int64) {
    wallStep -= clockBehind
    guard daemon != nil else { return }
    tally.powerCuts += 1
    killDaemon()
    restart(after: pause)
  }

  private func cutBoardPower(for time: Int64) {
    tally.powerCuts += 1
    shop.begin(.powerCut(milliseconds: time))
  }

  /// A session comes up only to break again: who waits for help has to wait for the end of this.
  var isTooNoisy: Bool {
    noiseUntil > now && options.noisePermille > WorldOptions.noiseLimitPermille
      || garbledUntil > now
  }

  /// The daemon is gone; someone, or the system, starts it again.
  func restart(after pause: Int64) {
    tally.restarts += 1
    restartAt = now + pause
    troubledUntil = max(troubledUntil, now + pause)
  }

  /// What may be wrong with the cable for a while.
  struct CableFaults: Equatable {
    let isNoisy: Bool
    let isGarbled: Bool
    /// Of acknowledgements.
    let lostPermille: Int
  }

  private func setCable() {
    let faults = CableFaults(
      isNoisy: noiseUntil > now, isGarbled: garbledUntil > now,
      lostPermille: lossUntil.time > now ? lossUntil.permille : 0)
    guard faults != presentFaults else { return }
    presentFaults = faults
    var cable = Self.cable(options)
    if faults.isNoisy {
      let permille = options.noisePermille
      cable.towardsHost = ByteFaults(
        dropPermille: permille, flipPermille: permille, duplicatePermille: permille,
        insertPermille: permille)
      cable.towardsBoard = cable.towardsHost
    }
    if faults.isGarbled {
      cable.towardsHost = ByteFaults(dropPermille: 400, flipPermille: 900)
      cable.towardsBoard = cable.towardsHost
    }
    cable.lostAcknowledgementPermille = faults.lostPermille
    shop.setWireFaults(cable)
  }

  /// Everything that is wrong, or was to go wrong, is put right.
  func heal() {
    troubles = []
    noiseUntil = now
    garbledUntil = now
    lossUntil = (now, 0)
    daemon?.effectsLeft = nil
    shop.heal()
    ledger.heal(at: now)
    setCable()
    troubledUntil = min(troubledUntil, now)
    if let restartAt { self.restartAt = min(restartAt, now) }
    note("everything is healed")
  }
}
