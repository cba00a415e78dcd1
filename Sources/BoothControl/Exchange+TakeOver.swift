import BoothProtocol
import Rating

/// Going on with the lines of a board where they are: from what it says of them, and from its log.
extension Exchange {
  /// Brings a booth to where its line is. Within one boot of the board its log tells the rest;
  /// after another boot the log of the old one is gone.
  mutating func takeOver(
    _ index: Int, _ identity: BoardIdentity, report: LineReport?, isSameBoot: Bool,
    before: Board, at now: Now
  ) {
    booths[index].display.forget()
    booths[index].isMissingAtBoard = report == nil
    booths[index].reported = report
    booths[index].fault = report?.state == .fault ? booths[index].fault ?? .noLoopPower : nil
    // What the log is still to tell of the hook ends where the line is now.
    booths[index].isOffHook = report.map { $0.state.isOffHook } ?? false
    let hasBoardCall =
      report?.call.map { isAdoptable($0, of: identity.uid) && $0 != booths[index].call?.wireID }
      ?? false
    booths[index].hasBoardCall = hasBoardCall
    booths[index].wasRefusedByBoard = report?.state == .released && report?.call == nil
    if let call = booths[index].call {
      guard
        call.authorisation.bootID == identity.bootID && call.authorisation.board == identity.uid
      else {
        endOfOtherBoot(index, call, identity, before: before, at: now)
        return resume(index, report, at: now)
      }
      goOn(index, call, report, isSameBoot: isSameBoot, before: before, at: now)
    } else if hasBoardCall {
      // Whoever was dialling has been served by the board.
      booths[index].stage = .released(nil)
    } else if !isSameBoot {
      return resume(index, report, at: now)
    }
    show(index, at: now)
  }

  /// The call is of this boot: the board still has it, or its log tells how it ended.
  private mutating func goOn(
    _ index: Int, _ call: LiveCall, _ report: LineReport?, isSameBoot: Bool, before: Board,
    at now: Now
  ) {
    var call = call
    // It was to be cut since nobody answered; somebody has.
    if call.cut == .noAnswer, report?.state == .talking { call.cut = nil }
    let wasMissing = call.isMissingAtBoard
    call.isMissingAtBoard = report?.call != call.wireID
    if call.isMissingAtBoard, report?.state == .onHook { call.callerIsGone = true }
    // If the log does not tell how it ended, it is billed to where it was when this board was last
    // heard.
    if call.isMissingAtBoard, !wasMissing, isSameBoot, before.isCaughtUp {
      call.lastHeard = max(call.lastHeard ?? before.lastHeard, before.lastHeard)
    }
    if !call.isMissingAtBoard {
      call.isRestored = false
      call.leaseEnd = report.map {
        now.moment.advanced(byMilliseconds: Int64($0.leaseMilliseconds))
      }
    }
    booths[index].call = call
    if call.cut != nil, !call.isMissingAtBoard { sendCut(index) }
  }

  /// The log of that boot is gone, and with it the tick of the end.
  private mutating func endOfOtherBoot(
    _ index: Int, _ call: LiveCall, _ identity: BoardIdentity, before: Board, at now: Now
  ) {
    var call = call
    let holder =
      call.authorisation.board == identity.uid
      ? before : boards.first { $0.uid == call.authorisation.board }
    // Of a call that the board had no longer only the log could have told how far it came.
    if let holder, holder.identity.bootID == call.authorisation.bootID, holder.isCaughtUp,
      !call.isMissingAtBoard
    {
      call.lastHeard = max(call.lastHeard ?? holder.lastHeard, holder.lastHeard)
    }
    booths[index].call = call
    end(index, .boardRestarted, tick: nil, at: now)
  }

  /// A line of whose caller nothing is known. One who is off-hook may have dialled something that
  /// was told to a daemon before this one: half a number would be a wrong one. If the log does tell
  /// of his lifting, all he dialled comes after that.
  private mutating func resume(_ index: Int, _ report: LineReport?, at now: Now) {
    switch report?.state {
    case nil, .onHook, .ringing, .fault: booths[index].stage = .onHook
    case .offHook: booths[index].stage = .released(.interrupted)
    case .seizing, .connected, .talking, .released: booths[index].stage = .released(nil)
    }
    show(index, at: now)
  }

  /// The board's log has been read to where it stood when its lines were: what it did not tell of a
  /// missing call it will never tell.
  mutating func catchUp(_ uid: BoardUID, at now: Now) {
    guard let boardIndex = boardIndex(uid) else { return }
    boards[boardIndex].isCaughtUp = true
    // Leases may have waited for this.
    if booths.contains(where: { $0.call?.hasUnknownGrant == true }) {
      boards[boardIndex].nextRenewal = now.moment
    }
    for index in booths.indices where isServed(index, by: uid) {
      let reported = booths[index].reported?.state
      learnUntold(index, boards[boardIndex], at: now)
      if let call = booths[index].call, call.isMissingAtBoard { reconcile(index, call, at: now) }
      settleHook(index, reported, at: now)
      switch booths[index].stage {
      case .collecting(let collection)
      where booths[index].wasRefusedByBoard
        || isStale(collection, boards[boardIndex], at: now):
        decideStale(index, collection, boards[boardIndex], at: now)
      case .collecting(let collection):
        playDialTone(index)
        decide(index, collection, at: now)
      case .released(let refusal, let digits):
        decideLate(index, boards[boardIndex], refusal, digits, at: now)
      case .onHook, .inCall: break
      }
    }
  }

  /// Of what was dialled while the lifting of the handset was known to a daemon before this one, an
  /// emergency number is heard all the same.
  private mutating func decideLate(
    _ index: Int, _ board: Board, _ refusal: Refusal?, _ digits: String, at now: Now
  ) {
    if case .emergency(let number) = plan.classify(digits) {
      return authoriseEmergency(index, board, number: number, at: now)
    }
    // The tone may have been lost with the line.
    if let refusal { playTone(refusal.tone, index) }
  }

  /// A full log may have had no place for the lifting of a handset.
  /// `reported`: the line at the handshake; nil: that is long ago.
  private mutating func settleHook(_ index: Int, _ reported: LineState?, at now: Now) {
    switch booths[index].stage {
    case .onHook where booths[index].isOffHook && !booths[index].hasBoardCall:
      booths[index].stage = .released(.interrupted)
    // To the board it is one who may dial, not one whose call has ended: another has lifted.
    case .released(nil, let digits)
    where reported == .offHook && booths[index].isOffHook && !booths[index].hasBoardCall:
      booths[index].stage = .released(.interrupted, digits: digits)
    case .collecting where !booths[index].isOffHook, .released where !booths[index].isOffHook:
      booths[index].stage = .onHook
    case .inCall(let call):
      guard case .connecting = call.phase, !booths[index].isOffHook, !call.isMissingAtBoard else {
        return
      }
      booths[index].call?.callerIsGone = true
      booths[index].call?.cut = call.cut ?? .callerGone
      sendCut(index)
    case .onHook, .collecting, .released: return
    }
    show(index, at: now)
  }

  /// An emergency number is connected however late it comes.
  private mutating func decideStale(
    _ index: Int, _ collection: DigitCollection, _ board: Board, at now: Now
  ) {
    if case .emergency = plan.classify(collection.digits) {
      return decide(index, collection, at: now)
    }
    refuse(index, .interrupted, at: now)
  }

  private mutating func reconcile(_ index: Int, _ call: LiveCall, at now: Now) {
    switch call.phase {
    case .authorising where !call.isRestored:
      booths[index].call?.isMissingAtBoard = false
    case .connecting where isStillWanted(index, call, at: now):
      // CONNECT was lost with the line; it is idempotent, so it is said again.
      let phase = connecting(call.authorisation, at: now)
      booths[index].call?.isMissingAtBoard = false
      booths[index].call?.phase = phase
      sendConnect(index)
    case .authorising, .connecting:
      end(index, call.cut == .owner ? .cutByOwner : .notConnected, tick: nil, at: now)
      // A refusal, so that its tone is played again if it is lost with the line.
      if case .released = booths[index].stage { refuse(index, .interrupted, at: now) }
    case .ringing, .talking:
      effects.append(.report(.callEndedUnknown(call.id)))
      end(index, .boardRestarted, tick: nil, at: now)
    }
  }

  /// Whether the caller of a call that the board never had still waits for it. An emergency call is
  /// always wanted.
  private func isStillWanted(_ index: Int, _ call: LiveCall, at now: Now) -> Bool {
    // The board knows whether its caller is still the one who dialled it.
    if call.authorisation.isEmergency {
      return call.authorisation.nextEvent > 0 && !call.callerIsGone
    }
    guard !booths[index].wasRefusedByBoard, !call.isRestored, !call.callerIsGone, call.cut == nil,
      case .connecting(let deadline) = call.phase
    else { return false }
    guard let deadline else { return true }
    let age = Self.seizeMilliseconds - deadline.milliseconds(since: now.moment)
    return age <= Self.staleDigitsMilliseconds
  }
}

extension LineState {
  fileprivate var isOffHook: Bool {
    switch self {
    case .onHook, .fault, .ringing: false
    case .offHook, .seizing, .connected, .talking, .released: true
    }
  }
}
