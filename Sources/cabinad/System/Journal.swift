import Glibc

/// Lines for the journal, on standard error. Under systemd each carries its priority (sd-daemon(3)).
enum Journal {
  enum Priority: Int {
    case error = 3
    case warning = 4
    case notice = 5
    case information = 6
  }

  private static let hasJournal = getenv("JOURNAL_STREAM") != nil

  static func write(_ priority: Priority, _ text: String) {
    let line = text.split(separator: "\n").joined(separator: " ⏎ ")
    let prefix = hasJournal ? "<\(priority.rawValue)>" : "cabinad: "
    let bytes = Array((prefix + line + "\n").utf8)
    // Nothing can be done about a log that cannot be written.
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
