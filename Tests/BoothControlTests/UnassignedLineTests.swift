import BoothProtocol
import Rating
import Testing

@testable import BoothControl

/// The board of the scripted shop has eight lines and two booths.
@Suite struct `A line without a booth` {
  static let line = 5

  @Test func `connects an emergency number and writes the call down`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: Self.line))
    #expect(shop.tones.last == .refusal)
    shop.dial("133", line: Self.line)
    let connect = shop.connects.last
    #expect(connect?.digits == "133")
    #expect(connect?.grant == .emergency)
    let call = connect?.call ?? CallID(rawValue: 0)
    shop.event(.seized(line: Self.line, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: Self.line, call: call, signal: .polarityReversal))
    shop.pass(seconds: 10)
    shop.hangUp(call, line: Self.line)
    #expect(shop.ends.map(\.call) == [call.unmarked])
    #expect(shop.ends.map(\.charge) == [.zero])
  }

  @Test func `connects nothing else, whatever the owner asks`() {
    var shop = Shop()
    shop.connect()
    let number = BoothNumber("L6-0b0c")
    let request = OwnerRequestID(rawValue: 1)
    #expect(shop.handle(.owner(.enable(number), request)).contains(.answer(request, .noSuchBooth)))
    shop.lift(dialling: "1006", line: Self.line)
    #expect(shop.connects.isEmpty)
    #expect(shop.tones.last == .refusal)
    shop.event(.onHook(line: Self.line))
  }

  @Test func `is shown while somebody has lifted there`() {
    var shop = Shop()
    shop.connect()
    #expect(shop.exchange.snapshot(at: shop.now).booths.count == 2)
    let effects = shop.event(.offHook(line: Self.line))
    #expect(effects.contains(.report(.unassignedLine(Shop.uid, line: Self.line))))
    #expect(shop.exchange.snapshot(at: shop.now).booths.map(\.name).last == "LÍNEA 6")
    shop.event(.onHook(line: Self.line))
    #expect(shop.exchange.snapshot(at: shop.now).booths.count == 2)
  }

  @Test func `has its emergency call taken over by the next daemon`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: Self.line))
    shop.dial("133", line: Self.line)
    let authorisations = shop.entries.compactMap { entry -> CallAuthorisation? in
      guard case .callAuthorised(let authorisation) = entry else { return nil }
      return authorisation
    }
    var open = authorisations.map { OpenCall(authorisation: $0) }
    #expect(open.count == 1)
    open[0].seizedTick = shop.tick
    open[0].answeredTick = shop.tick
    open[0].answeredAt = shop.now.wall
    open[0].signal = .polarityReversal
    var next = Shop(
      restored: RestoredState(openCalls: open, lastCallID: open[0].authorisation.call))
    next.time = shop.time + 7_000
    let call = open[0].authorisation.wireCall
    next.connect([next.report(line: Self.line, .talking, call: call)])
    #expect(!next.commands.contains { if case .cut = $0 { true } else { false } })
    next.hangUp(call, line: Self.line)
    #expect(next.ends.map(\.talked) == [TalkTime(milliseconds: 7_000)])
  }
}

@Suite struct `A board that says its boot id again` {
  @Test func `is left alone, since its events would be taken for older ones`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.hangUp(call)
    shop.handle(.boardLost(Shop.uid))
    // It has restarted: its log begins anew.
    shop.nextEvent = 2
    shop.oldestEvent = 1
    let effects = shop.connect(caughtUp: false)
    #expect(effects.contains(.report(.bootIDRepeated(Shop.uid, bootID: 77))))
    #expect(shop.booth().state == .boardGone)
  }

  @Test func `is found out after a restart of the daemon too`() {
    var shop = Shop(
      restored: RestoredState(
        balance: .pesos(10_000),
        durableEvents: [DurablePosition(board: Shop.uid, bootID: 77, event: 12)]))
    shop.nextEvent = 12
    let effects = shop.connect(caughtUp: false)
    #expect(effects.contains(.report(.bootIDRepeated(Shop.uid, bootID: 77))))
  }
}

@Suite struct `While the shop is open` {
  @Test func `new prices hold for the next call, not for one that was promised`() {
    var shop = Shop()
    shop.connect()
    let first = shop.call("1006")
    shop.handle(
      .tariffs(
        TariffBook(
          rounding: Rounding(mode: .halfUp, decimals: 0),
          tariffs: [.perMinute("1006", "INTERNAS 02", 600)], deck: [], markupPercentMicros: 0)))
    shop.pass(seconds: 3)
    shop.hangUp(first)
    let second = shop.call("1006")
    shop.pass(seconds: 3)
    shop.hangUp(second)
    #expect(shop.ends.map(\.charge) == [.pesos(10), .pesos(30)])
  }

  @Test func `another calendar moves the bands of the next call`() {
    var cheap = Tariff.perMinute("1006", "INTERNAS 02", 600)
    // 16:18 in the scripted shop's UTC; an evening price from 18:00.
    cheap.bands = [
      Band(
        weekdays: Array(1...7), fromSecond: 18 * 3600, toSecond: 24 * 3600,
        plan: Tariff.perMinute("1006", "", 60).plan)
    ]
    var shop = Shop(tariffs: [cheap])
    shop.connect()
    let first = shop.call("1006")
    shop.pass(seconds: 10)
    shop.hangUp(first)
    shop.handle(.calendar(ShopCalendar(initialOffsetSeconds: 2 * 3600)))
    let second = shop.call("1006")
    shop.pass(seconds: 10)
    shop.hangUp(second)
    #expect(shop.ends.map(\.charge) == [.pesos(100), .pesos(10)])
  }

  @Test func `boards beyond what is remembered are left alone`() {
    var shop = Shop()
    seeBoards(64, in: &shop)
    let effects = shop.connect(caughtUp: false)
    #expect(effects.contains(.report(.tooManyBoards(Shop.uid))))
  }

  @Test func `a board that a booth names is taken however many others were here`() {
    var shop = Shop { $0.booths[1].board = Shop.uid }
    seeBoards(64, in: &shop)
    let effects = shop.connect(caughtUp: false)
    #expect(!effects.contains(.report(.tooManyBoards(Shop.uid))))
  }

  @Test func `of boards that are gone the core keeps no lines to look through`() {
    var shop = Shop()
    seeBoards(60, in: &shop)
    shop.connect()
    #expect(shop.exchange.booths.count == 8)
  }

  /// So many boards, each with a number of its own, come and go.
  private func seeBoards(_ count: UInt8, in shop: inout Shop) {
    for number in 0..<count {
      var bytes = [UInt8](repeating: 0, count: 12)
      bytes[0] = number
      guard let uid = BoardUID(bytes: bytes) else {
        Issue.record("no board's number: \(bytes)")
        continue
      }
      var identity = shop.identity()
      identity.uid = uid
      shop.handle(.boardConnected(identity, []))
      shop.handle(.boardLost(uid))
    }
  }
}
