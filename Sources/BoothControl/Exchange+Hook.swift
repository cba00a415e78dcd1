import BoothProtocol

/// What the handset of a booth says: lifted, put back, tapped, or not sure yet.
extension Exchange {
  mutating func offHook(_ index: Int, _ board: Board, at now: Now) {
    booths[index].isOffHook = true
    if let call = booths[index].call, call.isYoungerThanNews(of: board) { return }
    if booths[index].isUnassigned, let uid = booths[index].configuration.board {
      effects.append(.report(.unassignedLine(uid, line: booths[index].configuration.line)))
    }
    // A call that was taken over is older than this event or still alive: either way its own events
    // decide.
    if booths[index].call?.mayBeOlderThanLog == true, !board.isCaughtUp {
      booths[index].call?.callerIsGone = false
    }
    if let call = booths[index].call, call.isSeized { distrust(call, board) }
    guard booths[index].call == nil, !booths[index].hasBoardCall else { return }
    beginCollecting(index, at: now)
  }

  /// The end of a call is told before the hanging-up of its caller, and no handset is lifted twice:
  /// a board that says otherwise has dropped an event. What its lines say is then asked anew.
  mutating func distrust(_ call: LiveCall, _ board: Board) {
    guard board.isCaughtUp else { return }
    effects.append(.report(.hookContradictsCall(board.uid, call.id)))
    effects.append(.renewSession(board.uid))
  }

  mutating func onHook(_ index: Int, _ board: Board, at now: Now) {
    booths[index].isOffHook = false
    booths[index].hasBoardCall = false
    booths[index].wasRefusedByBoard = false
    if var call = booths[index].call {
      if call.isYoungerThanNews(of: board) { return }
      call.callerIsGone = true
      booths[index].call = call
      switch call.phase {
      // A board that has taken the call tells of its end before the hang-up; one that has not will
      // refuse it, for who is on the line by then is another (§ 6).
      case .authorising, .connecting: end(index, .notConnected, tick: nil, at: now)
      case .ringing, .talking:
        // The board ends each call it took with an event of its own; that brings the tick.
        return distrust(call, board)
      }
    }
    booths[index].stage = .onHook
    show(index, at: now)
  }

  /// In a call neither a hang-up nor a new call: from some trunks it would fetch a second dial
  /// tone. Before one it is what people do to begin anew.
  mutating func flash(_ index: Int, _ board: Board, at now: Now) {
    switch booths[index].stage {
    // A number that is decided and not yet connected is taken back too: the caller did not wait for
    // it, and what he dials now is another.
    case .collecting: beginCollecting(index, at: now)
    case .released(let refusal, _): booths[index].stage = .released(refusal)
    case .inCall(let call):
      switch call.phase {
      case .authorising:
        end(index, .notConnected, tick: nil, at: now)
        beginCollecting(index, at: now)
      // Before or after the board took the call; a digit that follows, or its answer, will tell.
      case .connecting:
        if !call.isYoungerThanNews(of: board) { booths[index].call?.hasFlashed = true }
      case .ringing, .talking: resumeShowing(index, at: now)
      }
    case .onHook: break
    }
  }

  /// The loop has opened in a call. If that is the caller hanging up, the board tells only once it
  /// cannot be a flash any more, and the call is billed to this tick: a total that ran on until
  /// then would fall.
  mutating func pause(
    _ index: Int, at tick: BoardTick, _ board: Board, _ now: Now
  ) {
    guard var call = booths[index].call, var conversation = call.conversation,
      tick >= conversation.answeredTick, tick <= latestTick(of: board, at: now)
    else { return }
    let patience = Int64(configuration.board.flashMaximumMilliseconds) + Self.pauseSlackMilliseconds
    conversation.pause = Conversation.Pause(
      tick: tick, end: board.clock.moment(of: tick.advanced(byMilliseconds: patience)))
    call.phase = .talking(conversation)
    booths[index].call = call
    show(index, at: now)
  }

  /// For the board's word to come over the line.
  private static let pauseSlackMilliseconds: Int64 = 500

  /// It was no hang-up.
  mutating func resumeShowing(_ index: Int, at now: Now) {
    guard var call = booths[index].call, var conversation = call.conversation,
      conversation.pause != nil
    else { return }
    conversation.pause = nil
    call.phase = .talking(conversation)
    booths[index].call = call
    show(index, at: now)
  }
}
