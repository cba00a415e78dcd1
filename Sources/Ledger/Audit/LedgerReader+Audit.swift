package import BoothControl

/// What a check of the audit found.
package struct AuditVerdict: Hashable, Sendable {
  /// That fit, from the first on.
  package var records: Int64
  /// The last that fits; nil: there is none.
  package var head: AuditHead?
  /// The first that does not fit, and why; nil: all do.
  package var fault: String?
}

extension LedgerReader {
  /// Newest first, at most `limit`, held to 1…`pageLimit`; `before` nil: from the newest on.
  package func audit(
    before number: Int64? = nil, since: WallTime? = nil, limit: Int
  ) throws -> [AuditRecord] {
    let limit = min(max(limit, 1), Self.pageLimit)
    return try read {
      try $0.auditRecords(
        before: number ?? Int64.max, since: since ?? WallTime(milliseconds: Int64.min),
        limit: limit)
    }
  }

  package func auditHead() throws -> AuditHead? { try read { try $0.auditHead() } }

  /// Reads the whole audit, on a connection of its own. A chain says nothing of records that were
  /// cut off at its end, and one that is made anew from the first record on fits again: `head`, from
  /// the journal or from paper, tells both.
  package func verifyAudit(head known: AuditHead? = nil) throws -> AuditVerdict {
    let database = try openAnother()
    return try database.snapshot { try database.auditVerdict(head: known) }
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
        verdict.fault =
          "record \(verdict.records + 1) is not there: the audit ends before record "
          + "\(known.number), the head that is known"
      }
      return verdict
    }
  }

  private func fault(
    of record: AuditRecord, after verdict: AuditVerdict, known: AuditHead?
  ) -> String? {
    guard record.number == verdict.records + 1 else {
      return "record \(verdict.records + 1) is not there: after record \(verdict.records) comes "
        + "record \(record.number)"
    }
    guard record.hash == record.expectedHash(after: verdict.head?.hash ?? AuditRecord.beginning)
    else { return "record \(record.number) does not fit: it is not as it was written" }
    if let known, known.number == record.number, known.hash != record.hash {
      return
        "record \(record.number) is another than the head that is known: the audit was written "
        + "anew"
    }
    return nil
  }
}
