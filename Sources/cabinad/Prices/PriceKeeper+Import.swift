import BoothControl
import BoothProtocol
import Dispatch
import Ledger
import Notation
import OwnerPanel
import Rating

/// A list that is being loaded, by one program at a time.
struct RunningImport {
  /// Drawn by chance: who does not know it cannot add to it.
  let id: String
  let generation: PriceGeneration
  let actor: String
  var rows = 0
  /// nil: what the shop lets its customers dial is not known.
  var swallowed: SwallowedAbroad?
  var touched: Moment

  /// Rows of an import; a provider's price list has 100,000 to 250,000.
  static let rowLimit = 2_000_000
  /// Without a chunk for so long it is given up.
  static let patienceMilliseconds: Int64 = 60_000
  /// The same when somebody else wants to begin: who sends it was killed, or sleeps. Between two
  /// chunks there are some ten milliseconds.
  static let silenceMilliseconds: Int64 = 5_000

  var text: String { "\(generation.list.rawValue), \(actor), \(rows) rows" }

  /// For who has to wait for it.
  func words(givesWayIn seconds: Int64) -> Words {
    let list = generation.list == .deck ? "la lista del proveedor" : "el listado de prefijos"
    return Words(
      "\(list), por \(actor), \(rows) filas hasta ahora; espere \(seconds) s y pruebe de nuevo.",
      "\(text); if nothing more comes of it, it gives way in \(seconds) s")
  }

  func silentMilliseconds(at now: Moment) -> Int64 { now.milliseconds(since: touched) }
}

extension PriceKeeper {
  /// The import's name.
  func begin(_ list: PriceList, by origin: AuditOrigin) throws -> String {
    try expectNoImport()
    let id = String(UInt64.random(in: .min ... .max), radix: 16)
    running = RunningImport(
      id: id, generation: try ledger.beginGeneration(of: list), actor: origin.actor,
      swallowed: plan.map(SwallowedAbroad.init), touched: clock())
    watch(id, afterMilliseconds: RunningImport.patienceMilliseconds)
    return id
  }

  /// A chunk with a fault adds nothing, and the import goes on: it can be sent again.
  func add(_ body: [UInt8], to id: String) throws -> LedgerAnswer {
    let current = try current(id)
    let tariffs = try TariffRows.read(body, before: current.rows, atMost: Ledger.rowsAtOnce)
    return .importHas(rows: try add(tariffs, to: id))
  }

  /// At most `Ledger.rowsAtOnce`; the rows of the import with them.
  func add(_ tariffs: [Tariff], to id: String) throws -> Int {
    let current = try current(id)
    guard current.rows + tariffs.count <= RunningImport.rowLimit else {
      throw LedgerRefusal.badContent(
        "\(current.rows + tariffs.count) rows: expected at most \(RunningImport.rowLimit)")
    }
    try ledger.add(tariffs, to: current.generation)
    let rows = current.rows + tariffs.count
    if rows / Self.rowsBetweenMerges != current.rows / Self.rowsBetweenMerges {
      try ledger.mergeLogBeside()
    }
    for tariff in tariffs { running?.swallowed?.add(tariff.prefix) }
    running?.rows = rows
    running?.touched = clock()
    return rows
  }

  /// The prices with the new list, which holds on disk when this returns.
  func finish(
    _ id: String, rows: Int, markup percent: Money?, by origin: AuditOrigin
  ) throws -> TariffBook {
    let current = try current(id)
    guard current.rows == rows else {
      throw LedgerRefusal.wrongRowCount(found: current.rows, expected: rows)
    }
    guard rows > 0 else {
      throw LedgerRefusal.badContent("rows: 0: a list of nothing would leave no number a price")
    }
    guard current.generation.list == .deck || percent == nil else {
      throw LedgerRefusal.badContent("markupPercent: it belongs to the deck's import")
    }
    let cursor = try reader.cursor(current.generation)
    let micros = try percent?.micros ?? reader.markup() ?? 0
    let changed: TariffBook
    switch current.generation.list {
    case .prefixes: changed = book.with(tariffs: cursor)
    case .deck:
      let markup = Markup(percentMicros: micros)
      var fault: (any Error)?
      let checked = cursor.lazy.map { tariff in
        do { try markup.check(on: tariff) } catch { fault = fault ?? error }
        return tariff
      }
      changed = book.with(deck: checked, markupPercentMicros: micros)
      if let fault { throw fault }
    }
    var change = PriceChange()
    change.lists = [
      PriceChange.NewList(
        generation: current.generation,
        before: try reader.cursor(current.generation.list, hashes: true).facts(),
        after: try cursor.facts())
    ]
    change.markupPercentMicros = percent?.micros
    try ledger.adopt(change, by: origin)
    running = nil
    return changed
  }

  func abandon(_ id: String) throws {
    _ = try current(id)
    running = nil
    removeStaleRows()
  }

  /// Two changes of one list at once would be one that is lost.
  func expectNoImport(of list: PriceList) throws {
    guard let running, running.generation.list == list else { return }
    try expectNoImport()
  }

  /// One that has been silent for some seconds gives way.
  private func expectNoImport() throws {
    guard let running else { return }
    let wait = RunningImport.silenceMilliseconds - running.silentMilliseconds(at: clock())
    guard wait <= 0 else {
      throw LedgerRefusal.importRunning(running.words(givesWayIn: (wait + 999) / 1000))
    }
    giveUp("nothing came for some seconds, and another change waits", running)
  }

  private func giveUp(_ reason: String, _ silent: RunningImport) {
    Journal.write(.warning, "an import is given up, \(reason): \(silent.text)")
    running = nil
    removeStaleRows()
  }

  private func current(_ id: String) throws -> RunningImport {
    guard let running, running.id == id else { throw LedgerRefusal.noSuchImport }
    return running
  }

  /// Who sends it may have been killed.
  private func watch(_ id: String, afterMilliseconds wait: Int64) {
    queue.asyncAfter(deadline: .now() + .milliseconds(Int(wait))) { [weak self] in
      guard let self, let running, running.id == id else { return }
      let idle = running.silentMilliseconds(at: clock())
      guard idle >= RunningImport.patienceMilliseconds else {
        return watch(id, afterMilliseconds: RunningImport.patienceMilliseconds - idle)
      }
      giveUp("nothing came for a minute", running)
    }
  }

  /// Rows of lists that hold no more are removed little by little: calls and other requests come in
  /// between. From any queue.
  func removeStaleRows() {
    queue.async { [self] in
      guard !isRemoving else { return }
      isRemoving = true
      removeSomeStaleRows()
    }
  }

  private static let pauseMilliseconds = 10
  /// Some hundred KiB of the log.
  private static let rowsBetweenMerges = 2_000

  private func removeSomeStaleRows() {
    // A disk that refuses has said so elsewhere; the next start or import tries again.
    guard (try? ledger.removeStaleTariffs(sparing: running?.generation)) == true else {
      isRemoving = false
      return
    }
    queue.asyncAfter(deadline: .now() + .milliseconds(Self.pauseMilliseconds)) { [weak self] in
      self?.removeSomeStaleRows()
    }
  }
}

extension Markup {
  /// The marked-up price must be one that can be billed.
  func check(on tariff: Tariff) throws(PriceListError) {
    do throws(TariffFault) {
      try raise(tariff).check()
    } catch {
      throw .notWithMarkup(
        prefix: tariff.prefix, percentMicros: percentMicros, error)
    }
  }
}
