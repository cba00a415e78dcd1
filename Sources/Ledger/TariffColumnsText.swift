import Notation
package import Rating

/// A tariff as a line of a CSV file, for a spreadsheet; `cabinactl prefixes import` reads it back.
package enum TariffColumnsText {
  package static let heading =
    "prefix,description,price,per,firstBlock,increment,connectionFee\n"

  /// For spreadsheets of Chile, with `;` between cells and a decimal comma.
  package static let spanishHeading =
    "Prefijo;Descripción;Precio;Unidad;Primer bloque;Incremento;Conexión\r\n"

  /// nil: the tariff is more than a price and its blocks.
  package static func line(_ tariff: Tariff) -> String? {
    cells(tariff).map { cells in
      [
        cells.prefix, cells.description, cells.price.decimalText, String(cells.perSeconds),
        String(cells.first), String(cells.increment), cells.fee.decimalText,
      ].joined(separator: ",") + "\n"
    }
  }

  /// Below `spanishHeading`. Of no amount it has to be asked whether its comma stands between thousands.
  package static func spanishLine(_ tariff: Tariff) -> String? {
    cells(tariff).map { cells in
      let unit =
        switch cells.perSeconds {
        case 60: "minuto"
        case 1: "segundo"
        default: String(cells.perSeconds)
        }
      func amount(_ money: Money) -> String { money.tariffText.replacing(".", with: ",") }
      return [
        cells.prefix, cells.description, amount(cells.price), unit, String(cells.first),
        String(cells.increment), amount(cells.fee),
      ].joined(separator: ";") + "\r\n"
    }
  }

  private struct Cells {
    var prefix: String
    /// As it stands in a file.
    var description: String
    var price: Money
    var perSeconds: Int64
    var first: Int64
    var increment: Int64
    var fee: Money
  }

  private static func cells(_ tariff: Tariff) -> Cells? {
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
    return Cells(
      prefix: tariff.prefix,
      description: SpreadsheetText.quoted(SpreadsheetText.cell(tariff.description)),
      price: first.price, perSeconds: first.perSeconds, first: first.incrementSeconds,
      increment: increment, fee: tariff.plan.connectionFee)
  }
}
