import BoothProtocol
import Rating

/// What the faces and the booths' displays show.
extension Exchange {
  /// Brings the booth's display up to date and tells the faces.
  mutating func show(_ index: Int, at now: Now) {
    hasChanged = true
    guard let board = board(serving: index), board.isConnected else { return }
    if let conversation = booths[index].call?.conversation {
      booths[index].nextUpdate = nextUpdate(conversation, board, at: now)
    }
    write(displayContent(index, board, at: now), index, board)
  }

  private mutating func write(_ content: DisplayContent, _ index: Int, _ board: Board) {
    guard board.identity.hasDisplay else { return }
    let geometry = board.identity.display
    let rows = DisplayLayout.rows(
      for: content, geometry: geometry, currency: configuration.currency)
    let commands = booths[index].display.show(rows, line: booths[index].configuration.line)
    for command in commands { effects.append(.command(board.uid, command)) }
  }

  private func displayContent(_ index: Int, _ board: Board, at now: Now) -> DisplayContent {
    switch booths[index].stage {
    case .onHook: return bill(index) ?? idle(index)
    case .collecting(let collection):
      if collection.digits.isEmpty, booths[index].isDisabled { return .disabled }
      return .dialling(digits: collection.digits)
    case .released(let refusal, _):
      return refusal.map { .refused($0) } ?? bill(index) ?? idle(index)
    case .inCall(let call):
      if call.authorisation.isEmergency { return .emergency(number: call.authorisation.number) }
      guard let conversation = call.conversation else {
        return .connecting(number: call.authorisation.number, destination: call.destination)
      }
      let talked = shownTalk(call, conversation, board, at: now)
      return .talking(
        destination: call.destination, seconds: Int(talked.secondsBegun),
        total: conversation.total(at: talked), hasWarning: call.hasBeenWarned)
    }
  }

  private func idle(_ index: Int) -> DisplayContent {
    if booths[index].isDisabled { return .disabled }
    let name = names.name(of: configuration)
    return booths[index].creditLeft.map { .credit(shopName: name, left: max($0, .zero)) }
      ?? .idle(shopName: name)
  }

  private func bill(_ index: Int) -> DisplayContent? {
    guard booths[index].showsBill, let call = booths[index].lastCall else { return nil }
    return .ended(
      destination: call.destination, seconds: Int(call.seconds), total: call.total,
      isCharged: call.isCharged)
  }

  /// Talked so far, as it is shown: never beyond what was granted, nor beyond what may have been
  /// the hang-up.
  private func shownTalk(
    _ call: LiveCall, _ conversation: Conversation, _ board: Board, at now: Now
  ) -> TalkTime {
    let talked =
      conversation.pause.map { pause in
        TalkTime(milliseconds: pause.tick.milliseconds(since: conversation.answeredTick))
      } ?? talked(conversation, board, at: now)
    return call.grant.talk.map { min(talked, $0) } ?? talked
  }

  /// Everything the faces show, as of `now`.
  package func snapshot(at now: Now) -> ShopSnapshot {
    ShopSnapshot(
      shopName: names.name(of: configuration), currency: configuration.currency, version: version,
      balance: balance,
      reserved: unreserved.flatMap { rest in balance.map { $0 - rest } } ?? .zero,
      booths: booths.indices.filter { booths[$0].isShown }.map { boothSnapshot($0, at: now) },
      boards: boards.map {
        BoardSnapshot(
          uid: $0.uid.description, isConnected: $0.isConnected,
          firmware: $0.identity.firmware.description)
      })
  }

  private func boothSnapshot(_ index: Int, at now: Now) -> BoothSnapshot {
    let booth = booths[index]
    let board = board(serving: index)
    var call = booth.lastCall
    if let live = booth.call {
      let talked =
        live.conversation.flatMap { conversation in
          board.map { shownTalk(live, conversation, $0, at: now) }
        } ?? .zero
      call = snapshot(
        live, talked: talked, total: live.conversation?.total(at: talked) ?? .zero, isLive: true,
        at: now)
    }
    // Coins are rounded to once, whatever the sum is made of.
    var account = booth.account
    if let call, call.isLive, call.isCharged { account.add(call.total) }
    return BoothSnapshot(
      number: booth.configuration.number, name: names.name(of: booth.configuration),
      state: boothState(index), isDisabled: booth.isDisabled,
      nextCallIsUncharged: booth.nextCallIsUncharged, refusedNumber: booth.refusedNumber,
      call: call, account: booth.account,
      due: configuration.payable(booth.account) - booth.account.credit,
      dueWithCall: configuration.payable(account) - account.credit)
  }

  /// What goes on at each booth, by its place in the configuration; what is known beyond it follows.
  package var boothStates: [BoothState] {
    var states: [BoothState] = []
    states.reserveCapacity(booths.count)
    for index in booths.indices { states.append(boothState(index)) }
    return states
  }

  private func boothState(_ index: Int) -> BoothState {
    guard !booths[index].isRemoved else { return .removed }
    guard let board = boardIndex(serving: index), boards[board].isConnected,
      !booths[index].isMissingAtBoard
    else { return .boardGone }
    if booths[index].fault != nil { return .lineFault }
    switch booths[index].stage {
    case .onHook: return .free
    case .collecting(let collection):
      return collection.digits.isEmpty ? .offHook : .dialling(digits: collection.digits)
    case .released(let refusal, _): return refusal.map { .refused($0) } ?? .released
    case .inCall(let call):
      if call.conversation != nil { return .talking }
      return call.isSeized ? .ringing : .connecting
    }
  }

  func snapshot(
    _ call: LiveCall, talked: TalkTime, total: Money, isLive: Bool, at now: Now
  ) -> CallSnapshot {
    CallSnapshot(
      number: call.authorisation.number, destination: call.destination,
      seconds: talked.secondsBegun,
      // Of a call that has ended, that of its answer, as lists have it.
      price: shownPrice(of: call, after: isLive ? talked : .zero, at: now),
      total: total, worth: isLive ? worth(of: call, after: talked, at: now) : nil,
      isCharged: call.authorisation.isCharged, isLive: isLive)
  }

  /// The price in force; before the answer, what it would be now.
  private func shownPrice(of call: LiveCall, after talk: TalkTime, at now: Now) -> UnitPrice? {
    guard let price = call.authorisation.price else { return nil }
    guard !price.charge.bands.isEmpty else { return price.charge.shownPrice }
    return quote(price, of: call, at: now).shownPrice(at: talk)
  }

  /// What nobody pays.
  private func worth(of call: LiveCall, after talk: TalkTime, at now: Now) -> Money? {
    guard !call.authorisation.isCharged, let price = call.authorisation.price else { return nil }
    return quote(price, of: call, at: now).charge(at: talk)
  }

  private func quote(_ price: DestinationPrice, of call: LiveCall, at now: Now) -> Quote {
    // The provider's quote has the same answer, and there is one also where nothing is charged.
    let answered = call.conversation?.quotes?.cost.answered ?? calendar.civilTime(at: now.wall)
    return Quote(tariff: price.charge, rounding: price.rounding, answered: answered)
  }
}

extension Booth {
  /// A line without a booth is shown while something goes on there.
  fileprivate var isShown: Bool {
    isRemoved ? !account.isEmpty : !isUnassigned || stage != .onHook
  }
}

extension LiveCall {
  /// The place that is called, as the owner's list has it.
  var destination: String { authorisation.price?.charge.description ?? "" }
}
