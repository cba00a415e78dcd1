import BoothControl
import FoundationEssentials
import Glibc
import Notation
import Rating
import Testing

@testable import Ledger
@testable import cabinactl

/// A plan whose callers dial no number of abroad.
private let diallingAtHome = diallingJSON("([1-9]x.T)", carriers: [])

func diallingJSON(_ map: String, carriers: [String] = ["188"]) -> String {
  let codes = carriers.map { "\"\($0)\"" }.joined(separator: ",")
  return """
    {"digitMap":"\(map)","emergency":["131"],"blocked":[],"blocksAll":false,"allowed":[],\
    "carriers":[\(codes)],"carriersReplace":"0","refusedCarriers":[]}
    """
}

/// A daemon that takes imports and remembers them.
final class FakeDaemon {
  var requests: [String] = []
  var bodies: [String] = []
  var rows: [Tariff] = []
  /// The path that is refused.
  var refuses: String?
  /// How callers dial.
  var dialling = diallingAtHome
  /// Prefixes that it has before.
  var total = 3
  /// The first of the provider's.
  var deckStart: [String] = []
  var rounding = "half-up"
  var currency = #"{"code":"CLP","symbol":"$","decimals":0}"#
  /// That are there as long as the test.
  var files: [ScratchFile] = []

  var desk: Desk { cabinactlTests.desk(exchange) }
  var json: Desk { cabinactlTests.desk(exchange, isJSON: true) }

  private var exchange: Console.Exchange {
    { [self] (_, request) throws(ShopClient.Failure) in
      answer(request.method, String(request.path.dropFirst("/api/v1/".count)), request.body)
    }
  }

  private static let record = #"""
    {"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"x","action":"deck import",
     "subject":"deck","before":"3 rows","after":"4 rows","hash":"3f","words":{"actor":"uid 0 (root)",
     "action":"Provider: import","subject":"","before":"3 prefixes","after":"4 prefixes"}}
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
    case "deck", "prefixes":
      let rows = deckStart.filter { path.contains("prefix=00") ? $0.hasPrefix("00") : true }
        .map { "{\"prefix\":\"\($0)\",\"unit\":\"minute\",\"price\":\"500\"}" }
        .joined(separator: ",")
      return reply(
        200,
        "{\"currency\":\(currency),\"version\":\"1\",\"next\":null,\"total\":\(total),"
          + "\"rows\":[\(rows)]}")
    // Before the import there is none.
    case "audit":
      let isAfter = requests.contains { $0.contains("/finish") }
      return reply(200, #"{"next":null,"records":[\#(isAfter ? Self.record : "")]}"#)
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
    let daemon = FakeDaemon()

    func work(
      _ text: String, _ options: CSVSource.Options = .init(), list: PriceList = .deck,
      skipsBad: Bool = false, console: Console = Console()
    ) throws -> PriceImport {
      let file = ScratchFile(text)
      daemon.files.append(file)
      return PriceImport(
        list: list, path: file.path, source: try CSVSource(file.path, options),
        skipsBad: skipsBad, console: console)
    }

    func work(json5 text: String) throws -> PriceImport {
      let file = ScratchFile(text, ending: "json5")
      daemon.files.append(file)
      return PriceImport(
        list: .deck, path: file.path, source: try TariffFileSource(file.path, .deck),
        skipsBad: false, console: Console())
    }

    static let heading = "prefix;description;price;per\n"

    @Test(arguments: [
      ([], true), (["2", "56"], true), (["0051"], false), (["", "2"], false), (["0"], false),
    ])
    func `the owner's list is asked for calls abroad where the provider's has none`(
      deck: [String], isAsked: Bool
    ) throws {
      (daemon.deckStart, daemon.dialling) = (deck, diallingJSON("([2-9]x.T|00x.T)"))
      let work = try work(Self.heading + "2;Santiago;50;min\n", list: .prefixes)
      let told = "begins with 00, by which callers here dial abroad"
      #expect(try work.check(daemon.desk).complaint.contains(told) == isAsked)
      // The provider's own list is asked in any case.
      let own = try self.work(Self.heading + "2;Santiago;50;min\n")
      #expect(try own.check(daemon.desk).complaint.contains(told))
    }

    @Test func `a list goes over in parts, and is finished with its number of rows`() throws {
      let lines = (0..<1234).map { "\(100_000 + $0);DESTINO \($0);\($0).5;min\n" }.joined()
      let work = try work(Self.heading + lines)
      let outcome = try work.run(daemon.desk)
      #expect(outcome.status == .done)
      #expect(outcome.complaint.isEmpty)
      #expect(daemon.rows.count == 1234)
      #expect(daemon.rows.map(\.prefix) == (0..<1234).map { "\(100_000 + $0)" })
      #expect(daemon.requests.first == "GET shop?lang=en")
      #expect(daemon.bodies[4] == #"{"list":"deck"}"#)
      let finish = daemon.requests.firstIndex(of: "POST imports/7f/finish?lang=en")
      #expect(finish.map { daemon.bodies[$0] } == #"{"rows":1234}"#)
      #expect(
        daemon.requests[((finish ?? 0) + 1)...]
          == ["GET audit?size=20&lang=en", "GET audit/17?size=1&lang=en"])
      let said = outcome.output.split(separator: "\n")
      #expect(said[0] == "deck: 1234 rows")
      #expect(said[1] == "  cheapest     100000  DESTINO 0     $ 0,50 per min")
      #expect(said[2] == "  dearest      101233  DESTINO 1233  $ 1.233,50 per min")
      #expect(
        said[3...5].map { $0.split(separator: " ").first { $0.hasPrefix("10") } ?? "" }
          == ["100000", "101022", "101233"])
      #expect(said.count == 7)
      #expect(
        said.last?.hasPrefix("in place of 3 prefixes: 1 added, 2 removed, 40 changed; ") == true)
    }

    @Test(arguments: [true, false])
    func `where somebody can be asked he sees first what a list changes`(isWanted: Bool) throws {
      daemon.deckStart = ["2", "3"]
      var work = try work(Self.heading + "2;Santiago;50;min\n4;x;1;min\n", list: .prefixes)
      var asked = ""
      work.consent = .asked {
        asked = $0
        return isWanted
      }
      let outcome = try work.run(daemon.desk)
      #expect(
        asked.contains("against the list that holds: 1 added, 1 removed, 1 changed, 0 the same\n"),
        "\(asked)")
      #expect(asked.contains("prices of yours below the provider's cost: 1: 2\n"), "\(asked)")
      #expect(outcome.status == (isWanted ? .done : .failed))
      #expect(daemon.requests.contains { $0.hasPrefix("POST") } == isWanted)
      // It is said once.
      let found = "prefixes: 2 rows\n"
      #expect(asked.contains(found) && !outcome.output.contains(found), "\(outcome)")
      #expect(outcome.complaint.isEmpty == isWanted, "\(outcome)")
      // The same is told of a file that is only read.
      let read = try self.work(Self.heading + "2;Santiago;50;min\n", list: .prefixes)
      #expect(try read.check(daemon.desk).output.contains("0 added, 1 removed, 1 changed"))
    }

    @Test func `what is doubtful is said with the question or afterwards, not both`() throws {
      var work = try work(
        "prefix;price;per;connection fee\n52;5;min;0.5\n", list: .prefixes)
      let doubt = "connectionFee of 52: finer than 1,"
      #expect(try work.run(daemon.desk).complaint.contains(doubt))
      var asked = ""
      work.consent = .asked {
        asked = $0
        return true
      }
      #expect(try !work.run(daemon.desk).complaint.contains(doubt))
      #expect(asked.contains(doubt), "\(asked)")
    }

    @Test func `where nobody can be asked what is doubtful is done with --yes only`() throws {
      var work = try work("prefix;price;per;connection fee\n52;5;min;0.5\n", list: .prefixes)
      work.consent = .withheld
      for desk in [daemon.desk, daemon.json] {
        let outcome = try work.run(desk)
        #expect(outcome.status == .failed && outcome.failure == "doubtful", "\(outcome)")
        #expect(outcome.complaint.contains("connectionFee of 52: finer than 1,"), "\(outcome)")
        #expect(outcome.complaint.hasSuffix("so nothing was sent; --yes takes it as it is\n"))
      }
      #expect(!daemon.requests.contains { $0.hasPrefix("POST") })
      // Nothing of this one is: a price that nobody can dial harms nobody.
      daemon.dialling = diallingJSON("2xxx")
      var plain = try self.work(Self.heading + "2;Santiago;50;min\n3;x;9;min\n", list: .prefixes)
      plain.consent = .withheld
      let taken = try plain.run(daemon.desk)
      #expect(taken.status == .done && taken.complaint.contains("is never used"), "\(taken)")
    }

    @Test func `a program is told which lines are bad, and what a list that is only read has`()
      throws
    {
      let bad = try work(Self.heading + "2;Santiago;50;min\n3;x;cheap;min\n", list: .prefixes)
      let refused = try bad.run(daemon.json)
      #expect(
        refused.output.hasPrefix(#"{"error":"bad_lines","message":""#)
          && refused.output.contains(#""badLines":1,"first":[{"line":3,"why":""#), "\(refused)")
      let good = try work(Self.heading + "2;Santiago;50;min\n", list: .prefixes)
      let read = try good.check(daemon.json).output
      #expect(read.hasPrefix(#"{"rows":1,"skipped":0,"doubts":[],"added":1,"#), "\(read)")
    }

    @Test func `who wants JSON is asked nothing`() throws {
      var work = try work(Self.heading + "2;Santiago;50;min\n", list: .prefixes)
      work.consent = .asked { _ in
        Issue.record("asked")
        return false
      }
      let outcome = try work.run(daemon.json)
      #expect(outcome.status == .done)
      #expect(outcome.output.hasPrefix("{\"rows\":1,"), "\(outcome)")
    }

    @Test func `that the lists are read for the question is shown`() throws {
      let terminal = PlayedTerminal()
      var work = try work(
        Self.heading + "2;Santiago;50;min\n", list: .prefixes,
        console: terminal.console(in: .english))
      work.consent = .asked { _ in false }
      _ = try work.run(daemon.desk)
      for list in ["prefixes", "deck"] {
        #expect(
          terminal.written.contains { $0.contains("reading \(list) [") }, "\(terminal.written)")
      }
      #expect(terminal.written.last == "\r\u{1B}[K")
    }

    @Test(arguments: 1...9)
    func `of a list some rows are shown, none of them twice`(count: Int) throws {
      let lines = (0..<count).map { "\(100 + $0);x;1.5;min\n" }.joined()
      let said = try work(Self.heading + lines).check(daemon.desk).output.split(separator: "\n")
      let shown = said.dropFirst(3).prefix(min(count, 3)).map {
        $0.replacing("  for example", with: "").split(separator: " ").first ?? ""
      }
      #expect(shown.first == "100" && shown.last == "\(99 + count)", "\(said)")
      #expect(Set(shown).count == min(count, 3), "\(said)")
    }

    @Test func `prices whose heading names another currency are not sent`() throws {
      let work = try work("prefix;rate per minute (USD)\n52;5\n")
      let error = #expect(throws: CommandError.self) {
        try work.run(daemon.desk)
      }
      #expect(error?.words.english.contains("found prices in USD, as their heading says") == true)
      #expect(daemon.requests == ["GET shop?lang=en"])
    }

    @Test func `a connection fee finer than the currency is told of a CSV file too`() throws {
      let work = try work(
        "prefix;price;per;connection fee\n52;5;min;0.5\n53;5;min;2\n", list: .prefixes)
      let outcome = try work.run(daemon.desk)
      #expect(outcome.complaint.contains("connectionFee of 52: finer than 1,"), "\(outcome)")
    }

    @Test func `a connection fee that is set is told of when it is finer than the currency`() throws
    {
      let tariff = try TariffRecord(
        json: #"{"prefix":"52","unit":"minute","price":"5","connectionFee":"1"}"#
      ).tariff
      let desk = cabinactlTests.desk { (_, _) throws(ShopClient.Failure) in
        ShopClient.Answer(status: 200, body: Array(#"{"percent":"12.5"}"#.utf8))
      }
      #expect(FeeDoubt.lines(of: [tariff], in: .prefixes, .chileanPeso, desk).isEmpty)
      // As it is sold.
      let sold = FeeDoubt.lines(of: [tariff], in: .deck, .chileanPeso, desk)
      #expect(sold.count == 1)
      #expect(sold.first?.hasPrefix("connectionFee of 52: finer than 1,") == true)
      #expect(FeeDoubt.lines(of: [tariff], in: .deck, nil, desk).isEmpty)
    }

    @Test(arguments: [
      ("", false, "it has no line below its heading"), ("x;BAD;1;min\n", true, "every line is bad"),
    ])
    func `a list of nothing takes the place of none`(
      lines: String, skipsBad: Bool, reason: String
    ) throws {
      let work = try work(Self.heading + lines, skipsBad: skipsBad)
      for attempt in [
        { try work.run(daemon.desk) }, { try work.check(daemon.desk) },
      ] {
        let error = #expect(throws: CommandError.self) { try attempt() }
        #expect(error?.words.english.contains("there is no row for the deck") == true)
        #expect(error?.words.english.contains(reason) == true, "\(error?.words.english ?? "")")
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
        skipsBad: false, console: Console())
      let error = #expect(throws: CommandError.self) {
        try work.run(daemon.desk)
      }
      #expect(error?.words.english.hasSuffix("it has 0 tariffs and a deck of 1") == true)
      #expect(daemon.requests.isEmpty)
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
        PrefixRecord.words(changed, instead: known, .chileanPeso, .english)
          == "0052 MEXICO: $ 130,00 per min; was $ 120,00 per min")
      #expect(
        PrefixRecord.words(changed, instead: nil, .chileanPeso, .spanish)
          == "0052 MEXICO: $ 130,00 x min; nuevo")
      let same = try known.changed("0052", ["--price": "120"])
      #expect(
        PrefixRecord.words(same, instead: known, .chileanPeso, .spanish)
          == "0052 MEXICO: $ 120,00 x min; ya era así, nada cambió")
      let banded = try JSONDecoder().decode(
        PrefixRecord.self, from: Data(#"{"prefix":"44","price":"1","per":60,"bands":[{}]}"#.utf8))
      #expect(throws: CommandError.self) { try banded.changed("44", ["--price": "2"]) }
      #expect(throws: CommandError.self) { try PrefixRecord().changed("1", ["--price": "2"]) }
    }

    @Test func `every bad line is told, and then nothing is sent`() throws {
      let bad = (0..<30).map { "\($0)x;BAD \($0);1;min\n" }.joined()
      let work = try work(Self.heading + "56;CHILE;1;min\n" + bad + "56;AGAIN;1;min\n")
      let outcome = try work.run(daemon.desk)
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
      let outcome = try work.run(daemon.json)
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

    @Test func `what the daemon refuses is given up and told`() throws {
      daemon.refuses = "imports/7f/rows"
      let work = try work(Self.heading + "56;CHILE;1;min\n")
      let error = #expect(throws: CommandError.self) {
        try work.run(daemon.desk)
      }
      #expect(error?.words.english == "nothing was changed: the body is not understood. row 7")
      #expect(daemon.requests.last == "DELETE imports/7f?lang=en")
    }

    @Test func `a file of another currency is refused before anything is sent`() throws {
      let text = """
        { currency: { code: "USD", symbol: "US$", decimals: 2 },
          deck: [ { prefix: "56", unit: "minute", price: "0.05" } ] }
        """
      let work = try work(json5: text)
      let error = #expect(throws: CommandError.self) {
        try work.run(daemon.desk)
      }
      #expect(error?.words.english.contains("found currency USD with 2 decimals") == true)
      #expect(daemon.requests == ["GET shop?lang=en"])
      daemon.currency = #"{"code":"USD","symbol":"US$","decimals":2}"#
      #expect(try work.check(daemon.desk).complaint.isEmpty)
      let outcome = try work.run(daemon.desk)
      #expect(daemon.rows.map(\.prefix) == ["56"])
      #expect(outcome.output.contains("US$ 0,0500 per min"))
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
      daemon.rounding = shop
      let work = try work(json5: text)
      let outcome = try work.run(daemon.desk)
      #expect(outcome.status == .done)
      #expect(
        outcome.complaint
          == (remark.isEmpty
            ? "" : "cabinactl: \(work.path): \(remark) «cabinactl rounding down» sets\n"))
      #expect(!daemon.requests.contains { $0.hasPrefix("POST rounding") })
    }

    @Test func `the bar is for a terminal, and clears itself`() throws {
      let terminal = PlayedTerminal()
      let work = try work(
        Self.heading + "56;CHILE;1;min\n", console: terminal.console(in: .english))
      _ = try work.run(daemon.desk)
      let written = terminal.written
      #expect(written.count == 4)
      #expect(written[0].contains("reading ") && written[0].contains(" 1 rows"))
      #expect(written[2].contains("sending deck [####################] 100 %"))
      #expect(written[1] == "\r\u{1B}[K" && written[3] == written[1])
    }
  }
}
