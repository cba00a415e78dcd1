import Ledger
import OwnerPanel
import Rating

/// Lists as the owner takes them home. All of it only reads.
extension PriceKeeper {
  /// The tariffs of these prefixes, one by one.
  func tariffs(of prefixes: [String], in list: PriceRowsQuery.List) throws -> PriceRowsPage {
    let found = try reader.tariffs(of: prefixes, in: PriceList(list))
    let rows = found.tariffs.map { PriceRow(tariff: $0, record: TariffRecord($0).json) }
    return PriceRowsPage(
      list: list, rows: rows, total: rows.count, next: nil, version: found.version)
  }

  /// Throws the first prefix that is more than a line of columns.
  func checkColumns(of list: PriceList) throws {
    let cursor = try reader.cursor(list)
    for tariff in cursor where TariffColumnsText.line(tariff) == nil {
      throw LedgerRefusal.notInColumns(tariff.prefix)
    }
    try cursor.finish()
  }
}

/// A list that was changed while its file was being written.
struct ListChanged: Error, CustomStringConvertible {
  var description: String { "the list was changed meanwhile" }
}
