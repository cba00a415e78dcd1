internal import BoothControl
internal import BoothProtocol
internal import Rating

/// Customers' money.
extension BatchWriter {
  /// Adds a charge to what the booth's customer owes.
  func owe(_ charge: Money, booth: Int64) throws {
    guard charge != .zero else { return }
    try database.run(
      """
      UPDATE booths SET charged_micros = charged_micros + ?2, charged_calls = charged_calls + 1
      WHERE id = ?1
      """, [.integer(booth), .integer(charge.micros)])
  }

  /// A deposit is known by its key, or by its booth and instant.
  func deposit(
    _ amount: Money, on number: BoothNumber, key: String?, actor: String, at time: WallTime
  ) throws {
    let matter = KeyedRequest.Matter.deposit(number, amount: amount)
    try expect(key, onlyFor: matter)
    let booth = try insertedBooth(number)
    let isNew =
      try database.run(
        """
        INSERT INTO deposits (booth, amount_micros, made_at, actor, request_key)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING
        """,
        [
          .integer(booth), .integer(amount.micros), .integer(time.milliseconds), .text(actor),
          .optional(key),
        ]) == 1
    guard !isNew else {
      let inserted = database.lastInsertedKey
      let before = try database.account(ofBooth: booth).credit
      try database.run(
        "UPDATE booths SET credit_micros = credit_micros + ?2 WHERE id = ?1",
        [.integer(booth), .integer(amount.micros)])
      let deposit = Deposit(
        number: inserted, booth: number, amount: amount, actor: actor, at: time)
      return try audit(.deposit(deposit, credit: before))
    }
    let isTheSame = try database.row(
      """
      SELECT 1 FROM deposits
      WHERE booth = ?1 AND amount_micros = ?2 AND made_at = ?3 AND request_key IS ?4
      """,
      [
        .integer(booth), .integer(amount.micros), .integer(time.milliseconds), .optional(key),
      ]
    ) { _ in true }
    guard isTheSame != nil else { throw try keyTaken(key ?? "", asking: matter) }
  }

  /// Puts the booth's calls and deposits on a ticket. What they sum up to must be what the ticket
  /// says: it is what the customer has paid.
  func close(_ ticket: Ticket, key: String?, actor: String) throws {
    try expect(key, onlyFor: .ticket(ticket.booth, received: ticket.received))
    let booth = try insertedBooth(ticket.booth)
    guard try !isWritten(ticket, booth: booth, key: key) else { return }
    let found = try database.account(ofBooth: booth)
    guard found == ticket.account else {
      throw BatchError.accountDiffers(ticket.booth, told: ticket.account, found: found)
    }
    try database.run(
      """
      INSERT INTO tickets (number, booth, calls, charged_micros, credit_micros, payable_micros,
        received_micros, closed_at, actor, request_key)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """,
      [
        .integer(ticket.number), .integer(booth), .integer(Int64(found.calls)),
        .integer(found.charged.micros), .integer(found.credit.micros),
        .integer(ticket.payable.micros), .optional(ticket.received?.micros),
        .integer(ticket.at.milliseconds), .text(actor), .optional(key),
      ])
    let calls = try database.run(
      """
      UPDATE calls SET ticket = ?2
      WHERE booth = ?1 AND ticket IS NULL AND charge_micros > 0 AND review IS NOT 'waived'
      """, [.integer(booth), .integer(ticket.number)])
    guard calls == found.calls else {
      throw BatchError.callsMissing(ticket.booth, told: found.calls, found: calls)
    }
    try database.run(
      "UPDATE deposits SET ticket = ?2 WHERE booth = ?1 AND ticket IS NULL",
      [.integer(booth), .integer(ticket.number)])
    try database.run(
      "UPDATE booths SET credit_micros = 0, charged_micros = 0, charged_calls = 0 WHERE id = ?1",
      [.integer(booth)])
    try audit(.ticket(ticket, actor: actor))
  }

  /// Whether this very ticket is there; throws if another has its number or its key.
  private func isWritten(_ ticket: Ticket, booth: Int64, key: String?) throws -> Bool {
    let found = try database.rows(
      """
      SELECT number = ?1 AND booth = ?3 AND closed_at = ?4 AND request_key IS ?2, number = ?1
      FROM tickets WHERE number = ?1 OR request_key = ?2
      """,
      [
        .integer(ticket.number), .optional(key), .integer(booth),
        .integer(ticket.at.milliseconds),
      ], { (isTheSame: try $0.flag(0), hasNumber: try $0.flag(1)) })
    guard let other = found.first(where: { !$0.isTheSame }) else { return !found.isEmpty }
    guard let key, !other.hasNumber else { throw BatchError.ticketTaken(ticket.number) }
    throw try keyTaken(key, asking: .ticket(ticket.booth, received: ticket.received))
  }

  /// The owner's word on a flagged call; or, with his reason, that another is not paid.
  func review(_ review: CallReview, at time: WallTime) throws {
    let key = Int64(review.call.rawValue)
    let isWaived = review.verdict == .waived
    let changed = try database.run(
      """
      UPDATE calls SET review = ?2, review_note = ?3, reviewer = ?4, reviewed_at = ?5
      WHERE key = ?1 AND ended_at IS NOT NULL AND review IS NULL
        AND (suspicions IS NOT NULL OR (?2 = 'waived' AND trim(?3) <> '' AND charge_micros > 0))
        AND (?2 = 'stands' OR (ticket IS NULL AND charge_micros = ?6))
      """,
      [
        .integer(key), .text(review.verdict.rawValue), .text(review.note), .text(review.actor),
        .integer(time.milliseconds), .integer(review.charge.micros),
      ])
    guard changed == 1 else { throw BatchError.notToReview(review.call) }
    try audit(.review(review, at: time))
    if isWaived {
      // One that was not to be charged anyway is counted already.
      try database.run(
        """
        UPDATE booths SET uncharged_calls = uncharged_calls + 1
        WHERE id = (SELECT booth FROM calls WHERE key = ?1 AND is_charged = 1)
        """, [.integer(key)])
    }
    guard isWaived, review.charge != .zero else { return }
    try database.run(
      """
      UPDATE booths SET charged_micros = charged_micros - ?2, charged_calls = charged_calls - 1
      WHERE id = (SELECT booth FROM calls WHERE key = ?1)
      """, [.integer(key), .integer(review.charge.micros)])
  }
}
