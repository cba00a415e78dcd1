internal import Glibc

/// Says that this process holds a ledger: a file beside it, locked for as long as the process
/// lives, with the process's number in it. A second line, `open`, is the mark: the ledger is not
/// whole without its write-ahead log, which SQLite itself would not miss.
///
/// It is not the ledger itself that is locked, because closing any descriptor of an SQLite file
/// drops the locks SQLite holds on it. The file stays when the lock is gone: removing it would let
/// two processes lock two files of one name.
///
/// No mark may be there when the log is rightly gone or empty, whenever a process dies or the power
/// goes. So it is made when the log and its name are safe on the disk, and it is safely away before
/// the log is emptied. A mark that a power cut takes away does no harm: then nothing is noticed.
final class LockFile {
  let path: String
  private let descriptor: Int32
  private let options: LedgerOptions
  /// Whether the mark is there, or may be.
  private(set) var isMarked: Bool

  private static let mark = "open"

  /// What the file of a ledger says that is not whole without its log, and that no process holds.
  static let marked = Array("0\n\(mark)\n".utf8)

  static func path(besides ledger: String) -> String { ledger + ".lock" }

  /// Throws `LedgerOpenError.inUse` when another process, or another ledger of this one, has it.
  init(besides ledger: String, options: LedgerOptions) throws {
    let path = Self.path(besides: ledger)
    let descriptor: Int32
    do {
      descriptor = try SystemError.check {
        open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      }
    } catch {
      throw LedgerOpenError.readOnly(path: path, reason: error.words)
    }
    do {
      _ = try SystemError.check { flock(descriptor, LOCK_EX | LOCK_NB) }
    } catch {
      let holder = Self.lines(descriptor).first.flatMap { Int32($0) }
      close(descriptor)
      throw LedgerOpenError.inUse(path: ledger, process: holder)
    }
    self.path = path
    self.descriptor = descriptor
    self.options = options
    isMarked = Self.isMark(Self.lines(descriptor))
    // The number is only for people; the lock does not depend on it.
    _ = try? write(withMark: isMarked)
  }

  /// Unlocked by name: a child process that another thread is just starting has a copy of the
  /// descriptor until it executes its program, and a copy holds the lock on.
  deinit {
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Of a ledger that this process does not hold.
  static func isMarked(besides ledger: String) -> Bool {
    let descriptor = open(path(besides: ledger), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor != -1 else { return false }
    defer { close(descriptor) }
    return isMark(lines(descriptor))
  }

  /// Makes `log` safe, and then the mark that it is there.
  func mark(log: String) throws(SystemError) {
    try options.take(.synchronise(log))
    try options.take(.synchronise(folder(of: log)))
    isMarked = true
    try write(withMark: true)
    try options.take(.synchronise(path))
  }

  /// Throws when the mark may be there still.
  func unmark() throws(SystemError) {
    guard isMarked else { return }
    do {
      try write(withMark: false)
      try options.take(.synchronise(path))
    } catch  where error.number == ENOENT {
      // Somebody has removed the file, and the mark with it.
    }
    isMarked = false
  }

  private func write(withMark isMarked: Bool) throws(SystemError) {
    let text = "\(getpid())\n" + (isMarked ? Self.mark + "\n" : "")
    try options.take(.overwrite(path, Array(text.utf8)))
  }

  private static func isMark(_ lines: [String]) -> Bool { lines.count > 1 && lines[1] == mark }

  private static func lines(_ descriptor: Int32) -> [String] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    return bytes.prefix(max(0, count)).split(separator: 0x0a, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
