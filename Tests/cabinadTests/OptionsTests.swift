import Notation
import Testing

@testable import cabinad

@Suite struct OptionsTests {
  @Test(arguments: [
    (
      ["--config", "a", "--config", "b"],
      Words("--config está dos veces", "--config is given twice")
    ),
    (
      ["check", "--state", "a", "--state", "a"],
      Words("--state está dos veces", "--state is given twice")
    ),
    (
      ["demo", "--port", "1", "--port", "2"],
      Words("--port está dos veces", "--port is given twice")
    ),
    (["--run"], Words("--run necesita un valor", "--run needs a value")),
    (["--empty"], Words("--empty es para la demostración", "--empty is for the demo")),
    (
      ["frob"],
      Words(
        "no hay una orden «frob»; se espera check, demo o una opción",
        "unknown command «frob»; expected check, demo or an option")
    ),
    (
      ["--frob"],
      Words(
        "no hay una opción «--frob»; vea cabinad --help",
        "unknown option «--frob»; see cabinad --help")
    ),
    (
      ["demo", "--port", "x"],
      Words(
        "--port x: se espera un número de 0 a 65535", "--port x: expected a number from 0 to 65535")
    ),
    (
      ["--port", "80"],
      Words(
        "--port es para la demostración; el puerto de la página se pone en [page] de la configuración",
        "--port is for the demo; the page's port is set in [page] of the configuration")
    ),
  ])
  func `a wrong command line is refused with what is wrong`(words: [String], refusal: Words) {
    #expect(Options.parse(words) == .refuse(refusal))
  }

  @Test func `the help names the same options and exit codes in both languages`() {
    func names(_ text: String) -> [Substring] {
      text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        .filter { $0.hasPrefix("--") || Int($0) != nil }
    }
    #expect(Options.parse(["--help"]) == .say(Options.help))
    let (spanish, english) = (Options.help.spanish, Options.help.english)
    #expect(Set(names(spanish)) == Set(names(english)))
    #expect(!names(spanish).isEmpty)
    for text in [spanish, english] {
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 96 })
    }
    for word in [" the ", " of ", " and ", "FILE", "FOLDER", "default"] {
      #expect(!spanish.contains(word), "\(word)")
    }
  }

  @Test func `the demo begins with its history, unless it is not wanted`() {
    var options = Options()
    options.mode = .demo
    #expect(Options.parse(["demo"]) == .run(options))
    options.isEmpty = true
    options.pagePort = 0
    #expect(Options.parse(["demo", "--port", "0", "--empty"]) == .run(options))
  }

  @Test func `each option is taken once, in any order`() {
    var options = Options()
    options.mode = .check
    options.configurationPath = "a"
    options.stateFolder = "b"
    options.runFolder = "c"
    #expect(
      Options.parse(["check", "--run", "c", "--config", "a", "--state", "b"]) == .run(options))
  }
}
