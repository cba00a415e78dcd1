import BoardConformance
import Commands
import FoundationEssentials
import Glibc
import Notation
import Testing

@testable import Ledger
@testable import cabinactl

/// Small words of the other language in a text: without them hardly a sentence is made.
func strays(in text: String, of language: Language) -> [String] {
  let others: Set<Substring> =
    switch language {
    case .spanish:
      [
        "the", "of", "and", "is", "was", "are", "with", "from", "by", "not", "this", "that",
        "which", "its", "it", "for", "be", "at", "to", "in", "on", "or", "what", "expected",
      ]
    case .english:
      [
        "de", "la", "el", "los", "las", "una", "un", "por", "del", "que", "con", "está", "lo", "su",
        "al", "y", "sin", "para", "hay", "espera",
      ]
    }
  // What stands in quotes is a name, and `(…)` may be what is typed.
  let plain = text.replacing(#/«[^»]*»/#, with: "").replacing(#/"[^"]*"/#, with: "")
  return plain.split { !$0.isLetter && !"-_/.".contains($0) }.filter { others.contains($0) }
    .map(String.init)
}

extension CommandLineTests {
  struct OneLanguageTests {
    @Test(arguments: Cabinactl.program.verbs.map(\.name), Language.allCases)
    func `help has nothing of the other language in it`(
      name: String, language: Language
    ) throws {
      let verb = try #require(Cabinactl.program.verbs.first { $0.name == name })
      let help = typed(name.split(separator: " ").map(String.init) + ["--help"], in: language)
      // What is typed is the same in both.
      let typedLines = verb.recipes.joined() + verb.examples
      // The names in JSON are the API's.
      let paragraphs = help.output.split(separator: "\n\n").filter { paragraph in
        // Neither have the fields of commands a language.
        !paragraph.hasPrefix("--json: ")
          && !verb.terms.contains {
            paragraph.hasPrefix("  \(language($0.name)) ") && $0.words.spanish == $0.words.english
          }
      }
      let text = paragraphs.joined(separator: "\n").split(separator: "\n").filter { line in
        !typedLines.contains { !$0.isEmpty && line.contains($0) }
      }.joined(separator: "\n")
      #expect(strays(in: text, of: language).isEmpty, "\(strays(in: text, of: language)): \(text)")
      guard language == .spanish else { return }
      for (english, spanish) in Cabinactl.placeholders where english != spanish {
        let words = text.split { !$0.isUppercase && !"=:|,…".contains($0) }
        #expect(!words.contains { $0 == english }, "\(english) in \(text)")
      }
    }

    @Test func `what stands for a value has a name in Spanish, and each of them is used`() {
      var used: Set<String> = []
      for verb in Cabinactl.program.verbs {
        used.formUnion(verb.operands.map(\.name))
        used.formUnion((verb.options + Cabinactl.program.options).compactMap(\.value))
      }
      for name in used where name.count > 3 {
        let isAlike = ["SHELL", "N|full", "C[=D]"].contains(name)
        #expect(Cabinactl.placeholders[name] != nil || isAlike, "\(name)")
      }
      #expect(Set(Cabinactl.placeholders.keys).subtracting(used).isEmpty)
      for verb in Cabinactl.otherNames.values where verb != "help" && !verb.hasPrefix("--") {
        #expect(Cabinactl.program.verbs.contains { $0.name == verb }, "\(verb)")
      }
    }

    @Test(arguments: [
      LedgerOpenError.folderMissing(path: "/x", folder: "/"),
      .cannotCreate(path: "/x", reason: Words(errno: EACCES)),
      .readOnly(
        path: "/x", reason: Words("no hay permiso de escritura", "no permission to write")),
      .noSpace(path: "/x", reason: Words(errno: ENOSPC)),
      .noSpaceToUpgrade(
        path: "/x", temporary: "/tmp",
        reason: DatabaseError(extendedCode: 13, message: "database or disk is full", sql: nil)
          .plainWords),
      .noSpaceForCopy(
        path: "/x", temporary: "/tmp",
        reason: DatabaseError(extendedCode: 13, message: "database or disk is full", sql: nil)
          .plainWords),
      .inUse(path: "/x", process: 7), .inUse(path: "/x", process: nil),
      .danglingLink(path: "/x", target: "/y"),
      .notALedger(
        path: "/x",
        found: Words("es un archivo SQLite de otro programa", "another program's SQLite file")),
      .newerSchema(path: "/x", found: 11, known: 10), .olderSchema(path: "/x", found: 9, known: 10),
      .damaged(
        path: "/x",
        found: DatabaseError(
          extendedCode: 11, message: "database disk image is malformed",
          sql: "SELECT 1 FROM calls"
        ).plainWords),
      .logMissing(path: "/x", log: "/x-wal", since: "2012-02-02 17:30:00"),
      .logMissing(path: "/x", log: "/x-wal", since: nil), .foreignLog(path: "/x", log: "/x-wal"),
      .strangeSchema(path: "/x", found: Words("t", "t")),
      .notReadable(path: "/x", reason: Words("no existe", "there is no such file")),
    ])
    func `what is wrong with a ledger's file is said in one language`(error: LedgerOpenError) {
      let words = error.words
      #expect(strays(in: words.spanish, of: .spanish).isEmpty, "\(words.spanish)")
      #expect(words.english == error.description && words.spanish.hasPrefix("/x: "))
    }

    @Test func `that an answer cannot be written is said in the language of who asked`() {
      let told = CommandOutcome(output: "x")
      #expect(
        told.unwritten(ENOSPC, .spanish) == "no se puede escribir: no queda lugar en el disco")
      #expect(told.unwritten(ENOSPC, .english) == "cannot write: No space left on device")
      let done = CommandOutcome(output: "x", hasChanged: true)
      #expect(
        done.unwritten(ENOSPC, .spanish)
          == "no se puede escribir: no queda lugar en el disco; lo que se pidió está hecho de todos "
          + "modos")
      #expect(
        done.unwritten(ENOSPC, .english)
          == "cannot write: No space left on device; what was asked for is done all the same")
    }

    @Test(arguments: [
      Stimulus.lift, .hangUp, .flash, .tap, .dial("1006"), .answer, .farEndHangsUp, .meteringPulse,
      .liftOther(1), .hangUpOther(1), .lineFault(true), .lineFault(false), .supply(.good),
      .supply(.low), .supply(.battery), .trunkFault, .trunk(0, isOut: true),
      .trunk(nil, isOut: false),
    ])
    func `what a person does at the line is asked for in his language`(stimulus: Stimulus) {
      for language in Language.allCases {
        let text = Hands.request(stimulus, 3, language)
        #expect(strays(in: text, of: language).isEmpty, "\(text)")
      }
      #expect(
        Hands.request(stimulus, 3, .spanish).hasSuffix(
          ", y después Enter (s: saltar esta comprobación) "))
    }

    @Test func `a file of instructions that is not there is complained of in Spanish`() {
      let outcome = typed(
        ["conformance", "/dev/null", "--stimuli", "/nowhere/hands"], in: .spanish)
      #expect(outcome.complaint == "cabinactl: --stimuli /nowhere/hands: no existe\n")
    }

    @Test func `one thing has one name in Spanish`() {
      let help = typed(["verify", "--help"], in: .spanish).output
      #expect(!help.contains("comprobante") && !help.contains("adelanto"), "\(help)")
      let quote = typed(["quote", "--help"], in: .spanish).output
      #expect(quote.contains("«error» es no_rate") && !quote.contains("\"no_rate\""), "\(quote)")
    }

    @Test func `what is doubtful about a list names options, not the page's fields`() throws {
      let plan = try JSONDecoder().decode(
        DiallingAnswer.self, from: Data(diallingJSON("([2-9]x.T|00x.T)").utf8)
      ).plan()
      for prefixes in [["2", "3"], ["52", "53", "1"], ["5691", "562"]] {
        for line in PrefixDoubts(plan).lines(of: prefixes) {
          let words = line.words.spanish
          #expect(!words.contains("«Anteponer") && !words.contains("«Código del"), "\(words)")
          #expect(strays(in: words, of: .spanish).isEmpty, "\(words)")
        }
      }
      let file = ScratchFile("prefijo;precio\n52;5\n")
      let outcome = typed(["deck", "import", file.path], in: .spanish)
      #expect(outcome.complaint.hasSuffix("por segundo: diga --unit minute o --unit second\n"))
    }

    @Test func `a file that is not there is named, and why it cannot be read is said in Spanish`() {
      for words in [
        ["prefixes", "import", "/nada.csv"], ["verify", "--ledger", "/nada.csv"],
        ["backup", "/tmp/x", "--ledger", "/nada.csv"],
        ["quote", "--tariffs", "/nada.csv", "--number", "1", "--seconds", "1"],
        ["audit", "verify", "--ledger", "/nada.csv"],
      ] {
        let outcome = typed(words, in: .spanish)
        #expect(outcome.status == .failed)
        #expect(outcome.complaint == "cabinactl: /nada.csv: no se puede leer: no existe\n")
      }
      let folder = typed(["dump", "/"], in: .spanish)
      #expect(folder.complaint.contains("/: no se puede leer: es una carpeta; se espera"))
    }
  }
}
