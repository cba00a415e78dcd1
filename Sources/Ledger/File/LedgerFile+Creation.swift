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
      try options.take(.makeFolder(own))
      try options.take(.synchronise(above))
    } catch {
      throw LedgerOpenError.cannotCreate(path: own, reason: error.words)
    }
  }

  /// Makes the new ledger whole under another name and then gives it its own: a power cut leaves it
  /// whole or not there.
  func create() throws {
    let draft = path + ".creating"
    do {
      try options.removeDatabase(at: draft)
      try options.take(.makeFile(draft))
      try fill(draft)
      try options.take(.rename(draft, to: path))
      try options.take(.synchronise(folder(of: path)))
    } catch let error as SystemError {
      guard error.number != ENOSPC else {
        throw LedgerOpenError.noSpace(path: path, reason: error.words)
      }
      throw LedgerOpenError.cannotCreate(path: path, reason: error.words)
    } catch let error as DatabaseError where error.isFullDisk {
      throw LedgerOpenError.noSpace(path: path, reason: error.plainWords)
    } catch let error as DatabaseError {
      throw LedgerOpenError.cannotCreate(path: path, reason: error.plainWords)
    }
  }

  private func fill(_ draft: String) throws {
    let database = try Database(path: draft, access: .readWrite)
    // Before anything is written, or it is too late for it. A pragma takes no bound value.
    try database.execute("PRAGMA page_size = \(Self.pageBytes)")
    try schema.migrate(database)
  }
}
