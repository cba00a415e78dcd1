internal import CSQLite
internal import Glibc

/// Which files a connection has open. A file that was removed or replaced under it is still
/// written, and what is written is gone with the last one that has it open: that must be noticed
/// before anything is promised.
struct OpenedFiles {
  private let path: String
  let logPath: String
  private let ledger: Identity?
  private let log: Identity?

  /// A file as the kernel knows it, whatever its name.
  private struct Identity: Equatable {
    let device: dev_t
    let number: ino_t

    /// nil: there is nothing at `path`.
    init?(_ path: String) {
      guard let status = try? fileStatus(of: path) else { return nil }
      device = status.st_dev
      number = status.st_ino
    }
  }

  /// Of a connection that has just been opened, in WAL mode.
  init(path: String, of database: Database) {
    self.path = path
    // Of the file a link points to: that is where SQLite keeps its log.
    logPath = database.fileName.map { $0 + "-wal" } ?? path + "-wal"
    ledger = Identity(path)
    log = Identity(logPath)
  }

  var isLedgerInPlace: Bool { ledger == Identity(path) }

  /// nil: there is no log.
  var logBytes: Int? { (try? fileStatus(of: logPath)).map { Int($0.st_size) } }

  var isLogInPlace: Bool { log == Identity(logPath) }

  /// Nothing, or the log that is open: no stranger's.
  var isLogOursOrGone: Bool {
    let found = Identity(logPath)
    return found == nil || found == log
  }

  /// What has become of them, and what a person can do; nil: they are in their places.
  var fault: String? {
    guard isLedgerInPlace else {
      return "\(path) was \(fate(of: path)) while the daemon has it open; calls are refused until "
        + "that very file is back in its place; \(logPath) belongs to it alone"
    }
    guard isLogInPlace else {
      return "\(logPath) was \(fate(of: logPath)) while the daemon has it open; calls are refused "
        + "until the daemon is restarted"
    }
    return nil
  }

  private func fate(of path: String) -> String {
    Identity(path) == nil ? "removed" : "replaced"
  }
}
