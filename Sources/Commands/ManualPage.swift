package import Notation

/// A page of the manual in man(7), of the whole program.
package struct ManualPage {
  let program: Program
  let say: Language

  package init(_ program: Program, in language: Language) {
    self.program = program
    say = language
  }

  /// `version`: as the foot of the page says it.
  package func text(version: String) -> String {
    let help = HelpText(program, in: say)
    var text = """
      .\\" Made of the declaration of the command line: \(program.name) manual
      .TH \(program.name.uppercased().roff) 1 "" "\(version.roff)" "Cabina"
      .ad l
      .nh
      .SH \(say(ManualPhrase.name).roff)
      \(program.name.roff) \\- \(say(program.summary).roff)
      .SH \(say(ManualPhrase.synopsis).roff)
      .B \(program.name.roff)
      .I \(say(HelpPhrase.verb).roff)
      [\(say(HelpPhrase.option).roff)]\\&...

      """
    for section in program.sections {
      text += ".SH \(say(section.title).uppercased().roff)\n"
      for verb in section.verbs { text += entry(verb, help) }
    }
    text +=
      ".SH \(say(ManualPhrase.options).roff)\n"
      + terms(program.options.map { (program.shown($0, say), say($0.words)) })
    text += list(.environment, program.environment.map { (say($0.name), say($0.words)) })
    text += list(.files, program.files.map { (say($0.name), say($0.words)) })
    text += list(.exitStatus, program.statuses.map { ("\($0.number)", say($0.words)) })
    return text
  }

  private func entry(_ verb: Verb, _ help: HelpText) -> String {
    let operands = verb.operands.map { program.shown($0, say) }
    let options = verb.options.map { program.shown($0, say) }
    let usage = ([verb.name] + operands + options.map { "[\($0)]" }).joined(separator: " ")
    var text = ".SS \(usage.roff)\n\(say(verb.summary).sentence.roff)\n"
    text += terms(
      verb.operands.map {
        (say(program.placeholder($0.name)), help.explained($0.words, $0.kind))
      } + verb.options.map { (program.shown($0, say), help.explained($0.words, $0.kind)) })
    for note in verb.notes { text += ".PP\n\(say(note).roff)\n" }
    text += terms(verb.terms.map { (say($0.name), say($0.words)) })
    for recipe in verb.recipes {
      text += ".PP\n.EX\n" + recipe.map { "\($0.roff)\n" }.joined() + ".EE\n"
    }
    if let json = verb.json { text += ".PP\n\("--json: \(say(json)).".roff)\n" }
    for example in verb.examples where !example.isEmpty {
      text += ".PP\n.EX\n\(help.commandLine(verb, example).roff)\n.EE\n"
    }
    text += verb.statuses.map {
      ".PP\n\(say(HelpPhrase.exitStatus).sentence.roff) \($0.number): \(say($0.words).roff)\n"
    }.joined()
    return text
  }

  private func list(_ title: ManualPhrase, _ entries: [(String, String)]) -> String {
    entries.isEmpty ? "" : ".SH \(say(title).roff)\n" + terms(entries)
  }

  private func terms(_ entries: [(String, String)]) -> String {
    entries.map { ".TP\n.B \($0.roff)\n\($1.roff)\n" }.joined()
  }
}

enum ManualPhrase: Worded, CaseIterable {
  case name, synopsis, options, environment, files, exitStatus

  var words: Words {
    switch self {
    case .name: Words("NOMBRE", "NAME")
    case .synopsis: Words("SINOPSIS", "SYNOPSIS")
    case .options: Words("OPCIONES", "OPTIONS")
    case .environment: Words("ENTORNO", "ENVIRONMENT")
    case .files: Words("ARCHIVOS", "FILES")
    case .exitStatus: Words("ESTADO DE SALIDA", "EXIT STATUS")
    }
  }
}

extension String {
  /// As text for roff: nothing in it is a request or an escape, and a `-` can be copied.
  fileprivate var roff: String {
    let text = reduce(into: "") { text, character in
      switch character {
      case "\\": text += "\\e"
      case "-": text += "\\-"
      // Plain terminals have none.
      case "…": text += "..."
      case "\n": text += " "
      default: text.append(character)
      }
    }
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }

  fileprivate var sentence: String {
    prefix(1).uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".")
  }
}
