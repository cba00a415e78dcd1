/// What was written down, one after the other. Called and answered as `PanelSource.calls` is.
package protocol EventSource: Sendable {
  /// The number of the latest; 0: there is none yet.
  func lastEvent() throws -> Int64

  /// Oldest first, those after this number, at most `limit`: fewer where they are long, but none only
  /// where there are none.
  func events(after number: Int64, limit: Int) throws -> [LedgerEventRow]
}

/// A record of the audit, and of the end of a call the call, as it is now.
package struct LedgerEventRow: Hashable, Sendable {
  package var record: AuditRow
  /// nil: the record is of something else.
  package var call: CallListRow?

  package init(record: AuditRow, call: CallListRow?) {
    (self.record, self.call) = (record, call)
  }
}
