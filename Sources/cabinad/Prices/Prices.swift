import BoothControl
import Ledger
import Rating

/// The prices that a daemon starts with. The ledger is the authority for them; the tariff file that
/// the configuration names is read once, into a ledger that has none yet, so that a start never
/// overwrites what the owner has changed since.
struct Prices {
  let source: PriceSource
  let ledger: Ledger
  let reader: LedgerReader

  /// Throws what is wrong with the file, and where, and then nothing has changed.
  func load() throws -> TariffBook {
    if try !reader.hasPrices(), let file = try source.read(warn: { Journal.write(.warning, $0) }) {
      try ledger.replacePrices(
        file, by: AuditOrigin(actor: AuditOrigin.daemon, at: SystemClock.wall))
      Journal.write(
        .notice,
        "the first prices are read into the ledger: \(file.tariffs.count) prefixes and a deck of "
          + "\(file.deck.count); from now on cabinactl changes them")
    }
    let rounding = Rounding(mode: .halfUp, decimals: source.currency.decimals)
    let book = try reader.tariffBook(rounding: rounding)
    guard try reader.hasPrices() else {
      Journal.write(
        .warning,
        "there are no prices: every call but those to emergency numbers will be refused; see cabinactl prefixes --help"
      )
      return book
    }
    let origin = AuditOrigin(actor: AuditOrigin.daemon, at: SystemClock.wall)
    if let other = try ledger.otherCurrency(than: source.currency, by: origin) {
      throw TextFileError(
        path: source.configuration ?? "the configuration",
        reason: "found currency \(source.currency.code) \(source.currency.decimals) in [shop], "
          + "expected \(other) (code and decimals), in which prices and balance in \(ledger.path) "
          + "are; another currency takes another ledger")
    }
    return book
  }
}

/// The tariff file of a shop, and the currency that the shop counts in.
struct PriceSource: Sendable {
  /// nil: none is read.
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

  /// Reads the file, nil if none is named; throws what is wrong with it, and where.
  /// - Parameter warn: is told what may be meant otherwise.
  func read(warn: (String) -> Void = { _ in }) throws -> TariffFile? {
    guard let file else { return nil }
    let text = try TextFile.read(file, limit: TariffFile.sizeLimit)
    let prices: (file: TariffFile, warnings: [FileRemark], rounding: Rounding.Mode?)
    do {
      prices = try TariffFile.read(json5: Array(text.utf8))
    } catch { throw TextFileError(path: file, reason: "\(error)") }
    try check(prices.file.currency, of: file)
    for warning in prices.warnings { warn("\(file): \(warning.commandLine)") }
    return prices.file
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
