package import BoothControl

/// What a check of the audit found.
package struct AuditVerdict: Hashable, Sendable {
  /// That fit, from the first on.
  package var records: Int64
  /// The last that fits; nil: there is none.
  package var head: AuditHead?
  /// The first that does not fit, and why; nil: all do.
  package var fault: AuditFault?
}

extension LedgerReader {
  /// Newest first, at most `limit`, held to 1…`pageLimit`; `before` nil: from the newest on.
  package func audit(
    before number: Int64? = nil, since: WallTime? = nil, limit: Int
  ) throws -> [AuditRecord] {
    let limit = min(max(limit, 1), Self.pageLimit)
    let end = number ?? Int64.max
    return try read { database in
      guard let since else { return try database.auditRecords(before: end, limit: limit) }
      return try database.auditRecords(before: end, since: since, limit: limit)
    }
  }

  package func auditHead() throws -> AuditHead? { try read { try $0.auditHead() } }

  /// Reads the whole audit, on a connection of its own. A chain says nothing of records that were
  /// cut off at its end, and one that is made anew from the first record on fits again: `head`, from
  /// the journal or from paper, tells both.
  package func verifyAudit(head known: AuditHead? = nil) throws -> AuditVerdict {
    let database = try openAnother()
    return ownPart(of: try database.snapshot { try database.auditVerdict(head: known) })
  }
}

extension Database {
  /// Reads every record, a few hundred at a time.
  func auditVerdict(head known: AuditHead?) throws -> AuditVerdict {
    var verdict = AuditVerdict(records: 0, head: nil, fault: nil)
    while true {
      let records = try auditRecords(after: verdict.records, limit: 500)
      for record in records {
        if let fault = fault(of: record, after: verdict, known: known) {
          verdict.fault = fault
          return verdict
        }
        verdict.records = record.number
        verdict.head = AuditHead(number: record.number, hash: record.hash)
      }
      guard records.isEmpty else { continue }
      if let known, known.number > verdict.records {
        verdict.fault = .cutOff(last: verdict.records, known: known.number)
      } else if verdict.records == 0, let found = try somethingChanged() {
        verdict.fault = .empty(found)
      }
      return verdict
    }
  }

  /// What is never there without a record of it; nil: nothing of that.
  private func somethingChanged() throws -> AuditFault.Trace? {
    let tables: [(AuditFault.Trace, String)] = [
      (.payments, "SELECT EXISTS (SELECT 1 FROM movements WHERE kind = 'payment')"),
      (.deposits, "SELECT EXISTS (SELECT 1 FROM deposits)"),
      (.tickets, "SELECT EXISTS (SELECT 1 FROM tickets)"),
      (.replacedLists, "SELECT EXISTS (SELECT 1 FROM replaced_lists)"),
      (.users, "SELECT EXISTS (SELECT 1 FROM users)"),
    ]
    for (trace, sql) in tables where try integer(sql) == 1 { return trace }
    for list in PriceList.allCases
    where try !tariffs(in: generation(of: list), from: "", limit: 1).isEmpty {
      return .prices
    }
    return try auditedStates().isEmpty ? nil : .settings
  }

  private func fault(
    of record: AuditRecord, after verdict: AuditVerdict, known: AuditHead?
  ) -> AuditFault? {
    guard record.number == verdict.records + 1 else {
      return .missing(after: verdict.records, found: record.number)
    }
    guard record.hash == record.expectedHash(after: verdict.head?.hash ?? AuditRecord.beginning)
    else { return .altered(record.number) }
    if let known, known.number == record.number, known.hash != record.hash {
      return .rewritten(record.number)
    }
    return nil
  }
}
