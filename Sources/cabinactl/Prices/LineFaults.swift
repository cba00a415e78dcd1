import Ledger
import Notation

/// Lines that are no tariffs: the first twenty, and how many others.
struct LineFaults {
  let say: Language
  private var first: [Fault] = []
  private(set) var count = 0

  private struct Fault {
    let line: Int
    let reason: String
    let text: String
    let prefix: String?
  }

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
    first.append(
      Fault(
        line: line.number, reason: say(reason).shown(atMost: 200),
        text: line.text.shown(atMost: 80), prefix: line.prefix))
  }

  /// What a program gets of a file that is refused for them.
  func json(_ outcome: CommandOutcome) -> JSON {
    let refusal = outcome.refusal
    return [
      "error": .text(refusal.name), "message": .text(refusal.message),
      "badLines": .integer(Int64(count)),
      "first": .array(
        first.map { fault in
          [
            "line": .integer(Int64(fault.line)), "why": .text(fault.reason),
            "text": .text(fault.text),
          ]
        }),
    ]
  }

  var text: String { text(what: { _ in "" }) }

  /// `what`: becomes of a prefix whose line is left out.
  func text(what: (String) -> String) -> String {
    let lines = first.map { fault in
      let consequence = fault.prefix.map(what) ?? ""
      return say("línea", "line") + " \(fault.line): \(fault.reason): \(fault.text)\n"
        + (consequence.isEmpty ? "" : "  \(consequence)\n")
    }
    return lines.joined()
      + (count > first.count
        ? say("y \(count - first.count) más\n", "and \(count - first.count) more\n") : "")
  }
}
