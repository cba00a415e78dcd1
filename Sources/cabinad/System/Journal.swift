import BoothProtocol
import Dispatch
import Glibc
import Synchronization

/// Lines for the journal, on standard error. Under systemd each carries its priority
/// (sd-daemon(3)).
///
/// They are written on a queue of their own, in order: a reader of the journal that is stuck must
/// not hold the core up. What it is too far behind for is dropped, and how much that was is said
/// once it reads again. So are lines beyond a hundred a second, or a quarter of that about one thing.
enum Journal {
  enum Priority: Int {
    case error = 3
    case warning = 4
    case notice = 5
    case information = 6
  }

  private static let hasJournal = getenv("JOURNAL_STREAM") != nil
  private static let queue = DispatchQueue(label: "cabina.journal")
  private static let allowance = Mutex(JournalAllowance())

  /// - Parameter subject: what it is about, if there could be much to say of it.
  static func write(_ priority: Priority, _ text: String, about subject: String? = nil) {
    let second = SystemClock.moment.milliseconds / 1000
    guard allowance.withLock({ $0.admits(at: second, about: subject) }) else { return }
    queue.async {
      print(priority, text)
      let dropped = allowance.withLock { $0.wrote() }
      if dropped > 0 { print(.warning, "\(dropped) lines were too many at once and are not here") }
    }
  }

  /// Waits for what was written before, a second at most; before the process ends.
  static func flush() {
    let isWritten = DispatchSemaphore(value: 0)
    queue.async { isWritten.signal() }
    _ = isWritten.wait(timeout: .now() + 1)
  }

  private static func print(_ priority: Priority, _ text: String) {
    let prefix = hasJournal ? "<\(priority.rawValue)>" : "cabinad: "
    var bytes: [UInt8] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      bytes += Array(prefix.utf8) + Array(line) + [UInt8(ascii: "\n")]
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nothing can be done about a log that cannot be written.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
