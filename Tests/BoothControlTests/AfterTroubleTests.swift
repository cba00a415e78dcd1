import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `After trouble` {
  func send(_ shop: inout Shop, _ number: UInt32, _ kind: BoardEvent.Kind) {
    shop.handle(.boardEvent(Shop.uid, BoardEvent(number: number, tick: shop.tick, kind: kind)))
  }

  @Test func `retold digits are not dialled twice`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))  // 1
    shop.dial("02")  // 2, 3
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    send(&shop, 2, .digit(line: 0, digit: UInt8(ascii: "0"), method: .dtmf))
    send(&shop, 3, .digit(line: 0, digit: UInt8(ascii: "2"), method: .dtmf))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.dial("5854205")
    #expect(shop.connects.map(\.digits) == ["025854205"])
  }

  @Test func `retold events are acknowledged again`() {
    var shop = Shop()
    shop.connect()
    for line in 0..<8 { shop.event(.flash(line: line % 2)) }
    #expect(shop.acknowledged == 8)
    shop.handle(.boardLost(Shop.uid))
    shop.oldestEvent = 1
    shop.connect(caughtUp: false)
    var acks: [Exchange.Effect] = []
    for number in 1...8 as ClosedRange<UInt32> {
      acks += shop.handle(
        .boardEvent(Shop.uid, BoardEvent(number: number, tick: shop.tick, kind: .flash(line: 0))))
    }
    #expect(acks.contains(.acknowledge(Shop.uid, upTo: 8)))
  }

  @Test func `a payment that the disk keeps waiting is credited once, and answered when it is`() {
    var shop = Shop(balance: .pesos(100))
    shop.connect()
    shop.commitsAtOnce = false
    let request = OwnerRequestID(rawValue: 1)
    shop.handle(.owner(.pay(amount: .pesos(1000), reference: "abono"), request))
    let failing = shop.handle(.storageFailed("disk full"))
    #expect(!failing.contains { if case .answer = $0 { true } else { false } })
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(100))
    shop.handle(.storageRecovered)
    let done = shop.handle(.committed(upTo: shop.submitted))
    #expect(done.contains { if case .answer(request, .paid) = $0 { true } else { false } })
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1100))
  }

  @Test func `hanging up while CONNECT is on its way withdraws it, and the next caller is served`()
  {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let first = shop.connects[0]
    shop.event(.onHook(line: 0))
    #expect(shop.ends.map(\.cause) == [.notConnected])
    shop.event(.offHook(line: 0))
    #expect(shop.tones.last == .dial)
    shop.dial("1")
    shop.overtake(first.call)
    shop.dial("006")
    #expect(shop.connects.map(\.digits) == ["1006", "1006"])
  }

  @Test func `a CONNECT says up to where the log was read`() {
    var shop = Shop()
    shop.nextEvent = 40
    shop.connect()
    shop.lift(dialling: "1006")
    let said = shop.commands.compactMap { command -> UInt32? in
      guard case .connect(_, _, _, _, let nextEvent) = command else { return nil }
      return nextEvent
    }
    // Off-hook and four digits.
    #expect(said == [45])
  }

  @Test func `a CONNECT whose caller has hung up in an outage ends, and whoever is there may dial`()
  {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let tones = shop.tones
    shop.overtake(shop.connects[0].call)
    #expect(shop.ends.map(\.cause) == [.notConnected])
    #expect(shop.tones == tones)
    #expect(shop.booth().state == .offHook)
    shop.event(.onHook(line: 0))
    #expect(shop.booth().state == .free)
    shop.lift(dialling: "1006")
    #expect(shop.connects.count == 2)
    #expect(!shop.log.contains { if case .report(.commandRefused) = $0 { true } else { false } })
  }

  @Test func `a CONNECT that was lost with the line is said again as it was, a flash or not`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let connect = shop.commands.last
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    shop.event(.flash(line: 0))
    let effects = shop.handle(.boardCaughtUp(Shop.uid))
    #expect(
      effects.contains { effect in
        if case .command(_, let command) = effect { command == connect } else { false }
      })
    // The board knows of the flash.
    shop.overtake(shop.connects[0].call)
    #expect(shop.tones.last == .dial)
    shop.dial("1006")
    shop.pass(seconds: 5)
    #expect(shop.connects.count == 3)
  }

  @Test(arguments: [true, false])
  func `a flash while CONNECT is on its way begins anew`(answerComesFirst: Bool) {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.flash(line: 0))
    if answerComesFirst { shop.overtake(call) }
    shop.dial("100")
    if !answerComesFirst { shop.overtake(call) }
    shop.dial("6")
    #expect(shop.ends.map(\.cause) == [.notConnected])
    #expect(shop.connects.map(\.digits) == ["1006", "1006"])
  }

  @Test func `half a number dialled after a flash that found no place in the log is not connected`()
  {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "025854205")
    shop.event(.gap(lost: 1, firstTick: shop.tick))
    // Of 0258 the first two digits came before the answer.
    shop.dial("02")
    shop.overtake(shop.connects[0].call)
    shop.dial("1006")
    shop.pass(seconds: 30)
    #expect(shop.connects.map(\.digits) == ["025854205"])
    #expect(shop.booth().state == .refused(.interrupted))
    shop.dial("133")
    #expect(shop.connects.last?.digits == "133")
  }

  @Test func `a board that never says what became of CONNECT is told to cut`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    shop.pass(seconds: 61)
    #expect(shop.commands.contains { if case .cut = $0 { true } else { false } })
  }

  @Test func `a call whose end was lost in a gap of the log is found out, billed and flagged`() {
    var shop = Shop()
    shop.connect()
    shop.call("1006")
    shop.pass(seconds: 10)
    let effects = shop.event(.gap(lost: 1, firstTick: shop.tick))
    #expect(effects.contains(.renewSession(Shop.uid)))
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 2)
    shop.connect()
    #expect(shop.ends.map(\.suspicions) == [[.endUnknown, .interruptedByFault, .eventsLost]])
    #expect(shop.ends.map(\.talked) == [.seconds(10)])
    #expect(shop.booth().state == .free)
  }

  @Test func `payments alike in one instant are told apart`() {
    var shop = Shop(balance: .pesos(100))
    for request in 1...3 as ClosedRange<UInt64> {
      shop.handle(
        .owner(
          .pay(amount: .pesos(1000), reference: "abono"), OwnerRequestID(rawValue: request)))
    }
    let instants = shop.entries.compactMap { entry -> WallTime? in
      guard case .payment(_, _, _, _, _, let at) = entry else { return nil }
      return at
    }
    #expect(Set(instants).count == 3)
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(3100))
  }

  @Test func `a payment too large to count is refused, not a crash`() {
    var shop = Shop(balance: Money(micros: Int64.max - 5))
    let effects = shop.handle(
      .owner(.pay(amount: .pesos(1), reference: ""), OwnerRequestID(rawValue: 1)))
    #expect(effects.contains { if case .answer(_, .tooMuch) = $0 { true } else { false } })
  }

  @Test func `a daemon that stops writes down how far its calls have come`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 15)
    shop.handle(.boardHeard(Shop.uid, shop.tick))
    shop.handle(.stopping)
    #expect(shop.entries.last == .callHeard(call, tick: shop.tick))
  }

  @Test func `how far calls have come is written down when their board is lost`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 15)
    shop.handle(.boardHeard(Shop.uid, shop.tick))
    shop.handle(.boardLost(Shop.uid))
    #expect(shop.entries.last == .callHeard(call, tick: shop.tick))
    let count = shop.entries.count
    shop.handle(.boardLost(Shop.uid))
    shop.handle(.stopping)
    #expect(shop.entries.count == count, "once")
  }

  @Test func `how far calls have come is written down soon after a daemon has found them`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 15)
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .talking, call: call), shop.report(line: 1)])
    let count = shop.entries.count
    for _ in 0..<6 {
      shop.pass(seconds: 1)
      shop.handle(.boardHeard(Shop.uid, shop.tick))
    }
    let heard = shop.entries.dropFirst(count)
    #expect(heard.count == 1)
    guard case .callHeard(call, let tick)? = heard.first else {
      Issue.record("\(Array(heard))")
      return
    }
    #expect((0...2_000).contains(shop.tick.milliseconds(since: tick)))
  }

  /// The on-hook of the one before and the off-hook of the next had no place in a full log.
  @Test func `who lifts unheard after a hang-up is told to dial anew`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 15)
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    shop.event(.released(line: 0, call: call, cause: .callerHungUp, pulses: 0))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.ends.map(\.cause) == [.callerHungUp])
    guard
      case .tone(0, .congestion, _)? = shop.commands.last(where: {
        if case .tone = $0 { true } else { false }
      })
    else {
      Issue.record("\(shop.commands)")
      return
    }
    shop.event(.onHook(line: 0))
    shop.lift(dialling: "1006")
    #expect(shop.connects.last?.digits == "1006")
  }

  @Test func `a request while the disk is known to fail is answered`() {
    var shop = Shop(balance: .pesos(100))
    shop.commitsAtOnce = false
    shop.handle(.storageFailed("disk full"))
    let effects = shop.handle(
      .owner(.pay(amount: .pesos(1000), reference: "abono"), OwnerRequestID(rawValue: 1)))
    #expect(effects.contains { if case .answer = $0 { true } else { false } })
  }

  @Test func `a cut asked while the board is away is done when it returns`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.handle(.boardLost(Shop.uid))
    let answer = shop.handle(.owner(.cut(BoothNumber("4312")), OwnerRequestID(rawValue: 1)))
    #expect(answer.contains(.answer(OwnerRequestID(rawValue: 1), .done)))
    shop.time += 3000
    shop.connect([shop.report(line: 0, .talking, call: call), shop.report(line: 1)])
    shop.pass(seconds: 60)
    #expect(shop.commands.contains { if case .cut = $0 { true } else { false } })
  }

  @Test func `a call taken over is billed to the last tick heard when the board reboots`() {
    var shop = TakeOver.shop(TakeOver.openCall())
    shop.connect([shop.report(line: 0, .talking, call: CallID(rawValue: 41)), shop.report(line: 1)])
    for _ in 0..<100 {
      shop.pass(seconds: 1)
      shop.handle(.boardHeard(Shop.uid, shop.tick))
    }
    shop.handle(.boardLost(Shop.uid))
    shop.bootID = 78
    shop.nextEvent = 1
    shop.connect()
    #expect(shop.ends.map(\.talked) == [.seconds(110)])
  }

  /// Calls 41 and 42 of a daemon before, on lines 0 and 1. All times are milliseconds; `heardBefore`:
  /// how long before the start the board was heard last.
  private func takenOver(
    talked: (Int64, Int64), heardBefore: Int64, balance: Money, lease: Int
  ) -> Shop {
    var calls = [TakeOver.openCall(), TakeOver.openCall()]
    for (call, talked) in zip(calls.indices, [talked.0, talked.1]) {
      calls[call].answeredTick = BoardTick(milliseconds: Shop.tickAtStart - talked)
      calls[call].lastHeardTick = BoardTick(milliseconds: Shop.tickAtStart - heardBefore)
    }
    calls[1].authorisation.call = CallID(rawValue: 42)
    calls[1].authorisation.wireCall = CallID(rawValue: 42)
    calls[1].authorisation.booth = BoothNumber("4313")
    calls[1].authorisation.line = 1
    var shop = Shop(
      restored: RestoredState(
        openCalls: calls, balance: balance, lastCallID: CallID(rawValue: 42)))
    shop.connect([
      shop.report(line: 0, .talking, call: CallID(rawValue: 41), lease: lease),
      shop.report(line: 1, .talking, call: CallID(rawValue: 42), lease: lease),
    ])
    return shop
  }

  @Test func `two calls taken over spend no more than there is`() {
    var shop = takenOver(
      talked: (100_000, 100_000), heardBefore: 100_000, balance: .pesos(700), lease: 0)
    var done = Set<CallID>()
    var limits: [CallID: UInt32] = [:]
    while done.count < 2, shop.time < 200_000 {
      for case .lease(let renewals) in shop.commands {
        for renewal in renewals { limits[renewal.call] = renewal.talkLimitMilliseconds }
      }
      for (line, id) in [(0, 41), (1, 42)] as [(Int, UInt32)] {
        let call = CallID(rawValue: id)
        if !done.contains(call), let limit = limits[call], 100_000 + shop.time >= Int64(limit) {
          done.insert(call)
          shop.event(.released(line: line, call: call, cause: .talkLimit, pulses: 0))
        }
      }
      shop.pass(seconds: 0.1)
    }
    #expect(shop.ends.map(\.cost).reduce(.zero, +) <= .pesos(700))
    #expect(shop.ends.count == 2)
  }

  /// 1006 costs 200 a minute: 67 s come to 223, the 68th to 227.
  @Test func `what a daemon before granted is nobody else's while its lease lasts`() {
    var shop = takenOver(
      talked: (31_000, 66_950), heardBefore: 0, balance: .pesos(427), lease: 18_000)
    shop.pass(seconds: 0.3)
    // The limit it was given before, and no other has come to the board.
    shop.event(
      .released(line: 1, call: CallID(rawValue: 42), cause: .talkLimit, pulses: 0))
    #expect(shop.ends.map(\.cost) == [.pesos(227)])
    #expect(shop.exchange.freeBalance == .zero)
    var promised: [UInt32?] = []
    for case .lease(let renewals) in shop.commands {
      promised += renewals.filter { $0.line == 0 }.map(\.talkLimitMilliseconds)
    }
    #expect(!promised.isEmpty && promised.allSatisfy { $0 == 60_000 }, "\(promised)")
  }

  @Test func `a fault ends with the board's restart`() {
    var shop = Shop()
    shop.connect()
    shop.event(.lineFault(line: 0, fault: .short))
    shop.handle(.boardLost(Shop.uid))
    shop.bootID = 78
    shop.nextEvent = 1
    shop.connect()
    #expect(shop.booth().state == .free)
  }

  @Test func `a dearer band at the answer is told to the board at once`() {
    let plain = Tariff.perMinute("1006", "X", 60)
    let dear = RatePlan(
      connectionFee: .zero,
      steps: [RateStep(afterSeconds: 0, price: .pesos(6000), perSeconds: 60, incrementSeconds: 1)])
    let tariff = Tariff(
      prefix: "1006", description: "X", shownPrice: plain.shownPrice, plan: plain.plan,
      bands: [Band(weekdays: [5], fromSecond: 58_740, toSecond: 86_400, plan: dear)])
    var shop = Shop(tariffs: [tariff], balance: .pesos(100))
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    #expect(shop.booth().call?.price?.price == .pesos(60))
    shop.pass(seconds: 46)
    let effects = shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    // Whoever looks is told the price that counts.
    #expect(shop.booth().call?.price?.price == .pesos(6000))
    #expect(effects.contains { if case .command(_, .lease) = $0 { true } else { false } })
    // What the board does: cuts when it hears of the limit, or at the one it has.
    var limit: Int64 = 60_000
    let answered = shop.time
    while shop.time - answered < limit {
      shop.pass(seconds: 0.1)
      for case .lease(let renewals) in shop.commands {
        limit = Int64(renewals[0].talkLimitMilliseconds ?? 60_000)
      }
    }
    shop.event(.released(line: 0, call: call, cause: .talkLimit, pulses: 0))
    #expect(shop.exchange.snapshot(at: shop.now).balance.map { $0 >= .zero } == true)
    #expect(shop.ends.map(\.cost) == [.pesos(100)])
  }

  @Test func `a booth whose caller lifted again while the link was down has a tone`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    shop.event(.onHook(line: 0))
    shop.event(.offHook(line: 0))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.booth().state != .free)
    shop.dial("025854205")
    #expect(shop.connects.last?.digits == "025854205")
  }

}

private typealias TakeOver = `A restarted daemon`
