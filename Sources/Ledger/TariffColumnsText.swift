import Notation
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
    return fields.map(SpreadsheetText.quoted).joined(separator: ",") + "\n"
  }
}
