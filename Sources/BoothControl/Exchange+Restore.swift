import BoothProtocol
import Rating

/// Going on where the daemon before this one stopped.
extension Exchange {
  mutating func restore(_ restored: RestoredState, at now: Now) {
    addRemovedBooths(restored)
    for stored in restored.booths {
      guard let index = booths.firstIndex(where: { $0.configuration.number == stored.number })
      else { continue }
      booths[index].isDisabled = stored.isDisabled || booths[index].isRemoved
      booths[index].nextCallIsUncharged = stored.nextCallIsUncharged
      booths[index].account = stored.account
    }
    for last in restored.lastCalls {
      guard let index = booths.firstIndex(where: { $0.configuration.number == last.booth })
      else { continue }
      booths[index].lastCall = last.call
    }
    for open in restored.openCalls { restore(open, at: now) }
    for index in booths.indices { grantWhatIsHeld(index, at: now) }
  }

  /// A call is granted what was held back for it when it was authorised, or what it has cost since.
  /// More has been promised to some by the daemon before, and only the board knows to which: the
  /// rest is shared out when it has said how long each has talked.
  private mutating func grantWhatIsHeld(_ index: Int, at now: Now) {
    guard let call = booths[index].call, let price = call.authorisation.price else { return }
    let horizon = TalkTime(milliseconds: heardTalk(call).milliseconds + Self.grantMilliseconds)
    let quotes =
      call.conversation?.quotes
      ?? quotes(price, isCharged: call.authorisation.isCharged, at: now)
    let funds = Funds(
      balance: balance.map { _ in call.grant.reserved }, credit: booths[index].creditLeft)
    booths[index].call?.grant = Grant(upTo: horizon, of: quotes, within: funds)
  }

  private mutating func restore(_ open: OpenCall, at now: Now) {
    let call = liveCall(open, at: now)
    if open.authorisation.price == nil {
      // Its line may be one that no booth is configured for.
      addUnassignedLine(open.authorisation.line, of: open.authorisation.board)
    }
    let index = booths.firstIndex { $0.configuration.number == open.authorisation.booth }
    guard let index, !booths[index].isRemoved, booths[index].call == nil else {
      // Its booth is no longer configured: nobody will hear of its end, so it ends here, flagged.
      let bill = bill(call, .boardRestarted, tick: nil, board: nil, at: now)
      submit([.callEnded(bill)])
      if let balance { self.balance = balance - bill.cost }
      if let index { booths[index].account.add(bill.charge) }
      return
    }
    booths[index].stage = .inCall(call)
    booths[index].nextUpdate = now.moment
    cover(index, heardTalk(call))
    if call.conversation != nil {
      nextCheckpoint = now.moment.advanced(byMilliseconds: Self.checkpointMilliseconds)
    }
  }

  private func liveCall(_ open: OpenCall, at now: Now) -> LiveCall {
    let authorisation = open.authorisation
    var phase = connecting(authorisation, at: now)
    if let tick = open.answeredTick, let at = open.answeredAt, let signal = open.signal {
      phase = .talking(
        conversation(
          authorisation, tick: tick, answeredAt: at,
          clock: open.answeredClock ?? calendar.civilTime(at: at), signal: signal))
    } else if open.seizedTick != nil {
      phase = .ringing(
        deadline: authorisation.isEmergency
          ? nil : now.moment.advanced(byMilliseconds: Self.ringMilliseconds))
    }
    let grant =
      balance == nil || authorisation.price == nil
      ? Grant.unlimited
      : Grant(
        reserved: authorisation.reserved,
        talk: TalkTime(milliseconds: Self.grantMilliseconds), isFinal: false)
    var call = LiveCall(authorisation: authorisation, phase: phase, grant: grant)
    call.isRestored = true
    call.hasUnknownGrant = true
    if authorisation.isLost { call.cut = .unauthorised }
    call.mayBeOlderThanLog = open.authorisation.nextEvent == 0
    call.seizedTick = open.seizedTick
    call.lastHeard = open.lastHeardTick ?? open.answeredTick
    return call
  }

  private func heardTalk(_ call: LiveCall) -> TalkTime {
    guard let conversation = call.conversation, let heard = call.lastHeard else { return .zero }
    return TalkTime(milliseconds: heard.milliseconds(since: conversation.answeredTick))
  }
}
