import Ledger
import Notation

/// Lines that are no tariffs: the first twenty, and how many others.
struct LineFaults {
  private var first: [(text: String, prefix: String?)] = []
  private(set) var count = 0

  static let shown = 20

  var isEmpty: Bool { count == 0 }

  var words: String { count == 1 ? "1 bad line" : "\(count) bad lines" }

  mutating func add(_ line: TariffSourceLine, _ reason: String) {
    count += 1
    guard first.count < Self.shown else { return }
    let text = "line \(line.number): \(reason.shown(atMost: 200)): \(line.text.shown(atMost: 80))\n"
    first.append((text, line.prefix))
  }

  var text: String { text(what: { _ in "" }) }

  /// `what`: becomes of a prefix whose line is left out.
  func text(what: (String) -> String) -> String {
    let lines = first.map { text, prefix in
      let consequence = prefix.map(what) ?? ""
      return text + (consequence.isEmpty ? "" : "  \(consequence)\n")
    }
    return lines.joined() + (count > first.count ? "and \(count - first.count) more\n" : "")
  }
}
