/// A record of the audit, and of the end of a call the call, as it is now.
package struct LedgerEvent: Hashable, Sendable {
  package var record: AuditRecord
  /// nil: the record is of something else.
  package var call: CallRow?
}

extension LedgerReader {
  /// The number of the latest record of the audit; 0: there is none.
  package func lastEvent() throws -> Int64 {
    try read { try $0.auditHead()?.number ?? 0 }
  }

  /// Oldest first, those after the record of this number, with the ends of calls; at most `limit`,
  /// held to 1…`pageLimit`.
  package func events(after number: Int64, limit: Int) throws -> [LedgerEvent] {
    let limit = min(max(limit, 1), Self.pageLimit)
    return try read { database in
      let records = try database.auditRecords(after: number, limit: limit)
      guard let last = records.last?.number else { return [] }
      let calls = try database.endedCalls(after: number, upTo: last)
      return records.map { record in
        let key = record.action == AuditedCall.action ? AuditedCall.key(record.subject) : nil
        return LedgerEvent(record: record, call: key.flatMap { calls[$0] })
      }
    }
  }
}

extension Database {
  /// By key.
  fileprivate func endedCalls(after first: Int64, upTo last: Int64) throws -> [Int64: CallRow] {
    let rows = try callRows(
      """
      WHERE calls.key IN (
        SELECT CAST(substr(subject, 6) AS INTEGER) FROM audit NOT INDEXED
        WHERE number > ?1 AND number <= ?2 AND action = 'call')
      """, [.integer(first), .integer(last)])
    return Dictionary(rows.map { ($0.position.key, $0) }) { first, _ in first }
  }
}
