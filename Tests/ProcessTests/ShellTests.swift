import Foundation
import Testing

/// What shells are given to complete a command line, in those shells; and the page of the manual.
@Suite struct `Completion and manual` {
  private let folder = TemporaryFolder()

  /// What `cabinactl` prints for these words, in a file.
  private func file(_ words: String...) throws -> String {
    let program = try Program("cabinactl", words)
    try #require(program.status() == 0)
    return try folder.write(
      program.restOfOutput().joined(separator: "\n") + "\n", to: words.joined())
  }

  /// What a program of the system prints.
  private func run(_ name: String, _ words: String...) throws -> [String] {
    let program = try Program(try #require(Tool.path(of: name), "\(name) is missing"), words)
    let status = try program.status()
    let errors = program.restOfErrors()
    #expect(status == 0 && errors.isEmpty, "\(name): \(errors)")
    return program.restOfOutput()
  }

  private static let lines: [(typed: String, offered: [String])] = [
    ("cabinactl colle", ["collect"]),
    ("cabinactl --json colle", ["collect"]),
    ("cabinactl --socket /run/x.sock colle", ["collect"]),
    ("cabinactl help colle", ["collect"]),
    ("cabinactl --js", ["--json"]),
    ("cabinactl review 42 w", ["waived"]), ("cabinactl tickets --bo", ["--booth"]),
    ("cabinactl --json review 42 w", ["waived"]),
    ("cabinactl review --socket /run/x.sock 42 w", ["waived"]),
    ("cabinactl prefixes im", ["import"]),
    ("cabinactl calls --siz", ["--size"]),
    ("cabinactl report --period w", ["week"]),
    ("cabinactl report --period=w", ["week"]),
    ("cabinactl user set maria --role c", ["cashier"]),
    ("cabinactl user set maria --role=c", ["cashier"]),
    // In another operand's place it is none.
    ("cabinactl review w", []),
    ("cabinactl review 42 stands w", []),
  ]

  @Test(.enabled(if: Tool.isHere("bash"), "there is no bash here"), arguments: lines)
  func `bash completes`(typed: String, offered: [String]) throws {
    let script = try file("completion", "bash")
    // As bash parts them.
    let words = typed.replacing("=", with: " = ").split(separator: " ").map { "'\($0)'" }
    let output = try run(
      "bash", "-c",
      "source \(script); COMP_WORDS=(\(words.joined(separator: " "))); "
        + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cabinactl; "
        + "[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"")
    #expect(output == offered)
  }

  @Test(
    .enabled(if: Tool.isHere("bash"), "there is no bash here"),
    arguments: [
      ["verify", "--ledger", "cop"], ["verify", "--ledger", "=", "cop"], ["restore", "cop"],
      ["restore", "\"copy\\ of"],
    ])
  func `bash completes the name of a file with blanks`(words: [String]) throws {
    let script = try file("completion", "bash")
    for name in ["copy of friday.sqlite", "copper"] { _ = try folder.write("", to: name) }
    let quoted = (["cabinactl"] + words).map { "'\($0)'" }.joined(separator: " ")
    let output = try run(
      "bash", "-c",
      "cd '\(folder.path)'; source \(script); COMP_WORDS=(\(quoted)); "
        + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cabinactl; printf '%s\\n' \"${COMPREPLY[@]}\"")
    let isLong = words.last?.contains("copy") == true
    #expect(output.sorted() == (isLong ? [] : ["copper"]) + ["copy of friday.sqlite"])
  }

  @Test(.enabled(if: Tool.isHere("fish"), "there is no fish here"), arguments: lines)
  func `fish completes`(typed: String, offered: [String]) throws {
    let script = try file("completion", "fish")
    let output = try run("fish", "--no-config", "-c", "source \(script); complete -C '\(typed)'")
    let words = output.map { $0.prefix { $0 != "\t" } }
    // Of `--size=5` it says the whole word.
    let start = typed.split(separator: " ").last?.split(separator: "=").first ?? ""
    #expect(words == offered.map { typed.contains("=") ? "\(start)=\($0)" : $0[...] }, "\(output)")
  }

  /// What a person has in his line after Tab.
  @Test(.enabled(if: Tool.isHere("zsh"), "there is no zsh here"), arguments: lines)
  func `zsh completes`(typed: String, offered: [String]) throws {
    let script = try file("completion", "zsh")
    try FileManager.default.moveItem(atPath: script, toPath: folder.path + "/_cabinactl")
    let driver = try folder.write(
      #"""
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; unsetopt beep; fpath=('$1' \$fpath); autoload -U compinit; compinit -u -d '$1/dump'"
      zpty -w shell "tell() { print -r -- \"\$BUFFER\" > '$1/told' && mv '$1/told' '$1/line' }; zle -N tell; bindkey '^T' tell"
      zpty -w shell "print > '$1/ready'"
      for try in {1..600}; do [[ -e $1/ready ]] && break; sleep 0.1; done
      zpty -w -n shell "$2"$'\t\x14'
      for try in {1..600}; do [[ -e $1/line ]] && break; sleep 0.1; done
      zpty -d shell
      cat $1/line
      """#, to: "driver")
    let line = try #require(try run("zsh", "-f", driver, folder.path, typed).first)
    let word = typed.split { $0 == " " || $0 == "=" }.last ?? ""
    let expected = offered.first.map { typed.dropLast(word.count) + $0 } ?? typed
    // A blank behind a word that is whole, and an `=` where a value follows.
    #expect(["", " ", "="].map { expected + $0 }.contains(line), "\(line)")
  }

  @Test(
    .enabled(if: Tool.isHere("groff") && Tool.isHere("man"), "there is no man here"),
    arguments: ["C", "es_CL.UTF-8"])
  func `the page of the manual is one`(locale: String) throws {
    let program = try Program("cabinactl", ["manual"], environment: ["LC_ALL": locale])
    try #require(program.status() == 0)
    let page = try folder.write(
      program.restOfOutput().joined(separator: "\n") + "\n", to: "cabinactl.1")
    let text = try run("man", "--warnings", "-l", page)
    #expect(text.contains { $0.hasPrefix("CABINACTL(1)") })
    #expect(text.contains { $0.contains("prefixes import ") })
    #expect(text.contains { $0.contains(locale == "C" ? "EXIT STATUS" : "ESTADO DE SALIDA") })
  }
}
