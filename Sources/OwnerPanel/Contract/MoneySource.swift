package import BoothControl
package import Rating

/// What the panel reads of the centre's money at its provider.
package protocol MoneySource: Sendable {
  /// Below which the owner wants to be warned; nil: he does not. Called on the panel's own thread;
  /// must answer at once.
  var balanceWarning: Money? { get }

  /// Payments before the one of this number, or after that of the other those next to it, newest
  /// first, at most `limit`; both nil: from the newest on. Called and answered as
  /// `PanelSource.calls` is.
  func payments(before: Int64?, after: Int64?, limit: Int) throws -> [PaymentListRow]

  /// The one that was written down at this instant; nil: there is none. Called and answered likewise.
  func payment(at time: WallTime) throws -> PaymentListRow?
}

/// A report of calls that have ended: each counts where it was authorised.
package struct ReportQuery: Hashable, Sendable {
  /// One after the other: hours or days of the shop's calendar; at most `CallReport.spanLimit`.
  package var spans: [Range<WallTime>]
  /// The time to compare with; nil: none.
  package var before: Range<WallTime>?

  package init(spans: [Range<WallTime>], before: Range<WallTime>? = nil) {
    self.spans = spans
    self.before = before
  }
}

/// What moved on the centre's account in some days that follow one another.
package struct StatementFigures: Hashable, Sendable {
  /// Before the first day, as far as payments and costs tell.
  package var opening: Money
  /// After the last.
  package var closing: Money
  /// What the calls of each day cost.
  package var costs: [Money]
  /// Written down in these days, oldest first, at most `paymentLimit`.
  package var payments: [PaymentListRow]
  /// The sum of all of them.
  package var paid: Money

  package static let paymentLimit = 500

  package init(
    opening: Money, closing: Money, costs: [Money], payments: [PaymentListRow], paid: Money
  ) {
    self.opening = opening
    self.closing = closing
    self.costs = costs
    self.payments = payments
    self.paid = paid
  }
}

/// Which records of the audit, newest first; what is nil or empty does not matter.
package struct AuditRowsQuery: Hashable, Sendable {
  /// Older ones than the record of this number.
  package var before: Int64?
  /// Newer ones than that of this number, those next to it, in place of `before`. The answer's `next`
  /// is then where still newer ones are.
  package var after: Int64?
  /// At or after.
  package var since: WallTime?
  /// Before.
  package var until: WallTime?
  /// Who has this in his name.
  package var actor: String
  /// What was done; nil: anything.
  package var action: String?
  /// What has this in its name.
  package var subject: String
  /// 1…500.
  package var limit: Int

  package init(
    before: Int64? = nil, after: Int64? = nil, since: WallTime? = nil, until: WallTime? = nil,
    actor: String = "", action: String? = nil, subject: String = "", limit: Int = 50
  ) {
    self.before = before
    self.after = after
    self.since = since
    self.until = until
    self.actor = actor
    self.action = action
    self.subject = subject
    self.limit = limit
  }
}
