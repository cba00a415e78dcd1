import BoothControl
import BoothProtocol
import Rating
import Testing

/// A board waits until an open loop cannot be a flash any more before it tells a hang-up, and the
/// call is billed to when it opened.
@Suite struct `While it is not known whether the caller has hung up` {
  /// 59.5 s into a call at 120 a minute begun.
  private func talking() -> (Shop, CallID) {
    let tariff = Tariff(
      prefix: "1006", description: "MEXICO",
      shownPrice: UnitPrice(price: .pesos(120), unit: .minute),
      plan: RatePlan(
        connectionFee: .zero,
        steps: [
          RateStep(afterSeconds: 0, price: .pesos(120), perSeconds: 60, incrementSeconds: 60)
        ]))
    var shop = Shop(tariffs: [tariff])
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 59.5)
    return (shop, call)
  }

  @Test func `the total stands still, and does not fall at the end`() {
    var (shop, call) = talking()
    #expect(shop.booth().call?.total == .pesos(120))
    shop.event(.loopOpen(line: 0))
    let opened = shop.tick
    shop.pass(seconds: 0.7)
    #expect(shop.booth().call?.total == .pesos(120))
    #expect(shop.booth().call?.seconds == 60)
    for kind in [
      BoardEvent.Kind.released(line: 0, call: call, cause: .callerHungUp, pulses: 0),
      .onHook(line: 0),
    ] {
      shop.handle(
        .boardEvent(Shop.uid, BoardEvent(number: shop.nextEvent, tick: opened, kind: kind)))
      shop.nextEvent += 1
    }
    #expect(shop.booth().call?.total == .pesos(120))
    #expect(shop.ends.map(\.charge) == [.pesos(120)])
  }

  @Test func `a flash lets it go on at once`() {
    var (shop, _) = talking()
    shop.event(.loopOpen(line: 0))
    shop.pass(seconds: 0.6)
    #expect(shop.booth().call?.total == .pesos(120))
    shop.event(.flash(line: 0))
    #expect(shop.booth().call?.total == .pesos(240))
  }

  @Test func `a bad contact lets it go on after a while`() {
    var (shop, call) = talking()
    shop.event(.loopOpen(line: 0))
    shop.pass(seconds: 1.1)
    #expect(shop.booth().call?.total == .pesos(120))
    shop.pass(seconds: 0.2)
    #expect(shop.booth().call?.total == .pesos(240))
    shop.pass(seconds: 2)
    shop.hangUp(call)
    #expect(shop.ends.map(\.charge) == [.pesos(240)])
  }

  @Test func `the money does not stand still`() {
    var shop = Shop(balance: .pesos(1000))
    shop.connect()
    shop.call("1006")
    shop.pass(seconds: 10)
    let before = shop.commands.count
    shop.event(.loopOpen(line: 0))
    shop.pass(seconds: 6)
    #expect(shop.commands[before...].contains { if case .lease = $0 { true } else { false } })
  }
}
