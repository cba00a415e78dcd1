package import BoothProtocol
import Rating

/// Boards come, go, restart; live calls are taken over from what the board says of its lines.
extension Exchange {
  /// Boards that are remembered, those that are gone too: a broken one that says another uid at
  /// each boot must not fill the memory. One that a booth names is always known.
  static let boardLimit = 64

  mutating func withBoard(_ uid: BoardUID, _ change: (inout Board) -> Void) {
    guard let index = boardIndex(uid) else { return }
    change(&boards[index])
  }

  /// Where the clock of each board's boot stands that was heard in this daemon's life: a new link
  /// to it counts its ticks on from there.
  package var knownTicks: [HostLink.KnownTick] {
    boards.map { HostLink.KnownTick(uid: $0.uid, bootID: $0.identity.bootID, tick: $0.lastHeard) }
  }

  /// Within a boot a board's clock goes on. One that does not is nothing to bill by: the calls that
  /// the board holds are for the owner to look at.
  mutating func take(_ clock: BoardClock, of uid: BoardUID, at now: Now) {
    guard let index = boardIndex(uid) else { return }
    let before = boards[index]
    boards[index].clock = clock
    boards[index].isClockTold = true
    let passed = now.moment.milliseconds(since: before.clock.moment)
    let leap = clock.tick(at: now.moment).milliseconds(since: before.clock.tick(at: now.moment))
    guard before.isClockTold,
      leap.magnitude > (Self.tickToleranceMilliseconds + passed / 100).magnitude
    else { return }
    for booth in booths.indices where isServed(booth, by: uid) {
      booths[booth].call?.hasOddTicks = true
    }
  }

  func boardIndex(_ uid: BoardUID) -> Int? { boards.indices.first { boards[$0].uid == uid } }

  /// The booth on a line. A booth whose configuration names no board belongs to the board that is
  /// there first.
  func boothIndex(_ uid: BoardUID, line: Int) -> Int? {
    booths.indices.first { booths[$0].configuration.line == line && isServed($0, by: uid) }
  }

  /// The place of the board that serves a booth; nil: none does, or it was never here.
  func boardIndex(serving index: Int) -> Int? {
    guard !booths[index].isRemoved else { return nil }
    guard let uid = booths[index].configuration.board else {
      return boards.indices.first { boards[$0].isConnected } ?? boards.indices.first
    }
    return boardIndex(uid)
  }

  func board(serving index: Int) -> Board? { boardIndex(serving: index).map { boards[$0] } }

  func isServed(_ index: Int, by uid: BoardUID) -> Bool {
    boardIndex(serving: index).map { boards[$0].uid == uid } ?? false
  }

  mutating func connect(_ identity: BoardIdentity, _ lines: [LineReport], at now: Now) {
    guard isWanted(identity.uid) else {
      return effects.append(.report(.unknownBoard(identity.uid)))
    }
    let lastEvent = lastEvent(of: identity)
    // A board that claims a boot whose log was read further than it now goes has restarted and says
    // it has not. Its new events would be taken for those that are on disk, and its calls for
    // billed.
    guard identity.nextEvent > lastEvent else {
      return effects.append(.report(.bootIDRepeated(identity.uid, bootID: identity.bootID)))
    }
    guard
      boards.count < Self.boardLimit || boardIndex(identity.uid) != nil
        || configuration.booths.contains(where: { $0.board == identity.uid })
    else {
      return effects.append(.report(.tooManyBoards(identity.uid)))
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
    reportMissingLines(identity)
    adopt(identity, at: index, isSameBoot: isSameBoot, lastEvent: lastEvent, now)
    addUnassignedLines(identity)
    configureIfNeeded(boards[index])
    for booth in booths.indices where isServed(booth, by: identity.uid) {
      let report = lines.first { $0.line == booths[booth].configuration.line }
      takeOver(booth, identity, report: report, isSameBoot: isSameBoot, before: before, at: now)
    }
    cutUnknownCalls(lines, of: identity.uid, at: now)
    coverTalk(boards[index], at: now)
    if !waitsForEnds(boards[index], lines) { renewLeases(boards[index], at: now) }
    checkpointSoon(at: now)
    hasChanged = true
  }

  /// A daemon before this one may have granted a call more than is held back for it here. While the
  /// log is still to tell what such a call came to, the others go on with what they have, if their
  /// leases last.
  private func waitsForEnds(_ board: Board, _ lines: [LineReport]) -> Bool {
    let isAnyEndUntold = booths.indices.contains { index in
      guard let call = booths[index].call, call.hasUnknownGrant, call.isMissingAtBoard else {
        return false
      }
      return call.isSeized && isServed(index, by: board.uid)
    }
    return isAnyEndUntold
      && lines.allSatisfy {
        $0.leaseMilliseconds == 0 || $0.leaseMilliseconds > Lease.shortMilliseconds
      }
  }

  /// Whether a booth is configured for the board. One that names no board takes the board that is
  /// there; a second one beside it serves nobody.
  private func isWanted(_ uid: BoardUID) -> Bool {
    let isAlone = !boards.contains { $0.isConnected && $0.uid != uid }
    return configuration.booths.contains { booth in
      booth.board == uid || (booth.board == nil && isAlone)
    }
  }

  private mutating func adopt(
    _ identity: BoardIdentity, at index: Int, isSameBoot: Bool, lastEvent: UInt32, _ now: Now
  ) {
    boards[index].identity = identity
    boards[index].isConnected = true
    boards[index].isCaughtUp = false
    boards[index].lastHeard = identity.tick
    boards[index].nextRenewal = now.moment.advanced(byMilliseconds: Lease.renewalMilliseconds)
    if !isSameBoot { boards[index].acknowledgements = PendingAcknowledgements() }
    boards[index].acknowledgements.begin(oldest: identity.oldestEvent)
    guard !isSameBoot else { return }
    // Until it is told: the tick is of when the handshake began.
    boards[index].clock = BoardClock(
      tick: identity.tick, moment: now.moment, driftPartsPerBillion: 0)
    boards[index].isClockTold = false
    boards[index].lastEvent = lastEvent
  }

  /// Up to where the log of its boot has been taken, by this daemon or, on disk, by one before it.
  private func lastEvent(of identity: BoardIdentity) -> UInt32 {
    if let index = boardIndex(identity.uid), boards[index].identity.bootID == identity.bootID {
      return boards[index].lastEvent
    }
    return durableEvents.last { $0.board == identity.uid && $0.bootID == identity.bootID }?.event
      ?? 0
  }

  private mutating func reportMissingLines(_ identity: BoardIdentity) {
    for index in booths.indices where booths[index].configuration.line >= identity.lineCount {
      guard booths[index].configuration.board.map({ $0 == identity.uid }) ?? true else { continue }
      effects.append(
        .report(.missingLine(identity.uid, booths[index].configuration.number)))
    }
  }

  private mutating func configureIfNeeded(_ board: Board) {
    let wanted = configuration.boardConfiguration
    guard board.identity.configurationCRC != wanted.configurationCRC else { return }
    effects.append(.command(board.uid, .configure(wanted)))
  }

  /// A line that holds a call nobody here knows of is cut: it could never be billed. Emergency
  /// calls, those without a lease, are left alone. One of which the log can tell is adopted from it;
  /// one that is another shop's, from what its line says.
  private mutating func cutUnknownCalls(
    _ lines: [LineReport], of uid: BoardUID, at now: Now
  ) {
    for report in lines {
      guard let call = report.call, !call.wasDialledByBoard else { continue }
      passOver(call)
      let index = boothIndex(uid, line: report.line)
      if let index, booths[index].call?.wireID == call { continue }
      effects.append(.report(.unknownCall(uid, call)))
      guard report.leaseMilliseconds == 0 else {
        effects.append(.command(uid, .cut(line: report.line, call: call, toneAfter: .congestion)))
        continue
      }
      guard let index, booths[index].call == nil, !wasLost(call, of: uid),
        isFirstTold(call, of: uid),
        let board = board(serving: index)
      else { continue }
      adoptCall(index, board, wireID: call, digits: "", from: report.answeredTick, at: now)
    }
  }

  /// Its calls go on, as far as anybody knows. Should the board have lost its power, and the daemon
  /// end before it is back, they are billed to what is written down here.
  mutating func lose(_ uid: BoardUID, at now: Now) {
    checkpoint(at: now)
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
  /// With no more than this left it cannot wait for the next renewal.
  static let shortMilliseconds = 8_000
}
