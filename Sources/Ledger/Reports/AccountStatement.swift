internal import BoothControl
package import Rating

/// What moved on the centre's account at its provider in some days.
package struct AccountStatement: Hashable, Sendable {
  /// Before the first day, as far as it is known.
  package var opening: Money
  /// After the last day.
  package var closing: Money
  /// What calls that were authorised on each day cost.
  package var costs: [Money]
  /// Written down in these days, oldest first, as many as were asked for.
  package var payments: [Payment]
  /// The sum of all of them.
  package var paid: Money
}

extension Database {
  /// `days`: one after the other, the end of each the start of the next.
  ///
  /// A call counts on the day it was authorised, also where its cost was taken after midnight: the
  /// balance at a day's end is the one of now without what came later.
  func accountStatement(
    _ days: [Range<WallTime>], paymentLimit: Int
  ) throws -> AccountStatement {
    guard let start = days.first?.lowerBound, let end = days.last?.upperBound else {
      throw DatabaseError.misuse("a statement of no days", sql: nil)
    }
    let account = SQLValue.text(BatchWriter.providerAccount)
    let balance = Money(
      micros: try row(
        "SELECT balance_micros FROM accounts WHERE name = ?1", [account], { try $0.integer(0) })
        ?? 0)
    let paidLater = try paid(from: end, before: nil)
    let costLater = try cost(from: end, before: nil)
    let costs = try days.map { try cost(from: $0.lowerBound, before: $0.upperBound) }
    let paid = try paid(from: start, before: end)
    let closing = try Self.sum(try Self.sum(balance, less: paidLater), costLater)
    let payments = try rows(
      """
      \(Payment.columns)
      WHERE account = (SELECT id FROM accounts WHERE name = ?1) AND kind = 'payment'
        AND moved_at >= ?2 AND moved_at < ?3
      ORDER BY item LIMIT ?4
      """,
      [
        account, .integer(start.milliseconds), .integer(end.milliseconds),
        .integer(Int64(paymentLimit)),
      ], Payment.init)
    return AccountStatement(
      opening: try costs.reduce(try Self.sum(closing, less: paid)) { try Self.sum($0, $1) },
      closing: closing, costs: costs,
      payments: payments, paid: paid)
  }

  /// A file that somebody edited may have any amounts.
  private static func sum(
    _ one: Money, _ other: Money = .zero, less: Money = .zero
  ) throws -> Money {
    let (more, isTooMuch) = one.micros.addingReportingOverflow(other.micros)
    let (sum, isTooLittle) = more.subtractingReportingOverflow(less.micros)
    guard !isTooMuch, !isTooLittle else {
      throw DatabaseError.unexpectedValue("the sum of movements is beyond every amount", sql: nil)
    }
    return Money(micros: sum)
  }

  private func paid(from start: WallTime, before end: WallTime?) throws -> Money {
    Money(
      micros: try integer(
        """
        SELECT ifnull(sum(amount_micros), 0) FROM movements
        WHERE account = (SELECT id FROM accounts WHERE name = ?1) AND kind = 'payment'
          AND moved_at >= ?2 AND moved_at < ?3
        """,
        [
          .text(BatchWriter.providerAccount), .integer(start.milliseconds),
          .integer(end?.milliseconds ?? Int64.max),
        ]))
  }

  private func cost(from start: WallTime, before end: WallTime?) throws -> Money {
    Money(
      micros: try integer(
        """
        SELECT ifnull(sum(cost_micros), 0) FROM calls INDEXED BY calls_in_time
        WHERE authorised_at >= ?1 AND authorised_at < ?2 AND ended_at IS NOT NULL
        """,
        [.integer(start.milliseconds), .integer(end?.milliseconds ?? Int64.max)]))
  }
}
