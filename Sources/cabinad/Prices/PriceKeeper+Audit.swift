import BoothControl
import Ledger
import Notation
import OwnerPanel

/// What the audit has. All of it only reads.
extension PriceKeeper {
  func audit(_ query: AuditRowsQuery) throws -> LedgerAnswer {
    let limit = query.limit
    let records = try reader.audit(
      AuditQuery(
        before: query.before, after: query.after, since: query.since, until: query.until,
        actor: query.actor, action: query.action, subject: query.subject), limit: limit + 1)
    var rows: [AuditRow] = []
    var bytes = 0
    for record in records.prefix(limit) where bytes < Self.pageBytes {
      bytes += (record.before ?? "").utf8.count + (record.after ?? "").utf8.count
      rows.append(AuditRow(record))
    }
    let next = rows.count < records.count ? rows.last?.number : nil
    if query.after != nil { rows.reverse() }
    return .audit(rows, next: next)
  }

  func verifyAudit(head text: String?) throws -> AuditCheck {
    let head = try text.map { text in
      guard let head = AuditHead(text) else {
        throw LedgerRefusal.notAHead(text)
      }
      return head
    }
    let verdict = try reader.verifyAudit(head: head)
    return AuditCheck(
      records: verdict.records, head: verdict.head?.description, fault: verdict.fault?.words)
  }

  func auditRecord(_ number: Int64, limit: Int) throws -> LedgerAnswer {
    guard let detail = try reader.auditDetail(number, limit: limit) else {
      throw LedgerRefusal.noSuchRecord
    }
    guard let found = detail.differences else {
      return .auditRecord(AuditRow(detail.record), changes: nil)
    }
    var changes = ListChanges(
      list: PriceRowsQuery.List(found.list), added: found.added, removed: found.removed,
      changed: found.changed)
    var bytes = 0
    for difference in found.first where bytes < Self.pageBytes {
      let row = ListChanges.Row(
        prefix: difference.prefix, before: difference.before.map { TariffRecord($0).json },
        after: difference.after.map { TariffRecord($0).json })
      bytes += (row.before ?? "").utf8.count + (row.after ?? "").utf8.count
      changes.first.append(row)
    }
    return .auditRecord(AuditRow(detail.record), changes: changes)
  }
}

extension AuditRow {
  init(_ record: AuditRecord) {
    self.init(
      number: record.number, at: record.at, actor: record.actor, action: record.action,
      subject: record.subject, before: record.before, after: record.after,
      hash: record.hash.hexadecimal)
  }
}

extension PriceRowsQuery.List {
  fileprivate init(_ list: PriceList) {
    self =
      switch list {
      case .prefixes: .prefixes
      case .deck: .deck
      }
  }
}
