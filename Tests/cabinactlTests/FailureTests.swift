import Commands
import Foundation
import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// What programs and people are told of what cannot be done.
  struct FailureTests {
    private struct Failure: Decodable {
      let error: String
      let message: String
    }

    @Test(arguments: [
      (["verify", "--json", "--ledger", "/nada.sqlite"], "failed", "/nada.sqlite: "),
      (["prefixes", "import", "/nada.csv", "--json"], "failed", ""),
      (["explain", "abc", "--json"], "usage", "explain: CALL «abc»: expected a number"),
      (["--json"], "usage", "a verb is missing"),
      (["nothing", "--json"], "usage", "there is no verb"),
      (["status", "--json"], "unreachable", "/nonexistent/cabina.sock: No such file"),
      (["events", "--json"], "unreachable", "/nonexistent/cabina.sock: No such file"),
      (["restore", "/nada.sqlite", "--json"], "failed", "/nada.sqlite: "),
    ])
    func `a program gets the same object of each`(
      words: [String], error: String, message: String
    ) throws {
      let outcome = typed(words)
      #expect(outcome.status != .done)
      let failure = try JSONDecoder().decode(Failure.self, from: Data(outcome.output.utf8))
      #expect(failure.error == error && failure.message.hasPrefix(message), "\(failure)")
      #expect(outcome.complaint.hasSuffix("\(failure.message)\n"), "\(outcome)")
      #expect(outcome.output.split(separator: "\n").count == 1)
      #expect(typed(words.filter { $0 != "--json" }).output == "")
    }

    @Test func `a word that is the value of nothing asks for nothing`() {
      #expect(typed(["explain", "--", "--json"]).output == "")
    }

    @Test(arguments: [
      ("There is no such booth.", "there is no such booth"),
      ("La cabina no tiene una llamada.", "la cabina no tiene una llamada"),
      ("A call. Another.", "a call. Another"), ("USB is gone.", "USB is gone"), ("and…", "and…"),
      ("", ""),
    ])
    func `the daemon's sentences go on behind the program's name`(said: String, told: String) {
      let body = #"{"error":"x","message":"\#(said)"}"#
      #expect(typed(["cut", "9"], always(409, body)).complaint == "cabinactl: \(told)\n")
      #expect(typed(["cut", "9", "--json"], always(409, body)).output == body + "\n")
    }

    @Test func `a file that is no socket is told from a socket without a daemon`() {
      let outcome = typed(["status", "--socket", "/etc/passwd"])
      #expect(outcome.complaint.hasPrefix("cabinactl: /etc/passwd: it is no socket;"))
    }

    @Test func `the file is looked at before the terminal is missed`() {
      #expect(typed(["restore", "/nada.sqlite"]).complaint.contains("/nada.sqlite: No such file"))
    }

    @Test func `completion and manual are JSON for programs`() throws {
      for (words, key) in [(["completion", "bash"], "script"), (["manual"], "page")] {
        let json = try JSONDecoder().decode(
          [String: String].self, from: Data(typed(words + ["--json"]).output.utf8))
        #expect(json[key] == typed(words).output)
      }
    }
  }

  /// What help says of values.
  struct ValueHelpTests {
    @Test(arguments: [
      ("rounding", ["down", "half-up"]), ("report", ["day", "month", "destination", "hour"]),
      ("prefixes set", ["minute", "second"]), ("prefixes import", ["csv", "json5"]),
      ("completion", ["bash, zsh or fish"]), ("conformance", ["minimum", "metering"]),
      ("settings language", ["es", "\"\""]), ("calls", ["true", "open"]),
    ])
    func `each value that there is of few is in the help`(verb: String, values: [String]) {
      let help = typed(verb.split(separator: " ").map(String.init) + ["--help"]).output
      for value in values { #expect(help.contains(value), "\(help)") }
    }

    @Test func `of every operand and option whose values are counted`() {
      for verb in Cabinactl.program.verbs {
        let help = typed(verb.path + ["--help"], in: .spanish).output
        for kind in verb.operands.map(\.kind) + verb.options.map(\.kind) {
          guard case .words(let values) = kind else { continue }
          for value in values where !value.isEmpty {
            #expect(help.contains(value), "\(verb.name): \(value)")
          }
        }
      }
    }

    @Test func `what is empty is seen among what is expected`() {
      #expect(
        typed(["settings", "language", "fr"], in: .spanish).complaint
          .contains("se espera es, en o \"\";"))
    }

    @Test func `what a note speaks of stands right below it`() {
      let help = typed(["backup", "--help"]).output
      let (way, json) = (help.range(of: "systemctl stop"), help.range(of: "--json: file"))
      #expect(way.map { way in json.map { way.upperBound < $0.lowerBound } ?? false } == true)
    }

    @Test func `help of the program is no wider than the terminal`() {
      for language in Language.allCases {
        for line in typed(["--help"], in: language).output.split(separator: "\n") {
          #expect(line.count <= 80, "\(line)")
        }
      }
    }
  }
}
