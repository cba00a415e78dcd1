import FoundationEssentials
import Glibc
import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// The verbs that ask the daemon, without one.
  struct ShopCommandTests {
    /// What the daemon is asked.
    private func requests(
      _ words: [String], in language: Language = .english
    ) -> [(method: String, path: String, body: String)] {
      var asked: [(method: String, path: String, body: String)] = []
      _ = typed(words, in: language) { (_, request) throws(ShopClient.Failure) in
        asked.append(request)
        return ShopClient.Answer(status: 500, body: [])
      }
      return asked
    }

    private func body(_ words: String...) throws -> String {
      try #require(requests(words).first).body
    }

    @Test(arguments: [
      ("status", "GET", "/api/v1/shop?lang=en"),
      ("payments", "GET", "/api/v1/payments?size=26&lang=en"),
      ("payments --size 5 --before 9", "GET", "/api/v1/payments?before=9&size=5&lang=en"),
      ("calls", "GET", "/api/v1/calls?size=26&lang=en"),
      ("calls --charged no", "GET", "/api/v1/calls?charged=false&size=26&lang=en"),
      ("calls --charged sí", "GET", "/api/v1/calls?charged=true&size=26&lang=en"),
      (
        "calls --size 10 --booth=4312 --before 17", "GET",
        "/api/v1/calls?booth=4312&before=17&size=10&lang=en"
      ),
      ("disable 4312", "POST", "/api/v1/booths/4312/disable?lang=en"),
      ("enable 4312 --json", "POST", "/api/v1/booths/4312/enable?lang=en"),
      ("cut --json 4312", "POST", "/api/v1/booths/4312/cut?lang=en"),
      ("uncharged -- 4312", "POST", "/api/v1/booths/4312/uncharged?lang=en"),
      ("charged 4312", "POST", "/api/v1/booths/4312/charged?lang=en"),
      ("payment 50000", "POST", "/api/v1/payments?lang=en"),
      ("account 4312", "GET", "/api/v1/booths/4312/account?lang=en"),
      ("credit 4312 1000", "POST", "/api/v1/booths/4312/credit?lang=en"),
      ("collect 4312", "POST", "/api/v1/booths/4312/collect?lang=en"),
      ("tickets --booth 4312", "GET", "/api/v1/tickets?booth=4312&size=26&lang=en"),
      ("ticket 7", "GET", "/api/v1/tickets/7?lang=en"),
      ("explain 42", "GET", "/api/v1/calls/42?lang=en"),
      ("suspects", "GET", "/api/v1/reviews?lang=en"),
      ("review 42 stands", "POST", "/api/v1/calls/42/review?lang=en"),
    ])
    func `each verb asks for one thing, in the language of who asks`(
      line: String, method: String, path: String
    ) throws {
      let words = line.split(separator: " ").map(String.init)
      let asked = requests(words)
      #expect(asked.map(\.method) == [method])
      #expect(asked.map(\.path) == [path])
      let spanish = requests(words, in: .spanish)
      #expect(spanish.map(\.path) == [path.replacing("lang=en", with: "lang=es")])
    }

    @Test(arguments: [
      ("calls --charged NO", "charged=false"), ("calls --charged si", "charged=true"),
      ("calls --suspect sí", "suspect=true"), ("calls --suspect abiertas", "suspect=open"),
      ("calls --from 31-10-2026", "from=2026-10-31"), ("calls --from 1/2/2026", "from=2026-02-01"),
      ("report --period mes --by cabina", "period=month&by=booth"),
      ("report --period SEMANA", "period=week"),
    ])
    func `values are taken as people write them`(line: String, asked: String) throws {
      let words = line.split(separator: " ").map(String.init)
      #expect(try #require(requests(words).first).path.contains(asked))
    }

    @Test(arguments: ["mil", "millones", "000", "000 000", "MIL"])
    func `what stands behind a blank of an amount is no reference of it`(rest: String) {
      let outcome = typed(["payment", "50", rest], always(200, "{}"))
      #expect(outcome.status == .usage)
      #expect(outcome.complaint.contains("is «50 \(rest)» the amount?"), "\(outcome)")
      #expect(typed(["payment", "50", "transfer \(rest)"], always(200, "{}")).status == .done)
      #expect(typed(["payment", "50", "004571239"], always(200, "{}")).status == .done)
    }

    @Test func `a payment that leaves no balance says what that means`() {
      let answer =
        #"{"result":"done","currency":{"code":"CLP","symbol":"$","decimals":0},"payment":{"number":1,"#
        + #""at":"2006-10-27T19:18:14.000Z","paidOn":null,"amount":"-5000","reference":"x","by":""},"#
        + #""balance":"-10"}"#
      let words = ["payment", "-5000", "x"]
      #expect(
        typed(words, always(200, answer)).output.contains(
          "NO BALANCE IS LEFT: from now on only emergency calls go out\n"))
      let enough = answer.replacing(#""balance":"-10""#, with: #""balance":"10""#)
      #expect(!typed(words, always(200, enough)).output.contains("NO BALANCE"))
    }

    @Test(arguments: [
      ("restart", "systemctl restart cabinad"), ("reset", "cabinactl send RESET"),
      ("parar", "systemctl stop cabinad"), ("audit 17", "«audit show 17»"),
      ("verify /x/y.sqlite", "«--ledger /x/y.sqlite»"),
      ("deck export vieja.csv", "«cabinactl deck export > vieja.csv»"),
      ("prefixes borrar 1", "«prefixes delete»"), ("dump --filter PONG", "«--only»"),
      ("review 1 waived marcó mal", "NOTE of several words stands in quotes"),
    ])
    func `what was meant is found out`(line: String, hint: String) {
      let outcome = typed(line.split(separator: " ").map(String.init), always(200, "{}"))
      #expect(outcome.status == .usage && outcome.complaint.contains(hint), "\(outcome)")
    }

    @Test func `what the daemon refuses of a booth and what comes before are one sentence`() {
      func complaint(_ name: String, _ message: String, in language: Language) -> String {
        let body = "{\"error\":\"\(name)\",\"message\":\"\(message)\"}"
        return typed(["credit", "4312", "1000"], in: language, always(409, body)).complaint
      }
      #expect(
        complaint("collect_first", "First collect what the booth owes.", in: .english)
          == "cabinactl: booth 4312: first collect what the booth owes; «cabinactl account 4312» says "
          + "how much, «cabinactl collect 4312» collects it\n")
      #expect(
        complaint("collect_first", "Primero cobre lo que la cabina debe.", in: .spanish)
          == "cabinactl: cabina 4312: primero cobre lo que la cabina debe; «cabinactl account 4312» dice "
          + "cuánto es, «cabinactl collect 4312» lo cobra\n")
      #expect(
        complaint("call_in_progress", "A call is in progress.", in: .english)
          == "cabinactl: booth 4312: a call is in progress\n")
    }

    @Test(arguments: [
      ("$0.35", "$", 2, "0.35"), ("$ 1.50", "$", 2, "1.5"), ("$ -1.500", "$", 0, "-1500"),
      ("−$ 1.500", "$", 0, "-1500"), ("-$1,5", "$", 2, "-1.5"), ("US$ 5", "US$", 2, "5"),
      ("US$ 1.234,50", "US$", 2, "1234.5"), ("Bs 5", "Bs", 2, "5"), ("Bs.5", "Bs.", 2, "5"),
      ("€\u{a0}0,35", "€", 2, "0.35"), ("50.000", "Bs", 2, "50000"),
      // Of another currency, or none.
      ("US$ 5", "$", 2, nil), ("$ 5", "Bs", 2, nil), ("$ 0.350", "$", 0, nil),
      ("$ 1.500", "$", 3, nil), ("$", "$", 2, nil), ("5 $", "$", 2, nil), ("#5", "$", 2, nil),
      ("dollars 5", "$", 2, nil),
    ])
    func `an amount is typed with its symbol as the shop writes it`(
      text: String, symbol: String, decimals: Int, sum: String?
    ) throws {
      let shop =
        "{\"currency\":{\"code\":\"XYZ\",\"symbol\":\"\(symbol)\",\"decimals\":\(decimals)}}"
      var paid: String?
      let outcome = typed(["payment", "--", text]) { (_, request) throws(ShopClient.Failure) in
        if request.method == "POST" {
          let body = try? JSONDecoder().decode(Paid.self, from: Data(request.body.utf8))
          paid = body?.amount
        }
        return ShopClient.Answer(
          status: 200, body: Array((request.method == "GET" ? shop : #"{"result":"done"}"#).utf8))
      }
      #expect(paid == sum, "\(outcome)")
      #expect(sum != nil || outcome.status == .usage, "\(outcome)")
    }

    private struct Paid: Decodable { let amount: String }

    @Test func `an amount that a shell has eaten half of is told how it is quoted`() {
      let outcome = typed(["payment", "0.000"], always(200, Self.pesos))
      #expect(outcome.status == .usage)
      #expect(outcome.complaint.contains("with $ it stands in single quotes"), "\(outcome)")
    }

    private static let pesos = #"{"currency":{"code":"CLP","symbol":"$","decimals":0}}"#

    /// It is made, and cannot be read now.
    @Test func `a payment of which nothing more is known is told as it was typed`() {
      let made = #"{"result":"done","currency":null,"payment":null,"balance":null}"#
      let outcome = typed(["payment", "50000", "x"], always(200, made))
      #expect(outcome.status == .done && outcome.output == "paid: 50000\n", "\(outcome)")
    }

    @Test func `a payment says amount, reference and key, below zero too`() throws {
      let payment = try body(
        "payment", "-5000", "un \"cero\" de más", "--key", "k1", "--date", "2006-10-26")
      for part in [
        #""amount":"-5000""#, #""reference":"un \"cero\" de más""#, #""key":"k1""#,
        #""date":"2006-10-26""#,
      ] {
        #expect(payment.contains(part), "\(payment)")
      }
      #expect(try !body("payment", "1").contains("date"))
      // Drawn anew for each.
      #expect(try body("payment", "1") != body("payment", "1"))
    }

    @Test func `collecting says what is expected and received, under a key`() throws {
      let body = try body(
        "collect", "4312", "--received", "3000", "--expected=-500", "--key", "k1")
      for part in [#""received":"3000""#, #""expected":"-500""#, #""key":"k1""#] {
        #expect(body.contains(part), "\(body)")
      }
    }

    @Test(arguments: [
      (["status", "4312"], "«4312» is one too many"),
      (["status", "--booth", "1"], "there is no option"),
      (["calls", "--size"], "--size needs a value"),
      (["calls", "--size="], "--size «»: expected a number from 1 to 500"),
      (["calls", "--size", "10", "--size", "10"], "given twice"),
      (["calls", "--json", "--json"], "--json is given twice"),
      (["dump", "FILE", "--only", "HELLO", "--only=CUT"], "--only is given twice"),
      (["backup", ""], "FILE «»: expected a path"), (["backup"], "FILE is missing"),
      (["calls", "--booth", "43 12"], "expected the number of a booth"),
      (["calls", "--before", "1/2"], "expected a number of the column CALL"),
      (["calls", "--before", "MESON"], "expected a number of the column CALL"),
      (["calls", "--before", "7-"], "expected a number of the column CALL"),
      (["cut"], "BOOTH is missing"),
      (["cut", "4312", "4313"], "«4313» is one too many: one BOOTH at a time"),
      (["calls", "4312"], "«4312» is one too many; did you mean «--booth 4312»?"),
      (["balance", "2006-10"], "did you mean «--month 2006-10»?"),
      (["quote", "1006"], "did you mean «--number 1006»?"),
      (["prefixes", "02"], "did you mean «--prefix 02»?"),
      (["calls", "list"], "«list» is one too many: «cabinactl calls» does it already"),
      (["estado"], "there is no verb «estado»; did you mean «status»?"),
      (["version"], "did you mean «--version»?"),
      (
        ["calls", "--from", "2006-10-02", "--to", "2006-10-01"],
        "--from 2006-10-02 is after --to 2006-10-01"
      ),
      (["cut", "../shop"], "expected the number of a booth"),
      (["payment"], "AMOUNT is missing"), (["payment", "mil"], "expected an amount"),
      (["payment", "--amount", "5"], "there is no option"),
      (
        ["payment", "1", "--date", "1999-12-31"],
        "--date «1999-12-31»: expected a day that there is, from 2000 on"
      ),
      (["payment", "1", "--date", "26-13-2006"], "expected a day that there is, from 2000 on"),
      (["credit", "4312", "1", "--date", "2006-10-26"], "there is no option"),
      (["payment", "1", "a", "b"], "«b» is one too many"),
      (["ring", "4312"], "there is no verb «ring»"),
      (["credit", "4312"], "AMOUNT is missing"),
      (["credit", "4312", "x"], "AMOUNT «x»: expected an amount"),
      (["collect", "4312", "--received", "x"], "expected an amount"),
      (["ticket", "0"], "TICKET «0»: expected a number from 1 on"),
      (["explain", "uno"], "CALL «uno»: expected a number from 1 on"),
      (["review", "42"], "VERDICT is missing"),
      (["review", "42", "maybe"], "«maybe»: expected stands or waived"),
      ([], "a verb is missing"), (["--socket"], "a verb is missing"),
      (["--json"], "a verb is missing"),
    ])
    func `a wrong command line asks for nothing and says what is wrong`(
      words: [String], complaint: String
    ) {
      let outcome = typed(words)
      #expect(outcome.status == .usage)
      #expect(outcome.complaint.contains(complaint), "\(outcome.complaint)")
      #expect(outcome.output.isEmpty != words.contains("--json"))
    }

    @Test func `the version is said`() {
      #expect(typed(["--version"]).output == "cabinactl \(Version.text)\n")
    }

    @Test(arguments: [
      ["status", "--socket", "/nonexistent/cabina.sock"],
      ["--socket", "/nonexistent/cabina.sock", "status"],
      ["--json", "--socket=/nonexistent/cabina.sock", "payment", "-1", "x"],
    ])
    func `without a daemon it says where it looked, and that nothing was asked`(words: [String]) {
      let outcome = typed(words)
      #expect(outcome.status == .failed)
      #expect(outcome.complaint.contains("/nonexistent/cabina.sock: No such file"))
      #expect(!outcome.complaint.contains("--key"))
    }

    @Test func `an answer that comes a byte now and then is waited for no longer than another`()
      throws
    {
      let path = "/tmp/cabinactl-\(getpid())-\(UInt64.random(in: .min ... .max)).sock"
      let listener = try TrickledAnswer(path)
      defer { listener.end() }
      var client = ShopClient(socketPath: path)
      client.timeoutSeconds = 1
      let late = "its answer did not come to its end within 1 s"
      func expectLate(_ ask: () throws -> Void) {
        let start = ContinuousClock.now
        let failure = #expect(throws: ShopClient.Failure.self) { try ask() }
        #expect(failure?.words.english == "no answer from the daemon: \(late)")
        #expect(ContinuousClock.now - start < .seconds(20))
      }
      expectLate { _ = try client.send("GET", "/api/v1/shop") }
      expectLate { _ = try client.download("/api/v1/calls") { _ in true } }
    }

    @Test func `a path that is too long for a socket is refused`() {
      let path = "/" + String(repeating: "x", count: 200)
      let outcome = typed(["status", "--socket", path])
      #expect(outcome.complaint.contains("too long for a socket"))
    }
  }
}
