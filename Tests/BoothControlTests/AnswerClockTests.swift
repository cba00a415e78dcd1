import BoothControl
import BoothProtocol
import Rating
import Testing

/// Bands follow the shop's clock at the answer, and what it showed is kept with the call.
@Suite struct `The clock at the answer` {
  /// 200 a minute, on Fridays 60.
  private let banded: Tariff = {
    var tariff = Tariff.perMinute("1006", "INTERNAS 02", 200)
    tariff.bands = [
      Band(
        weekdays: [5], fromSecond: 0, toSecond: 86_400,
        plan: RatePlan(
          connectionFee: .zero,
          steps: [
            RateStep(afterSeconds: 0, price: .pesos(60), perSeconds: 60, incrementSeconds: 1)
          ]))
    ]
    return tariff
  }()

  private func clocks(_ shop: Shop) -> [CivilTime?] {
    shop.entries.compactMap { entry -> CivilTime?? in
      if case .callAnswered(_, _, _, let clock, _) = entry { .some(clock) } else { nil }
    }
  }

  @Test func `is written down with the answer where the price depends on it`() throws {
    var shop = Shop(tariffs: [banded])
    shop.connect()
    _ = shop.call("1006")
    // 27-10-2006 was a Friday.
    let clock = try #require(clocks(shop).first)
    #expect(clock?.weekday == 5)
    var plain = Shop()
    plain.connect()
    _ = plain.call("1006")
    #expect(clocks(plain) == [nil])
  }

  @Test func `is what a call is billed by after a restart, whatever the calendar says then`() throws
  {
    var before = Shop(tariffs: [banded])
    before.connect()
    let call = before.call("1006")
    let authorisation = try #require(
      before.entries.lazy.compactMap { entry -> CallAuthorisation? in
        if case .callAuthorised(let authorisation) = entry { authorisation } else { nil }
      }.first)
    var open = OpenCall(authorisation: authorisation)
    open.seizedTick = before.tick
    open.answeredTick = before.tick
    open.answeredAt = before.now.wall
    open.signal = .polarityReversal
    // The rules of the time zone have changed since: by the box it is Friday, it was Thursday.
    open.answeredClock = CivilTime(weekday: 4, millisecondsIntoDay: 0)
    var after = Shop(
      tariffs: [banded], restored: RestoredState(openCalls: [open], balance: .pesos(10_000)))
    after.time = before.time
    after.nextEvent = before.nextEvent
    after.connect([after.report(line: 0, .talking, call: call), after.report(line: 1)])
    after.pass(seconds: 59.5)
    after.hangUp(call)
    #expect(after.ends.first?.charge == .pesos(200))
  }
}
