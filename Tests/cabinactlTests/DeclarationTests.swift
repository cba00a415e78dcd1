import Commands
import Foundation
import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// What every verb has, since it is declared.
  struct DeclarationTests {
    private static let verbs = Cabinactl.program.verbs

    @Test func `no two verbs are called alike, and each says in both languages what it does`() {
      #expect(Set(Self.verbs.map(\.name)).count == Self.verbs.count)
      for verb in Self.verbs {
        let texts =
          [verb.summary] + verb.notes + verb.operands.map(\.words) + verb.options.map(\.words)
        for text in texts {
          #expect(!text.spanish.isEmpty && !text.english.isEmpty)
          // `bit/s (115200)` is the same in both.
          if text.english.contains(" ") && !text.english.contains("bit/s") {
            #expect(text.spanish != text.english, "\(verb.name): \(text.english)")
          }
        }
      }
    }

    @Test(arguments: verbs.map(\.name), Language.allCases)
    func `each verb has help of its own, no wider than a terminal`(
      name: String, language: Language
    ) throws {
      let words = name.split(separator: " ").map(String.init)
      let help = typed(words + ["--help"], in: language)
      #expect(help.status == .done)
      #expect(help.output.hasPrefix("cabinactl \(name): "))
      #expect(help.output == typed(["help"] + words, in: language).output)
      let verb = try #require(Self.verbs.first { $0.name == name })
      let exempt = verb.recipes.joined() + verb.examples
      for line in help.output.split(separator: "\n") where line.count > 80 {
        #expect(exempt.contains { line.contains($0) }, "\(line)")
      }
      #expect(typed(["--help"], in: language).output.contains("\n  \(name)"))
    }

    @Test(arguments: verbs.map(\.name))
    func `each example is a command line that is taken`(name: String) throws {
      let verb = try #require(Self.verbs.first { $0.name == name })
      #expect(!verb.examples.isEmpty)
      for example in verb.examples {
        let words = try shellWords("\(name) \(example)")
        let invocation = try Invocation(words, of: Cabinactl.program)
        #expect(invocation.verb.name == name)
      }
    }

    /// As `sh` parts them.
    private func shellWords(_ line: String) throws -> [String] {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/sh")
      shell.arguments = ["-c", "printf '%s\\n' \(line)"]
      let pipe = Pipe()
      shell.standardOutput = pipe
      try shell.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      shell.waitUntilExit()
      return text.split(separator: "\n").map(String.init)
    }

    @Test func `a slip of the fingers is told what may have been meant`() {
      #expect(typed(["collct", "4312"]).complaint.contains("did you mean «collect»?"))
      #expect(
        typed(["calls", "--both", "1"], in: .spanish).complaint.contains("¿quiso decir «--booth»?"))
      #expect(typed(["prefixes", "improt", "x"]).complaint.contains("«prefixes import»"))
    }

    @Test func `without a daemon each verb that asks it says where it looked, in both languages`() {
      for words in [["status"], ["deck"], ["markup"], ["user"], ["audit"], ["links"]] {
        let outcome = Cabinactl.run(words + ["--socket", "/nonexistent/cabina.sock"], Console())
        #expect(outcome.status == .failed)
        #expect(outcome.complaint.contains("/nonexistent/cabina.sock: No such file"))
        var console = Console()
        console.say = .spanish
        console.socketPath = "/nonexistent/cabina.sock"
        #expect(
          Cabinactl.run(words, console).complaint.contains("no existe; ¿está en marcha cabinad"))
      }
    }

    @Test(arguments: [
      ("es_CL.UTF-8", Language.spanish), ("es", .spanish), ("es@euro", .spanish), ("C", .english),
      ("en_US.UTF-8", .english), ("est_EE", .english), ("", .english),
    ])
    func `the locale says the language, LC_ALL before LANG`(locale: String, language: Language) {
      #expect(Language { $0 == "LANG" ? locale : nil } == language)
      #expect(Language { $0 == "LC_ALL" ? locale : "" } == language)
      #expect(Language { $0 == "LC_ALL" ? "es" : locale } == .spanish)
    }
  }
}
