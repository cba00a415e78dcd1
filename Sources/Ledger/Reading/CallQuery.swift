package import BoothControl
package import Rating

/// Which calls; what is nil does not matter.
package struct CallQuery: Hashable, Sendable {
  package var booth: BoothNumber?
  /// As `CallReview.bearsCharge` has it.
  package var isCharged: Bool?
  /// Authorised at or after.
  package var from: WallTime?
  /// Authorised before.
  package var to: WallTime?
  /// How the number that was sent begins; nil: it does not matter.
  package var numberStart: String?
  /// What stands somewhere in the name of the destination, whatever its case and its accents.
  package var place: String?
  package var flag: Flag?

  package enum Flag: Hashable, Sendable {
    /// Something was odd about it, whether or not somebody has reviewed it since.
    case any
    /// And nobody has reviewed it, of those since there are tickets.
    case toReview
  }

  package init(
    booth: BoothNumber? = nil, isCharged: Bool? = nil, from: WallTime? = nil, to: WallTime? = nil,
    numberStart: String? = nil, place: String? = nil, flag: Flag? = nil
  ) {
    self.booth = booth
    self.isCharged = isCharged
    self.from = from
    self.to = to
    self.numberStart = numberStart
    self.place = place
    self.flag = flag
  }

  /// No index answers it: calls are looked at one after the other, so many at a time.
  var isSearch: Bool { numberStart != nil || place != nil || flag != nil }
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
  /// Of a search that has looked at as many calls as it may: up to where. What lies behind is asked
  /// for with the next page; this one may be short, or empty.
  package var searchedTo: CallPosition?
}

/// How many calls there are, as far as it was counted.
package struct CallCount: Hashable, Sendable {
  package var calls: Int
  /// false: that many at least.
  package var isWhole: Bool

  package init(calls: Int, isWhole: Bool = true) {
    self.calls = calls
    self.isWhole = isWhole
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
