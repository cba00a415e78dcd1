internal import CSQLite

extension LedgerReader {
  /// Reads the whole file and compares what must agree; in plain words what is wrong, at most 100
  /// of each kind. Empty: all is well. Takes seconds for a million calls, on a connection of its
  /// own, so pages are read meanwhile.
  package func verify() throws -> [String] {
    let database = try openAnother()
    return try database.snapshot {
      try [
        damage, strayReferences, wrongBalances, wrongMovements, wrongCounts, wrongAccounts,
        wrongTickets, lostTickets, wrongCharges, groundlessCharges, brokenAudit,
      ].flatMap { check in
        do {
          return try check(database)
        } catch let error as DatabaseError where error.primaryCode == SQLITE_CORRUPT {
          return [error.description]
        }
      }
    }
  }

  private func damage(_ database: Database) throws -> [String] {
    try database.rows("PRAGMA integrity_check(100)", [], { try $0.text(0) }).filter { $0 != "ok" }
  }

  private func strayReferences(_ database: Database) throws -> [String] {
    try database.rows("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 100") {
      "a row of \(try $0.text(0)) refers to one of \(try $0.text(1)) that is not there"
    }
  }

  private func wrongBalances(_ database: Database) throws -> [String] {
    try database.rows(
      """
      SELECT name, balance_micros, (
        SELECT ifnull(sum(amount_micros), 0) FROM movements WHERE account = accounts.id) AS moved
      FROM accounts WHERE balance_micros != moved LIMIT 100
      """
    ) {
      "the balance of \(try $0.text(0)) is \(try $0.integer(1)) millionths, its movements sum "
        + "up to \(try $0.integer(2))"
    }
  }

  private func wrongMovements(_ database: Database) throws -> [String] {
    try database.rows(
      """
      SELECT item, amount_micros FROM movements LEFT JOIN calls ON key = item
      WHERE kind = 'call' AND amount_micros IS NOT -cost_micros LIMIT 100
      """
    ) {
      "call \(try $0.integer(0)) moved \(try $0.integer(1)) millionths, not its cost"
    }
  }

  private func wrongCounts(_ database: Database) throws -> [String] {
    try database.rows(
      """
      SELECT number, calls, uncharged_calls,
        (SELECT count(*) FROM calls WHERE booth = booths.id) AS found,
        (SELECT count(*) FROM calls WHERE booth = booths.id AND is_charged = 0) AS uncharged
      FROM booths WHERE calls != found OR uncharged_calls != uncharged LIMIT 100
      """
    ) {
      "booth \(try $0.text(0)) says it has \(try $0.integer(1)) calls, "
        + "\(try $0.integer(2)) of them uncharged, and has \(try $0.integer(3)), "
        + "\(try $0.integer(4)) of them uncharged"
    }
  }

  private func wrongAccounts(_ database: Database) throws -> [String] {
    try database.rows(
      """
      SELECT booths.number, credit_micros, charged_micros, charged_calls,
        (SELECT ifnull(sum(amount_micros), 0) FROM deposits
         WHERE booth = booths.id AND ticket IS NULL) AS deposited,
        ifnull(sum(charge_micros), 0) AS charged, count(charge_micros) AS found
      FROM booths LEFT JOIN calls ON calls.booth = booths.id AND calls.ticket IS NULL
        AND charge_micros > 0 AND review IS NOT 'waived'
      GROUP BY booths.id
      HAVING credit_micros != deposited OR charged_micros != charged OR charged_calls != found
      LIMIT 100
      """
    ) {
      "booth \(try $0.text(0)) says that \(try $0.integer(3)) calls of \(try $0.integer(2)) "
        + "millionths are to be collected and \(try $0.integer(1)) were deposited, and has "
        + "\(try $0.integer(6)) of \(try $0.integer(5)) and \(try $0.integer(4))"
    }
  }
}
