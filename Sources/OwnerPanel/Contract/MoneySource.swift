package import BoothControl
package import Rating

/// What the panel reads of the centre's money at its provider.
package protocol MoneySource: Sendable {
  /// Below which the owner wants to be warned; nil: he does not. Called on the panel's own thread;
  /// must answer at once.
  var balanceWarning: Money? { get }

  /// Payments before the one of this number, newest first, at most `limit`; `number` nil: from the
  /// newest on. Called and answered as `PanelSource.calls` is.
  func payments(before number: Int64?, limit: Int) throws -> [PaymentListRow]
}

/// A report of calls that have ended: each counts where it was authorised.
package struct ReportQuery: Hashable, Sendable {
  /// One after the other: hours or days of the shop's calendar; at most `spanLimit`.
  package var spans: [Range<WallTime>]
  /// The time to compare with; nil: none.
  package var before: Range<WallTime>?

  /// The hours of a year of 366 days, and those of the days on which the clock changes.
  package static let spanLimit = 9_000

  package init(spans: [Range<WallTime>], before: Range<WallTime>? = nil) {
    self.spans = spans
    self.before = before
  }
}

/// What calls came to.
package struct ReportSums: Hashable, Sendable {
  package var calls = 0
  /// That were talked on.
  package var answered = 0
  /// «Sin cobrar».
  package var uncharged = 0
  /// For help.
  package var emergencies = 0
  /// Of each call its seconds, one begun counted as one.
  package var seconds: Int64 = 0
  /// Without what the owner waived.
  package var charged = Money.zero
  /// Of that, what stands on tickets.
  package var collected = Money.zero
  package var waived = Money.zero
  /// What the provider took.
  package var cost = Money.zero

  package init() {}

  /// To be collected yet.
  var due: Money { charged - collected }

  var margin: Money { charged - cost }

  static func += (sums: inout ReportSums, more: ReportSums) {
    sums.calls += more.calls
    sums.answered += more.answered
    sums.uncharged += more.uncharged
    sums.emergencies += more.emergencies
    sums.seconds += more.seconds
    sums.charged = sums.charged + more.charged
    sums.collected = sums.collected + more.collected
    sums.waived = sums.waived + more.waived
    sums.cost = sums.cost + more.cost
  }
}

package struct ReportFigures: Hashable, Sendable {
  package struct Booth: Hashable, Sendable {
    package var number: BoothNumber
    package var sums: ReportSums

    package init(number: BoothNumber, sums: ReportSums) {
      (self.number, self.sums) = (number, sums)
    }
  }

  package struct Destination: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
      case tariff(prefix: String, description: String)
      case emergency
      /// What was promised for the call is not known any more.
      case unknown
    }

    package var place: Place
    package var sums: ReportSums

    package init(place: Place, sums: ReportSums) { (self.place, self.sums) = (place, sums) }
  }

  package var total: ReportSums
  /// Of the query's spans, in their order.
  package var spans: [ReportSums]
  /// By number, those that had calls.
  package var booths: [Booth]
  /// Dearest first; at most 1,000.
  package var destinations: [Destination]
  /// What further destinations came to; nil: there are none.
  package var others: ReportSums?
  /// nil: none was asked for.
  package var before: ReportSums?

  package init(
    total: ReportSums, spans: [ReportSums], booths: [Booth] = [],
    destinations: [Destination] = [], others: ReportSums? = nil, before: ReportSums? = nil
  ) {
    self.total = total
    self.spans = spans
    self.booths = booths
    self.destinations = destinations
    self.others = others
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
  /// Written down in these days, oldest first, at most 500.
  package var payments: [PaymentListRow]
  /// The sum of all of them.
  package var paid: Money

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
    before: Int64? = nil, since: WallTime? = nil, until: WallTime? = nil, actor: String = "",
    action: String? = nil, subject: String = "", limit: Int = 50
  ) {
    self.before = before
    self.since = since
    self.until = until
    self.actor = actor
    self.action = action
    self.subject = subject
    self.limit = limit
  }
}
