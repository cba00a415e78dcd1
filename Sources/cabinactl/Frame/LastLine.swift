import Glibc
import Synchronization

/// The last line of a person's terminal, where one thing at a time says that it goes on. Whatever else
/// is said takes its place.
final class LastLine: Sendable {
  /// That of standard error.
  static let standard = LastLine { CommandOutcome.put($0, to: STDERR_FILENO) }

  private let shown = Mutex<StatusLine?>(nil)
  private let write: @Sendable (String) -> Void

  init(write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// `text` nil: there is nothing new. What is around this one speaks already where another is shown.
  func show(_ line: StatusLine, _ text: () -> String?) {
    shown.withLock { shown in
      guard shown == nil || shown === line, let text = text() else { return }
      shown = line
      write("\r\(text)\u{1B}[K")
    }
  }

  func clear(_ line: StatusLine) {
    shown.withLock { shown in
      guard shown === line else { return }
      shown = nil
      write("\r\u{1B}[K")
    }
  }

  /// Before something else is written to the terminal.
  func makeWay() {
    shown.withLock { shown in
      guard shown != nil else { return }
      shown = nil
      write("\r\u{1B}[K")
    }
  }
}
