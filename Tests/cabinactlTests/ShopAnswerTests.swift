import Glibc
import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// What is printed of the daemon's answers.
  struct ShopAnswerTests {
    init() {
      setenv("TZ", "<-03>3", 1)
      tzset()
    }

    private static let currency = #""currency":{"code":"CLP","symbol":"$","decimals":0}"#

    private static let call = #"""
      {"id":17,"booth":"4312","at":"2006-10-27T19:18:14.250Z","number":"1006",
       "destination":"INTERNAS 02","seconds":68,"price":"200","unit":"minute","charge":"1227",
       "charged":true,"open":false,"end":"callerHungUp","endText":"Hung up","suspicions":[],
       "review":""}
      """#

    @Test func `a call is a line, with its time on the clock of the place`() throws {
      let body = "{\(Self.currency),\"total\":1,\"next\":null,\"calls\":[\(Self.call)]}"
      #expect(
        try CallsTable(Console()).text(Array(body.utf8), isFirstPage: true) == """
          CALL  AT                   BOOTH  NUMBER  DESTINATION  TIME   CHARGE  COLLECTED  END      REVIEW
            17  2006-10-27 16:18:14  4312   1006    INTERNAS 02  68 s  $ 1.227  not yet    Hung up
          1 call

          """)
    }

    @Test func `what is uncharged, open or an emergency is told in words`() throws {
      let calls = [
        Self.call.replacing("\"charged\":true", with: "\"charged\":false"),
        Self.call.replacing("\"open\":false", with: "\"open\":true")
          .replacing("\"endText\":\"Hung up\"", with: "\"endText\":null"),
        Self.call.replacing("\"price\":\"200\"", with: "\"price\":null")
          .replacing("\"charged\":true", with: "\"charged\":false")
          .replacing("\"review\":\"\"", with: "\"review\":\"Too short\""),
        Self.call.replacing("\"review\":\"\"", with: "\"review\":\"\",\"verdict\":\"waived\"")
          .replacing("\"charged\":true", with: "\"charged\":false"),
        // What was promised for it is lost.
        Self.call.replacing("\"price\":\"200\"", with: "\"price\":null")
          .replacing("\"suspicions\":[]", with: "\"suspicions\":[\"authorisationLost\"]"),
      ]
      let body =
        "{\(Self.currency),\"total\":40,\"next\":\"1-17\","
        + "\"calls\":[\(calls.joined(separator: ","))]}"
      let lines = try CallsTable(Console()).text(Array(body.utf8), isFirstPage: true).split(
        separator: "\n")
      #expect(lines.count == 7)
      #expect(lines[1].contains("uncharged             Hung up"))
      #expect(lines[2].hasSuffix("     open"))
      #expect(lines[3].contains("  Emergency "))
      #expect(lines[3].hasSuffix("Too short"))
      #expect(lines[4].hasSuffix("  waived             Hung up  waived"))
      #expect(lines[5].contains("  Unknown "))
      #expect(!lines[5].contains("not yet"))
      // What the table prints is what --before takes.
      #expect(lines[6] == "40 calls; older ones: --before 17")
    }

    @Test func `a search that has all of them on its page says how many they are`() throws {
      func foot(_ next: String, isFirstPage: Bool) throws -> String {
        let body =
          "{\(Self.currency),\"total\":0,\"totalIsLeast\":true,\"next\":\(next),"
          + "\"calls\":[\(Self.call)]}"
        let text = try CallsTable(Console()).text(Array(body.utf8), isFirstPage: isFirstPage)
        return String(text.split(separator: "\n").last ?? "")
      }
      #expect(try foot("null", isFirstPage: true) == "1 call")
      #expect(try foot("null", isFirstPage: false) == "1 on this page")
      #expect(try foot("\"1-17\"", isFirstPage: true) == "1 on this page; older ones: --before 17")
    }

    @Test func `a charge is collected once it is on a ticket`() throws {
      func line(_ call: String) throws -> String {
        let body = "{\(Self.currency),\"total\":1,\"next\":null,\"calls\":[\(call)]}"
        return String(
          try CallsTable(Console()).text(Array(body.utf8), isFirstPage: true).split(
            separator: "\n")[1])
      }
      func call(_ members: String) -> String {
        Self.call.replacing("\"review\":\"\"", with: "\"review\":\"\",\(members)")
      }
      #expect(try line(call(#""ticket":7"#)).contains("$ 1.227  ticket 7   Hung up"))
      var narrow = Console()
      (narrow.say, narrow.width) = (.spanish, 60)
      let body = "{\(Self.currency),\"total\":1,\"next\":null,\"calls\":[\(call(#""ticket":7"#))]}"
      let narrowed = try CallsTable(narrow).text(Array(body.utf8), isFirstPage: true)
      #expect(!narrowed.contains("ticket"))
      let waived = call(#""verdict":"waived""#)
        .replacing("\"charged\":true", with: "\"charged\":false")
      #expect(try line(waived).contains("waived             Hung up"))
      let unanswered = Self.call.replacing("\"seconds\":68", with: "\"seconds\":0")
      #expect(try !line(unanswered).contains("not yet"))
    }

    @Test func `payments say when, how much, who and what for`() throws {
      let body = """
        {\(Self.currency),"payments":[{"number":2,"at":"2006-10-27T19:18:14.000Z",
         "paidOn":"2006-10-26","amount":"-5000","reference":"corrección","by":"uid 1000"},
         {"number":1,"at":"2006-10-27T19:18:14.000Z","paidOn":null,"amount":"5",
         "reference":"","by":"uid 1000"}]}
        """
      var spanish = Console()
      spanish.say = .spanish
      let next = body.replacing(#""payments":["#, with: #""next":7,"payments":["#)
      #expect(
        try PaymentsTable(spanish).text(Array(next.utf8), isFirstPage: true).hasSuffix(
          "\n2 en esta página; anteriores: --before 7\n"))
      #expect(
        try PaymentsTable(Console()).text(Array(body.utf8), isFirstPage: true) == """
          PAYMENT  AT                   PAID ON       AMOUNT  BY        REFERENCE
                2  2006-10-27 16:18:14  2006-10-26  −$ 5.000  uid 1000  corrección
                1  2006-10-27 16:18:14  2006-10-27       $ 5  uid 1000
          2 payments

          """)
    }

    @Test func `a line has each count that it is judged by, under a head of its own`() throws {
      let link = """
        {"port":"/dev/ttyUSB0","board":"0102030405060708090a0b0c","driftAlarm":true,\
        "framesReceived":11,"framesSent":12,"crcErrors":13,"malformed":14,"resyncs":15,\
        "duplicateEvents":16,"retransmissions":17,"sessions":18,"roundTripMicroseconds":1900,\
        "driftPartsPerBillion":-620000,"ringHighWater":20}
        """
      let lines = try LinksTable(Console()).text(Array("{\"links\":[\(link)]}".utf8))
        .split(separator: "\n").map { $0.split(separator: #/ {2,}/#).map(String.init) }
      #expect(
        zip(lines[0], lines[1]).map { "\($0) \($1)" } == [
          "PORT /dev/ttyUSB0", "BOARD 0102030405060708090a0b0c", "IN 11", "OUT 12", "CRC 13",
          "BAD 14", "RESYNC 15", "TWICE 16", "AGAIN 17", "SESSIONS 18", "ROUND TRIP 1.9 ms",
          "DRIFT -620 !", "RING 20",
        ])
    }

    @Test func `the shop's booths say what they do, a refused one the number`() throws {
      let body = #"""
        {"name":"LOCUTORIO","version":"7","stale":true,"currency":{"code":"CLP","symbol":"$",
         "decimals":0},"balance":"1856","booths":[
         {"number":"4312","name":"CABINA 01","state":"talking","dialled":null,"refusal":null,
          "refusalText":null,"disabled":false,"nextCallUncharged":true,"call":{"number":"1006",
          "destination":"INTERNAS 02","seconds":68,"price":"200","unit":"minute","total":"227",
          "charged":true,"live":true},
          "account":{"credit":"0","charged":"237","calls":2,"due":"240"}},
         {"number":"4313","name":"CABINA 02","state":"refused","dialled":"0055","refusal":"unpriced",
          "refusalText":"The destination has no price","disabled":true,"nextCallUncharged":false,
          "call":{"number":"1006","destination":"INTERNAS 02","seconds":68,"price":"200",
          "unit":"minute","total":"227","charged":true,"live":false},
          "account":{"credit":"0","charged":"0","calls":0,"due":"0"}}],
         "boards":[{"uid":"00AA","connected":false,"firmware":"1.0.0"}]}
        """#
      let text = try StatusTable(Console()).text(Array(body.utf8))
      let lines = text.split(separator: "\n")
      #expect(
        lines.first == "LOCUTORIO   balance $ 1.856   (the core is silent: this may be old)")
      #expect(lines[1] == "board 00AA gone («cabinactl doctor» says why), firmware 1.0.0")
      #expect(lines[3].contains("talking, next call uncharged"))
      #expect(lines[3].hasSuffix("$ 227"))
      #expect(lines[3].contains(" $ 240  1006 "), "\(lines[3])")
      #expect(lines[4].contains("refused: The destination has no price, disabled"))
      #expect(lines[4].hasSuffix("0055"))
      let credit = try StatusTable(Console()).text(
        Array(body.replacing("\"240\"", with: "\"-130\"").utf8))
      #expect(credit.contains("  give back $ 130  1006 "), "\(credit)")
    }

    @Test(arguments: [
      ("\"1\"", "null", false), ("\"0\"", "true", true), ("\"-5\"", "false", true),
      ("null", "true", false),
    ])
    func `what keeps the shop from working stands above its booths`(
      balance: String, restart: String, isEmpty: Bool
    ) throws {
      let body = """
        {"name":"L","stale":false,\(Self.currency),"balance":\(balance),"booths":[],"boards":[],
         "restartNeeded":\(restart)}
        """
      let text = try StatusTable(Console()).text(Array(body.utf8))
      #expect(text.contains("NO BALANCE IS LEFT: every call is refused") == isEmpty, "\(text)")
      #expect(text.contains("systemctl restart cabinad") == (restart == "true"), "\(text)")
    }

    @Test func `a deck that is not there is said where all of it is asked for`() throws {
      let body = """
        {\(Self.currency),"list":"deck","version":"1","total":0,"next":null,"rows":[]}
        """
      let said =
        "without a deck what a call costs at the provider is taken to be what it is charged\n"
      #expect(try PriceTable(Console(), isWhole: true).text(Array(body.utf8)).hasSuffix(said))
      #expect(try !PriceTable(Console()).text(Array(body.utf8)).contains("without a deck"))
      let own = body.replacing("\"deck\"", with: "\"prefixes\"")
      #expect(
        try !PriceTable(Console(), isWhole: true).text(Array(own.utf8)).contains("without a deck"))
    }

    private func collected(_ toReview: String, inCall: Bool) throws -> [Substring] {
      let body = """
        {"result":"done",\(Self.currency),"ticket":{"number":7,"booth":"4312",
         "at":"2006-10-27T19:18:14.250Z","credit":"0","charged":"873","calls":2,"payable":"870",
         "due":"870","received":null,"change":"0"},"toReview":\(toReview),"inCall":\(inCall)}
        """
      return try TicketTable(Console()).collected(Array(body.utf8)).split(separator: "\n")
    }

    @Test func `who collects is told what the ticket is not the last word on`() throws {
      let plain = try collected("[]", inCall: false)
      #expect(plain.last == "rounded to coins  $ 870")
      let said = try collected("[17,18]", inCall: true).dropFirst(plain.count)
      #expect(said.count == 3)
      #expect(said.first?.hasPrefix("call 17 on it is flagged") == true)
      #expect(said.last == "the booth is in a call, which is not on this ticket")
      #expect(try collected("null", inCall: false).last?.contains("cabinactl suspects") == true)
    }

    @Test func `why a call costs so is told line by line, and where the ledger disagrees`() throws {
      let explanation = #"""
        {"charge":"227","billedSeconds":68,"prefix":"1006","description":"INTERNAS 02",
         "lines":[{"kind":"talk","words":"68 s at $ 200,00 per min","sum":"≈ $ 226,67"},
         {"kind":"rounding","words":"Rounded to $ 1","sum":"≈ $ 0,33"}]}
        """#
      func text(_ charge: String, cost: String, markup: String = "null") throws -> String {
        let call = Self.call.replacing("\"1227\"", with: "\"\(charge)\"")
        let body =
          "{\(Self.currency)," + call.dropFirst().dropLast() + #"""
            ,"verdict":"stands","ticket":7,"dialled":"1881006","carrier":"188",
            "answered":"2006-10-27T19:18:20.000Z","explanation":\#(explanation),"cost":"227",
            "costExplanation":\#(cost),"markupPercent":\#(markup),"isIncomplete":false,"note":"bien","reviewer":"uid 7"}
            """#
        return try ExplanationTable(Console()).text(Array(body.utf8))
      }
      let same = "the same as the charge: no other price of the provider was known"
      #expect(try text("227", cost: explanation).contains(same))
      // Of an uncharged call, what nobody pays.
      let uncharged = Self.call.replacing("\"charged\":true", with: "\"charged\":false")
      #expect(uncharged != Self.call)
      let body =
        "{\(Self.currency)," + uncharged.dropFirst().dropLast() + #"""
          ,"verdict":null,"ticket":null,"dialled":"1006","carrier":null,"answered":null,
          "explanation":null,"worthExplanation":\#(explanation),"cost":"0","costExplanation":null,
          "markupPercent":null,"isIncomplete":false,"note":"","reviewer":""}
          """#
      #expect(
        try ExplanationTable(Console()).text(Array(body.utf8)).contains(
          "uncharged: «sin cobro»\n\nit would have been charged $ 227, by 1006 INTERNAS 02\n"))
      let other = explanation.replacing("\"1006\"", with: "\"100\"")
      #expect(try !text("227", cost: other).contains(same))
      #expect(try !text("227", cost: other).contains("% on"))
      #expect(
        try text("227", cost: other, markup: "\"12.5\"").contains(
          "\n  with 12.5 % on the provider's price\n\ncost"))
      let text = try text("1227", cost: "null")
      for part in [
        "dialled    1881006, carrier 188", "reviewed   stands by uid 7: bien", "ticket 7",
        "charge $ 1.227, by 1006 INTERNAS 02",
        "68 s at $ 200,00 per min  ≈ $ 226,67", "Rounded to $ 1", "THE LINES MAKE $ 227",
      ] {
        #expect(text.contains(part), "\(text)")
      }
    }

    private func outcome(
      _ status: Int, _ body: String, of words: [String] = ["payment", "5000", "--key", "k1"]
    ) -> CommandOutcome {
      typed(words, always(status, body))
    }

    @Test func `what is done is said, and to programs as the daemon said it`() throws {
      let paid = """
        {"result":"done",\(Self.currency),"payment":{"number":3,"at":"2006-10-27T19:18:14.000Z",
         "paidOn":null,"amount":"5000","reference":"","by":"uid 0"},"balance":"6000"}
        """
      #expect(
        outcome(200, paid)
          == CommandOutcome(
            output: "payment 3: $ 5.000; the balance is now $ 6.000\n", hasChanged: true))
      let uncounted = paid.replacing("\"6000\"", with: "null")
      #expect(outcome(200, uncounted).output == "payment 3: $ 5.000\n")
      for (line, said) in [
        ("payment -5 typo", "corrected by -5"), ("cut 9", "booth 9: its call is cut off"),
        ("disable 9", "booth 9: disabled"), ("enable 9", "booth 9: enabled"),
        ("uncharged 9", "booth 9: its next call is uncharged"),
        ("charged 9", "booth 9: its next call is charged"),
        ("credit 9 1000", "booth 9: 1000 paid in advance"),
        ("review 42 waived", "call 42: waived"),
      ] {
        let words = line.split(separator: " ").map(String.init)
        let done = outcome(200, #"{"result":"done"}"#, of: words)
        #expect(done.output == said + "\n")
      }
      let json = outcome(
        200, #"{"result":"done"}"#, of: ["payment", "5000", "--json"])
      #expect(json == CommandOutcome(output: "{\"result\":\"done\"}\n", hasChanged: true))
    }

    @Test func `what the daemon refuses is told in its words, and nothing is printed`() throws {
      let body = #"{"error":"no_such_booth","message":"There is no such booth."}"#
      let refused = outcome(404, body, of: ["cut", "9"])
      #expect(refused.status == .failed && refused.output.isEmpty)
      #expect(
        refused.complaint
          == "cabinactl: there is no such booth; «cabinactl booths» has them all\n")
      #expect(outcome(404, body, of: ["cut", "9", "--json"]).output == body + "\n")
      #expect(outcome(500, "oops").complaint.contains("answered 500"))
    }

    @Test func `a payment of which nobody knows is asked for again by its key`() throws {
      let body = #"{"error":"no_answer","message":"There was no reply."}"#
      #expect(outcome(504, body).complaint.contains("again with --key k1"))
      #expect(!outcome(504, body, of: ["cut", "9"]).complaint.contains("--key"))
    }

    @Test func `an answer that is not what was asked for is not printed as if it were`() throws {
      let broken = outcome(200, #"{"calls":[]}"#, of: ["calls"])
      #expect(broken.status == .failed)
      #expect(broken.complaint.contains("makes no sense"))
    }

    @Test func `what is done is not told as failed, whatever the daemon answers to it`() throws {
      let odd = outcome(200, #"{"result":"done"}"#, of: ["collect", "9"])
      #expect(odd.status == .done)
      #expect(odd.output == "booth 9: collected\n")
      #expect(odd.complaint.contains("it is done, but the daemon's answer makes no sense"))
    }

    @Test func `an older daemon's answers are read without what they have not`() throws {
      let page = "{\(Self.currency),\"version\":\"1\",\"total\":0,\"next\":null,\"rows\":[]}"
      #expect(
        try PriceTable(Console(), isWhole: true).text(Array(page.utf8)).hasSuffix("0 prefixes\n"))
      let ticket = """
        {"result":"done",\(Self.currency),"ticket":{"number":7,"booth":"4312",
         "at":"2006-10-27T19:18:14.250Z","credit":"0","charged":"870","calls":2,"payable":"870",
         "due":"870","received":null,"change":"0"}}
        """
      #expect(
        try TicketTable(Console()).collected(Array(ticket.utf8)).hasPrefix("ticket 7 of booth 4312")
      )
    }

    @Test(arguments: [
      ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", 200, "{}"),
      ("HTTP/1.1 404 Not Found\r\ncontent-length:0\r\n\r\n", 404, ""),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 200, "{}"),
    ])
    func `an answer is read to its end`(text: String, status: Int, body: String) throws {
      let answer = try ShopClient.parse(Array(text.utf8))
      #expect(answer == ShopClient.Answer(status: status, body: Array(body.utf8)))
    }

    @Test(arguments: [
      "", "HTTP/1.1 200 OK\r\n", "nonsense\r\n\r\n", "HTTP/1.1 x OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\n\r\n{}", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    ])
    func `an answer that breaks off is none`(text: String) {
      #expect(throws: ShopClient.Failure.self) { try ShopClient.parse(Array(text.utf8)) }
    }

    @Test(arguments: ["2006-10-27", "", "2006-10-27T19:18:14.000", "2006-xx-27T19:18:14.000Z"])
    func `a time that is none is shown as it came`(text: String) {
      #expect(LocalTime(timestamp: text) == nil)
    }
  }
}
