import BoothControl
import BoothProtocol
import Ledger
import Rating
import Testing

@Suite struct ExactlyOnceTests {
  let shop: Shop

  init() throws { shop = try Shop() }

  /// Everything in the file, table by table.
  private func contents() throws -> [String] {
    try shop.ledger.write { database in
      try ["booths", "boards", "boots", "events", "quotes", "calls", "accounts", "movements"]
        .flatMap { table in
          let columns = try database.rows(
            "SELECT name FROM pragma_table_info(?1)", [.text(table)], { try $0.text(0) })
          let row = columns.map { "quote(\($0))" }.joined(separator: " || ',' || ")
          return try database.rows(
            "SELECT \(row) FROM \(table)", [], { "\(table) \(try $0.text(0))" })
        }
    }
  }

  private var wholeCall: [[LedgerEntry]] {
    [
      [payment(5000)],
      [.callAuthorised(authorisation(1))],
      [seizedEvent(1, 1), seized(1)],
      [answeredEvent(2, 1), answered(1)],
      [releasedEvent(3, 1), .callEnded(callEnd(1))],
      [.boothChanged(BoothNumber("4312"), isDisabled: true, nextCallIsUncharged: true, at: at(0))],
    ]
  }

  @Test func `every batch of a call and a payment may come twice`() throws {
    for entries in wholeCall { #expect(shop.notices.wait(forCommit: shop.submit(entries))) }
    let before = try contents()
    #expect(before.count == 11)
    for entries in wholeCall { #expect(shop.notices.wait(forCommit: shop.submit(entries))) }
    #expect(try contents() == before)
    #expect(shop.rejections == [])
    #expect(shop.ledger.statistics.duplicates == 3)
    #expect(try shop.ledger.restore().balance == pesos(4887))
  }

  @Test func `a batch whose event is written is skipped whole, whatever else it says`() throws {
    #expect(shop.store(releasedEvent(3, 1), payment(100)))
    #expect(shop.store(releasedEvent(3, 1), payment(200, "otra")))
    #expect(try shop.ledger.restore().balance == pesos(100))
  }

  @Test func `an event of another board, boot or number is another event`() throws {
    let others = [
      event(1, .boot(.powerOn)), event(2, .boot(.powerOn)),
      event(1, .boot(.powerOn), bootID: 8), event(1, .boot(.powerOn), board: otherBoard),
      event(.max, .boot(.powerOn), bootID: .max), event(1, .boot(.powerOn), bootID: 0),
    ]
    for (number, entry) in others.enumerated() {
      #expect(shop.store(entry, payment(1, "\(number)")))
    }
    #expect(try shop.ledger.restore().balance == pesos(Int64(others.count)))
  }

  @Test func `a batch that is half written is kept aside`() throws {
    #expect(shop.store(event(1, .boot(.powerOn)), payment(100)))
    #expect(shop.store(event(1, .boot(.powerOn)), event(2, .boot(.powerOn)), payment(100, "b")))
    #expect(shop.rejections == ["1 of its 2 events are written already, the others are not"])
    #expect(try shop.ledger.restore().balance == pesos(100))
  }

  @Test func `equal payments at other times are other payments`() throws {
    #expect(shop.store(payment(100), payment(100), payment(100, at: at(1)), payment(100, "b")))
    #expect(try shop.ledger.restore().balance == pesos(300))
    let payments = try shop.reader().payments(limit: 10)
    #expect(payments.map(\.number) == [3, 2, 1])
    #expect(payments.map(\.reference) == ["b", "transferencia 1", "transferencia 1"])
    #expect(payments.map(\.amount) == [pesos(100), pesos(100), pesos(100)])
    #expect(payments.map(\.at) == [at(0), at(1), at(0)])
  }

  private func keyed(
    _ amount: Int64, _ key: String, _ reference: String = "abono", at time: WallTime = at(0)
  ) -> LedgerEntry {
    .payment(
      amount: pesos(amount), reference: reference, key: key, actor: "uid 1000", at: time)
  }

  @Test func `a payment with a key is written once, and who made it`() throws {
    #expect(shop.store(keyed(100, "a")))
    #expect(shop.store(keyed(100, "a")))
    #expect(shop.store(keyed(100, "b", at: at(1))))
    #expect(shop.rejections == [])
    #expect(try shop.ledger.restore().balance == pesos(200))
    #expect(try shop.reader().payments(limit: 10).map(\.actor) == ["uid 1000", "uid 1000"])
  }

  @Test(
    arguments: [
      (200, "abono", 0), (100, "otra", 0), (200, "abono", 1),
    ] as [(Int64, String, Int64)])
  func `a payment under the key of another is declined`(
    amount: Int64, reference: String, later: Int64
  ) throws {
    #expect(shop.store(keyed(100, "a")))
    #expect(shop.store(keyed(amount, "a", reference, at: at(later))))
    #expect(shop.declined.map(\.answer) == [.keyTaken])
    #expect(
      shop.declined.map(\.reason) == [
        "the key a was used before, for payment 1: expected a key of its own for each request"
      ])
    // Nothing for a person to judge, however often it is asked for.
    #expect(shop.rejections == [])
    #expect(try shop.reader().rejectedBatches().isEmpty)
    #expect(try shop.ledger.restore().balance == pesos(100))
  }

  @Test func `a payment that was made long ago under its key is answered as it was then`() throws {
    #expect(shop.store(keyed(100, "a")))
    #expect(shop.store(keyed(100, "a", at: at(9))))
    #expect(
      shop.store(
        .deposit(BoothNumber("4312"), amount: pesos(50), key: "d", actor: "", at: at(10))))
    #expect(
      shop.store(
        .deposit(BoothNumber("4312"), amount: pesos(50), key: "d", actor: "", at: at(11))))
    // By the instant of the one that was made.
    let made = try #require(try shop.reader().payments(limit: 1).first)
    #expect(shop.declined.map(\.answer) == [.paid(at: made.at), .done])
    #expect(made.at < at(9))
    #expect(try shop.reader().payment(at: made.at)?.number == made.number)
    #expect(try shop.reader().payment(at: at(9)) == nil)
    #expect(shop.declined.map(\.reason).first == "it was done before: payment 1")
    // On another day it is another payment, and the key is taken.
    #expect(
      shop.store(
        .payment(
          amount: pesos(100), reference: "abono", paidOn: CalendarDay("2006-10-26"), key: "a",
          actor: "", at: at(12))))
    #expect(shop.declined.last?.answer == .keyTaken)
    #expect(try shop.ledger.restore().balance == pesos(100))
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `the latest keys of payments are told at the start, oldest first`() throws {
    #expect(shop.store(payment(5)))
    for number in 1..<300 as Range<Int64> {
      shop.submit(keyed(number, "k\(number)", at: at(number)))
    }
    #expect(shop.store(keyed(300, "k300", at: at(300))))
    let told = try shop.ledger.restore().requests
    #expect(told.map(\.request.key) == (45...300).map { "k\($0)" })
    #expect(
      told.last?.request
        == KeyedRequest(
          key: "k300", matter: .payment(amount: pesos(300), reference: "abono", paidOn: nil)))
    #expect(told.last?.result == .paid(at: at(300)))
  }

  @Test func `a correction takes from the balance, below zero if need be`() throws {
    #expect(shop.store(payment(100), payment(-150, "corrección")))
    #expect(try shop.ledger.restore().balance == pesos(-50))
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `a call is billed once though each of its batches comes thrice out of a crash`() throws
  {
    // The daemon dies after each commit and the board tells its events again from the beginning.
    #expect(shop.store(payment(5000), .callAuthorised(authorisation(1))))
    for last in 1...3 {
      for entries in wholeCall[2..<(2 + last)] { shop.submit(entries) }
    }
    #expect(shop.store(.callEnded(callEnd(1))))
    #expect(try shop.ledger.restore().balance == pesos(4887))
    #expect(shop.ledger.statistics.duplicates == 3)
  }
}
