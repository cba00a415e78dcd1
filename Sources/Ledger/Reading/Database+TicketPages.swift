package import BoothControl

/// Which tickets; what is nil does not matter.
package struct TicketQuery: Hashable, Sendable {
  package var booth: BoothNumber?
  /// Closed at or after.
  package var from: WallTime?
  /// Closed before.
  package var to: WallTime?
  /// Older ones than the ticket of this number.
  package var before: Int64?
  /// Newer ones than that of this number, in place of `before`.
  package var after: Int64?

  package init(
    booth: BoothNumber? = nil, from: WallTime? = nil, to: WallTime? = nil, before: Int64? = nil,
    after: Int64? = nil
  ) {
    (self.booth, self.from, self.to) = (booth, from, to)
    (self.before, self.after) = (before, after)
  }
}

extension LedgerReader {
  /// Newest first; of those after a ticket the ones next to it. `limit` is held to 1…`pageLimit`.
  package func tickets(_ query: TicketQuery, limit: Int) throws -> [TicketRow] {
    let limit = min(max(limit, 1), Self.pageLimit)
    return try read { database in
      let isOfAll = query.booth == nil && query.from == nil && query.to == nil
      return isOfAll
        ? try database.ticketsInOrder(query, limit: limit)
        : try database.ticketsInTime(query, limit: limit)
    }
  }
}

extension Database {
  /// All of them, by their numbers.
  fileprivate func ticketsInOrder(_ query: TicketQuery, limit: Int) throws -> [TicketRow] {
    let isBackwards = query.after == nil
    return try tickets(
      """
      WHERE tickets.number IN (
        SELECT number FROM tickets WHERE number \(isBackwards ? "<" : ">") ?1
        ORDER BY number \(isBackwards ? "DESC" : "ASC") LIMIT ?2)
      """, [.integer(query.after ?? query.before ?? Int64.max), .integer(Int64(limit))]
    ).sorted { $0.ticket.number > $1.ticket.number }
  }

  /// Of a booth or of days, by when they were closed, and by their numbers where that is the same:
  /// in the order of an index, of which no more is read than the page has. A clock put back may
  /// have given a later ticket an earlier time.
  fileprivate func ticketsInTime(_ query: TicketQuery, limit: Int) throws -> [TicketRow] {
    let isBackwards = query.after == nil
    // One bound on each side: of two SQLite may enter the index by the wrong one.
    var (from, to) = (query.from?.milliseconds ?? Int64.min, query.to?.milliseconds ?? Int64.max)
    let place = try place(of: query)
    if let place {
      if isBackwards { to = min(to, place.at + 1) } else { from = max(from, place.at) }
    }
    return try tickets(
      """
      WHERE tickets.number IN (
        SELECT number FROM tickets \(Self.indexed(query))
          AND closed_at >= ?4 AND closed_at < ?5
          AND (closed_at IS NOT ?6 OR number \(isBackwards ? "<" : ">") ?1)
        ORDER BY closed_at \(isBackwards ? "DESC" : "ASC"), number \(isBackwards ? "DESC" : "ASC")
        LIMIT ?3)
      """,
      [
        .integer(place?.number ?? 0), .optional(query.booth?.text), .integer(Int64(limit)),
        .integer(from), .integer(to), place.map { .integer($0.at) } ?? .null,
      ]
    ).sorted { ($0.ticket.at, $0.ticket.number) > ($1.ticket.at, $1.ticket.number) }
  }

  private static func indexed(_ query: TicketQuery) -> String {
    query.booth == nil
      ? "INDEXED BY tickets_in_time WHERE ?2 IS NULL"
      : "INDEXED BY tickets_of_booth WHERE booth = (SELECT id FROM booths WHERE number = ?2)"
  }

  /// Of the ticket that the page begins at, or of the one next to it where there is none of its
  /// number; nil: it begins at an end.
  private func place(of query: TicketQuery) throws -> (number: Int64, at: Int64)? {
    if let after = query.after {
      return try row(
        "SELECT number, closed_at FROM tickets WHERE number <= ?1 ORDER BY number DESC LIMIT 1",
        [.integer(after)], { (try $0.integer(0), try $0.integer(1)) })
    }
    guard let before = query.before else { return nil }
    return try row(
      "SELECT number, closed_at FROM tickets WHERE number >= ?1 ORDER BY number LIMIT 1",
      [.integer(before)], { (try $0.integer(0), try $0.integer(1)) })
  }
}
