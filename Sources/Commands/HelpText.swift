package import Notation

/// What `--help` says.
package struct HelpText {
  let program: Program
  let say: Language
  /// Columns of the terminal; lines are not wider, as far as their words allow.
  let width: Int

  package init(_ program: Program, in language: Language, width: Int = 80) {
    self.program = program
    say = language
    self.width = max(40, min(width, 100))
  }

  /// Of the whole program: all verbs, by sections.
  package var ofProgram: String {
    let name = program.name
    var text = wrapped("\(name): \(say(program.summary))", by: 0) + "\n"
    text += label(.usage) + "\(name) \(say(HelpPhrase.verb)) [\(say(HelpPhrase.option))]…\n"
    text += indented("\(name) \(say(HelpPhrase.verb)) --help", by: label(.usage).count) + "\n"
    let names = program.verbs.map(\.name)
    let column = min(names.map(\.count).max() ?? 0, 20) + 4
    for section in program.sections {
      text += "\n\(say(section.title))\n"
      for verb in section.verbs { text += entry(verb.name, say(verb.summary), column) }
    }
    text += "\n" + statuses(program.statuses)
    return text
  }

  package func of(_ verb: Verb) -> String {
    var text = wrapped("\(program.name) \(verb.name): \(say(verb.summary))", by: 0) + "\n"
    text += label(.usage) + usage(of: verb) + "\n"
    let terms =
      verb.operands.map { (say(program.placeholder($0.name)), explained($0.words, $0.kind)) }
      + program.options(of: verb).map { (program.shown($0, say), explained($0.words, $0.kind)) }
    if !terms.isEmpty {
      text += "\n"
      let column = min(terms.map(\.0.count).max() ?? 0, 20) + 4
      for (name, words) in terms { text += entry(name, words, column) }
    }
    for note in verb.notes { text += "\n" + wrapped(say(note), by: 0) }
    // What the last of them speaks of stands right below it.
    if !verb.terms.isEmpty {
      let column = min(verb.terms.map { say($0.name).count }.max() ?? 0, 20) + 4
      text += "\n" + verb.terms.map { entry(say($0.name), say($0.words), column) }.joined()
    }
    for recipe in verb.recipes {
      text += "\n" + recipe.map { "  \($0)\n" }.joined()
    }
    if let json = verb.json { text += "\n" + wrapped("--json: \(say(json)).", by: 0) }
    text += "\n"
    for example in verb.examples {
      text += label(.example) + commandLine(verb, example) + "\n"
    }
    return text + "\n" + statuses(program.statuses(of: verb))
  }

  /// What a value is, and which there are, where they are few and the words do not name them all.
  func explained(_ words: Words, _ kind: ValueKind) -> String {
    let text = say(words)
    guard case .words(let values) = kind else { return text }
    let names = text.split { !($0.isLetter || $0.isNumber || $0 == "-") }
    guard !values.allSatisfy({ $0.isEmpty || names.contains(Substring($0)) }) else { return text }
    return text + ": " + values.listed(with: say("o", "or"))
  }

  /// `cabinactl credit 4312 1000`
  func commandLine(_ verb: Verb, _ example: String) -> String {
    ["\(program.name) \(verb.name)", example].filter { !$0.isEmpty }.joined(separator: " ")
  }

  func usage(of verb: Verb) -> String {
    let operands = verb.operands.map { program.shown($0, say) }
    let options = program.options(of: verb).map { "[\(program.shown($0, say))]" }
    return wrapped(
      ([program.name, verb.name] + operands + options).joined(separator: " "),
      by: label(.usage).count
    ).trimmingPrefix { $0 == " " }.description.dropLastNewline
  }

  private func statuses(_ statuses: [Program.ExitStatus]) -> String {
    let list = statuses.map { "\($0.number) \(say($0.words))" }.joined(separator: ", ")
    return wrapped("\(say(HelpPhrase.exitStatus)): \(list)", by: 2, first: 0)
  }

  private func label(_ phrase: HelpPhrase) -> String { say(phrase) + ": " }

  /// A name, and what it is from `column` on.
  private func entry(_ name: String, _ words: String, _ column: Int) -> String {
    let head = "  " + name
    let body = wrapped(words, by: column)
    guard head.count < column - 1 else { return head + "\n" + body }
    return head + body.dropFirst(head.count)
  }

  private func indented(_ text: String, by count: Int) -> String {
    String(repeating: " ", count: count) + text
  }

  /// Broken at blanks; a word that is wider stands alone. `first`: how far the first line is indented,
  /// where that is not `count`.
  private func wrapped(_ text: String, by count: Int, first: Int? = nil) -> String {
    var lines: [String] = []
    var line = String(repeating: " ", count: first ?? count)
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: count)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).map { $0 + "\n" }.joined()
  }
}

extension String {
  fileprivate var dropLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}

/// The frame of what help says.
enum HelpPhrase: Worded, CaseIterable {
  case usage, verb, option, example, exitStatus

  var words: Words {
    switch self {
    case .usage: Words("uso", "usage")
    case .verb: Words("VERBO", "VERB")
    case .option: Words("OPCIÓN", "OPTION")
    case .example: Words("ejemplo", "example")
    case .exitStatus: Words("estado de salida", "exit status")
    }
  }
}
