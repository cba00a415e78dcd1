import BoothControl
import BoothProtocol
import Rating
import Testing

/// A full log has no place for some events of an emergency call.
@Suite struct `An emergency call that a full log does not tell of` {
  private static let local = CallID(rawValue: 0x8000_0001)

  private func report(
    _ shop: Shop, _ state: LineState, _ call: CallID, answered seconds: Int64? = nil
  ) -> [LineReport] {
    var report = shop.report(line: 0, state, call: call)
    report.answeredTick = seconds.map {
      BoardTick(milliseconds: shop.tick.milliseconds - $0 * 1000)
    }
    return [report, shop.report(line: 1)]
  }

  private func authorised(_ shop: Shop) -> [CallID] {
    shop.entries.compactMap { entry -> CallID? in
      if case .callAuthorised(let authorisation) = entry { authorisation.wireCall } else { nil }
    }
  }

  /// The digits are told, the trunk that the board took for them is not.
  @Test func `is adopted from what the board says of the line`() {
    var shop = Shop()
    shop.pass(seconds: 60)
    shop.connect(report(shop, .talking, Self.local, answered: 4), caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.dial("133")
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .talking)
    #expect(authorised(shop) == [Self.local])
    shop.event(.gap(lost: 5, firstTick: shop.tick))
    shop.pass(seconds: 3)
    shop.hangUp(Self.local)
    #expect(shop.ends.map(\.talked) == [.seconds(7)])
    #expect(shop.ends.map(\.cost) == [.zero])
    #expect(shop.ends.first?.suspicions.contains(.eventsLost) == true)
    shop.lift(dialling: "1006")
    #expect(shop.connects.last?.digits == "1006")
  }

  @Test func `is not dialled again by the host that was told its digits`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "133")
    #expect(shop.connects.count == 1)
    shop.handle(.boardLost(Shop.uid))
    shop.connect(report(shop, .connected, Self.local))
    #expect(shop.connects.count == 1)
    #expect(shop.booth().state == .ringing)
    #expect(authorised(shop).last == Self.local)
    #expect(shop.ends.map(\.cause) == [.notConnected])
  }

  @Test func `counts from its answer, which only the line tells`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "133")
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.pass(seconds: 10)
    shop.handle(.boardLost(Shop.uid))
    shop.connect(report(shop, .talking, call, answered: 6))
    #expect(shop.booth().state == .talking)
    shop.hangUp(call)
    #expect(shop.ends.map(\.talked) == [.seconds(6)])
    #expect(authorised(shop) == [call])
  }

  @Test func `is adopted at its answer where that is the first the log tells of it`() {
    var shop = Shop()
    shop.connect(report(shop, .talking, Self.local, answered: 0), caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.event(.answered(line: 0, call: Self.local, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.booth().state == .talking)
    shop.pass(seconds: 5)
    shop.hangUp(Self.local)
    #expect(authorised(shop) == [Self.local])
    #expect(shop.ends.map(\.talked) == [.seconds(5)])
    #expect(shop.ends.map(\.suspicions) == [[.eventsLost]])
  }

  /// A night without a daemon: the call to the police was not in the morning.
  @Test func `was begun when the board says so, not when the daemon heard of it`() {
    var shop = Shop()
    shop.connect()
    shop.pass(seconds: 60)
    let tick = BoardTick(milliseconds: shop.tick.milliseconds - 40_000)
    shop.handle(
      .boardEvent(
        Shop.uid,
        BoardEvent(
          number: 900, tick: tick,
          kind: .seized(line: 0, call: Self.local, trunk: 0, digits: "133"))))
    let begun = shop.entries.compactMap { entry -> WallTime? in
      if case .callAuthorised(let authorisation) = entry { authorisation.at } else { nil }
    }
    #expect(begun.map { shop.now.wall.milliseconds - $0.milliseconds } == [40_000])
  }

  /// What the log is still to tell comes after the line was looked at.
  @Test func `is left to its log while the trunk is being taken`() {
    var shop = Shop()
    shop.connect(report(shop, .seizing, Self.local))
    #expect(authorised(shop).isEmpty)
    shop.event(.seized(line: 0, call: Self.local, trunk: 0, digits: "133"))
    #expect(authorised(shop) == [Self.local])
  }
}
