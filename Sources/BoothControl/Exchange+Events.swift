import BoothProtocol
import Rating

/// What the boards report.
extension Exchange {
  mutating func take(_ event: BoardEvent, from uid: BoardUID, at now: Now) {
    guard let board = boardIndex(uid), boards[board].isConnected else { return }
    boards[board].lastHeard = max(boards[board].lastHeard, event.tick)
    guard event.number > boards[board].lastEvent else {
      // Taken before: only the acknowledgement was lost.
      boards[board].acknowledgements.received(event.number, batch: nil)
      return
    }
    boards[board].lastEvent = event.number
    let before = outbox.lastBatch
    dispatch(event, board, at: now)
    let batch = outbox.lastBatch > before && event.kind.bearsOnMoney ? outbox.lastBatch : nil
    boards[board].acknowledgements.received(event.number, batch: batch)
  }

  private mutating func dispatch(_ event: BoardEvent, _ board: Int, at now: Now) {
    let uid = boards[board].uid
    switch event.kind {
    case .boot(let cause):
      if event.number > 1 || cause != .powerOn {
        effects.append(.report(.boardRestarted(uid, cause)))
      }
    case .power(let state, let millivolts):
      effects.append(.report(.power(uid, state, millivolts: millivolts)))
    case .gap(let lost, _):
      // The end of a call may be among what was lost. A new handshake tells which calls are left, and the log up to it how the others ended; where it does
      // not tell, the call is billed to the last tick heard, and flagged.
      effects.append(.report(.eventsLost(uid, count: lost)))
      effects.append(.renewSession(uid))
    case .unknown(let type): effects.append(.report(.unknownEvent(uid, type: type)))
    case .offHook, .onHook, .digit, .flash, .seized, .answered, .metering, .released,
      .connectFailed, .lineFault:
      guard let line = event.kind.line, let index = boothIndex(uid, line: line) else {
        return effects.append(.report(.unknownLine(uid, line: event.kind.line ?? -1)))
      }
      take(event, boards[board], booth: index, at: now)
    }
  }

  private mutating func take(_ event: BoardEvent, _ board: Board, booth index: Int, at now: Now) {
    switch event.kind {
    case .offHook: offHook(index, at: now)
    case .onHook: onHook(index, at: now)
    case .digit(_, let digit, _): self.digit(digit, index, at: now)
    case .seized(_, let call, _, let digits):
      seized(index, event, board, call: call, digits: digits, at: now)
    case .answered(_, let call, let signal):
      answered(index, event, board, call: call, signal: signal, at: now)
    case .released(_, let call, let cause, _):
      released(index, event, board, call: call, cause: cause, at: now)
    case .connectFailed(_, let call, let reason):
      connectFailed(index, event, board, call: call, reason: reason, at: now)
    case .lineFault(_, let fault):
      booths[index].fault = fault == .cleared ? nil : fault
      hasChanged = true
    case .flash:
      // Neither a hang-up nor a new call (F14): a flash would fetch a second dial tone from some trunks.
      break
    case .metering:
      // The pulses come again, counted, with the release; no price here follows from them.
      break
    case .boot, .power, .gap, .unknown: break
    }
  }

  // MARK: The hook

  private mutating func offHook(_ index: Int, at now: Now) {
    booths[index].isOffHook = true
    // A call that was taken over is older than this event or still alive: either way its own events decide.
    guard booths[index].call == nil, !booths[index].hasBoardCall else { return }
    beginCollecting(index, at: now)
  }

  private mutating func onHook(_ index: Int, at now: Now) {
    booths[index].isOffHook = false
    if var call = booths[index].call {
      call.callerIsGone = true
      booths[index].call = call
      switch call.phase {
      case .authorising: end(index, .notConnected, tick: nil, at: now)
      case .connecting:
        // Perhaps CONNECT is still on its way: it must not find another caller on the line.
        return sendCut(index)
      case .ringing, .talking:
        // The board ends each call it took with an event of its own; that brings the tick.
        return
      }
    }
    booths[index].stage = .onHook
    show(index, at: now)
  }

  // MARK: The call

  private mutating func seized(
    _ index: Int, _ event: BoardEvent, _ board: Board, call wireID: CallID, digits: String,
    at now: Now
  ) {
    if wireID.wasDialledByBoard, booths[index].call?.wireID != wireID {
      // What the daemon had in mind for the line is over: the board has served the caller.
      if booths[index].call != nil { end(index, .notConnected, tick: nil, at: now) }
      booths[index].hasBoardCall = false
      adoptBoardCall(index, board, wireID: wireID, digits: digits, at: now)
    }
    guard var call = booths[index].call, call.wireID == wireID else {
      return effects.append(.report(.unknownCall(board.uid, wireID)))
    }
    guard !call.isSeized else { return }
    // Emergency services are often reached through trunks that signal no answer.
    call.phase = .ringing(
      deadline: call.authorisation.isEmergency
        ? nil : now.moment.advanced(byMilliseconds: Self.ringMilliseconds))
    call.isMissingAtBoard = call.isMissingAtBoard && call.isRestored
    call.lastHeard = event.tick
    booths[index].call = call
    submit([
      .boardEvent(record(event, board)),
      .callSeized(call.id, tick: event.tick, at: wall(event.tick, board, now)),
    ])
    show(index, at: now)
  }

  private mutating func answered(
    _ index: Int, _ event: BoardEvent, _ board: Board, call wireID: CallID, signal: AnswerSignal,
    at now: Now
  ) {
    guard var call = booths[index].call, call.wireID == wireID, call.conversation == nil else {
      return
    }
    call.lastHeard = event.tick
    booths[index].call = call
    let answeredAt = wall(event.tick, board, now)
    let limit = call.grant.wireLimit
    beginConversation(
      index, tick: event.tick, answeredAt: answeredAt, signal: signal, at: now)
    // In a dearer band than at the authorisation the money ends sooner.
    if booths[index].call?.grant.wireLimit != limit { renewLeases(board, at: now) }
    submit([
      .boardEvent(record(event, board)),
      .callAnswered(call.id, tick: event.tick, at: answeredAt, signal: signal),
    ])
    if nextCheckpoint == nil {
      nextCheckpoint = now.moment.advanced(byMilliseconds: Self.checkpointMilliseconds)
    }
    show(index, at: now)
  }

  private mutating func released(
    _ index: Int, _ event: BoardEvent, _ board: Board, call wireID: CallID, cause: ReleaseCause,
    at now: Now
  ) {
    guard let call = booths[index].call, call.wireID == wireID else { return }
    end(
      index, EndCause(cause, ownerCut: call.ownerCut), tick: event.tick,
      with: [.boardEvent(record(event, board))], at: now)
  }

  private mutating func connectFailed(
    _ index: Int, _ event: BoardEvent, _ board: Board, call wireID: CallID,
    reason: ConnectFailure, at now: Now
  ) {
    guard let call = booths[index].call, call.wireID == wireID else { return }
    end(
      index, .notConnected, tick: nil, with: [.boardEvent(record(event, board))], at: now)
    guard !call.callerIsGone, reason != .callerHungUp else { return }
    refuse(index, reason == .noTrunkFree ? .trunkBusy : .boardFault, tone: .congestion, at: now)
  }

  private func record(_ event: BoardEvent, _ board: Board) -> BoardEventRecord {
    BoardEventRecord(board: board.uid, bootID: board.identity.bootID, event: event)
  }

  /// What the wall clock showed at a tick of the board.
  func wall(_ tick: BoardTick, _ board: Board, _ now: Now) -> WallTime {
    now.wall(at: min(board.clock.moment(of: tick), now.moment))
  }

  /// The answer to a command. Only a refused CONNECT changes anything; its call ends here, since no event will tell of it.
  mutating func answer(
    to command: Command, from uid: BoardUID, _ response: Response, at now: Now
  ) {
    if case .display(let line, _, _, _, _) = command, let index = boothIndex(uid, line: line) {
      return booths[index].display.answered(command, response.result)
    }
    guard response.result != .done else { return }
    effects.append(.report(.commandRefused(uid, command, response.result)))
    guard case .connect(let line, let wireID, _, _) = command,
      let index = boothIndex(uid, line: line), let call = booths[index].call,
      call.wireID == wireID, case .connecting = call.phase
    else { return }
    end(index, .notConnected, tick: nil, at: now)
    if !call.callerIsGone {
      refuse(
        index, response.result == .eventRingFull ? .trunkBusy : .boardFault, tone: .congestion,
        at: now)
    }
  }
}

extension BoardEvent.Kind {
  /// nil: the event concerns the whole board.
  var line: Int? {
    switch self {
    case .offHook(let line), .onHook(let line), .digit(let line, _, _), .flash(let line),
      .seized(let line, _, _, _), .answered(let line, _, _), .metering(let line, _, _),
      .released(let line, _, _, _), .connectFailed(let line, _, _), .lineFault(let line, _):
      line
    case .power, .boot, .gap, .unknown: nil
    }
  }

  /// Such an event is acknowledged only once it is on disk (law 2). The others cost a redial at most.
  var bearsOnMoney: Bool {
    switch self {
    case .seized, .answered, .released, .connectFailed: true
    case .offHook, .onHook, .digit, .flash, .metering, .lineFault, .power, .boot, .gap, .unknown:
      false
    }
  }
}

extension EndCause {
  init(_ cause: ReleaseCause, ownerCut: Bool) {
    self =
      switch cause {
      case .callerHungUp: .callerHungUp
      case .farEndHungUp: .farEndHungUp
      case .leaseExpired: .leaseExpired
      case .talkLimit: .moneyEnded
      case .cutByHost: ownerCut ? .cutByOwner : .moneyEnded
      case .lineFault: .lineFault
      case .trunkFault: .trunkFault
      case .power: .power
      }
  }
}
