import Notation

extension Program {
  /// For bash, to be read by it or put into `/usr/share/bash-completion/completions/`.
  package var bashCompletion: String {
    let function = "_" + identifier
    let firsts = verbs.compactMap(\.path.first).unique
    var cases: [String] = []
    for verb in verbs.sorted(by: { $0.path.count > $1.path.count }) {
      cases.append("    '\(verb.name) '*) \(arm(of: verb)) ;;")
    }
    return """
      # \(name): completion for bash.
      \(function)() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} line words='' files= at=1
        # What belongs to every verb may stand before it.
        while [ "$at" -lt "$COMP_CWORD" ]; do
          case ${COMP_WORDS[at]} in
          \(valuedNames)) at=$((at + 2)) ;;
          -* | help) at=$((at + 1)) ;;
          *) break ;;
          esac
        done
        line="${COMP_WORDS[*]:at:COMP_CWORD-at} "
        if [ "$at" -ge "$COMP_CWORD" ] && [[ $before != @(\(valuedNames)) ]]; then
          COMPREPLY=($(compgen -W "\(firsts.joined(separator: " ")) --help --version" -- "$word"))
          return
        fi
        case $line in
      \(cases.joined(separator: "\n"))
        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        [ -z "$files" ] || COMPREPLY+=($(compgen -f -- "$word"))
      }
      complete -o filenames -F \(function) \(name)

      """
  }

  /// Options of the program with a value, as a pattern.
  private var valuedNames: String {
    let names = options.filter { $0.value != nil }.map(\.name)
    return names.isEmpty ? "''" : names.joined(separator: "|")
  }

  private func arm(of verb: Verb) -> String {
    let options = self.options(of: verb)
    let valued = options.filter { $0.value != nil }
    var arms: [String] = []
    for option in valued {
      arms.append("\(option.name)) \(values(option.kind)) ;;")
    }
    let seconds = verbs.filter {
      $0.path.count > verb.path.count && $0.path.starts(with: verb.path)
    }
    .map { $0.path[verb.path.count] }
    let words = seconds + verb.operands.flatMap { $0.kind.list } + options.map(\.name) + ["--help"]
    let files = verb.operands.contains { $0.kind.isPath } ? "; files=1" : ""
    arms.append("*) words='\(words.unique.joined(separator: " "))'\(files) ;;")
    return "case $before in \(arms.joined(separator: " ")) esac"
  }

  private func values(_ kind: ValueKind) -> String {
    kind.isPath ? "files=1" : "words='\(kind.list.joined(separator: " "))'"
  }

  /// As a name within a shell.
  var identifier: String { name.replacing("-", with: "_") }
}

extension ValueKind {
  var list: [String] {
    // What is empty cannot be typed by a shell.
    if case .words(let words) = self { return words.filter { !$0.isEmpty } }
    return []
  }

  var isPath: Bool {
    switch self {
    case .file, .folder: true
    case .text, .words, .number, .checked: false
    }
  }
}

extension [String] {
  /// Each once, where it stands first.
  var unique: [String] {
    var known: Set<String> = []
    return filter { known.insert($0).inserted }
  }
}
