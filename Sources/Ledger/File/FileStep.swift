internal import Glibc

/// What a ledger does to names and folders by itself, where SQLite does not.
package enum FileStep: Hashable, Sendable {
  case makeFolder(String)
  /// An empty file that only its user can read: a ledger tells who called whom. SQLite gives the
  /// same permissions to the files beside it.
  case makeFile(String)
  /// What a file that is there holds from now on: a few bytes. It is not empty in between.
  case overwrite(String, [UInt8])
  case rename(String, to: String)
  /// Nothing, where there is nothing of that name.
  case remove(String)
  /// Makes sure that a file's contents, or the names made or changed in a folder, outlive a power
  /// cut.
  case synchronise(String)
}

extension LedgerOptions {
  func take(_ step: FileStep) throws(SystemError) {
    try beforeFileStep?(step)
    switch step {
    case .makeFolder(let path):
      _ = try SystemError.check { mkdir(path, 0o700) }
    case .makeFile(let path):
      close(
        try SystemError.check { open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) })
    case .overwrite(let path, let bytes):
      let descriptor = try SystemError.check {
        open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      }
      defer { close(descriptor) }
      let count = try SystemError.check { Int32(pwrite(descriptor, bytes, bytes.count, 0)) }
      guard count == bytes.count else { throw SystemError(number: ENOSPC) }
      _ = try SystemError.check { ftruncate(descriptor, off_t(bytes.count)) }
    case .rename(let old, let new):
      _ = try SystemError.check { rename(old, new) }
    case .remove(let path):
      unlink(path)
    case .synchronise(let path):
      let descriptor = try SystemError.check { open(path, O_RDONLY | O_CLOEXEC) }
      defer { close(descriptor) }
      _ = try SystemError.check { fsync(descriptor) }
    }
  }

  /// Removes a draft that was given up, and what SQLite keeps beside it.
  func removeDatabase(at path: String) throws(SystemError) {
    for suffix in ["", "-journal", "-wal", "-shm"] { try take(.remove(path + suffix)) }
  }
}
