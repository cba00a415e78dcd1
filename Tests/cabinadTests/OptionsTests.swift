import Testing

@testable import cabinad

@Suite struct OptionsTests {
  @Test(arguments: [
    (["--config", "a", "--config", "b"], "--config is given twice"),
    (["check", "--state", "a", "--state", "a"], "--state is given twice"),
    (["demo", "--port", "1", "--port", "2"], "--port is given twice"),
    (["--run"], "--run needs a value"), (["--empty"], "--empty is for the demo"),
  ])
  func `a wrong command line is refused with what is wrong`(words: [String], refusal: String) {
    #expect(Options.parse(words) == .refuse(refusal))
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
