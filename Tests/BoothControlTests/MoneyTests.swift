import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `The money` {
  /// 200 a minute; 10 pesos last 3 seconds.
  @Test func `is granted no further than it goes, and the board is told where to cut`() throws {
    var shop = Shop(balance: .pesos(10))
    shop.connect()
    let call = shop.call("1006")
    #expect(
      shop.connects.first?.grant
        == .leased(
          leaseMilliseconds: 20_000, talkLimitMilliseconds: 3000))
    shop.pass(seconds: 3.004)
    shop.event(.released(line: 0, call: call, cause: .talkLimit, pulses: 0))
    let end = try #require(shop.ends.first)
    #expect(end.charge == .pesos(10))
    #expect(end.talked == .seconds(3))
    #expect(end.cause == .moneyEnded)
    #expect(shop.exchange.snapshot(at: shop.now).balance == .zero)
  }

  @Test func `is spent to exactly nothing by two calls at once, and never twice`() {
    var shop = Shop(balance: .pesos(250))
    shop.connect()
    var calls: [CallID] = []
    var answered: [Int64] = []
    for line in 0...1 {
      calls.append(shop.call("1006", line: line))
      answered.append(shop.time)
    }
    #expect(calls[0] != calls[1])
    var limits: [CallID: UInt32] = [:]
    while shop.ends.count < 2, shop.time < 600_000 {
      shop.pass(seconds: 0.1)
      for case .connect(_, let call, _, .leased(_, let limit), _) in shop.commands {
        limits[call] = limit
      }
      for case .lease(let renewals) in shop.commands {
        for renewal in renewals { limits[renewal.call] = renewal.talkLimitMilliseconds }
      }
      for (line, call) in calls.enumerated() where !shop.ends.contains(where: { $0.call == call }) {
        guard let limit = limits[call], shop.time - answered[line] >= Int64(limit) else { continue }
        shop.event(.released(line: line, call: call, cause: .talkLimit, pulses: 0))
      }
    }
    #expect(shop.ends.map(\.cost).reduce(.zero, +) == .pesos(250))
    #expect(shop.exchange.snapshot(at: shop.now).balance == .zero)
    #expect(shop.ends.flatMap(\.suspicions).isEmpty)
  }

  @Test func `that is all held back for one call refuses the next`() {
    var shop = Shop(balance: .pesos(100))
    shop.connect()
    #expect(shop.exchange.snapshot(at: shop.now).reserved == .zero)
    shop.call("1006", line: 0)
    #expect(shop.exchange.snapshot(at: shop.now).reserved == .pesos(100))
    shop.lift(dialling: "1006", line: 1)
    #expect(shop.booth(1).state == .refused(.noBalance))
  }

  @Test func `that one call gives back is there for the other`() {
    var shop = Shop(balance: .pesos(250))
    shop.connect()
    let first = shop.call("1006", line: 0)
    let second = shop.call("1006", line: 1)
    shop.pass(seconds: 3)
    shop.hangUp(first, line: 0)
    shop.pass(seconds: 6)
    let renewal = shop.commands.reversed().lazy.compactMap { command -> LeaseRenewal? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first { $0.call == second }
    }.first
    // 240 pesos are left for the second: 72 seconds; it is granted a minute beyond where it is.
    #expect((renewal?.talkLimitMilliseconds ?? 0) > 60_000)
    #expect((renewal?.talkLimitMilliseconds ?? 0) <= 72_000)
  }

  @Test func `is announced before it ends`() {
    var shop = Shop(balance: .pesos(100)) { $0.warningSeconds = 10 }
    shop.connect()
    shop.call("1006")
    shop.pass(seconds: 19.5)
    #expect(!shop.tones.contains(.warning))
    shop.pass(seconds: 1)
    #expect(shop.tones.contains(.warning))
    #expect(shop.tones.filter { $0 == .warning }.count == 1)
  }

  @Test func `is announced again when a payment only put off its end`() {
    var shop = Shop(balance: .pesos(100)) { $0.warningSeconds = 10 }
    shop.connect()
    shop.call("1006")
    shop.pass(seconds: 25)
    shop.handle(.owner(.pay(amount: .pesos(200), reference: ""), OwnerRequestID(rawValue: 1)))
    shop.pass(seconds: 60)
    #expect(shop.tones.filter { $0 == .warning }.count == 2)
  }

  @Test func `that is paid in is there at once for a call in progress`() {
    var shop = Shop(balance: .pesos(100))
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 10)
    shop.handle(
      .owner(.pay(amount: .pesos(1000), reference: "abono"), OwnerRequestID(rawValue: 1)))
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1100))
    shop.pass(seconds: 10)
    let renewal = shop.commands.reversed().lazy.compactMap { command -> LeaseRenewal? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first { $0.call == call }
    }.first
    #expect((renewal?.talkLimitMilliseconds ?? 0) > 60_000)
  }

  @Test func `lease is renewed every five seconds while a call lasts, and not after`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    let before = shop.commands.count { if case .lease = $0 { true } else { false } }
    shop.pass(seconds: 60)
    let during = shop.commands.count { if case .lease = $0 { true } else { false } }
    #expect((11...13).contains(during - before))
    shop.hangUp(call)
    shop.pass(seconds: 60)
    let after = shop.commands.count { if case .lease = $0 { true } else { false } }
    #expect(after == during)
  }
}
