import BoothControl
import BoothProtocol
import Rating
import Testing

/// Emergency calls.
extension `After trouble` {
  @Test func `an emergency call the board dialled alone is adopted from the whole log`() {
    var shop = Shop()
    let call = CallID(rawValue: 0x8000_0001)
    shop.connect(
      [shop.report(line: 0, .talking, call: call), shop.report(line: 1)], caughtUp: false)
    let tonesBefore = shop.tones.count
    shop.event(.offHook(line: 0))
    shop.dial("133")
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: "133"))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.connects.isEmpty)
    #expect(shop.tones.count == tonesBefore)
    for case .connect(let line, let id, let digits, let grant, _) in shop.commands {
      shop.handle(
        .boardAnswered(
          Shop.uid, .connect(line: line, call: id, digits: digits, grant: grant, nextEvent: 1),
          Response(result: .wrongState)))
    }
    #expect(!shop.tones.contains(.congestion))
    #expect(shop.booth().state == .talking)
    shop.pass(seconds: 5)
    shop.event(.released(line: 0, call: call, cause: .callerHungUp, pulses: 0))
    #expect(
      shop.entries.contains {
        if case .callAuthorised(let a) = $0 { a.wireCall == call } else { false }
      })
    #expect(shop.ends.contains { $0.talked == .seconds(5) })
  }

  @Test func `an emergency call with no answer signal is not cut`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "133")
    let id = shop.connects[0].call
    shop.event(.seized(line: 0, call: id, trunk: 0, digits: ""))
    shop.pass(seconds: 130)
    #expect(!shop.commands.contains { if case .cut = $0 { true } else { false } })
  }

  @Test func `a live emergency call unknown to the ledger is not cut`() {
    var shop = Shop()
    shop.connect([shop.report(line: 0, .talking, call: CallID(rawValue: 5)), shop.report(line: 1)])
    #expect(!shop.commands.contains { if case .cut = $0 { true } else { false } })
  }

  @Test func `an emergency call whose authorisation was lost is written down all the same`() {
    var shop = Shop()
    let call = CallID(rawValue: 5).marked
    shop.connect(
      [shop.report(line: 0, .talking, call: call), shop.report(line: 1)], caughtUp: false)
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.pass(seconds: 10)
    shop.hangUp(call)
    #expect(shop.ends.map(\.talked) == [.seconds(10)])
    #expect(shop.ends.map(\.charge) == [.zero])
    shop.lift(dialling: "1005")
    // Written under a number of its own; the board's is not used again.
    #expect(shop.connects.map(\.call) == [CallID(rawValue: 7)])
  }

  @Test func `one that ended before another daemon was there is written down too, and once`() {
    var shop = Shop()
    let call = CallID(rawValue: 5).marked
    shop.connect(caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.pass(seconds: 3)
    shop.event(.released(line: 0, call: call, cause: .callerHungUp, pulses: 0))
    shop.event(.onHook(line: 0))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.ends.map(\.talked) == [.seconds(3)])
    #expect(shop.ends.map(\.suspicions) == [[]])
    // A call of this daemon's own that it has given up is no such one.
    shop.lift(dialling: "133")
    let own = shop.connects[0].call
    #expect(own == CallID(rawValue: 7).marked)
    shop.event(.connectFailed(line: 0, call: own, reason: .callerHungUp))
    shop.event(.seized(line: 0, call: own, trunk: 0, digits: ""))
    #expect(shop.ends.count == 2)
    #expect(
      shop.entries.count { if case .callAuthorised = $0 { true } else { false } } == 2)
  }

  @Test func `an emergency number is heard after a refusal`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.pass(seconds: 17)
    shop.dial("133")
    #expect(shop.connects.map(\.digits) == ["133"])
  }

  @Test func `an emergency call the board dialled while a connect was lost is adopted`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    shop.handle(.boardLost(Shop.uid))
    let call = CallID(rawValue: 0x8000_0001)
    shop.connect(
      [shop.report(line: 0, .talking, call: call), shop.report(line: 1)], caughtUp: false)
    shop.event(.onHook(line: 0))
    shop.event(.offHook(line: 0))
    shop.dial("133")
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: "133"))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.booth().state == .talking)
    #expect(
      shop.entries.contains {
        if case .callAuthorised(let a) = $0 { a.wireCall == call } else { false }
      })
  }
}
