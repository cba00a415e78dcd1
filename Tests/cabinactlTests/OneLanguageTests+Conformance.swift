import BoothProtocol
import Notation
import Testing

@testable import BoardConformance
@testable import cabinactl

/// What `cabinactl conformance` says of a board, but for the specification's sentences.
extension CommandLineTests.OneLanguageTests {
  private static let check = Check.all.first { $0.name == "talk-limit" }

  private func text(
    _ verdict: Verdict, _ say: Language, _ evidence: Evidence = .init()
  ) throws
    -> String
  {
    let check = try #require(Self.check)
    return CheckResult(check: check, verdict: verdict, evidence: evidence)
      .text(say, recording: nil)
  }

  @Test(arguments: Language.allCases)
  func `what checks there are is told in one language, their sentences as they stand`(
    language: Language
  ) {
    var list = typed(["conformance", "--list"], in: language).output
    for check in Check.all { list = list.replacing(check.sentence, with: "") }
    #expect(strays(in: list, of: language).isEmpty, "\(strays(in: list, of: language))")
    let levels = list.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(Set(levels) == Set(ConformanceLevel.allCases.map { Substring(language($0)) }))
    let needs =
      language(
        " [una troncal, alguien en la línea, tiempo]\n", " [a trunk, stimuli, time]\n")
    #expect(list.contains(needs))
  }

  @Test func `every need has words of each language`() {
    for need in Set(Check.all.flatMap(\.needs)) {
      let words = need.words
      #expect(words.spanish != words.english)
      #expect(strays(in: words.spanish, of: .spanish).isEmpty, "\(words.spanish)")
      #expect(strays(in: words.english, of: .english).isEmpty, "\(words.english)")
    }
  }

  @Test func `programs are told the same in either language`() {
    let words = ["conformance", "--list", "--json"]
    #expect(typed(words, in: .spanish).output == typed(words, in: .english).output)
    let reason = Words("tarda mucho (--quick)", "takes long (--quick)")
    let report = ConformanceReport(
      results: Self.check.map { [CheckResult(check: $0, verdict: .skipped(reason))] } ?? [],
      isPartial: false)
    let json = ConformancePrinter(.spanish, isJSON: true, recording: nil).summary(report)
    #expect(json == ConformancePrinter(.english, isJSON: true, recording: nil).summary(report))
    #expect(json.contains(#""needs":"a trunk, stimuli","verdict":"skipped","why":"takes long"#))
    #expect(json.contains(#"{"level":"minimum","verdict":"undecided","passed":0,"#))
  }

  @Test func `what became of a check is told in the language of who asks`() throws {
    let sentence = try #require(Self.check).sentence
    let reason = Words("tarda mucho (--quick)", "takes long (--quick)")
    #expect(try text(.passed, .spanish) == "pasa   § 7   \(sentence)  (talk-limit)\n")
    #expect(try text(.passed, .english) == "pass  § 7   \(sentence)  (talk-limit)\n")
    for (verdict, spanish, english) in [
      (Verdict.skipped(reason), "salta  § 7   ", "skip  § 7   "),
      (.notApplicable(reason), "n/c    § 7   ", "n/a   § 7   "),
    ] {
      let end = "\(sentence)  (talk-limit)\n              "
      #expect(try text(verdict, .spanish) == "\(spanish)\(end)tarda mucho (--quick)\n")
      #expect(try text(verdict, .english) == "\(english)\(end)takes long (--quick)\n")
    }
  }

  @Test func `a failure has its labels in the language of who asks, and its terms as they are`()
    throws
  {
    let failure = Failure(expected: "RELEASED with cause 4", came: "nothing")
    let line = Evidence.Line(
      moment: Moment(milliseconds: 7), direction: .toBoard, bytes: [0x33, 0], byteCount: 200,
      text: "PING")
    for (omitted, spanish, english) in [
      (
        1, "… se omite 1 trama anterior; --record ARCHIVO las guarda todas\n",
        "… 1 frame before these left out; --record FILE keeps them all\n"
      ),
      (
        3, "… se omiten 3 tramas anteriores; --record ARCHIVO las guarda todas\n",
        "… 3 frames before these left out; --record FILE keeps them all\n"
      ),
    ] {
      let evidence = Evidence(lines: [line], omittedCount: omitted)
      let told = try text(.failed(failure), .spanish, evidence)
      #expect(told.hasPrefix("FALLA  § 7   "))
      #expect(
        told.contains(
          "\n              se esperaba  RELEASED with cause 4\n"
            + "              llegó        nothing\n"))
      #expect(told.contains(spanish) && told.contains("33 00 … 200 bytes en total\n"), "\(told)")
      let same = try text(.failed(failure), .english, evidence)
      #expect(same.hasPrefix("FAIL  § 7   "))
      #expect(
        same.contains(
          "\n              expected  RELEASED with cause 4\n              came      nothing\n"))
      #expect(same.contains(english) && same.contains("33 00 … 200 bytes in all\n"), "\(same)")
    }
  }

  @Test func `the count of a level is told in the language of who asks`() throws {
    let minimum = try #require(Self.check)
    let display = try #require(Check.all.first { $0.level == .display })
    let report = ConformanceReport(
      results: [
        CheckResult(
          check: minimum, verdict: .failed(Failure(expected: "PONG", came: "nothing"))),
        CheckResult(check: display, verdict: .passed),
      ], isPartial: false)
    let spanish = ConformancePrinter(.spanish, isJSON: false, recording: nil).summary(report)
    #expect(
      spanish == """

        nivel   pasan  fallan  se saltan  no corresponden
        mínimo      0       1          0                0  falla
        visor       1       0          0                0  falla (mínimo)

        """)
    let english = ConformancePrinter(.english, isJSON: false, recording: nil).summary(report)
    #expect(english.hasPrefix("\nlevel    passed  failed  skipped  not applicable\n"))
    #expect(english.hasSuffix("  failed (minimum)\n"))
  }

  @Test func `that there is no session is told with its reason`() {
    let why = Words("del puerto no llegó ni un byte", "not a byte came from the port")
    let noSession = NoSession(
      section: "2", why: why, failure: Failure(expected: "HELLO_ACK", came: "nothing"),
      evidence: Evidence())
    let report = ConformanceReport(noSession: noSession, isPartial: false)
    let spanish = ConformancePrinter(.spanish, isJSON: false, recording: nil).summary(report)
    #expect(
      spanish.hasPrefix(
        "sin sesión: del puerto no llegó ni un byte (§ 2); no se pudo probar nada más\n"))
    let english = ConformancePrinter(.english, isJSON: false, recording: nil).summary(report)
    #expect(
      english.hasPrefix(
        "no session: not a byte came from the port (§ 2); nothing else could be tried\n"))
  }

  @Test func `a port that cannot be had is complained of in Spanish`() {
    for (path, why) in [
      ("/dev/null", "no es un puerto serial"),
      ("/dev/cabina-none", "no hay ningún dispositivo; ¿está enchufada la placa?"),
    ] {
      let outcome = typed(["conformance", path, "--stimuli", "none"], in: .spanish)
      #expect(outcome.complaint == "cabinactl: \(path): \(why)\n")
    }
    let outcome = typed(["conformance"], in: .spanish)
    #expect(outcome.complaint.hasPrefix("cabinactl: conformance: falta PUERTO; "))
  }

  @Test func `what stands for a value of an instruction has a name in Spanish`() {
    let help = typed(["conformance", "--help"], in: .spanish).output
    for form in [
      "dial N DÍGITOS ", "line-fault N CLASE ", "trunk T|all ESTADO ", "power ESTADO MV ",
    ] {
      #expect(help.contains("\n  \(form)"), "\(form)")
    }
    for word in ["DIGITS", "KIND", "STATE"] { #expect(!help.contains(word)) }
    #expect(help.contains("se citan en inglés, como están en ella"))
  }
}
