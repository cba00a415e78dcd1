internal import CSQLite
internal import Dispatch

extension Database {
  /// Copies the write-ahead log into the file and empties it; what keeps it from that, or nil. Takes
  /// no longer than `milliseconds`, or what a lock is waited for.
  func mergeLog(withinMilliseconds milliseconds: Int) -> String? {
    let connection = ConnectionInReach(handle)
    let alarm = DispatchWorkItem { connection.interrupt() }
    DispatchQueue.global().asyncAfter(
      deadline: .now() + .milliseconds(milliseconds), execute: alarm)
    defer {
      alarm.cancel()
      // One that rings at this very moment is over when this returns.
      connection.letGo()
    }
    do {
      let isBusy = try row("PRAGMA wal_checkpoint(TRUNCATE)", [], { try $0.integer(0) }) != 0
      return isBusy ? "another program reads it" : nil
    } catch { return "\(error)" }
  }

  /// Closing it neither merges the log nor removes it.
  func leaveLogAtClose() { cabina_leave_log_at_close(handle, 1) }

  /// Closing it merges the log, with no limit, and removes whatever file has its name, as SQLite
  /// does unless it is told otherwise.
  func removeLogAtClose() { cabina_leave_log_at_close(handle, 0) }
}

/// A connection that another queue may interrupt, for as long as it is open.
private final class ConnectionInReach: @unchecked Sendable {
  private let guardQueue = DispatchQueue(label: "cabina.ledger.interrupt")
  private var handle: OpaquePointer?

  init(_ handle: OpaquePointer) { self.handle = handle }

  func interrupt() {
    guardQueue.sync { if let handle { sqlite3_interrupt(handle) } }
  }

  func letGo() { guardQueue.sync { handle = nil } }
}
