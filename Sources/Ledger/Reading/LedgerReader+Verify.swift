internal import BoothControl
internal import CSQLite
internal import Rating

extension LedgerReader {
  /// Reads the whole file and compares what must agree; in plain words what is wrong, at most 100
  /// of each kind. Empty: all is well. Takes seconds for a million calls, on a connection of its
  /// own, so pages are read meanwhile.
  package func verify() throws -> [String] {
    let database = try openAnother()
    return try database.snapshot {
      try [
        damage, strayReferences, wrongBalances, wrongMovements, wrongCounts, wrongAccounts,
        wrongTickets, wrongCharges, brokenAudit,
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

  private func wrongTickets(_ database: Database) throws -> [String] {
    try database.rows(
      """
      SELECT tickets.number, charged_micros, credit_micros,
        (SELECT ifnull(sum(charge_micros), 0) FROM calls WHERE ticket = tickets.number) AS charged,
        (SELECT ifnull(sum(amount_micros), 0) FROM deposits
         WHERE ticket = tickets.number) AS deposited
      FROM tickets WHERE charged_micros != charged OR credit_micros != deposited LIMIT 100
      """
    ) {
      "ticket \(try $0.integer(0)) says \(try $0.integer(1)) millionths of charges and "
        + "\(try $0.integer(2)) of deposits, and has \(try $0.integer(3)) and "
        + "\(try $0.integer(4))"
    }
  }

  /// Every charge and cost again, from the price and the clock that the call keeps.
  private func wrongCharges(_ database: Database) throws -> [String] {
    var prices: [Int64: DestinationPrice] = [:]
    var complaints: [String] = []
    try database.forEachRow(
      """
      SELECT key, talked_ms, charge_micros, cost_micros, is_charged, answered_clock, quote
      FROM calls WHERE talked_ms IS NOT NULL AND quote IS NOT NULL ORDER BY key
      """
    ) { row in
      guard complaints.count < 100 else { return }
      let quote = try row.integer(6)
      let price = try prices[quote] ?? database.price(ofQuote: quote)
      if prices.count < 10_000 { prices[quote] = price }
      let clock = try row.optionalCivilTime(5)
      // Calls of before there were tickets did not keep it.
      guard clock != nil || !price.dependsOnClock else { return }
      let kept = KeptCall(
        price: price, clock: clock, isCharged: try row.flag(4),
        talked: TalkTime(milliseconds: try row.integer(1)))
      let (charge, cost) = (try row.integer(2), try row.integer(3))
      guard charge != kept.charge.micros || cost != kept.cost.micros else { return }
      complaints.append(
        "call \(try row.integer(0)) has a charge of \(charge) millionths and a cost of \(cost), "
          + "its price makes \(kept.charge.micros) and \(kept.cost.micros)")
    }
    return complaints
  }

  private func brokenAudit(_ database: Database) throws -> [String] {
    [try verifyAudit().fault].compactMap(\.self)
  }
}
