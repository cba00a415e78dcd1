import BoothControl
import BoothProtocol
import Rating
import Testing

/// The ledger is a copy of before the call: the board has it, and nobody knows what was promised.
@Suite struct `A call whose authorisation is lost` {
  private static let paid = CallID(rawValue: 45)
  private static let help = CallID(rawValue: 46).marked

  private func shop(lastCall: UInt32 = 41) -> Shop {
    Shop(
      restored: RestoredState(balance: .pesos(10_000), lastCallID: CallID(rawValue: lastCall)))
  }

  private func lines(
    _ shop: Shop, _ state: LineState, _ call: CallID, answered seconds: Int64? = nil,
    lease: Int = 9_000
  ) -> [LineReport] {
    var report = shop.report(line: 0, state, call: call, lease: call.isMarked ? 0 : lease)
    report.answeredTick = seconds.map {
      BoardTick(milliseconds: shop.tick.milliseconds - $0 * 1000)
    }
    return [report, shop.report(line: 1)]
  }

  private func authorised(_ shop: Shop) -> [CallAuthorisation] {
    shop.entries.compactMap { entry in
      if case .callAuthorised(let authorisation) = entry { authorisation } else { nil }
    }
  }

  private func cuts(_ shop: Shop) -> [CallID] {
    shop.commands.compactMap { command in
      if case .cut(_, let call, _) = command { call } else { nil }
    }
  }

  @Test func `is cut, free and flagged, with the time it talked`() {
    var shop = shop()
    shop.connect(lines(shop, .talking, Self.paid, answered: 40))
    #expect(cuts(shop).first == Self.paid)
    #expect(shop.booth().state == .talking)
    #expect(shop.booth().call?.seconds == 40)
    #expect(shop.booth().call?.price == nil)
    shop.pass(seconds: 2)
    shop.event(.released(line: 0, call: Self.paid, cause: .cutByHost, pulses: 0))
    shop.event(.onHook(line: 0))
    #expect(authorised(shop).map(\.wireCall) == [Self.paid])
    #expect(authorised(shop).map(\.call) == [CallID(rawValue: 46)])
    #expect(authorised(shop).map(\.number) == [""])
    #expect(authorised(shop).allSatisfy { $0.isLost && !$0.isEmergency })
    #expect(shop.ends.map(\.talked) == [.seconds(42)])
    #expect(shop.ends.map(\.cause) == [.cutUnauthorised])
    #expect(shop.ends.map(\.charge) == [.zero])
    #expect(shop.ends.map(\.cost) == [.zero])
    #expect(shop.ends.map(\.suspicions) == [[.authorisationLost]])
    #expect(shop.booth().account.isEmpty)
    #expect(!shop.booth().nextCallIsUncharged)
    shop.lift(dialling: "1006")
    #expect(shop.connects.map(\.call) == [CallID(rawValue: 47)])
  }

  /// With a board for each of its two booths; the second one's identity.
  private func shopOfTwoBoards() throws -> (Shop, BoardIdentity) {
    let second = try #require(BoardUID("0c0b0a090807060504030201"))
    let shop = Shop(
      restored: RestoredState(balance: .pesos(10_000), lastCallID: CallID(rawValue: 41))
    ) { configuration in
      configuration.booths[0].board = Shop.uid
      configuration.booths[1].board = second
      configuration.booths[1].line = 0
    }
    var identity = shop.identity()
    identity.uid = second
    return (shop, identity)
  }

  @Test func `has the same number on two boards, and is two`() throws {
    var (shop, second) = try shopOfTwoBoards()
    let report = lines(shop, .talking, Self.paid, answered: 40)[0]
    shop.connect([report])
    second.bootID += 1
    shop.handle(.boardConnected(second, [report]))
    shop.handle(.boardCaughtUp(second.uid))
    #expect(authorised(shop).map(\.wireCall) == [Self.paid, Self.paid])
    #expect(authorised(shop).map(\.board) == [Shop.uid, second.uid])
    #expect(authorised(shop).map(\.call.rawValue) == [46, 47])
  }

  @Test func `is known from a board that comes after calls were given to another`() throws {
    var (shop, identity) = try shopOfTwoBoards()
    let second = identity.uid
    shop.connect([shop.report(line: 0)])
    shop.lift(dialling: "1006")
    #expect(shop.connects.map(\.call) == [CallID(rawValue: 42)])
    // Of the same number, and of one beyond.
    for number in [UInt32(42), 45] {
      let lost = CallID(rawValue: number)
      let report = lines(shop, .talking, lost, answered: 40)[0]
      shop.handle(.boardConnected(identity, [report]))
      shop.handle(.boardCaughtUp(second))
      #expect(authorised(shop).last?.wireCall == lost)
      #expect(authorised(shop).last?.isLost == true)
      #expect(authorised(shop).last?.board == second)
      shop.handle(.boardLost(second))
      identity.bootID += 1
    }
  }

  @Test func `is none of the call for help beside it, which goes on`() {
    var shop = shop()
    shop.connect(lines(shop, .talking, Self.help, answered: 40))
    shop.pass(seconds: 20)
    #expect(cuts(shop).isEmpty)
    #expect(shop.booth().state == .talking)
    shop.hangUp(Self.help)
    #expect(authorised(shop).map(\.wireCall) == [Self.help])
    #expect(authorised(shop).allSatisfy { $0.isEmergency })
    #expect(shop.ends.map(\.talked) == [.seconds(60)])
    #expect(shop.ends.allSatisfy { !$0.suspicions.contains(.authorisationLost) })
    #expect(shop.ends.allSatisfy { !$0.suspicions.contains(.eventsLost) })
  }

  @Test func `is known from the log, be it over or not`() {
    var shop = shop()
    shop.connect(caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.event(.seized(line: 0, call: Self.paid, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: Self.paid, signal: .setDelay))
    shop.pass(seconds: 7)
    shop.hangUp(Self.paid)
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(authorised(shop).map(\.isLost) == [true])
    #expect(shop.ends.map(\.talked) == [.seconds(7)])
    #expect(shop.ends.map(\.cause) == [.callerHungUp])
    #expect(shop.ends.map(\.suspicions) == [[.authorisationLost]])
    #expect(shop.booth().state == .free)
  }

  @Test func `is known from its answer, where its seizing was told to the daemon before`() {
    var shop = shop()
    shop.connect(lines(shop, .talking, Self.paid, answered: 0), caughtUp: false)
    shop.event(.answered(line: 0, call: Self.paid, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.pass(seconds: 3)
    shop.hangUp(Self.paid)
    #expect(authorised(shop).count == 1)
    #expect(shop.ends.map(\.talked) == [.seconds(3)])
    #expect(shop.ends.map(\.suspicions) == [[.authorisationLost]])
  }

  /// The caller hung up between the reading of the lines and that of the log.
  @Test func `is known from its line, where the log has only its end`() {
    var shop = shop()
    shop.connect(lines(shop, .talking, Self.paid, answered: 30), caughtUp: false)
    shop.hangUp(Self.paid)
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(authorised(shop).count == 1)
    #expect(shop.ends.map(\.talked) == [.seconds(30)])
    #expect(shop.ends.map(\.suspicions) == [[.authorisationLost]])
  }

  /// A copy is put back in longer than a lease lasts.
  @Test func `is known from its end, where that is all there is`() {
    var shop = shop()
    shop.connect(caughtUp: false)
    shop.event(.released(line: 0, call: Self.paid, cause: .leaseExpired, pulses: 0))
    shop.event(.onHook(line: 0))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(authorised(shop).map(\.isLost) == [true])
    #expect(shop.ends.map(\.talked) == [nil])
    #expect(shop.ends.map(\.cause) == [.leaseExpired])
    #expect(shop.ends.map(\.suspicions) == [[.authorisationLost]])
    #expect(shop.booth().state == .free)
  }

  @Test(arguments: [paid, help])
  func `comes after the one that its line had before, and each is written down once`(
    last: CallID
  ) {
    var shop = shop()
    let first = CallID(rawValue: 43)
    shop.connect(lines(shop, .talking, last, answered: 0), caughtUp: false)
    for (call, isOver) in [(first, true), (last, false)] {
      shop.event(.offHook(line: 0))
      shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
      shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
      if isOver { shop.hangUp(call) }
    }
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(authorised(shop).map(\.wireCall) == [first, last])
    #expect(shop.booth().state == .talking)
    shop.pass(seconds: 1)
    shop.hangUp(last)
    #expect(shop.ends.map(\.talked) == [.zero, .seconds(1)])
  }

  @Test(arguments: [paid, help])
  func `is written down once, whatever is told of it again`(call: CallID) {
    var shop = shop()
    shop.connect(lines(shop, .talking, call, answered: 5))
    // The same session again, and another one.
    shop.connect(lines(shop, .talking, call, answered: 5))
    shop.handle(.boardLost(Shop.uid))
    shop.connect(lines(shop, .talking, call, answered: 5))
    shop.hangUp(call)
    // A board that has forgotten that it told it.
    for isCaughtUp in [false, true] {
      shop.handle(.boardLost(Shop.uid))
      shop.connect(caughtUp: isCaughtUp)
      shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
      shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
      shop.hangUp(call)
      shop.handle(.boardCaughtUp(Shop.uid))
    }
    #expect(authorised(shop).count == 1)
    #expect(shop.ends.count == 1)
  }

  @Test func `is the same call to the daemon after, which has it from the ledger`() {
    var before = shop()
    before.connect(lines(before, .talking, Self.paid, answered: 5))
    var open = authorised(before).map { OpenCall(authorisation: $0) }
    guard open.count == 1 else {
      Issue.record("the daemon before wrote it down \(open.count) times")
      return
    }
    open[0].answeredTick = BoardTick(milliseconds: before.tick.milliseconds - 5_000)
    open[0].answeredAt = before.now.wall
    open[0].signal = .setDelay
    var after = Shop(
      restored: RestoredState(
        openCalls: open, balance: .pesos(10_000), lastCallID: open[0].authorisation.call))
    after.connect(lines(after, .talking, Self.paid, answered: 5))
    #expect(Set(cuts(after)) == [Self.paid])
    let cutsAtOnce = cuts(after).count
    after.pass(seconds: 11)
    #expect(cuts(after).count > cutsAtOnce)
    after.event(.released(line: 0, call: Self.paid, cause: .cutByHost, pulses: 0))
    #expect(authorised(after).isEmpty)
    #expect(after.ends.map(\.talked) == [.seconds(16)])
    #expect(after.ends.map(\.cause) == [.cutUnauthorised])
    #expect(after.ends.map(\.suspicions) == [[.authorisationLost]])
  }

  @Test func `is none whose number is far from any that was given here`() {
    var shop = shop()
    let far = CallID(rawValue: 41 + 1_025)
    shop.connect(lines(shop, .talking, far, answered: 5), caughtUp: false)
    shop.event(.seized(line: 0, call: far, trunk: 0, digits: ""))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(cuts(shop).contains(far))
    #expect(authorised(shop).isEmpty)
  }

  /// It ended in the night, and the customer of before has long paid.
  @Test func `keeps no account from being closed`() {
    var shop = shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 30)
    shop.hangUp(call)
    shop.handle(.boardLost(Shop.uid))
    var next = Shop(
      restored: RestoredState(
        booths: [
          StoredBooth(
            number: BoothNumber("4312"), isDisabled: false, nextCallIsUncharged: false,
            account: BoothAccount(credit: .pesos(500)))
        ], balance: .pesos(10_000), lastCallID: CallID(rawValue: 42)))
    next.connect(lines(next, .talking, Self.paid, answered: 5))
    #expect(next.booth().state == .talking)
    let request = OwnerRequestID(rawValue: 1)
    let effects = next.handle(
      .owner(
        .collect(BoothNumber("4312"), expected: nil, received: nil, key: nil), request))
    #expect(!effects.contains(.answer(request, .callInProgress)))
  }
}

@Suite struct `The number of a call` {
  @Test func `bears a mark at the board if it is one for help, and none in the ledger`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "133")
    shop.lift(dialling: "1006", line: 1)
    #expect(shop.connects.map(\.call) == [CallID(rawValue: 1).marked, CallID(rawValue: 2)])
    let written = shop.entries.compactMap { entry -> CallAuthorisation? in
      if case .callAuthorised(let authorisation) = entry { authorisation } else { nil }
    }
    #expect(written.map(\.call.rawValue) == [1, 2])
    #expect(written.map(\.wireCall.rawValue) == [0x4000_0001, 2])
    #expect(written.allSatisfy { !$0.isAdopted })
  }

  @Test func `beyond the last one is refused by the ledger, and help is there all the same`() {
    var shop = Shop(
      restored: RestoredState(balance: .pesos(10_000), lastCallID: .last))
    shop.commitsAtOnce = false
    shop.connect()
    shop.lift(dialling: "1006")
    shop.handle(.rejected(batch: shop.submitted, "not a call's number"))
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.storageFault))
    shop.event(.onHook(line: 0))
    shop.lift(dialling: "133")
    #expect(shop.connects.map(\.digits) == ["133"])
    #expect(shop.connects.allSatisfy { $0.call.isMarked })
  }
}
