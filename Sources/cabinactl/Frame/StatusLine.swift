import Dispatch
import Glibc
import Notation
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
  fileprivate func show(_ line: StatusLine, _ text: () -> String?) {
    shown.withLock { shown in
      guard shown == nil || shown === line, let text = text() else { return }
      shown = line
      write("\r\(text)\u{1B}[K")
    }
  }

  fileprivate func clear(_ line: StatusLine) {
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

extension Console {
  /// Says what is waited for, with its seconds, as long as `body` takes.
  @discardableResult
  func waiting<Value, Failure: Error>(
    _ what: Words, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let sign = WaitingSign(self, what)
    defer { sign.end() }
    return try body()
  }
}

/// What is waited for, and for how many seconds so far.
// Unchecked: the timer is made once, and only cancelled.
final class WaitingSign: @unchecked Sendable {
  private let timer: (any DispatchSourceTimer)?
  private let queue = DispatchQueue(label: "cabina.waiting")
  private let line: StatusLine

  init(_ console: Console, _ what: Words) {
    let line = StatusLine(console, after: .zero)
    self.line = line
    guard console.statusColumns != nil else {
      timer = nil
      return
    }
    let text = console.say(what)
    let start = DispatchTime.now()
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.setEventHandler {
      let seconds = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000
      line.show("\(text)… \(seconds) s")
    }
    timer.schedule(deadline: start + .seconds(1), repeating: .seconds(1))
    timer.activate()
    self.timer = timer
  }

  func end() {
    // One that is just being shown is waited for.
    queue.sync { timer?.cancel() }
    line.end()
  }
}

/// How far something is.
struct Progress {
  private let line: StatusLine
  private let title: String
  private let say: Language
  private let started = ContinuousClock.now
  private static let width = 20

  init(_ console: Console, _ title: Words) {
    line = StatusLine(console, after: .zero)
    say = console.say
    self.title = say(title).shown(atMost: 40)
  }

  /// `share`: 0…1.
  func show(_ share: Double, rows: Int) {
    line.show(text(share, rows: rows))
  }

  private func text(_ share: Double, rows: Int) -> String {
    let filled = Int(min(1, max(0, share)) * Double(Self.width))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    let seconds = max(0.001, (ContinuousClock.now - started) / .seconds(1))
    let rate = Int(Double(rows) / seconds)
    return "\(title) [\(bar)] \(Int(share * 100)) %  \(rows) "
      + "\(say("filas", "rows"))  \(rate)/s"
  }

  func end() { line.end() }
}
