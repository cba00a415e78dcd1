import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `A payment` {
  private func pay(
    _ pesos: Int64, _ reference: String = "abono", on day: String? = nil, key: String?,
    request: UInt64, in shop: inout Shop
  ) -> [OwnerActionResult] {
    let request = OwnerRequestID(rawValue: request)
    let effects = shop.handle(
      .owner(
        .pay(
          amount: .pesos(pesos), reference: reference, paidOn: day.flatMap { CalendarDay($0) },
          key: key), request))
    return answers(effects, to: request)
  }

  private func answers(
    _ effects: [Exchange.Effect], to request: OwnerRequestID
  ) -> [OwnerActionResult] {
    effects.compactMap { effect in
      if case .answer(request, let result) = effect { result } else { nil }
    }
  }

  /// The instants of the payments that were made; a refusal is none.
  private func paid(_ results: [OwnerActionResult]) -> [WallTime] {
    results.compactMap { if case .paid(let time) = $0 { time } else { nil } }
  }

  private func payments(_ shop: Shop) -> Int {
    shop.entries.count { if case .payment = $0 { true } else { false } }
  }

  @Test func `asked for twice under one key is made once`() {
    var shop = Shop(balance: .pesos(100))
    let first = paid(pay(1000, key: "a", request: 1, in: &shop))
    #expect(first.count == 1)
    #expect(paid(pay(1000, key: "a", request: 2, in: &shop)) == first)
    #expect(payments(shop) == 1)
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1100))
    // No other has the instant of one.
    let others = [("b", 3), (nil, 4), (nil, 5)].map {
      paid(pay(1000, key: $0, request: $1, in: &shop))
    }
    #expect(Set([first] + others).count == 4 && others.allSatisfy { $0.count == 1 })
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(4100))
  }

  @Test func `asked for again while it is on its way to the disk is answered when it is there`() {
    var shop = Shop(balance: .pesos(100))
    shop.commitsAtOnce = false
    #expect(pay(1000, key: "a", request: 1, in: &shop) == [])
    let batch = shop.submitted
    // Another one behind it, which is not on disk when the first is.
    #expect(pay(7, key: "b", request: 2, in: &shop) == [])
    #expect(pay(1000, key: "a", request: 3, in: &shop) == [])
    #expect(payments(shop) == 2)
    let done = shop.handle(.committed(upTo: batch))
    let first = paid(answers(done, to: OwnerRequestID(rawValue: 1)))
    #expect(first.count == 1)
    #expect(paid(answers(done, to: OwnerRequestID(rawValue: 3))) == first)
    #expect(answers(done, to: OwnerRequestID(rawValue: 2)) == [])
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1100))
  }

  @Test func `that is on disk is known again though the disk now refuses`() {
    var shop = Shop(balance: .pesos(100))
    #expect(paid(pay(1000, key: "a", request: 1, in: &shop)).count == 1)
    shop.handle(.storageFailed("disk full"))
    #expect(paid(pay(1000, key: "a", request: 2, in: &shop)).count == 1)
    #expect(pay(1000, key: "b", request: 3, in: &shop) == [.notStored("disk full")])
  }

  @Test func `that the ledger refused may be asked for again`() {
    var shop = Shop(balance: .pesos(100))
    shop.commitsAtOnce = false
    #expect(pay(1000, key: "a", request: 1, in: &shop) == [])
    let refused = shop.handle(.rejected(batch: shop.submitted, "full"))
    #expect(answers(refused, to: OwnerRequestID(rawValue: 1)) == [.notStored("full")])
    shop.handle(.committed(upTo: shop.submitted))
    #expect(pay(1000, key: "a", request: 2, in: &shop) == [])
    let done = shop.handle(.committed(upTo: shop.submitted))
    #expect(paid(answers(done, to: OwnerRequestID(rawValue: 2))).count == 1)
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1100))
  }

  @Test func `that was made before the core can remember is answered, and moves nothing`() {
    var shop = Shop(balance: .pesos(100))
    shop.commitsAtOnce = false
    #expect(pay(1000, key: "a", request: 1, in: &shop) == [])
    let then = WallTime(milliseconds: 1)
    let answered = shop.handle(.declined(batch: shop.submitted, .paid(at: then)))
    #expect(answers(answered, to: OwnerRequestID(rawValue: 1)) == [.paid(at: then)])
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(100))
  }

  @Test func `with the key of another is refused`() {
    var shop = Shop(balance: .pesos(100))
    #expect(paid(pay(1000, key: "a", request: 1, in: &shop)).count == 1)
    #expect(pay(2000, key: "a", request: 2, in: &shop) == [.keyTaken])
    #expect(pay(1000, "otra", key: "a", request: 3, in: &shop) == [.keyTaken])
    #expect(pay(1000, on: "2006-10-26", key: "a", request: 4, in: &shop) == [.keyTaken])
    #expect(paid(pay(1, on: "2006-10-26", key: "b", request: 5, in: &shop)).count == 1)
    #expect(paid(pay(1, on: "2006-10-26", key: "b", request: 6, in: &shop)).count == 1)
    #expect(pay(1, on: "2006-10-25", key: "b", request: 7, in: &shop) == [.keyTaken])
    #expect(pay(1, key: "b", request: 8, in: &shop) == [.keyTaken])
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1101))
  }

  @Test func `made before the daemon started is known by its key`() {
    let stored = DoneRequest(
      KeyedRequest(
        key: "a", matter: .payment(amount: .pesos(1000), reference: "abono", paidOn: nil)),
      .paid(at: WallTime(milliseconds: 1)))
    var shop = Shop(restored: RestoredState(balance: .pesos(1100), requests: [stored]))
    #expect(pay(1000, key: "a", request: 1, in: &shop) == [stored.result])
    #expect(payments(shop) == 0)
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(1100))
  }

  @Test func `is known as long as it is among the last 256`() {
    var shop = Shop(balance: .zero)
    for number in 1...257 as ClosedRange<UInt64> {
      #expect(paid(pay(1, key: "\(number)", request: number, in: &shop)).count == 1)
    }
    #expect(paid(pay(1, key: "2", request: 300, in: &shop)).count == 1)
    #expect(payments(shop) == 257)
    #expect(paid(pay(1, key: "1", request: 301, in: &shop)).count == 1)
    #expect(payments(shop) == 258)
  }

  @Test func `can be corrected, and what was promised on it is not billed twice`() {
    var shop = Shop(balance: .pesos(1000))
    shop.connect()
    let call = shop.call("1006")
    shop.pass(seconds: 30)
    #expect(paid(pay(-990, "corrección", key: nil, request: 1, in: &shop)).count == 1)
    #expect(shop.exchange.snapshot(at: shop.now).balance == .pesos(10))
    shop.pass(seconds: 6)
    let renewal = shop.commands.reversed().lazy.compactMap { command -> LeaseRenewal? in
      guard case .lease(let renewals) = command else { return nil }
      return renewals.first { $0.call == call }
    }.first
    // No more than it was granted before.
    #expect((renewal?.talkLimitMilliseconds ?? .max) <= 60_000)
  }

  @Test(arguments: [
    Int64.min + 5, Int64.max - 5, 1_000_000_000_000_000_000, -1_000_000_000_000_000_000,
  ])
  func `that takes the balance beyond what can be counted is refused`(balance: Int64) {
    var shop = Shop(balance: Money(micros: balance))
    let results = pay(balance < 0 ? -1 : 1, key: "a", request: 1, in: &shop)
    #expect(results == [.tooMuch(limit: .pesos(1_000_000_000_000))])
    #expect(payments(shop) == 0)
  }
}
