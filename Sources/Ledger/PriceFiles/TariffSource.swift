package import Notation
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
  var remark: FileRemark? { get }
  /// What may be meant otherwise, a line each.
  var warnings: [FileRemark] { get }
  /// What a file has that has no row of the list.
  var emptiness: FileRemark { get }
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
  /// The same for the pages, one by one.
  package let remarks: [FileRemark]
  /// Which file; nil: the message says what it is about.
  private let path: String?

  /// All of it in Spanish, as the message is in English.
  package var spanish: String {
    (path.map { "\($0): " } ?? "") + remarks.map(\.spanish).joined(separator: "; ")
  }

  package init(_ words: Words) {
    message = words.english
    remarks = [FileRemark(english: words.english, spanish: words.spanish)]
    path = nil
  }

  package init(_ path: String, _ error: SmallFileError) {
    message = error.isWhole ? error.message : "\(path): \(error.message)"
    remarks = [error.remark]
    self.path = error.isWhole ? nil : path
  }

  init(_ path: String, _ error: TariffFileError) {
    message = "\(path): \(error)"
    remarks = error.remarks
    self.path = path
  }
}

/// One list of a tariff file.
package struct TariffFileSource: TariffSource {
  package let tariffs: [Tariff]
  package let currency: AmountFormat?
  package var currencyCode: String? { nil }
  package let rounding: Rounding.Mode?
  package let remark: FileRemark?
  package let warnings: [FileRemark]
  package let emptiness: FileRemark

  package init(_ path: String, _ list: PriceList) throws(TariffSourceError) {
    let file: TariffFile
    let bytes: [UInt8]
    do throws(SmallFileError) {
      bytes = try SmallFile.read(path, limit: TariffFile.sizeLimit)
    } catch { throw TariffSourceError(path, error) }
    do throws(TariffFileError) {
      (file, warnings, rounding) = try TariffFile.read(json5: bytes)
    } catch { throw TariffSourceError(path, error) }
    currency = file.currency
    let (own, deck) = (file.tariffs.count, file.deck.count)
    emptiness = FileRemark(
      english: "it has \(own) tariffs and a deck of \(deck)",
      spanish: "tiene \(own) prefijos propios y \(deck) del proveedor")
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
        : FileRemark(
          english: "the markup stays as it is; the file says \(percent) %",
          spanish: "el % de ganancia queda como está; el archivo dice \(percent) %",
          commandLine: "the markup stays as it is; the file says \(percent) %, which "
            + "«cabinactl markup \(percent)» sets")
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
