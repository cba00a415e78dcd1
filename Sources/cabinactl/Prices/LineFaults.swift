import Ledger
import Notation

/// Lines that are no tariffs: the first twenty, and how many others.
struct LineFaults {
  let say: Language
  private var first: [(text: String, prefix: String?)] = []
  private(set) var count = 0

  static let shown = 20

  var isEmpty: Bool { count == 0 }

  init(_ say: Language) { self.say = say }

  var words: String {
    count == 1
      ? say("1 línea mala", "1 bad line") : say("\(count) líneas malas", "\(count) bad lines")
  }

  mutating func add(_ line: TariffSourceLine, _ reason: Words) {
    count += 1
    guard first.count < Self.shown else { return }
    let text =
      say("línea", "line")
      + " \(line.number): \(say(reason).shown(atMost: 200)): \(line.text.shown(atMost: 80))\n"
    first.append((text, line.prefix))
  }

  var text: String { text(what: { _ in "" }) }

  /// `what`: becomes of a prefix whose line is left out.
  func text(what: (String) -> String) -> String {
    let lines = first.map { text, prefix in
      let consequence = prefix.map(what) ?? ""
      return text + (consequence.isEmpty ? "" : "  \(consequence)\n")
    }
    return lines.joined()
      + (count > first.count
        ? say("y \(count - first.count) más\n", "and \(count - first.count) more\n") : "")
  }
}
