import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `A booth's account` {
  private let booth = BoothNumber("4312")

  private func ask(
    _ action: OwnerAction, _ request: UInt64 = 1, in shop: inout Shop
  ) -> OwnerActionResult? {
    let request = OwnerRequestID(rawValue: request)
    return shop.handle(.owner(action, request)).compactMap { effect in
      if case .answer(request, let result) = effect { result } else { nil }
    }.first
  }

  /// Talk at 200 a minute from line 0, hung up in time.
  private func talk(_ seconds: Double, in shop: inout Shop) {
    let call = shop.call("1006")
    shop.pass(seconds: seconds)
    shop.hangUp(call)
  }

  private func chile(_ configuration: inout ShopConfiguration) {
    configuration.cashRounding = CashRounding(mode: .halfDown, coin: .pesos(10))
  }

  @Test func `gathers the charges of its calls until they are collected`() throws {
    var shop = Shop(configure: chile)
    shop.connect()
    talk(67.5, in: &shop)
    talk(2.5, in: &shop)
    #expect(shop.booth().account == BoothAccount(charged: .pesos(237), calls: 2))
    #expect(shop.booth().due == .pesos(240))
    let result = ask(.collect(booth, received: .pesos(300)), in: &shop)
    guard case .collected(let ticket)? = result else {
      Issue.record("\(String(describing: result))")
      return
    }
    #expect(ticket.account == BoothAccount(charged: .pesos(237), calls: 2))
    #expect(ticket.payable == .pesos(240))
    #expect(ticket.due == .pesos(240))
    #expect(ticket.change == .pesos(60))
    #expect(shop.booth().account.isEmpty)
    #expect(shop.booth().call == nil)
    #expect(ask(.collect(booth), 2, in: &shop) == .nothingToCollect)
  }

  @Test func `is not collected when something else is due by then, or less is received`() {
    var shop = Shop()
    shop.connect()
    talk(67.5, in: &shop)
    #expect(ask(.collect(booth, expected: .pesos(200)), in: &shop) == .otherDue(.pesos(227)))
    #expect(ask(.collect(booth, received: .pesos(226)), in: &shop) == .tooLittle(due: .pesos(227)))
    #expect(shop.booth().account.charged == .pesos(227))
    #expect(ask(.collect(BoothNumber("9"), key: "k"), in: &shop) == .noSuchBooth)
  }

  @Test func `is collected once under a key, and answered with the same ticket`() {
    var shop = Shop()
    shop.connect()
    talk(2.5, in: &shop)
    let first = ask(.collect(booth, key: "k"), 1, in: &shop)
    talk(2.5, in: &shop)
    #expect(ask(.collect(booth, key: "k"), 2, in: &shop) == first)
    #expect(shop.booth().account.charged == .pesos(10))
    #expect(ask(.collect(booth, received: .pesos(5), key: "k"), 3, in: &shop) == .keyTaken)
  }

  @Test func `that the ledger refuses to close is still to be collected`() {
    var shop = Shop()
    shop.connect()
    talk(2.5, in: &shop)
    shop.commitsAtOnce = false
    #expect(ask(.collect(booth, key: "k"), in: &shop) == nil)
    #expect(ask(.collect(booth), 2, in: &shop) == .nothingToCollect)
    let effects = shop.handle(.rejected(batch: shop.submitted, "no"))
    #expect(effects.contains(.answer(OwnerRequestID(rawValue: 1), .notStored("no"))))
    #expect(shop.booth().account == BoothAccount(charged: .pesos(10), calls: 1))
    #expect(shop.booth().call?.total == .pesos(10))
  }

  @Test func `of another customer goes on while the one before is collected`() {
    var shop = Shop()
    shop.connect()
    talk(2.5, in: &shop)
    let next = shop.call("1006")
    guard case .collected(let ticket)? = ask(.collect(booth), in: &shop) else {
      Issue.record("not collected")
      return
    }
    #expect(ticket.account.charged == .pesos(10))
    shop.pass(seconds: 5.5)
    shop.hangUp(next)
    #expect(shop.booth().account == BoothAccount(charged: .pesos(20), calls: 1))
  }

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
  @Test func `takes no credit while a ticket or a judgement is on its way to the disk`() {
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
    #expect(ask(.pay(amount: .pesos(100), reference: ""), in: &shop) == .done)
    let times = shop.entries.compactMap { entry -> Int64? in
      switch entry {
      case .deposit(_, _, _, _, let at), .payment(_, _, _, _, _, let at): at.milliseconds - now
      default: nil
      }
    }
    #expect(times == [2, 4, 5])
  }

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

  @Test func `is the same after a restart`() {
    let stored = StoredBooth(
      number: booth, isDisabled: false, nextCallIsUncharged: false,
      account: BoothAccount(credit: .pesos(30), charged: .pesos(10), calls: 1))
    var shop = Shop(
      restored: RestoredState(booths: [stored], balance: .pesos(1000), lastTicket: 6))
    shop.connect()
    #expect(shop.booth().due == .pesos(-20))
    let call = shop.call("1006")
    #expect(
      shop.connects.last?.grant == .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: 6_000))
    shop.pass(seconds: 2.5)
    shop.hangUp(call)
    guard case .collected(let ticket)? = ask(.collect(booth), in: &shop) else {
      Issue.record("not collected")
      return
    }
    #expect(ticket.number == 7)
    #expect(ticket.due == .pesos(-10))
    #expect(ticket.change == .pesos(10))
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

  @Test func `has back what the end of a call moved when the ledger refuses it`() {
    var shop = Shop(balance: .pesos(1000))
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 67.5)
    shop.commitsAtOnce = false
    shop.event(.released(line: 0, call: call, cause: .callerHungUp, pulses: 0))
    #expect(shop.booth().account.charged == .pesos(227))
    let end = shop.submitted
    shop.handle(.rejected(batch: end, "no"))
    #expect(shop.booth().account.isEmpty)
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1000))
  }

  @Test func `gets back what is waived once that is on disk, not before`() {
    var shop = Shop()
    shop.connect()
    #expect(ask(.deposit(booth, amount: .pesos(20)), in: &shop) == .done)
    talk(5.5, in: &shop)
    let review = CallReview(
      call: shop.ends[0].call, booth: booth, charge: .pesos(20), verdict: .waived, note: "")
    shop.commitsAtOnce = false
    #expect(ask(.review(review), 2, in: &shop) == nil)
    #expect(shop.booth().account.left == .zero)
    #expect(ask(.collect(booth), 3, in: &shop) == .accountChanging)
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.booth().account.left == .pesos(20))
  }

  @Test func `loses the charge of a call that the owner waives`() {
    var shop = Shop()
    shop.connect()
    talk(67.5, in: &shop)
    talk(2.5, in: &shop)
    let review = CallReview(
      call: shop.ends[0].call, booth: booth, charge: .pesos(227), verdict: .waived, note: "")
    #expect(ask(.review(review), in: &shop) == .done)
    #expect(shop.booth().account == BoothAccount(charged: .pesos(10), calls: 1))
    shop.commitsAtOnce = false
    #expect(ask(.review(review), 2, in: &shop) == nil)
    shop.handle(.rejected(batch: shop.submitted, "judged before"))
    #expect(shop.booth().account == BoothAccount(charged: .pesos(10), calls: 1))
  }

  @Test(arguments: [(0.9, true), (2.0, true), (2.1, false)])
  func `flags a charged call that is too short to be one`(seconds: Double, isFlagged: Bool) {
    var shop = Shop()
    shop.connect()
    talk(seconds, in: &shop)
    #expect(shop.ends.last?.suspicions == (isFlagged ? [.tooShort] : []))
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
