import Glibc
import SerialLine
import Synchronization

/// The standard streams, a line at a time and without a buffer: each line is there at once, whole,
/// whichever thread wrote it.
enum Standard {
  /// Of what could not be written; the first.
  private static let fault = Mutex<SystemError?>(nil)

  /// Whoever reads may be gone, or a disk be full; the board runs on, as it does with nobody looking.
  static func output(_ line: String) {
    do throws(SystemError) {
      try StandardOutput.write(line + "\n")
    } catch { fault.withLock { $0 = $0 ?? error } }
  }

  static func error(_ line: String) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// The status to exit with: output that is not there is a failure, and said.
  static func status(_ status: Int32) -> Int32 {
    guard let fault = fault.withLock(\.self) else { return status }
    error("cabina-sim: cannot write: \(fault.text)")
    return status == ExitStatus.done ? ExitStatus.failure : status
  }
}
