import BoothControl
import BoothProtocol
import Ledger
import Rating
import Testing

/// A batch that can never be applied holds nobody up and is not lost.
@Suite struct RejectionTests {
  let shop: Shop

  init() throws { shop = try Shop() }

  @Test(
    arguments: [
      ([seized(9)], "there is no call 9"),
      ([answered(9)], "there is no call 9"),
      ([heard(9, tick: 1)], "there is no call 9"),
      ([.callEnded(callEnd(9))], "there is no call 9"),
      ([.callEnded(callEnd(0x8000_0009))], "2147483657 is not a call's number"),
      ([.callAuthorised(authorisation(0))], "0 is not a call's number"),
      (
        [.callAuthorised(authorisation(1, booth: "4399"))],
        "call 1 is written already, with other contents"
      ),
      (
        [
          .payment(amount: Money(micros: .max), reference: "", at: at(5)),
          .payment(amount: Money(micros: 1), reference: "", at: at(5)),
        ],
        "the balance would be larger than 64 bits"
      ),
    ] as [([LedgerEntry], String)])
  func `what contradicts the file is kept aside whole, and the others go on`(
    entries: [LedgerEntry], reason: String
  ) throws {
    #expect(shop.store(.callAuthorised(authorisation(1))))
    let bad = shop.submit([payment(1000, "with the bad one")] + entries)
    let good = shop.submit(payment(50))
    #expect(shop.notices.wait(forCommit: good))
    #expect(shop.notices.all.contains(.rejected(batch: bad, reason: reason)))
    #expect(try shop.ledger.restore().balance == pesos(50))
    #expect(shop.ledger.statistics.rejections == 1)
    let kept = try shop.reader().rejectedBatches()
    #expect(kept.map(\.reason) == [reason])
    #expect(kept.first?.entries.contains("with the bad one") == true)
  }

  @Test func `a negative charge breaks the file's own rule`() throws {
    #expect(shop.store(.callAuthorised(authorisation(1))))
    #expect(shop.store(releasedEvent(1, 1), .callEnded(callEnd(1, charge: -1))))
    #expect(shop.rejections.first?.contains("CHECK constraint failed: charge_micros >= 0") == true)
    // The event is not written either, so the right end of the call can still come.
    #expect(shop.store(releasedEvent(1, 1), .callEnded(callEnd(1))))
    #expect(try shop.reader().call(key: 1)?.charge == pesos(227))
  }

  @Test func `a rejected batch leaves no price behind that a later call would be written with`()
    throws
  {
    #expect(shop.store(.callAuthorised(authorisation(1)), .callAuthorised(authorisation(0))))
    #expect(shop.store(.callAuthorised(authorisation(2))))
    #expect(try shop.reader().price(ofCall: 2) == internal02)
    #expect(try shop.reader().call(key: 1) == nil)
  }
}
