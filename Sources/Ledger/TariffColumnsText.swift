package import Rating

/// A tariff as a line of a CSV file, for a spreadsheet; `cabinactl prefixes import` reads it back.
package enum TariffColumnsText {
  package static let heading =
    "prefix,description,price,per,firstBlock,increment,connectionFee\n"

  /// nil: the tariff is more than a price and its blocks.
  package static func line(_ tariff: Tariff) -> String? {
    let steps = tariff.plan.steps
    let first = steps[0]
    let increment = steps.last?.incrementSeconds ?? first.incrementSeconds
    // What reading the line again gives.
    var plain = steps
    for index in plain.indices {
      plain[index].price = first.price
      plain[index].perSeconds = first.perSeconds
    }
    let isPlain =
      plain == steps && steps.count <= 2
      && (steps.count == 1 || steps[1].afterSeconds == first.incrementSeconds)
      && tariff.bands.isEmpty && tariff.graceSeconds == 0 && tariff.maximumCharge == nil
      && tariff.shownPrice
        == UnitPrice(of: tariff.plan, in: first.perSeconds == 1 ? .second : .minute)
    guard isPlain else { return nil }
    let fields = [
      tariff.prefix, SpreadsheetText.cell(tariff.description), first.price.decimalText,
      String(first.perSeconds),
      String(first.incrementSeconds), String(increment), tariff.plan.connectionFee.decimalText,
    ]
    return fields.map(quoted).joined(separator: ",") + "\n"
  }

  /// RFC 4180.
  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { "\",;\t\n\r".contains($0) }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}

/// A text in a cell: what a spreadsheet would take for a formula has a `'` before it, as people mark
/// a text there, and loses it again when it is read.
package enum SpreadsheetText {
  package static func cell(_ text: String) -> String { isMarked(text) ? "'" + text : text }

  package static func plain(_ cell: String) -> String {
    cell.hasPrefix("'") && isMarked(cell) ? String(cell.dropFirst()) : cell
  }

  /// It begins with =, +, - or @, or with such a mark before it.
  private static func isMarked(_ text: String) -> Bool {
    text.drop { $0 == "'" }.first.map { "=+-@".contains($0) } ?? false
  }
}
