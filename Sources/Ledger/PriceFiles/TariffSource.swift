package import Rating

/// A file of tariffs, read from beginning to end as often as it takes.
package protocol TariffSource {
  /// For the currency of amounts; nil: the file does not say.
  var currency: AmountFormat? { get }
  /// The same by its code alone; nil: the file does not say it, or says all of it.
  var currencyCode: String? { get }
  /// How it says that amounts are rounded; nil: it does not say.
  var rounding: Rounding.Mode? { get }
  /// What else a person should hear about the file, at the end.
  var remark: String? { get }
  /// What may be meant otherwise, a line each.
  var warnings: [String] { get }
  /// What a file has that has no row of the list.
  var emptiness: String { get }
  /// Every line in order, good or bad. `share`: how much of the file is read, 0…1.
  func read(
    _ take: (_ line: TariffSourceLine, _ share: Double) throws(TariffSourceError) -> Void
  ) throws(TariffSourceError)
}

package struct TariffSourceLine {
  /// From 1.
  package let number: Int
  /// As it stands there.
  package let text: String
  package let content: Result<Tariff, TariffLine.Fault>
  /// nil: not even that can be read.
  package let prefix: String?
}

/// Why a file could not be read to its end: what, where, and what was expected.
package struct TariffSourceError: Error, Equatable {
  package let message: String

  package init(message: String) { self.message = message }
}

/// One list of a tariff file.
package struct TariffFileSource: TariffSource {
  package let tariffs: [Tariff]
  package let currency: AmountFormat?
  package var currencyCode: String? { nil }
  package let rounding: Rounding.Mode?
  package let remark: String?
  package let warnings: [String]
  package let emptiness: String

  package init(_ path: String, _ list: PriceList) throws(TariffSourceError) {
    let file: TariffFile
    do throws(SmallFileError) {
      let bytes = try SmallFile.read(path, limit: TariffFile.sizeLimit)
      do throws(TariffFileError) {
        (file, warnings, rounding) = try TariffFile.read(json5: bytes)
      } catch {
        throw SmallFileError(message: "\(error)")
      }
    } catch { throw TariffSourceError(message: "\(path): \(error.message)") }
    currency = file.currency
    emptiness = "it has \(file.tariffs.count) tariffs and a deck of \(file.deck.count)"
    switch list {
    case .prefixes:
      tariffs = file.tariffs
      remark = nil
    case .deck:
      tariffs = file.deck
      let percent = Money(micros: file.markupPercentMicros).decimalText
      // A file without markup says nothing of it, and an export is one.
      remark =
        file.markupPercentMicros == 0
        ? nil
        : "the markup stays as it is; the file says \(percent) %, which «cabinactl markup \(percent)» sets"
    }
  }

  package func read(
    _ take: (TariffSourceLine, Double) throws(TariffSourceError) -> Void
  ) throws(TariffSourceError) {
    for (index, tariff) in tariffs.enumerated() {
      try take(
        TariffSourceLine(
          number: index + 1, text: tariff.prefix, content: .success(tariff), prefix: tariff.prefix),
        Double(index + 1) / Double(tariffs.count))
    }
  }
}
