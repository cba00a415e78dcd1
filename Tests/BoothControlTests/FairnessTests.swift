import BoothControl
import BoothProtocol
import Rating
import Testing

/// What money and favours may not do behind anybody's back.
@Suite struct `A shop's money` {
  private static let booth = BoothNumber("4312")

  @Test(arguments: [1, 60, 200] as [Int64])
  func `lets nobody call for nothing where there is nothing left`(price: Int64) {
    var shop = Shop(tariffs: [.perMinute("1006", "INTERNAS 02", price)], balance: .zero)
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.noBalance))
  }

  @Test func `lets what is free be called all the same`() {
    var shop = Shop(tariffs: [.perMinute("4375", "INTERNAS 03", 0)], balance: .zero)
    shop.connect()
    shop.lift(dialling: "4375")
    #expect(shop.connects.count == 1)
  }

  @Test func `that comes in at the last second lets the call go on`() {
    var shop = Shop(balance: .pesos(20))
    shop.connect()
    let call = shop.call("1006")
    // 6 s are paid for.
    shop.pass(seconds: 5.9)
    shop.handle(.owner(.pay(amount: .pesos(1000), reference: "abono"), OwnerRequestID(rawValue: 1)))
    let limits = shop.commands.compactMap { command -> UInt32? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first?.talkLimitMilliseconds
    }
    #expect((limits.last ?? 0) > 60_000)
    shop.pass(seconds: 4.1)
    shop.hangUp(call)
    #expect(shop.ends.map(\.talked) == [.seconds(10)])
  }

  @Test func `that another call gives back lets the call go on`() {
    var shop = Shop(balance: .pesos(220))
    shop.connect()
    let first = shop.call("1006")
    let second = shop.call("1006", line: 1)
    shop.hangUp(first)
    let limits = shop.commands.compactMap { command -> UInt32? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first { $0.call == second }?.talkLimitMilliseconds
    }
    #expect((limits.last ?? 0) > 30_000)
  }

  @Test func `is not asked of the call that is «sin cobrar», and of the next again`() {
    var shop = Shop()
    shop.connect()
    shop.handle(.owner(.chargeNextCall(Self.booth, false), OwnerRequestID(rawValue: 1)))
    #expect(shop.booth().nextCallIsUncharged)
    let first = shop.call("1006")
    #expect(!shop.booth().nextCallIsUncharged)
    // The owner does the same favour once more while the first is being used.
    shop.handle(.owner(.chargeNextCall(Self.booth, false), OwnerRequestID(rawValue: 2)))
    shop.pass(seconds: 3)
    // Nobody pays it; the owner sees what he gives away while it runs.
    #expect(shop.booth().call?.total == .zero)
    #expect(shop.booth().call?.worth == .pesos(10))
    shop.hangUp(first)
    #expect(shop.booth().call?.worth == nil)
    #expect(shop.booth().nextCallIsUncharged)
    let second = shop.call("1006")
    shop.pass(seconds: 3)
    shop.hangUp(second)
    let third = shop.call("1006")
    shop.pass(seconds: 3)
    #expect(shop.booth().call?.total == .pesos(10))
    #expect(shop.booth().call?.worth == nil)
    shop.hangUp(third)
    #expect(shop.ends.map(\.charge) == [.zero, .zero, .pesos(10)])
  }

  @Test func `«sin cobrar» is not used up by a call that nobody answers`() {
    var shop = Shop()
    shop.connect()
    shop.handle(.owner(.chargeNextCall(Self.booth, false), OwnerRequestID(rawValue: 1)))
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.hangUp(call)
    #expect(shop.booth().nextCallIsUncharged)
    #expect(
      shop.entries.last
        == .boothChanged(
          Self.booth, isDisabled: false, nextCallIsUncharged: true, at: shop.now.wall))
  }

  @Test func `is not spent by a booth that was disabled while its call was written down`() {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    shop.lift(dialling: "1006")
    shop.handle(.owner(.disable(Self.booth), OwnerRequestID(rawValue: 1)))
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.boothDisabled))
    #expect(shop.tones.last == .refusal)
  }

  @Test func `a change of a booth that cannot be written is taken back`() {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    let request = OwnerRequestID(rawValue: 1)
    shop.handle(.owner(.disable(Self.booth), request))
    #expect(shop.booth().isDisabled)
    let effects = shop.handle(.rejected(batch: shop.submitted, "no"))
    #expect(effects.contains(.answer(request, .notStored("no"))))
    #expect(!shop.booth().isDisabled)
  }

  @Test func `a call that rang out and one that was displaced are not said to have run out of it`()
  {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let first = shop.connects[0].call
    shop.event(.seized(line: 0, call: first, trunk: 0, digits: ""))
    shop.pass(seconds: 121)
    shop.event(.released(line: 0, call: first, cause: .cutByHost, pulses: 0))
    shop.event(.onHook(line: 0))
    let second = shop.call("1006")
    shop.pass(seconds: 3)
    shop.event(.released(line: 0, call: second, cause: .cutByHost, pulses: 0))
    #expect(shop.ends.map(\.cause) == [.notAnswered, .displaced])
    #expect(shop.ends.map(\.charge) == [.zero, .pesos(10)])
  }

  @Test func `ticks that cannot be are not billed in silence`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.handle(
      .boardEvent(
        Shop.uid,
        BoardEvent(
          number: shop.nextEvent, tick: shop.tick.advanced(byMilliseconds: -3_600_000),
          kind: .answered(line: 0, call: call, signal: .polarityReversal))))
    shop.nextEvent += 1
    shop.pass(seconds: 3)
    shop.handle(
      .boardEvent(
        Shop.uid,
        BoardEvent(
          number: shop.nextEvent, tick: shop.tick.advanced(byMilliseconds: 3_600_000),
          kind: .released(line: 0, call: call, cause: .callerHungUp, pulses: 0))))
    #expect(shop.ends.map(\.suspicions) == [[.clockFault]])
    #expect(shop.ends.first.map { $0.talked ?? .zero <= .seconds(8) } == true)
  }

  @Test func `a board's clock that leaps is not billed, and the call is flagged`() {
    var shop = Shop()
    shop.connect()
    shop.tellClock()
    let call = shop.call("1006")
    shop.pass(seconds: 3)
    shop.handle(.boardLost(Shop.uid))
    shop.tickStep = 3_600_000
    shop.connect([shop.report(line: 0, .talking, call: call), shop.report(line: 1)])
    shop.tellClock()
    shop.pass(seconds: 2)
    shop.hangUp(call)
    #expect(shop.ends.map(\.suspicions) == [[.clockFault]])
    #expect(shop.ends.first.map { $0.talked ?? .zero <= TalkTime(milliseconds: 10_005) } == true)
  }

  @Test func `a clock as fast as a bad quartz is billed by, however long one talks`() {
    var shop = Shop(balance: nil)
    shop.connect()
    shop.tellClock()
    let call = shop.call("1006")
    for _ in 0..<4 {
      shop.pass(seconds: 3_600)
      shop.tickStep += 1_800
      shop.tellClock()
    }
    shop.hangUp(call)
    #expect(shop.ends.map(\.suspicions) == [[]])
    #expect(shop.ends.map(\.talked) == [TalkTime(milliseconds: 14_407_200)])
  }

  @Test func `a board's clock that hardly moves is no clock to bill by`() {
    var shop = Shop()
    shop.connect()
    shop.tellClock()
    let call = shop.call("1006")
    shop.pass(seconds: 10)
    shop.handle(.boardLost(Shop.uid))
    shop.tickStep = -9_990
    shop.connect([shop.report(line: 0, .talking, call: call), shop.report(line: 1)])
    shop.tellClock()
    shop.hangUp(call)
    #expect(shop.ends.map(\.suspicions) == [[.tooShort, .clockFault]])
  }

  @Test func `a tick of the future is nothing that a call is billed to when its board restarts`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 4)
    let future = shop.tick.advanced(byMilliseconds: 3_500_000)
    shop.handle(
      .boardEvent(
        Shop.uid, BoardEvent(number: shop.nextEvent, tick: future, kind: .loopOpen(line: 0))))
    shop.nextEvent += 1
    shop.handle(.boardHeard(Shop.uid, future))
    #expect(shop.booth().call?.total == .pesos(13))
    let known = shop.exchange.knownTicks.map(\.tick)
    #expect(!known.isEmpty)
    #expect(known.allSatisfy { $0 < shop.tick.advanced(byMilliseconds: 10_000) })
    shop.bootID += 1
    shop.nextEvent = 1
    shop.connect()
    #expect(shop.ends.map(\.call) == [call])
    #expect(shop.ends.first.map { $0.talked ?? .zero <= .seconds(10) } == true)
  }

  @Test func `a booth whose line the board does not have is not free`() {
    var shop = Shop { $0.booths[1].line = 20 }
    let effects = shop.connect([shop.report(line: 0)])
    #expect(effects.contains(.report(.missingLine(Shop.uid, BoothNumber("4313")))))
    #expect(shop.booth(1).state == .boardGone)
  }
}
