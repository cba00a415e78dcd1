import BoothControl
import BoothProtocol
import Rating
import Testing

@testable import Ledger

/// What calls came to, and what moved on the account.
@Suite final class ReportTests {
  private let shop: Shop
  private let reader: LedgerReader

  init() throws {
    shop = try Shop()
    reader = try shop.reader()
  }

  private static let hour: Int64 = 3_600_000

  /// From the manual's instant on.
  private func hours(_ range: Range<Int64>) -> Range<WallTime> {
    at(range.lowerBound * Self.hour)..<at(range.upperBound * Self.hour)
  }

  /// A call that began some hours after the manual's instant and has ended.
  private func call(
    _ number: UInt32, booth: String = "4312", price: DestinationPrice? = internal02,
    isCharged: Bool = true, hour: Int64 = 0, talked: Int64? = 68_000, charge: Int64 = 227,
    cost: Int64 = 113
  ) {
    let time = at(hour * Self.hour + Int64(number))
    #expect(
      shop.store(
        .callAuthorised(
          authorisation(number, booth: booth, price: price, isCharged: isCharged, at: time)),
        .callEnded(
          callEnd(
            number, talked: talked, charge: charge, cost: cost,
            at: WallTime(milliseconds: time.milliseconds + 80_000)))))
  }

  @Test func `calls count by hour, booth and destination, and all of it is the same sum`() throws {
    call(1)
    call(2, booth: "4313", hour: 1, talked: 3_500, charge: 14, cost: 6)
    call(3, talked: nil, charge: 0, cost: 0)
    call(4, price: price(tariff("100", "INTERNAS 01", 100)), hour: 2, charge: 114)
    call(5, isCharged: false, hour: 2, charge: 0)
    call(6, price: nil, isCharged: false, hour: 2, charge: 0, cost: 0)
    // The same destination at another price, and a call that has not ended.
    call(7, price: price(tariff("1006", "INTERNAS 02", 300)), hour: 2, charge: 340)
    #expect(shop.store(.callAuthorised(authorisation(8, at: at(Self.hour)))))

    let spans = [hours(0..<1), hours(1..<2), hours(2..<3)]
    let report = try reader.report(spans, before: hours(-1..<1))
    #expect(report.total.calls == 7)
    #expect(report.total.answered == 6)
    #expect(report.total.uncharged == 2)
    #expect(report.total.emergencies == 1)
    // One begun counts: 3.5 s are four.
    #expect(report.total.seconds == 5 * 68 + 4)
    #expect(report.total.charged == pesos(227 + 14 + 114 + 340))
    #expect(report.total.cost == pesos(113 + 6 + 113 + 113 + 113))
    #expect(report.spans.map(\.calls) == [2, 1, 4])
    #expect(report.booths.map(\.number.text) == ["4312", "4313"])
    #expect(report.booths.map(\.sums.charged) == [pesos(681), pesos(14)])
    #expect(
      report.destinations.map(\.place) == [
        .tariff(prefix: "1006", description: "INTERNAS 02"),
        .tariff(prefix: "100", description: "INTERNAS 01"), .emergency,
      ])
    #expect(report.destinations.map(\.sums.calls) == [5, 1, 1])
    for parts in [report.spans, report.booths.map(\.sums), report.destinations.map(\.sums)] {
      #expect(parts.reduce(into: CallSums()) { $0 += $1 } == report.total)
    }
    #expect(try reader.report(spans, before: hours(-1..<1)).before == report.spans[0])
    #expect(try reader.report([hours(3..<9)], before: nil).total == CallSums())
  }

  /// A span's end is of the next one, as midnight is of the day that begins.
  @Test func `a call at the very end of an hour is of that hour, and one at its start too`() throws
  {
    for (number, time) in [(1, 0), (2, Self.hour - 1), (3, Self.hour), (4, 2 * Self.hour)] {
      #expect(
        shop.store(
          .callAuthorised(authorisation(UInt32(number), at: at(time))),
          .callEnded(callEnd(UInt32(number), at: at(time + 90_000)))))
    }
    let report = try reader.report([hours(0..<1), hours(1..<2)], before: hours(0..<1))
    #expect(report.spans.map(\.calls) == [2, 1])
    #expect(report.total.calls == 3)
    #expect(report.before?.calls == 2)
  }

  @Test func `what is collected, due and waived is told apart`() throws {
    call(1)
    call(2)
    let account = BoothAccount(credit: .zero, charged: pesos(454), calls: 2)
    #expect(
      shop.store(
        .ticketClosed(
          Ticket(
            number: 1, booth: BoothNumber("4312"), account: account, payable: pesos(454),
            received: nil, at: at(90_000)), actor: "uid 1")))
    call(3)
    call(4)
    #expect(
      shop.store(
        .callReviewed(
          CallReview(
            call: CallID(rawValue: 4), booth: BoothNumber("4312"), charge: pesos(227),
            verdict: .waived, note: "se oía mal", actor: "uid 1"), at: at(99_000))))
    #expect(shop.rejections == [])
    let total = try reader.report([hours(0..<1)], before: nil).total
    #expect(total.charged == pesos(3 * 227))
    #expect(total.collected == pesos(454))
    #expect(total.due == pesos(227))
    #expect(total.waived == pesos(227))
    #expect(total.uncharged == 1 && total.emergencies == 0)
    #expect(total.cost == pesos(4 * 113))
  }

  @Test func `a statement begins and ends with what the balance was`() throws {
    #expect(shop.store(payment(1_000, at: at(-Self.hour))))
    call(1)
    #expect(shop.store(payment(5_000, "transferencia 2", at: at(Self.hour + 1))))
    #expect(shop.store(payment(-500, "un cero de más", at: at(Self.hour + 2))))
    call(2, hour: 1)
    call(3, hour: 5, cost: 100)
    #expect(shop.store(payment(7, at: at(6 * Self.hour))))
    let statement = try reader.statement(
      [hours(0..<1), hours(1..<2), hours(2..<3)], paymentLimit: 9)
    #expect(statement.opening == pesos(1_000))
    #expect(statement.costs == [pesos(113), pesos(113), .zero])
    #expect(statement.payments.map(\.amount) == [pesos(5_000), pesos(-500)])
    #expect(statement.paid == pesos(4_500))
    #expect(statement.closing == pesos(1_000 - 226 + 4_500))
    let later = try reader.statement([hours(3..<9)], paymentLimit: 9)
    #expect(later.opening == statement.closing)
    #expect(later.closing == pesos(5_274 - 100 + 7))
    let few = try reader.statement([hours(0..<9)], paymentLimit: 2)
    #expect(few.payments.map(\.amount) == [pesos(5_000), pesos(-500)])
    #expect(few.paid == pesos(4_507))
    #expect(try reader.payments(before: 3, limit: 9).map(\.number) == [2, 1])
    #expect(try reader.payments(before: nil, limit: 2).map(\.number) == [4, 3])
    #expect(try reader.payments(before: nil, after: 1, limit: 2).map(\.number) == [3, 2])
  }

  @Test func `a file with impossible sums is told of, and nothing is computed from it`() throws {
    call(1)
    call(2)
    call(3)
    try shop.edit("UPDATE calls SET charge_micros = 4600000000000000000")
    #expect(throws: DatabaseError.self) { try reader.report([hours(0..<1)], before: nil) }
    try shop.edit("UPDATE calls SET charge_micros = 9200000000000000000 WHERE key = 1")
    #expect(throws: DatabaseError.self) { try reader.report([hours(0..<1)], before: nil) }
    // The same of a statement, which goes back from the balance.
    try shop.edit("UPDATE calls SET cost_micros = 9200000000000000000 WHERE key = 1")
    try shop.edit("UPDATE accounts SET balance_micros = 9200000000000000000")
    #expect(throws: DatabaseError.self) { try reader.statement([hours(0..<1)], paymentLimit: 9) }
  }

  @Test func `an empty ledger has an empty statement`() throws {
    let statement = try reader.statement([hours(0..<1)], paymentLimit: 9)
    #expect(statement.opening == .zero && statement.closing == .zero)
    #expect(statement.payments == [])
  }

  @Test func `the warning is a setting with its audit, and a check holds it to that`() throws {
    #expect(try reader.balanceWarning() == nil)
    try shop.ledger.setBalanceWarning(pesos(5_000), by: owner)
    try shop.ledger.setBalanceWarning(pesos(5_000), by: owner)
    #expect(try reader.balanceWarning() == pesos(5_000))
    #expect(try reader.verify().complaints == [])
    try shop.ledger.setBalanceWarning(nil, by: owner)
    #expect(try reader.balanceWarning() == nil)
    #expect(
      try reader.audit(limit: 9).map { [$0.action, $0.subject, $0.before ?? "", $0.after ?? ""] }
        == [["warning", "balance", "5000", ""], ["warning", "balance", "", "5000"]])
    #expect(try reader.verify().complaints == [])
    try shop.edit("INSERT INTO settings VALUES ('balance_warning_micros', '7000000')")
    try shop.expectComplaint("warning balance")
  }

  @Test func `the audit is searched by day, person, action and matter`() throws {
    try shop.ledger.setMarkup(5_000_000, by: AuditOrigin(actor: "uid 0 (root)", at: at(1)))
    try shop.ledger.setBalanceWarning(
      pesos(1), by: AuditOrigin(actor: "Maria (web)", at: at(2)))
    try shop.ledger.savePrefix(
      tariff("1006", "INTERNAS 02", 200), by: AuditOrigin(actor: "maria (web)", at: at(3)))
    try shop.ledger.savePrefix(
      tariff("100", "INTERNAS 01", 100), by: AuditOrigin(actor: "pedro (web)", at: at(4)))
    call(1)
    func found(_ query: AuditQuery, limit: Int = 9) throws -> [Int64] {
      try reader.audit(query, limit: limit).map(\.number)
    }
    #expect(try found(AuditQuery()) == [4, 3, 2, 1])
    #expect(try found(AuditQuery(), limit: 2) == [4, 3])
    #expect(try found(AuditQuery(before: 3)) == [2, 1])
    #expect(try found(AuditQuery(after: 1), limit: 2) == [2, 3])
    #expect(try found(AuditQuery(after: 1, actor: "maria")) == [2, 3])
    #expect(try found(AuditQuery(since: at(2), until: at(4))) == [3, 2])
    #expect(try found(AuditQuery(actor: "MARIA")) == [3, 2])
    #expect(try found(AuditQuery(action: "prefix set")) == [4, 3])
    #expect(try found(AuditQuery(action: "prefix")) == [])
    #expect(try found(AuditQuery(subject: "100")) == [4, 3])
    #expect(try found(AuditQuery(actor: "pedro", subject: "1006")) == [])
    #expect(try found(AuditQuery(subject: "call 1")) == [])
  }
}
