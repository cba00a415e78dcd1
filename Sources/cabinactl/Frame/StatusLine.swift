import Glibc
import Notation

/// What is going on, on the last line of a terminal, for work that takes more than a second.
final class StatusLine {
  private let columns: Int?
  private let started = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  private static let interval = Duration.milliseconds(200)

  /// On standard error, if that is a terminal.
  init() { columns = Console.columns(of: STDERR_FILENO) }

  /// Shows the text once a second has passed, and then a few times a second.
  func show(_ text: @autoclosure () -> String, after patience: Duration = .seconds(1)) {
    guard let columns else { return }
    let now = ContinuousClock.now
    guard now - started >= patience, shown.map({ now - $0 >= Self.interval }) ?? true else {
      return
    }
    shown = now
    CommandOutcome.write("\r\(text().visible.prefix(columns - 1))\u{1B}[K", to: STDERR_FILENO)
  }

  /// Clears the line.
  func end() {
    if shown != nil { CommandOutcome.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
