import Notation

/// What is going on, for what takes longer than a second; in a pipe nothing.
// Unchecked: what varies is touched while the last line is held.
final class StatusLine: @unchecked Sendable {
  private let columns: Int?
  private let place: LastLine
  private let patience: Duration
  private let started = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  /// A few times a second.
  private static let interval = Duration.milliseconds(200)

  /// `patience`: nothing is shown of what is done before.
  init(_ console: Console, after patience: Duration = .seconds(1)) {
    columns = console.statusColumns
    place = console.lastLine
    self.patience = patience
  }

  func show(_ text: @autoclosure () -> String) {
    guard let columns else { return }
    place.show(self) {
      let now = ContinuousClock.now
      guard now - started >= patience, last.map({ now - $0 >= Self.interval }) ?? true else {
        return nil
      }
      last = now
      return String(text().visible.prefix(columns - 1))
    }
  }

  /// Clears the line.
  func end() {
    guard columns != nil else { return }
    place.clear(self)
  }
}
