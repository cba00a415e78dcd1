import BoothProtocol

/// Emergency calls of which the board's log does not tell: a full one keeps nobody from help, and
/// has no place for some of their events.
extension Exchange {
  /// The log has been read to where it stood when the board told its lines. A call that a line had
  /// then, and that the log has told neither the seizing nor the end of, is one that the board
  /// dialled by itself; it is adopted from what the line said, and flagged. So is the answer of one
  /// that was answered by then.
  mutating func learnUntold(_ index: Int, _ board: Board, at now: Now) {
    guard let report = booths[index].reported else { return }
    booths[index].reported = nil
    guard let wireID = report.call, report.state == .connected || report.state == .talking else {
      return
    }
    if booths[index].hasBoardCall {
      adoptUntold(index, board, wireID: wireID, from: report.answeredTick, at: now)
    }
    guard var call = booths[index].call, call.wireID == wireID, call.authorisation.isEmergency,
      call.conversation == nil
    else { return }
    if !call.isSeized {
      call.phase = .ringing(deadline: nil)
      call.hasLostEvents = true
      booths[index].call = call
    }
    guard let told = report.answeredTick else { return show(index, at: now) }
    let tick = min(told, board.identity.tick)
    booths[index].call?.hasLostEvents = true
    booths[index].call?.lastHeard = board.identity.tick
    // How it was signalled is not known.
    answer(index, board, tick: tick, signal: .setDelay, at: now)
  }

  /// The board has a call of its own, and its log had no place for the seizing: its number is not
  /// known.
  mutating func adoptUntold(
    _ index: Int, _ board: Board, wireID: CallID, from tick: BoardTick?, at now: Now
  ) {
    adoptBoardCall(index, board, wireID: wireID, digits: "", from: tick, at: now)
    booths[index].call?.hasLostEvents = true
  }

  /// What the daemon had in mind for the line is over: the board has served the caller.
  mutating func adoptBoardCall(
    _ index: Int, _ board: Board, wireID: CallID, digits: String, from tick: BoardTick?, at now: Now
  ) {
    if let call = booths[index].call {
      end(index, call.isSeized ? .boardRestarted : .notConnected, tick: nil, at: now)
    }
    booths[index].hasBoardCall = false
    adoptEmergencyCall(index, board, wireID: wireID, digits: digits, from: tick, at: now)
  }
}
