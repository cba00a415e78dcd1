internal import BoothControl
internal import Rating

/// Calls' numbers, which have no gap, and their prices, which are written once.
extension LedgerReader {
  /// Numbers are given one after the other, from 1; one that was given before the power went has
  /// not been on disk and is given again, unless the board took it: then it tells of that call, or
  /// it goes on under another number. So a gap is such a call, one that was refused by the file,
  /// which is kept aside, or one that somebody removed. The end of each is in the audit besides.
  func missingCalls(_ database: Database) throws -> [String] {
    // A window over all of them would keep them all in memory.
    let gaps = try database.rows(
      """
      SELECT (SELECT ifnull(max(key), 0) FROM calls AS others WHERE others.key < calls.key), key
      FROM calls
      WHERE key > 1
        AND NOT EXISTS (SELECT 1 FROM calls AS others WHERE others.key = calls.key - 1)
      LIMIT 100
      """
    ) { (before: try $0.integer(0), after: try $0.integer(1)) }
    var complaints: [String] = []
    for gap in gaps {
      for key in (gap.before + 1)..<gap.after where try !database.hasTraceOfCall(key) {
        guard complaints.count < Self.complaintLimit else { return complaints }
        complaints.append(
          "call \(key) is not there, and calls up to \(gap.after) are; nor was it refused, nor has a "
            + "board told of it")
      }
    }
    return complaints
  }

  /// Prices of calls that were changed afterwards.
  func wrongQuotes(_ database: Database) throws -> [String] {
    var complaints: [String] = []
    try database.forEachRow(
      "SELECT id, digest, destination, price_micros, unit_seconds, record FROM quotes ORDER BY id"
    ) { row in
      guard complaints.count < Self.complaintLimit else { return }
      let (id, record) = (try row.integer(0), try row.text(5))
      let charge = try DestinationPriceRecord(json: record).price.charge
      let shown = charge.shownPrice
      guard try row.integer(1) == BatchWriter.digest(record),
        try row.text(2) == charge.description, try row.integer(3) == shown.price.micros,
        try row.integer(4) == shown.unit.seconds
      else {
        complaints.append("price \(id) of calls is not as it was when it was written")
        return
      }
    }
    return complaints
  }
}

extension Database {
  /// Whether the call's authorisation broke a rule of the file, or a board took the call of a daemon
  /// that did not live to write it down.
  func hasTraceOfCall(_ key: Int64) throws -> Bool {
    try integer(
      """
      SELECT EXISTS (SELECT 1 FROM rejected_batches
          WHERE entries LIKE '%callAuthorised(%(call: ' || ?1 || ', %')
        OR EXISTS (SELECT 1 FROM calls WHERE board_call = ?1)
        OR EXISTS (SELECT 1 FROM events WHERE call = ?1)
      """, [.integer(key)]) == 1
  }
}
