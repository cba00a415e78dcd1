import BoothControl
import BoothProtocol
import CLinux
import Dispatch
import Ledger
import Notation
import OwnerPanel
import Rating
import Synchronization

/// Keeps the prices while the daemon runs: brings changes to the disk and then to the core, which
/// has to wait for neither. Each queue below does one request at a time; what is said to be of one of
/// them is touched there alone, and all else on `queue`.
final class PriceKeeper: @unchecked Sendable {
  /// Where prices change, and pages of them are read.
  let queue = DispatchQueue(label: "cabina.prices")
  /// Where what may take minutes and changes nothing is done: of the audit, and whether a whole list
  /// fits into columns. It reads through connections of its own.
  let checks = DispatchQueue(label: "cabina.prices.checks")
  /// The same, of reports and pages of the audit, which take less than a second: they do not wait for
  /// a check of minutes.
  let reports = DispatchQueue(label: "cabina.reports")
  /// Where a file is read; its rows go through `queue` part by part, and others in between.
  let files = DispatchQueue(label: "cabina.prices.files")
  /// Of `files`.
  var waiting = WaitingFiles<CheckedFile>()
  let ledger: Ledger
  /// Its own: a long list must not keep the page from its calls.
  let reader: LedgerReader
  /// What the core prices by, or will in a moment.
  private(set) var book: TariffBook
  /// What the core prices by.
  private let held: Mutex<TariffBook>
  /// Books that the core may still have: to take a long one apart is not the core's work.
  private var retired: [TariffBook] = []
  /// nil: no list is being loaded.
  var running: RunningImport?
  var isRemoving = false
  /// What is being read from a file is given up.
  let isClosing = Mutex(false)
  /// Of the shop; nil: any is taken.
  let currency: AmountFormat?
  /// What the shop lets its customers dial; nil: not known.
  let plan: NumberPlan?
  /// By what the silence of an import is measured.
  let clock: @Sendable () -> Moment
  /// Below which the owner wants to be warned of the balance; nil: he does not.
  private let warning: Mutex<Money?>
  /// What the owner has set in place of what the configuration file says.
  let own: Mutex<OwnSettings>
  private let publish: (TariffBook, @escaping @Sendable () -> Void) -> Void
  let rename: (OwnNames, @escaping @Sendable () -> Void) -> Void

  /// `publish` hands a book to the core and calls back once it holds; `rename` does so with names.
  init(
    ledger: Ledger, reader: LedgerReader, book: TariffBook, currency: AmountFormat? = nil,
    plan: NumberPlan? = nil, warning: Money? = nil, own: OwnSettings = OwnSettings(),
    clock: @escaping @Sendable () -> Moment = { SystemClock.moment },
    rename: @escaping (OwnNames, @escaping @Sendable () -> Void) -> Void = { _, then in then() },
    publish: @escaping (TariffBook, @escaping @Sendable () -> Void) -> Void
  ) {
    self.ledger = ledger
    self.reader = reader
    self.book = book
    held = Mutex(book)
    self.warning = Mutex(warning)
    self.currency = currency
    self.plan = plan
    self.clock = clock
    self.own = Mutex(own)
    self.rename = rename
    self.publish = publish
    files.async { UnnamedFile.removeLeft(beside: ledger.path) }
  }

  /// What a number that is dialled now is priced by. From any queue.
  var inForce: TariffBook { held.withLock { $0 } }

  /// From any queue.
  var balanceWarning: Money? { warning.withLock { $0 } }

  typealias Answer = @Sendable (LedgerAnswer) -> Void

  /// Returns at once; `then` is called once, from any thread. A change that is answered as done is
  /// on disk and holds for the next number that is dialled.
  func ask(_ request: LedgerRequest, by actor: String, then: @escaping Answer) {
    queue(of: request).async { [self] in
      do {
        try perform(request, by: AuditOrigin(actor: actor, at: SystemClock.wall), then)
      } catch {
        let refusal = LedgerRefusal(error, of: request)
        if let text = request.text {
          Journal.write(.warning, "\(actor): \(text): refused, \(refusal.text)", about: actor)
        }
        then(.refused(refusal))
      }
    }
  }

  /// Lets go of the file. Waits for what is being done.
  func close() {
    checks.sync {}
    reports.sync {}
    isClosing.withLock { $0 = true }
    files.sync {}
    queue.sync { reader.close() }
  }

  private func queue(of request: LedgerRequest) -> DispatchQueue {
    switch request {
    case .checkColumns, .auditRecord, .verifyAudit: checks
    case .audit, .report, .statement: reports
    case .checkFile, .importFile, .forgetFile: files
    default: queue
    }
  }

  private func perform(
    _ request: LedgerRequest, by origin: AuditOrigin, _ then: @escaping Answer
  ) throws {
    switch request {
    case .prices(let query): then(.prices(try page(query)))
    case .tariffs(let prefixes, let list): then(.prices(try tariffs(of: prefixes, in: list)))
    case .checkColumns(let list):
      try checkColumns(of: PriceList(list))
      then(.done)
    case .markup:
      then(.markup(percent: try reader.markup().map(Money.init(micros:))))
    case .addPrefix(let body, let list):
      try save(
        try tariff(body), in: PriceList(list), mustBeNew: true, request, by: origin, then)
    case .setPrefix(let prefix, let body, let list):
      let tariff = try tariff(body, of: prefix)
      try save(tariff, in: PriceList(list), mustBeNew: false, request, by: origin, then)
    case .changePrefix(let prefix, let was, let body):
      let tariff = try tariff(body, of: prefix)
      // On this queue nothing comes between the look and the change.
      guard let now = try tariffs(of: [prefix], in: .prefixes).rows.first else {
        throw LedgerRefusal.noSuchPrefix(prefix)
      }
      guard now.record == was else { throw LedgerRefusal.prefixChanged(now) }
      try save(tariff, in: .prefixes, mustBeNew: false, request, by: origin, then)
    case .deletePrefixes(let prefixes, let list):
      let list = PriceList(list)
      try expectNoImport(of: list)
      let changed = try changedBook(list, without: prefixes, with: [])
      try ledger.deletePrefixes(prefixes, from: list, by: origin)
      hold(changed, request, by: origin, then)
    case .setMarkup(let percent):
      try expectNoImport(of: .deck)
      let deck = try reader.cursor(.deck)
      let markup = Markup(percentMicros: percent.micros)
      for tariff in deck { try markup.check(on: tariff) }
      try deck.finish()
      try ledger.setMarkup(percent.micros, by: origin)
      hold(book.with(markupPercentMicros: percent.micros), request, by: origin, then)
    case .rounding: then(.rounding(book.rounding))
    case .setRounding(let mode):
      let rounding = Rounding(mode: mode, decimals: book.rounding.decimals)
      try ledger.setRounding(rounding, by: origin)
      hold(book.with(rounding: rounding), request, by: origin, then)
    case .beginImport(let list):
      then(.importBegun(id: try begin(PriceList(list), by: origin)))
    case .checkFile(let file, let holder): then(.imported(try check(file, for: holder)))
    case .importFile(let list, let key, let holder):
      try importFile(list, key: key, for: holder, request, by: origin, then)
    case .forgetFile(let holder):
      waiting.forget(of: holder)
      then(.done)
    case .addRows(let id, let body): then(try add(body, to: id))
    case .finishImport(let id, let rows, let markup):
      let doubt = running?.swallowed?.remark
      let changed = try finish(id, rows: rows, markup: markup, by: origin)
      let warnings = [doubt].compactMap { $0.map(Words.init) }
      hold(changed, request, by: origin) { _ in then(.importFinished(warnings: warnings)) }
      removeStaleRows()
    case .abandonImport(let id):
      try abandon(id)
      then(.done)
    case .audit(let query): then(try audit(query))
    case .auditRecord(let number, let limit): then(try auditRecord(number, limit: limit))
    case .verifyAudit(let head): then(.auditVerdict(try verifyAudit(head: head)))
    case .report(let query): then(.report(try report(query)))
    case .statement(let days): then(.statement(try statement(days)))
    case .set(let changes): try set(changes, request, by: origin, then)
    case .setBalanceWarning(let amount):
      try ledger.setBalanceWarning(amount, by: origin)
      warning.withLock { $0 = amount }
      if let text = request.text {
        Journal.write(.notice, "\(origin.actor): \(text): done", about: origin.actor)
      }
      then(.done)
    }
  }

  /// The core has the book before who asked for it has an answer.
  func hold(
    _ changed: TariffBook, _ request: LedgerRequest, by origin: AuditOrigin,
    _ then: @escaping Answer
  ) {
    retired.append(book)
    book = changed
    publish(changed) { [self] in
      held.withLock { $0 = changed }
      if let text = request.text {
        Journal.write(.notice, "\(origin.actor): \(text): done", about: origin.actor)
      }
      then(.done)
      queue.async { [self] in
        retired.removeFirst()
        // Of a long list that was taken apart the allocator keeps tens of MiB.
        cabina_release_free_memory()
      }
    }
  }

  private func tariff(_ body: [UInt8]) throws -> Tariff {
    let record = try TariffRecord(json: String(decoding: body, as: UTF8.self))
    try record.checkDescription()
    return record.tariff
  }

  private func tariff(_ body: [UInt8], of prefix: String) throws -> Tariff {
    let tariff = try tariff(body)
    guard tariff.prefix == prefix else {
      throw LedgerRefusal.badContent(
        "prefix: «\(tariff.prefix)»: expected «\(prefix)», as in the path")
    }
    return tariff
  }

  private func save(
    _ tariff: Tariff, in list: PriceList, mustBeNew: Bool, _ request: LedgerRequest,
    by origin: AuditOrigin, _ then: @escaping Answer
  ) throws {
    try expectNoImport(of: list)
    let changed = try changedBook(list, without: [tariff.prefix], with: [tariff])
    if list == .deck {
      try Markup(percentMicros: try reader.markup() ?? 0).check(on: tariff)
    }
    try ledger.savePrefix(tariff, in: list, mustBeNew: mustBeNew, by: origin)
    hold(changed, request, by: origin, then)
  }

  /// Made before anything is written: what cannot be read back is not begun.
  private func changedBook(
    _ list: PriceList, without prefixes: [String], with tariffs: [Tariff]
  ) throws -> TariffBook {
    let gone = Set(prefixes)
    let cursor = try reader.cursor(list)
    let others = cursor.lazy.filter { !gone.contains($0.prefix) }
    let rows = [AnySequence(others), AnySequence(tariffs)].joined()
    let changed =
      switch list {
      case .prefixes: book.with(tariffs: rows)
      case .deck: book.with(deck: rows, markupPercentMicros: try reader.markup() ?? 0)
      }
    try cursor.finish()
    return changed
  }

  /// Text of a page, in bytes, after which it ends early: a tariff with many bands is long.
  static let pageBytes = 256 * 1024

  private func page(_ query: PriceRowsQuery) throws -> PriceRowsPage {
    let found = try reader.prices(
      PriceList(query.list),
      PriceListQuery(
        prefix: query.prefix, text: query.text, after: query.after, before: query.before,
        isPlaced: query.isPlaced),
      replacedBy: query.replacedBy, limit: query.size)
    guard let page = found else {
      throw LedgerRefusal.noSuchList(replacedBy: query.replacedBy ?? 0)
    }
    var rows: [PriceRow] = []
    var bytes = 0
    for tariff in page.tariffs where bytes < Self.pageBytes {
      let record = TariffRecord(tariff).json
      bytes += record.utf8.count
      rows.append(PriceRow(tariff: tariff, record: record))
    }
    let next = rows.count < page.tariffs.count ? rows.last?.tariff.prefix : page.next
    return PriceRowsPage(
      list: query.list, rows: rows, total: page.total, next: next, previous: page.previous,
      place: page.place, version: page.version)
  }
}
