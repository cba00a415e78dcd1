import Testing
import cabinactl

/// A call that another rating system publishes with its price, or a row of the manual's screens, in
/// the words of a tariff file and of a command line. Where the publisher's own value carries a
/// rounding error, the exact value stands here.
struct PublishedQuote: Sendable, CustomStringConvertible {
  let name: String
  /// The keys of `currency` that matter; empty: no currency, six decimals.
  var rounding = "decimals: 4"
  /// Entries of `tariffs`.
  let tariffs: String
  var number = "5"
  var at = "2012-02-02T12:00:00"
  /// The options of the question.
  let question: String
  /// What the answer begins with.
  let answer: String

  var description: String { name }

  var prices: String { "{ currency: { \(rounding) }, tariffs: [ \(tariffs) ] }" }
  var line: String { "quote --tariffs FILE --number \(number) --at \(at) \(question) --json" }
}

extension PublishedQuote {
  private static let peak = """
    { prefix: "", connectionFee: "1", unit: "second", price: "1", bands: [
      { days: "mon-fri", from: "18:00", to: "24:00", unit: "second", price: "0.5" },
      { days: "sat-sun", unit: "second", price: "0.5" } ] }
    """
  private static let sixtyOne =
    #"{ prefix: "", unit: "second", price: "1", firstBlock: 60, increment: 1 }"#

  static let costs: [PublishedQuote] = [
    PublishedQuote(
      name: "an hour across the end of the peak, with the fee of the peak", tariffs: peak,
      at: "2012-02-02T17:30:00", question: "--seconds 3600", answer: #"{"charge":"2701","#),
    PublishedQuote(
      name: "no talk, no fee", tariffs: peak, at: "2012-02-02T17:30:00", question: "--seconds 0",
      answer: #"{"charge":"0","billedSeconds":0,"#),
    PublishedQuote(
      name: "over midnight into the peak, without its fee", tariffs: peak,
      at: "2012-02-07T23:50:00", question: "--seconds 2400", answer: #"{"charge":"2100","#),
    PublishedQuote(
      name: "60/1 after 132 s", tariffs: sixtyOne, question: "--seconds 132",
      answer: #"{"charge":"132","#),
    PublishedQuote(
      name: "60/1 after 1 s", tariffs: sixtyOne, question: "--seconds 1",
      answer: #"{"charge":"60","#),
    PublishedQuote(
      name: "half a minute by the second, then minutes", rounding: "decimals: 6",
      tariffs: """
        { prefix: "", steps: [ { price: "2", per: 1 },
          { after: 30, price: "1", per: 1, increment: 60 } ] }
        """, question: "--seconds 60", answer: #"{"charge":"120","billedSeconds":90,"#),
    PublishedQuote(
      name: "a fee and 24 s, rounded up to cents", rounding: #"decimals: 2, rounding: "up""#,
      tariffs: #"{ prefix: "", connectionFee: "0.15", unit: "minute", price: "0.05" }"#,
      question: "--seconds 24", answer: #"{"charge":"0.17","#),
    PublishedQuote(
      name: "0.33 rounded down to tenths", rounding: #"decimals: 1, rounding: "down""#,
      tariffs: #"{ prefix: "", unit: "second", price: "0.033" }"#, question: "--seconds 10",
      answer: #"{"charge":"0.3","#),
    PublishedQuote(
      name: "10 a minute for 10 s, rounded up", rounding: up4,
      tariffs: #"{ prefix: "", unit: "minute", price: "10" }"#, question: "--seconds 10",
      answer: #"{"charge":"1.6667","#),
    PublishedQuote(
      name: "a fee and a first minute", rounding: up4,
      tariffs: """
        { prefix: "", connectionFee: "0.2", unit: "minute", price: "1.2", firstBlock: 60,
          increment: 1 }
        """, question: "--seconds 45", answer: #"{"charge":"1.4","#),
    PublishedQuote(
      name: "free beyond the maximum", rounding: up4,
      tariffs: #"{ prefix: "", unit: "second", price: "0.01", maximumCharge: "0.62" }"#,
      question: "--seconds 70", answer: #"{"charge":"0.62","#),
    PublishedQuote(
      name: "a fee and two minutes of two prices", rounding: up4,
      tariffs: """
        { prefix: "", connectionFee: "0.2", steps: [ { price: "0.1", per: 60, increment: 60 },
          { after: 60, price: "0.05", per: 60 } ] }
        """, question: "--seconds 120", answer: #"{"charge":"0.35","#),
    PublishedQuote(
      name: "a twentieth of a second opens the next block", rounding: up4,
      tariffs: """
        { prefix: "", connectionFee: "0.8", steps: [ { price: "0.4", per: 60, increment: 30 },
          { after: 60, price: "0.2", per: 60, increment: 10 } ] }
        """, question: "--seconds 150.05", answer: #"{"charge":"1.5334","billedSeconds":160,"#),
    PublishedQuote(
      name: "30/6 after 32 s", rounding: "decimals: 6",
      tariffs: #"{ prefix: "", unit: "minute", price: "0.006", firstBlock: 30, increment: 6 }"#,
      question: "--seconds 32", answer: #"{"charge":"0.0036","billedSeconds":36,"#),
    PublishedQuote(
      name: "90/60 after 95 s",
      tariffs: #"{ prefix: "", unit: "second", price: "1", firstBlock: 90, increment: 60 }"#,
      question: "--seconds 95", answer: #"{"charge":"150","billedSeconds":150,"#),
    PublishedQuote(
      name: "three minutes at 0.10 are not 0.3001", rounding: up4,
      tariffs: #"{ prefix: "", unit: "minute", price: "0.1" }"#, question: "--seconds 180",
      answer: #"{"charge":"0.3","#),
  ]

  private static let up4 = #"decimals: 4, rounding: "up""#

  static let limits: [PublishedQuote] = [
    PublishedQuote(
      name: "10 at 1 a second", tariffs: #"{ prefix: "", unit: "second", price: "1" }"#,
      question: "--amount 10", answer: #"{"maximumSeconds":"10"}"#),
    PublishedQuote(
      name: "nothing for what costs nothing",
      tariffs: #"{ prefix: "", unit: "second", price: "0" }"#, question: "--amount 0",
      answer: #"{"maximumSeconds":"unlimited"}"#),
    PublishedQuote(
      name: "less than the first block",
      tariffs: #"{ prefix: "", unit: "minute", price: "0.04", increment: 60 }"#,
      question: "--amount 0.01", answer: #"{"maximumSeconds":"0"}"#),
  ]

  private static let manual = """
    { prefix: "099", description: "CHILE CELULARES", unit: "minute", price: "150" },
    { prefix: "100", description: "INTERNAS 01", unit: "minute", price: "100" },
    { prefix: "1006", description: "INTERNAS 02", unit: "minute", price: "200" },
    { prefix: "02", description: "SANTIAGO CHILE", unit: "minute", price: "50" },
    { prefix: "032", description: "Valparaiso", unit: "minute", price: "200" },
    { prefix: "4375", unit: "second", price: "0" }
    """

  static let rows: [PublishedQuote] = [
    ("0322768005", 0, "0", "032"), ("025854205", 0, "0", "02"), ("1005", 0, "0", "100"),
    ("1006", 3, "10", "1006"), ("1006", 68, "227", "1006"), ("4375", 0, "0", "4375"),
  ].map { number, seconds, charge, prefix in
    PublishedQuote(
      name: "\(number) for \(seconds) s", rounding: #"code: "CLP", symbol: "$", decimals: 0"#,
      tariffs: manual, number: number, question: "--seconds \(seconds)",
      answer: "{\"charge\":\"\(charge)\",\"billedSeconds\":\(seconds),\"prefix\":\"\(prefix)\",")
  }
}

extension CommandLineTests {
  struct PublishedQuoteTests {
    @Test(arguments: PublishedQuote.costs + PublishedQuote.limits + PublishedQuote.rows)
    func `a published price is what the command line says`(example: PublishedQuote) throws {
      let outcome = try quote(example.line, prices: example.prices)
      #expect(outcome.status == .done, "\(outcome.complaint)")
      #expect(outcome.output.hasPrefix(example.answer), "\(outcome.output)")
    }
  }
}
