import Ledger
import Notation
import Rating

/// What is in a list, so that a price for the wrong unit, or a comma in the wrong place, strikes the
/// eye.
struct PriceSummary {
  private(set) var rows = 0
  private var free = 0
  private var cheapest: Tariff?
  private var dearest: Tariff?
  private var first: Tariff?
  private var middle: Tariff?
  private var last: Tariff?

  mutating func add(_ tariff: Tariff) {
    rows += 1
    if tariff.microsAMinute == 0 { free += 1 }
    if cheapest.map({ tariff.microsAMinute < $0.microsAMinute }) ?? true { cheapest = tariff }
    if dearest.map({ tariff.microsAMinute > $0.microsAMinute }) ?? true { dearest = tariff }
    if first == nil { first = tariff }
    // Before a power of two, the last of them: somewhere in the second half, and not the last row.
    if rows == 3 || rows > 3 && rows & (rows - 1) == 0 { middle = last }
    last = tariff
  }

  /// `currency` nil: not known.
  func text(_ currency: AmountFormat?, _ list: PriceList, _ say: Language) -> String {
    var table: [[String]] = []
    func add(_ what: String, _ tariff: Tariff?) {
      guard let tariff else { return }
      table.append([
        "  " + what, PriceTable.name(tariff.prefix, say),
        tariff.description.shown(atMost: 40), say.price(tariff.shownPrice, currency),
      ])
    }
    add(say("más barato", "cheapest"), cheapest)
    add(say("más caro", "dearest"), dearest)
    if rows > 0 { add(say("por ejemplo", "for example"), first) }
    add("", middle)
    if rows > 1 { add("", last) }
    var text =
      "\(list.rawValue): \(rows) "
      + (rows == 1 ? say("prefijo", "row") : say("prefijos", "rows")) + "\n"
    text += TextTable(rows: table).text
    if free > 0 { text += say("  \(free) de ellos gratis\n", "  \(free) of them free of charge\n") }
    return text
  }
}

extension Tariff {
  /// To compare by: of the first step.
  fileprivate var microsAMinute: Int64 {
    guard let step = plan.steps.first else { return 0 }
    return Int64(clamping: Int128(step.price.micros) * 60 / Int128(step.perSeconds))
  }
}
