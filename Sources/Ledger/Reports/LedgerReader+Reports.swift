package import BoothControl
package import Rating

/// What may read a whole year: each on a connection of its own, so that nobody's page waits for it.
extension LedgerReader {
  /// `spans`: at most `CallReport.spanLimit`, one after the other; `before`: of which the sums alone
  /// are wanted.
  package func report(
    _ spans: [Range<WallTime>], before: Range<WallTime>?
  ) throws -> CallReport {
    precondition(spans.count <= CallReport.spanLimit, "too many spans for one report")
    let database = try openAnother()
    return try database.snapshot {
      var report = try database.callReport(spans)
      report.before = try before.map(database.callSums)
      return report
    }
  }

  /// `days`: at least one, one after the other.
  package func statement(
    _ days: [Range<WallTime>], paymentLimit: Int
  ) throws -> AccountStatement {
    let database = try openAnother()
    return try database.snapshot {
      try database.accountStatement(days, paymentLimit: paymentLimit)
    }
  }

  /// Payments before the one of this number, or after that of the other those next to it, newest
  /// first; both nil: from the newest on.
  package func payments(
    before: Int64?, after: Int64? = nil, limit: Int
  ) throws -> [Payment] {
    try read {
      try $0.rows(
        """
        \(Payment.columns)
        WHERE account = (SELECT id FROM accounts WHERE name = ?1) AND kind = 'payment'
          AND item \(after == nil ? "<" : ">") ?2
        ORDER BY item \(after == nil ? "DESC" : "ASC") LIMIT ?3
        """,
        [
          .text(BatchWriter.providerAccount), .integer(after ?? before ?? Int64.max),
          .integer(Int64(min(max(limit, 1), Self.pageLimit))),
        ], Payment.init)
    }.sorted { $0.number > $1.number }
  }

  /// The payment to the provider that was written down at this instant; nil: there is none.
  package func payment(at time: WallTime) throws -> Payment? {
    try read {
      try $0.rows(
        """
        \(Payment.columns)
        WHERE account = (SELECT id FROM accounts WHERE name = ?1) AND kind = 'payment'
          AND moved_at = ?2
        """, [.text(BatchWriter.providerAccount), .integer(time.milliseconds)], Payment.init)
    }.first
  }

  /// Below which the owner wants to be warned; nil: he does not.
  package func balanceWarning() throws -> Money? { try read { try $0.balanceWarning() } }
}
