import BoothControl
import BoothProtocol
import Glibc
import Ledger
import Rating
import Synchronization

/// The daemon's own ledger, in a file, beside the model of it: what one says of a batch, of what a
/// daemon starts from and of each call in the end, the other must say too.
final class RealLedger {
  private let path: String
  private var ledger: Ledger?
  private let notices = Notices()
  /// What the two did not agree about first; nil: nothing.
  private(set) var disagreement: String?

  private struct FileThere: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) is there already: expected a new file" }
  }

  /// What the ledger's queue has told and nobody has read.
  private final class Notices: Sendable {
    private let told = Mutex<[LedgerNotice]>([])

    func add(_ notice: LedgerNotice) { told.withLock { $0.append(notice) } }

    func take() -> [LedgerNotice] {
      told.withLock { told in
        defer { told = [] }
        return told
      }
    }
  }

  /// `path`: of a file that is not there yet. `opening`: paid to the provider before all else.
  init(path: String, opening: Money?, at time: WallTime) throws {
    self.path = path
    guard access(path, F_OK) != 0 else { throw FileThere(path: path) }
    try open()
    guard let opening else { return }
    let payment = LedgerEntry.payment(amount: opening, reference: "", actor: "", at: time)
    if let reason = write(LedgerBatch(number: 0, entries: [payment])) { disagree(reason) }
  }

  private func open() throws {
    let notices = notices
    ledger = try Ledger(path: path, notify: { notices.add($0) })
    _ = notices.take()
  }

  private func disagree(_ what: String) { disagreement = disagreement ?? what }

  /// Writes a batch as soon as it is handed in; nil, or why it was not taken.
  private func write(_ batch: LedgerBatch) -> String? {
    guard let ledger, ledger.submit(batch) == .accepted else { return "it is not open" }
    do {
      // The next on its queue behind the batch.
      try ledger.write { _ in }
    } catch { return "the disk: \(error)" }
    for notice in notices.take() {
      switch notice {
      case .rejected(_, let reason), .declined(_, _, let reason): return reason
      case .storageFailed(let reason): return "the disk: \(reason)"
      case .committed, .storageRecovered, .audited: break
      }
    }
    return nil
  }

  /// `contradiction`: what the model has against it.
  func write(_ batch: LedgerBatch, contradiction: String?) {
    let reason = write(batch)
    guard (reason == nil) != (contradiction == nil) else { return }
    disagree(
      "batch \(batch.number): the model says «\(contradiction ?? "written")», the ledger "
        + "«\(reason ?? "written")»: \(batch.entries)")
  }

  /// The daemon's end, and the next one's start; the model's books are as they are on the disk.
  func restart(_ books: DurableBooks) -> RestoredState {
    ledger?.close()
    ledger = nil
    let model = books.restored
    do {
      try open()
      guard let real = try ledger?.restore() else { return model }
      compare(real, model)
      return real
    } catch {
      disagree("at a start: \(error)")
      return model
    }
  }

  private func compare(_ real: RestoredState, _ model: RestoredState) {
    func same<Value: Equatable>(_ name: String, _ part: (RestoredState) -> Value) {
      let parts = (part(real), part(model))
      if parts.0 != parts.1 {
        disagree("a start, \(name): the ledger has \(parts.0), the model \(parts.1)")
      }
    }
    same("open calls", \.openCalls)
    if model.balance != nil { same("balance", \.balance) }
    same("last call", \.lastCallID)
    same("last ticket", \.lastTicket)
    same("events", \.durableEvents)
    same("requests") { Set($0.requests) }
    same("instants of money") { Set($0.moneyTimes) }
    // Booths that only a call is known of have nothing to be restored.
    same("booths") { state in
      state.booths.filter { $0.isDisabled || $0.nextCallIsUncharged || !$0.account.isEmpty }
    }
  }

  /// In the end each call is as the model has it, and the ledger finds nothing wrong with itself.
  func settle(_ books: DurableBooks) {
    do {
      let reader = try LedgerReader(path: path)
      for complaint in try reader.verify().complaints { disagree(complaint) }
      if let batch = try reader.rejectedBatches().first { disagree("rejected: \(batch.reason)") }
      for record in books.calls {
        compare(record, try reader.call(key: Int64(record.authorisation.call.rawValue)))
      }
      let count = try reader.count(CallQuery())
      if count != books.calls.count { disagree("\(count) calls, not \(books.calls.count)") }
      reader.close()
    } catch { disagree("in the end: \(error)") }
  }

  func remove() {
    ledger?.close()
    ledger = nil
    for ending in ["", "-wal", "-shm", ".lock"] { unlink(path + ending) }
  }

  private func compare(_ record: DurableBooks.Record, _ row: CallRow?) {
    let isTheSame =
      row?.charge == record.end?.charge ?? .zero && row?.cost == record.end?.cost ?? .zero
      && row?.talked == record.end?.talked && row?.endCause == record.end?.cause
      && row?.suspicions == record.end?.suspicions ?? [] && row?.review == record.verdict
      && row?.ticket == record.ticket
    if !isTheSame {
      disagree("call \(record.authorisation.call): \(record), \(String(describing: row))")
    }
  }
}
