internal import BoothControl

extension Database {
  /// Writes down a change, in the transaction that makes it. What is as it was before is no change.
  func audit(
    _ origin: AuditOrigin, _ action: String, _ subject: String, before: String?, after: String?
  ) throws {
    guard before != after else { return }
    let head = try auditHead()
    var record = AuditRecord(
      number: (head?.number ?? 0) + 1, at: origin.at,
      actor: origin.actor.isEmpty ? AuditOrigin.daemon : origin.actor, action: action,
      subject: subject, before: before, after: after, hash: [])
    record.hash = record.expectedHash(after: head?.hash ?? AuditRecord.beginning)
    try run(
      """
      INSERT INTO audit (number, at, actor, action, subject, before, after, hash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """,
      [
        .integer(record.number), .integer(record.at.milliseconds), .text(record.actor),
        .text(action), .text(subject), .optional(before), .optional(after), .blob(record.hash),
      ])
  }

  /// nil: nothing was ever changed.
  func auditHead() throws -> AuditHead? {
    try row(
      "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1", [],
      { AuditHead(number: try $0.integer(0), hash: try $0.blob(1)) })
  }

  /// Newest first: those before `number`, at or after `since`.
  func auditRecords(before number: Int64, since: WallTime, limit: Int) throws -> [AuditRecord] {
    try rows(
      """
      SELECT number, at, actor, action, subject, before, after, hash FROM audit
      WHERE number < ?1 AND at >= ?2 ORDER BY number DESC LIMIT ?3
      """, [.integer(number), .integer(since.milliseconds), .integer(Int64(limit))], auditRecord)
  }

  /// The oldest ones after `number`.
  func auditRecords(after number: Int64, limit: Int) throws -> [AuditRecord] {
    try rows(
      """
      SELECT number, at, actor, action, subject, before, after, hash FROM audit
      WHERE number > ?1 ORDER BY number LIMIT ?2
      """, [.integer(number), .integer(Int64(limit))], auditRecord)
  }

  private func auditRecord(_ row: Row) throws -> AuditRecord {
    AuditRecord(
      number: try row.integer(0), at: WallTime(milliseconds: try row.integer(1)),
      actor: try row.text(2), action: try row.text(3), subject: try row.text(4),
      before: try row.optionalText(5), after: try row.optionalText(6), hash: try row.blob(7))
  }
}

extension BatchWriter {
  /// Writes down a change that a batch makes, in its transaction: who did what to what, and how it
  /// was before and is now (nil: nothing there). What is as it was before is no change. `actor`
  /// empty: the daemon itself.
  func audit(
    actor: String, action: String, subject: String, before: String?, after: String?,
    at time: WallTime
  ) throws {
    try database.audit(
      AuditOrigin(actor: actor, at: time), action, subject, before: before, after: after)
  }
}
