import BoothControl
import BoothProtocol
import Rating
import Testing

/// What there are coins for.
extension `A booth's account` {
  @Test func `is in coins no more than the credit that was enough for it`() {
    var shop = Shop {
      $0.cashRounding = CashRounding(mode: .up, coin: .pesos(10))
    }
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(30)), in: &shop) == .done)
    talk(6.5, in: &shop)
    #expect(shop.booth().account.charged == .pesos(23))
    #expect(shop.booth().due == .zero)
  }

  @Test func `is in what the currency has, though a connection fee is finer`() throws {
    var tariff = Tariff.perMinute("1006", "INTERNAS 02", 200)
    tariff.plan.connectionFee = try Money(price: "0.5")
    var shop = Shop(tariffs: [tariff])
    shop.connect()
    talk(5.5, in: &shop)
    #expect(shop.booth().account.charged == Money(micros: 20_500_000))
    #expect(shop.booth().due == .pesos(21))
    guard
      case .collected(let ticket)? = ask(
        .collect(booth, expected: .pesos(21), received: .pesos(21)), in: &shop)
    else {
      Issue.record("what is shown cannot be paid")
      return
    }
    #expect(ticket.change == .zero)
  }

  @Test func `with a call in progress is shown as the till takes it when that ends`() {
    var shop = Shop(configure: chile)
    shop.connect()
    talk(67.5, in: &shop)
    #expect(shop.booth().dueWithCall == .pesos(230))
    let call = shop.call("1006")
    shop.pass(seconds: 67.5)
    #expect(shop.booth().call?.total == .pesos(227))
    #expect(shop.booth().due == .pesos(230))
    // Of 454, and not of each of its calls.
    #expect(shop.booth().dueWithCall == .pesos(450))
    shop.hangUp(call)
    #expect(shop.booth().due == .pesos(450))
    #expect(shop.booth().dueWithCall == .pesos(450))
  }

  /// 200 a minute: a second is 3 pesos, and the smallest coin 10.
  @Test func `that owes no coin takes credit, and what it owed is on a ticket of its own`() {
    var shop = Shop(configure: chile)
    shop.connect()
    talk(0.5, in: &shop)
    #expect(shop.booth().account.charged == .pesos(3))
    #expect(shop.booth().due == .zero)
    #expect(ask(.deposit(booth, amount: .pesos(100)), in: &shop) == .done)
    #expect(shop.booth().account == BoothAccount(credit: .pesos(100)))
    #expect(shop.booth().call == nil)
    let tickets = shop.entries.compactMap { entry -> Ticket? in
      if case .ticketClosed(let ticket, _, _) = entry { ticket } else { nil }
    }
    #expect(tickets.map(\.account.charged) == [.pesos(3)])
    #expect(tickets.map(\.payable) == [.zero])
    talk(2.5, in: &shop)
    guard case .collected(let ticket)? = ask(.collect(booth), 2, in: &shop) else {
      Issue.record("not collected")
      return
    }
    #expect(ticket.number == 2)
    #expect(ticket.due == .pesos(-90))
  }

  @Test func `that owes no coin is as it was when the ledger refuses the credit`() {
    var shop = Shop(configure: chile)
    shop.connect()
    talk(0.5, in: &shop)
    shop.commitsAtOnce = false
    #expect(ask(.deposit(booth, amount: .pesos(100)), in: &shop) == nil)
    shop.handle(.rejected(batch: shop.submitted, "no"))
    #expect(shop.booth().account == BoothAccount(charged: .pesos(3), calls: 1))
    shop.commitsAtOnce = true
    #expect(ask(.deposit(booth, amount: .pesos(100)), 2, in: &shop) == .done)
  }

  @Test func `takes and gives back what there are coins for`() {
    var shop = Shop(configure: chile)
    shop.connect()
    #expect(
      ask(.deposit(booth, amount: .pesos(105)), in: &shop) == .notInCoins(coin: .pesos(10)))
    talk(67.5, in: &shop)
    #expect(
      ask(.collect(booth, received: .pesos(303)), 2, in: &shop) == .notInCoins(coin: .pesos(10)))
    #expect(shop.booth().account.charged == .pesos(227))
    guard case .collected(let ticket)? = ask(.collect(booth, received: .pesos(300)), 3, in: &shop)
    else {
      Issue.record("not collected")
      return
    }
    #expect(ticket.change == .pesos(70))
  }
}
