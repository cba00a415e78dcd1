/// A ledger that is open for writing, and what must live as long as its connection.
struct OpenLedger {
  let writer: BatchWriter
  let files: OpenedFiles
  private let lock: LockFile
  private let mergeMilliseconds: Int

  init(path: String, _ database: Database, _ lock: LockFile, _ options: LedgerOptions) {
    writer = BatchWriter(database: database)
    files = OpenedFiles(path: path, of: database)
    mergeMilliseconds = options.mergeMilliseconds
    self.lock = lock
    // Who lets go of a ledger without closing it leaves what a killed process leaves.
    database.leaveLogAtClose()
    markLog()
  }

  /// To be called after commits: from the first on the ledger is not whole without its log, and the
  /// lock file says so. A disk that does not let it keeps nobody from calling.
  func markLog() {
    guard !lock.isMarked, let bytes = files.logBytes, bytes >= LedgerFile.shortestLogBytes else {
      return
    }
    _ = try? lock.mark(log: files.logPath)
  }

  /// Merges the log into the file, which is whole then by itself; what keeps it from that, or nil.
  func mergeLog() -> String? {
    guard files.isLedgerInPlace else { return files.fault }
    guard files.isLogInPlace else { return mergeLostLog() }
    let wasMarked = lock.isMarked
    if let fault = unmark() { return fault }
    let fault = writer.database.mergeLog(withinMilliseconds: mergeMilliseconds)
    // An empty one was merged, whatever failed afterwards.
    if fault != nil, wasMarked, files.logBytes != 0 { _ = try? lock.mark(log: files.logPath) }
    return fault
  }

  /// A log that somebody has removed cannot be marked anew: the mark stays until all of it is merged.
  private func mergeLostLog() -> String? {
    writer.database.mergeLog(withinMilliseconds: mergeMilliseconds) ?? unmark()
  }

  private func unmark() -> String? {
    do {
      try lock.unmark()
      return nil
    } catch { return "\(lock.path) cannot be written: \(error)" }
  }

  /// The same; then the log is removed with the end of the connection, unless it is a stranger's.
  func mergeLogAtEnd() -> String? {
    let fault = mergeLog()
    if fault == nil, files.isLogOursOrGone { writer.database.removeLogAtClose() }
    return fault
  }
}
