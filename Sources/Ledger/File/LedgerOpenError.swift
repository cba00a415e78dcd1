/// Why a ledger could not be opened: where, what was found, and (in `description`) what to do.
/// Nothing has been overwritten.
package enum LedgerOpenError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder that should hold the ledger's folder is not there.
  case folderMissing(path: String, folder: String)
  case cannotCreate(path: String, reason: String)
  case readOnly(path: String, reason: String)
  /// Another process has it; nil when it did not leave its number.
  case inUse(path: String, process: Int32?)
  /// A link to where there is no file.
  case danglingLink(path: String, target: String)
  case notALedger(path: String, found: String)
  case newerSchema(path: String, found: Int64, known: Int64)
  /// Only when opened for reading; opening for writing brings it up to date.
  case olderSchema(path: String, found: Int64, known: Int64)
  case damaged(path: String, found: String)
  /// A trigger or a view that this program did not make, or none where it made one.
  case strangeSchema(path: String, found: String)
  case notReadable(path: String, reason: String)

  package var description: String {
    switch self {
    case .folderMissing(let path, let folder):
      "\(path): there is no folder \(folder). Create it, or mount the disk it is on."
    case .cannotCreate(let path, let reason):
      "\(path): cannot be created: \(reason). Give the daemon's user the folder."
    case .readOnly(let path, let reason):
      "\(path): cannot be written: \(reason). Give the daemon's user the file and its folder, and "
        + "mount the disk for writing."
    case .inUse(let path, let process):
      "\(path): in use by \(process.map { "process \($0)" } ?? "another process"). Stop that one "
        + "first; one daemon holds a ledger."
    case .danglingLink(let path, let target):
      "\(path): a link to \(target), where there is no file; a ledger was expected there. Mount the "
        + "disk it is on, or remove the link to begin a new ledger."
    case .notALedger(let path, let found):
      "\(path): not a ledger of this program: \(found). Name another file."
    case .newerSchema(let path, let found, let known):
      "\(path): written by a newer version (schema \(found), this one knows up to \(known)). "
        + "Install that version, or restore a backup made before."
    case .olderSchema(let path, let found, let known):
      "\(path): of an older version (schema \(found), this one reads \(known)). Start the daemon "
        + "once; it brings the file up to date."
    case .damaged(let path, let found):
      "\(path): damaged: \(found). Keep a copy of it as it is, then restore the last backup."
    case .strangeSchema(let path, let found):
      "\(path): somebody has changed its schema: \(found). Keep a copy of it as it is, then restore "
        + "the last backup."
    case .notReadable(let path, let reason):
      "\(path): cannot be read: \(reason)."
    }
  }
}
