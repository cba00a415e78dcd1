internal import BoothControl

extension Database {
  /// Writes down a change, in the transaction that makes it. What is as it was before is no change.
  /// - Returns: the record's number; nil: there was no change.
  @discardableResult
  func audit(
    _ origin: AuditOrigin, _ action: String, _ subject: String, before: String?, after: String?
  ) throws -> Int64? {
    assert(AuditRecord.actions.contains(action), "«\(action)» is none of the audit's actions")
    guard before != after else { return nil }
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
    return record.number
  }

  func audit(_ state: AuditedState, by origin: AuditOrigin, before: String?, after: String?) throws
  {
    try audit(origin, state.action, state.subject, before: before, after: after)
  }

  /// nil: nothing was ever changed.
  func auditHead() throws -> AuditHead? {
    try row(
      "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1", [],
      { AuditHead(number: try $0.integer(0), hash: try $0.blob(1)) })
  }

  /// Newest first: those before `number`, without the ends of calls, which have pages of their own.
  func auditRecords(before number: Int64, limit: Int) throws -> [AuditRecord] {
    try rows(
      """
      \(Self.auditColumns) INDEXED BY audit_of_changes WHERE action != 'call' AND number < ?1
      ORDER BY number DESC LIMIT ?2
      """,
      [.integer(number), .integer(Int64(limit))], auditRecord)
  }

  /// Newest first: those before `number`, at or after `since`. The box's clock may have been put
  /// back, so a record that is too old says nothing of those before it.
  func auditRecords(before number: Int64, since: WallTime, limit: Int) throws -> [AuditRecord] {
    // With many that are late enough the page is full long before they are all looked at…
    let newest = try rows(
      """
      SELECT * FROM (
        \(Self.auditColumns) INDEXED BY audit_of_changes WHERE action != 'call' AND number < ?1
        ORDER BY number DESC LIMIT ?4)
      WHERE at >= ?2 LIMIT ?3
      """,
      [
        .integer(number), .integer(since.milliseconds), .integer(Int64(limit)),
        .integer(Int64(max(4 * limit, 1_000))),
      ], auditRecord)
    guard newest.count < limit else { return newest }
    // … and with few the index has them together.
    return try rows(
      """
      \(Self.auditColumns) WHERE number IN (
        SELECT number FROM audit INDEXED BY audit_in_time
        WHERE action != 'call' AND at >= ?2 AND number < ?1
        ORDER BY number DESC LIMIT ?3)
      ORDER BY number DESC
      """, [.integer(number), .integer(since.milliseconds), .integer(Int64(limit))], auditRecord)
  }

  /// Oldest first; none of the ends of calls.
  func auditRecords(_ action: String, of subject: String, limit: Int) throws -> [AuditRecord] {
    try rows(
      """
      \(Self.auditColumns) INDEXED BY audit_of_subject
      WHERE subject = ?2 AND action = ?1 AND action != 'call'
      ORDER BY number LIMIT ?3
      """, [.text(action), .text(subject), .integer(Int64(limit))], auditRecord)
  }

  /// nil: there is none of this number.
  func auditRecord(_ number: Int64) throws -> AuditRecord? {
    try row("\(Self.auditColumns) WHERE number = ?1", [.integer(number)], auditRecord)
  }

  /// Records; `clause` is fixed SQL with `values` bound to it.
  func auditRecords(_ clause: String, _ values: [SQLValue]) throws -> [AuditRecord] {
    try rows("\(Self.auditColumns) \(clause)", values, auditRecord)
  }

  private static let auditColumns =
    "SELECT number, at, actor, action, subject, before, after, hash FROM audit"

  /// The oldest ones after `number`.
  func auditRecords(after number: Int64, limit: Int) throws -> [AuditRecord] {
    try rows(
      "\(Self.auditColumns) WHERE number > ?1 ORDER BY number LIMIT ?2",
      [.integer(number), .integer(Int64(limit))], auditRecord)
  }

  private func auditRecord(_ row: Row) throws -> AuditRecord {
    AuditRecord(
      number: try row.integer(0), at: WallTime(milliseconds: try row.integer(1)),
      actor: try row.text(2), action: try row.text(3), subject: try row.text(4),
      before: try row.optionalText(5), after: try row.optionalText(6), hash: try row.blob(7))
  }
}

extension BatchWriter {
  /// Writes down a change that a batch makes, in its transaction. What is as it was before is no
  /// change.
  func audit(_ entry: AuditEntry) throws {
    try database.audit(
      AuditOrigin(actor: entry.actor, at: entry.at), entry.action, entry.subject,
      before: entry.before, after: entry.after)
  }
}
