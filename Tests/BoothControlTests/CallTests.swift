import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `A call` {
  @Test(arguments: [(3.0, 10), (68.0, 227), (0.0, 0)])
  func `is billed as the manual's rows have it`(seconds: Double, pesos: Int64) throws {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: seconds)
    shop.hangUp(call)
    let end = try #require(shop.ends.first)
    #expect(end.charge == .pesos(pesos))
    #expect(end.talked == TalkTime(milliseconds: Int64(seconds * 1000)))
    #expect(end.cause == .callerHungUp)
    #expect(shop.ends.count == 1)
    #expect(shop.booth().state == .free)
  }

  @Test func `is on disk before the trunk is seized`() throws {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    shop.lift(dialling: "1005")
    #expect(shop.connects.isEmpty)
    guard case .callAuthorised(let promise) = try #require(shop.entries.last) else {
      Issue.record("no authorisation was written")
      return
    }
    #expect(promise.number == "1005")
    #expect(promise.price?.charge.description == "INTERNAS 01")
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.connects.map(\.digits) == ["1005"])
    #expect(shop.connects.map(\.call) == [promise.call])
  }

  /// Otherwise card and ticket would say nothing of where the call goes.
  @Test func `to a destination without words is called by its prefix`() throws {
    var shop = Shop(tariffs: [.perMinute("1006", "", 200)])
    shop.connect()
    shop.lift(dialling: "10061")
    guard case .callAuthorised(let promise) = try #require(shop.entries.last) else {
      Issue.record("no authorisation was written")
      return
    }
    #expect(promise.price?.charge.description == "1006")
    // Still one price, where the provider has none of its own.
    #expect(promise.price?.cost == promise.price?.charge)
  }

  @Test func `is not connected when the caller has gone before the disk was done`() throws {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    shop.lift(dialling: "1005")
    shop.event(.onHook(line: 0))
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.connects.isEmpty)
    #expect(shop.ends.map(\.cause) == [.notConnected])
    #expect(shop.booth().state == .free)
  }

  @Test func `acknowledges its events only once they are on disk`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1005")
    let beforeSeizing = shop.acknowledged
    #expect(beforeSeizing == shop.nextEvent - 1)
    shop.commitsAtOnce = false
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    let seizedBatch = shop.submitted
    shop.event(.offHook(line: 1))
    #expect(shop.acknowledged == beforeSeizing)
    shop.handle(.committed(upTo: seizedBatch))
    #expect(shop.acknowledged == shop.nextEvent - 1)
  }

  @Test func `shows the total that it will be billed`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 67.5)
    #expect(shop.booth().call?.total == .pesos(227))
    #expect(shop.booth().call?.seconds == 68)
    shop.hangUp(call)
    #expect(shop.ends.first?.charge == .pesos(227))
    #expect(shop.booth().call?.total == .pesos(227))
    #expect(shop.booth().call?.isLive == false)
  }

  @Test func `changes the total when the price does and at no other time`() {
    var shop = Shop()
    shop.connect()
    shop.call("1006")
    var totals: [Money] = []
    for _ in 0..<10 {
      guard let deadline = shop.exchange.deadline else { break }
      let before = shop.booth().call?.total
      shop.time = deadline.milliseconds - 1
      #expect(shop.booth().call?.total == before)
      shop.time = deadline.milliseconds
      if shop.handle(.timer).contains(.changed) { totals.append(shop.booth().call?.total ?? .zero) }
    }
    #expect(totals.starts(with: [3, 7, 10, 13, 17].map { .pesos($0) }))
  }

  @Test func `lasts as long as the board's clock says, whatever the wall clock does`() throws {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 30)
    shop.wallStep = -3_600_000
    shop.pass(seconds: 38)
    shop.hangUp(call)
    #expect(shop.ends.first?.charge == .pesos(227))
  }

  @Test func `is let go at once when the far end hangs up, and the booth hears busy`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 3)
    shop.event(.released(line: 0, call: call, cause: .farEndHungUp, pulses: 0))
    #expect(shop.ends.map(\.cause) == [.farEndHungUp])
    #expect(shop.ends.map(\.charge) == [.pesos(10)])
    #expect(shop.tones.last == .busy)
    #expect(shop.booth().state == .released)
    shop.dial("1005")
    shop.pass(seconds: 20)
    #expect(shop.connects.count == 1)
  }

  @Test func `without an answer costs nothing, however long it rings`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.pass(seconds: 60)
    shop.hangUp(call)
    #expect(shop.ends.map(\.charge) == [.zero])
    #expect(shop.ends.map(\.talked) == [nil])
  }

  @Test func `that rings for two minutes is cut`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.pass(seconds: 121)
    #expect(shop.commands.contains(.cut(line: 0, call: call, toneAfter: .busy)))
  }

  @Test func `with no trunk free tells the caller`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    shop.event(.connectFailed(line: 0, call: shop.connects[0].call, reason: .noTrunkFree))
    #expect(shop.booth().state == .refused(.trunkBusy))
    #expect(shop.tones.last == .congestion)
    #expect(shop.ends.map(\.cause) == [.notConnected])
  }

  @Test func `answered without a signal is flagged`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: call, signal: .setDelay))
    shop.pass(seconds: 3)
    shop.hangUp(call)
    #expect(shop.ends.map(\.suspicions) == [[.answerNotSignalled]])
  }

  @Test func `sin cobrar charges nothing, costs the balance, and only the next one is`() throws {
    var shop = Shop()
    shop.connect()
    shop.handle(.owner(.chargeNextCall(BoothNumber("4312"), false), OwnerRequestID(rawValue: 1)))
    #expect(shop.booth().nextCallIsUncharged)
    let free = shop.call("1006")
    shop.pass(seconds: 68)
    shop.hangUp(free)
    #expect(shop.ends.map(\.charge) == [.zero])
    #expect(shop.ends.map(\.cost) == [.pesos(227)])
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(10_000 - 227))
    #expect(!shop.booth().nextCallIsUncharged)
    let paid = shop.call("1006")
    shop.pass(seconds: 3)
    shop.hangUp(paid)
    #expect(shop.ends.map(\.charge) == [.zero, .pesos(10)])
  }
}
