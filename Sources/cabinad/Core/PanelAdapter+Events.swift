import Ledger
import OwnerPanel

/// What was written down, one after the other.
extension PanelAdapter {
  func lastEvent() throws -> Int64 { try reader.lastEvent() }

  func events(after number: Int64, limit: Int) throws -> [LedgerEventRow] {
    var rows: [LedgerEventRow] = []
    var bytes = 0
    for event in try reader.events(after: number, limit: limit) where bytes < PriceKeeper.pageBytes
    {
      bytes += (event.record.before ?? "").utf8.count + (event.record.after ?? "").utf8.count
      rows.append(
        LedgerEventRow(record: AuditRow(event.record), call: event.call.map(CallListRow.init)))
    }
    return rows
  }
}
