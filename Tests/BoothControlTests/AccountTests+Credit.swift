import BoothControl
import BoothProtocol
import Rating
import Testing

/// What is paid in advance.
extension `A booth's account` {
  /// 200 a minute: 20 pesos are six seconds.
  @Test func `with credit ends its call when that does, and gives back what is left`() throws {
    var shop = Shop(configure: chile)
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(30)), in: &shop) == .done)
    talk(2.5, in: &shop)
    #expect(shop.booth().account == BoothAccount(credit: .pesos(30), charged: .pesos(10), calls: 1))
    #expect(shop.booth().due == .pesos(-20))
    let call = shop.call("1006")
    #expect(
      shop.connects.last?.grant == .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: 6_000))
    #expect(ask(.collect(booth), in: &shop) == .callInProgress)
    shop.pass(seconds: 6.004)
    shop.event(.released(line: 0, call: call, cause: .talkLimit, pulses: 0))
    shop.event(.onHook(line: 0))
    #expect(shop.ends.last?.charge == .pesos(20))
    #expect(shop.ends.last?.cause == .creditEnded)
    shop.lift(dialling: "1006")
    #expect(shop.booth().state == .refused(.noCredit))
    shop.event(.onHook(line: 0))
    guard case .collected(let ticket)? = ask(.collect(booth), in: &shop) else {
      Issue.record("not collected")
      return
    }
    #expect(ticket.due == .zero)
    #expect(ticket.change == .zero)
    // The next customer pays afterwards again.
    shop.lift(dialling: "1006")
    #expect(shop.booth().state == .connecting)
  }

  @Test func `with credit that is added to in mid-call lets the call go on`() {
    var shop = Shop()
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(20)), in: &shop) == .done)
    let call = shop.call("1006")
    shop.pass(seconds: 3)
    #expect(ask(.deposit(booth, amount: .pesos(100)), 2, in: &shop) == .done)
    shop.pass(seconds: 0.1)
    let limit = shop.commands.reversed().lazy.compactMap { command -> UInt32? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first { $0.call == call }?.talkLimitMilliseconds
    }.first
    #expect(limit == 36_000)
  }

  @Test func `with credit is cut by the centre's balance if that ends sooner`() {
    var shop = Shop(balance: .pesos(10))
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(1000)), in: &shop) == .done)
    shop.lift(dialling: "1006")
    #expect(
      shop.connects.last?.grant == .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: 3_000))
  }

  @Test func `with credit has an end also where no balance is kept`() {
    var shop = Shop(balance: nil)
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(20)), in: &shop) == .done)
    shop.lift(dialling: "1006")
    #expect(
      shop.connects.last?.grant == .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: 6_000))
  }

  @Test func `takes no credit beyond what an amount may be, and says what that is`() {
    var shop = Shop()
    shop.connect()
    #expect(ask(.deposit(booth, amount: .largestAmount), in: &shop) == .done)
    #expect(
      ask(.deposit(booth, amount: .pesos(10)), 2, in: &shop) == .tooMuch(limit: .largestAmount))
    #expect(shop.booth().account.credit == .largestAmount)
  }

  @Test func `takes no credit before what is owed is collected`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    #expect(ask(.deposit(booth, amount: .pesos(500)), in: &shop) == .callInProgress)
    #expect(ask(.collect(booth), in: &shop) == .callInProgress)
    shop.pass(seconds: 2.5)
    shop.hangUp(call)
    #expect(ask(.deposit(booth, amount: .pesos(500)), in: &shop) == .collectFirst)
    _ = ask(.collect(booth), in: &shop)
    #expect(ask(.deposit(booth, amount: .pesos(500)), in: &shop) == .done)
  }

  /// The ledger may refuse the ticket, and then the debt is there again.
  @Test func `takes no credit while a ticket or a review is on its way to the disk`() {
    var shop = Shop()
    shop.connect()
    talk(5.5, in: &shop)
    shop.commitsAtOnce = false
    #expect(ask(.collect(booth), 2, in: &shop) == nil)
    #expect(ask(.deposit(booth, amount: .pesos(500)), 3, in: &shop) == .accountChanging)
    shop.handle(.rejected(batch: shop.submitted, "no"))
    #expect(shop.booth().account == BoothAccount(charged: .pesos(20), calls: 1))
    #expect(ask(.deposit(booth, amount: .pesos(500)), 4, in: &shop) == .collectFirst)
    let review = CallReview(
      call: shop.ends[0].call, booth: booth, charge: .pesos(20), verdict: .waived, note: "")
    #expect(ask(.review(review), 5, in: &shop) == nil)
    #expect(ask(.deposit(booth, amount: .pesos(500)), 6, in: &shop) == .accountChanging)
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.booth().account.isEmpty)
    shop.commitsAtOnce = true
    #expect(ask(.deposit(booth, amount: .pesos(500)), 7, in: &shop) == .done)
  }

  @Test func `that must be paid in advance lets nothing but emergency calls out without credit`() {
    var shop = Shop { $0.booths[0].isPaidInAdvance = true }
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.booth().state == .refused(.noCredit))
    shop.event(.onHook(line: 0))
    shop.lift(dialling: "133")
    #expect(shop.connects.last?.grant == .emergency)
    shop.lift(dialling: "1006", line: 1)
    #expect(shop.booth(1).state == .connecting)
  }

  @Test func `does not pay for a call that is uncharged`() {
    var shop = Shop()
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(10)), in: &shop) == .done)
    #expect(ask(.chargeNextCall(booth, false), in: &shop) == .done)
    talk(20, in: &shop)
    #expect(shop.ends.last?.talked == .seconds(20))
    #expect(shop.booth().account == BoothAccount(credit: .pesos(10)))
  }

  @Test func `has deposits that follow the box's clock back, and no two at one instant`() {
    let now = Shop.wall(0).milliseconds
    let given = [now + 3_600_000, now, now + 1, now + 3].map { WallTime(milliseconds: $0) }
    var shop = Shop(restored: RestoredState(balance: .pesos(1000), moneyTimes: given))
    shop.connect()
    for _ in 0..<2 { #expect(ask(.deposit(booth, amount: .pesos(100)), in: &shop) == .done) }
    let paid = ask(.pay(amount: .pesos(100), reference: ""), in: &shop)
    #expect(paid == .paid(at: WallTime(milliseconds: now + 5)))
    let times = shop.entries.compactMap { entry -> Int64? in
      switch entry {
      case .deposit(_, _, _, _, let at), .payment(_, _, _, _, _, let at): at.milliseconds - now
      default: nil
      }
    }
    #expect(times == [2, 4, 5])
  }

  @Test func `is not collected while a deposit is on its way to the disk`() {
    var shop = Shop()
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(100)), in: &shop) == .done)
    shop.commitsAtOnce = false
    #expect(ask(.deposit(booth, amount: .pesos(50)), 2, in: &shop) == nil)
    #expect(ask(.collect(booth), 3, in: &shop) == .accountChanging)
    shop.handle(.committed(upTo: shop.submitted))
    shop.commitsAtOnce = true
    guard case .collected(let ticket)? = ask(.collect(booth), 4, in: &shop) else {
      Issue.record("not collected")
      return
    }
    #expect(ticket.account.credit == .pesos(150))
  }

  @Test func `can be collected again when the ledger has refused a deposit`() {
    var shop = Shop()
    shop.connect()
    talk(2.5, in: &shop)
    _ = ask(.collect(booth), in: &shop)
    shop.commitsAtOnce = false
    #expect(ask(.deposit(booth, amount: .pesos(50)), 2, in: &shop) == nil)
    shop.handle(.rejected(batch: shop.submitted, "no"))
    shop.commitsAtOnce = true
    #expect(ask(.collect(booth), 3, in: &shop) == .nothingToCollect)
  }

  @Test func `limits a call that began while the deposit was on its way to the disk`() {
    var shop = Shop(balance: nil)
    shop.connect()
    shop.commitsAtOnce = false
    #expect(ask(.deposit(booth, amount: .pesos(20)), in: &shop) == nil)
    let deposit = shop.submitted
    shop.lift(dialling: "1006")
    // The authorisation is on disk before the deposit could be told of.
    let call =
      shop.entries.compactMap { entry -> CallID? in
        if case .callAuthorised(let authorisation) = entry { authorisation.call } else { nil }
      }.last ?? CallID(rawValue: 0)
    #expect(deposit < shop.submitted)
    shop.handle(.committed(upTo: shop.submitted))
    shop.commitsAtOnce = true
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.pass(seconds: 6.1)
    let limits = shop.commands.compactMap { command -> UInt32? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first { $0.call == call }?.talkLimitMilliseconds
    }
    #expect(limits.last == 6_000)
  }

  @Test func `shows what is left of the credit on the display`() {
    var shop = Shop()
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(1500)), in: &shop) == .done)
    let texts = shop.commands.compactMap { command -> String? in
      if case .display(_, _, _, let text, _) = command { text } else { nil }
    }
    #expect(texts.contains { $0.contains("$ 1.500") }, "\(texts)")
  }
}
