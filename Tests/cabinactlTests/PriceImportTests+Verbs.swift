import BoothControl
import FoundationEssentials
import Glibc
import Ledger
import Rating
import Testing

@testable import cabinactl

/// Export, and the verbs' command lines.
extension CommandLineTests.PriceImportTests {
  @Test func `an export is a tariff file, or lines that read back as they were`() throws {
    let rows = [
      #"{"prefix":"56","description":"CHILE, \"norte\"","unit":"minute","price":"40"}"#,
      #"{"prefix":"57","description":"'=1+1","unit":"second","price":"0.5","firstBlock":30,"increment":6}"#,
    ]
    var asked: [String] = []
    let desk = cabinactlTests.desk { (_, request) throws(ShopClient.Failure) in
      let path = request.path
      asked.append(path)
      if path.hasPrefix("/api/v1/markup") {
        return ShopClient.Answer(status: 200, body: Array(#"{"percent":"12.5"}"#.utf8))
      }
      if path.hasPrefix("/api/v1/rounding") {
        return ShopClient.Answer(status: 200, body: Array(#"{"mode":"up","decimals":0}"#.utf8))
      }
      let isFirst = !path.contains("after")
      let page = """
        {"currency":{"code":"CLP","symbol":"$","decimals":0},"list":"deck","version":"3",\
        "total":2,"next":\(isFirst ? "\"56\"" : "null"),"rows":[\(rows[isFirst ? 0 : 1])]}
        """
      return ShopClient.Answer(status: 200, body: Array(page.utf8))
    }
    let export = PriceExport(list: .deck, desk: desk)
    let file = try TariffFile(json5: Array(try export.json5().utf8))
    #expect(file.deck.map(\.prefix) == ["56", "57"])
    #expect(file.currency == .chileanPeso)
    #expect(file.rounding == Rounding(mode: .up, decimals: 0))
    #expect(file.markupPercentMicros == 12_500_000)
    #expect(asked.contains("/api/v1/deck?size=500&after=56&lang=en"))
    let whole = try TariffFile(json5: Array(try export.json5(isWhole: true).utf8))
    #expect(whole.tariffs.map(\.prefix) == ["56", "57"])
    #expect(whole.deck == file.deck)
    #expect(whole.markupPercentMicros == 12_500_000)
    let csv = try export.csv()
    #expect(csv.contains("57,''=1+1,0.5"))
    let work = try work(csv)
    _ = try work.run(daemon.desk)
    #expect(daemon.rows == file.deck)
  }

  @Test(arguments: [
    (["--price", "40,125"], #""price":"40.1250""#), (["--price", "1.150,5"], #""price":"1150.5""#),
    (["--price", "40.5"], #""price":"40.5""#),
    (["--price", "1", "--connection-fee", "2,125"], #""connectionFee":"2.1250""#),
  ])
  func `a comma in a price leaves no doubt`(options: [String], written: String) {
    var body = ""
    let outcome = typed(["prefixes", "set", "1", "--unit", "minute"] + options) {
      (_, request) throws(ShopClient.Failure) in
      if request.method == "PUT" { body = request.body }
      let answer =
        request.method == "PUT"
        ? #"{"result":"done"}"#
        : #"{"rows":[],"currency":{"code":"CLP","symbol":"$","decimals":0}}"#
      return ShopClient.Answer(status: 200, body: Array(answer.utf8))
    }
    #expect(outcome.status == .done, "\(outcome)")
    #expect(body.contains(written), "\(body)")
  }

  @Test(arguments: [
    (["prefixes", "set", "1"], "nothing is to be changed"),
    (["prefixes", "set", "1", "--price", "1", "--unit", "hour"], "expected minute or second"),
    (
      ["prefixes", "set", "1", "--price", "1.500", "--unit", "minute"],
      "--price «1.500»: is it 1500?"
    ),
    (
      ["prefixes", "set", "1", "--connection-fee", "2.000"],
      "--connection-fee «2.000»: is it 2000?"
    ),
    (["prefixes", "set", "1x", "--price", "1", "--unit", "minute"], "0 to 16 digits"),
    (
      ["prefixes", "set", "1", "--price", "1", "--unit", "second", "--increment", "x"],
      "a number from 1 to 86400"
    ),
    (["prefixes", "delete"], "PREFIX is missing"),
    (["deck", "set", "1"], "nothing is to be changed"),
    (["deck", "put"], "there is no verb «deck put»"),
    (["deck", "delete", "1", "x"], "PREFIX «x»: expected 0 to 16 digits"),
    (
      ["deck", "set", "1", "--price", "1", "--unit", "minute", "--description", "\u{1B}[31m"],
      "no control characters"
    ),
    (["deck", "import"], "FILE is missing"),
    (["deck", "import", "a.csv", "--columns", "prefix,cost"], "«cost»: expected prefix"),
    (["deck", "import", "a.csv", "--unit", "hour"], "minute or second"),
    (["deck", "import", "a.csv", "--delimiter", "x"], "comma, semicolon or tab"),
    (["deck", "import", "a.csv", "--prepend", "+"], "expected digits"),
    (
      ["deck", "import", "a.csv", "--prepend", String(repeating: "0", count: 17)],
      "--prepend «00000000000000000»: expected digits, at most 16"
    ),
    (
      ["deck", "import", "a.csv", "--home", "56=" + String(repeating: "0", count: 17)],
      "--home «56=00000000000000000»: expected a country's code"
    ),
    (["deck", "import", "a.csv", "--dry-run", "--dry-run"], "given twice"),
    (["prefixes", "export", "--format", "xls"], "json5 or csv"),
    (["prefixes", "export", "--whole", "--before", "7"], "--whole: expected neither"),
    (["prefixes", "export", "--before", "x"], "--before «x»: expected a number from 1 on"),
    (["deck", "import", "a.csv", "--home", "56x"], "--home «56x»: expected a country's code"),
    (["markup", "1,5,5"], "0 to 10000 per cent, such as 12.5"),
    (["markup", "1.000"], "PERCENT «1.000»: is it 1000?"),
    (["markup", "10001"], "0 to 10000"),
    (["rounding", "middle"], "MODE «middle»: expected half-up, up or down"),
    (["rounding", "up", "down"], "«down» is one too many"),
    (["audit", "forget"], "there is no verb «audit forget»"),
    (["audit", "verify", "--since", "2012-01-01"], "there is no option «--since»"),
    (["audit", "--since", "2012-13-01"], "--since"),
    (["audit", "verify", "--head", "17"], "NUMBER:HASH"),
    (["audit", "show"], "NUMBER is missing"),
    (["audit", "show", "x"], "NUMBER «x»: expected a number from 1 on"),
    (["audit", "show", "1", "--size", "501"], "--size «501»: expected a number from 1 to 500"),
    (["audit", "show", "1", "--head", "x"], "there is no option «--head»"),
    (["audit", "list"], "«list» is one too many"),
  ])
  func `a wrong command line asks for nothing`(words: [String], complaint: String) {
    let outcome = typed(words)
    #expect(outcome.status == .usage, "\(outcome)")
    #expect(outcome.complaint.contains(complaint), "\(outcome.complaint)")
  }
}
