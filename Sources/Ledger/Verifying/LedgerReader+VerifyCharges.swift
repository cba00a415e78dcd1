internal import BoothControl
internal import Notation
internal import Rating

/// What customers were charged, and what they paid.
extension LedgerReader {
  func wrongTickets(_ database: Database) throws -> [Words] {
    // «> 0» lets the index of tickets' calls be used.
    try database.rows(
      """
      SELECT tickets.number, tickets.charged_micros, tickets.credit_micros, tickets.calls,
        ifnull(sum(calls.charge_micros), 0) AS charged, count(calls.key) AS found,
        (SELECT ifnull(sum(amount_micros), 0) FROM deposits
         WHERE deposits.ticket = tickets.number) AS deposited
      FROM tickets LEFT JOIN calls ON calls.ticket = tickets.number AND calls.ticket > 0
      GROUP BY tickets.number
      HAVING tickets.charged_micros != charged OR tickets.credit_micros != deposited
        OR tickets.calls != found
      LIMIT 100
      """
    ) {
      let (ticket, charged, credit, calls) = (
        try $0.integer(0), try $0.integer(1), try $0.integer(2), try $0.integer(3)
      )
      let (sum, found, deposited) = (try $0.integer(4), try $0.integer(5), try $0.integer(6))
      return Words(
        "el ticket \(ticket) dice \(calls) llamadas por \(charged) millonésimos y \(credit) pagados antes, y "
          + "tiene \(found) por \(sum) y \(deposited)",
        "ticket \(ticket) says \(calls) calls of \(charged) millionths and \(credit) of deposits, and has "
          + "\(found) of \(sum) and \(deposited)")
    }
  }

  /// Calls that are on no bill though they should be.
  func lostTickets(_ database: Database) throws -> [Words] {
    let strays = try database.rows(
      """
      SELECT key, ticket FROM calls
      WHERE ticket != 0 AND NOT EXISTS (SELECT 1 FROM tickets WHERE number = calls.ticket) LIMIT 100
      """
    ) {
      let (call, ticket) = (try $0.integer(0), try $0.integer(1))
      return Words(
        "la llamada \(call) está en el ticket \(ticket), que no existe",
        "call \(call) is on ticket \(ticket), which is not there")
    }
    return try strays
      + database.rows(
        """
        SELECT key FROM calls WHERE ticket = 0 AND key > (
          SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'last_call_before_tickets')
        LIMIT 100
        """
      ) {
        let call = try $0.integer(0)
        return Words(
          "la llamada \(call) está marcada como de antes de que hubiera tickets, y no lo es",
          "call \(call) is marked as of before there were tickets, and is not")
      }
  }

  /// On a ticket of another booth.
  func strayItems(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT 'call ' || key, tickets.number FROM calls JOIN tickets ON tickets.number = calls.ticket
      WHERE calls.ticket > 0 AND calls.booth != tickets.booth
      UNION ALL
      SELECT 'deposit ' || deposits.number, tickets.number FROM deposits
      JOIN tickets ON tickets.number = deposits.ticket WHERE deposits.booth != tickets.booth
      LIMIT 100
      """
    ) {
      let (item, ticket) = (try $0.text(0), try $0.integer(1))
      return Words(
        "«\(item)» está en el ticket \(ticket), que es de otra cabina",
        "\(item) is on ticket \(ticket), which is another booth's")
    }
  }

  /// Every charge and cost again, from the price and the clock that the call keeps; and of how many
  /// that could not be done, because an older program did not keep the clock.
  func derivedCharges(
    _ database: Database
  ) throws -> (complaints: [Words], underived: Int) {
    let oldest = try database.number(Database.lastCallBeforeTicketsSetting) ?? 0
    var prices: [Int64: DestinationPrice] = [:]
    var complaints: [Words] = []
    var underived = 0
    try database.forEachRow(
      """
      SELECT key, talked_ms, charge_micros, cost_micros, is_charged, answered_clock, quote
      FROM calls WHERE talked_ms IS NOT NULL AND quote IS NOT NULL ORDER BY key
      """
    ) { row in
      guard complaints.count < Self.complaintLimit else { return }
      do {
        let quote = try row.integer(6)
        let price = try prices[quote] ?? database.price(ofQuote: quote)
        if prices.count < 10_000 { prices[quote] = price }
        if price.dependsOnClock, row.isNull(5), try row.integer(0) <= oldest {
          underived += 1
        } else if let complaint = try complaint(on: row, price) {
          complaints.append(complaint)
        }
      } catch {
        let call = try row.integer(0)
        complaints.append(Words("la llamada \(call): «\(error)»", "call \(call): \(error)"))
      }
    }
    return (complaints, underived)
  }

  /// Of one kind.
  static let complaintLimit = 100

  private func complaint(on row: Row, _ price: DestinationPrice) throws -> Words? {
    let clock = try row.optionalCivilTime(5)
    guard clock != nil || !price.dependsOnClock else {
      let call = try row.integer(0)
      return Words(
        "la llamada \(call) perdió la hora en que contestaron, de la que depende su precio",
        "call \(call) has lost the clock at its answer, which its price depends on")
    }
    let kept = KeptCall(
      price: price, clock: clock, isCharged: try row.flag(4),
      talked: TalkTime(milliseconds: try row.integer(1)))
    let (charge, cost) = (try row.integer(2), try row.integer(3))
    guard charge != kept.charge.micros || cost != kept.cost.micros else { return nil }
    let call = try row.integer(0)
    return Words(
      "la llamada \(call) tiene un cobro de \(charge) millonésimos y un costo de \(cost), y su precio da "
        + "\(kept.charge.micros) y \(kept.cost.micros)",
      "call \(call) has a charge of \(charge) millionths and a cost of \(cost), "
        + "its price makes \(kept.charge.micros) and \(kept.cost.micros)")
  }

  /// Money for a call that was not answered, or that has no price: an emergency call,
  /// or one whose price is not known any more.
  func groundlessCharges(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT key, charge_micros, cost_micros FROM calls
      WHERE (talked_ms IS NULL OR quote IS NULL) AND (charge_micros != 0 OR cost_micros != 0)
      LIMIT 100
      """
    ) {
      let (call, charge, cost) = (try $0.integer(0), try $0.integer(1), try $0.integer(2))
      return Words(
        "la llamada \(call) tiene un cobro de \(charge) millonésimos y un costo de \(cost), y no la contestaron o "
          + "es gratis",
        "call \(call) has a charge of \(charge) millionths and a cost of \(cost), and was not answered or is free"
      )
    }
  }
}
