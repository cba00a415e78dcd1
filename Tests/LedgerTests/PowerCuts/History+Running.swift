import BoothControl
import Dispatch
import Glibc
import Ledger

extension History {
  /// When a deed is told as done.
  enum Promising {
    /// The ledger has said so.
    case whenCommitted
    /// As soon as it is asked for: what a ledger must never do.
    case whenAskedFor
  }

  /// What the file holds after no deed, one, two…
  func states(_ contents: [String: [UInt8]]) throws -> [String] {
    let scratch = Scratch(contents)
    // For its syncs, which need not be waited for.
    let disk = DiskRecording(folder: scratch.folder, contents: contents)
    defer { disk.finish() }
    let ledger = try Ledger(path: scratch.ledger, options: options) { _ in }
    var states = [try ledger.dump()]
    for (index, deed) in deeds.enumerated() {
      try ledger.take(deed, number: UInt64(index + 1))
      states.append(try ledger.dump())
    }
    ledger.close()
    return states
  }

  /// Does all of it on a recorded ledger, `weaken` done to it first. The ledger's file is the one in
  /// `recording`'s folder, or is made.
  func run(
    _ recording: DiskRecording, promising: Promising = .whenCommitted, weaken: String? = nil
  ) throws {
    var options = options
    options.beforeFileStep = { step throws(SystemError) in try recording.take(step) }
    let ledger = try Ledger(path: recording.folder + "/shop/cabina.db", options: options) {
      // Batches have the numbers of their deeds.
      if case .committed(let number) = $0 { recording.promise(Int(number)) }
    }
    if let weaken { try ledger.write { try $0.execute(weaken) } }
    var waiting: [(number: UInt64, deed: Deed)] = []
    for (index, deed) in deeds.enumerated() {
      if backups.contains(index) { try backUp(recording, options, deeds: index) }
      if promising == .whenAskedFor { recording.promise(index + 1) }
      if case .change(let change) = deed {
        try change(ledger)
        // It has promised what it did when it returns.
        recording.promise(index + 1)
        continue
      }
      waiting.append((UInt64(index + 1), deed))
      let isNextBatch =
        if index + 1 < deeds.count, case .batch = deeds[index + 1] { true } else { false }
      if isNextBatch, waiting.count < together { continue }
      try ledger.together { for (number, deed) in waiting { ledger.submit(deed, number: number) } }
      waiting = []
    }
    if backups.contains(deeds.count) { try backUp(recording, options, deeds: deeds.count) }
    ledger.close()
  }

  static let backupName = "disk/backup.db"

  private func backUp(
    _ recording: DiskRecording, _ options: LedgerOptions, deeds: Int
  ) throws {
    try LedgerReader(path: recording.folder + "/shop/cabina.db", options: options)
      .backup(to: recording.folder + "/" + Self.backupName)
    recording.add(.backedUp(deeds))
  }
}

extension Scratch {
  /// With files in it, by names relative to it.
  convenience init(_ contents: [String: [UInt8]]) {
    self.init()
    for (name, contents) in contents {
      mkdir(path(DiskStep.folder(of: name)), 0o700)
      write(contents, to: path(name))
    }
  }
}

extension Ledger {
  @discardableResult
  func submit(_ deed: History.Deed, number: UInt64) -> Admission? {
    guard case .batch(let entries) = deed else { return nil }
    return submit(LedgerBatch(number: number, entries: entries))
  }

  /// Does one deed and waits for it, as well as it can be done.
  func take(_ deed: History.Deed, number: UInt64) throws {
    switch deed {
    case .batch:
      submit(deed, number: number)
      // Behind it on the ledger's queue.
      try write { _ in }
    case .change(let change):
      try change(self)
    }
  }

  /// What `body` hands in waits together; then it is waited for.
  fileprivate func together(_ body: () -> Void) throws {
    let (isBusy, isDone) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      _ = try? self.write { _ in
        isBusy.signal()
        isDone.wait()
      }
    }
    isBusy.wait()
    body()
    isDone.signal()
    try write { _ in }
  }

  /// Everything that stands in the file, row by row, but for what the box's own clock put there: the
  /// instant of a record of a migration, and with it the hashes of the audit, which `verify` checks.
  func dump() throws -> String {
    try write { try $0.dump() }
  }
}

extension Database {
  func dump() throws -> String {
    let tables = try rows(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'", [],
      { try $0.text(0) })
    return try tables.sorted().map { table in
      let columns = try rows(
        "SELECT name FROM pragma_table_info(?1) WHERE ?1 != 'audit' OR name NOT IN ('at', 'hash')",
        [.text(table)], { try $0.text(0) })
      let values = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ' ' || ")
      let found = try rows("SELECT \(values) FROM \"\(table)\"") { try $0.text(0) }
      return table + "\n" + found.sorted().joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
