import Testing

@testable import cabinactl

extension CommandLineTests {
  /// The verbs that ask the daemon, without one.
  struct ShopCommandTests {
    private func request(_ verb: ShopVerb, _ words: [String]) throws -> ShopRequest {
      var arguments = try ShopArguments(words, of: verb)
      let request = try ShopRequest(verb, &arguments)
      try arguments.finish()
      return request
    }

    @Test(arguments: [
      (ShopVerb.status, [], "GET", "/api/v1/shop?lang=en"),
      (.payments, [], "GET", "/api/v1/payments?lang=en"),
      (.calls, [], "GET", "/api/v1/calls?lang=en"),
      (
        .calls, ["--size", "10", "--booth=4312", "--before", "17"], "GET",
        "/api/v1/calls?booth=4312&size=10&before=17&lang=en"
      ),
      (.disable, ["4312"], "POST", "/api/v1/booths/4312/disable?lang=en"),
      (.enable, ["4312", "--json"], "POST", "/api/v1/booths/4312/enable?lang=en"),
      (.cut, ["--json", "4312"], "POST", "/api/v1/booths/4312/cut?lang=en"),
      (.uncharged, ["--", "4312"], "POST", "/api/v1/booths/4312/uncharged?lang=en"),
      (.charged, ["4312"], "POST", "/api/v1/booths/4312/charged?lang=en"),
      (.payment, ["50000"], "POST", "/api/v1/payments?lang=en"),
      (.account, ["4312"], "GET", "/api/v1/booths/4312/account?lang=en"),
      (.credit, ["4312", "1000"], "POST", "/api/v1/booths/4312/credit?lang=en"),
      (.collect, ["4312"], "POST", "/api/v1/booths/4312/collect?lang=en"),
      (.tickets, ["--booth", "4312"], "GET", "/api/v1/tickets?booth=4312&lang=en"),
      (.ticket, ["7"], "GET", "/api/v1/tickets/7?lang=en"),
      (.explain, ["42"], "GET", "/api/v1/calls/42?lang=en"),
      (.suspects, [], "GET", "/api/v1/reviews?lang=en"),
      (.review, ["42", "stands"], "POST", "/api/v1/calls/42/review?lang=en"),
    ])
    func `each verb asks for one thing, in English`(
      verb: ShopVerb, words: [String], method: String, path: String
    ) throws {
      let request = try request(verb, words)
      #expect(request.method == method)
      #expect(request.path == path)
    }

    @Test func `a payment says amount, reference and key, below zero too`() throws {
      let payment = try request(
        .payment, ["-5000", "un \"cero\" de más", "--key", "k1", "--date", "2006-10-26"])
      for part in [
        #""amount":"-5000""#, #""reference":"un \"cero\" de más""#, #""key":"k1""#,
        #""date":"2006-10-26""#,
      ] {
        #expect(payment.body.contains(part), "\(payment.body)")
      }
      #expect(try !request(.payment, ["1"]).body.contains("date"))
      let first = try #require(try request(.payment, ["1"]).key)
      let second = try #require(try request(.payment, ["1"]).key)
      #expect(first != second)
      #expect((1...64).contains(first.utf8.count))
    }

    @Test func `collecting says what is expected and received, under a key`() throws {
      let request = try request(
        .collect, ["4312", "--received", "3000", "--expected=-500", "--key", "k1"])
      #expect(request.key == "k1")
      for part in [#""received":"3000""#, #""expected":"-500""#, #""key":"k1""#] {
        #expect(request.body.contains(part), "\(request.body)")
      }
    }

    @Test(arguments: [
      (["status", "4312"], "«4312» is one too many"),
      (["status", "--booth", "1"], "unknown option"),
      (["calls", "--size"], "--size needs a value"), (["calls", "--size="], "needs a value"),
      (["calls", "--size", "10", "--size", "10"], "given twice"),
      (["calls", "--json", "--json"], "--json is given twice"),
      (["dump", "FILE", "--only", "HELLO", "--only=CUT"], "--only is given twice"),
      (["backup", ""], "FILE is empty"), (["backup"], "expected the file"),
      (["calls", "--booth", "43 12"], "letters and digits"),
      (["calls", "--before", "1/2"], "letters and digits"), (["cut"], "expected the number"),
      (["cut", "4312", "4313"], "«4313» is one too many"), (["cut", "../shop"], "the number of"),
      (["payment"], "expected an amount"), (["payment", "mil"], "a decimal number"),
      (["payment", "1,5"], "a decimal number"), (["payment", "--amount", "5"], "unknown option"),
      (
        ["payment", "1", "--date", "1999-12-31"], "--date «1999-12-31»: expected a day from 2000 on"
      ),
      (["payment", "1", "--date", "26-10-2006"], "expected a day from 2000 on"),
      (["credit", "4312", "1", "--date", "2006-10-26"], "unknown option"),
      (["payment", "1", "a", "b"], "«b» is one too many"), (["ring", "4312"], "no verb «ring»"),
      (["credit", "4312"], "expected an amount"), (["credit", "4312", "x"], "a decimal number"),
      (["collect", "4312", "--received", "x"], "a decimal number"),
      (["ticket", "0"], "«0»: expected the number of a ticket"),
      (["explain", "uno"], "«uno»: expected the number of a call"),
      (["review", "42"], "expected stands or waived"),
      (["review", "42", "maybe"], "«maybe»: expected stands or waived"),
      ([], "no verb"), (["--socket"], "no verb"), (["--json"], "no verb"),
    ])
    func `a wrong command line asks for nothing and says what is wrong`(
      words: [String], complaint: String
    ) {
      let outcome = CommandOutcome(of: words)
      #expect(outcome.status == .usage)
      #expect(outcome.complaint.contains(complaint), "\(outcome.complaint)")
      #expect(outcome.output.isEmpty)
    }

    @Test(arguments: ShopVerb.allCases)
    func `each verb has help of its own, with an example that it takes`(verb: ShopVerb) throws {
      let help = CommandOutcome(of: [verb.rawValue, "--help"])
      #expect(help.status == .done)
      #expect(help.output.hasPrefix("cabinactl \(verb.rawValue): "))
      #expect(help.output.contains("usage: cabinactl \(verb.rawValue) "))
      for other in ShopVerb.allCases where other != verb {
        #expect(!help.output.contains("cabinactl \(other.rawValue) "))
      }
      let line = try #require(help.output.split(separator: "example: cabinactl ").last)
      let words = try #require(line.split(separator: "\n").first).split(separator: " ")
      #expect(words.first == "\(verb.rawValue)")
      let operands = words.dropFirst().map { String($0.filter { $0 != "\"" }) }
      // «transfer 123» is one word to a shell.
      _ = try request(verb, verb == .payment ? Array(operands.prefix(1)) : operands)
      #expect(CommandOutcome(of: ["--help"]).output.contains("\n  \(verb.rawValue) "))
    }

    @Test func `the version is said`() {
      #expect(CommandOutcome(of: ["--version"]).output == "cabinactl \(Version.text)\n")
    }

    @Test(arguments: [
      ["status", "--socket", "/nonexistent/cabina.sock"],
      ["--socket", "/nonexistent/cabina.sock", "status"],
      ["--json", "--socket=/nonexistent/cabina.sock", "payment", "-1", "x"],
    ])
    func `without a daemon it says where it looked, and that nothing was asked`(words: [String]) {
      let outcome = CommandOutcome(of: words)
      #expect(outcome.status == .failed)
      #expect(outcome.complaint.contains("/nonexistent/cabina.sock: No such file"))
      #expect(!outcome.complaint.contains("--key"))
    }

    @Test func `a path that is too long for a socket is refused`() {
      let path = "/" + String(repeating: "x", count: 200)
      let outcome = CommandOutcome(of: ["status", "--socket", path])
      #expect(outcome.complaint.contains("too long for a socket"))
    }
  }
}
