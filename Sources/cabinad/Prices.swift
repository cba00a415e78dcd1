import BoothControl
import Ledger
import Rating

/// Where the prices come from: the ledger, into which the tariff file that the configuration names
/// is read, at start and when the daemon is told to.
struct Prices: Sendable {
  let source: PriceSource
  let ledger: Ledger
  let reader: LedgerReader

  /// Brings the ledger up to date with the file; throws what is wrong with it, and where, and then
  /// nothing has changed.
  func load() throws -> TariffBook {
    if let file = try source.read() { try ledger.replacePrices(file) }
    let rounding = Rounding(mode: .halfUp, decimals: source.currency.decimals)
    if let book = try reader.tariffBook(rounding: rounding) { return book }
    Journal.write(
      .warning,
      "there are no prices: every call but those to emergency numbers will be refused; name a tariff file in [prices]"
    )
    return TariffBook(rounding: rounding, tariffs: [], deck: [], markupPercentMicros: 0)
  }
}

/// The tariff file of a shop, and the currency that the shop counts in.
struct PriceSource: Sendable {
  /// nil: the ledger keeps what it has.
  let file: String?
  /// Of the shop.
  let currency: AmountFormat
  /// Where the shop's currency is written; nil: nowhere.
  let configuration: String?

  init(_ configuration: DaemonConfiguration) {
    file = configuration.tariffFile
    currency = configuration.shop.currency
    self.configuration = configuration.path
  }

  /// Reads the file, nil if there is none to read; throws what is wrong with it, and where.
  func read() throws -> TariffFile? {
    guard let file else { return nil }
    let text = try TextFile.read(file, limit: TariffFile.sizeLimit)
    let prices: TariffFile
    do {
      prices = try TariffFile(json5: Array(text.utf8))
    } catch { throw TextFileError(path: file, reason: "\(error)") }
    try check(prices.currency, of: file)
    return prices
  }

  /// An amount of another currency, or rounded to other decimals, would be shown and billed as the
  /// shop's.
  private func check(_ found: AmountFormat, of file: String) throws {
    guard found.code != currency.code || found.decimals != currency.decimals else { return }
    throw TextFileError(
      path: file,
      reason: "found currency \(found.summary), expected \(currency.summary), which [shop] of "
        + "\(configuration ?? "the configuration") has")
  }
}

extension AmountFormat {
  /// `CLP with 0 decimals`.
  fileprivate var summary: String { "\(code) with \(decimals) decimals" }
}
