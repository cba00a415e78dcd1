import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `A booth's account` {
  let booth = BoothNumber("4312")

  func ask(
    _ action: OwnerAction, _ request: UInt64 = 1, in shop: inout Shop
  ) -> OwnerActionResult? {
    let request = OwnerRequestID(rawValue: request)
    return shop.handle(.owner(action, request)).compactMap { effect in
      if case .answer(request, let result) = effect { result } else { nil }
    }.first
  }

  /// Talk at 200 a minute from line 0, hung up in time.
  func talk(_ seconds: Double, in shop: inout Shop) {
    let call = shop.call("1006")
    shop.pass(seconds: seconds)
    shop.hangUp(call)
  }

  func chile(_ configuration: inout ShopConfiguration) {
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
    // Who expected another sum asks for another closing.
    let (due, other) = (Money.pesos(10), Money.pesos(11))
    #expect(ask(.collect(booth, expected: due, key: "k"), 4, in: &shop) == first)
    #expect(ask(.collect(booth, expected: other, key: "k"), 5, in: &shop) == .keyTaken)
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
    shop.handle(.rejected(batch: shop.submitted, "reviewed before"))
    #expect(shop.booth().account == BoothAccount(charged: .pesos(10), calls: 1))
  }

  @Test(arguments: [(0.9, true), (2.0, true), (2.1, false)])
  func `flags a charged call that is too short to be one`(seconds: Double, isFlagged: Bool) {
    var shop = Shop()
    shop.connect()
    talk(seconds, in: &shop)
    #expect(shop.ends.last?.suspicions == (isFlagged ? [.tooShort] : []))
  }
}
