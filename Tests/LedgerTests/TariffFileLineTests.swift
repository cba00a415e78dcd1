import Ledger
import Rating
import Testing

/// Where in a tariff file something stands that is wrong, or may be meant otherwise.
struct TariffFileLineTests {
  private static let text = """
    // Prices
    { currency: { code: "CLP", symbol: "$",
        decimals: 0 },
      tariffs: [
        { prefix: "1", unit: "minute", price: "1" },

        { prefix: "44", /* of
          two lines */ 'description': "tariffs[0].price",
          steps: [ { price: "1", per: 60 },
                   { after: 60,
                     price: "2", per: 60 } ],
          bands: [ { from: "22:00", to: "06:00", unit: "minute", price: "3" },
                   { days: "sun", steps: [
                       { price: "4", per: 60 } ] } ] } ],
      deck: [ { prefix: "",
                price: "5", per: 60 } ] }
    """

  private func fault(_ old: String, _ new: String) -> String {
    let parts = Self.text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    do throws(TariffFileError) {
      _ = try TariffFile(json5: Array(parts.joined(separator: new).utf8))
      return "nothing"
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    ("decimals: 0", "decimals: 9", "line 3, currency.decimals: «9»"),
    ("decimals: 0", "", "line 2, currency.decimals: missing"),
    ("\"1\", unit", "\"1x\", unit", "line 5, tariffs[0].prefix (prefix «1x»): «1x»"),
    ("\"44\"", "\"1\"", "line 7, tariffs[1].prefix: «1»"),
    ("'description'", "describtion", "line 8, tariffs[1]: «describtion»"),
    ("price: \"2\"", "price: \"2,5\"", "line 11, tariffs[1].steps[1].price (prefix «44»): «2,5»"),
    ("after: 60", "after: 0", "line 10, tariffs[1].steps[1].after (prefix «44»): «0»"),
    ("after: 60,", "", "line 10, tariffs[1].steps[1].after (prefix «44»): missing"),
    // A band past midnight is two in the tariff, and one in the file.
    (
      "{ price: \"4\", per: 60 } ]", "]", "line 13, tariffs[1].bands[1].steps (prefix «44»): «0»"
    ),
    ("price: \"5\"", "price: 5", "line 16, deck[0].price (prefix «»): «5»"),
    (
      "unit: \"minute\", price: \"1\"", "price: \"1\"",
      "line 5, tariffs[0].unit (prefix «1»): missing"
    ),
  ])
  func `a fault has the line of what is wrong, or of its entry`(
    old: String, new: String, place: String
  ) {
    let fault = fault(old, new)
    #expect(fault.hasPrefix(place), "\(fault)")
  }

  @Test func `the file itself is sound`() { #expect(fault("5", "5") == "nothing") }

  private func warnings(_ entries: String, decimals: Int = 0) throws -> [String] {
    let text = """
      { currency: { decimals: \(decimals) },
        markupPercent: "1.500",
        tariffs: [ { prefix: "1", description: "1.500", unit: "minute",
      \(entries) } ] }
      """
    return try TariffFile.read(json5: Array(text.utf8)).warnings.map(\.commandLine)
  }

  @Test(arguments: ["\"1.500\"", "'1.500'"])
  func `an amount that looks like thousands is told with both readings`(amount: String) throws {
    #expect(
      try warnings("price: \(amount)") == [
        "line 4: price «1.500» is taken as 1.5, since a point stands before decimals; if 1500 is "
          + "meant write \"1500\", else \"1.5\""
      ])
  }

  @Test(arguments: [
    ("price: \"999.999\"", 1), ("price: \"10.000\"", 1), ("'price': \"1.000\"", 1),
    ("price: \"1\", connectionFee: \"2.000\", maximumCharge: \"3.000\"", 2),
    ("price: \"1.0\", shown: { price: \"1.000\", unit: \"minute\" }", 1),
    ("price: \"1.50\"", 0), ("price: \"1.5000\"", 0), ("price: \"0.500\"", 0),
    ("price: \"1500.500\"", 0), ("price: \"1.500000\"", 0), ("price: \"1500\"", 0),
  ])
  func `only three decimals after one to three digits do`(entries: String, count: Int) throws {
    #expect(try warnings(entries).count == count)
  }

  @Test(arguments: [(0, 1), (2, 1), (3, 0), (4, 0)])
  func `a currency with three decimals leaves no doubt`(decimals: Int, count: Int) throws {
    #expect(try warnings("price: \"1.500\"", decimals: decimals).count == count)
  }

  @Test func `of a whole deck written so the first are named, and how many more there are`() throws
  {
    let entries = (0..<50).map { "\n{ prefix: \"\($0)\", per: 60, price: \"1.500\" }" }
    let text = "{ currency: { decimals: 0 }, deck: [\(entries.joined(separator: ","))] }"
    let warnings = try TariffFile.read(json5: Array(text.utf8)).warnings.map(\.commandLine)
    #expect(warnings.count == 21)
    #expect(warnings[19].hasPrefix("line 21: price «1.500»"))
    #expect(warnings[20] == "and 30 more amounts like these")
  }

  @Test(arguments: [
    ("price: \"1\", connectionFee: \"0.5\"", 0, 1), ("price: \"1\", connectionFee: \"0.5\"", 1, 0),
    ("price: \"1.5\", connectionFee: \"2\"", 0, 0),
    (
      "price: \"1\", bands: [{ days: \"sat-sun\", price: \"1\", unit: \"minute\", connectionFee: \"0.25\" }]",
      1, 1
    ),
  ])
  func `a connection fee finer than the currency is told`(
    entries: String, decimals: Int, count: Int
  ) throws {
    let warnings = try warnings(entries, decimals: decimals)
    #expect(warnings.count == count)
    #expect(warnings.allSatisfy { $0.hasPrefix("connectionFee of 1: finer than ") })
  }

  @Test(arguments: [("0", 0), ("10", 1)])
  func `so is one of the provider's list with the markup on it`(
    percent: String, count: Int
  ) throws {
    let text = """
      { currency: { decimals: 0 }, markupPercent: "\(percent)",
        deck: [ { prefix: "1", unit: "minute", price: "10", connectionFee: "5" } ] }
      """
    #expect(try TariffFile.read(json5: Array(text.utf8)).warnings.count == count)
  }

  @Test func `a price of three decimals is written so that it leaves no doubt`() throws {
    #expect(
      try warnings("price: \"1.125\"").first?.hasSuffix("write \"1125\", else \"1.1250\"") == true)
    let text = """
      { currency: { decimals: 0 }, tariffs: [
        { prefix: "1", unit: "minute", price: "1.125", connectionFee: "2", maximumCharge: "20.125" } ] }
      """
    let file = try TariffFile(json5: Array(text.utf8))
    let again = try TariffFile.read(json5: Array(file.json.utf8))
    #expect(again.warnings == [])
    #expect(again.file == file)
  }
}
