package import Notation

extension Program {
  /// For zsh, to be put as `_NAME` into a folder of its `fpath`, such as
  /// `/usr/share/zsh/vendor-completions/`.
  package func zshCompletion(in say: Language) -> String {
    let function = "_" + identifier
    let firsts = firsts(say).map { "'\($0.word):\($0.summary.zshText)'" }
    let arms = verbs.sorted { $0.path.count > $1.path.count }.map { arm(of: $0, say) }
    let own = options.map { spec(of: $0, say) } + ["'--help'", "'--version'"]
    return """
      #compdef \(name)
      # \(name): completion for zsh.
      \(function)() {
        local -i at=2
        # What belongs to every verb may stand before it.
        while (( at < CURRENT )); do
          case $words[at] in
            (\(valuedNames)) (( at += 2 )) ;;
            (-*|help) (( at += 1 )) ;;
            (*) break ;;
          esac
        done
        if (( at >= CURRENT )); then
          local -a verbs=(\(firsts.joined(separator: " ")))
          if (( at > CURRENT )) || [[ $words[CURRENT] == -* ]]; then
            _arguments \(own.joined(separator: " "))
          else
            _describe verb verbs
          fi
          return
        fi
        shift $(( at - 2 )) words
        (( CURRENT -= at - 2 ))
        local line="${(j: :)words[2,CURRENT-1]} "
        case $line in
      \(arms.joined(separator: "\n"))
        esac
      }
      \(function) "$@"

      """
  }

  /// Options of the program with a value, as a pattern.
  private var valuedNames: String {
    let names = options.filter { $0.value != nil }.map(\.name)
    return names.isEmpty ? "''" : names.joined(separator: "|")
  }

  private func spec(of option: Option, _ say: Language) -> String {
    let words = "[\(say(option.words).zshText)]"
    guard let value = option.value else { return "'\(option.name)\(words)'" }
    return "'\(option.name)=\(words):\(say(placeholder(value)).zshText):\(action(option.kind))'"
  }

  private func arm(of verb: Verb, _ say: Language) -> String {
    var specs = options(of: verb).map { spec(of: $0, say) }
    let skipped = verb.path.count
    for (index, operand) in verb.operands.enumerated() {
      let place = operand.isRepeated ? "*" : "\(index + 1)"
      let colons = operand.isOptional && !operand.isRepeated ? "::" : ":"
      let title = say(placeholder(operand.name)).zshText
      specs.append("'\(place)\(colons)\(title):\(action(operand.kind))'")
    }
    let below = words(below: verb)
    if !below.isEmpty, verb.operands.isEmpty {
      specs.append("'1:verb:(\(below.joined(separator: " ")))'")
    }
    return """
          '\(verb.name) '*)
            (( CURRENT -= \(skipped) )); shift \(skipped) words; _arguments \(specs.joined(separator: " ")) ;;
      """
  }

  private func action(_ kind: ValueKind) -> String {
    switch kind {
    case .file: "_files"
    case .folder: "_files -/"
    case .words: "(\(kind.list.joined(separator: " ")))"
    case .text, .number, .checked, .read: " "
    }
  }
}

extension String {
  /// Within a specification of zsh's `_arguments`, in single quotes.
  fileprivate var zshText: String {
    reduce(into: "") { text, character in
      switch character {
      case "'": text += "'\\''"
      case "[", "]", ":", "\\": text += "\\\(character)"
      default: text.append(character)
      }
    }
  }
}
