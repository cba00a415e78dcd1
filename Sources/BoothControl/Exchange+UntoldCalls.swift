import BoothProtocol

/// Calls of which the board's log does not tell. A full one keeps nobody from help, and has no place
/// for some events of an emergency call; and it does not tell again what it has told to a daemon in
/// the place of whose ledger a copy was put since.
extension Exchange {
  /// The log has been read to where it stood when the board told its lines. A call that a line had
  /// then, and that the log has told neither the seizing nor the end of, is adopted from what the line
  /// said; one that the board dialled by itself is flagged. So is the answer of one that was answered
  /// by then.
  mutating func learnUntold(_ index: Int, _ board: Board, at now: Now) {
    guard let report = booths[index].reported else { return }
    defer { booths[index].reported = nil }
    guard let wireID = report.call, report.state == .connected || report.state == .talking else {
      return
    }
    if booths[index].hasBoardCall {
      adoptUntold(index, board, wireID: wireID, from: report.answeredTick, at: now)
    }
    guard var call = booths[index].call, call.wireID == wireID, call.authorisation.price == nil,
      call.conversation == nil
    else { return }
    let wasToldBefore = call.authorisation.isAdopted && !call.isSeized
    if !call.isSeized {
      call.phase = .ringing(deadline: nil)
      call.hasLostEvents = call.hasLostEvents || !wasToldBefore
      booths[index].call = call
    }
    guard let told = report.answeredTick else { return show(index, at: now) }
    let tick = min(told, board.identity.tick)
    if !wasToldBefore { booths[index].call?.hasLostEvents = true }
    booths[index].call?.lastHeard = board.identity.tick
    // How it was signalled is not known.
    answer(index, board, tick: tick, signal: .setDelay, at: now)
  }

  /// The end of a call of a daemon before may be all that the log still has to tell of it: its lease
  /// is over sooner than a copy of the ledger is put back.
  mutating func learnUntold(
    _ index: Int, endOf wireID: CallID, _ tick: BoardTick, _ board: Board, at now: Now
  ) {
    guard !board.isCaughtUp, booths[index].call?.wireID != wireID else { return }
    if booths[index].reported?.call == wireID { learnUntold(index, board, at: now) }
    guard booths[index].call?.wireID != wireID, wasLost(wireID, of: board.uid) else { return }
    adoptUntold(index, board, wireID: wireID, from: tick, at: now)
  }

  /// The seizing is not told, and the number not known: the log had no place for that of a call of the
  /// board's own, and a daemon before has been told of the others.
  mutating func adoptUntold(
    _ index: Int, _ board: Board, wireID: CallID, from tick: BoardTick?, at now: Now
  ) {
    adoptBoardCall(index, board, wireID: wireID, digits: "", from: tick, at: now)
    booths[index].call?.hasLostEvents = wireID.wasDialledByBoard
  }
}
