import BoothProtocol
import Rating

/// What the boards report.
extension Exchange {
  mutating func take(_ event: BoardEvent, from uid: BoardUID, at now: Now) {
    guard let board = boardIndex(uid), boards[board].isConnected else { return }
    hear(event.tick, from: board, at: now)
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
      // The end of a call may be among what was lost. A new handshake tells which calls are left,
      // and the log up to it how the others ended; where it does not tell, the call is billed to
      // the last tick heard, and flagged.
      effects.append(.report(.eventsLost(uid, count: lost)))
      loseEvents(boards[board], at: now)
      effects.append(.renewSession(uid))
    case .unknown(let type): effects.append(.report(.unknownEvent(uid, type: type)))
    case .offHook, .onHook, .digit, .flash, .seized, .answered, .metering, .released,
      .connectFailed, .lineFault, .loopOpen:
      // Every line of the board has a booth, and HostLink tells of no other line.
      guard let line = event.kind.line, let index = boothIndex(uid, line: line) else { return }
      take(event, boards[board], booth: index, at: now)
    }
  }

  private mutating func take(_ event: BoardEvent, _ board: Board, booth index: Int, at now: Now) {
    switch event.kind {
    case .offHook: offHook(index, board, at: now)
    case .onHook: onHook(index, board, at: now)
    case .digit(_, let digit, _): self.digit(digit, dialledAt: event.tick, index, at: now)
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
    case .flash: flash(index, board, at: now)
    case .loopOpen: pause(index, at: event.tick, board, now)
    case .metering:
      // The pulses come again, counted, with the release; no price here follows from them.
      break
    case .boot, .power, .gap, .unknown: break
    }
  }

  /// Some of what a board saw is gone: calls of that time are for the owner to look at, and a
  /// number that is being dialled may lack a digit.
  private mutating func loseEvents(_ board: Board, at now: Now) {
    for index in booths.indices where isServed(index, by: board.uid) {
      booths[index].call?.hasLostEvents = true
      if case .collecting = booths[index].stage {
        refuse(index, .interrupted, at: now)
      }
    }
  }

  private mutating func seized(
    _ index: Int, _ event: BoardEvent, _ board: Board, call wireID: CallID, digits: String,
    at now: Now
  ) {
    if booths[index].call?.wireID != wireID, isAdoptable(wireID, of: board.uid) {
      adoptBoardCall(index, board, wireID: wireID, digits: digits, from: event.tick, at: now)
    }
    guard var call = booths[index].call, call.wireID == wireID else {
      return keepUnknown(event, board, wireID)
    }
    guard !call.isSeized else { return }
    // Emergency services are often reached through trunks that signal no answer.
    call.phase = .ringing(
      deadline: call.authorisation.isEmergency
        ? nil : now.moment.advanced(byMilliseconds: Self.ringMilliseconds))
    call.isMissingAtBoard = call.isMissingAtBoard && call.isRestored
    call.seizedTick = event.tick
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
    if booths[index].call?.wireID != wireID, isAdoptable(wireID, of: board.uid) {
      adoptUntold(index, board, wireID: wireID, from: event.tick, at: now)
    }
    guard var call = booths[index].call, call.wireID == wireID else {
      return keepUnknown(event, board, wireID)
    }
    guard call.conversation == nil else { return }
    let tick = plausible(event.tick, notBefore: call.seizedTick, &call, board, at: now)
    call.lastHeard = tick
    booths[index].call = call
    answer(
      index, board, tick: tick, signal: signal, with: [.boardEvent(record(event, board))], at: now)
  }

  /// The call of a booth was answered; `entries` are what tells so.
  mutating func answer(
    _ index: Int, _ board: Board, tick: BoardTick, signal: AnswerSignal,
    with entries: [LedgerEntry] = [], at now: Now
  ) {
    guard let call = booths[index].call else { return }
    let answeredAt = wall(tick, board, now)
    let limit = call.grant.wireLimit
    let clock = calendar.civilTime(at: answeredAt)
    beginConversation(
      index, tick: tick, answeredAt: answeredAt, clock: clock, signal: signal, at: now)
    // In a dearer band than at the authorisation the money ends sooner.
    if booths[index].call?.grant.wireLimit != limit { renewLeases(board, at: now) }
    submit(
      entries + [
        .callAnswered(
          call.id, tick: tick, at: answeredAt,
          clock: call.authorisation.price?.dependsOnClock == true ? clock : nil, signal: signal)
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
    learnUntold(index, endOf: wireID, event.tick, board, at: now)
    guard var call = booths[index].call, call.wireID == wireID else {
      booths[index].hasBoardCall = false
      return keepUnknown(event, board, wireID)
    }
    let tick = plausible(
      event.tick, notBefore: call.conversation?.answeredTick, &call, board, at: now)
    booths[index].call = call
    var endCause = EndCause(cause, cut: call.cut)
    if endCause == .moneyEnded, endsByCredit(index) { endCause = .creditEnded }
    end(
      index, endCause, tick: tick,
      with: [.boardEvent(record(event, board))], at: now)
  }

  private mutating func connectFailed(
    _ index: Int, _ event: BoardEvent, _ board: Board, call wireID: CallID,
    reason: ConnectFailure, at now: Now
  ) {
    if isAdoptable(wireID, of: board.uid) { booths[index].hasBoardCall = false }
    guard let call = booths[index].call, call.wireID == wireID else { return }
    end(
      index, .notConnected, tick: nil, with: [.boardEvent(record(event, board))], at: now)
    guard !call.callerIsGone, reason != .callerHungUp else { return }
    refuse(index, reason == .noTrunkFree ? .trunkBusy : .boardFault, at: now)
  }

  /// A tick that bears on money, as far as it can be: not of the future, nor before the tick it is
  /// counted from. One that cannot be flags the call. The end of a call that was not answered may
  /// lie before its seizing: a loop is open for a while before that is a hang-up.
  private func plausible(
    _ tick: BoardTick, notBefore start: BoardTick?, _ call: inout LiveCall, _ board: Board,
    at now: Now
  ) -> BoardTick {
    let latest = latestTick(of: board, at: now)
    let earliest = start ?? tick
    guard tick > latest || tick < earliest else { return tick }
    call.hasOddTicks = true
    return max(earliest, min(tick, latest))
  }

  /// Where a board's clock cannot be beyond.
  func latestTick(of board: Board, at now: Now) -> BoardTick {
    board.clock.tick(at: now.moment).advanced(byMilliseconds: Self.tickToleranceMilliseconds)
  }

  /// The clock of a board is known better than this, however late the line is.
  static let tickToleranceMilliseconds: Int64 = 5_000

  /// The board was alive at this tick. One that lies in the future is a mistake of the board's, and
  /// what is counted by it must not become money.
  mutating func hear(_ tick: BoardTick, from board: Int, at now: Now) {
    let latest = latestTick(of: boards[board], at: now)
    boards[board].lastHeard = max(boards[board].lastHeard, min(tick, latest))
  }

  /// What a board tells of a call that nobody here knows is not thrown away: it may be the true end
  /// of one that was given up.
  private mutating func keepUnknown(_ event: BoardEvent, _ board: Board, _ call: CallID) {
    effects.append(.report(.unknownCall(board.uid, call)))
    passOver(call)
    // Nobody pays for it, and whoever is on the line did not dial it.
    if case .seized(let line, _, _, _) = event.kind, board.isCaughtUp, !call.wasDialledByBoard,
      !call.isMarked
    {
      effects.append(.command(board.uid, .cut(line: line, call: call, toneAfter: .congestion)))
    }
    // A number that nobody here has ever given is another shop's, or nonsense: not worth the disk.
    guard call.wasDialledByBoard || call.unmarked <= lastCallID else { return }
    submit([.boardEvent(record(event, board))])
  }

  private func record(_ event: BoardEvent, _ board: Board) -> BoardEventRecord {
    BoardEventRecord(board: board.uid, bootID: board.identity.bootID, event: event)
  }

  /// What the wall clock showed at a tick of the board.
  func wall(_ tick: BoardTick, _ board: Board, _ now: Now) -> WallTime {
    now.wall(at: min(board.clock.moment(of: tick), now.moment))
  }

  /// The answer to a command. A refused CONNECT changes most: its call ends here, since no event
  /// will tell of it.
  mutating func answer(
    to command: Command, from uid: BoardUID, _ response: Response, at now: Now
  ) {
    if case .display(let line, _, _, _, _) = command, let index = boothIndex(uid, line: line) {
      return booths[index].display.answered(command, response.result)
    }
    guard response.result != .done else {
      if case .lease(let renewals) = command { knowGrants(renewals, of: uid, at: now) }
      return
    }
    if response.result != .overtaken {
      effects.append(.report(.commandRefused(uid, command, response.result)))
    }
    guard case .connect(let line, let wireID, _, _, _) = command,
      let index = boothIndex(uid, line: line), let call = booths[index].call,
      call.wireID == wireID, case .connecting = call.phase
    else { return }
    end(index, .notConnected, tick: nil, at: now)
    guard !call.callerIsGone else { return }
    switch response.result {
    // The board had a call of this number on the line before, of a daemon whose ledger was better than
    // this one's; the next number is another.
    case .wrongState where call.authorisation.isEmergency && !call.isRepeated:
      guard let board = board(serving: index) else { return }
      authoriseEmergency(index, board, number: call.authorisation.number, at: now)
      booths[index].call?.isRepeated = true
    // What it was overtaken by may be among what was lost: what he has dialled since is half a number.
    case .overtaken where call.hasLostEvents: refuse(index, .interrupted, at: now)
    // A flash that is known begins anew; what is not known yet, a flash or a hang-up, is on its way.
    case .overtaken: beginCollecting(index, withTone: call.hasFlashed, at: now)
    case .eventRingFull: refuse(index, .trunkBusy, at: now)
    default: refuse(index, .boardFault, at: now)
    }
  }
}

extension Exchange {
  /// The board has what this daemon granted. A call that has talked longer did so by the grant of one
  /// before it.
  private mutating func knowGrants(
    _ renewals: [LeaseRenewal], of uid: BoardUID, at now: Now
  ) {
    var isAnyNew = false
    // Others may have got less than there is, as long as it was not known.
    defer { if isAnyNew { renewFinalGrants(at: now) } }
    for renewal in renewals {
      guard let index = boothIndex(uid, line: renewal.line),
        let call = booths[index].call, call.wireID == renewal.call
      else { continue }
      if let conversation = call.conversation, let talk = call.grant.talk,
        let board = board(serving: index), talked(conversation, board, at: now) > talk
      {
        continue
      }
      isAnyNew = isAnyNew || call.hasUnknownGrant
      booths[index].call?.hasUnknownGrant = false
    }
  }
}

extension BoardEvent.Kind {
  /// Such an event is acknowledged only once it is on disk (law 2). The others cost a redial at
  /// most.
  var bearsOnMoney: Bool {
    switch self {
    case .seized, .answered, .released, .connectFailed: true
    case .offHook, .onHook, .digit, .flash, .metering, .lineFault, .power, .boot, .gap, .loopOpen,
      .unknown:
      false
    }
  }
}

extension EndCause {
  /// `cut`: why this daemon has ordered the end, if it has. A board ends a call by itself to give
  /// its trunk to an emergency call, and says the same.
  init(_ cause: ReleaseCause, cut: LiveCall.CutReason?) {
    self =
      switch cause {
      case .callerHungUp: .callerHungUp
      case .farEndHungUp: .farEndHungUp
      case .leaseExpired:
        // Without a new lease the order to cut comes about all the same.
        switch cut {
        case .owner: .cutByOwner
        case .noAnswer: .notAnswered
        case .callerGone, .unauthorised, nil: .leaseExpired
        }
      case .talkLimit: .moneyEnded
      case .cutByHost:
        switch cut {
        case .owner: .cutByOwner
        case .noAnswer: .notAnswered
        case .callerGone: .callerHungUp
        case .unauthorised: .cutUnauthorised
        case nil: .displaced
        }
      case .lineFault: .lineFault
      case .trunkFault: .trunkFault
      case .power: .power
      }
  }
}
