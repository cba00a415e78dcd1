import BoothProtocol

/// Calls that a board has and this daemon knows nothing of.
extension Exchange {
  func isAdoptable(_ call: CallID, of uid: BoardUID) -> Bool {
    call.wasDialledByBoard || wasLost(call, of: uid)
  }

  /// Whether a daemon gave the board this number and this one's ledger does not know it: what this
  /// one gave to another board is another call. An emergency call is begun before it is on disk; any
  /// other was written, into a ledger in whose place a copy of before was put since.
  func wasLost(_ call: CallID, of uid: BoardUID) -> Bool {
    let number = call.unmarked
    let given = boardIndex(uid).flatMap { boards[$0].firstGivenCallID }
    return number > lastWrittenCallID && given.map { number < $0 } ?? true
      && number.rawValue <= lastCallID.rawValue + Self.unwrittenCallsLimit
      && isFirstTold(call, of: uid)
  }

  /// No call is adopted twice, whatever its board tells of it again.
  func isFirstTold(_ call: CallID, of uid: BoardUID) -> Bool {
    guard let index = boardIndex(uid) else { return true }
    let adopted = boards[index].adoptedCalls
    return !adopted.contains(call) && adopted.count < Self.unwrittenCallsLimit
  }

  /// The number of a call that nobody here knows may have been given by a daemon that did not live
  /// to write it down: it is not given again. One far ahead is another shop's.
  mutating func passOver(_ call: CallID) {
    guard !call.wasDialledByBoard,
      call.unmarked.rawValue <= lastCallID.rawValue + Self.unwrittenCallsLimit
    else { return }
    lastCallID = max(lastCallID, call.unmarked)
  }

  /// Calls that daemons can have begun since what is written down here.
  private static let unwrittenCallsLimit: UInt32 = 1024

  /// What the daemon had in mind for the line is over: the board has served the caller.
  mutating func adoptBoardCall(
    _ index: Int, _ board: Board, wireID: CallID, digits: String, from tick: BoardTick?, at now: Now
  ) {
    if let call = booths[index].call {
      end(index, call.isSeized ? .boardRestarted : .notConnected, tick: nil, at: now)
    }
    booths[index].hasBoardCall = false
    adoptCall(index, board, wireID: wireID, digits: digits, from: tick, at: now)
  }

  /// The call is written down like any other. An emergency call goes on: one that the board dialled
  /// while nobody was there, or one whose authorisation was lost with the daemon before; then its
  /// number is not known any more. Of any other nobody knows who is to pay what: it is cut, free, and
  /// flagged. `tick`: when it was begun, or the first that is known of it; nil: nothing is.
  mutating func adoptCall(
    _ index: Int, _ board: Board, wireID: CallID, digits: String, from tick: BoardTick?, at now: Now
  ) {
    passOver(wireID)
    if !wireID.wasDialledByBoard {
      withBoard(board.uid) { $0.adoptedCalls.insert(wireID) }
    }
    var authorisation = authorisation(
      index, board, nextCallID(), wireCall: wireID, number: DialledNumber(emergency: digits),
      at: now)
    authorisation.isCharged = !isEmergency(wireID, index)
    if let tick { authorisation.at = wall(tick, board, now) }
    submit([.callAuthorised(authorisation)])
    var call = LiveCall(
      authorisation: authorisation, phase: .connecting(deadline: nil), grant: .unlimited)
    call.mayBeOlderThanLog = !board.isCaughtUp
    if authorisation.isLost { call.cut = .unauthorised }
    booths[index].stage = .inCall(call)
    if authorisation.isLost, board.isCaughtUp { sendCut(index) }
    show(index, at: now)
  }

  /// Without a lease it is one, whoever gave it its number.
  private func isEmergency(_ call: CallID, _ index: Int) -> Bool {
    if call.wasDialledByBoard || call.isMarked { return true }
    return booths[index].reported.map { $0.call == call && $0.leaseMilliseconds == 0 } ?? false
  }
}
