import Foundation
import Testing

/// What shells are given to complete a command line, in those shells; and the page of the manual.
@Suite struct `Completion and manual` {
  private let folder = TemporaryFolder()

  private static func path(of name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What `cabinactl` prints for these words, in a file.
  private func file(_ words: String...) throws -> String {
    let program = try Program("cabinactl", words)
    try #require(program.status() == 0)
    return try folder.write(
      program.restOfOutput().joined(separator: "\n") + "\n", to: words.joined())
  }

  /// What a program of the system prints.
  private func run(_ name: String, _ words: String...) throws -> [String] {
    let program = try Program(try #require(Self.path(of: name)), words)
    let status = try program.status()
    let errors = program.restOfErrors()
    #expect(status == 0 && errors.isEmpty, "\(name): \(errors)")
    return program.restOfOutput()
  }

  private static let lines: [(typed: String, offered: [String])] = [
    ("cabinactl colle", ["collect"]),
    ("cabinactl --json colle", ["collect"]),
    ("cabinactl help colle", ["collect"]),
    ("cabinactl review 42 w", ["waived"]), ("cabinactl tickets --bo", ["--booth"]),
    ("cabinactl prefixes im", ["import"]),
    ("cabinactl calls --siz", ["--size"]),
    ("cabinactl calls --size 5", ["50"]),
    ("cabinactl user set maria --role c", ["cashier"]),
  ]

  @Test(.enabled(if: path(of: "bash") != nil, "there is no bash here"), arguments: lines)
  func `bash completes`(typed: String, offered: [String]) throws {
    let script = try file("completion", "bash")
    let words = typed.split(separator: " ").joined(separator: " ")
    let output = try run(
      "bash", "-c",
      "source \(script); COMP_WORDS=(\(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cabinactl; "
        + "printf '%s\\n' \"${COMPREPLY[@]}\"")
    #expect(output == offered)
  }

  @Test(.enabled(if: path(of: "fish") != nil, "there is no fish here"), arguments: lines)
  func `fish completes`(typed: String, offered: [String]) throws {
    guard !typed.contains("--json"), !typed.contains("help") else { return }
    let script = try file("completion", "fish")
    let output = try run("fish", "--no-config", "-c", "source \(script); complete -C '\(typed)'")
    #expect(output.map { $0.prefix { $0 != "\t" } }.contains { $0 == offered[0] }, "\(output)")
  }

  @Test(.enabled(if: path(of: "zsh") != nil, "there is no zsh here"))
  func `zsh takes what it is given`() throws {
    _ = try run("zsh", "-f", "-n", try file("completion", "zsh"))
  }

  @Test(
    .enabled(if: path(of: "groff") != nil && path(of: "man") != nil, "there is no man here"),
    arguments: ["C", "es_CL.UTF-8"])
  func `the page of the manual is one`(locale: String) throws {
    let program = try Program("cabinactl", ["manual"], environment: ["LC_ALL": locale])
    try #require(program.status() == 0)
    let page = try folder.write(
      program.restOfOutput().joined(separator: "\n") + "\n", to: "cabinactl.1")
    let text = try run("man", "--warnings", "-l", page)
    #expect(text.contains { $0.hasPrefix("CABINACTL(1)") })
    #expect(text.contains { $0.contains("prefixes import FILE") })
    #expect(text.contains { $0.contains(locale == "C" ? "EXIT STATUS" : "ESTADO DE SALIDA") })
  }
}
