import Commands
import Notation
import Testing

@Suite struct InvocationTests {
  private func read(_ line: String) throws(Invocation.Fault) -> Invocation {
    try Invocation(line.split(separator: " ").map(String.init), of: sample)
  }

  @Test(arguments: [
    "credit 4312 1000 --key a", "credit --key=a 4312 1000", "--socket /s credit 4312 --key a 1000",
    "--socket=/s --json credit --key a -- 4312 1000",
  ])
  func `options stand anywhere, those of the program before the verb, too`(line: String) throws {
    let invocation = try read(line)
    #expect(invocation.verb.name == "credit")
    #expect(invocation["BOOTH"] == "4312")
    #expect(invocation["AMOUNT"] == "1000")
    #expect(invocation["--key"] == "a")
    #expect(invocation["--socket"] == (line.contains("/s") ? "/s" : nil))
    #expect(invocation.has("--json") == line.contains("--json"))
  }

  @Test func `an amount below zero is no option, and behind -- nothing is`() throws {
    #expect(try read("credit 4312 -50")["AMOUNT"] == "-50")
    #expect(try read("prefixes delete -- --json").all("PREFIX") == ["--json"])
  }

  @Test func `of two verbs that begin alike it is the longer one`() throws {
    #expect(try read("prefixes").verb.name == "prefixes")
    #expect(try read("prefixes delete 1 2 3").all("PREFIX") == ["1", "2", "3"])
    #expect(try read("review 42 waived")["NOTE"] == nil)
    #expect(try read("review 42 waived misdialled")["NOTE"] == "misdialled")
  }

  @Test(arguments: [
    ("", "a verb is missing"),
    ("--json", "a verb is missing"),
    ("credti 1 2", "there is no verb «credti»; did you mean «credit»?"),
    ("zzz", "there is no verb «zzz»"),
    ("precios", "there is no verb «precios»; did you mean «prefixes»?"),
    ("prefixes list", "«list» is one too many: «shopctl prefixes» does it already"),
    ("prefixes xyz", "there is no verb «prefixes xyz»"),
    (
      "prefixes delte 1",
      "there is no verb «prefixes delte»; did you mean «prefixes delete»?"
    ),
    ("credit 4312", "AMOUNT is missing"),
    ("credit 4312 x", "AMOUNT «x»: expected an amount"),
    ("credit 4312 1 2", "«2» is one too many: one AMOUNT at a time"),
    ("credit 4312 1 --kei a", "there is no option «--kei»; did you mean «--key»?"),
    ("credit 4312 1 --key", "--key needs a value"),
    ("credit 4312 1 --key a --key b", "--key is given twice"),
    ("credit 4312 1 --json=yes", "--json takes no value"),
    ("review 0 waived", "CALL «0»: expected a number from 1 on"),
    ("review 99999999999999999999 waived", "expected a number from 1 on"),
    ("review 42 waved", "VERDICT «waved»: expected stands or waived"),
    ("prefixes import f --format xml", "--format «xml»: expected csv or json5"),
    ("prefixes delete", "PREFIX is missing"),
  ])
  func `what is wrong is named, with what was expected`(line: String, message: String) {
    let fault = #expect(throws: Invocation.Fault.self) { _ = try read(line) }
    #expect(fault?.words.english.contains(message) == true, "\(fault?.words.english ?? "")")
    #expect(fault?.words.spanish != fault?.words.english)
  }
}
