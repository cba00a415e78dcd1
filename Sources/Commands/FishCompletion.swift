package import Notation

extension Program {
  /// For fish, to be put into `/usr/share/fish/vendor_completions.d/`.
  package func fishCompletion(in say: Language) -> String {
    var lines = ["# \(name): completion for fish.", "complete -c \(name) -f"]
    for (first, words) in firsts(say) {
      lines.append("complete -c \(name) -n __fish_use_subcommand -a \(first) -d \(words.quoted)")
    }
    for verb in verbs {
      let isCalled = "-n \("__fish_seen_subcommand_from \(verb.path[0])".quoted)"
      if verb.path.count > 1 {
        lines.append(
          "complete -c \(name) \(isCalled) -a \(verb.path[1]) -d \(say(verb.summary).quoted)")
      }
      for operand in verb.operands {
        for word in operand.kind.list {
          lines.append("complete -c \(name) \(isCalled) -a \(word) -d \(operand.name.quoted)")
        }
        if operand.kind.isPath { lines.append("complete -c \(name) \(isCalled) -F") }
      }
      for option in options(of: verb) {
        let long = "-l \(option.name.dropFirst(2))"
        let values =
          option.value == nil
          ? ""
          : option.kind.isPath
            ? " -r -F"
            : " -x"
              + (option.kind.list.isEmpty
                ? "" : " -a \(option.kind.list.joined(separator: " ").quoted)")
        lines.append(
          "complete -c \(name) \(isCalled) \(long)\(values) -d \(say(option.words).quoted)")
      }
    }
    return lines.unique.joined(separator: "\n") + "\n"
  }

  /// The first words of verbs, and what they are: of several that begin alike what the shortest is.
  func firsts(_ say: Language) -> [(word: String, summary: String)] {
    verbs.compactMap(\.path.first).unique.map { first in
      let family = verbs.filter { $0.path.first == first }
      let shortest = family.min { $0.path.count < $1.path.count }
      return (first, shortest.map { say($0.summary) } ?? "")
    }
  }
}

extension String {
  /// As one word of a shell, whatever stands in it.
  var quoted: String { "'" + replacing("'", with: "'\\''") + "'" }
}
