import Glibc

/// The standard streams, a line at a time and without a buffer: each line is there at once, whole,
/// whichever thread wrote it.
enum Standard {
  static func output(_ line: String) { write(line, to: STDOUT_FILENO) }
  static func error(_ line: String) { write(line, to: STDERR_FILENO) }

  /// Whoever reads may be gone; the board runs on, as it does with nobody looking.
  private static func write(_ line: String, to descriptor: Int32) {
    var bytes = Array((line + "\n").utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
