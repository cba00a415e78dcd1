import Ledger
import Notation
import Rating

/// Prices of the owner's that are below what the provider takes, of those that a change bears on.
enum LossDoubt {
  /// Of longer prefixes so many are looked at.
  private static let looked: Int64 = 500
  private static let named = 3

  /// A line for a person; nil: none is, or the daemon does not say. `prefix`: what was set in either list,
  /// and holds.
  static func line(of prefix: String, in list: PriceList, _ desk: Desk) -> String? {
    guard let (own, currency) = (try? table(.prefixes, around: prefix, desk)) ?? nil,
      let (deck, _) = (try? table(.deck, around: prefix, desk)) ?? nil
    else { return nil }
    let losses = BelowCost(of: own, against: deck, limit: Int(looked)).first.filter {
      list == .deck || $0.own.prefix == prefix
    }
    guard !losses.isEmpty else { return nil }
    let names = losses.prefix(named).map { loss in
      let (own, cost) = (aMinute(loss.own, currency, desk), aMinute(loss.cost, currency, desk))
      return "\(PriceTable.name(loss.own.prefix, desk.say)) (\(own) < \(cost))"
    }.joined(separator: ", ")
    let more = losses.count > named ? "…" : ""
    return desk.say(
      "por debajo del costo del proveedor: ", "below the provider's cost: ") + names + more
  }

  /// Two prices of different units are compared by what a minute costs.
  private static func aMinute(_ tariff: Tariff, _ currency: AmountFormat, _ desk: Desk) -> String {
    desk.say.price(UnitPrice(of: tariff.plan, in: .minute), in: currency)
  }

  /// What of a list prices numbers that begin so: the longer prefixes, and those it begins with; nil:
  /// they are more than are looked at.
  private static func table(
    _ list: PriceList, around prefix: String, _ desk: Desk
  ) throws(CommandError) -> (TariffTable, AmountFormat)? {
    var table = TariffTable.Builder()
    let longer = try desk.ask(
      "GET", list.rawValue, [("prefix", prefix), ("size", "\(looked)")], as: PricesAnswer.self)
    guard longer.next == nil else { return nil }
    for row in longer.rows { table.add(row.tariff) }
    for count in 0..<prefix.utf8.count {
      let start = String(prefix.prefix(count))
      let page = try desk.ask(
        "GET", list.rawValue, [("prefix", start), ("size", "1")], as: PricesAnswer.self)
      for row in page.rows where row.tariff.prefix == start { table.add(row.tariff) }
    }
    return (TariffTable(table), longer.currency.format)
  }
}
