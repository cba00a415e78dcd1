import BoothProtocol
package import Rating

/// Reservations: talk time is granted only against money that is held back for it, so no number of
/// calls can spend more than there is.
extension Exchange {
  /// Talk time granted at a time; more is granted when less than half of it is left.
  static let grantMilliseconds: Int64 = 60_000

  /// What is not yet held back; nil: no balance is kept.
  package var freeBalance: Money? {
    balance.map { balance in
      booths.reduce(balance) { rest, booth in rest - (booth.call?.grant.reserved ?? .zero) }
    }
  }

  /// The first grant for a call that would be answered now; nil: there is not enough for its first
  /// block.
  func firstGrant(_ price: DestinationPrice, at now: Now) -> Grant? {
    guard let freeBalance else { return .unlimited }
    let cost = costNow(price, at: now)
    // With nothing left only what is free for ever may be called: a second that rounds to nothing
    // is still a call without money, again and again.
    guard freeBalance > .zero || cost.longestTalk(for: .zero) == .unlimited else { return nil }
    let grant = Grant(
      upTo: TalkTime(milliseconds: Self.grantMilliseconds), of: cost, from: freeBalance)
    return grant.talk == .zero ? nil : grant
  }

  /// What a call that is answered now would cost.
  func costNow(_ price: DestinationPrice, at now: Now) -> Quote {
    Quote(
      tariff: price.cost, rounding: price.rounding, answered: calendar.civilTime(at: now.wall))
  }

  /// Holds back, for every call on a board, at least what it has cost so far: before any of them is
  /// granted more.
  mutating func coverTalk(_ board: Board, at now: Now) {
    for index in booths.indices where self.board(serving: booths[index])?.uid == board.uid {
      // One that the board has no longer was cut where its money ended; the log will tell when.
      guard balance != nil, let call = booths[index].call, !call.isMissingAtBoard,
        let conversation = call.conversation
      else { continue }
      cover(index, talked(conversation, board, at: now))
    }
  }

  /// Holds back at least what `talked` costs.
  mutating func cover(_ index: Int, _ talked: TalkTime) {
    guard var call = booths[index].call, let cost = call.conversation?.cost(at: talked),
      cost > call.grant.reserved
    else { return }
    call.grant.reserved = cost
    booths[index].call = call
  }

  /// Grants talk time to a call, a while beyond what it has talked, as far as the money goes.
  mutating func extendGrant(_ index: Int, beyond talked: TalkTime) {
    guard let freeBalance, var call = booths[index].call, let conversation = call.conversation,
      let cost = conversation.cost
    else { return }
    let horizon = TalkTime(milliseconds: talked.milliseconds + Self.grantMilliseconds)
    let grant = Grant(upTo: horizon, of: cost, from: freeBalance + call.grant.reserved)
    call.grant = grant
    if !grant.isFinal { call.hasBeenWarned = false }
    booths[index].call = call
  }

  /// Renews the lease of every call on a board, with the talk time that is paid for.
  mutating func renewLeases(_ board: Board, at now: Now) {
    var renewals: [LeaseRenewal] = []
    for index in booths.indices where self.board(serving: booths[index])?.uid == board.uid {
      guard let call = booths[index].call, !call.authorisation.isEmergency,
        !call.isMissingAtBoard
      else { continue }
      if case .authorising = call.phase { continue }
      if call.cut != nil {
        // No lease for it, and the order again: the first may have been lost with the line.
        sendCut(index)
        continue
      }
      if let conversation = call.conversation {
        let talked = talked(conversation, board, at: now)
        if let granted = call.grant.talk,
          call.grant.isFinal
            || granted.milliseconds - talked.milliseconds < Self.grantMilliseconds / 2
        {
          extendGrant(index, beyond: talked)
        }
      }
      guard let call = booths[index].call else { continue }
      renewals.append(
        LeaseRenewal(
          line: booths[index].configuration.line, call: call.wireID,
          leaseMilliseconds: Lease.milliseconds, talkLimitMilliseconds: call.grant.wireLimit))
    }
    for start in stride(from: 0, to: renewals.count, by: LeaseRenewal.maximumCount) {
      let end = min(start + LeaseRenewal.maximumCount, renewals.count)
      effects.append(.command(board.uid, .lease(Array(renewals[start..<end]))))
    }
  }

  /// Money has come, or come back: calls that were about to end for want of it go on, before they
  /// are cut.
  mutating func renewFinalGrants(at now: Now) {
    for board in boards.indices where boards[board].isConnected {
      let isAnyFinal = booths.contains { booth in
        booth.call?.grant.isFinal == true
          && self.board(serving: booth)?.uid == boards[board].uid
      }
      if isAnyFinal { boards[board].nextRenewal = now.moment }
    }
  }

  /// Talked so far, by the board's clock.
  func talked(_ conversation: Conversation, _ board: Board, at now: Now) -> TalkTime {
    TalkTime(
      milliseconds: board.clock.tick(at: now.moment).milliseconds(since: conversation.answeredTick))
  }
}

extension Grant {
  /// As much of `horizon` as `available` pays for.
  init(upTo horizon: TalkTime, of cost: Quote, from available: Money) {
    switch cost.longestTalk(for: available) {
    case .unlimited:
      // It never costs more than there is: all it can ever cost is held back.
      self.init(
        reserved: cost.charge(at: Self.longestTalk), talk: nil, isFinal: false)
    case .limited(let limit):
      let talk = min(limit, horizon)
      self.init(reserved: cost.charge(at: talk), talk: talk, isFinal: limit <= horizon)
    }
  }

  /// A board's tick comes round after 2³² ms; no call lasts that long.
  private static let longestTalk = TalkTime(milliseconds: 1 << 32)

  /// For CONNECT and LEASE.
  var wireLimit: UInt32? {
    talk.map { UInt32(clamping: min($0.milliseconds, Int64(UInt32.max) - 1)) }
  }

  /// A board cuts at the limit, but notices it a few milliseconds late: that much is not billed, or
  /// the last second would be one too many. What is far beyond was really talked: it is billed and
  /// flagged.
  func clip(_ measured: TalkTime) -> (billed: TalkTime, isBeyond: Bool) {
    guard let talk, measured > talk else { return (measured, false) }
    let isSlip = measured.milliseconds - talk.milliseconds <= 500
    return isSlip ? (talk, false) : (measured, true)
  }
}
