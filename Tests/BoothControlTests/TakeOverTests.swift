import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `A restarted daemon` {
  /// What the ledger holds of a call of 1006 that was answered a while ago.
  static func openCall(
    answered: Bool = true, seized: Bool = true, bootID: UInt32 = 77, nextEvent: UInt32 = 1
  )
    -> OpenCall
  {
    let book = TariffBook(
      rounding: Rounding(mode: .halfUp, decimals: 0), tariffs: Shop.manualTariffs, deck: [],
      markupPercentMicros: 0)
    var open = OpenCall(
      authorisation: CallAuthorisation(
        call: CallID(rawValue: 41), wireCall: CallID(rawValue: 41), booth: BoothNumber("4312"),
        board: Shop.uid, bootID: bootID, line: 0, dialled: "1006", number: "1006", carrier: nil,
        price: book.price(of: "1006"), isCharged: true, reserved: .pesos(200), nextEvent: nextEvent,
        at: Shop.wall(-60_000)))
    if seized { open.seizedTick = BoardTick(milliseconds: Shop.tickAtStart - 20_000) }
    if answered {
      open.answeredTick = BoardTick(milliseconds: Shop.tickAtStart - 10_000)
      open.answeredAt = Shop.wall(-10_000)
      open.signal = .polarityReversal
      open.lastHeardTick = BoardTick(milliseconds: Shop.tickAtStart - 5_000)
    }
    return open
  }

  /// The log goes back to before the call: to a tap of the hook, or to the caller before.
  @Test(arguments: [true, false], [0, 9, 10])
  func `is not misled by what the log tells of before the call`(
    isAnotherCaller: Bool, nextEvent: UInt32
  ) {
    // Of a call that an earlier version wrote it is not known where in the log it was decided.
    var open = Self.openCall(answered: false, seized: false)
    open.authorisation.nextEvent = nextEvent == 0 ? 0 : isAnotherCaller ? 10 : 9
    var shop = Self.shop(open)
    shop.connect(
      [shop.report(line: 0, .talking, call: CallID(rawValue: 41)), shop.report(line: 1)],
      caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.event(.flash(line: 0))
    shop.dial("9")
    if isAnotherCaller {
      shop.event(.onHook(line: 0))
      shop.event(.offHook(line: 0))
    } else {
      shop.event(.flash(line: 0))
    }
    shop.dial("1006")
    shop.event(.seized(line: 0, call: CallID(rawValue: 41), trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: CallID(rawValue: 41), signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.booth().state == .talking)
    shop.pass(seconds: 68)
    shop.hangUp(CallID(rawValue: 41))
    #expect(shop.ends.map(\.charge) == [.pesos(227)])
    #expect(shop.ends.map(\.suspicions) == [[]])
  }

  @Test func `hears who calls for help after the caller of a call that was lost with the line`() {
    var open = Self.openCall(answered: false, seized: false)
    open.authorisation.nextEvent = 3
    var shop = Self.shop(open)
    shop.nextEvent = 3
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)], caughtUp: false)
    shop.event(.onHook(line: 0))
    shop.event(.offHook(line: 0))
    shop.dial("13")
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.dial("3")
    #expect(shop.connects.map(\.digits) == ["133"])
    #expect(shop.ends.map(\.cause) == [.notConnected])
  }

  @Test func `says an emergency call's CONNECT again that was lost with the daemon before`() {
    var open = Self.openCall(answered: false, seized: false)
    open.authorisation.price = nil
    open.authorisation.isCharged = false
    open.authorisation.number = "133"
    open.authorisation.nextEvent = 6
    var shop = Self.shop(open)
    shop.nextEvent = 6
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(
      shop.commands.contains(
        .connect(
          line: 0, call: CallID(rawValue: 41), digits: "133", grant: .emergency, nextEvent: 6)))
  }

  static func shop(_ open: OpenCall) -> Shop {
    Shop(
      restored: RestoredState(
        openCalls: [open], balance: .pesos(10_000), lastCallID: CallID(rawValue: 41)))
  }

  @Test func `takes a live call over and bills it once, to the tick`() {
    var shop = Self.shop(Self.openCall())
    #expect(shop.booth().state == .boardGone)
    shop.connect([
      shop.report(line: 0, .talking, call: CallID(rawValue: 41)), shop.report(line: 1),
    ])
    #expect(shop.booth().state == .talking)
    #expect(shop.booth().call?.seconds == 10)
    #expect(
      shop.commands.contains {
        if case .lease(let renewals) = $0 {
          renewals.first?.call == CallID(rawValue: 41)
        } else {
          false
        }
      })
    shop.pass(seconds: 58)
    shop.hangUp(CallID(rawValue: 41))
    #expect(shop.ends.map(\.charge) == [.pesos(227)])
    #expect(shop.ends.map(\.talked) == [.seconds(68)])
    #expect(shop.ends.map(\.suspicions) == [[]])
  }

  @Test func `bills a call that ended while it was down from the board's log`() {
    var shop = Self.shop(Self.openCall())
    shop.connect(caughtUp: false)
    shop.time = -7_000
    shop.event(
      .released(
        line: 0, call: CallID(rawValue: 41), cause: .callerHungUp, pulses: 0))
    shop.time = 0
    shop.event(.onHook(line: 0))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.ends.map(\.talked) == [.seconds(3)])
    #expect(shop.ends.map(\.charge) == [.pesos(10)])
    #expect(shop.booth().state == .free)
  }

  @Test func `bills to the last tick heard when the board restarted too, and says so`() {
    var shop = Self.shop(Self.openCall(bootID: 76))
    shop.connect()
    #expect(shop.ends.map(\.talked) == [.seconds(5)])
    #expect(shop.ends.map(\.cause) == [.boardRestarted])
    #expect(shop.ends.map(\.suspicions) == [[.endUnknown, .interruptedByFault]])
    #expect(shop.booth().state == .free)
  }

  @Test func `ends a call that the board never heard of, for nothing`() {
    var shop = Self.shop(Self.openCall(answered: false, seized: false))
    shop.connect()
    #expect(shop.ends.map(\.cause) == [.notConnected])
    #expect(shop.ends.map(\.charge) == [.zero])
    #expect(shop.booth().state == .free)
    shop.lift(dialling: "1005")
    #expect(shop.connects.map(\.call) == [CallID(rawValue: 42)])
  }

  @Test func `does not take digits of a call it has for a second call`() {
    var shop = Self.shop(Self.openCall(answered: false, seized: false))
    shop.connect([shop.report(line: 0, .seizing, call: CallID(rawValue: 41))], caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.dial("1006")
    shop.event(.seized(line: 0, call: CallID(rawValue: 41), trunk: 0, digits: ""))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.pass(seconds: 5)
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .ringing)
  }

  @Test func `does nothing for events that are on disk already, but acknowledges them`() {
    let position = DurablePosition(board: Shop.uid, bootID: 77, event: 5)
    var shop = Shop(
      restored: RestoredState(balance: .pesos(100), durableEvents: [position]))
    shop.nextEvent = 6
    shop.oldestEvent = 4
    shop.connect(caughtUp: false)
    shop.nextEvent = 4
    shop.event(.released(line: 0, call: CallID(rawValue: 3), cause: .callerHungUp, pulses: 0))
    shop.event(.onHook(line: 0))
    #expect(shop.entries.isEmpty)
    #expect(shop.acknowledged == 5)
  }

  @Test func `cuts a call that nobody authorised`() {
    var shop = Shop()
    shop.connect([shop.report(line: 0, .talking, call: CallID(rawValue: 900), lease: 9_000)])
    #expect(
      shop.commands.contains(
        .cut(line: 0, call: CallID(rawValue: 900), toneAfter: .congestion)))
  }

  @Test func `leaves an emergency call alone that the board dialled, and writes it down`() {
    var shop = Shop()
    let call = CallID(rawValue: 0x8000_0001)
    shop.connect([shop.report(line: 0, .talking, call: call)], caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: "133"))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.pass(seconds: 30)
    shop.hangUp(call)
    #expect(shop.ends.map(\.charge) == [.zero])
    #expect(shop.ends.map(\.talked) == [.seconds(30)])
    #expect(!shop.commands.contains { if case .cut = $0 { true } else { false } })
  }

  @Test func `keeps disabled booths disabled`() {
    var shop = Shop(
      restored: RestoredState(
        booths: [
          StoredBooth(
            number: BoothNumber("4312"), isDisabled: true, nextCallIsUncharged: false)
        ], balance: .pesos(100)))
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.booth().state == .refused(.boothDisabled))
  }
}

@Suite struct `A board that goes and comes back` {
  @Test func `keeps its call, and the page says that it is gone meanwhile`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 10)
    shop.handle(.boardLost(Shop.uid))
    #expect(shop.booth().state == .boardGone)
    shop.pass(seconds: 5)
    shop.connect([shop.report(line: 0, .talking, call: call), shop.report(line: 1)])
    #expect(shop.booth().state == .talking)
    #expect(shop.booth().call?.seconds == 15)
    shop.pass(seconds: 53)
    shop.hangUp(call)
    #expect(shop.ends.map(\.charge) == [.pesos(227)])
  }

  @Test func `is asked again for a call whose CONNECT was lost on the way`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "1006")
    let call = shop.connects[0].call
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(shop.connects.map(\.call) == [call, call])
  }

  @Test func `with another boot has lost its calls: billed to the last tick, flagged`() {
    var shop = Shop()
    shop.connect()
    shop.call("1006")
    shop.pass(seconds: 10)
    shop.handle(.boardHeard(Shop.uid, shop.tick))
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 4)
    shop.bootID += 1
    shop.nextEvent = 1
    shop.connect()
    #expect(shop.ends.map(\.talked) == [.seconds(10)])
    #expect(shop.ends.map(\.cause) == [.boardRestarted])
    #expect(shop.booth().state == .free)
    shop.event(.boot(.watchdog))
    #expect(shop.acknowledged == 1)
  }

  @Test func `keeps half-dialled digits over a short interruption`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.dial("100")
    shop.handle(.boardLost(Shop.uid))
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    shop.dial("6")
    shop.pass(seconds: 5)
    #expect(shop.connects.map(\.digits) == ["1006"])
  }

  @Test func `is given its configuration when it has another`() {
    var shop = Shop()
    let wanted = shop.exchange.configuration.boardConfiguration
    shop.handle(.boardConnected(shop.identity(configurationCRC: 0), []))
    #expect(shop.commands.contains(.configure(wanted)))
    #expect(wanted.emergencyNumbers == ["131", "132", "133"])
    var other = Shop()
    other.connect()
    #expect(!other.commands.contains { if case .configure = $0 { true } else { false } })
  }

  @Test(arguments: [(UInt32(0), 2), (0b10, 4), (0b1, 0)])
  func `without displays is sent no text, whatever else it says of them`(
    capabilities: UInt32, rows: Int
  ) {
    var shop = Shop()
    var identity = shop.identity()
    identity.capabilities = Capabilities(rawValue: capabilities)
    identity.display.rows = rows
    #expect(!identity.hasDisplay)
    shop.handle(.boardConnected(identity, [shop.report(line: 0), shop.report(line: 1)]))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.call("1006")
    shop.pass(seconds: 5)
    #expect(shop.booth().state == .talking)
    #expect(!shop.commands.contains { if case .display = $0 { true } else { false } })
  }

  @Test func `that nobody asked for is left aside while the other serves the booths`() throws {
    var shop = Shop()
    shop.connect()
    shop.call("1006")
    var stranger = shop.identity()
    let uid = try #require(BoardUID("ffffffffffffffffffffffff"))
    stranger.uid = uid
    let effects = shop.handle(.boardConnected(stranger, [shop.report(line: 0)]))
    #expect(effects.contains(.report(.unknownBoard(uid))))
    #expect(shop.booth().state == .talking)
    shop.handle(
      .boardEvent(
        uid, BoardEvent(number: 1, tick: shop.tick, kind: .onHook(line: 0))))
    #expect(shop.booth().state == .talking)
    #expect(shop.ends.isEmpty)
  }
}
