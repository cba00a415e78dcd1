internal import CSQLite
package import Notation

/// Why a ledger could not be opened: where, what was found, and (in `description`) what to do.
/// Nothing has been overwritten.
package enum LedgerOpenError: Error, Hashable, Sendable, CustomStringConvertible, Worded {
  /// The folder that should hold the ledger's folder is not there.
  case folderMissing(path: String, folder: String)
  case cannotCreate(path: String, reason: Words)
  case readOnly(path: String, reason: Words)
  /// Its disk is full.
  case noSpace(path: String, reason: Words)
  /// That disk, or the one of temporary files, is too full for bringing it up to date.
  case noSpaceToUpgrade(path: String, temporary: String, reason: Words)
  /// The disk of temporary files is too full for a copy that is brought up to date.
  case noSpaceForCopy(path: String, temporary: String, reason: Words)
  /// Another process has it; nil when it did not leave its number.
  case inUse(path: String, process: Int32?)
  /// A link to where there is no file.
  case danglingLink(path: String, target: String)
  case notALedger(path: String, found: Words)
  case newerSchema(path: String, found: Int64, known: Int64)
  /// Only when opened for reading; opening for writing brings it up to date.
  case olderSchema(path: String, found: Int64, known: Int64)
  case damaged(path: String, found: Words)
  /// Its write-ahead log is gone or empty, and it was not closed since that was written. `since`: when
  /// the file itself was last written; nil: it is gone as well.
  case logMissing(path: String, log: String, since: String?)
  /// There is a write-ahead log, and the file is one that has none: a copy put in the place of another.
  case foreignLog(path: String, log: String)
  /// A trigger or a view that this program did not make, or none where it made one.
  case strangeSchema(path: String, found: Words)
  case notReadable(path: String, reason: Words)

  /// Whether no later start will find it otherwise until somebody has done something about the file;
  /// a disk that is mounted late, or another process, goes by itself.
  package var isLasting: Bool {
    switch self {
    case .notALedger, .newerSchema, .olderSchema, .damaged, .logMissing, .foreignLog,
      .strangeSchema:
      true
    case .folderMissing, .cannotCreate, .readOnly, .noSpace, .noSpaceToUpgrade, .noSpaceForCopy,
      .inUse, .danglingLink, .notReadable:
      false
    }
  }

  package var description: String { english }

  package var words: Words { Words(spanish, english) }

  private var english: String {
    switch self {
    case .folderMissing(let path, let folder):
      "\(path): there is no folder \(folder). Create it, or mount the disk it is on."
    case .cannotCreate(let path, let reason):
      "\(path): cannot be created: \(reason.english). Give the daemon's user the folder."
    case .readOnly(let path, let reason):
      "\(path): cannot be written: \(reason.english). Give the daemon's user the file and its folder, and "
        + "mount the disk for writing."
    case .noSpace(let path, let reason):
      "\(path): cannot be written: \(reason.english). Free some space on its disk."
    case .noSpaceToUpgrade(let path, let temporary, let reason):
      "\(path): cannot be brought up to date: \(reason.english). Free some space on its disk, and in "
        + "\(temporary), where temporary files are."
    case .noSpaceForCopy(let path, let temporary, let reason):
      "\(path): no copy of it can be brought up to date: \(reason.english). Free some space in \(temporary), "
        + "where temporary files are."
    case .inUse(let path, let process):
      "\(path): in use by \(process.map { "process \($0)" } ?? "another process"). Stop that one "
        + "first; one daemon holds a ledger."
    case .danglingLink(let path, let target):
      "\(path): a link to \(target), where there is no file; a ledger was expected there. Mount the "
        + "disk it is on, or remove the link to begin a new ledger."
    case .notALedger(let path, let found):
      "\(path): not a ledger of this program: \(found.english). Put the ledger, or a backup of it, in "
        + "its place; cabinactl backup --help says how."
    case .newerSchema(let path, let found, let known):
      "\(path): written by a newer version (schema \(found), this one knows up to \(known)). "
        + "Install that version, or restore a backup made before; cabinactl backup --help says how."
    case .olderSchema(let path, let found, let known):
      "\(path): of an older version (schema \(found), this one reads \(known)). Start the daemon "
        + "once; it brings the file up to date. A backup is brought up to date when it is put in its "
        + "place, and checked as it is: cabinactl verify."
    case .damaged(let path, let found):
      "\(path): damaged: \(found.english). Keep it as it is, and restore the last backup; cabinactl backup "
        + "--help says how."
    case .logMissing(let path, let log, let since?):
      "\(path): the write-ahead log that belongs to it, \(log), is gone: calls and payments since "
        + "about \(since) may be missing. Put the log back; or restore the last backup, cabinactl "
        + "backup --help says how; or, to go on with what there is (a backup just put in its place; "
        + "all, if another program has merged the log), remove \(LockFile.path(besides: path))."
    case .logMissing(let path, let log, nil):
      "\(path): gone, and so is the write-ahead log that belongs to it, \(log), though no daemon "
        + "has closed it. Put both back; or restore the last backup, cabinactl backup --help says "
        + "how; or, to begin with a new ledger, remove \(LockFile.path(besides: path))."
    case .foreignLog(let path, let log):
      "\(path): the write-ahead log beside it, \(log), belongs to another file that was here before, "
        + "and would damage this one. Put that file back; or move \(log) and "
        + "\(LockFile.path(besides: path)) away, cabinactl backup --help says how."
    case .strangeSchema(let path, let found):
      "\(path): somebody has changed its schema: \(found.english). Keep it as it is, and restore the last "
        + "backup; cabinactl backup --help says how."
    case .notReadable(let path, let reason):
      "\(path): cannot be read: \(reason.english)."
    }
  }
}

extension LedgerOpenError {
  /// What SQLite said of the file, as what a person can do.
  package init(_ error: DatabaseError, path: String) {
    let reason = error.plainWords
    self =
      switch error.primaryCode {
      case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(path: path, found: reason)
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM: .readOnly(path: path, reason: reason)
      case SQLITE_FULL: .noSpace(path: path, reason: reason)
      case SQLITE_BUSY, SQLITE_LOCKED: .inUse(path: path, process: nil)
      default: .notReadable(path: path, reason: reason)
      }
  }
}
