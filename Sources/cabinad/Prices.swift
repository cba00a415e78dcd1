import BoothControl
import Ledger
import Rating

/// Where the prices come from: the ledger, into which the tariff file that the configuration names is read, at start and when the daemon is told to.
struct Prices: Sendable {
  /// nil: the ledger keeps what it has.
  let file: String?
  let currency: AmountFormat
  let ledger: Ledger
  let reader: LedgerReader

  static let fileLimit = 64 * 1024 * 1024

  /// Brings the ledger up to date with the file; throws what is wrong with it, and where, and then nothing has changed.
  func load() throws -> TariffBook {
    if let file { try ledger.replacePrices(try Self.read(file)) }
    let rounding = Rounding(mode: .halfUp, decimals: currency.decimals)
    if let book = try reader.tariffBook(rounding: rounding) { return book }
    Journal.write(
      .warning,
      "there are no prices: every call but those to emergency numbers will be refused; name a tariff file in [prices]"
    )
    return TariffBook(rounding: rounding, tariffs: [], deck: [], markupPercentMicros: 0)
  }

  /// Reads a tariff file; throws what is wrong with it, and where.
  static func read(_ path: String) throws -> TariffFile {
    let text = try TextFile.read(path, limit: fileLimit)
    do {
      return try TariffFile(json5: Array(text.utf8))
    } catch { throw TextFileError(path: path, reason: "\(error)") }
  }
}
