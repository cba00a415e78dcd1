import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// What a technician sees on a terminal of 80 columns, or fewer.
  struct WidthTests {
    private static let pesos = #""currency":{"code":"CLP","symbol":"$","decimals":0}"#

    private func seen(
      _ words: [String], _ answer: String, width: Int = 80, in language: Language
    ) -> [String] {
      let outcome = typed(words, in: language, width: width, always(200, answer))
      #expect(outcome.status == .done, "\(outcome)")
      let lines = outcome.output.split(separator: "\n").map(String.init)
      for line in lines { #expect(line.count <= width, "\(line)") }
      return lines
    }

    private static let calls: String = {
      let call =
        #""id":20461,"booth":"4312","at":"2006-11-27T16:36:00Z","number":"00441632960123","#
        + #""destination":"GRAN BRETAÑA CELULAR VODAFONE","seconds":1272,"price":"200","#
        + #""charge":"4240","charged":true,"open":false,"endText":"colgó quien llamaba","#
        + #""suspicions":[],"review":"muy larga para ser cierta","verdict":"stands","ticket":1319"#
      return "{\(pesos),\"total\":1,\"totalIsLeast\":false,\"next\":null,\"calls\":[{\(call)}]}"
    }()

    @Test(arguments: Language.allCases, [80, 72])
    func `calls: the number that was dialled, where to, and the ticket`(
      language: Language, width: Int
    ) {
      let lines = seen(["calls"], Self.calls, width: width, in: language)
      #expect(lines[1].contains("  00441632960123  ") && lines[1].contains("  1319"), "\(lines)")
      let words = lines.joined(separator: " ").split(separator: " ")
      for word in ["GRAN", "BRETAÑA", "CELULAR", "VODAFONE"] {
        #expect(words.contains { $0 == word }, "\(lines)")
      }
      #expect(lines[1].contains(language == .spanish ? "27 nov 2006" : "27 Nov 2006"))
      #expect(!lines.contains { $0.contains("…") }, "\(lines)")
    }

    @Test func `a row that is wider all the same is left in one piece`() {
      var console = Console()
      console.width = 12
      #expect(
        console.folded("one two three four\n  a  b c d e f g h i\n")
          == "one two\nthree four\n  a  b c d e f g h i\n")
    }

    @Test func `where there is room a table is as it was`() {
      let line = seen(["calls"], Self.calls, width: 200, in: .english)[1]
      #expect(line.contains("2006-11-27 "))
      #expect(line.contains("  ticket 1319  "))
    }

    @Test(arguments: Language.allCases)
    func `payments and balance: what the transfer is called, to its end`(language: Language) {
      let reference = "transferencia banco estado de la cuenta del local, comprobante 004571239"
      let payment =
        #"{"number":17,"at":"2006-11-27T16:36:00Z","paidOn":"2006-11-26","#
        + #""amount":"1500000","reference":"\#(reference)","by":"maria.del.carmen"}"#
      let payments = seen(
        ["payments"], "{\(Self.pesos),\"payments\":[\(payment)]}", in: language)
      #expect(payments.joined(separator: " ").contains("004571239"), "\(payments)")
      let month =
        #"{\#(Self.pesos),"month":"2006-11","opening":"0","closing":"1500000","#
        + #""paid":"1500000","cost":"0","days":[{"day":"2006-11-27","cost":"120"}],"#
        + #""payments":[\#(payment)],"balance":"1500000","balanceReserved":"2400","#
        + #""balanceWarning":"20000","balanceLow":true}"#
      for width in [80, 60] {
        let balance = seen(["balance"], month, width: width, in: language)
        #expect(balance.joined(separator: " ").contains("004571239"), "\(balance)")
      }
    }

    @Test(arguments: Language.allCases)
    func `tickets, reports and users fit`(language: Language) {
      let ticket =
        #"{"number":13190,"booth":"4312","at":"2006-11-27T16:36:00Z","credit":"150000","#
        + #""charged":"1234567","calls":12,"payable":"1234570","received":null,"change":"0","#
        + #""by":"maria.del.carmen"}"#
      let tickets = seen(["tickets"], "{\(Self.pesos),\"tickets\":[\(ticket)]}", in: language)
      #expect(tickets[1].contains("13190") && tickets[1].contains("$ 1.234.570"), "\(tickets)")
      let sums =
        #""calls":2600,"answered":2000,"uncharged":100,"emergencies":10,"seconds":372500,"#
        + #""charged":"12270000","collected":"12000000","due":"270000","waived":"100000","#
        + #""cost":"11300000","margin":"1140000""#
      for (by, row) in [
        ("booth", #""booth":"4312","name":"CABINA DE LA ENTRADA""#),
        ("destination", #""prefix":"00441632","destination":"GRAN BRETAÑA CELULAR""#),
        ("day", #""day":"2006-11-27""#), ("hour", #""hour":17"#),
      ] {
        let report =
          #"{\#(Self.pesos),"from":"2006-11-01","to":"2006-11-30","total":{\#(sums)},"#
          + #""before":{\#(sums)},"by":"\#(by)","rows":[{\#(row),\#(sums)}]}"#
        let lines = seen(["report", "--by", by], report, in: language)
        #expect(lines[2].contains("$ 12.270.000") && lines[2].contains("$ 1.140.000"), "\(lines)")
      }
      let users = seen(
        ["user"], #"{"users":[{"name":"maria","role":"owner"}]}"#, width: 20, in: language)
      #expect(users.count == 2)
    }

    @Test(arguments: Language.allCases)
    func `links: nothing of them is left out`(language: Language) {
      let link =
        #""port":"/dev/serial/by-id/usb-FTDI_FT232R_A50285BI","driftAlarm":true,"#
        + #""board":"434142494e412d53494d2d31","framesReceived":1234567,"framesSent":1234568,"#
        + #""crcErrors":3,"malformed":4,"resyncs":5,"duplicateEvents":6,"retransmissions":7,"#
        + #""sessions":8,"roundTripMicroseconds":1900,"driftPartsPerBillion":120000,"#
        + #""ringHighWater":9"#
      let lines = seen(["links"], #"{"links":[{\#(link)},{\#(link)}]}"#, in: language)
      let roundTrip = language("1,9 ms", "1.9 ms")
      for value in ["1234567", "1234568", "434142494e412d53494d2d31", roundTrip, "120 !", " 9"] {
        #expect(lines.filter { $0.hasSuffix(value) }.count == 2, "\(lines)")
      }
      #expect(lines[0].hasSuffix("A50285BI"))
      let wide = seen(["links"], #"{"links":[{\#(link)}]}"#, width: 250, in: language)
      #expect(wide.count == 2)
    }

    @Test func `what is said in words is broken at blanks, and programs get it whole`() {
      let daemon = always(
        200,
        #"{"name":"X","stale":false,\#(Self.pesos),"balance":"0","restartNeeded":true,"#
          + #""booths":[],"boards":[]}"#)
      for width in [40, 80] {
        let text = typed(["status"], width: width, daemon).output
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(text)")
        #expect(text.replacing("\n", with: " ").contains("«cabinactl payment AMOUNT» enters"))
      }
      let status = typed(["status"], daemon).output.split(separator: "\n")
      #expect(status.count == 5 && status.contains { $0.hasPrefix("no board answers: «cabinactl") })
      #expect(
        typed(["status", "--json"], width: 40, daemon).output.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
      ("one two three", 7, "one two\nthree"), ("  one two three", 9, "  one two\n  three"),
      ("incomprehensible a", 6, "incomprehensible\na"), ("short", 10, "short"), ("", 10, ""),
      ("a\nbb cc\n", 3, "a\nbb\ncc\n"), ("one  two", 4, "one\ntwo"),
    ])
    func `lines are broken where there are blanks`(text: String, width: Int, folded: String) {
      #expect(text.folded(at: width) == folded)
    }

    @Test func `a cell is broken in its words where there are no blanks`() {
      #expect(
        "abcdefgh ij".pieces(ofWidth: 4, breaksWords: true) == ["abcd", "efgh", "ij"])
      #expect("".pieces(ofWidth: 4) == [""])
    }

    @Test func `a time is as short as it may be`() throws {
      let now = try LocalTime(argument: "2012-03-01T10:00:00", of: "")
      let time = try LocalTime(argument: "2012-02-02T17:30:00", of: "")
      #expect(time.brief(.spanish, now: now) == " 2 feb 17:30")
      #expect(time.brief(.english, now: now) == " 2 Feb 17:30")
      let later = try LocalTime(argument: "2013-01-01T00:00:00", of: "")
      #expect(time.brief(.spanish, now: later) == " 2 feb 2012")
      #expect(briefTime("2012-02-02", .spanish) == " 2 feb 2012")
      #expect(briefTime("FECHA", .spanish) == "FECHA")
    }
  }
}
