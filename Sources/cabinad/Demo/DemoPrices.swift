import Ledger
import Rating

/// What calls cost in the demo: the manual's own prefixes, and the provider's list for all that they
/// cost the shop, and for what it sells with a markup.
enum DemoPrices {
  static let markupPercent: Int64 = 30

  static let file = TariffFile(
    currency: .chileanPeso, rounding: Rounding(mode: .halfUp, decimals: 0),
    markupPercentMicros: markupPercent * 1_000_000, tariffs: own.map(tariff),
    deck: provider.map(tariff))

  private typealias Row = (prefix: String, description: String, pesos: Int64, unit: PriceUnit)

  private static let own: [Row] = [
    ("099", "CHILE CELULARES", 150, .minute), ("098", "CHILE CELULARES", 150, .minute),
    ("100", "INTERNAS 01", 100, .minute), ("1006", "INTERNAS 02", 200, .minute),
    ("02", "SANTIAGO CHILE", 50, .minute), ("032", "Valparaíso", 200, .minute),
    ("4375", "INTERNAS 03", 0, .second),
  ]

  /// By areas at home and by countries abroad: a price for all that begins with `0` would be that of
  /// every country that the list forgets.
  private static let provider: [Row] = [
    ("09", "CELULARES", 96, .minute), ("02", "SANTIAGO", 28, .minute),
    ("03", "VALPARAÍSO", 48, .minute), ("04", "CONCEPCIÓN Y TEMUCO", 48, .minute),
    ("05", "NORTE", 48, .minute), ("06", "SUR", 48, .minute),
    ("07", "RANCAGUA Y TALCA", 48, .minute),
    ("100", "INTERNAS", 45, .minute), ("4375", "INTERNAS", 0, .second),
    ("0052", "MÉXICO", 44, .minute), ("0055", "BRASIL", 58, .minute),
    ("0051", "PERÚ", 88, .minute), ("0054", "ARGENTINA", 74, .minute),
    ("00591", "BOLIVIA", 165, .minute), ("0057", "COLOMBIA", 62, .minute),
    ("00509", "HAITÍ", 236, .minute), ("0058", "VENEZUELA", 96, .minute),
    ("0034", "ESPAÑA", 26, .minute), ("001", "EE.UU. Y CANADÁ", 22, .minute),
  ]

  private static func tariff(_ row: Row) -> Tariff {
    .plain(
      prefix: row.prefix, description: row.description,
      price: UnitPrice(price: Money(micros: row.pesos * 1_000_000), unit: row.unit))
  }
}
