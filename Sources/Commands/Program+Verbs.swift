import Notation

extension Program {
  /// The verb of exactly these words: of whom help is asked.
  package func verb(called words: [String]) throws(Invocation.Fault) -> Verb {
    let (verb, rest) = try verb(of: words)
    if let word = rest.first(where: { !$0.hasPrefix("-") }), !rest.isEmpty, verb.operands.isEmpty {
      throw unknown(verb.name, [word])
    }
    return verb
  }

  /// The verb that `words` call, and what stands around it. Of two that begin alike the longer one:
  /// `prefixes set`, not `prefixes`.
  func verb(of words: [String]) throws(Invocation.Fault) -> (Verb, ArraySlice<String>) {
    var before: ArraySlice<String> = []
    var rest = words[...]
    while let word = rest.first, let option = option(word) {
      let count = option.value == nil || word.contains("=") ? 1 : 2
      before += rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    guard let first = rest.first else {
      throw Invocation.Fault(
        words: Words("falta el verbo", "a verb is missing"), verb: nil)
    }
    let fitting = verbs.filter { rest.starts(with: $0.path) }
    guard let verb = fitting.max(by: { $0.path.count < $1.path.count }) else {
      throw unknown(first, Array(rest.dropFirst().prefix(1)))
    }
    let behind = rest.dropFirst(verb.path.count)
    // What it takes none of is a mistyped word of one that begins alike, or the value of an option.
    if let next = behind.first, !next.hasPrefix("-"), hasOthersBelow(verb) {
      let isValue = verb.options.contains { $0.takes(next, mayBeFile: true) }
      guard isValue || Self.listing.contains(next) else { throw unknown(first, [next]) }
      throw Invocation.Fault(words: stray(next, behind: verb), verb: verb.name)
    }
    return (verb, before + behind)
  }

  /// To list is what a verb does without any such word.
  private static let listing: Set = ["list", "show", "ls", "lista", "listar", "mostrar", "ver"]

  /// A word that a verb has no place for; the likeliest thing that was meant by it.
  func stray(_ word: String, behind verb: Verb) -> Words {
    let start = Words("«\(word)» está de más", "«\(word)» is one too many")
    if Self.listing.contains(word) {
      return Words(
        start.spanish + ": «\(name) \(verb.name)» ya lo hace",
        start.english + ": «\(name) \(verb.name)» does it already")
    }
    if let below = verbs.first(where: { $0.shows(word, below: verb) }) {
      return Words(
        start.spanish + "; ¿quiso decir «\(below.name) \(word)»?",
        start.english + "; did you mean «\(below.name) \(word)»?")
    }
    // The second of two files is not likely to be an option's.
    let mayBeFile = verb.operands.isEmpty
    if let option = verb.options.first(where: { $0.takes(word, mayBeFile: mayBeFile) }) {
      return Words(
        start.spanish + "; ¿quiso decir «\(option.name) \(word)»?",
        start.english + "; did you mean «\(option.name) \(word)»?")
    }
    if let operand = verb.operands.last, case .text = operand.kind {
      let name = placeholder(operand.name)
      return Words(
        start.spanish + ": \(name.spanish) de varias palabras va entre comillas",
        start.english + ": \(name.english) of several words stands in quotes")
    }
    if let operand = verb.operands.last, case .checked = operand.kind, operand.kind.isFit(word) {
      let name = placeholder(operand.name)
      return Words(
        start.spanish + ": \(name.spanish) va una sola vez",
        start.english + ": one \(name.english) at a time")
    }
    // A file of a device would take it for something to be sent.
    guard mayBeFile, word.contains(".") || word.contains("/"), !word.hasPrefix("/dev/") else {
      return start
    }
    let line = "\(name) \(verb.name) > \(word)"
    return Words(
      start.spanish + "; a un archivo se escribe con «\(line)»",
      start.english + "; a file is written by «\(line)»")
  }

  private func hasOthersBelow(_ verb: Verb) -> Bool {
    verb.operands.isEmpty
      && verbs.contains { $0.path.count > verb.path.count && $0.path.starts(with: verb.path) }
  }

  private func option(_ word: String) -> Option? {
    let name = word.prefix { $0 != "=" }
    return options.first { $0.name == name }
  }

  /// A word that calls nothing, or one of several verbs and not which.
  private func unknown(_ first: String, _ second: [String]) -> Invocation.Fault {
    let family = verbs.filter { $0.path.first == first }
    let typed = ([first] + second).joined(separator: " ")
    if let how = elsewhere[first] {
      return Invocation.Fault(
        words: Words(
          "no hay un verbo «\(first)»: \(how.spanish)",
          "there is no verb «\(first)»: \(how.english)"), verb: nil)
    }
    if let meant = otherNames[typed] ?? otherNames[first] {
      return Invocation.Fault(
        words: Suggestion.unknown(verb: otherNames[typed] == nil ? first : typed, meant: meant),
        verb: nil)
    }
    guard !family.isEmpty else {
      return Invocation.Fault(
        words: Suggestion.unknown(verb: first, of: verbs.compactMap(\.path.first)), verb: nil)
    }
    let seconds = family.compactMap { $0.path.dropFirst().first }
    guard let second = second.first else {
      return Invocation.Fault(
        words: Words(
          "\(first): se espera \(seconds.listed(with: "o"))",
          "\(first): expected \(seconds.listed(with: "or"))"), verb: nil)
    }
    // By that word alone: beside a long first one any other would be near.
    let meant = Suggestion.nearest(second, of: seconds).map { "\(first) \($0)" }
    return Invocation.Fault(
      words: Suggestion.unknown(verb: "\(first) \(second)", meant: meant), verb: nil)
  }
}

extension Option {
  /// Whether a word can only be its value: any word may be a text's.
  fileprivate func takes(_ word: String, mayBeFile: Bool) -> Bool {
    guard value != nil else { return false }
    switch kind {
    case .text, .folder: return false
    case .file: return mayBeFile && (word.contains("/") || word.contains("."))
    case .words, .number: return kind.isFit(word)
    case .checked, .read:
      // What takes any word does not tell that this one is its value.
      return kind.isFit(word) && word.contains(where: \.isNumber)
    }
  }
}

extension Verb {
  /// Whether it is the one that shows a single thing of another verb's list, and this word names one.
  fileprivate func shows(_ word: String, below verb: Verb) -> Bool {
    guard path.last == "show", path.dropLast().elementsEqual(verb.path),
      let operand = operands.first
    else { return false }
    return operand.kind.isFit(word)
  }
}
