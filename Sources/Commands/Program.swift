package import Notation

/// The command line of a program as it is declared, once: what is read of it, its help, its
/// completions for shells and its page of the manual all come of this.
package struct Program: Sendable {
  /// As it is called.
  package var name: String
  package var summary: Words
  package var sections: [Section]
  /// Taken by every verb that does not lack them.
  package var options: [Option]
  /// What the environment says, by name.
  package var environment: [Term]
  package var files: [Term]
  package var statuses: [ExitStatus]
  /// What stands for a value, `BOOTH`, as it is called in Spanish: one word for one thing, whichever
  /// verb has it. One that is not here is the same in both languages.
  package var placeholders: [String: String]
  /// Words that people may type in place of a verb or an option, and that.
  package var otherNames: [String: String]
  /// Words that people may type in place of a value, in small letters, and what may be meant.
  package var otherValues: [String: [String]]
  /// What is no verb here and is done by another program, and how.
  package var elsewhere: [String: Words]

  package init(
    _ name: String, _ summary: Words, sections: [Section], options: [Option] = [],
    environment: [Term] = [], files: [Term] = [], statuses: [ExitStatus],
    placeholders: [String: String] = [:], otherNames: [String: String] = [:],
    otherValues: [String: [String]] = [:], elsewhere: [String: Words] = [:]
  ) {
    self.placeholders = placeholders
    self.otherNames = otherNames
    self.otherValues = otherValues
    self.elsewhere = elsewhere
    self.name = name
    self.summary = summary
    self.sections = sections
    self.options = options
    self.environment = environment
    self.files = files
    self.statuses = statuses
  }

  package var verbs: [Verb] { sections.flatMap(\.verbs) }

  /// `BOOTH`, `CABINA`.
  package func placeholder(_ name: String) -> Words { Words(placeholders[name] ?? name, name) }

  /// `[NOTE]`, `PREFIX…`
  func shown(_ operand: Operand, _ say: Language) -> String {
    let text = say(placeholder(operand.name)) + (operand.isRepeated ? "…" : "")
    return operand.isOptional ? "[\(text)]" : text
  }

  /// `--size N`
  func shown(_ option: Option, _ say: Language) -> String {
    option.value.map { "\(option.name) \(say(placeholder($0)))" } ?? option.name
  }

  /// All that a verb takes: its own, and those of the program.
  func options(of verb: Verb) -> [Option] {
    verb.options + options.filter { !verb.lacks.contains($0.name) }
  }

  /// Verbs that are listed together.
  package struct Section: Sendable {
    package var title: Words
    package var verbs: [Verb]

    package init(_ title: Words, _ verbs: [Verb]) {
      self.title = title
      self.verbs = verbs
    }
  }

  /// Those of the program, and a verb's own, which say better what a number means for it.
  func statuses(of verb: Verb) -> [ExitStatus] {
    let general = statuses.filter { status in
      !verb.statuses.contains { $0.number == status.number }
    }
    return (general + verb.statuses).sorted { $0.number < $1.number }
  }

  /// Something that is named as it is, and what it is.
  package struct Term: Sendable {
    /// What is typed is the same in every language; what stands for a value has a word of its own.
    package var name: Words
    package var words: Words

    package init(_ name: String, _ words: Words) {
      self.init(Words(name, name), words)
    }

    package init(_ name: Words, _ words: Words) {
      self.name = name
      self.words = words
    }
  }

  package struct ExitStatus: Hashable, Sendable {
    package var number: Int32
    package var words: Words

    package init(_ number: Int32, _ words: Words) {
      self.number = number
      self.words = words
    }
  }
}

/// What a program is asked to do.
package struct Verb: Sendable {
  /// The words that call it, such as `prefixes set`.
  package var path: [String]
  package var summary: Words
  package var operands: [Operand]
  package var options: [Option]
  /// What else is to be known, a paragraph each.
  package var notes: [Words]
  /// A list of its own below the notes: what may be named, and what each is.
  package var terms: [Program.Term]
  /// What is typed for something that takes several steps: command lines, a block each.
  package var recipes: [[String]]
  /// What `--json` prints of it, where the daemon's own answer is not what it prints; nil: it is.
  package var json: Words?
  /// The words behind the verb, as a shell takes them; each works.
  package var examples: [String]
  /// Beside those of the program.
  package var statuses: [Program.ExitStatus]
  /// Options of the program that mean nothing to it, by their names: it does not take them.
  package var lacks: Set<String>

  package init(
    _ name: String, _ summary: Words, operands: [Operand] = [], options: [Option] = [],
    notes: [Words] = [], terms: [Program.Term] = [], recipes: [[String]] = [], json: Words? = nil,
    examples: [String] = [""],
    statuses: [Program.ExitStatus] = [],
    lacks: Set<String> = []
  ) {
    path = name.split(separator: " ").map(String.init)
    self.summary = summary
    self.operands = operands
    self.options = options
    self.notes = notes
    self.terms = terms
    self.recipes = recipes
    self.json = json
    self.examples = examples
    self.statuses = statuses
    self.lacks = lacks
  }

  package var name: String { path.joined(separator: " ") }
}

/// What stands in its place behind a verb.
package struct Operand: Sendable {
  /// `BOOTH`; `Program.placeholder` has it in the reader's language.
  package var name: String
  package var kind: ValueKind
  package var words: Words
  package var isOptional: Bool
  /// One or more, or any number if it is optional; the last of a verb's operands.
  package var isRepeated: Bool

  package init(
    _ name: String, _ kind: ValueKind, _ words: Words, isOptional: Bool = false,
    isRepeated: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.words = words
    self.isOptional = isOptional
    self.isRepeated = isRepeated
  }
}

/// `--name`, in any place behind the verb.
package struct Option: Sendable {
  /// With its dashes.
  package var name: String
  /// What stands behind it, `N`; nil: nothing.
  package var value: String?
  package var kind: ValueKind
  package var words: Words

  package init(_ name: String, _ value: String, _ kind: ValueKind, _ words: Words) {
    self.name = name
    self.value = value
    self.kind = kind
    self.words = words
  }

  /// A flag.
  package init(_ name: String, _ words: Words) {
    self.name = name
    value = nil
    kind = .text
    self.words = words
  }
}

/// What a value may be: it is held to it before anything is done, and completed as it.
package enum ValueKind: Sendable {
  case text
  /// One of these.
  case words([String])
  /// A whole number within.
  case number(ClosedRange<Int64>)
  /// As `isFit` says; `expected`: what was expected.
  case checked(expected: Words, isFit: @Sendable (String) -> Bool)
  /// What `value` makes of what was typed; nil: it is not fit.
  case read(expected: Words, value: @Sendable (String) -> String?)
  case file
  case folder
}
