package import BoothControl
package import Rating

/// What a charge was made of, as the call keeps it: from this alone it can be derived again and
/// explained.
package struct KeptCall: Hashable, Sendable {
  package var price: DestinationPrice
  /// What the shop's clock showed at the answer; nil: the price does not depend on it.
  package var clock: CivilTime?
  package var isCharged: Bool
  package var talked: TalkTime

  package init(price: DestinationPrice, clock: CivilTime?, isCharged: Bool, talked: TalkTime) {
    self.price = price
    self.clock = clock
    self.isCharged = isCharged
    self.talked = talked
  }

  package var charge: Money { isCharged ? quote(price.charge).charge(at: talked) : .zero }
  package var cost: Money { quote(price.cost).charge(at: talked) }

  /// nil: «sin cobrar».
  package var explainedCharge: Explanation? {
    isCharged ? quote(price.charge).explain(at: talked) : nil
  }
  /// What a call «sin cobrar» would have been charged; nil: it was to be charged.
  package var explainedWorth: Explanation? {
    isCharged ? nil : quote(price.charge).explain(at: talked)
  }
  package var explainedCost: Explanation { quote(price.cost).explain(at: talked) }

  private func quote(_ tariff: Tariff) -> Quote {
    Quote(
      tariff: tariff, rounding: price.rounding,
      answered: clock ?? CivilTime(weekday: 1, millisecondsIntoDay: 0))
  }
}

extension Database {
  func price(ofQuote quote: Int64) throws -> DestinationPrice {
    let price = try row(
      "SELECT record FROM quotes WHERE id = ?1", [.integer(quote)], { try $0.price(0) })
    guard let price else {
      throw DatabaseError.unexpectedValue("there is no quote \(quote)", sql: nil)
    }
    return price
  }
}

/// A call and what is kept of how it was priced.
package struct CallDetail: Hashable, Sendable {
  package var row: CallRow
  /// nil: it was not answered, has not ended, or has no price.
  package var kept: KeptCall?
  /// It has what the shop's clock showed, or does not need it. False of calls that an earlier
  /// program kept.
  package var isComplete: Bool
  package var reviewNote: String
  /// Who reviewed it; empty: nobody.
  package var reviewer: String
  /// nil: nobody has.
  package var reviewedAt: WallTime?
}

extension LedgerReader {
  /// nil: there is no call of this key.
  package func detail(ofCall key: Int64) throws -> CallDetail? {
    try read { database in
      guard let call = try database.callRows("WHERE calls.key = ?1", [.integer(key)]).first else {
        return nil
      }
      let values = try database.row(
        """
        SELECT key, quote, answered_clock, ifnull(review_note, ''), ifnull(reviewer, ''), reviewed_at
        FROM calls WHERE key = ?1
        """, [.integer(key)]
      ) { row in
        (
          quote: try row.optionalInteger(1), clock: try row.optionalCivilTime(2),
          note: try row.text(3), reviewer: try row.text(4),
          reviewedAt: try row.optionalInteger(5).map(WallTime.init(milliseconds:))
        )
      }
      let price = try values?.quote.map { try database.price(ofQuote: $0) }
      return CallDetail(
        row: call,
        kept: price.flatMap { price in
          call.talked.map {
            KeptCall(price: price, clock: values?.clock, isCharged: call.isCharged, talked: $0)
          }
        }, isComplete: values?.clock != nil || price?.dependsOnClock != true,
        reviewNote: values?.note ?? "", reviewer: values?.reviewer ?? "",
        reviewedAt: values?.reviewedAt)
    }
  }

  /// A ticket, its calls and who closed it; nil: there is none of this number. At most `pageLimit`
  /// calls.
  package func ticket(_ number: Int64) throws -> (ticket: TicketRow, calls: [CallRow])? {
    try read { database in
      let found = try database.tickets("WHERE tickets.number = ?1", [.integer(number)]).first
      guard let found else { return nil }
      let calls = try database.callRows(
        "WHERE calls.ticket = ?1 AND calls.ticket > 0 ORDER BY calls.key LIMIT ?2",
        [.integer(number), .integer(Int64(Self.pageLimit))])
      return (found, calls)
    }
  }

  /// Calls of a booth that are on no ticket, oldest first, at most `pageLimit`.
  package func uncollected(ofBooth booth: BoothNumber) throws -> [CallRow] {
    try read {
      try $0.callRows(
        """
        WHERE calls.booth = (SELECT id FROM booths WHERE number = ?1) AND calls.ticket IS NULL
          AND calls.charge_micros > 0 AND calls.review IS NOT 'waived'
        ORDER BY calls.key LIMIT ?2
        """, [.text(booth.text), .integer(Int64(Self.pageLimit))])
    }
  }

  /// Flagged calls that nobody has reviewed, without those of before there were tickets, oldest
  /// first; `limit` is held to 1…`pageLimit`.
  package func suspects(limit: Int) throws -> [CallRow] {
    try read {
      try $0.callRows(
        """
        WHERE calls.suspicions IS NOT NULL AND calls.review IS NULL
          AND calls.ticket IS NOT 0
        ORDER BY calls.authorised_at LIMIT ?1
        """, [.integer(Int64(min(max(limit, 1), Self.pageLimit)))])
    }
  }
}
