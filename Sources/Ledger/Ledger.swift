package import BoothControl
internal import Dispatch

/// The memory of the shop: one SQLite file, written by one process on one queue.
///
/// The core's queue hands in batches and goes on; the ledger's queue writes whatever waits in one
/// transaction and then says how far it has come. Pages are read through `LedgerReader`, which has
/// a connection of its own.
package final class Ledger: @unchecked Sendable {
  package let path: String
  /// Everything below, save `waiting`, belongs to this queue.
  private let queue = DispatchQueue(label: "cabina.ledger")
  private let waiting: WaitingBatches
  private let options: LedgerOptions
  private let notify: @Sendable (LedgerNotice) -> Void
  /// nil once closed.
  private var open: OpenLedger?
  private var mergeRefusal: String?
  /// All of a log that was removed while it was open is merged.
  private var isLogRescued = false
  private var trouble: Trouble?
  /// Of the audit, as `notify` was told.
  private var toldAudit: AuditHead?

  /// The failure that is going on.
  private struct Trouble {
    var message: String
    var pauseMilliseconds: Int
  }

  /// Opens the ledger at `path`, creating the file (readable by its user only) and the folder it
  /// lies in when they are missing. Throws `LedgerOpenError`.
  ///
  /// `upgrade` is told of an older ledger that is brought up to date meanwhile. `notify` is called on
  /// the ledger's queue; it should only pass the notice on.
  package init(
    path: String, options: LedgerOptions = LedgerOptions(), schema: Schema = .current,
    upgrade: (UpgradeNotice) -> Void = { _ in },
    notify: @escaping @Sendable (LedgerNotice) -> Void
  ) throws {
    let (database, lock) = try LedgerFile(path: path, schema: schema, options: options)
      .openForWriting(upgrade: upgrade)
    self.path = path
    self.options = options
    self.notify = notify
    waiting = WaitingBatches(limit: options.waitingBatchLimit)
    // A schema of before the audit has none.
    toldAudit = try? database.auditHead()
    open = OpenLedger(path: path, database, lock, options)
  }

  /// Hands in a batch; returns at once. From one queue only, for the order of calls is the order on
  /// disk.
  package func submit(_ batch: LedgerBatch) -> Admission {
    let (admission, isFirst) = waiting.append(batch)
    if isFirst { queue.async { self.writeOldest() } }
    return admission
  }

  /// What the core goes on from. Waits for the disk; meant for the start, before the first batch.
  /// Throws `LedgerOpenError` when something stands in the file that cannot be.
  package func restore() throws -> RestoredState {
    do {
      return try write { try $0.restoredState() }
    } catch let error as DatabaseError where error.isDamage {
      throw LedgerOpenError.damaged(path: path, found: error.plainWords)
    }
  }

  package var statistics: LedgerStatistics { waiting.statistics }

  /// Runs `body` between two transactions of the ledger, on its connection. Waits for the disk, so
  /// not for the core's queue.
  package func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    dispatchPrecondition(condition: .notOnQueue(queue))
    return try queue.sync {
      guard let open else {
        throw DatabaseError.misuse("the ledger is closed", sql: nil)
      }
      if let fault = open.files.fault { throw DatabaseError.lostFile(fault) }
      return try body(open.writer.database)
    }
  }

  /// Changes something in one transaction, and tells of what that added to the audit. Waits for the
  /// disk, so not for the core's queue.
  func change<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try write { database in
      let result = try database.transaction { try body(database) }
      open?.markLog()
      tellAudit(database)
      return result
    }
  }

  /// What was written stays written, whether or not it can be told of.
  private func tellAudit(_ database: Database) {
    guard let head = try? database.auditHead(), head != toldAudit else { return }
    toldAudit = head
    notify(.audited(head))
  }

  /// Writes what waits, if the disk lets it, merges the write-ahead log into the file, which is whole
  /// then by itself, and lets go of it. Readers are to be closed before: with one that reads, the log
  /// stays. False: something could not be written. Waits for the disk.
  @discardableResult
  package func close() -> Bool {
    dispatchPrecondition(condition: .notOnQueue(queue))
    waiting.close()
    return queue.sync {
      while open != nil, commitOldest() {}
      mergeLog()
      open = nil
      return waiting.statistics.waiting == 0
    }
  }

  /// Why the log could not be merged when the ledger was closed; nil: it was. What is in it is safe
  /// where it is, as long as it stays beside the file.
  package var mergeFault: String? { queue.sync { mergeRefusal } }

  /// A log that was removed is read for as long as it is open: what was told of as written must not
  /// go with it. Tried until it is merged. What the fault of the files is then.
  private func rescueLog(of open: OpenLedger, after fault: String) -> String {
    guard open.files.isLedgerInPlace else { return fault }
    if !isLogRescued {
      guard let hindrance = open.mergeLog() else {
        isLogRescued = true
        return rescueLog(of: open, after: fault)
      }
      return "\(fault), which is not to be done yet: what was written before is not merged into "
        + "\(path): \(hindrance)"
    }
    return "\(fault); what was written before is merged into \(path)"
  }

  private func mergeLog() {
    mergeRefusal = open?.mergeLogAtEnd().map { "\(path)-wal is not merged into \(path): \($0)" }
  }

  /// There is always exactly one of these on the way while batches wait.
  private func writeOldest() {
    guard open != nil else { return }
    if commitOldest() {
      // By way of the queue, so that readers of the state and owners of prices get their turn in
      // between.
      queue.async { self.writeOldest() }
    } else if let trouble {
      queue.asyncAfter(deadline: .now() + .milliseconds(trouble.pauseMilliseconds)) {
        [weak self] in self?.writeOldest()
      }
    }
  }

  /// Writes the oldest batches in one transaction; true when more wait and the disk is well.
  private func commitOldest() -> Bool {
    // After a failure one by one: a disk with room for a little takes a little.
    let group = waiting.oldest(trouble == nil ? options.groupLimit : 1)
    guard let open, let last = group.last else { return false }
    do {
      if let fault = open.files.fault {
        throw DatabaseError.lostFile(rescueLog(of: open, after: fault))
      }
      let outcomes = try open.writer.commit(group)
      open.markLog()
      let moreWait = waiting.remove(outcomes)
      if trouble != nil {
        trouble = nil
        notify(.storageRecovered)
      }
      for (batch, outcome) in zip(group, outcomes) {
        switch outcome {
        case .applied, .appliedBefore: break
        case .rejected(let reason): notify(.rejected(batch: batch.number, reason: reason))
        case .declined(let answer, let reason):
          notify(.declined(batch: batch.number, answer, reason: reason))
        }
      }
      notify(.committed(upTo: last.number))
      tellAudit(open.writer.database)
      return moreWait
    } catch {
      waiting.countFailure()
      fail(error)
      return false
    }
  }

  /// A page that no start reads can be damaged too; it is then found here.
  private func fail(_ error: any Error) {
    guard let error = error as? DatabaseError, error.isDamage else {
      return fail(String(describing: error))
    }
    fail(LedgerOpenError(error, path: path).description)
  }

  private func fail(_ message: String) {
    let pause =
      trouble.map { min(2 * $0.pauseMilliseconds, options.longestRetryMilliseconds) }
      ?? options.shortestRetryMilliseconds
    let isNews = trouble?.message != message
    trouble = Trouble(message: message, pauseMilliseconds: pause)
    if isNews { notify(.storageFailed(message)) }
  }
}
