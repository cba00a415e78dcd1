package import BoothControl
internal import Rating

extension Database {
  /// What is on no ticket yet.
  func account(ofBooth booth: Int64) throws -> BoothAccount {
    try row(
      "SELECT number, credit_micros, charged_micros, charged_calls FROM booths WHERE id = ?1",
      [.integer(booth)], { try $0.account(1, of: "booths") }) ?? BoothAccount()
  }

  func lastTicket() throws -> Int64 {
    try row(
      "SELECT number FROM tickets ORDER BY number DESC LIMIT 1", [],
      { try $0.integer(0, in: 1...0xFFFF_FFFF_FFFF, of: "tickets") }) ?? 0
  }

  /// Of the latest deposits and payments, each kind as it was written, whatever the box's clock said.
  func moneyTimes() throws -> [WallTime] {
    let latest = SQLValue.integer(Int64(RestoredState.moneyTimeLimit))
    return try rows(
      "SELECT made_at FROM deposits ORDER BY number DESC LIMIT ?1", [latest],
      { try $0.time(0, of: "deposits") }
    ).reversed()
      + rows(
        """
        SELECT moved_at FROM movements
        WHERE account = (SELECT id FROM accounts WHERE name = ?2) AND kind = 'payment'
        ORDER BY item DESC LIMIT ?1
        """, [latest, .text(BatchWriter.providerAccount)], { try $0.time(0, of: "movements") }
      ).reversed()
  }

  /// Tickets; `clause` is fixed SQL with `values` bound to it.
  func tickets(_ clause: String, _ values: [SQLValue]) throws -> [TicketRow] {
    try rows("\(TicketRow.columns) \(clause)", values, ticket)
  }

  func ticket(_ row: Row) throws -> TicketRow {
    TicketRow(
      ticket: Ticket(
        number: try row.integer(0), booth: BoothNumber(try row.text(1)),
        account: try row.account(2, of: "tickets"),
        payable: try row.amount(5, of: "tickets"),
        received: row.isNull(6) ? nil : try row.amount(6, of: "tickets"),
        at: try row.time(7, of: "tickets")),
      actor: try row.text(8), key: try row.optionalText(9))
  }

  /// The latest of each kind that have a key; oldest first.
  func doneRequests() throws -> [DoneRequest] {
    let limit = RestoredState.requestLimit
    let latest = [SQLValue.integer(Int64(limit))]
    let all =
      try keyedPayments(
        """
        INDEXED BY movements_with_key
        WHERE account = (SELECT id FROM accounts WHERE name = ?2) AND kind = 'payment'
          AND payment_key IS NOT NULL
        ORDER BY item DESC LIMIT ?1
        """, latest + [.text(BatchWriter.providerAccount)])
      + keyedDeposits(
        """
        WHERE deposits.number IN (
          SELECT number FROM deposits INDEXED BY deposits_with_key
          WHERE request_key IS NOT NULL ORDER BY number DESC LIMIT ?1)
        """, latest)
      + keyedTickets(
        """
        WHERE tickets.number IN (
          SELECT number FROM tickets INDEXED BY tickets_with_key
          WHERE request_key IS NOT NULL ORDER BY number DESC LIMIT ?1)
        """, latest)
    return all.sorted { $0.at < $1.at }.suffix(limit).map(\.done)
  }

  /// What was done under a key, however long ago, and what it is called; nil: nothing was.
  func doneRequest(_ key: String) throws -> (done: DoneRequest, words: String)? {
    try
      (keyedPayments("WHERE payment_key = ?1", [.text(key)])
      + keyedDeposits("WHERE request_key = ?1", [.text(key)])
      + keyedTickets("WHERE request_key = ?1", [.text(key)])).first.map { ($0.done, $0.words) }
  }

  private typealias Keyed = (at: WallTime, done: DoneRequest, words: String)

  private func keyedPayments(_ clause: String, _ values: [SQLValue]) throws -> [Keyed] {
    try rows(
      """
      SELECT item, payment_key, amount_micros, reference, moved_at, paid_on
      FROM movements \(clause)
      """, values
    ) { row in
      let matter = KeyedRequest.Matter.payment(
        amount: try row.signedAmount(2, of: "movements"), reference: try row.text(3),
        paidOn: try row.optionalText(5).map { try row.known(CalendarDay($0), 5) })
      let time = try row.time(4, of: "movements")
      return (
        time, DoneRequest(KeyedRequest(key: try row.text(1), matter: matter), .paid(at: time)),
        "payment \(try row.integer(0))"
      )
    }
  }

  private func keyedDeposits(_ clause: String, _ values: [SQLValue]) throws -> [Keyed] {
    try rows(
      """
      SELECT deposits.number, booths.number, amount_micros, made_at, request_key
      FROM deposits JOIN booths ON booths.id = deposits.booth \(clause)
      """, values
    ) { row in
      let matter = KeyedRequest.Matter.deposit(
        BoothNumber(try row.text(1)), amount: try row.amount(2, of: "deposits"))
      return (
        try row.time(3, of: "deposits"),
        DoneRequest(KeyedRequest(key: try row.text(4), matter: matter), .done),
        "a credit of booth \(try row.text(1))"
      )
    }
  }

  private func keyedTickets(_ clause: String, _ values: [SQLValue]) throws -> [Keyed] {
    try tickets(clause, values).compactMap { row in
      guard let key = row.key else { return nil }
      let matter = KeyedRequest.Matter.ticket(row.ticket.booth, received: row.ticket.received)
      return (
        row.ticket.at,
        DoneRequest(KeyedRequest(key: key, matter: matter), .collected(row.ticket)),
        "ticket \(row.ticket.number)"
      )
    }
  }
}

/// A ticket, and who closed it.
package struct TicketRow: Hashable, Sendable {
  package var ticket: Ticket
  package var actor: String
  var key: String?

  static let columns = """
    SELECT tickets.number, booths.number, tickets.credit_micros, tickets.charged_micros,
      tickets.calls, payable_micros, received_micros, closed_at, actor, request_key
    FROM tickets JOIN booths ON booths.id = tickets.booth
    """
}

extension Row {
  /// Credit, charges and their number, in three columns one after the other.
  func account(_ column: Int32, of table: StaticString) throws -> BoothAccount {
    BoothAccount(
      credit: try amount(column, of: table), charged: try amount(column + 1, of: table),
      calls: Int(try integer(column + 2, in: 0...0x7FFF_FFFF, of: table)))
  }
}
