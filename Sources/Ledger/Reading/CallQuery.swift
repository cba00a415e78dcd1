package import BoothControl
package import Rating

/// Which calls; what is nil does not matter.
package struct CallQuery: Hashable, Sendable {
  package var booth: BoothNumber?
  /// false: those «sin cobrar».
  package var isCharged: Bool?
  /// Authorised at or after.
  package var from: WallTime?
  /// Authorised before.
  package var to: WallTime?

  package init(
    booth: BoothNumber? = nil, isCharged: Bool? = nil, from: WallTime? = nil, to: WallTime? = nil
  ) {
    self.booth = booth
    self.isCharged = isCharged
    self.from = from
    self.to = to
  }
}

/// Where a page of calls begins. Pages are always newest first.
package enum PageStart: Hashable, Sendable {
  case newest
  /// The calls that come after this one on the way to older ones.
  case olderThan(CallPosition)
  /// The calls right before this one.
  case newerThan(CallPosition)
}

package struct CallPage: Hashable, Sendable {
  /// Newest first.
  package var rows: [CallRow]
  /// `olderThan` this is the next page; nil: this was the last.
  package var older: CallPosition?
  /// `newerThan` this is the page before; nil: this was the first.
  package var newer: CallPosition?
}

/// Sums over the calls of a query, for reports.
package struct CallTotals: Hashable, Sendable {
  package var count: Int
  /// Of every call its seconds, one begun counted as one.
  package var seconds: Int64
  package var charge: Money
  package var cost: Money

  package init(count: Int, seconds: Int64, charge: Money, cost: Money) {
    self.count = count
    self.seconds = seconds
    self.charge = charge
    self.cost = cost
  }
}

/// A payment to the provider; below zero: the correction of one.
package struct Payment: Hashable, Sendable {
  /// From 1.
  package var number: Int64
  package var amount: Money
  package var reference: String
  /// On the shop's calendar; nil: not said.
  package var paidOn: CalendarDay?
  /// Who asked for it, as the panel knows them: `uid 1000`, `web 127.0.0.1`; empty: not known.
  package var actor: String
  package var at: WallTime
}

/// A batch that broke a rule of the file and was kept aside.
package struct RejectedBatch: Hashable, Sendable {
  package var at: WallTime
  package var reason: String
  /// One entry a line, as the program writes its own values.
  package var entries: String
}
