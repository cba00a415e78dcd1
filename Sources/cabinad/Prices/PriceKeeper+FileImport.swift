import BoothControl
import Dispatch
import Glibc
import Ledger
import Notation
import OwnerPanel
import Rating
import Synchronization

/// A whole list out of a file that came with a form. It is read twice: before the first row is stored,
/// all of them are known to be good. On `files`; each part goes through `queue`, so that neither a
/// page nor a change of a price waits for more than one of them.
extension PriceKeeper {
  func importFile(
    _ file: PriceFileImport, _ request: LedgerRequest, by origin: AuditOrigin,
    _ then: @escaping Answer
  ) throws {
    let copy = try UnnamedFile(file.bytes)
    let source = try source(file, at: copy.path)
    try expectCurrency(of: source)
    var found = try read(source)
    var report = PriceImportReport(list: file.list)
    report.before = try queue.sync {
      try reader.prices(PriceList(file.list), PriceListQuery(), limit: 1).total
    }
    report.rows = found.rows
    report.faultCount = found.faultCount
    report.faults = found.faults
    report.warnings = (source.warnings + (source.remark.map { [$0] } ?? [])).map(Words.init)
    report.warnings += try doubts(found, source, in: PriceList(file.list))
    report.examples = found.examples
    guard found.faultCount == 0, !file.isCheck else { return then(.imported(report)) }
    guard found.rows > 0 else {
      let isDeck = file.list == .deck
      throw LedgerRefusal.badFile(
        Words(
          "No hay ninguna fila para \(isDeck ? "la lista del proveedor" : "el listado de prefijos"): "
            + "el archivo \(source.emptiness.spanish).",
          "There is no row for the \(isDeck ? "provider's list" : "list of prefixes"): of the file, "
            + "\(source.emptiness.english)."))
    }
    found.lines = [:]
    try store(source, rows: found.rows, as: PriceList(file.list), by: origin) { changed in
      report.isStored = true
      let done = report
      hold(changed, request, by: origin) { _ in then(.imported(done)) }
    }
  }

  // MARK: Reading

  private struct Found {
    var rows = 0
    /// The first of them.
    var faults: [PriceImportReport.Fault] = []
    var faultCount = 0
    /// For each prefix its line.
    var lines: [String: Int32] = [:]
    var examples: [Tariff] = []
    /// With a connection fee, of a file that does not say its currency.
    var withFee: [Tariff] = []

    mutating func note(_ fault: TariffLine.Fault, on line: TariffSourceLine) {
      faultCount += 1
      guard faults.count < PriceImportReport.faultLimit else { return }
      faults.append(
        PriceImportReport.Fault(
          line: line.number,
          reason: Words(
            fault.remark.spanish.shown(atMost: 200), fault.remark.english.shown(atMost: 200)),
          text: line.text.shown(atMost: 80)))
    }

    /// The first, the last, and some in between.
    mutating func show(_ tariff: Tariff) {
      // Of the powers of two the last is somewhere in the second half.
      if rows & (rows - 1) == 0, rows > 2 { examples[1] = tariff }
      if examples.count < 3 { examples.append(tariff) } else { examples[2] = tariff }
    }
  }

  private func source(_ file: PriceFileImport, at path: String) throws -> any TariffSource {
    do {
      switch file.format {
      case .json5: return try TariffFileSource(path, PriceList(file.list))
      case .csv:
        var options = CSVSource.Options()
        options.perSeconds = file.unit?.seconds
        options.prepended = file.prepended
        guard file.prepended.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
          throw LedgerRefusal.badFile(
            Words(
              "«\(file.prepended)»: se esperan cifras.", "«\(file.prepended)»: expected digits."),
            at: .prepend)
        }
        if !file.home.isEmpty { options.home = try HomeCountry(option: file.home) }
        return try CSVSource(path, options)
      }
    } catch let error as TariffSourceError {
      throw LedgerRefusal(error)
    } catch is SmallFileError {
      throw LedgerRefusal.badFile(
        Words(
          "«\(file.home)»: se espera el código del país, como 56, o 56=0.",
          "«\(file.home)»: expected the country's code, such as 56, or 56=0."), at: .home)
    }
  }

  /// An amount of another currency, or with other decimals, would be billed as the shop's.
  private func expectCurrency(of source: any TariffSource) throws {
    guard let currency else { return }
    let code = source.currency?.code ?? source.currencyCode ?? currency.code
    let decimals = source.currency?.decimals ?? currency.decimals
    let isUnknown = source.currency?.code == AmountFormat.none.code
    guard !isUnknown else {
      throw LedgerRefusal.badFile(
        Words(
          "No dice en qué moneda están sus precios; se espera la del local, \(currency.code) con "
            + "\(currency.decimals) decimales.",
          "It does not say in which currency its prices are; expected the shop's, \(currency.code) "
            + "with \(currency.decimals) decimals."))
    }
    guard code == currency.code, decimals == currency.decimals else {
      throw LedgerRefusal.badFile(
        Words(
          "Sus precios están en \(code), con \(decimals) decimales; se espera la moneda del local, "
            + "\(currency.code) con \(currency.decimals).",
          "Its prices are in \(code), with \(decimals) decimals; expected the shop's currency, "
            + "\(currency.code) with \(currency.decimals)."))
    }
  }

  private func read(_ source: any TariffSource) throws -> Found {
    var found = Found()
    do throws(TariffSourceError) {
      try source.read { line, _ in
        switch line.content {
        case .failure(let fault): found.note(fault, on: line)
        case .success(let tariff):
          if let earlier = found.lines[tariff.prefix] {
            let prefix = "«\(tariff.prefix)»"
            found.note(
              TariffLine.Fault(
                reason: "prefix \(prefix): expected each once; line \(earlier) has it too",
                spanish: "prefijo \(prefix): está también en la línea \(earlier)"), on: line)
            return
          }
          found.lines[tariff.prefix] = Int32(clamping: line.number)
          found.rows += 1
          found.show(tariff)
          if source.currency == nil, tariff.plan.connectionFee != .zero {
            found.withFee.append(tariff)
          }
        }
      }
    } catch { throw LedgerRefusal(error) }
    guard found.rows <= RunningImport.rowLimit else {
      throw LedgerRefusal.badFile(
        Words(
          "Tiene \(found.rows) filas: se esperan hasta \(RunningImport.rowLimit).",
          "It has \(found.rows) rows: expected at most \(RunningImport.rowLimit)."))
    }
    return found
  }

  /// What may be meant otherwise in this shop, a line each.
  private func doubts(
    _ found: Found, _ source: any TariffSource, in list: PriceList
  ) throws -> [Words] {
    var doubts: [Words] = []
    if let plan { doubts += PrefixDoubts(plan).lines(of: found.lines.keys).map(Words.init) }
    let rounding = inForce.rounding.mode
    if let mode = source.rounding, mode != rounding {
      let (own, other) = (rounding.words, mode.words)
      doubts.append(
        Words(
          "el redondeo sigue como está («\(own.spanish)»); el archivo dice «\(other.spanish)»",
          "the rounding stays as it is («\(own.english)»); the file says «\(other.english)»"))
    }
    guard let currency, !found.withFee.isEmpty else { return doubts }
    return doubts
      + TariffFile(
        currency: currency, rounding: inForce.rounding,
        markupPercentMicros: list == .deck ? inForce.markup.percentMicros : 0,
        tariffs: list == .deck ? [] : found.withFee, deck: list == .deck ? found.withFee : []
      ).feeWarnings.map(Words.init)
  }

  // MARK: Storing

  /// `then` is called on `queue`, with the prices that hold on disk.
  private func store(
    _ source: any TariffSource, rows: Int, as list: PriceList, by origin: AuditOrigin,
    then: (TariffBook) throws -> Void
  ) throws {
    let id = try queue.sync { try begin(list, by: origin) }
    do {
      var part: [Tariff] = []
      func flush() throws {
        guard !isClosing.withLock({ $0 }) else {
          throw LedgerRefusal.notStored("the daemon ends")
        }
        let full = part
        part = []
        _ = try queue.sync { try add(full, to: id) }
      }
      // What the disk has against a row is told as what it is.
      var fault: (any Error)?
      do throws(TariffSourceError) {
        try source.read { line, _ throws(TariffSourceError) in
          guard case .success(let tariff) = line.content else { return }
          part.append(tariff)
          guard part.count == Ledger.rowsAtOnce else { return }
          do { try flush() } catch {
            fault = error
            throw TariffSourceError(message: "\(error)")
          }
        }
      } catch { throw fault ?? LedgerRefusal(error) }
      if !part.isEmpty { try flush() }
      try queue.sync {
        try then(try finish(id, rows: rows, markup: nil, by: origin))
        removeStaleRows()
      }
    } catch {
      // Nothing of it is kept, and the next one need not wait for that.
      queue.sync { try? abandon(id) }
      throw error
    }
  }
}

extension LedgerRefusal {
  fileprivate static func badFile(
    _ reason: Words, at field: PriceFileFault.Field = .file
  ) -> LedgerRefusal {
    .badFile(PriceFileFault(field, [reason]))
  }

  fileprivate init(_ error: TariffSourceError) {
    let field = error.remarks.first?.field.flatMap { PriceFileFault.Field(rawValue: $0.rawValue) }
    self = .badFile(PriceFileFault(field ?? .file, error.remarks.map(Words.init)))
  }
}

extension Words {
  /// For a page: without the command line's options.
  fileprivate init(_ remark: FileRemark) { self.init(remark.spanish, remark.english) }
}

/// A file without a name, gone when nobody has it open: what came over a socket, for who reads files.
private final class UnnamedFile {
  private let file: UnsafeMutablePointer<FILE>

  /// Opens it again, from its beginning.
  var path: String { "/proc/self/fd/\(fileno(file))" }

  init(_ bytes: ArraySlice<UInt8>) throws {
    guard let file = tmpfile() else { throw LedgerRefusal.notStored(Self.fault) }
    self.file = file
    let written = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    guard written == bytes.count, fflush(file) == 0 else {
      throw LedgerRefusal.notStored(Self.fault)
    }
  }

  deinit { fclose(file) }

  private static var fault: String { "a temporary file: \(String(cString: strerror(errno)))" }
}
