import Ledger
import Notation
import Rating

/// What becomes of the list that holds when that of a file takes its place, as the page shows it.
struct ImportPreview {
  private let changes: ListComparison
  private let losses: BelowCost

  /// Prefixes that are named.
  private static let named = 3

  /// `table`: of the file.
  init(
    _ list: PriceList, _ table: TariffTable, _ desk: Desk, _ console: Console
  ) throws(CommandError) {
    let held = try Self.table(list, desk, console)
    let other = try Self.table(list == .deck ? .prefixes : .deck, desk, console)
    changes = ListComparison(of: held, and: table, limit: 0)
    losses =
      list == .deck
      ? BelowCost(of: other, against: table, limit: Self.named)
      : BelowCost(of: table, against: other, limit: Self.named)
  }

  private static func table(
    _ list: PriceList, _ desk: Desk, _ console: Console
  ) throws(CommandError) -> TariffTable {
    let bar = Progress(
      console, Words("leyendo \(list.rawValue)", "reading \(list.rawValue)"))
    defer { bar.end() }
    var builder = TariffTable.Builder()
    var count = 0
    try PriceExport(list: list, desk: desk).pages { page throws(CommandError) in
      for row in page.rows { builder.add(row.tariff) }
      count += page.rows.count
      bar.show(Double(count) / Double(max(1, page.total)), rows: count)
    }
    return TariffTable(builder)
  }

  func add(to object: inout JSONObject) {
    object.add("added", Int64(changes.added))
    object.add("removed", Int64(changes.removed))
    object.add("changed", Int64(changes.changed))
    object.add("unchanged", Int64(changes.unchanged))
    object.add("belowCost", Int64(losses.count))
  }

  func text(_ say: Language) -> String {
    let (added, removed) = (changes.added, changes.removed)
    var text = say(
      "frente a la lista de ahora, nuevos: \(added), quitados: \(removed), cambiados: \(changes.changed), "
        + "iguales: \(changes.unchanged)\n",
      "against the list that holds: \(added) added, \(removed) removed, \(changes.changed) changed, "
        + "\(changes.unchanged) the same\n")
    guard losses.count > 0 else { return text }
    let names = losses.first.map { PriceTable.name($0.own.prefix, say) }.joined(separator: ", ")
    let more = losses.count > losses.first.count ? "…" : ""
    text += say(
      "precios suyos por debajo del costo del proveedor: \(losses.count): ",
      "prices of yours below the provider's cost: \(losses.count): ")
    return text + names + more + "\n"
  }
}
