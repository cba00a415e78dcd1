package import Notation

extension Program {
  /// For zsh, to be put as `_NAME` into a folder of its `fpath`, such as
  /// `/usr/share/zsh/vendor-completions/`.
  package func zshCompletion(in say: Language) -> String {
    let function = "_" + identifier
    let firsts = firsts(say).map { "'\($0.word):\($0.summary.zshText)'" }
    let arms = verbs.sorted { $0.path.count > $1.path.count }.map { arm(of: $0, say) }
    return """
      #compdef \(name)
      # \(name): completion for zsh.
      \(function)() {
        local line="${(j: :)words[2,CURRENT-1]} "
        if (( CURRENT == 2 )); then
          local -a verbs=(\(firsts.joined(separator: " ")))
          _describe verb verbs
          return
        fi
        case $line in
      \(arms.joined(separator: "\n"))
        esac
      }
      \(function) "$@"

      """
  }

  private func arm(of verb: Verb, _ say: Language) -> String {
    let seconds = verbs.filter {
      $0.path.count > verb.path.count && $0.path.starts(with: verb.path)
    }
    var specs = options(of: verb).map { option in
      let words = "[\(say(option.words).zshText)]"
      guard let value = option.value else { return "'\(option.name)\(words)'" }
      return "'\(option.name)=\(words):\(value):\(action(option.kind))'"
    }
    let lists = seconds.map { $0.path[verb.path.count] }
    let skipped = verb.path.count
    for (index, operand) in verb.operands.enumerated() {
      let place = operand.isRepeated ? "*" : "\(index + 1)"
      specs.append("'\(place):\(operand.name):\(action(operand.kind))'")
    }
    if !lists.isEmpty, verb.operands.isEmpty {
      specs.append("'1:verb:(\(lists.joined(separator: " ")))'")
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
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .text, .number, .checked: " "
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
