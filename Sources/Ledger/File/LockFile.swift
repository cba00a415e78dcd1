internal import Glibc

/// Says that this process holds a ledger: a file beside it, locked for as long as the process
/// lives, with the process's number in it.
///
/// It is not the ledger itself that is locked, because closing any descriptor of an SQLite file
/// drops the locks SQLite holds on it. The file stays when the lock is gone: removing it would let
/// two processes lock two files of one name.
final class LockFile {
  private let descriptor: Int32

  /// Throws `LedgerOpenError.inUse` when another process, or another ledger of this one, has it.
  init(besides path: String) throws {
    let lockPath = path + ".lock"
    do {
      descriptor = try SystemError.check {
        open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      }
    } catch {
      throw LedgerOpenError.readOnly(path: lockPath, reason: error.description)
    }
    do {
      _ = try SystemError.check { flock(descriptor, LOCK_EX | LOCK_NB) }
    } catch {
      let holder = Self.holder(descriptor)
      close(descriptor)
      throw LedgerOpenError.inUse(path: path, process: holder)
    }
    // Only for people; the lock does not depend on it.
    let number = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, number, number.count, 0) }
  }

  /// Unlocked by name: a child process that another thread is just starting has a copy of the
  /// descriptor until it executes its program, and a copy holds the lock on.
  deinit {
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func holder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[..<count].prefix { $0 != 0x0a }, as: UTF8.self))
  }
}
