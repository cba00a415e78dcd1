import BoothControl
import Glibc
import Ledger
import Notation
import OwnerPanel
import Rating
import Testing

@testable import cabinad

@Suite struct `A configuration` {
  private func faults(_ text: String) -> [String] {
    do throws(ConfigurationError) {
      _ = try DaemonConfiguration(ConfigurationFile(path: "c", text: text))
      return []
    } catch { return error.faults.map(\.description) }
  }

  @Test func `is told all that is wrong with it at once, in the order of its lines`() {
    let faults = faults(
      """
      nmae = Y
      [shop]
      decimals = 9
      colour = red
      [dialling]
      emergency = 13, 133
      digit-map = 1[
      [page]
      address = caja
      [telephones]
      [booth 1]
      line = 99
      """)
    let places = faults.map { $0.prefix { $0 != " " } }
    #expect(places == ["c:1:", "c:3:", "c:4:", "c:6:", "c:7:", "c:9:", "c:10:", "c:12:"])
    #expect(faults.first?.contains("before any section") == true)
  }

  @Test func `names booths that say no board beside booths that do`() {
    let faults = faults(
      """
      [booth 1]
      line = 1
      board = 0102030405060708090a0b0c
      [booth 2]
      line = 2
      """)
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("c:4: found booth 2 without «board»") == true)
  }

  @Test func `lets each of two boards have its own lines`() throws {
    let text = """
      [booth 1]
      line = 1
      board = 0102030405060708090a0b0c
      [booth 2]
      line = 1
      board = 0102030405060708090a0b0d
      """
    #expect(faults(text).isEmpty)
  }

  @Test func `reads lines that end as on other systems`() throws {
    let file = ConfigurationFile(
      path: "c", text: "[shop]\r\nname = BAZAR\r\n[booth 1]\r\nline = 3\r\n")
    let configuration = try DaemonConfiguration(file)
    #expect(configuration.shop.name == "BAZAR")
    #expect(configuration.shop.booths.map(\.line) == [2])
  }

  @Test(arguments: [
    ("currency = CLP # pesos", "three capital letters"), ("currency = clp", "three capital"),
    ("currency =", "three capital"), ("symbol =", "1 to 8 bytes"),
    ("symbol = pesos chilenos", "1 to 8 bytes"), ("symbol = €€€", "1 to 8 bytes"),
  ])
  func `says what is wrong with a currency`(line: String, words: String) {
    let faults = faults("[shop]\n\(line)\n[booth 1]\nline = 1\n")
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("c:2: found «\(line.prefix { $0 != " " })") == true)
    #expect(faults.first?.contains(words) == true, "\(faults)")
  }

  @Test(arguments: ["coin = 0.5", "coin = 10.5", "decimals = 2\ncoin = 0.005"])
  func `has no coin finer than its currency`(lines: String) {
    let faults = faults("[shop]\n\(lines)\n[booth 1]\nline = 1\n")
    #expect(faults.count == 1)
    #expect(faults.first?.contains("whole times") == true, "\(faults)")
    let fitting = self.faults("[shop]\ndecimals = 2\ncoin = 0.05\n[booth 1]\nline = 1\n")
    #expect(fitting == [])
  }

  @Test(arguments: [
    ("emergency = 133, 1331", "«1331» beside «133»"), ("carriers = 18x", "digits"),
    ("carriers-replace = 0x", "at most 4 digits"), ("carriers-replace = 00000", "at most 4 digits"),
    ("emergency = 10,11,12,13,14,15,16,17,18,19,20,21,22", "1 to 12 numbers"),
    ("emergency =", "1 to 12 numbers of 2 to 6 digits"),
    ("emergency = 1, 133", "«1», number 1 of «emergency», expected 2 to 6 digits"),
    ("blocked = 700, 60o", "«60o», number 2 of «blocked», expected 1 to 20 digits, or all"),
    ("blocked = 700,, 600", "«», number 2 of «blocked»"),
    ("allowed = 0052", "«0052» in «allowed», which nothing in «blocked» blocks"),
    ("plan = peru", "one of: chile, chile-2006, none"),
  ])
  func `says what is wrong with a number plan in words`(line: String, words: String) {
    let faults = faults("[dialling]\n\(line)\n[booth 1]\nline = 1\n")
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("c:2: found") == true, "\(faults)")
    #expect(faults.first?.contains(words) == true, "\(faults)")
  }

  @Test func `names each entry that is wrong, and the line of its list`() {
    #expect(
      faults("[booth 1]\nline = 1\n[dialling]\nblocked = 9, 8\nallowed = a, 98, b\n") == [
        "c:5: found «a», number 1 of «allowed», expected 1 to 20 digits",
        "c:5: found «b», number 3 of «allowed», expected 1 to 20 digits",
      ])
    #expect(
      faults("[booth 1]\nline = 1\n[dialling]\nblocked = 9, 8\nallowed = 9\n") == [
        "c:5: found «9» in «allowed» and in «blocked», expected it in one of them"
      ])
  }

  @Test func `shows with a caret what is wrong in a digit map`() {
    #expect(
      faults("[booth 1]\nline = 1\n[dialling]\ndigit-map = (1xx|1T2)\n") == [
        """
        c:4: found «digit-map = (1xx|1T2)» in [dialling], expected chile, chile-2006 or a digit map \
        of RFC 3435; column 8: found «2», expected | or the end after the timer, whose pause ends \
        the number
          (1xx|1T2)
                 ^
        """
      ])
  }

  private func configuration(_ dialling: String) throws -> DaemonConfiguration {
    let text = "[booth 1]\nline = 1\n\(dialling)\n"
    return try DaemonConfiguration(ConfigurationFile(path: "c", text: text))
  }

  private func shop(_ dialling: String) throws -> ShopConfiguration {
    try configuration(dialling).shop
  }

  @Test func `takes a plan whole, and each key beside it in its place`() throws {
    #expect(NumberPlan(try shop("")) == .chile)
    #expect(NumberPlan(try shop("[dialling]\nplan = chile-2006")) == .chile2006)
    let plan = NumberPlan(
      try shop(
        """
        [dialling]
        blocked = all
        allowed = 9
        plan = chile
        emergency = 133
        carriers =
        """))
    #expect(
      plan
        == NumberPlan(
          emergencyNumbers: ["133"], blocksAll: true, allowedPrefixes: ["9"], carrierReplaces: "0",
          refusedCarrierCodes: NumberPlan.chile.carrierCodes, digitMap: .chile))
    #expect(NumberPlan(try shop("[dialling]\nplan = chile\nblocked =")).blockedPrefixes == [])
  }

  @Test func `takes nothing of a country's plan with a map of its own`() throws {
    let plan = NumberPlan(try shop("[dialling]\ndigit-map = (11xxxxxxxx|15xxxxxxxx)"))
    #expect(plan.carrierCodes == [])
    #expect(plan.blockedPrefixes == [])
    #expect(
      plan.classify("1145678901")
        == .number(
          sent: "1145678901", rated: "1145678901", carrier: nil))
    #expect(NumberPlan(try shop("[dialling]\nplan = none")).carrierCodes == [])
    #expect(
      NumberPlan(try shop("[dialling]\nplan = chile\ndigit-map = x.T")).carrierCodes.count == 70)
  }

  @Test func `says what may be dialled`() throws {
    let summary = DiallingSummary(
      try configuration("[dialling]\nplan = chile-2006\nblocked = all, 00\nallowed = 0052"))
    #expect(
      summary.words.english == """
          plan              chile-2006, save blocked, allowed
          digit-map         chile-2006: \(DigitMap.chile2006.text)
          emergency         131, 132, 133
          blocked           all, 00
          allowed           0052
          carriers          110-129, 150-199
          carriers-replace  0
          timers            start 16 s, partial 16 s, critical 4 s
        """)
    #expect(
      DiallingSummary(try configuration("")).words.english.hasPrefix("  plan              chile\n"))
    #expect(
      DiallingSummary(try configuration("[dialling]\nblocked = 00")).words.english
        .hasPrefix("  plan              chile, save blocked\n"))
    #expect(
      DiallingSummary(try configuration("[dialling]\ndigit-map = x.T")).words.english
        .hasPrefix("  plan              of its own\n"))
  }

  @Test func `says in Spanish what may be dialled, the keys being named as they are typed`() throws
  {
    func summary(_ lines: String) throws -> String {
      DiallingSummary(try configuration("[dialling]\n" + lines)).words.spanish
    }
    #expect(
      try summary("plan = chile-2006\nblocked = all, 00\nallowed = 0052") == """
          plan              chile-2006, salvo blocked, allowed
          digit-map         chile-2006: \(DigitMap.chile2006.text)
          emergency         131, 132, 133
          blocked           all, 00
          allowed           0052
          carriers          110-129, 150-199
          carriers-replace  0
          plazos            primero 16 s, parcial 16 s, crítico 4 s
        """)
    let own = try summary("digit-map = x.T")
    #expect(own.hasPrefix("  plan              propio\n"))
    #expect(own.contains("\n  carriers          ninguno\n"))
    #expect(
      try summary("carriers = 1880").contains(
        "cuidado           «1880» en «carriers»: ponga 188: lo que sigue"))
    #expect(
      try summary("blocked = 0800").contains(
        "cuidado           «0800» en «blocked»: ningún número que toma el mapa"))
  }

  @Test func `says what of the lists does nothing, or something else than was meant`() throws {
    func summary(_ line: String) throws -> String {
      DiallingSummary(try configuration("[dialling]\nplan = chile\n\(line)")).words.english
    }
    let text = try summary("carriers = 1880")
    #expect(text.contains("look out          «1880» in «carriers»: list 188: what follows"))
    #expect(
      try summary("blocked = 0800").contains(
        "look out          «0800» in «blocked»: no number that the digit map"))
    #expect(!text.contains("in a carrier's place too"))
  }

  @Test func `names prices that no number reaches, and a deck that is not there`() throws {
    func doubts(_ prefixes: [String], deck: [String] = ["56"]) -> [String] {
      func tariffs(_ prefixes: [String]) -> [Tariff] {
        prefixes.map {
          .plain(
            prefix: $0, description: "", price: UnitPrice(price: .zero, unit: .minute))
        }
      }
      let file = TariffFile(
        currency: AmountFormat(code: "CLP", symbol: "$", decimals: 0),
        rounding: Rounding(mode: .halfUp, decimals: 0), markupPercentMicros: 0,
        tariffs: tariffs(prefixes), deck: tariffs(deck))
      return PriceDoubts(file: file, plan: .chile2006).lines
    }
    #expect(doubts(["1006", "", "0052"]) == [])
    #expect(
      doubts(["133", "1006"], deck: []) == [
        "there is no deck: what a call costs at the provider is taken to be what it is charged",
        "no number that the digit map takes begins with 133: its price is never used",
      ])
    let swallowed = doubts(["0", "1006"], deck: ["0", "00"])
    #expect(swallowed.count == 1)
    #expect(swallowed.first?.contains("priced by prefix 0: 0051, 0052") == true)
    let many = (10..<20).map { "133\($0)" }
    #expect(
      doubts(many) == [
        "no number that the digit map takes begins with "
          + "\(many.prefix(8).joined(separator: ", ")) and 2 more: their prices are never used"
      ])
  }

  @Test func `is told apart from what it was when it was read`() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path + "/cabina.conf"
    #expect(FileMark(path) == nil)
    func write(_ text: String) throws {
      let stream = try #require(fopen(path, "w"))
      fputs(text, stream)
      fclose(stream)
    }
    try write("[shop]\n")
    let mark = try #require(FileMark(path))
    #expect(!mark.isEdited)
    try write("[shop]\nname = X\n")
    #expect(mark.isEdited)
    unlink(path)
    // Nothing that could be read at a restart.
    #expect(!mark.isEdited)
  }

  @Test(arguments: ["43/12", "1 2", "ñ", "4312%", "-1", "_1", "4312?", "a.b"])
  func `has no booth that a command or an address could not name`(number: String) {
    let faults = faults("[shop]\n[booth \(number)]\nline = 1\n")
    #expect(faults.count == 1, "\(faults)")
    #expect(
      faults.first?.hasPrefix("c:2: found [booth \(number)], expected a booth's number") == true)
  }

  @Test(arguments: ["4312", "a", "Z-9_x", "CABINA-01"])
  func `has booths with letters too`(number: String) {
    #expect(faults("[booth \(number)]\nline = 1\n") == [])
  }

  @Test func `takes a booth's number as it is without the white space`() {
    #expect(
      faults("[booth 4301]\nline = 1\n[booth  4301]\nline = 2\n[ booth   4301 ]\nline = 3\n") == [
        "c:3: found [booth 4301] a second time, expected it once; line 1 has it already",
        "c:5: found [booth 4301] a second time, expected it once; line 1 has it already",
      ])
  }

  @Test(arguments: [
    "127.evil", "127.", "127.1", "127.0.0.1;x", "127.0.0.1.evil.com", "127.0.0.256",
    "::1%lo", "[::1]", "localhost", "caja.lan",
  ])
  func `refuses an address that the page could not listen on`(address: String) {
    let faults = faults("[page]\naddress = \(address)\n[booth 1]\nline = 1\n")
    #expect(faults.count == 1)
    #expect(
      faults.first?.hasPrefix("c:2: found «address = \(address)» in [page], expected an address")
        == true)
  }

  @Test(arguments: [
    "127.0.0.1", "127.8.9.10", "::1", "0:0:0:0:0:0:0:1", "0.0.0.0", "192.168.1.5", "::", "fd00::1",
  ])
  func `takes an address that the page can listen on`(address: String) {
    #expect(faults("[page]\naddress = \(address)\n[booth 1]\nline = 1\n") == [])
  }

  @Test(arguments: [
    ("[shop]\nname = a\u{0}b", "U+0000"), ("[shop]\nname = \u{1B}]0;x\u{7}", "U+001B"),
    ("[shop]\nsymbol = \u{9B}", "U+009B"), ("[shop]\nname = a\u{7F}", "U+007F"),
    ("[shop]\nname = a\u{2028}b", "U+2028"), ("[shop]\nname = a\u{202E}b", "U+202E"),
    ("[booth 1\u{1B}[31m]\nline = 2", "U+001B"),
    ("[shop]\nna\tme = x", "U+0009"), ("[shop]\nsymbol\u{1B}", "U+001B"),
  ])
  func `names a control character and does not say it`(text: String, character: String) {
    let faults = faults("[booth 7]\nline = 1\n\(text)\n")
    #expect(faults.first?.contains("the control character \(character)") == true, "\(faults)")
    #expect(
      faults.allSatisfy { fault in
        fault.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
      })
  }

  @Test func `leaves the characters of a comment alone`() {
    #expect(faults("# \u{1B} a note\n[booth 7]\nline = 1\n") == [])
  }

  @Test(arguments: [
    ("[shop]\nname = \(String(repeating: "ñ", count: 41))", "a text of 1 to 40 characters"),
    ("[booth 2]\nline = 2\nname = \(String(repeating: "x", count: 100_000))", "1 to 40 characters"),
    ("[booth \(String(repeating: "9", count: 17))]\nline = 2", "1 to 16 of the letters"),
    ("[prices]\nfile = \(String(repeating: "f", count: 5000))", "1 to 4095 bytes"),
  ])
  func `limits its texts to what page and display have room for`(text: String, limit: String) {
    let faults = faults("[booth 7]\nline = 1\n\(text)\n")
    #expect(faults.count == 1)
    #expect(faults.first?.contains(limit) == true, "\(faults)")
    #expect(faults.allSatisfy { $0.count < 300 })
  }

  @Test func `takes texts as long as they may be`() {
    let name = String(repeating: "ñ", count: 40)
    let number = String(repeating: "9", count: 16)
    #expect(faults("[shop]\nname = \(name)\n[booth \(number)]\nline = 1\nname = \(name)\n") == [])
  }

  @Test func `the page's language is one that it has, and without it each browser's`() throws {
    func language(_ lines: String) throws -> Language? {
      let text = "[page]\n\(lines)[booth 1]\nline = 1\n"
      let configuration = try DaemonConfiguration(ConfigurationFile(path: "c", text: text))
      #expect(ShopSettings(configuration).language == configuration.page.language)
      #expect(configuration.panel(runFolder: nil).language == configuration.page.language)
      return configuration.page.language
    }
    #expect(try language("") == nil)
    #expect(try language("language = es\n") == .spanish)
    #expect(try language("language = en\n") == .english)
    for wrong in ["de", "ES", "español", ""] {
      #expect(
        faults("[page]\nlanguage = \(wrong)\n[booth 1]\nline = 1\n")
          == ["c:2: found «language = \(wrong)» in [page], expected one of: es, en"])
    }
  }

  @Test func `names the group of the box's cashiers`() throws {
    let booth = "[booth 1]\nline = 1\n"
    let usual = try DaemonConfiguration(ConfigurationFile(path: "c", text: booth))
    #expect(usual.socket.cashiers == "cabina-till")
    let text = "[socket]\ncashiers = caja_2\n" + booth
    let named = try DaemonConfiguration(ConfigurationFile(path: "c", text: text))
    #expect(named.socket.cashiers == "caja_2")
    for wrong in ["", "la caja", "caja,otra", String(repeating: "c", count: 33)] {
      #expect(
        faults("[socket]\ncashiers = \(wrong)\n" + booth)
          == [
            "c:2: found «cashiers = \(wrong)» in [socket], expected the name of a group of the "
              + "system: 1 to 32 letters, digits, -, _ or ."
          ])
    }
  }
}
