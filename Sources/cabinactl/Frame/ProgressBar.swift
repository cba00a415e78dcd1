import Glibc
import Notation

/// How far something is, on the last line of a terminal.
struct ProgressBar {
  enum Kind {
    /// On standard error, if that is a terminal.
    case onTerminal
    case none
    /// To a test.
    case to((String) -> Void)
  }

  private let write: ((String) -> Void)?
  private let title: String
  private let started = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  private static let width = 20
  private static let interval = Duration.milliseconds(100)

  init(_ kind: Kind, _ title: String) {
    self.title = title.shown(atMost: 40)
    write =
      switch kind {
      case .onTerminal:
        isatty(STDERR_FILENO) == 1 ? { CommandOutcome.write($0, to: STDERR_FILENO) } : nil
      case .none: nil
      case .to(let write): write
      }
  }

  /// At most ten times a second. `share`: 0…1.
  mutating func show(_ share: Double, rows: Int) {
    guard let write else { return }
    let now = ContinuousClock.now
    if let shown, now - shown < Self.interval { return }
    shown = now
    let filled = Int(min(1, max(0, share)) * Double(Self.width))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    let seconds = max(0.001, (now - started) / .seconds(1))
    let rate = Int(Double(rows) / seconds)
    write(
      "\r\(title) [\(bar)] \(Int(share * 100)) %  \(rows) rows  \(rate)/s\u{1B}[K")
  }

  /// Clears the line.
  func end() {
    if shown != nil { write?("\r\u{1B}[K") }
  }
}
