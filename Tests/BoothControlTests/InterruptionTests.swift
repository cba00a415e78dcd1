import BoothControl
import BoothProtocol
import Rating
import Testing

/// What a link that was away, a daemon that was killed or a board that forgets may not lead to.
@Suite struct `An interruption` {
  private static func booth(_ number: String = "4312") -> BoothNumber { BoothNumber(number) }

  @Test func `while a number is dialled does not connect half of it`() {
    // The digits before were told to the daemon before.
    var shop = Shop()
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    shop.dial("5854205")
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.pass(seconds: 20)
    #expect(shop.connects.isEmpty)
    shop.event(.onHook(line: 0))
    shop.lift(dialling: "025854205")
    #expect(shop.connects.map(\.digits) == ["025854205"])
  }

  @Test func `is none for a caller of whom the log tells all`() {
    var shop = Shop()
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.dial("02")
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.dial("5854205")
    #expect(shop.connects.map(\.digits) == ["025854205"])
  }

  @Test func `does not connect what was dialled long before it ended`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.dial("10")
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 11)
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(shop.booth().state == .refused(.interrupted))
    shop.dial("06")
    shop.pass(seconds: 20)
    #expect(shop.connects.isEmpty)
  }

  @Test func `does not connect long after what was promised before it`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.connects.count == 1)
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 15)
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(shop.connects.count == 1)
    #expect(shop.ends.map(\.cause) == [.notConnected])
    #expect(shop.tones.last == .congestion)
  }

  @Test func `that is short has CONNECT said again`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 2)
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(shop.connects.count == 2)
    shop.pass(seconds: 30)
    #expect(!shop.commands.contains { if case .cut = $0 { true } else { false } })
  }

  @Test func `does not undo a cut of the owner's`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    shop.handle(.boardLost(Shop.uid))
    shop.handle(.owner(.cut(Self.booth()), OwnerRequestID(rawValue: 1)))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(shop.connects.count == 1)
    #expect(shop.ends.map(\.cause) == [.cutByOwner])
  }

  @Test func `in which the far end answered does not let the ringing run out`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.pass(seconds: 115)
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 6)
    shop.connect([shop.report(line: 0, .talking, call: call, lease: 9000)], caughtUp: false)
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(!shop.commands.contains { if case .cut = $0 { true } else { false } })
    #expect(shop.booth().state == .talking)
  }

  @Test func `that cost the lifting of a handset leaves no booth without a tone`() {
    var shop = Shop()
    shop.connect()
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(shop.tones.last == .congestion)
    #expect(shop.booth().state == .refused(.interrupted))
    shop.event(.onHook(line: 0))
    #expect(shop.booth().state == .free)
  }

  @Test func `by a full log ends what was being dialled, and flags the calls`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.event(.offHook(line: 1))
    shop.dial("02", line: 1)
    shop.event(.gap(lost: 3, firstTick: shop.tick))
    #expect(shop.booth(1).state == .refused(.interrupted))
    shop.pass(seconds: 3)
    shop.hangUp(call)
    #expect(shop.ends.map(\.suspicions) == [[.eventsLost]])
    #expect(shop.ends.map(\.charge) == [.pesos(10)])
  }

  @Test func `of which a board tells late does not lose the true end of a call`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.handle(.boardLost(Shop.uid))
    shop.connect()
    #expect(shop.ends.count == 1)
    let effects = shop.event(.released(line: 0, call: call, cause: .farEndHungUp, pulses: 0))
    #expect(effects.contains(.report(.unknownCall(Shop.uid, call))))
    let isWritten = shop.entries.contains { entry in
      if case .boardEvent(let record) = entry { record.event.kind.type == 0x27 } else { false }
    }
    #expect(isWritten)
  }

  @Test func `grants a call that was not answered no more than its money`() {
    var open = `A restarted daemon`.openCall(answered: false)
    open.authorisation.reserved = .pesos(10)
    var shop = Shop(
      restored: RestoredState(
        openCalls: [open], balance: .pesos(10), lastCallID: CallID(rawValue: 41)))
    shop.connect([shop.report(line: 0, .connected, call: CallID(rawValue: 41), lease: 9000)])
    let limits = shop.commands.compactMap { command -> UInt32? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first?.talkLimitMilliseconds
    }
    #expect(limits.first == 3000)
  }

  @Test func `of a board that drops the end of a call is found out at the hook`() {
    var shop = Shop()
    shop.connect()
    shop.call("1006")
    shop.pass(seconds: 3)
    #expect(shop.event(.onHook(line: 0)).contains(.renewSession(Shop.uid)))
    shop.handle(.boardLost(Shop.uid))
    shop.connect()
    #expect(shop.booth().state == .free)
    #expect(shop.ends.map(\.suspicions) == [[.endUnknown, .interruptedByFault]])
  }

  @Test func `of a board that never tells of an end it was told to make is found out`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    shop.event(.seized(line: 0, call: shop.connects[0].call, trunk: 0, digits: ""))
    shop.handle(.owner(.cut(Self.booth()), OwnerRequestID(rawValue: 1)))
    shop.pass(seconds: 16)
    let isRenewed = shop.log.contains(.renewSession(Shop.uid))
    #expect(isRenewed)
  }

  @Test func `in which a number was taken back by a tap connects what was dialled after it`() {
    var shop = Shop()
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.dial("025854205")
    shop.event(.flash(line: 0))
    shop.dial("1006")
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.connects.map(\.digits) == ["1006"])
  }

  @Test func `of the disk takes a number back that was tapped away while it waited`() {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    shop.event(.offHook(line: 0))
    shop.dial("1006")
    shop.event(.flash(line: 0))
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .offHook)
  }

  @Test func `in which the board refused a number does not connect it afterwards`() {
    var shop = Shop()
    shop.connect([shop.report(line: 0, .released), shop.report(line: 1)], caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.dial("1006")
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.interrupted))
    shop.event(.onHook(line: 0))
    shop.lift(dialling: "1006")
    #expect(shop.connects.count == 1)
  }
}
