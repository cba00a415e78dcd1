import BoothProtocol
import Dispatch
import Glibc
import Synchronization

/// Lines for the journal, on standard error. Under systemd each carries its priority
/// (sd-daemon(3)).
///
/// They are written on a queue of their own, in order: a reader of the journal that is stuck must
/// not hold the core up. What it is too far behind for is dropped, and how much that was is said
/// once it reads again. So are lines beyond a hundred a second.
enum Journal {
  enum Priority: Int {
    case error = 3
    case warning = 4
    case notice = 5
    case information = 6
  }

  /// Lines that may wait for their reader.
  private static let waitingLimit = 256
  private static let hasJournal = getenv("JOURNAL_STREAM") != nil
  private static let queue = DispatchQueue(label: "cabina.journal")
  private static let waiting = Mutex(Waiting())

  private struct Waiting {
    var count = 0
    var dropped = 0
    /// Lines that may still be written in this second.
    var allowance = linesASecond
    var second: Int64 = 0
  }

  /// A board that is broken or hostile can have something to say a thousand times a second.
  private static let linesASecond = 100

  static func write(_ priority: Priority, _ text: String) {
    let second = SystemClock.moment.milliseconds / 1000
    let mayWait = waiting.withLock { waiting in
      if second != waiting.second {
        waiting.second = second
        waiting.allowance = linesASecond
      }
      guard waiting.count < waitingLimit, waiting.allowance > 0 else {
        waiting.dropped += 1
        return false
      }
      waiting.allowance -= 1
      waiting.count += 1
      return true
    }
    guard mayWait else { return }
    queue.async {
      print(priority, text)
      let dropped = waiting.withLock { waiting in
        waiting.count -= 1
        defer { waiting.dropped = 0 }
        return waiting.dropped
      }
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
