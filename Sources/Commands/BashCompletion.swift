import Notation

extension Program {
  /// For bash, to be read by it or put into `/usr/share/bash-completion/completions/`.
  package var bashCompletion: String {
    let function = "_" + identifier
    let firsts = verbs.compactMap(\.path.first).unique
    let arms = verbs.sorted { $0.path.count > $1.path.count }.map { verb in
      "    '\(verb.name) '*) \(arm(of: verb)) ;;"
    }
    return """
      # \(name): completion for bash.
      \(function)() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
        local at=1 depth=0 place=0 i line option= start= offered=
        local -A values=()
        local -a places=() options=()
        COMPREPLY=()
        # What belongs to every verb may stand before it.
        while [ "$at" -lt "$COMP_CWORD" ]; do
          case ${COMP_WORDS[at]} in
          \(valuedNames)) at=$((at + 2)); [ "${COMP_WORDS[at-1]}" != = ] || at=$((at + 1)) ;;
          -* | help) at=$((at + 1)) ;;
          *) break ;;
          esac
        done
        [ "$at" -gt "$COMP_CWORD" ] || line="${COMP_WORDS[*]:at:COMP_CWORD-at} "
        case $line in
      \(arms.joined(separator: "\n"))
          *) values=(\(valuesText(options))); offered='\(firsts.joined(separator: " "))'
            [ -z "${line// }" ] || offered=
            options=(\((options.map(\.name) + ["--help", "--version"]).joined(separator: " "))) ;;
        esac
        # `--name value`, `--name=value` as bash parts it, and in one word.
        case $word in
          =) option=$before word= ;;
          --*=*) option=${word%%=*} start=$option= word=${word#*=} ;;
          *) [ "$before" != = ] || before=${COMP_WORDS[COMP_CWORD-2]}
            [ -z "${values[$before]+x}" ] || option=$before ;;
        esac
        if [ -n "$option" ]; then
          offered=${values[$option]}
        elif [[ $word == -* ]]; then
          offered=${options[*]}
        else
          # Which operand it is.
          for ((i = at + depth; i < COMP_CWORD; i++)); do
            if [ -n "${values[${COMP_WORDS[i]}]+x}" ]; then
              [ "${COMP_WORDS[i+1]}" != = ] || i=$((i + 1))
              i=$((i + 1))
            elif [[ ${COMP_WORDS[i]} != -* ]]; then
              place=$((place + 1))
            fi
          done
          [ "$place" -lt "${#places[@]}" ] || [[ ${places[*]: -1} != *… ]] || place=$((${#places[@]} - 1))
          [ "$place" -ne 0 ] || offered+=" "
          offered+=${places[place]%…}
          [ -n "${offered// }" ] || [ -n "$word" ] || offered=${options[*]}
        fi
        case $offered in
          *'<file>') i=-f ;;
          *'<folder>') i=-d ;;
          *) COMPREPLY=($(compgen -P "$start" -W "$offered" -- "$word")); return ;;
        esac
        # As it is called, not as it is typed; what comes of it is quoted by bash.
        word=${word#[\\"\\']}
        word=${word//\\\\}
        compopt -o filenames 2> /dev/null
        mapfile -t COMPREPLY < <(compgen -P "$start" "$i" -- "$word")
      }
      complete -F \(function) \(name)

      """
  }

  /// Options of the program with a value, as a pattern.
  private var valuedNames: String {
    let names = options.filter { $0.value != nil }.map(\.name)
    return names.isEmpty ? "''" : names.joined(separator: "|")
  }

  private func arm(of verb: Verb) -> String {
    let options = self.options(of: verb)
    let places = verb.operands.map { operand in
      "'\(operand.kind.offered)\(operand.isRepeated ? "…" : "")'"
    }
    return [
      "depth=\(verb.path.count)", "values=(\(valuesText(options)))",
      "places=(\(places.joined(separator: " ")))",
      "options=(\((options.map(\.name) + ["--help"]).joined(separator: " ")))",
      "offered='\(words(below: verb).joined(separator: " "))'",
    ].joined(separator: "; ")
  }

  private func valuesText(_ options: [Option]) -> String {
    options.filter { $0.value != nil }.map { "[\($0.name)]='\($0.kind.offered)'" }
      .joined(separator: " ")
  }

  /// The words that may follow a verb and make it another one.
  func words(below verb: Verb) -> [String] {
    verbs.filter { $0.path.count > verb.path.count && $0.path.starts(with: verb.path) }
      .map { $0.path[verb.path.count] }
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

  /// The words there are, or what else there is to look among.
  fileprivate var offered: String {
    switch self {
    case .file: "<file>"
    case .folder: "<folder>"
    case .words, .text, .number, .checked, .read: list.joined(separator: " ")
    }
  }

  var isPath: Bool {
    switch self {
    case .file, .folder: true
    case .text, .words, .number, .checked, .read: false
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
