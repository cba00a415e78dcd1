import BoothControl
import FoundationEssentials
import Notation
import Testing

@testable import Ledger
@testable import cabinactl

/// What an import says of prefixes that nobody here dials so.
@Suite struct PrefixDoubtTests {
  private func lines(_ prefixes: [String], _ plan: NumberPlan = .chile) -> [String] {
    PrefixDoubts(plan).lines(of: prefixes).map(\.commandLine)
  }

  /// Of no country that the program knows: nine digits, abroad behind 00.
  private static let peru =
    "(9xxxxxxxx|01xxxxxxx|0[4-8]xxxxxxx|1[01]x|00[1-9]xxxxx.T|00[1-9]xxxxx.#)"

  private static func plan(_ map: String) throws -> NumberPlan {
    NumberPlan(emergencyNumbers: ["105"], digitMap: try DigitMap(map))
  }

  @Test func `full international prefixes are told from their home country's own code`() {
    #expect(
      lines(["569", "52", "51"]) == [
        "no prefix of the list (3) begins with 00, by which callers here dial abroad, and 569 begins with "
          + "the country's own code: are they full international numbers? Then numbers at home are "
          + "priced as foreign ones, and --prepend 00 --home 56 is missing"
      ])
  }

  @Test func `full international prefixes are told from those that cannot be dialled`() throws {
    let lines = lines(["1201", "1202", "44", "52"])
    #expect(lines.count == 1)
    #expect(
      lines.first?.contains("no number that they can dial begins with 1201, 1202: are") == true)
    let peru = try self.lines(["51", "52", "1201", "9", "01"], Self.plan(Self.peru))
    #expect(peru.count == 1)
    #expect(peru.first?.contains("begins with 1201, 51, 52: are they") == true)
    #expect(peru.first?.hasSuffix("and --prepend 00 is missing") == true)
  }

  @Test func `a list of areas is told only what it has no price for`() {
    #expect(
      lines(["2", "9"]) == [
        "no prefix of the list (2) begins with 00, by which callers here dial abroad: calls there have no "
          + "price by this list; if its prefixes are countries, --prepend 00 --home 56 says so"
      ])
  }

  @Test func `a list is told nothing of calls abroad that another one prices`() {
    let doubts = PrefixDoubts(.chile, isAbroadPriced: true)
    #expect(doubts.lines(of: ["2", "9"]).isEmpty)
    #expect(doubts.lines(of: ["569", "52"]).isEmpty)
    // What nobody can dial has no use all the same.
    let unreached = doubts.lines(of: ["1201", "2"]).map(\.commandLine)
    #expect(unreached.count == 1)
    #expect(unreached.first?.hasSuffix("begins with 1201: its price is never used") == true)
  }

  @Test func `a list as callers dial is told nothing`() throws {
    #expect(lines(["2", "9", "0052", "0051"]).isEmpty)
    #expect(lines(["09", "032", "0052"], .chile2006).isEmpty)
    // Where nobody dials abroad there is nothing to put before a prefix.
    #expect(try lines(["2", "52"], Self.plan("([2-9]xxxx)")).isEmpty)
  }

  private static let swallowed =
    "calls abroad (00…) that have no prefix of their own in the list are priced by prefix 0: "

  @Test func `a price of all that begins with 0 is told what it prices besides`() throws {
    let rest =
      "; if 0 is the price of calls within the country, put prefixes of its areas in its "
      + "place (02, 03…), or add one for abroad (00)"
    #expect(
      lines(["0", "02", "09", "0051", "00541", "001"], .chile2006) == [
        Self.swallowed + "0052, 0055, 0057, 0058, 0053, 0034 and 37 more" + rest
      ])
    // Without any price for abroad nothing else is said of them: they have one.
    #expect(
      lines(["0", "09"], .chile2006) == [
        Self.swallowed + "0051, 0052, 0054, 0055, 0057, 0058 and 40 more" + rest
      ])
  }

  @Test func `what prices calls abroad, or is meant for them, is told nothing`() throws {
    // All of it; each country, or some of its numbers; all but one, the shop's own perhaps.
    let countries = (1...9).flatMap { zone in (0...9).map { "00\(zone)\($0)" } }
    for list in [
      ["0", "00"], ["0"] + (1...9).map { "00\($0)" }, ["0"] + countries.map { $0 + "1" },
      ["0"] + countries.filter { $0 != "0056" }, ["02", "03", "09", "0051"], ["", "02"],
    ] {
      let told = lines(list, .chile2006)
      #expect(told.allSatisfy { !$0.hasPrefix(Self.swallowed) }, "\(list)")
    }
    // Where only calls abroad begin with 0 it stands for the rest of the world.
    #expect(lines(["2", "9", "0", "0051"]) == [])
    // And where none is dialled, for what is at home.
    #expect(try lines(["0", "03"], Self.plan("(0[2-9]xxxxxxx)")) == [])
  }

  @Test func `with 00 before the home country's own prefixes calls at home have no price`() {
    #expect(
      lines(["0052", "0056", "00569"]) == [
        "2 of 3 prefixes begin with 0056, which nobody at home dials: calls within the country have "
          + "no price by them; --home 56 takes the country's code off"
      ])
    #expect(lines(["0052", "00569"], .chile2006).first?.contains("--home 56=0 takes") == true)
  }

  @Test func `prefixes that nobody can dial are named, as many as one reads`() {
    let many = (1201...1209).map(String.init)
    #expect(
      lines(["0052", "2"] + many) == [
        "no number that callers here can dial begins with 1201, 1202, 1203, 1204, 1205, 1206 and 3 "
          + "more: their prices are never used"
      ])
  }

  @Test func `what the daemon says of dialling makes the plan it has`() throws {
    let body = #"""
      {"digitMap":"(0x.T)","emergency":["131"],"blocked":["700"],"blocksAll":true,
       "allowed":["7001"],"carriers":["188"],"carriersReplace":"0","refusedCarriers":["110"]}
      """#
    let answer = try JSONDecoder().decode(DiallingAnswer.self, from: Data(body.utf8))
    #expect(
      try answer.plan()
        == NumberPlan(
          emergencyNumbers: ["131"], blockedPrefixes: ["700"], blocksAll: true,
          allowedPrefixes: ["7001"], carrierCodes: ["188"], carrierReplaces: "0",
          refusedCarrierCodes: ["110"], digitMap: try DigitMap("(0x.T)")))
  }

  // MARK: The home country

  private func prefix(_ text: String, _ home: String, prepended: String = "00") throws -> String {
    var line = TariffLine(columns: try TariffColumns(option: "prefix,price"), perSeconds: 60)
    line.prepended = prepended
    line.home = try HomeCountry(option: home)
    return try line.prefix([text, "1"])
  }

  @Test func `the home country's code is taken off, and other countries have 00 before them`()
    throws
  {
    #expect(try prefix("569", "56") == "9")
    #expect(try prefix("+5632", "56=0") == "032")
    #expect(try prefix("52", "56=0") == "0052")
    #expect(try prefix("569", "56", prepended: "") == "9")
  }

  @Test func `what has the 00 already gets no other`() throws {
    let fault = #expect(throws: TariffLine.Fault.self) { try prefix("0052", "56=0") }
    #expect(fault?.reason.contains("begins with 00 already") == true)
    #expect(try prefix("99", "56", prepended: "9") == "999")
  }

  @Test func `a price of all the home country is no prefix`() {
    let fault = #expect(throws: TariffLine.Fault.self) { try prefix("56", "56=0") }
    #expect(fault?.reason.contains("«56»: all of the home country; expected its areas") == true)
  }

  @Test(arguments: ["", "x", "5656", "56=x", "=0", "56=00000000000000000"])
  func `a home country that is none is refused`(option: String) {
    #expect(throws: SmallFileError.self) { try HomeCountry(option: option) }
  }

  // MARK: What was replaced

  private func desk(
    _ records: String, _ detail: String, isRefusing: Bool = false
  ) -> Desk {
    cabinactlTests.desk { (_, request) throws(ShopClient.Failure) in
      let path = request.path
      guard !isRefusing else { return ShopClient.Answer(status: 503, body: []) }
      let body = path.hasPrefix("/api/v1/audit?") ? records : detail
      return ShopClient.Answer(status: 200, body: Array(body.utf8))
    }
  }

  private static func record(_ number: Int, _ action: String) -> String {
    #"{"number":\#(number),"at":"2006-10-27T19:18:14.000Z","actor":"x","action":"\#(action)","#
      + #""subject":"deck","before":"3 rows","after":"4 rows","hash":"3f","words":{"actor":"x","#
      + #""action":"\#(action)","subject":"deck","before":"3 prefixes","after":"4 prefixes"}}"#
  }

  @Test func `an import says what it took the place of, and how that is had again`() {
    let records =
      #"{"next":null,"records":[\#(Self.record(18, "prefixes import")),"#
      + #"\#(Self.record(17, "deck import"))]}"#
    let detail =
      #"{"record":\#(Self.record(17, "deck import")),"changes":{"list":"deck","added":1,"#
      + #""removed":2,"changed":40,"first":[]}}"#
    #expect(
      ListReplacement(.deck, of: 5001, after: 16, desk(records, detail)).text(.english)
        == "in place of 5001 prefixes: 1 added, 2 removed, 40 changed; «cabinactl audit show 17» "
        + "names them, «cabinactl deck export --before 17» has the list as it was\n")
    #expect(
      ListReplacement(.deck, of: 0, after: 16, desk(records, detail)).text(.english)
        == "there was no list before\n")
    #expect(
      ListReplacement(.deck, of: 1, after: 16, desk(records, detail, isRefusing: true)).text(
        .english)
        == "in place of 1 prefix\n")
    #expect(
      ListReplacement(.deck, of: 1, after: 17, desk(records, detail)).text(.english)
        == "the list was the same before: nothing was changed\n")
    #expect(
      ListReplacement(.deck, of: 1, after: nil, desk(records, detail)).text(.english)
        == "in place of 1 prefix\n")
  }
}
