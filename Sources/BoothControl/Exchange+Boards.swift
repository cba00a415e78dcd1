package import BoothProtocol
import Rating

/// Boards come, go, restart; live calls are taken over from what the board says of its lines.
extension Exchange {
  mutating func withBoard(_ uid: BoardUID, _ change: (inout Board) -> Void) {
    guard let index = boardIndex(uid) else { return }
    change(&boards[index])
  }

  /// Where the clock of each board's boot stands that was heard in this daemon's life: a new link to it counts its ticks on from there.
  package var knownTicks: [HostLink.KnownTick] {
    boards.map { HostLink.KnownTick(uid: $0.uid, bootID: $0.identity.bootID, tick: $0.lastHeard) }
  }

  func boardIndex(_ uid: BoardUID) -> Int? { boards.firstIndex { $0.uid == uid } }

  /// The booth on a line. A booth whose configuration names no board belongs to the board that is there first.
  func boothIndex(_ uid: BoardUID, line: Int) -> Int? {
    booths.firstIndex { booth in
      booth.configuration.line == line && self.board(serving: booth)?.uid == uid
    }
  }

  func board(serving booth: Booth) -> Board? {
    guard let uid = booth.configuration.board else {
      return boards.first { $0.isConnected } ?? boards.first
    }
    return boards.first { $0.uid == uid }
  }

  mutating func connect(_ identity: BoardIdentity, _ lines: [LineReport], at now: Now) {
    guard isWanted(identity.uid) else {
      return effects.append(.report(.unknownBoard(identity.uid)))
    }
    let index: Int
    let isSameBoot: Bool
    if let known = boardIndex(identity.uid) {
      index = known
      isSameBoot = boards[known].identity.bootID == identity.bootID
    } else {
      index = boards.count
      isSameBoot = false
      boards.append(
        Board(
          uid: identity.uid, identity: identity,
          clock: BoardClock(tick: identity.tick, moment: now.moment, driftPartsPerBillion: 0),
          lastHeard: identity.tick))
    }
    let before = boards[index]
    adopt(identity, at: index, isSameBoot: isSameBoot, now)
    configureIfNeeded(boards[index])
    for booth in booths.indices where board(serving: booths[booth])?.uid == identity.uid {
      let report = lines.first { $0.line == booths[booth].configuration.line }
      takeOver(booth, identity, report: report, isSameBoot: isSameBoot, before: before, at: now)
    }
    cutUnknownCalls(lines, of: identity.uid, at: now)
    coverTalk(boards[index], at: now)
    renewLeases(boards[index], at: now)
    hasChanged = true
  }

  /// Whether a booth is configured for the board. One that names no board takes the board that is there; a second one beside it serves nobody.
  private func isWanted(_ uid: BoardUID) -> Bool {
    let isAlone = !boards.contains { $0.isConnected && $0.uid != uid }
    return configuration.booths.contains { booth in
      booth.board == uid || (booth.board == nil && isAlone)
    }
  }

  private mutating func adopt(
    _ identity: BoardIdentity, at index: Int, isSameBoot: Bool, _ now: Now
  ) {
    boards[index].identity = identity
    boards[index].isConnected = true
    boards[index].isCaughtUp = false
    boards[index].lastHeard = identity.tick
    boards[index].nextRenewal = now.moment.advanced(byMilliseconds: Lease.renewalMilliseconds)
    if !isSameBoot { boards[index].acknowledgements = PendingAcknowledgements() }
    boards[index].acknowledgements.begin(oldest: identity.oldestEvent)
    guard !isSameBoot else { return }
    boards[index].clock = BoardClock(
      tick: identity.tick, moment: now.moment, driftPartsPerBillion: 0)
    boards[index].lastEvent =
      durableEvents.last { $0.board == identity.uid && $0.bootID == identity.bootID }?.event ?? 0
  }

  private mutating func configureIfNeeded(_ board: Board) {
    let wanted = configuration.boardConfiguration
    guard board.identity.configurationCRC != wanted.configurationCRC else { return }
    effects.append(.command(board.uid, .configure(wanted)))
  }

  /// Brings a booth to where its line is. Within one boot of the board its log tells the rest; after another boot the log of the old one is gone.
  private mutating func takeOver(
    _ index: Int, _ identity: BoardIdentity, report: LineReport?, isSameBoot: Bool,
    before: Board, at now: Now
  ) {
    booths[index].display.forget()
    booths[index].fault = report?.state == .fault ? booths[index].fault ?? .noLoopPower : nil
    booths[index].hasBoardCall =
      report?.call.map { $0.wasDialledByBoard && $0 != booths[index].call?.wireID } ?? false
    // What the log is still to tell of the hook ends where the line is now.
    booths[index].isOffHook = report.map { $0.state.isOffHook } ?? false
    if var call = booths[index].call {
      guard
        call.authorisation.bootID != identity.bootID
          || call.authorisation.board != identity.uid
      else {
        call.isMissingAtBoard = report?.call != call.wireID
        if call.isMissingAtBoard, report?.state == .onHook { call.callerIsGone = true }
        // If the log does not tell how it ended, it is billed to where it was when this board was last heard.
        if call.isMissingAtBoard, isSameBoot {
          call.lastHeard = max(call.lastHeard ?? before.lastHeard, before.lastHeard)
        }
        // From here on this daemon knows what the board is granted.
        if !call.isMissingAtBoard { call.isRestored = false }
        booths[index].call = call
        if call.ownerCut { sendCut(index) }
        return show(index, at: now)
      }
      // The log of that boot is gone, and with it the tick of the end.
      let holder =
        call.authorisation.board == identity.uid
        ? before : boards.first { $0.uid == call.authorisation.board }
      if let holder, holder.identity.bootID == call.authorisation.bootID {
        call.lastHeard = max(call.lastHeard ?? holder.lastHeard, holder.lastHeard)
      }
      booths[index].call = call
      end(index, .boardRestarted, tick: nil, at: now)
    } else if isSameBoot {
      return show(index, at: now)
    }
    switch report?.state {
    case nil, .onHook, .ringing, .fault: booths[index].stage = .onHook
    case .offHook: beginCollecting(index, at: now)
    case .seizing, .connected, .talking, .released: booths[index].stage = .released(nil)
    }
    show(index, at: now)
  }

  /// A line that holds a call nobody here knows of is cut: it could never be billed. Emergency calls are left alone: those a board dialled itself, and those
  /// without a lease, whose authorisation was lost with the daemon before it was on disk.
  private mutating func cutUnknownCalls(
    _ lines: [LineReport], of uid: BoardUID, at now: Now
  ) {
    for report in lines {
      guard let call = report.call, !call.wasDialledByBoard else { continue }
      lastCallID = max(lastCallID, call)
      let index = boothIndex(uid, line: report.line)
      if let index, booths[index].call?.wireID == call { continue }
      effects.append(.report(.unknownCall(uid, call)))
      guard report.leaseMilliseconds > 0 else {
        if let index, booths[index].call == nil { adoptEmergencyCall(index, uid, call, at: now) }
        continue
      }
      effects.append(.command(uid, .cut(line: report.line, call: call, toneAfter: .congestion)))
    }
  }

  /// The board's log has been read to where it stood at the handshake: what it did not tell of a missing call it will never tell.
  mutating func catchUp(_ uid: BoardUID, at now: Now) {
    guard let boardIndex = boardIndex(uid) else { return }
    boards[boardIndex].isCaughtUp = true
    for index in booths.indices where board(serving: booths[index])?.uid == uid {
      booths[index].hasBoardCall = false
      if let call = booths[index].call, call.isMissingAtBoard { reconcile(index, call, at: now) }
      playDialTone(index)
      if case .collecting(let collection) = booths[index].stage {
        decide(index, collection, at: now)
      }
    }
  }

  private mutating func reconcile(_ index: Int, _ call: LiveCall, at now: Now) {
    switch call.phase {
    case .authorising where !call.isRestored:
      booths[index].call?.isMissingAtBoard = false
    case .connecting where !call.isRestored && !call.callerIsGone:
      // CONNECT was lost with the line; it is idempotent, so it is said again.
      booths[index].call?.isMissingAtBoard = false
      sendConnect(index)
    case .authorising, .connecting:
      end(index, .notConnected, tick: nil, at: now)
      if case .released = booths[index].stage { playTone(.congestion, index) }
    case .ringing, .talking:
      effects.append(.report(.callEndedUnknown(call.id)))
      end(index, .boardRestarted, tick: nil, at: now)
    }
  }

  mutating func lose(_ uid: BoardUID) {
    withBoard(uid) { board in
      board.isConnected = false
      board.isCaughtUp = false
      board.nextRenewal = nil
    }
    hasChanged = true
  }

  /// Acknowledges, for each board, what has become durable.
  mutating func acknowledgeWhatIsDurable() {
    for index in boards.indices where boards[index].isConnected {
      let position = boards[index].acknowledgements.advance(committed: outbox.committed)
      if let position { effects.append(.acknowledge(boards[index].uid, upTo: position)) }
    }
  }

  /// A batch for the ledger; with an event, it also waits to be acknowledged.
  @discardableResult
  mutating func submit(_ entries: [LedgerEntry]) -> UInt64 {
    let batch = LedgerBatch(number: outbox.nextBatch(), entries: entries)
    effects.append(.commit(batch))
    return batch.number
  }
}

/// How long a board may let a booth talk without hearing from the daemon.
enum Lease {
  static let milliseconds = 20_000
  static let renewalMilliseconds: Int64 = 5_000
}

extension LineState {
  fileprivate var isOffHook: Bool {
    switch self {
    case .onHook, .fault, .ringing: false
    case .offHook, .seizing, .connected, .talking, .released: true
    }
  }
}
