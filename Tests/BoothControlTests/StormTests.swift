import BoothControl
import BoothProtocol
import Rating
import Testing

/// What the simulated world has shown, each told again as literally as can be.
@Suite struct `After a storm` {
  private func send(
    _ shop: inout Shop, _ kind: BoardEvent.Kind, before milliseconds: Int64 = 0
  ) {
    let tick = shop.tick.advanced(byMilliseconds: -milliseconds)
    shop.handle(
      .boardEvent(Shop.uid, BoardEvent(number: shop.nextEvent, tick: tick, kind: kind)))
    shop.nextEvent += 1
  }

  private func lines(_ shop: Shop, _ state: LineState, call: CallID? = nil) -> [LineReport] {
    [shop.report(line: 0, state, call: call), shop.report(line: 1)]
  }

  @Test func `an answer that is told late counts from when it was`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 20)
    shop.connect(lines(shop, .talking, call: call), caughtUp: false)
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 1)
    shop.connect(lines(shop, .released), caughtUp: false)
    send(&shop, .answered(line: 0, call: call, signal: .polarityReversal), before: 15_000)
    send(&shop, .released(line: 0, call: call, cause: .farEndHungUp, pulses: 0))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.ends.map(\.talked) == [.seconds(15)])
    #expect(shop.ends.map(\.suspicions) == [[]])
  }

  @Test func `a loop that opened before the trunk was seized is no fault of the clock`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    send(
      &shop, .released(line: 0, call: call, cause: .callerHungUp, pulses: 0), before: 300)
    #expect(shop.ends.map(\.suspicions) == [[]])
  }

  @Test func `an emergency number that is retold to the next daemon is connected`() {
    var shop = Shop()
    shop.connect(lines(shop, .offHook), caughtUp: false)
    shop.dial("133")
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.connects.map(\.digits) == ["133"])
  }

  @Test func `half an emergency number does not spoil the whole one after it`() {
    var shop = Shop()
    shop.connect(lines(shop, .offHook), caughtUp: false)
    shop.dial("33")
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.connects.isEmpty)
    #expect(shop.tones.last == .congestion)
    shop.dial("3133")
    #expect(shop.connects.map(\.digits) == ["133"])
  }

  @Test func `a call that the board had no longer is billed no further when the board restarts`() {
    var shop = Shop()
    shop.connect()
    shop.call("1006")
    shop.pass(seconds: 10)
    shop.handle(.boardHeard(Shop.uid, shop.tick))
    for _ in 0..<2 {
      shop.handle(.boardLost(Shop.uid))
      shop.pass(seconds: 30)
      shop.connect(lines(shop, .onHook), caughtUp: false)
    }
    shop.pass(seconds: 150)
    shop.handle(.boardLost(Shop.uid))
    shop.bootID = 78
    shop.nextEvent = 1
    shop.connect()
    #expect(shop.ends.map(\.talked) == [.seconds(10)])
  }

  @Test func `nothing is held back for time that the board cannot have given`() {
    var shop = Shop(balance: .pesos(200))
    shop.connect()
    shop.call("1006")
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 90)
    shop.connect(lines(shop, .onHook), caughtUp: false)
    #expect(shop.exchange.freeBalance == .zero)
  }

  @Test func `a refusal that was lost with the line is heard when it is back`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "9999")
    shop.handle(.boardLost(Shop.uid))
    let before = shop.tones.count
    shop.connect(lines(shop, .offHook))
    #expect(shop.tones.dropFirst(before) == [.refusal])
  }

  @Test func `a board that connects who lifts to what the one before dialled is told to cut`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.onHook(line: 0))
    shop.event(.offHook(line: 0))
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    #expect(shop.commands.last == .cut(line: 0, call: call, toneAfter: .congestion))
    shop.event(.released(line: 0, call: call, cause: .cutByHost, pulses: 0))
    #expect(shop.ends.map(\.cause) == [.notConnected])
  }

  @Test func `what a daemon before granted is no limit until the board has heard another`() {
    var shop = Shop(
      restored: RestoredState(
        openCalls: [`A restarted daemon`.openCall()], balance: .pesos(10_000),
        lastCallID: CallID(rawValue: 41)))
    shop.connect(
      [shop.report(line: 0, .talking, call: CallID(rawValue: 41)), shop.report(line: 1)],
      caughtUp: false)
    shop.pass(seconds: 77)
    shop.event(
      .released(line: 0, call: CallID(rawValue: 41), cause: .callerHungUp, pulses: 0))
    #expect(shop.ends.map(\.suspicions) == [[]])
  }

  @Test(arguments: [true, false])
  func `once the board has heard a limit, and not before, it is held to it`(isHeard: Bool) {
    var shop = Shop(
      restored: RestoredState(
        openCalls: [`A restarted daemon`.openCall()], balance: .pesos(50),
        lastCallID: CallID(rawValue: 41)))
    shop.connect(
      [shop.report(line: 0, .talking, call: CallID(rawValue: 41)), shop.report(line: 1)])
    let lease = shop.commands.last { if case .lease = $0 { true } else { false } }
    if let lease, isHeard {
      shop.handle(.boardAnswered(Shop.uid, lease, Response(result: .done)))
    }
    shop.pass(seconds: 77)
    shop.event(
      .released(line: 0, call: CallID(rawValue: 41), cause: .callerHungUp, pulses: 0))
    #expect(shop.ends.map(\.suspicions) == [isHeard ? [.beyondLimit] : []])
  }

  @Test func `who comes after one that the board refused is connected`() {
    var shop = Shop()
    shop.connect([shop.report(line: 0, .released), shop.report(line: 1)], caughtUp: false)
    shop.event(.onHook(line: 0))
    shop.event(.offHook(line: 0))
    shop.dial("1006")
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.pass(seconds: 5)
    #expect(shop.connects.map(\.digits) == ["1006"])
  }

  @Test func `a call that has talked for long is not cut by the shares of the others`() {
    var talking = `A restarted daemon`.openCall()
    var ringing = OpenCall(authorisation: talking.authorisation)
    ringing.authorisation.call = CallID(rawValue: 42)
    ringing.authorisation.wireCall = CallID(rawValue: 42)
    ringing.authorisation.booth = BoothNumber("4313")
    ringing.authorisation.line = 1
    ringing.authorisation.reserved = .pesos(50)
    talking.answeredTick = BoardTick(milliseconds: Shop.tickAtStart - 100_000)
    talking.lastHeardTick = nil
    var shop = Shop(
      restored: RestoredState(
        openCalls: [ringing, talking], balance: .pesos(400), lastCallID: CallID(rawValue: 42)))
    #expect(shop.exchange.freeBalance == .pesos(150))
    shop.connect([
      shop.report(line: 0, .talking, call: CallID(rawValue: 41)),
      shop.report(line: 1, .connected, call: CallID(rawValue: 42)),
    ])
    #expect(shop.exchange.freeBalance.map { $0 >= .zero } == true)
    let limits = shop.commands.flatMap { command -> [UInt32?] in
      guard case .lease(let renewals) = command else { return [] }
      return renewals.filter { $0.line == 0 }.map(\.talkLimitMilliseconds)
    }
    #expect(!limits.isEmpty)
    #expect(limits.allSatisfy { $0 == 105_000 })
  }

  @Test func `nothing more is granted while it is not told what a call came to`() {
    var ended = `A restarted daemon`.openCall()
    ended.authorisation.call = CallID(rawValue: 42)
    ended.authorisation.wireCall = CallID(rawValue: 42)
    ended.authorisation.booth = BoothNumber("4313")
    ended.authorisation.line = 1
    var shop = Shop(
      restored: RestoredState(
        openCalls: [`A restarted daemon`.openCall(), ended], balance: .pesos(400),
        lastCallID: CallID(rawValue: 42)))
    let talking = shop.report(line: 0, .talking, call: CallID(rawValue: 41), lease: 12_000)
    func hasLease(_ effects: [Exchange.Effect]) -> Bool {
      effects.contains { if case .command(_, .lease) = $0 { true } else { false } }
    }
    #expect(!hasLease(shop.connect([talking, shop.report(line: 1)], caughtUp: false)))
    shop.event(
      .released(line: 1, call: CallID(rawValue: 42), cause: .callerHungUp, pulses: 0))
    #expect(hasLease(shop.handle(.boardCaughtUp(Shop.uid))))
  }

  @Test func `a call that was answered after all is not cut for want of an answer`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.pass(seconds: 121)
    shop.handle(.boardLost(Shop.uid))
    let effects = shop.connect(lines(shop, .talking, call: call), caughtUp: false)
    #expect(!effects.contains { if case .command(_, .cut) = $0 { true } else { false } })
  }

  @Test func `a cut that could not be sent is not counted as one`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.handle(.boardLost(Shop.uid))
    shop.handle(.owner(.cut(BoothNumber("4312")), OwnerRequestID(rawValue: 1)))
    let effects = shop.connect(lines(shop, .talking, call: call))
    #expect(!effects.contains(.renewSession(Shop.uid)))
    #expect(effects.contains(.command(Shop.uid, .cut(line: 0, call: call, toneAfter: .busy))))
  }

  @Test func `the number of a call that only the board's log knows is not given again`() {
    var shop = Shop()
    shop.connect(caughtUp: false)
    let unknown = CallID(rawValue: 3)
    shop.event(.released(line: 1, call: unknown, cause: .callerHungUp, pulses: 0))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.lift(dialling: "1006")
    // It has a number here too.
    #expect(shop.connects.map(\.call) == [CallID(rawValue: 5)])
  }
}
