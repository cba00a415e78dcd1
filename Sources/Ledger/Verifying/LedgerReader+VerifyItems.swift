internal import BoothControl
internal import Notation
internal import Rating

/// Payments, deposits, tickets and reviews, each held to its record in the audit, and each record to
/// what it tells of.
extension LedgerReader {
  func unauditedItems(_ database: Database) throws -> [Words] {
    let baseline = try database.baseline()
    return try AuditedItem.allCases.flatMap { item in
      let last = baseline.items[item] ?? 0
      return try wrongItems(item, after: last, database)
        + lostItems(item, after: last == 0 ? 0 : baseline.last, database)
    }
  }

  /// Rows whose record says something else, or is not there.
  private func wrongItems(
    _ item: AuditedItem, after last: Int64, _ database: Database
  ) throws -> [Words] {
    var complaints: [Words] = []
    try database.forEachEntry(of: item, after: last) { entry in
      guard complaints.count < Self.complaintLimit else { return }
      let records = try database.auditRecords(item.action, of: entry.subject, limit: 2)
      guard let record = records.first else {
        complaints.append(
          Words(
            (item == .reviews ? "la revisión de " : "")
              + "«\(entry.subject)» no está en ningún registro de la auditoría",
            (item == .reviews ? "the review of " : "")
              + "\(entry.subject) is in no record of the audit"))
        return
      }
      if records.count > 1 {
        complaints.append(
          Words(
            "«\(entry.subject)» está en dos registros de la auditoría, \(record.number) y \(records[1].number)",
            "\(entry.subject) is in two records of the audit, \(record.number) and "
              + "\(records[1].number)"))
      } else if !entry.fits(record) {
        complaints.append(
          Words(
            "«\(entry.subject)» no es lo que dice el registro \(record.number) de la auditoría: "
              + "«\(record.before ?? "") → \(record.after ?? "")», por \(record.actor)",
            "\(entry.subject) is not what record \(record.number) of the audit tells of: "
              + "\(record.before ?? "") → \(record.after ?? ""), by \(record.actor)"))
      }
    }
    return complaints
  }

  /// Records that tell of a row that is not there.
  private func lostItems(
    _ item: AuditedItem, after record: Int64, _ database: Database
  ) throws -> [Words] {
    var complaints: [Words] = []
    try database.forEachRow(
      "SELECT number, subject FROM audit WHERE action = ?1 AND number > ?2 ORDER BY number",
      [.text(item.action), .integer(record)]
    ) { row in
      guard complaints.count < Self.complaintLimit else { return }
      let subject = try row.text(1)
      guard let number = item.number(subject), try database.has(item, number) else {
        let record = try row.integer(0)
        complaints.append(
          Words(
            "el registro \(record) de la auditoría cuenta de «\(subject)», que no existe",
            "record \(record) of the audit tells of «\(subject)», which is not there"))
        return
      }
    }
    return complaints
  }
}

extension Database {
  /// What the audit must tell of each row of this kind whose number is above `last`.
  fileprivate func forEachEntry(
    of item: AuditedItem, after last: Int64, _ body: (AuditEntry) throws -> Void
  ) throws {
    switch item {
    case .payments:
      // A payment of nothing is no change.
      try forEachRow(
        """
        \(Payment.columns) WHERE kind = 'payment' AND item > ?1 AND amount_micros != 0
        ORDER BY item
        """, [.integer(last)]
      ) { try body(.payment(Payment($0))) }
    case .deposits:
      try forEachRow(
        "\(Deposit.columns) WHERE deposits.number > ?1 ORDER BY deposits.number",
        [.integer(last)]
      ) { try body(.deposit(Deposit($0))) }
    case .tickets:
      try forEachRow(
        "\(TicketRow.columns) WHERE tickets.number > ?1 ORDER BY tickets.number", [.integer(last)]
      ) { row in
        let ticket = try ticket(row)
        try body(.ticket(ticket.ticket, actor: ticket.actor))
      }
    case .reviews:
      try forEachRow(
        """
        SELECT key, charge_micros, review, ifnull(review_note, ''), ifnull(reviewer, ''),
          ifnull(reviewed_at, 0)
        FROM calls WHERE review IS NOT NULL ORDER BY key
        """
      ) { row in
        let review = CallReview(
          call: try row.callID(0), booth: BoothNumber(""), charge: try row.amount(1, of: "calls"),
          verdict: try row.known(CallReview.Verdict(rawValue: row.text(2)), 2),
          note: try row.text(3), actor: try row.text(4))
        try body(.review(review, at: try row.time(5, of: "calls")))
      }
    }
  }

  fileprivate func has(_ item: AuditedItem, _ number: Int64) throws -> Bool {
    let sql =
      switch item {
      case .payments:
        """
        SELECT 1 FROM accounts JOIN movements ON account = id
        WHERE kind = 'payment' AND item = ?1 LIMIT 1
        """
      case .deposits: "SELECT 1 FROM deposits WHERE number = ?1"
      case .tickets: "SELECT 1 FROM tickets WHERE number = ?1"
      case .reviews: "SELECT 1 FROM calls WHERE key = ?1 AND review IS NOT NULL"
      }
    return try row(sql, [.integer(number)]) { _ in true } ?? false
  }
}
