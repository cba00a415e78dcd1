package import Rating

/// What calls that have ended came to.
package struct CallSums: Hashable, Sendable {
  package var calls = 0
  /// That were talked on.
  package var answered = 0
  /// Of which no customer pays anything (`CallReview.bearsCharge`).
  package var uncharged = 0
  /// Of those, for help.
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
  package var due: Money { charged - collected }

  package var margin: Money { charged - cost }

  /// Whether more money can be added: a file that somebody edited may have any.
  package func hasRoom(for more: CallSums) -> Bool {
    func fits(_ sum: Int64, _ more: Int64) -> Bool { !sum.addingReportingOverflow(more).overflow }
    return fits(charged.micros, more.charged.micros) && fits(waived.micros, more.waived.micros)
      && fits(cost.micros, more.cost.micros) && fits(seconds, more.seconds)
  }

  package static func += (sums: inout CallSums, more: CallSums) {
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

/// Calls of some time, by the times, the booths and the destinations they belong to. Each counts
/// where it was authorised.
package struct CallReport: Hashable, Sendable {
  package struct Booth: Hashable, Sendable {
    package var number: BoothNumber
    package var sums: CallSums

    package init(number: BoothNumber, sums: CallSums) {
      (self.number, self.sums) = (number, sums)
    }
  }

  /// Where calls went, as they were priced when they were authorised.
  package struct Destination: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
      case tariff(prefix: String, description: String)
      case emergency
      /// What was promised for the call is not known any more.
      case unknown
    }

    package var place: Place
    package var sums: CallSums

    package init(place: Place, sums: CallSums) { (self.place, self.sums) = (place, sums) }
  }

  package var total: CallSums
  /// One for each span that was asked for, in the order in which they were.
  package var spans: [CallSums]
  /// By number, those that had calls.
  package var booths: [Booth]
  /// Dearest first, at most `destinationLimit`.
  package var destinations: [Destination]
  /// What further destinations came to; nil: there are none.
  package var others: CallSums?
  /// Of the time to compare with; nil: none was asked for.
  package var before: CallSums?

  package static let destinationLimit = 1_000
  /// Spans of one report: the hours of a year of 366 days, and those of the days on which the clock
  /// changes.
  package static let spanLimit = 9_000

  package init(
    total: CallSums = CallSums(), spans: [CallSums] = [], booths: [Booth] = [],
    destinations: [Destination] = [], others: CallSums? = nil, before: CallSums? = nil
  ) {
    self.total = total
    self.spans = spans
    self.booths = booths
    self.destinations = destinations
    self.others = others
    self.before = before
  }
}
