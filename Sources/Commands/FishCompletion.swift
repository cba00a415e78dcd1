package import Notation

extension Program {
  /// For fish, to be put into `/usr/share/fish/vendor_completions.d/`.
  package func fishCompletion(in say: Language) -> String {
    var lines = ["# \(name): completion for fish.", placeFunction, "complete -c \(name) -f"]
    for (first, words) in firsts(say) {
      lines.append("complete -c \(name) \(isAt("", 0)) -a \(first) -d \(words.quoted)")
    }
    for option in options { lines.append(line(option, isAt(""), say)) }
    for first in firsts(say).map(\.word) where !verbs.contains(where: { $0.name == first }) {
      for verb in verbs where verb.path.first == first {
        lines.append(second(verb, behind: first, say))
      }
    }
    for verb in verbs {
      for other in verbs where other.path.count > verb.path.count {
        guard other.path.starts(with: verb.path) else { continue }
        lines.append(second(other, behind: verb.name, say))
      }
      for (place, operand) in verb.operands.enumerated() {
        let isAt = isAt(verb.name, place, orMore: operand.isRepeated)
        if !operand.kind.list.isEmpty {
          lines.append(
            "complete -c \(name) \(isAt) -a \(operand.kind.list.joined(separator: " ").quoted)"
              + " -d \(say(placeholder(operand.name)).quoted)")
        }
        if operand.kind.isPath { lines.append("complete -c \(name) \(isAt) -F") }
      }
      for option in options(of: verb) { lines.append(line(option, isAt(verb.name), say)) }
    }
    return lines.unique.joined(separator: "\n") + "\n"
  }

  private func second(_ verb: Verb, behind words: String, _ say: Language) -> String {
    let next = verb.path[words.split(separator: " ").count]
    return "complete -c \(name) \(isAt(words, 0)) -a \(next) -d \(say(verb.summary).quoted)"
  }

  private func line(_ option: Option, _ isAt: String, _ say: Language) -> String {
    let values =
      option.value == nil
      ? ""
      : option.kind.isPath
        ? " -r -F"
        : " -x"
          + (option.kind.list.isEmpty
            ? "" : " -a \(option.kind.list.joined(separator: " ").quoted)")
    return "complete -c \(name) \(isAt) -l \(option.name.dropFirst(2))\(values)"
      + " -d \(say(option.words).quoted)"
  }

  private func isAt(_ verb: String, _ place: Int? = nil, orMore: Bool = false) -> String {
    let condition =
      "__\(identifier)_is \(verb.quoted)" + (place.map { " \($0)" } ?? "")
      + (orMore ? " more" : "")
    // Nothing but names stands in it.
    return "-n \"\(condition)\""
  }

  /// Whether the words before the cursor call a verb, and how many operands stand behind it.
  private var placeFunction: String {
    let names = (verbs.map(\.name) + verbs.compactMap(\.path.first)).unique
    let deepest = verbs.map(\.path.count).max() ?? 1
    let counts = (1...max(1, deepest)).reversed().map(String.init).joined(separator: " ")
    let valued = (options + verbs.flatMap(\.options)).filter { $0.value != nil }.map(\.name).unique
    let own = options.filter { $0.value != nil }.map(\.name).joined(separator: " ")
    return """
      function __\(identifier)_is # VERB [OPERANDS [more]]
          set -l words (commandline -opc)
          set -e words[1]
          while set -q words[1]
              switch $words[1]
                  case \(own.isEmpty ? "''" : own)
                      set -e words[1]
                      set -q words[1]; and set -e words[1]
                  case '-*' help
                      set -e words[1]
                  case '*'
                      break
              end
          end
          set -l verb ''
          for count in \(counts)
              set -q words[$count]; or continue
              if contains -- "$words[1..$count]" \(names.map(\.quoted).joined(separator: " "))
                  set verb "$words[1..$count]"
                  set -e words[1..$count]
                  break
              end
          end
          test "$verb" = "$argv[1]"; or return 1
          set -q argv[2]; or return 0
          set -l place 0
          while set -q words[1]
              if contains -- $words[1] \(valued.joined(separator: " "))
                  set -e words[1]
              else if not string match -q -- '-*' $words[1]
                  set place (math $place + 1)
              end
              set -q words[1]; and set -e words[1]
          end
          test $place -eq $argv[2]; or begin
              set -q argv[3]; and test $place -ge $argv[2]
          end
      end
      """
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
