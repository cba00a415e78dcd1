import BoothControl
import BoothProtocol
import Rating
import Testing

/// Booths that the configuration has no more.
extension `A booth's account` {
  @Test func `of a booth that is not configured any more is told at the start`() {
    let open = BoothAccount(charged: .pesos(67), calls: 1)
    let restored = RestoredState(booths: [
      StoredBooth(number: booth, isDisabled: false, nextCallIsUncharged: false, account: open),
      StoredBooth(
        number: BoothNumber("9"), isDisabled: false, nextCallIsUncharged: false, account: open),
      StoredBooth(number: BoothNumber("8"), isDisabled: false, nextCallIsUncharged: false),
    ])
    let strays = restored.openAccounts(without: Shop().exchange.configuration)
    #expect(strays.map(\.booth) == [BoothNumber("9")])
    #expect(strays.first?.account == open)
  }

  private func withoutBooth(_ number: String, _ account: BoothAccount) -> RestoredState {
    RestoredState(
      booths: [
        StoredBooth(
          number: BoothNumber(number), isDisabled: false, nextCallIsUncharged: false,
          account: account)
      ], balance: .pesos(1000), lastTicket: 6)
  }

  @Test func `of a booth that is not configured any more can be closed, and nothing else`() {
    let removed = BoothNumber("9")
    var shop = Shop(restored: withoutBooth("9", BoothAccount(charged: .pesos(67), calls: 1)))
    shop.connect()
    let card = shop.exchange.snapshot(at: shop.now).booths.first { $0.number == removed }
    #expect(card?.state == .removed)
    #expect(card?.due == .pesos(67))
    #expect(ask(.deposit(removed, amount: .pesos(10)), 1, in: &shop) == .noSuchBooth)
    #expect(ask(.enable(removed), 2, in: &shop) == .noSuchBooth)
    #expect(ask(.chargeNextCall(removed, true), 3, in: &shop) == .noSuchBooth)
    guard
      case .collected(let ticket)? = ask(.collect(removed, received: .pesos(70)), 4, in: &shop)
    else {
      Issue.record("not collected")
      return
    }
    #expect(ticket.change == .pesos(3))
    #expect(!shop.exchange.snapshot(at: shop.now).booths.contains { $0.number == removed })
    // The booths that are there work as ever.
    talk(2.5, in: &shop)
    #expect(shop.booth().account.calls == 1)
  }

  @Test func `a call that was open when its booth was taken out is on that booth's account`() throws
  {
    var before = Shop()
    before.connect()
    let call = before.call("1006")
    before.pass(seconds: 10)
    let authorisation = try #require(
      before.entries.compactMap { entry -> CallAuthorisation? in
        if case .callAuthorised(let authorisation) = entry { authorisation } else { nil }
      }.first)
    #expect(authorisation.call == call)
    var moved = authorisation
    moved.booth = BoothNumber("9")
    var open = OpenCall(authorisation: moved)
    open.answeredTick = BoardTick(milliseconds: 1000)
    open.answeredAt = before.now.wall
    open.signal = .polarityReversal
    open.lastHeardTick = BoardTick(milliseconds: 9000)
    let shop = Shop(restored: RestoredState(openCalls: [open], balance: .pesos(1000)))
    let card = shop.exchange.snapshot(at: shop.now).booths.first { $0.number == BoothNumber("9") }
    #expect(card?.state == .removed)
    #expect(card?.account.calls == 1)
    #expect(card.map { $0.account.charged > .zero } == true)
  }
}
