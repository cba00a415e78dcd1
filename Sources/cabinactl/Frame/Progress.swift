import Notation

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
