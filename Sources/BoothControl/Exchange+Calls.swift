import BoothProtocol
import Rating

/// A call from its promise to its bill.
extension Exchange {
  /// How long the far end may ring.
  static let ringMilliseconds: Int64 = 120_000
  /// How long a board may take to seize a trunk and to send the digits.
  static let seizeMilliseconds: Int64 = 60_000
  /// A CUT is repeated each 5 s until the end of the call is told.
  static let cutsBeforeRenewal = 3

  mutating func authorise(
    _ index: Int, _ board: Board, _ number: DialledNumber, _ price: DestinationPrice,
    _ grant: Grant, at now: Now
  ) {
    let authorisation = authorisation(
      index, board, nextCallID(), number: number, price: price, reserved: grant.reserved,
      nextEvent: board.nextEvent, at: now)
    noteGiven(authorisation)
    var entries = [LedgerEntry.callAuthorised(authorisation)]
    if booths[index].nextCallIsUncharged {
      // The next one is charged again, unless nobody answers this one.
      booths[index].nextCallIsUncharged = false
      entries.append(boothEntry(booths[index], at: now))
    }
    let batch = submit(entries)
    outbox.promise(.connect(authorisation.call), with: batch)
    booths[index].stage = .inCall(
      LiveCall(authorisation: authorisation, phase: .authorising(batch: batch), grant: grant))
    show(index, at: now)
  }

  /// An emergency call waits for nothing, not even for the disk.
  mutating func authoriseEmergency(
    _ index: Int, _ board: Board, number: String, at now: Now
  ) {
    let call = nextCallID()
    let authorisation = authorisation(
      index, board, call, wireCall: call.marked, number: DialledNumber(emergency: number),
      nextEvent: board.nextEvent, at: now)
    noteGiven(authorisation)
    submit([.callAuthorised(authorisation)])
    booths[index].stage = .inCall(
      LiveCall(
        authorisation: authorisation, phase: .connecting(deadline: nil), grant: .unlimited))
    sendConnect(index)
    show(index, at: now)
  }

  private mutating func noteGiven(_ authorisation: CallAuthorisation) {
    withBoard(authorisation.board) { board in
      board.firstGivenCallID = board.firstGivenCallID ?? authorisation.call
    }
  }

  /// What is promised for a call. `price` nil: an emergency call, free; `wireCall` nil: the board
  /// knows it by the same number.
  func authorisation(
    _ index: Int, _ board: Board, _ call: CallID, wireCall: CallID? = nil, number: DialledNumber,
    price: DestinationPrice? = nil, reserved: Money = .zero, nextEvent: UInt32 = 0, at now: Now
  ) -> CallAuthorisation {
    CallAuthorisation(
      call: call, wireCall: wireCall ?? call, booth: booths[index].configuration.number,
      board: board.uid, bootID: board.identity.bootID, line: booths[index].configuration.line,
      dialled: number.dialled, number: number.sent, carrier: number.carrier, price: price,
      isCharged: price != nil && !booths[index].nextCallIsUncharged, reserved: reserved,
      nextEvent: nextEvent, at: now.wall)
  }

  /// Beyond the last one the ledger takes none: such a call is refused, save one for help, which is
  /// connected and not written down.
  mutating func nextCallID() -> CallID {
    lastCallID = CallID(rawValue: lastCallID.rawValue + 1)
    return lastCallID
  }

  func connecting(_ authorisation: CallAuthorisation, at now: Now) -> LiveCall.Phase {
    .connecting(
      deadline: authorisation.isEmergency
        ? nil : now.moment.advanced(byMilliseconds: Self.seizeMilliseconds))
  }

  /// Ends the call of a booth at the line; the board's event tells when. A board that goes on
  /// saying «done» and tells of no end is asked for all its lines. `isAgain`: some time after the
  /// last one; what is sent several times as a session begins must not end it.
  mutating func sendCut(_ index: Int, isAgain: Bool = false) {
    guard var call = booths[index].call, let board = board(serving: index),
      board.isConnected
    else { return }
    if isAgain { call.cutsSent += 1 }
    booths[index].call = call
    if isAgain, call.cutsSent.isMultiple(of: Self.cutsBeforeRenewal) {
      return effects.append(.renewSession(board.uid))
    }
    command(index) {
      .cut(line: $0, call: call.wireID, toneAfter: call.callerIsGone ? .silence : .busy)
    }
  }

  mutating func sendConnect(_ index: Int) {
    guard let call = booths[index].call else { return }
    let grant: TalkGrant =
      call.authorisation.isEmergency
      ? .emergency
      : .leased(
        leaseMilliseconds: Lease.milliseconds, talkLimitMilliseconds: call.grant.wireLimit)
    command(index) {
      .connect(
        line: $0, call: call.wireID, digits: call.authorisation.number, grant: grant,
        nextEvent: call.authorisation.nextEvent)
    }
  }

  /// The far end picked up: from here it costs.
  mutating func beginConversation(
    _ index: Int, tick: BoardTick, answeredAt: WallTime, clock: CivilTime, signal: AnswerSignal,
    at now: Now
  ) {
    guard var call = booths[index].call else { return }
    call.phase = .talking(
      conversation(
        call.authorisation, tick: tick, answeredAt: answeredAt, clock: clock, signal: signal))
    if let board = board(serving: index), var conversation = call.conversation {
      conversation.answeredMoment = min(board.clock.moment(of: tick), now.moment)
      call.phase = .talking(conversation)
    }
    booths[index].call = call
    booths[index].nextUpdate = now.moment
    // Another band may hold now than when the call was authorised.
    extendGrant(index, beyond: .zero)
  }

  /// `clock`: what the shop's clock showed at the answer.
  func conversation(
    _ authorisation: CallAuthorisation, tick: BoardTick, answeredAt: WallTime, clock: CivilTime,
    signal: AnswerSignal
  ) -> Conversation {
    Conversation(
      answeredTick: tick, answeredAt: answeredAt, signal: signal,
      quotes: authorisation.price.map {
        CallQuotes($0, isCharged: authorisation.isCharged, answered: clock)
      })
  }

  /// Ends a call and bills it: to `tick`, or where no tick is known to the last one at which the
  /// board was heard with it.
  mutating func end(
    _ index: Int, _ cause: EndCause, tick: BoardTick?, with entries: [LedgerEntry] = [], at now: Now
  ) {
    guard let call = booths[index].call else { return }
    let bill = bill(call, cause, tick: tick, board: board(serving: index), at: now)
    let wasToldByBoard = !entries.isEmpty
    var entries = entries
    entries.append(.callEnded(bill))
    if !call.authorisation.isCharged, !call.authorisation.isEmergency, bill.talked == nil {
      // Nobody answered: the favour is still to be had.
      booths[index].nextCallIsUncharged = true
      entries.append(boothEntry(booths[index], at: now))
    }
    let batch = submit(entries)
    if let balance { self.balance = balance - bill.cost }
    booths[index].account.add(bill.charge)
    if bill.charge != .zero || bill.cost != .zero {
      outbox.promise(
        .bill(call.authorisation.booth, charge: bill.charge, cost: bill.cost), with: batch)
    }
    defer { renewFinalGrants(at: now) }
    booths[index].lastCall = snapshot(
      call, talked: bill.talked ?? .zero, total: bill.charge, isLive: false, at: now)
    booths[index].showsBill = bill.talked != nil
    guard call.callerIsGone else {
      booths[index].stage = .released(nil)
      if cause.leavesCallerListening { playTone(.busy, index) }
      return show(index, at: now)
    }
    // Another may have lifted while the end of this call was on its way. If the call was on his
    // line by then, the board takes no digits from it any more.
    if booths[index].isOffHook {
      return wasToldByBoard
        ? refuse(index, .interrupted, at: now) : beginCollecting(index, at: now)
    }
    booths[index].stage = .onHook
    show(index, at: now)
  }

  /// No talk lasts longer than the time that has passed since its answer, by a clock that may run a
  /// thousandth faster than the box's: ten times what a board may be off (BLP/1 § 13), and in a talk
  /// of hours more than a reading can be wrong.
  private func longestTalk(_ conversation: Conversation, at now: Now) -> TalkTime? {
    conversation.answeredMoment.map {
      let passed = max(0, now.moment.milliseconds(since: $0))
      return TalkTime(milliseconds: passed + passed / 1_000 + Self.tickToleranceMilliseconds)
    }
  }

  /// The bill of a call, from what is known of its end.
  func bill(
    _ call: LiveCall, _ cause: EndCause, tick: BoardTick?, board: Board?, at now: Now
  ) -> CallEnd {
    var suspicions: [Suspicion] = []
    var talked: TalkTime?
    var hasOddTicks = call.hasOddTicks
    if let conversation = call.conversation {
      let end = tick ?? max(call.lastHeard ?? conversation.answeredTick, conversation.answeredTick)
      var measured = TalkTime(
        milliseconds: end.milliseconds(since: conversation.answeredTick))
      if let longest = longestTalk(conversation, at: now), measured > longest {
        measured = longest
        hasOddTicks = true
      }
      // What a daemon before this one granted last is not known; the board's word stands.
      let (billed, isBeyond) = call.hasUnknownGrant ? (measured, false) : call.grant.clip(measured)
      talked = billed
      if conversation.signal == .setDelay, !call.authorisation.isLost {
        suspicions.append(.answerNotSignalled)
      }
      if isBeyond { suspicions.append(.beyondLimit) }
      if tick == nil { suspicions.append(.endUnknown) }
      if isTooShort(billed, conversation) { suspicions.append(.tooShort) }
    }
    switch cause {
    case .lineFault, .trunkFault, .power, .boardRestarted: suspicions.append(.interruptedByFault)
    case .callerHungUp, .farEndHungUp, .leaseExpired, .moneyEnded, .creditEnded, .cutByOwner,
      .cutUnauthorised, .notAnswered, .displaced, .notConnected:
      break
    }
    if call.authorisation.isLost { suspicions.append(.authorisationLost) }
    if call.hasLostEvents { suspicions.append(.eventsLost) }
    if hasOddTicks { suspicions.append(.clockFault) }
    let at = tick.flatMap { tick in board.map { wall(tick, $0, now) } }
    return CallEnd(
      call: call.id, cause: cause, talked: talked,
      charge: talked.flatMap { call.conversation?.total(at: $0) } ?? .zero,
      cost: talked.flatMap { call.conversation?.cost(at: $0) } ?? .zero, suspicions: suspicions,
      at: at ?? now.wall)
  }
}

extension Exchange {
  /// Somebody is to pay for talk in which hardly anything can have been said: the answer may have
  /// been none.
  private func isTooShort(_ talked: TalkTime, _ conversation: Conversation) -> Bool {
    talked.secondsBegun <= Int64(configuration.shortCallSeconds)
      && conversation.total(at: talked) > .zero
  }
}

extension EndCause {
  /// The caller is still there and would otherwise hear nothing, or a trunk's second dial tone.
  var leavesCallerListening: Bool {
    switch self {
    case .farEndHungUp, .leaseExpired, .moneyEnded, .creditEnded, .cutByOwner, .cutUnauthorised,
      .notAnswered, .displaced, .trunkFault, .power, .boardRestarted:
      true
    case .callerHungUp, .lineFault, .notConnected: false
    }
  }
}
