package import BoothControl

/// Which records of the audit; what is nil or empty does not matter. The ends of calls are none of
/// them: they have pages of their own.
package struct AuditQuery: Hashable, Sendable {
  /// Older ones than the record of this number.
  package var before: Int64?
  /// Newer ones than that of this number, those next to it, in place of `before`.
  package var after: Int64?
  /// At or after.
  package var since: WallTime?
  /// Before.
  package var until: WallTime?
  /// Who has this in his name.
  package var actor: String
  /// What was done; nil: anything.
  package var action: String?
  /// What has this in its name.
  package var subject: String

  package init(
    before: Int64? = nil, after: Int64? = nil, since: WallTime? = nil, until: WallTime? = nil,
    actor: String = "", action: String? = nil, subject: String = ""
  ) {
    self.before = before
    self.after = after
    self.since = since
    self.until = until
    self.actor = actor
    self.action = action
    self.subject = subject
  }
}

extension LedgerReader {
  /// Newest first, or, after a record, oldest first; at most `limit`, held to 1…`pageLimit`. What
  /// is seldom is looked for in the whole audit, so on a connection of its own.
  package func audit(_ query: AuditQuery, limit: Int) throws -> [AuditRecord] {
    let limit = min(max(limit, 1), Self.pageLimit)
    let database = try openAnother()
    return try database.snapshot { try database.auditRecords(query, limit: limit) }
  }
}

extension Database {
  /// The box's clock may have been put back, so every record is asked for its time.
  fileprivate func auditRecords(_ query: AuditQuery, limit: Int) throws -> [AuditRecord] {
    try auditRecords(
      """
      INDEXED BY audit_of_changes
      WHERE action != 'call' AND number \(query.after == nil ? "<" : ">") ?1
        AND at >= ?2 AND at < ?3
        AND (?4 = '' OR instr(lower(actor), lower(?4)) > 0)
        AND (?5 IS NULL OR action = ?5)
        AND (?6 = '' OR instr(lower(subject), lower(?6)) > 0)
      ORDER BY number \(query.after == nil ? "DESC" : "ASC") LIMIT ?7
      """,
      [
        .integer(query.after ?? query.before ?? Int64.max),
        .integer(query.since?.milliseconds ?? Int64.min),
        .integer(query.until?.milliseconds ?? Int64.max), .text(query.actor),
        .optional(query.action), .text(query.subject), .integer(Int64(limit)),
      ])
  }
}
