import BoothControl
import Ledger
import Rating

/// Where the prices come from: the ledger, into which a tariff file named in the configuration is read at start.
enum Prices {
  static let fileLimit = 64 * 1024 * 1024

  /// Reads a tariff file; throws what is wrong with it, and where.
  static func read(_ path: String) throws -> TariffFile {
    let text = try TextFile.read(path, limit: fileLimit)
    do {
      return try TariffFile(json5: Array(text.utf8))
    } catch { throw TextFileError(path: path, reason: "\(error)") }
  }

  /// Puts a tariff file into the ledger: the lists, and how its amounts are rounded.
  static func load(_ path: String, into ledger: Ledger) throws {
    let file = try read(path)
    try ledger.replacePrefixes(file.tariffs)
    try ledger.replaceDeck(
      Deck(tariffs: file.deck, markupPercentMicros: file.markupPercentMicros))
    try ledger.set(roundingSetting, to: "\(file.rounding.mode.rawValue) \(file.rounding.decimals)")
  }

  private static let roundingSetting = "rounding"

  private static func rounding(_ reader: LedgerReader) throws -> Rounding? {
    let words = try reader.setting(roundingSetting)?.split(separator: " ") ?? []
    guard words.count == 2, let mode = Rounding.Mode(rawValue: String(words[0])),
      let decimals = Int(words[1])
    else { return nil }
    return Rounding(mode: mode, decimals: decimals)
  }

  static func book(_ currency: AmountFormat, _ reader: LedgerReader) throws -> TariffBook {
    let deck = try reader.deck()
    return TariffBook(
      rounding: try rounding(reader) ?? Rounding(mode: .halfUp, decimals: currency.decimals),
      tariffs: try reader.prefixes(), deck: deck.tariffs,
      markupPercentMicros: deck.markupPercentMicros)
  }
}
