import BoothControl
import CLinux
import Dispatch
import Ledger
import Notation
import OwnerPanel
import Rating
import Synchronization

/// A whole list out of a file that came with a form, in two steps: the file is looked through, so
/// that all of its rows are known to be good before the first is stored, and is kept on the disk;
/// once who sent it wants it, it is stored. Meanwhile it can be read otherwise, as often as it takes.
/// On `files`; each part goes through `queue`, so that neither a page nor a change of a price waits
/// for more than one of them.
extension PriceKeeper {
  /// What was looked through.
  struct CheckedFile {
    var asked: PriceFileImport
    /// nil: it is imported.
    var file: UnnamedFile?
    /// Of the check; once it is imported, of that. nil: as it was read it is no list.
    var report: PriceImportReport?
  }

  func check(_ asked: PriceFileImport, for holder: String) throws -> PriceImportReport {
    // What the file took is not to stay with the allocator, once the panel has let go of it too.
    defer { files.asyncAfter(deadline: .now() + .seconds(1)) { cabina_release_free_memory() } }
    let file = try file(of: asked, for: holder)
    var checked = CheckedFile(asked: asked, file: file)
    checked.asked.bytes = []
    do {
      var report = try report(on: file, asked)
      checked.report = report
      report.key = keep(checked, for: holder)
      return report
    } catch LedgerRefusal.badFile(var fault) where fault.field != .file || asked.kept != nil {
      fault.key = keep(checked, for: holder)
      throw LedgerRefusal.badFile(fault)
    }
  }

  private func file(of asked: PriceFileImport, for holder: String) throws -> UnnamedFile {
    guard let key = asked.kept else { return try UnnamedFile(asked.bytes, beside: ledger.path) }
    guard let file = waiting.file(of: key, for: holder, at: clock())?.file else {
      throw LedgerRefusal.fileForgotten
    }
    return file
  }

  /// The key of it.
  private func keep(_ checked: CheckedFile, for holder: String) -> String {
    // Its place on the disk is not kept for longer.
    let seconds = Int(WaitingFiles<CheckedFile>.minutes) * 60 + 1
    files.asyncAfter(deadline: .now() + .seconds(seconds)) { [weak self] in
      guard let self else { return }
      waiting.removeExpired(at: clock())
    }
    return waiting.keep(checked, for: holder, at: clock())
  }

  private func report(
    on file: UnnamedFile, _ asked: PriceFileImport
  ) throws -> PriceImportReport {
    let list = PriceList(asked.list)
    let source = try source(asked, at: file.path)
    if let fault = currency.flatMap(source.currencyFault) { throw LedgerRefusal.badFile(fault) }
    let found = try checked(source)
    var report = PriceImportReport(list: asked.list)
    report.before = try total(of: list)
    (report.rows, report.examples) = (found.rows, found.examples)
    report.faultCount = found.faultCount
    report.faults = found.faults.map(PriceImportReport.Fault.init)
    let remarks = source.warnings + [source.remark].compactMap(\.self)
    report.notes = remarks.filter(\.isNote).map(Words.init)
    // The provider's list may have the prices that the owner's leaves out.
    let isAbroadPriced = try list == .prefixes && queue.sync { try reader.pricesAbroad(.deck) }
    let doubts =
      remarks.filter { !$0.isNote }
      + found.doubts(in: list, of: inForce, currency, plan, isAbroadPriced: isAbroadPriced)
    report.warnings = doubts.map(Words.init) + roundingDoubt(source)
    if let table = found.table { compare(table, with: inForce, in: &report) }
    guard found.faultCount > 0 || found.rows > 0 else {
      throw LedgerRefusal.badFile(nothing(for: list, source.emptiness))
    }
    return report
  }

  /// What becomes of the list in force, and what of the owner's is below the provider's cost then.
  private func compare(
    _ table: TariffTable, with book: TariffBook, in report: inout PriceImportReport
  ) {
    let isDeck = report.list == .deck
    let limit = PriceImportReport.namedRows
    report.changes = ListComparison(
      of: isDeck ? book.deck : book.tariffs, and: table, limit: limit)
    report.belowCost = BelowCost(
      of: isDeck ? book.tariffs : table, against: isDeck ? table : book.deck, limit: limit)
    if let count = report.belowCost?.count, count > 0 {
      report.warnings.append(
        count == 1
          ? Words(
            "1 precio suyo queda por debajo del costo del proveedor",
            "1 price of yours is below the provider's cost")
          : Words(
            "\(count) precios suyos quedan por debajo del costo del proveedor",
            "\(count) prices of yours are below the provider's cost"))
    }
  }

  /// Asked for again, it answers what it did: whoever presses twice reads the second answer.
  func importFile(
    _ list: PriceRowsQuery.List, key: String, for holder: String, _ request: LedgerRequest,
    by origin: AuditOrigin, _ then: @escaping Answer
  ) throws {
    guard var checked = waiting.file(of: key, for: holder, at: clock()),
      checked.asked.list == list, let found = checked.report, found.faultCount == 0
    else { throw LedgerRefusal.fileForgotten }
    guard let file = checked.file else { return then(.imported(found)) }
    let before = try total(of: PriceList(list))
    let source = try source(checked.asked, at: file.path)
    do {
      try store(source, rows: found.rows, as: PriceList(list), by: origin) { changed in
        var report = found
        (report.before, report.isStored) = (before, true)
        (checked.file, checked.report) = (nil, report)
        waiting.set(key, to: checked)
        let done = report
        hold(changed, request, by: origin) { _ in then(.imported(done)) }
      }
    } catch {
      // What the disk has no room for is not to take room besides: money is booked there.
      if case LedgerRefusal.importRunning = error { throw error }
      waiting.forget(of: holder)
      throw error
    }
  }

  // MARK: Reading

  private func total(of list: PriceList) throws -> Int {
    try queue.sync { try reader.prices(list, PriceListQuery(), limit: 1).total }
  }

  private func source(_ file: PriceFileImport, at path: String) throws -> any TariffSource {
    do {
      switch file.format {
      case .json5: return try TariffFileSource(path, PriceList(file.list))
      case .csv:
        var options = CSVSource.Options()
        options.perSeconds = file.unit?.seconds
        options.hasDecimalComma = file.decimals == .comma
        options.hasDecimalPoint = file.decimals == .point
        options.hasDecimalsForSure = file.decimals != nil
        try options.prepend(file.prepended)
        if !file.home.isEmpty { options.home = try HomeCountry(option: file.home) }
        return try CSVSource(path, options)
      }
    } catch let error as TariffSourceError {
      throw LedgerRefusal(error)
    } catch let error as SmallFileError {
      throw LedgerRefusal(TariffSourceError(path, error))
    }
  }

  private func checked(_ source: any TariffSource) throws -> CheckedList {
    let found: CheckedList
    do {
      found = try CheckedList(source, namedFaults: PriceImportReport.faultLimit)
    } catch { throw LedgerRefusal(error) }
    guard found.rows <= RunningImport.rowLimit else {
      throw LedgerRefusal.badFile(
        FileRemark(
          english: "It has \(found.rows) rows: expected at most \(RunningImport.rowLimit).",
          spanish: "Tiene \(found.rows) filas: se esperan hasta \(RunningImport.rowLimit)."))
    }
    return found
  }

  /// An import changes one list and nothing else.
  private func roundingDoubt(_ source: any TariffSource) -> [Words] {
    let own = inForce.rounding.mode
    guard let other = source.rounding, other != own else { return [] }
    return [
      Words(
        "el redondeo de cada llamada sigue como está («\(own.words.spanish)»); el archivo dice "
          + "«\(other.words.spanish)»",
        "the rounding of each call stays as it is («\(own.words.english)»); the file says "
          + "«\(other.words.english)»")
    ]
  }

  private func nothing(for list: PriceList, _ emptiness: FileRemark) -> FileRemark {
    let isDeck = list == .deck
    return FileRemark(
      english: "There is no row for the \(isDeck ? "provider's list" : "list of prefixes"): of the "
        + "file, \(emptiness.english).",
      spanish: "No hay ninguna fila para "
        + "\(isDeck ? "la lista del proveedor" : "el listado de prefijos"): el archivo "
        + "\(emptiness.spanish).")
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
            throw TariffSourceError(Words("\(error)", "\(error)"))
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
  fileprivate static func badFile(_ reason: FileRemark) -> LedgerRefusal {
    .badFile(PriceFileFault(.file, [Words(reason)]))
  }

  fileprivate init(_ error: TariffSourceError) {
    let field = error.remarks.first?.field.flatMap { PriceFileFault.Field(rawValue: $0.rawValue) }
    self = .badFile(PriceFileFault(field ?? .file, error.remarks.map(Words.init)))
  }
}

extension PriceImportReport.Fault {
  fileprivate init(_ fault: CheckedList.Fault) {
    self.init(
      line: fault.line,
      reason: Words(
        fault.remark.spanish.shown(atMost: 200), fault.remark.english.shown(atMost: 200)),
      text: fault.text.shown(atMost: 80))
  }
}

extension Words {
  /// For a page: without the command line's options.
  init(_ remark: FileRemark) { self.init(remark.spanish, remark.english) }
}
