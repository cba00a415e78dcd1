internal import Glibc

extension LedgerFile {
  /// Makes the folder the ledger lies in, but not the one above: a missing disk must not be
  /// mistaken for a first start.
  func makeFolder() throws {
    let own = folder(of: path)
    guard access(own, F_OK) != 0 else { return }
    let above = folder(of: own)
    guard access(above, F_OK) == 0 else {
      throw LedgerOpenError.folderMissing(path: path, folder: above)
    }
    do {
      _ = try SystemError.check { mkdir(own, 0o700) }
      try synchronise(folder: above)
    } catch {
      throw LedgerOpenError.cannotCreate(path: own, reason: error.description)
    }
  }

  /// Makes the new ledger whole under another name and then gives it its own: a power cut leaves it
  /// whole or not there.
  func create() throws {
    let draft = path + ".creating"
    removeDatabase(at: draft)
    do {
      try makeEmptyFile(at: draft)
      try fill(draft)
      _ = try SystemError.check { rename(draft, path) }
      try synchronise(folder: folder(of: path))
    } catch let error as SystemError {
      throw LedgerOpenError.cannotCreate(path: path, reason: error.description)
    } catch let error as DatabaseError {
      throw LedgerOpenError.cannotCreate(path: path, reason: error.description)
    }
  }

  private func fill(_ draft: String) throws {
    let database = try Database(path: draft, access: .readWrite)
    // Before anything is written, or it is too late for it. A pragma takes no bound value.
    try database.execute("PRAGMA page_size = \(Self.pageBytes)")
    try schema.migrate(database)
  }
}

/// Makes a file that only its user can read: a ledger tells who called whom. SQLite gives the same
/// permissions to the files beside it.
func makeEmptyFile(at path: String) throws(SystemError) {
  let descriptor = try SystemError.check {
    open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  }
  close(descriptor)
}

/// Removes a draft that was given up, and what SQLite keeps beside it.
func removeDatabase(at path: String) {
  for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
}
