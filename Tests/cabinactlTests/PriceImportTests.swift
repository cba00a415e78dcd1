import BoothControl
import FoundationEssentials
import Glibc
import Ledger
import Rating
import Testing

@testable import cabinactl

/// A plan whose callers dial no number of abroad.
private let diallingAtHome = diallingJSON("([1-9]x.T)", carriers: [])

private func diallingJSON(_ map: String, carriers: [String] = ["188"]) -> String {
  let codes = carriers.map { "\"\($0)\"" }.joined(separator: ",")
  return """
    {"digitMap":"\(map)","emergency":["131"],"blocked":[],"blocksAll":false,"allowed":[],\
    "carriers":[\(codes)],"carriersReplace":"0","refusedCarriers":[]}
    """
}

/// A daemon that takes imports and remembers them.
private final class FakeDaemon {
  var requests: [String] = []
  var bodies: [String] = []
  var rows: [Tariff] = []
  /// The path that is refused.
  var refuses: String?
  /// How callers dial.
  var dialling = diallingAtHome
  /// Prefixes that it has before.
  var total = 3
  var rounding = "half-up"
  var currency = #"{"code":"CLP","symbol":"$","decimals":0}"#
  /// That are there as long as the test.
  var files: [ScratchFile] = []

  var desk: LedgerDesk {
    LedgerDesk { [self] (method, path, body) throws(ShopClient.Failure) in
      answer(method, String(path.dropFirst("/api/v1/".count)), body)
    }
  }

  private static let record = #"""
    {"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"x","action":"deck import",
     "subject":"deck","before":"3 rows","after":"4 rows","hash":"3f"}
    """#

  private func answer(_ method: String, _ path: String, _ body: String) -> ShopClient.Answer {
    requests.append("\(method) \(path)")
    bodies.append(body)
    if let refuses, path.hasPrefix(refuses) {
      return reply(400, #"{"error":"bad_body","message":"The body is not understood. row 7"}"#)
    }
    switch path.prefix(while: { $0 != "?" }) {
    case "shop": return reply(200, "{\"currency\":\(currency)}")
    case "rounding": return reply(200, "{\"mode\":\"\(rounding)\",\"decimals\":0}")
    case "dialling": return reply(200, dialling)
    case "deck", "prefixes": return reply(200, "{\"total\":\(total)}")
    case "audit": return reply(200, #"{"next":null,"records":[\#(Self.record)]}"#)
    case "audit/17":
      return reply(
        200,
        #"{"record":\#(Self.record),"changes":{"list":"deck","added":1,"removed":2,"changed":40,"first":[]}}"#
      )
    case "imports": return reply(200, #"{"id":"7f"}"#)
    case "imports/7f/rows":
      let records = try? TariffRows.read(Array(body.utf8), before: 0, atMost: 500)
      guard let records, body.utf8.count <= 16_384 else { return reply(400, "{}") }
      rows += records
      return reply(200, "{\"rows\":\(rows.count)}")
    default: return reply(200, #"{"result":"done"}"#)
    }
  }

  private func reply(_ status: Int, _ body: String) -> ShopClient.Answer {
    ShopClient.Answer(status: status, body: Array(body.utf8))
  }
}

extension CommandLineTests {
  /// `cabinactl prefixes import`, `deck import`: the file, and what the daemon is asked.
  struct PriceImportTests {
    private let daemon = FakeDaemon()

    private func work(
      _ text: String, _ options: CSVSource.Options = .init(), list: PriceList = .deck,
      skipsBad: Bool = false, progress: ProgressBar.Kind = .none
    ) throws -> PriceImport {
      let file = ScratchFile(text)
      daemon.files.append(file)
      return PriceImport(
        list: list, path: file.path, source: try CSVSource(file.path, options),
        skipsBad: skipsBad, progress: progress)
    }

    private static let heading = "prefix;description;price;per\n"

    @Test func `a list goes over in parts, and is finished with its number of rows`() throws {
      let lines = (0..<1234).map { "\(100_000 + $0);DESTINO \($0);\($0).5;min\n" }.joined()
      let work = try work(Self.heading + lines)
      let outcome = try work.run(daemon.desk, isJSON: false)
      #expect(outcome.status == .done)
      #expect(outcome.complaint.isEmpty)
      #expect(daemon.rows.count == 1234)
      #expect(daemon.rows.map(\.prefix) == (0..<1234).map { "\(100_000 + $0)" })
      #expect(daemon.requests.first == "GET shop?lang=en")
      #expect(daemon.bodies[3] == #"{"list":"deck"}"#)
      let finish = daemon.requests.firstIndex(of: "POST imports/7f/finish?lang=en")
      #expect(finish.map { daemon.bodies[$0] } == #"{"rows":1234}"#)
      #expect(
        daemon.requests[((finish ?? 0) + 1)...]
          == ["GET audit?size=20&lang=en", "GET audit/17?size=1&lang=en"])
      let said = outcome.output.split(separator: "\n")
      #expect(said[0] == "deck: 1234 rows")
      #expect(said[1] == "  cheapest     100000  DESTINO 0     $ 0,50 per minute")
      #expect(said[2] == "  dearest      101233  DESTINO 1233  $ 1.233,50 per minute")
      #expect(
        said[3...5].map { $0.split(separator: " ").first { $0.hasPrefix("10") } ?? "" }
          == ["100000", "101023", "101233"])
      #expect(said[6].hasPrefix("imported in "))
      #expect(
        said.last?.hasPrefix("in place of 3 prefixes: 1 added, 2 removed, 40 changed; ") == true)
    }

    @Test func `prices whose heading names another currency are not sent`() throws {
      let work = try work("prefix;rate per minute (USD)\n52;5\n")
      let error = #expect(throws: PriceCommandError.self) {
        try work.run(daemon.desk, isJSON: false)
      }
      #expect(error?.message.contains("found prices in USD, as their heading says") == true)
      #expect(daemon.requests == ["GET shop?lang=en"])
    }

    @Test func `a connection fee finer than the currency is told of a CSV file too`() throws {
      let work = try work(
        "prefix;price;per;connection fee\n52;5;min;0.5\n53;5;min;2\n", list: .prefixes)
      let outcome = try work.run(daemon.desk, isJSON: false)
      #expect(outcome.complaint.contains("connectionFee of 52: finer than 1,"), "\(outcome)")
    }

    @Test func `a connection fee that is set is told of when it is finer than the currency`() throws
    {
      let tariff = try TariffRecord(
        json: #"{"prefix":"52","unit":"minute","price":"5","connectionFee":"1"}"#
      ).tariff
      let desk = LedgerDesk { (_, path, _) throws(ShopClient.Failure) in
        ShopClient.Answer(status: 200, body: Array(#"{"percent":"12.5"}"#.utf8))
      }
      #expect(FeeDoubt.lines(of: [tariff], in: .prefixes, .chileanPeso, desk).isEmpty)
      // As it is sold.
      let sold = FeeDoubt.lines(of: [tariff], in: .deck, .chileanPeso, desk)
      #expect(sold.count == 1)
      #expect(sold.first?.hasPrefix("connectionFee of 52: finer than 1,") == true)
      #expect(FeeDoubt.lines(of: [tariff], in: .deck, nil, desk).isEmpty)
    }

    @Test(arguments: [true, false])
    func `a list of full international numbers is told, before it is sent too`(
      isDry: Bool
    ) throws {
      daemon.dialling = diallingJSON("([2-9]xxxxxxxx|00[1-9]xxxxx.T)")
      let work = try work(Self.heading + "1201;EE.UU.;5;min\n52;MEXICO;5;min\n")
      let outcome = try isDry ? work.check(daemon.desk) : work.run(daemon.desk, isJSON: false)
      #expect(outcome.status == .done)
      #expect(outcome.complaint.contains("with 1201: are they full international numbers?"))
      #expect(outcome.complaint.contains("--prepend 00 is missing"))
      #expect(daemon.rows.isEmpty == isDry)
    }

    @Test func `a daemon that does not say how callers dial takes the list all the same`() throws {
      daemon.refuses = "dialling"
      let outcome = try work(Self.heading + "52;MEXICO;5;min\n").run(daemon.desk, isJSON: false)
      #expect(outcome.status == .done)
      #expect(outcome.complaint.isEmpty)
      #expect(
        outcome.output.contains("whether callers can dial these prefixes was not looked at: "))
    }

    @Test(arguments: [
      ("", false, "it has no line below its heading"), ("x;BAD;1;min\n", true, "every line is bad"),
    ])
    func `a list of nothing takes the place of none`(
      lines: String, skipsBad: Bool, reason: String
    ) throws {
      let work = try work(Self.heading + lines, skipsBad: skipsBad)
      for attempt in [
        { try work.run(daemon.desk, isJSON: false) }, { try work.check(daemon.desk) },
      ] {
        let error = #expect(throws: PriceCommandError.self) { try attempt() }
        #expect(error?.message.contains("there is no row for the deck") == true)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
      }
      #expect(daemon.requests.isEmpty)
    }

    @Test func `a file without the list says what it has`() throws {
      let text = """
        { currency: { code: "CLP", symbol: "$", decimals: 0 },
          deck: [ { prefix: "56", unit: "minute", price: "5" } ] }
        """
      let file = ScratchFile(text, ending: "json5")
      let work = PriceImport(
        list: .prefixes, path: file.path, source: try TariffFileSource(file.path, .prefixes),
        skipsBad: false, progress: .none)
      let error = #expect(throws: PriceCommandError.self) {
        try work.run(daemon.desk, isJSON: false)
      }
      #expect(error?.message.hasSuffix("it has 0 tariffs and a deck of 1") == true)
      #expect(daemon.requests.isEmpty)
    }

    @Test func `a hash is shortened for people`() throws {
      let hash = String(repeating: "9a", count: 32)
      let body = """
        {"next":null,"records":[{"number":1,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)",
         "action":"deck import","subject":"deck","before":"0 rows, sha256 \(hash)","after":"beefcafe",
         "hash":"\(hash)"}]}
        """
      let text = try AuditCommand.text(Array(body.utf8))
      #expect(text.contains("0 rows, sha256 9a9a9a9a… → beefcafe"), "\(text)")
    }

    @Test func `of a prefix that is there what is not named stays`() throws {
      let known = try JSONDecoder().decode(
        PrefixRecord.self,
        from: Data(
          #"{"prefix":"0052","description":"MEXICO","unit":"minute","price":"120","increment":60,"firstBlock":60,"connectionFee":"5"}"#
            .utf8))
      let changed = try known.changed("0052", ["--price": "130"])
      #expect(changed.description == "MEXICO")
      #expect(changed.shownPrice == UnitPrice(price: Money(micros: 130_000_000), unit: .minute))
      #expect(changed.plan.steps.map(\.incrementSeconds) == [60])
      #expect(changed.plan.connectionFee == Money(micros: 5_000_000))
      #expect(
        PrefixRecord.words(changed, instead: known) == "0052 MEXICO: 130 per minute, was 120\n")
      let banded = try JSONDecoder().decode(
        PrefixRecord.self, from: Data(#"{"prefix":"44","price":"1","per":60,"bands":[{}]}"#.utf8))
      #expect(throws: UsageError.self) { try banded.changed("44", ["--price": "2"]) }
      #expect(throws: UsageError.self) { try PrefixRecord().changed("1", ["--price": "2"]) }
    }

    @Test func `every bad line is told, and then nothing is sent`() throws {
      let bad = (0..<30).map { "\($0)x;BAD \($0);1;min\n" }.joined()
      let work = try work(Self.heading + "56;CHILE;1;min\n" + bad + "56;AGAIN;1;min\n")
      let outcome = try work.run(daemon.desk, isJSON: false)
      #expect(outcome.status == .failed)
      #expect(daemon.requests.isEmpty)
      let said = outcome.complaint.split(separator: "\n")
      #expect(said[0] == "line 3: prefix «0x»: expected digits: 0x;BAD 0;1;min")
      #expect(said.count == 22)
      #expect(said[20] == "and 11 more")
      #expect(said[21].hasPrefix("cabinactl: \(work.path): 31 bad lines, so nothing was sent"))
    }

    @Test func `bad lines are left out knowingly, of a prefix that comes twice the later`() throws {
      let work = try work(
        Self.heading + "56;CHILE;1;min\nx;BAD;1;min\n56;AGAIN;2;min\n57;COLOMBIA;3;min\n",
        skipsBad: true)
      let outcome = try work.run(daemon.desk, isJSON: true)
      #expect(outcome.status == .done)
      #expect(daemon.rows.map(\.description) == ["CHILE", "COLOMBIA"])
      #expect(outcome.complaint.contains("line 4: prefix «56»: expected each once; line 2 has it"))
      #expect(outcome.complaint.contains("left out: 2 bad lines"))
      #expect(
        outcome.output
          == #"{"rows":2,"skipped":2,"before":3,"record":17,"added":1,"removed":2,"changed":40}"#
          + "\n")
    }

    @Test(arguments: [
      (PriceList.deck, "refused, if the prefixes have none"),
      (.prefixes, "refused, if the deck has none"),
    ])
    func `of what is left out it is told what prices it then`(
      list: PriceList, none: String
    ) throws {
      let work = try work(
        Self.heading + "56;CHILE;1;min\n5632;VALPARAISO;mil;min\n569;MOVIL;1.500;min\n"
          + "7;RUSIA;?;min\n57x;BAD;1;min\n56;AGAIN;2;min\n", list: list, skipsBad: true)
      let said = try work.check(daemon.desk).complaint.split(separator: "\n")
      #expect(
        said.filter { $0.hasPrefix("  ") } == [
          "  5632… is priced by «56», line 2", "  569… is priced by «56», line 2",
          "  7… has no price of this list: \(none)", "  56… is priced by «56», line 2",
        ])
    }

    @Test func `a Spanish list is read as it comes`() throws {
      let text = """
        Código;Descripción;Tarifa por minuto
        52;MÉXICO;1.150,00
        53;CUBA;1.000.000
        +57;COLOMBIA;40,5

        """
      var options = CSVSource.Options()
      options.prepended = "00"
      daemon.dialling = diallingJSON("(00x.T)")
      let work = try work(text, options)
      let outcome = try work.run(daemon.desk, isJSON: false)
      #expect(daemon.rows.map(\.prefix) == ["0052", "0053", "0057"], "\(outcome)")
      #expect(
        daemon.rows.map(\.shownPrice) == [
          UnitPrice(price: pesos(1150), unit: .minute),
          UnitPrice(price: pesos(1_000_000), unit: .minute),
          UnitPrice(price: Money(micros: 40_500_000), unit: .minute),
        ])
      #expect(
        outcome.complaint
          == "cabinactl: \(work.path): its prices have a decimal comma, so they are read as with "
          + "--decimal-comma\n")
    }

    @Test(arguments: [
      // May be fifteen hundred, whatever the comma of the line before is.
      ("52;A;0,05\n53;B;1.500\n", "price «1.500»: expected a decimal comma, and no point"),
      ("52;A;1,500\n53;B;12\n", "for a decimal comma, --decimal-comma"),
      ("52;A;0,05\n53;B;12.5\n", "for a decimal comma, --decimal-comma"),
      ("+53;CUBA;12\n", "what is dialled for the +?"), ("+;CUBA;12\n", "expected digits"),
      ("52;\u{1B}[31mA;12\n", #"description «\u001B[31mA»: expected no control characters"#),
      ("52;\u{202E}A;12\n", #"description «\u202EA»: expected no control characters"#),
    ])
    func `what may be meant in two ways is refused, and says why`(
      lines: String, reason: String
    ) throws {
      let work = try work("prefijo;destino;precio por minuto\n" + lines)
      let outcome = try work.check(daemon.desk)
      #expect(outcome.status == .failed)
      #expect(outcome.complaint.contains(reason), "\(outcome.complaint)")
    }

    @Test func `a heading and --unit that differ are no unit`() throws {
      var options = CSVSource.Options()
      options.perSeconds = 1
      let error = #expect(throws: PriceCommandError.self) {
        try work("prefijo;tarifa por minuto\n5;1\n", options)
      }
      #expect(error?.message.contains("expected both alike") == true, "\(error?.message ?? "")")
    }

    @Test func `all that is wrong with a tariff file is told at once`() throws {
      let bad = (0..<25).map { "{ prefix: \"\($0)\", unit: \"minute\", price: \"x\" },\n" }.joined()
      let file = ScratchFile(
        "{ markupPercent: \"-1\",\n tariffs: [\n" + bad + "], deck: [ { prefix: \"5\" } ] }",
        ending: "json5")
      let error = #expect(throws: PriceCommandError.self) {
        try TariffFileSource(file.path, .deck)
      }
      let lines = error?.message.split(separator: "\n") ?? []
      #expect(lines.count == 21)
      #expect(lines.first?.hasPrefix("\(file.path): line 1, markupPercent: «-1»") == true)
      #expect(lines.dropFirst().first?.hasPrefix("line 3, tariffs[0].price (prefix «0»)") == true)
      #expect(lines.last == "and 7 more")
    }

    @Test func `what the daemon refuses is given up and told`() throws {
      daemon.refuses = "imports/7f/rows"
      let work = try work(Self.heading + "56;CHILE;1;min\n")
      let error = #expect(throws: PriceCommandError.self) {
        try work.run(daemon.desk, isJSON: false)
      }
      #expect(error?.message == "nothing was changed: The body is not understood. row 7")
      #expect(daemon.requests.last == "DELETE imports/7f?lang=en")
    }

    @Test func `a file of another currency is refused before anything is sent`() throws {
      let text = """
        { currency: { code: "USD", symbol: "US$", decimals: 2 },
          deck: [ { prefix: "56", unit: "minute", price: "0.05" } ] }
        """
      let file = ScratchFile(text, ending: "json5")
      let source = try TariffFileSource(file.path, .deck)
      let work = PriceImport(
        list: .deck, path: file.path, source: source, skipsBad: false, progress: .none)
      let error = #expect(throws: PriceCommandError.self) {
        try work.run(daemon.desk, isJSON: false)
      }
      #expect(error?.message.contains("found currency USD with 2 decimals") == true)
      #expect(daemon.requests == ["GET shop?lang=en"])
      daemon.currency = #"{"code":"USD","symbol":"US$","decimals":2}"#
      #expect(try work.check(daemon.desk).complaint.isEmpty)
      let outcome = try work.run(daemon.desk, isJSON: false)
      #expect(daemon.rows.map(\.prefix) == ["56"])
      #expect(outcome.output.contains("US$ 0,0500 per minute"))
      // An export has no markup, and says nothing of it.
      #expect(!outcome.output.contains("markup"))
    }

    @Test(arguments: [
      (#", rounding: "down""#, "up", "the rounding stays up; the file says down, which"),
      (#", rounding: "up""#, "up", ""), ("", "up", ""),
    ])
    func `a rounding that is not the shop's is told`(
      said: String, shop: String, remark: String
    ) throws {
      let text = """
        { currency: { code: "CLP", symbol: "$", decimals: 0\(said) },
          deck: [ { prefix: "56", unit: "minute", price: "2" } ] }
        """
      let file = ScratchFile(text, ending: "json5")
      daemon.rounding = shop
      let work = PriceImport(
        list: .deck, path: file.path, source: try TariffFileSource(file.path, .deck),
        skipsBad: false, progress: .none)
      let outcome = try work.run(daemon.desk, isJSON: false)
      #expect(outcome.status == .done)
      #expect(
        outcome.complaint
          == (remark.isEmpty
            ? "" : "cabinactl: \(file.path): \(remark) «cabinactl rounding down» sets\n"))
      #expect(!daemon.requests.contains { $0.hasPrefix("POST rounding") })
    }

    @Test func `an amount that looks like thousands is told`() throws {
      let text = """
        { currency: { code: "CLP", symbol: "$", decimals: 0 },
          deck: [ { prefix: "56", unit: "minute", price: "1.500" } ] }
        """
      let file = ScratchFile(text, ending: "json5")
      let source = try TariffFileSource(file.path, .deck)
      let work = PriceImport(
        list: .deck, path: file.path, source: source, skipsBad: false, progress: .none)
      let outcome = try work.check(daemon.desk)
      #expect(outcome.status == .done)
      #expect(outcome.complaint.contains("line 2: price «1.500» is taken as 1.5"))
      #expect(outcome.output.contains("$ 1,50 per minute"))
    }

    @Test(arguments: [
      ("56;CHILE;1\n", CSVSource.Options(), "name the columns: --columns"),
      ("prefix;price\n1;2\n", CSVSource.Options(), "--unit minute or --unit second"),
      ("prefix\n1\n", CSVSource.Options(), "see --delimiter"),
    ])
    func `a file that cannot be understood says what to say`(
      text: String, options: CSVSource.Options, message: String
    ) {
      let error = #expect(throws: PriceCommandError.self) { try work(text, options) }
      #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `columns that are named need no heading, and may have one`() throws {
      var options = CSVSource.Options()
      options.columns = try TariffColumns(option: "prefix,description,price")
      options.perSeconds = 60
      options.hasDecimalComma = true
      for heading in ["", "Cod.;Lugar;Importe\n"] {
        let work = try work(heading + "56;CHILE;0,05\n57;COLOMBIA;0,07\n", options)
        let outcome = try work.check(daemon.desk)
        #expect(outcome.output.hasPrefix("deck: 2 rows\n"), "\(outcome)")
        #expect(outcome.output.hasSuffix("dry run: nothing was sent\n"))
        #expect(outcome.output.contains("0.05 per minute"))
      }
    }

    @Test func `the bar is for a terminal, and clears itself`() throws {
      var written: [String] = []
      let work = try work(
        Self.heading + "56;CHILE;1;min\n", progress: .to { written.append($0) })
      _ = try work.run(daemon.desk, isJSON: false)
      #expect(written.count == 4)
      #expect(written[0].contains("reading ") && written[0].contains(" 1 rows"))
      #expect(written[2].contains("sending deck [####################] 100 %"))
      #expect(written[1] == "\r\u{1B}[K" && written[3] == written[1])
    }

    @Test func `an export is a tariff file, or lines that read back as they were`() throws {
      let rows = [
        #"{"prefix":"56","description":"CHILE, \"norte\"","unit":"minute","price":"40"}"#,
        #"{"prefix":"57","description":"'=1+1","unit":"second","price":"0.5","firstBlock":30,"increment":6}"#,
      ]
      var asked: [String] = []
      let desk = LedgerDesk { (_, path, _) throws(ShopClient.Failure) in
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
      _ = try work.run(daemon.desk, isJSON: false)
      #expect(daemon.rows == file.deck)
    }

    @Test(arguments: [
      (["prefixes", "set", "1"], "nothing is to be changed"),
      (["prefixes", "set", "1", "--price", "1", "--unit", "hour"], "minute, second"),
      (["prefixes", "set", "1", "--price", "1.500", "--unit", "minute"], "is it 1500?"),
      (["prefixes", "set", "1x", "--price", "1", "--unit", "minute"], "1 to 16 digits"),
      (["prefixes", "set", "1", "--price", "1", "--unit", "second", "--increment", "x"], "whole"),
      (["prefixes", "delete"], "expected a prefix"),
      (["deck", "set", "1"], "nothing is to be changed"),
      (["deck", "put"], "«put»: expected list"),
      (["prefixes", "set", "", "--price", "1"], "prefix «»: expected 1 to 16 digits"),
      (["prefixes", "delete", ""], "prefix «»: expected 1 to 16 digits"),
      (["deck", "delete", "1", ""], "prefix «»: expected 1 to 16 digits"),
      (
        ["deck", "set", "1", "--price", "1", "--unit", "minute", "--description", "\u{1B}[31m"],
        "no control characters"
      ),
      (["deck", "import"], "expected a file"),
      (["deck", "import", "a.csv", "--columns", "prefix,cost"], "«cost»: expected prefix"),
      (["deck", "import", "a.csv", "--unit", "hour"], "minute or second"),
      (["deck", "import", "a.csv", "--delimiter", "x"], "comma, semicolon or tab"),
      (["deck", "import", "a.csv", "--prepend", "+"], "expected digits"),
      (["deck", "import", "a.csv", "--dry-run", "--dry-run"], "given twice"),
      (["prefixes", "export", "--format", "xls"], "json5 or csv"),
      (["prefixes", "export", "--whole", "--before", "7"], "--whole: expected neither"),
      (["prefixes", "export", "--before", "x"], "--before «x»: expected the number of an import"),
      (["deck", "import", "a.csv", "--home", "56x"], "--home «56x»: expected a country's code"),
      (["markup", "1,5"], "decimal"),
      (["markup", "10001"], "0 to 10000"),
      (["rounding", "middle"], "«middle»: expected half-up, up or down"),
      (["rounding", "up", "down"], "down"), (["audit", "forget"], "expected list, show or verify"),
      (["audit", "verify", "--since", "2012-01-01"], "--since does not go with this"),
      (["audit", "--since", "2012-13-01"], "--since"),
      (["audit", "verify", "--head", "17"], "NUMBER:HASH"),
      (["audit", "show"], "expected the number of a record"),
      (["audit", "show", "x"], "«x»: expected the number of a record"),
      (["audit", "show", "1", "--size", "501"], "--size «501»: expected a number from 1 to 500"),
      (["audit", "show", "1", "--head", "x"], "--head does not go with this"),
      (["audit", "list", "1"], "«1» is one too many"),
    ])
    func `a wrong command line asks for nothing`(words: [String], complaint: String) {
      let outcome = CommandOutcome(of: words + ["--socket", "/nonexistent/cabina.sock"])
      #expect(outcome.status == .usage, "\(outcome)")
      #expect(outcome.complaint.contains(complaint), "\(outcome.complaint)")
    }

    @Test(arguments: LedgerVerb.allCases)
    func `each verb has help of its own`(verb: LedgerVerb) {
      let help = CommandOutcome(of: [verb.rawValue, "--help"])
      #expect(help.status == .done)
      #expect(help.output.hasPrefix("cabinactl \(verb.rawValue): "))
      #expect(help.output.contains("usage: cabinactl \(verb.rawValue)"))
      #expect(CommandOutcome(of: ["--help"]).output.contains("\n  \(verb.rawValue) "))
      let there = CommandOutcome(of: [verb.rawValue, "--socket", "/nonexistent/cabina.sock"])
      #expect(there.status == .failed)
      #expect(there.complaint.contains("/nonexistent/cabina.sock: No such file"))
    }
  }
}

extension CommandLineTests {
  /// `cabinactl audit`, of what the daemon says and of a file.
  struct AuditCommandTests {
    init() {
      setenv("TZ", "<-03>3", 1)
      tzset()
    }

    @Test func `a record is a line, with nothing in it that a terminal would act on`() throws {
      let body = #"""
        {"next":16,"records":[{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)",
         "action":"markup","subject":"deck\u001b[31m","before":null,"after":"10","hash":"3f"}]}
        """#
      #expect(
        try AuditCommand.text(Array(body.utf8)) == #"""
          RECORD  AT                   WHO           WHAT    OF
              17  2006-10-27 16:18:14  uid 0 (root)  markup  deck\u001B[31m
                  10
          older ones: --before 16

          """#)
    }

    @Test func `what a record changed stands below it, and no line is wider than a screen`() throws
    {
      let long = String(repeating: "x", count: 300)
      func text(_ before: String, _ after: String) throws -> [Substring] {
        let body = #"""
          {"next":null,"records":[{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"\#(long)",
           "action":"\#(long)","subject":"\#(long)","before":\#(before),"after":\#(after),"hash":"3f"}]}
          """#
        return try AuditCommand.text(Array(body.utf8)).split(separator: "\n")
      }
      #expect(try text("\"10\"", "\"12.5\"").last == "        10 → 12.5")
      #expect(try text("\"10\"", "null").last == "        10 → nothing")
      // What does not fit is not cut at once: the reference of a payment stands at its end.
      let paid = "balance 50000 → balance 100000: 50000 paid on 2006-10-26 «transferencia 123»"
      let wide = try text("\"balance 0\"", "\"\(paid + paid.prefix(9))\"")
      #expect(wide.suffix(2) == ["        balance 0", "        → \(paid)balance 5"])
      func price(_ terms: String) -> String {
        #""{\"prefix\":\"09\",\"description\":\"celulares\",\"unit\":\"minute\",\#(terms)}""#
      }
      let (cheap, dear) = (price(#"\"price\":\"85\""#), price(#"\"price\":\"90\""#))
      #expect(
        try text(cheap, dear).last == "        celulares 85 per minute → celulares 90 per minute")
      let stepped = price(#"\"price\":\"85\",\"increment\":60"#)
      #expect(try text(cheap, stepped).last?.hasSuffix("85 per minute (other terms)") == true)
      #expect(try text("null", cheap).last == "        celulares 85 per minute")
      #expect(try text("\"\(long)\"", "\"\(long)\"").allSatisfy { $0.count <= 100 })
    }

    @Test func `a ledger's file is verified without a daemon`() throws {
      let path = "/tmp/cabinactl-audit-\(getpid())-\(UInt64.random(in: .min ... .max))"
      defer { for suffix in ["", ".lock", "-wal", "-shm"] { unlink(path + suffix) } }
      let ledger = try Ledger(path: path) { _ in }
      for markup in 1...3 {
        try ledger.setMarkup(
          Int64(markup), by: AuditOrigin(actor: "x", at: WallTime(milliseconds: 1)))
      }
      ledger.close()
      let good = CommandOutcome(of: ["audit", "verify", "--ledger", path])
      #expect(good.status == .done, "\(good)")
      #expect(good.output.hasPrefix("3 records, all fit, up to 3:"))
      let head = try #require(good.output.split(separator: " ").last?.dropLast())
      try Database(path: path, access: .readWrite).execute(
        "DROP TRIGGER audit_is_not_changed; UPDATE audit SET after = '9' WHERE number = 2")
      let bad = CommandOutcome(
        of: ["audit", "verify", "--ledger", path, "--head", String(head), "--json"])
      #expect(bad.status == .failed)
      #expect(bad.complaint.contains("record 2 does not fit"))
      #expect(bad.output.contains(#""records":1"#))
      let none = CommandOutcome(of: ["audit", "verify", "--ledger", "/nonexistent/x"])
      #expect(none.status == .failed)
    }

    @Test func `an import is shown with the prices before and after it`() throws {
      let body = #"""
        {"record":{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)","action":
         "deck import","subject":"deck","before":"2 rows","after":"2 rows","hash":"3f"},
         "changes":{"list":"deck","added":1,"removed":41,"changed":2,"first":[
          {"prefix":"","before":null,"after":{"prefix":"","description":"todo","unit":"minute",
           "price":"9"}},
          {"prefix":"56","before":{"prefix":"56","description":"CHILE","unit":"minute",
           "price":"40"},"after":{"prefix":"56","description":"CHILE","per":6,"price":"0.5"}},
          {"prefix":"57","before":{"prefix":"57","description":"CO","unit":"second","price":"2"},
           "after":{"prefix":"57","description":"COLOMBIA","unit":"second","price":"2"}},
          {"prefix":"58","before":{"prefix":"58","description":"VE","steps":[{}]},"after":null}]}}
        """#
      #expect(
        try AuditCommand.detail(Array(body.utf8)) == """
          record  17
          at      2006-10-27 16:18:14
          who     uid 0 (root)
          what    deck import
          of      deck
          before  2 rows
          after   2 rows
          PREFIX  DESCRIPTION         BEFORE         AFTER
          (any)   todo                  none  9 per minute
          56      CHILE        40 per minute   0.5 per 6 s
          57      COLOMBIA      2 per second  2 per second  other terms or description
          58      VE                in steps          none
          1 added, 41 removed, 2 changed; 40 of them are not shown

          """)
    }

    @Test func `an import whose lists are gone says so, and another record is told whole`() throws {
      func detail(_ action: String, _ after: String) throws -> String {
        let body = #"""
          {"record":{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"x","action":"\#(action)",
           "subject":"deck","before":null,"after":"\#(after)","hash":"3f"},"changes":null}
          """#
        return try AuditCommand.detail(Array(body.utf8))
      }
      #expect(try detail("deck import", "1").hasSuffix("not both kept any more\n"))
      let long = String(repeating: "x", count: 300)
      #expect(try detail("markup", long).hasSuffix("before  nothing\nafter   \(long)\n"))
    }

    @Test func `a ledger is verified by a head, and says which one it saw`() throws {
      let path = "/tmp/cabinactl-verify-\(getpid())-\(UInt64.random(in: .min ... .max))"
      defer { for suffix in ["", ".lock", "-wal", "-shm"] { unlink(path + suffix) } }
      let ledger = try Ledger(path: path) { _ in }
      let empty = CommandOutcome(of: ["verify", "--ledger", path])
      #expect(empty.output == "0 calls: all is well\nno record of the audit\n")
      for markup in 1...2 {
        try ledger.setMarkup(
          Int64(markup), by: AuditOrigin(actor: "x", at: WallTime(milliseconds: 1)))
      }
      ledger.close()
      let head = try #require(try LedgerReader(path: path).auditHead()).description
      let good = CommandOutcome(of: ["verify", "--ledger", path, "--head", head])
      #expect(good.status == .done, "\(good)")
      #expect(
        good.output == "0 calls: all is well\n2 records of the audit, up to \(head)\n")
      try Database(path: path, access: .readWrite).execute(
        """
        DROP TRIGGER audit_is_not_removed; DELETE FROM audit WHERE number = 2;
        UPDATE settings SET value = '1' WHERE name = 'markup_percent_micros';
        """)
      #expect(CommandOutcome(of: ["verify", "--ledger", path]).status == .done)
      let bad = CommandOutcome(of: ["verify", "--ledger", path, "--head", head])
      #expect(bad.status == .failed)
      #expect(bad.complaint.contains("one thing is not well"))
      #expect(bad.output.contains("the audit: record 2 is not there"))
      let json = CommandOutcome(of: ["verify", "--ledger", path, "--head", head, "--json"])
      #expect(json.status == .failed)
      #expect(json.output.contains(#""callsNotDerived":0,"auditRecords":1,"auditHead":"1:"#))
      #expect(CommandOutcome(of: ["verify", "--head", "17"]).status == .usage)
    }

    @Test func `a time of the shop's clock is asked for in UTC`() throws {
      let time = try LocalTime(argument: "2006-10-27T16:18:14", of: "--since")
      #expect(time.timestamp == "2006-10-27T19:18:14Z")
    }
  }
}
