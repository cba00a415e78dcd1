import Ledger
import Notation
import OwnerPanel
import Rating

/// Prices as the page reads them at once.
extension PanelAdapter {
  func priceSettings() -> PriceSettings {
    let book = prices.inForce
    return PriceSettings(markup: book.markup, rounding: book.rounding)
  }

  func cost(above own: Tariff) -> Tariff? { prices.inForce.cost(above: own) }

  /// Rows of a piece.
  private static let rowsOfAPiece = 200

  func priceFile(
    _ list: PriceRowsQuery.List, _ format: PriceFileFormat, in language: Language,
    from place: PriceFilePlace?
  ) throws -> PriceFilePiece {
    let piece = try reader.piece(
      of: PriceList(list), after: place?.prefix, limit: Self.rowsOfAPiece)
    guard place == nil || place?.version == piece.version else { throw ListChanged() }
    let isLast = piece.tariffs.count < Self.rowsOfAPiece
    var text = ""
    switch format {
    case .csv:
      let isSpanish = language == .spanish
      if place == nil {
        text += isSpanish ? TariffColumnsText.spanishHeading : TariffColumnsText.heading
      }
      for tariff in piece.tariffs {
        let line =
          isSpanish ? TariffColumnsText.spanishLine(tariff) : TariffColumnsText.line(tariff)
        guard let line else {
          throw LedgerRefusal.notInColumns(tariff.prefix)
        }
        text += line
      }
    case .json5:
      if place == nil { text += start(of: list) }
      for (index, tariff) in piece.tariffs.enumerated() {
        text += place == nil && index == 0 ? "\n" : ",\n"
        text += TariffRecord(tariff).json
      }
      if isLast { text += "\n]}\n" }
    }
    let next = piece.tariffs.last.map { PriceFilePlace(prefix: $0.prefix, version: piece.version) }
    return PriceFilePiece(bytes: Array(text.utf8), next: isLast ? nil : next)
  }

  /// Of a tariff file with this list in it, and with the deck the markup on it.
  private func start(of list: PriceRowsQuery.List) -> String {
    let settings = priceSettings()
    var money = JSONObject()
    money.add("code", currency.code)
    money.add("symbol", currency.symbol)
    money.add("decimals", Int64(currency.decimals))
    money.add("rounding", settings.rounding.mode.rawValue)
    let markup = JSON.text(settings.markup.percent.decimalText).text
    return "{\"currency\":\(money.text),"
      + (list == .deck ? "\"markupPercent\":\(markup)," : "")
      + "\"\(list == .deck ? "deck" : "tariffs")\":["
  }
}
