import Testing

@testable import cabinactl

extension CommandLineTests {
  /// Balance, report and the list of booths, as people read them.
  struct MoneyTableTests {
    private static let pesos = #""currency":{"code":"CLP","symbol":"$","decimals":0}"#
    private static let sums =
      #""calls":26,"answered":20,"uncharged":1,"emergencies":0,"seconds":3725,"charged":"2270","#
      + #""collected":"2000","due":"270","waived":"0","cost":"1130","margin":"1140""#

    private func report(_ by: String, _ rows: String) -> String {
      #"{\#(Self.pesos),"from":"2006-10-01","to":"2006-10-31","total":{\#(Self.sums)},"#
        + #""before":null,"beforeUntil":null,"by":\#(by),"rows":[\#(rows)]}"#
    }

    @Test func `a report has its rows and their sum`() {
      let answer = report(
        #""booth""#, #"{"booth":"4312","name":"CABINA 01",\#(Self.sums)}"#)
      let text = typed(["report", "--by", "booth"], always(200, answer)).output
      let lines = text.split(separator: "\n")
      #expect(lines.count == 4)
      #expect(lines[0] == "2006-10-01 to 2006-10-31")
      #expect(lines[1].hasPrefix("BOOTH"))
      #expect(lines[2].hasPrefix("4312") && lines[2].contains("CABINA 01"))
      #expect(lines[2].contains("1:02:05") && lines[2].contains("$ 2.270"))
      #expect(lines[3].hasPrefix("TOTAL"))
    }

    @Test(arguments: [
      ["report", "--by", "week"], ["report", "--from", "yesterday"],
      ["report", "--csv", "--json"], ["report", "--to", "2006-10-01", "--period", "day"],
      ["balance", "--month", "2006"], ["balance", "--month", "octubre"], ["booths", "4312"],
    ])
    func `what makes no sense is said before anything is asked`(words: [String]) {
      #expect(typed(words).status == .usage)
    }

    private static func shop(_ balance: String) -> String {
      #"{"name":"X","stale":false,\#(pesos),\#(balance),"restartNeeded":false,"boards":[],"booths":["#
        + #"{"number":"4312","name":"UNO","state":"free","dialled":null,"refusalText":null,"#
        + #""disabled":true,"nextCallUncharged":false,"call":null,"#
        + #""account":{"credit":"0","calls":2,"due":"350"}},"#
        + #"{"number":"9","name":"9","state":"removed","dialled":null,"refusalText":null,"#
        + #""disabled":false,"nextCallUncharged":false,"call":null,"#
        + #""account":{"credit":"100","calls":0,"due":"-100"}}]}"#
    }

    private func daemon(_ balance: String) -> Console.Exchange {
      { (_, request) throws(ShopClient.Failure) in
        let path = request.path.prefix { $0 != "?" }
        let body =
          switch path {
          case "/api/v1/shop": Self.shop(balance)
          case "/api/v1/settings":
            #"{"booths":[{"number":"4312","line":3,"board":"abc","paysBefore":true}]}"#
          default:
            #"{\#(Self.pesos),"month":"2006-10","opening":"1000","closing":"51856","paid":"51000","#
              + #""cost":"144","days":[{"day":"2006-10-27","cost":"144"}],"payments":[{"number":1,"#
              + #""at":"2006-10-28T12:00:00.000Z","paidOn":null,"amount":"51000","reference":"ref","#
              + #""by":"uid 0 (root)"}]}"#
          }
        return ShopClient.Answer(status: 200, body: Array(body.utf8))
      }
    }

    private static let kept =
      #""balance":"1856","balanceReserved":"200","balanceWarning":"5000","balanceLow":true"#

    @Test func `the balance tells what is reserved, the warning, and what moved it`() {
      let text = typed(["balance"], daemon(Self.kept)).output
      for words in ["$ 1.856", "$ 200", "$ 5.000", "BELOW", "$ 51.856", "ref", "-"] {
        #expect(text.contains(words), "\(text)")
      }
      let days = text.split(separator: "\n").suffix(2)
      #expect(days.first?.hasPrefix("2006-10-28") == true)
      #expect(days.last?.hasPrefix("2006-10-27") == true)
      let none =
        #""balance":null,"balanceReserved":null,"balanceWarning":null,"balanceLow":false"#
      #expect(typed(["balance"], daemon(none)).output.contains("no balance is kept"))
      let json = typed(["balance", "--json"], daemon(Self.kept)).output
      #expect(json.hasPrefix(#"{"balance":"1856","balanceReserved":"200","#))
      #expect(json.contains(#""statement":{"#))
    }

    @Test func `booths have their places, and those without one come last`() {
      let lines = typed(["booths"], daemon(Self.kept)).output.split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines[1].hasPrefix("4312") && lines[1].contains("abc"))
      #expect(lines[1].contains("free, disabled") && lines[1].contains("$ 350"))
      #expect(lines[2].hasPrefix("9 ") && lines[2].contains("give back $ 100"))
      let json = typed(["booths", "--json"], daemon(Self.kept)).output
      #expect(json.contains(#""number":"4312","name":"UNO","board":"abc","line":3"#))
      #expect(json.contains(#""number":"9","name":"9","board":null,"line":null"#))
    }

    @Test func `a cashier sees booths without their places`() throws {
      let owner = daemon(Self.kept)
      let outcome: (String) -> CommandOutcome = { words in
        typed(words.split(separator: " ").map(String.init)) {
          (client, request) throws(ShopClient.Failure) in
          request.path.contains("/settings")
            ? ShopClient.Answer(
              status: 403, body: Array(#"{"error":"not_allowed","message":"No."}"#.utf8))
            : try owner(client, request)
        }
      }
      let table = outcome("booths")
      #expect(table.status == .done, "\(table)")
      let lines = table.output.split(separator: "\n")
      try #require(lines.count == 3)
      #expect(lines[0].contains("STATE") && !lines[0].contains("BOARD"))
      #expect(lines[1].contains("4312") && lines[1].contains("UNO") && lines[1].contains("$ 350"))
      #expect(
        outcome("booths --json").output
          .contains(#""number":"4312","name":"UNO","board":null,"line":null,"paysBefore":null"#))
    }
  }
}
