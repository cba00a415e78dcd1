import Ledger
import Rating
import Testing

/// Each bad file, and the one line that its author reads.
struct TariffFileErrorTests {
  private func fault(_ text: String) -> String {
    do throws(TariffFileError) {
      _ = try TariffFile(json5: Array(text.utf8))
      return "nothing"
    } catch { return "\(error)" }
  }

  @Test func `of a text without end the beginning is told`() {
    let long = String(repeating: "1", count: 100_000)
    for text in [
      "{tariffs:[{prefix:\"1\",description:\"a\",price:\"\(long)\",unit:\"minute\"}]}",
      "{tariffs:[{prefix:\"\(long)\",description:\"a\",price:\"1\",unit:\"minute\"}]}",
    ] {
      let words = fault(text)
      #expect(words != "nothing" && words.utf8.count < 2_000, "\(words.prefix(300))")
    }
  }

  @Test(arguments: [
    (
      "price: \"1,5\", unit: \"minute\"", "price",
      "«1,5»: expected a decimal number such as 200 or 0.05, with a point where the comma stands"
    ),
    (
      "price: 1.5, unit: \"minute\"", "price",
      "«1.5»: expected a decimal number in quotes such as \"0.05\""
    ),
    ("price: \"-1\", unit: \"minute\"", "price", "«-1»: expected 0 to 1000000"),
    ("price: \"0.1234567\", per: 60", "price", "«0.1234567»: expected at most 6 decimals"),
    (
      "price: \"1\"", "unit",
      "missing: expected unit (\"minute\" or \"second\") or per (seconds), one of them"
    ),
    (
      "price: \"1\", unit: \"minute\", per: 60", "unit",
      "«a key beside per»: expected unit (\"minute\" or \"second\") or per (seconds), one of them"
    ),
    ("price: \"1\", unit: \"hour\"", "unit", "«hour»: expected one of minute, second"),
    ("price: \"1\", per: 0", "per", "«0»: expected a whole number from 1 to 86400"),
    (
      "price: \"1\", per: 60, increment: 0.5", "increment",
      "«0.5»: expected a whole number from 1 to 86400"
    ),
    (
      "price: \"1\", per: 60, increment: \"6\"", "increment",
      "«6»: expected a whole number from 1 to 86400"
    ),
    (
      "price: \"1\", per: 60, graceSeconds: -1", "graceSeconds",
      "«-1»: expected a whole number from 0 to 86400"
    ),
    (
      "price: \"1\", per: 60, description: true", "description", "«true»: expected a text in quotes"
    ),
    ("description: \"x\"", "price", "missing: expected price, steps or bands"),
    (
      "connectionFee: \"1\"", "connectionFee",
      "«a key without a price»: expected a price or steps beside it"
    ),
    ("price: \"1\", steps: []", "price", "«a key beside steps»: expected it in each step only"),
    ("steps: []", "steps", "«0»: expected 1 to 32"),
    ("steps: {}", "steps", "«an object»: expected a list in brackets"),
    (
      "price: [], per: 1", "price", "«a list»: expected a decimal number in quotes such as \"0.05\""
    ),
    ("steps: [5]", "steps[0]", "«something else»: expected an object in braces"),
    (
      "steps: [{price: \"1\"}]", "steps[0].per",
      "missing: expected the seconds that the price is for"
    ),
    (
      "steps: [{price: \"1\", per: 1}, {price: \"1\", per: 1}]", "steps[1].after",
      "missing: expected the second at which the step begins"
    ),
    (
      "steps: [{price: \"1\", per: 1}, {after: 9, price: \"1\", per: 1}, {after: 9, price: \"1\", per: 1}]",
      "steps[2].after", "«9»: expected 10 to 4294967"
    ),
    (
      "steps: [{after: 5, price: \"1\", per: 1}]", "steps[0].after",
      "«5»: expected 0: the first step begins with the call"
    ),
    ("price: null, unit: \"minute\"", "price", "«null»: expected a decimal number in quotes"),
    (
      "steps: [{price: \"1\", per: 1, cost: 2}]", "steps[0]",
      "«cost»: expected one of the keys after, price, per, increment"
    ),
    (
      "bands: [{days: \"mon-fri\", price: \"1\", per: 1}]", "bands",
      "«nothing from sat 00:00»: expected a price, steps, or bands for the whole week"
    ),
    (
      "price: \"1\", per: 1, bands: [{days: \"lun\", price: \"1\", per: 1}]", "bands[0].days",
      "«lun»: expected days such as mon-fri or sat,sun"
    ),
    (
      "price: \"1\", per: 1, bands: [{from: \"8:00\", price: \"1\", per: 1}]", "bands[0].from",
      "«8:00»: expected a time from 00:00 to 24:00"
    ),
    (
      "price: \"1\", per: 1, bands: [{from: \"08:00\", to: \"08:00\", price: \"1\", per: 1}]",
      "bands[0].to", "«08:00»: expected a later time than 08:00"
    ),
    (
      "price: \"1\", per: 1, bands: [{days: \"mon\"}]", "bands[0].price",
      "missing: expected price or steps"
    ),
    (
      "price: \"1\", per: 1, shown: {price: \"1\"}", "shown.unit",
      "missing: expected minute or second"
    ),
  ])
  func `a bad entry names the entry, the key, the value and what was expected`(
    entry: String, key: String, message: String
  ) {
    let text =
      "{ tariffs: [ {prefix: \"1\", unit: \"minute\", price: \"1\"}, {prefix: \"44\", \(entry)} ] }"
    #expect(fault(text) == "line 1, tariffs[1].\(key) (prefix «44»): \(message)")
  }

  @Test(arguments: [
    (
      "{ tarifs: [] }",
      "line 1: «tarifs»: expected one of the keys currency, markupPercent, tariffs, deck"
    ),
    (
      "{ tariffs: [ { unit: \"minute\", price: \"1\" } ] }",
      "line 1, tariffs[0].prefix: missing: expected 0 to 16 digits"
    ),
    (
      "{ deck: [ { prefix: \"+56\", per: 60, price: \"1\" } ] }",
      "line 1, deck[0].prefix (prefix «+56»): «+56»: expected 0 to 16 digits"
    ),
    (
      "{ deck: [ {prefix: \"1\", per: 1, price: \"1\"}, {prefix: \"1\", per: 1, price: \"2\"} ] }",
      "line 1, deck[1].prefix: «1»: expected each prefix once; deck[0] has it too"
    ),
    ("{ markupPercent: \"10001\" }", "line 1, markupPercent: «10001»: expected 0 to 10000"),
    (
      "{ markupPercent: \"50\", deck: [ { prefix: \"9\", per: 60, price: \"700000\" } ] }",
      "line 1, deck[0].price (prefix «9»): «1050000»: expected 0 to 1000000, with the markup of 50 %"
    ),
    ("{ currency: { code: \"CLP\" } }", "line 1, currency.decimals: missing: expected 0 to 6"),
    (
      "{ currency: { decimals: 7 } }",
      "line 1, currency.decimals: «7»: expected a whole number from 0 to 6"
    ),
    (
      "{ currency: { decimals: 0, code: \"peso\" } }",
      "line 1, currency.code: «peso»: expected three capital letters such as CLP"
    ),
    (
      "{ currency: { decimals: 0, symbol: \"\" } }",
      "line 1, currency.symbol: «»: expected 1 to 8 bytes such as $"
    ),
    (
      "{ currency: { decimals: 0, rounding: \"middle\" } }",
      "line 1, currency.rounding: «middle»: expected one of half-up, up, down"
    ),
    ("{ currency: 5 }", "line 1, currency: «something else»: expected an object in braces"),
    ("{ tariffs: 5 }", "line 1, tariffs: «5»: expected a list in brackets"),
  ])
  func `a bad file names the place`(text: String, message: String) {
    #expect(fault(text) == message)
  }

  @Test(arguments: [
    ("", "line 1, column 1: «the end of the file»: expected a value"),
    ("{ tariffs: [ }", "line 1, column 14: «}»: expected a value"),
    ("{\n  tariffs: [\n    {ñ 5} ] }", "line 3, column 8: «5} ] }»: expected :"),
    (
      "{ tariffs: [ {prefix: \"1\" price: 5} ] }",
      "line 1, column 27: «price: 5} ] »: expected , or }"
    ),
    ("{ tariffs: [ {} {} ] }", "line 1, column 17: «{} ] }»: expected , or ]"),
    ("{ tariffs: [", "line 1, column 13: «the end of the file»: expected a value or ]"),
    (
      "{ 'tariffs: [",
      "line 1, column 3: «'tariffs: [»: expected a text that ends with its quote on the same line"
    ),
    (
      "{ \"a\nb\": 1",
      "line 1, column 3: «\"a»: expected a text that ends with its quote on the same line"
    ),
    ("{} {}", "line 1, column 4: «{}»: expected the end of the file"),
    ("{ /* }", "line 1, column 3: «/* }»: expected a comment that ends with */"),
    ("{ , }", "line 1, column 3: «, }»: expected a key"),
    (
      "{\n1: [] }",
      "line 2, column 1: «1: [] }»: expected a key that begins with a letter, or in quotes"
    ),
    (
      "{ ta\u{FEFF}riffs: [] }",
      "line 1, column 5: «the character U+FEFF»: expected a key of letters and digits"
    ),
    ("{ \"\": 1 }", "line 1, column 3: «\"\": 1 }»: expected a key that is not empty"),
    ("\n []", "line 2, column 2: «[]»: expected an object in braces, with tariffs or a deck in it"),
    ("5", "line 1, column 1: «5»: expected an object in braces, with tariffs or a deck in it"),
    (
      "null", "line 1, column 1: «null»: expected an object in braces, with tariffs or a deck in it"
    ),
    (
      "{ deck: [], 'deck': [] }",
      "line 1, column 13: «'deck': [] }»: expected another key: the object has this one already"
    ),
    (
      "{a:" + String(repeating: "[", count: 20),
      "line 1, column 19: «[[[[[»: expected at most 16 braces and brackets inside each other"
    ),
    (
      "{ tariffs: [\"\\",
      "line 1, column 13: «\"\\»: expected a text that ends with its quote on the same line"
    ),
  ])
  func `what is not JSON5 is shown by line and column`(text: String, message: String) {
    #expect(fault(text) == message)
  }

  @Test func `a word that is no value is shown by line and column`() {
    #expect(
      fault("{ tariffs: maybe }")
        == "line 1, column 12: «maybe }»: expected a value: a text in quotes, a number, true, "
        + "false, null, a list or an object")
  }

  @Test func `a stored record is checked as a file is`() {
    #expect(throws: TariffFileError.self) { try TariffRecord(json: "{}") }
    #expect(throws: TariffFileError.self) { try DestinationPriceRecord(json: "{}") }
    #expect(throws: TariffFileError.self) {
      try DestinationPriceRecord(json: "{\"charge\":{\"prefix\":\"1\",\"per\":1,\"price\":\"1\"}}")
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}"])
  func `a text does not go on in the next line`(end: String) {
    let said = fault("{ tariffs: [\n{ prefix: \"4\", description: \"a\\\(end)b\" } ] }")
    #expect(said == "line 2, column 31: «\\ at the end of the line»: expected a text on one line")
  }

  /// What an import of its rows would refuse, the file is not taken with either.
  @Test(arguments: ["\u{202E}a", "\\u202ea", "a\u{2028}b"])
  func `what is not for the eye is no description of a file`(text: String) {
    let said = fault(
      "{ deck: [\n{ prefix: \"4\", unit: \"minute\", price: \"1\", description: \"\(text)\" } ] }")
    #expect(
      said == "line 2, deck[0].description (prefix «4»): «…»: expected no control characters")
  }

  private static func file(_ entry: String) -> String {
    "{ tariffs: [\n{ prefix: \"44\", unit: \"minute\", \(entry) }\n] }"
  }

  @Test(arguments: [
    (
      "price: \"1\", description: \"a\u{0}b\"",
      "60: «the character U+0000»: expected text without control characters"
    ),
    (
      "price: \"1\", description: \"\u{1B}[31m\"",
      "59: «the character U+001B»: expected text without control characters"
    ),
    (
      "price: \"1\", description: \"a\u{85}\"",
      "60: «the character U+0085»: expected text without control characters"
    ),
    (
      "price: \"1\", description: \"a\\u0000\"",
      "60: «the character U+0000»: expected text without control characters"
    ),
    (
      "price: \"1\", description: \"a\\u001b\"",
      "60: «the character U+001B»: expected text without control characters"
    ),
    (
      "price: \"1\", description: \"a\\n\"",
      "60: «the character U+000A»: expected text without control characters"
    ),
    (
      "price: \"1\", description: \"\\ud800x\"",
      "59: «\\ud800»: expected both halves of a surrogate pair"
    ),
    (
      "price: \"1\", description: \"\\udc00\"",
      "59: «\\udc00»: expected both halves of a surrogate pair"
    ),
    (
      "price: \"1\", description: \"\\ud800\\u0041\"",
      "59: «\\ud800»: expected both halves of a surrogate pair"
    ),
    (
      "price: \"1\", description: \"\\u00g0\"",
      "59: «\\u00g0\" }»: expected four hexadecimal digits after \\u"
    ),
    ("price: \"1\", increment: 060", "56: «060 }»: expected a number without a 0 before it"),
    ("price: \"1\", increment: +-6", "56: «+-6 }»: expected a number"),
    ("price: \"1\", increment: 0x", "56: «0x }»: expected a number"),
    (
      "price: \"1\", \"pr\\u0069ce\": \"2\"",
      "45: «\"pr\\u0069ce\"»: expected another key: the object has this one already"
    ),
  ])
  func `what is wrong within a text or a number is said by its name`(
    entry: String, message: String
  ) {
    #expect(fault(Self.file(entry)) == "line 2, column \(message)")
  }

  @Test(arguments: [
    ("price: \"1\", increment: +60, description: \"\\ud83d\\ude00 \\x41\"", "44"),
    ("price: \"1\", increment: 0x3C, description: 'it\\'s'", "44"),
    ("price: \"1\", increment: 6e1", "44"), ("price: \"1\", \"p\\u0065r\": null", "44"),
  ])
  func `what JSON5 allows in a text or a number is taken`(entry: String, prefix: String) throws {
    let file = try TariffFile(json5: Array(Self.file(entry).utf8))
    #expect(file.tariffs.map(\.prefix) == [prefix])
  }

  @Test func `bytes that are not UTF-8 are shown by line and column`() {
    let bytes = Array("{ tariffs: [\n { prefix: \"4".utf8) + [0xFF, 0xFE] + Array("\" } ] }".utf8)
    do throws(TariffFileError) {
      _ = try TariffFile(json5: bytes)
      Issue.record("not refused")
    } catch {
      #expect("\(error)" == "line 2, column 14: «the byte FF»: expected UTF-8")
    }
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\u{2028}", "\u{2029}"])
  func `a comment ends with its line`(end: String) throws {
    let text = "{ tariffs: [ // a note\(end){ prefix: \"44\", unit: \"minute\", price: \"1\" } ] }"
    #expect(try TariffFile(json5: Array(text.utf8)).tariffs.map(\.prefix) == ["44"])
  }

  @Test func `a file larger than any deck is refused at once`() {
    let clock = ContinuousClock()
    let took = clock.measure {
      let bytes = [UInt8](repeating: 0x20, count: 100 << 20)
      do throws(TariffFileError) {
        _ = try TariffFile(json5: bytes)
        Issue.record("not refused")
      } catch {
        #expect("\(error)" == "«104857600 bytes»: expected a file of at most 32 MiB")
      }
    }
    #expect(took < .seconds(20))
  }
}
