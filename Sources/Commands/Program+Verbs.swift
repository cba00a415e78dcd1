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
    var behind = rest.dropFirst(verb.path.count)
    // To list is what a verb does that has others below it and is called alone.
    if behind.first == "list", hasOthersBelow(verb) { behind = behind.dropFirst() }
    // What it takes none of is a mistyped word of one that begins alike.
    if let next = behind.first, !next.hasPrefix("-"), hasOthersBelow(verb) {
      throw unknown(first, [next])
    }
    return (verb, before + behind)
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
    return Invocation.Fault(
      words: Suggestion.unknown(verb: "\(first) \(second)", of: family.map(\.name)), verb: nil)
  }
}
