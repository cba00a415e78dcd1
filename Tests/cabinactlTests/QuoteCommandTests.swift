import Testing
import cabinactl

extension CommandLineTests {
  /// `cabinactl quote` from its command line to what it prints.
  struct QuoteCommandTests {
    static let prices = """
      { currency: { code: "CLP", symbol: "$", decimals: 4, rounding: "up" }, markupPercent: "10",
        tariffs: [
          { prefix: "1006", description: "INTERNAS 02", unit: "minute", price: "200" },
          { prefix: "7", unit: "second", price: "0.2", connectionFee: "0.2" },
          { prefix: "131", unit: "second", price: "0" },
          { prefix: "1", connectionFee: "1", steps: [ { after: 0, price: "1", per: 1 } ],
            bands: [ { days: "mon-fri", from: "18:00", to: "24:00", connectionFee: "0", unit: "second",
                       price: "0.5" } ] },
          { prefix: "44", connectionFee: "0.8", graceSeconds: 2, maximumCharge: "0.5",
            steps: [ { after: 0, price: "0.4", per: 60, increment: 30 },
                     { after: 60, price: "0.2", per: 60, increment: 10 } ] } ],
        deck: [ { prefix: "5", description: "nacional", price: "100", per: 60 } ] }
      """

    private func run(_ line: String, prices: String = prices) throws -> CommandOutcome {
      try quote(line, prices: prices)
    }

    @Test(arguments: [
      ("1.500", 0, "450"), ("1500", 0, "450"), ("$1.500", 0, "450"), ("1.500", 2, "450"),
      ("1.500,50", 2, "450"), ("1.5", 2, "0"), ("1,5", 2, "0"), ("1.5000", 4, "0"),
      ("1.500", 4, nil), ("1.5", 0, nil), ("1,5", 0, nil), ("0.350", 2, nil), ("1.50.000", 2, nil),
    ])
    func `a sum is taken as one types it in a currency of so many decimals, or it is asked`(
      amount: String, decimals: Int, seconds: String?
    ) throws {
      let prices = Self.prices.replacing("decimals: 4", with: "decimals: \(decimals)")
        .replacing("markupPercent: \"10\"", with: "markupPercent: \"0\"")
      let outcome = try run(
        "quote --tariffs FILE --number 1006 --amount \(amount) --json", prices: prices)
      #expect(outcome.status == (seconds == nil ? .usage : .done), "\(outcome)")
      #expect(
        outcome.output.hasPrefix(
          seconds.map { "{\"maximumSeconds\":\"\($0)\"}\n" } ?? "{\"error\":\"usage\""))
    }

    @Test func `an hour across two bands as a program reads it`() throws {
      let outcome = try run(
        "quote --tariffs FILE --number 12 --at 2012-02-02T17:30:00 --seconds 3600 --json")
      #expect(
        outcome.output == """
          {"charge":"2701","billedSeconds":3600,"prefix":"1","description":"","lines":[\
          {"kind":"talk","band":null,"step":0,"firstSecond":0,"seconds":1800,"blocks":1800,\
          "increment":1,"price":"1","per":1,"amount":"1800","exact":"1800"},\
          {"kind":"talk","band":"mon-fri 18:00-24:00","step":0,"firstSecond":1800,"seconds":1800,\
          "blocks":1800,"increment":1,"price":"0.5","per":1,"amount":"900","exact":"900"},\
          {"kind":"connectionFee","band":null,"amount":"1","exact":"1"}]}

          """)
      #expect(outcome.status == .done)
      #expect(outcome.complaint.isEmpty)
    }

    @Test func `every kind of line as a person reads it`() throws {
      let outcome = try run(
        "quote --tariffs FILE --number 4420 --at 2012-02-02T17:30:00 --seconds 100.05")
      #expect(
        outcome.output == """
          number    4420
          tariff    44
          answered  2012-02-02 17:30:00
          talked    100.05 s
          billed    110 s
          charge    $ 1,3000

          2 blocks of 30 s at $ 0,400000 per min                       $ 0,400000
          5 blocks of 10 s from second 61 on at $ 0,200000 per min   ≈ $ 0,166667
          At most $ 0,500000                                        ≈ −$ 0,066667
          Connection fee                                               $ 0,800000

          """)
      let rounded = try run("quote --tariffs FILE --number 5 --at 2012-02-02T17:30:00 --seconds 68")
      #expect(rounded.output.contains("tariff    5 nacional\n"))
      #expect(rounded.output.contains("markup    10 % on the provider's price\n"))
      #expect(!outcome.output.contains("markup"))
      #expect(rounded.output.contains("charge    $ 124,6667\n"))
      #expect(
        rounded.output.contains("Rounded up to $ 0,0001          ≈ $ 0,000033\n"))
      let free = try run("quote --tariffs FILE --number 44 --at 2012-02-02T17:30:00 --seconds 2")
      #expect(free.output.hasSuffix("charge    $ 0,0000\n\nFree up to 2 s  $ 0,000000\n"))
    }

    @Test(arguments: [
      ("7", "10", "\"49\""), ("131", "0", "\"unlimited\""), ("7", "0.3", "\"0\""),
      ("7", "-5", "\"0\""), ("1006", "10", "\"3\""),
    ])
    func `how long a sum lasts`(number: String, amount: String, longest: String) throws {
      let outcome = try run(
        "quote --tariffs FILE --number \(number) --at 2012-02-02T17:30:00 --amount \(amount) --json"
      )
      #expect(outcome.output == "{\"maximumSeconds\":\(longest)}\n")
    }

    @Test func `a part of a millisecond is talk`() throws {
      let outcome = try run("quote --tariffs FILE --number=7 --seconds=10.000001 --json")
      #expect(outcome.output.hasPrefix("{\"charge\":\"2.4\",\"billedSeconds\":11,"))
    }

    @Test(arguments: ["9", "*99", "#7"])
    func `a number without a price has its own exit status`(number: String) throws {
      let outcome = try run("quote --tariffs FILE --number \(number) --seconds 5 --json")
      #expect(outcome.status == .unpriced)
      #expect(
        outcome.output
          == "{\"error\":\"no_rate\",\"message\":\"no price for «\(number)»\"}\n")
      let spoken = try run("quote --tariffs FILE --number \(number) --seconds 5")
      #expect(spoken.output.isEmpty)
      #expect(spoken.complaint == "cabinactl: no price for «\(number)»\n")
    }

    @Test(arguments: [
      (
        "quote --tariffs a --socket b --number 7 --seconds 5",
        "--tariffs and --socket exclude each other"
      ),
      ("quote --tariffs FILE --seconds 5", "--number is missing: the number that is called"),
      (
        "quote --tariffs FILE --number  --seconds 5",
        "--number «»: expected digits, * and # only"
      ),
      ("quote --tariffs FILE --number 7", "--seconds or --amount is missing"),
      ("quote --number +567 --seconds 5", "--number «+567»: expected digits, * and # only"),
      (
        "quote --tariffs FILE --number 5-a --seconds 5",
        "--number «5-a»: expected digits, * and # only"
      ),
      (
        "quote --tariffs FILE --number 7 --seconds 5 --amount 5",
        "--seconds and --amount exclude each other"
      ),
      ("quote --tariffs FILE --number 7 --seconds", "--seconds needs a value"),
      ("quote --tariffs FILE --number 7 --seconds -1", "--seconds «-1»: expected 0 to 4294967.295"),
      (
        "quote --tariffs FILE --number 7 --seconds 5e3",
        "--seconds «5e3», at byte 1: expected a decimal number such as 200 or 0.05"
      ),
      (
        "quote --tariffs FILE --number 7 --amount ten",
        "--amount «ten»: expected an amount, such as 50.000 or 50000"
      ),
      ("quote --tariffs FILE --number 7 --number 8 --seconds 5", "--number is given twice"),
      ("quote --tariffs FILE --number 7 --seconds 5 --verbose", "there is no option «--verbose»"),
      ("quote --tariffs FILE --number 7 --seconds 5 more", "«more» is one too many"),
      (
        "quote --tariffs FILE --number 7 --seconds 5 --at noon",
        "--at «noon»: expected a local time such as 2012-02-02T17:30:00"
      ),
      (
        "quote --tariffs FILE --number 7 --seconds 5 --at 2012-02-30T00:00:00",
        "--at «2012-02-30T00:00:00»: there is no such time on the shop's clock"
      ),
    ])
    func `a wrong command line is one line and status 2`(line: String, complaint: String) throws {
      let outcome = try run(line)
      #expect(outcome.status == .usage)
      #expect(outcome.output.isEmpty)
      #expect(
        outcome.complaint == "cabinactl: quote: \(complaint); cabinactl quote --help says more\n")
    }

    @Test func `a file that is not there or has a fault is named`() throws {
      let absent = try run("quote --tariffs /nowhere/at/all --number 7 --seconds 5")
      #expect(absent.status == .failed)
      #expect(absent.complaint == "cabinactl: /nowhere/at/all: No such file or directory\n")
      let folder = try run("quote --tariffs / --number 7 --seconds 5")
      #expect(folder.complaint == "cabinactl: /: a directory: expected a regular file\n")
      let bad = try run("quote --tariffs FILE --number 7 --seconds 5", prices: "{ deck: [ {} ] }")
      #expect(bad.status == .failed)
      #expect(
        bad.complaint.hasSuffix(": line 1, deck[0].prefix: missing: expected 0 to 16 digits\n"))
    }

    @Test func `a price that looks like thousands is doubted, and taken as it is written`() throws {
      let outcome = try run(
        "quote --tariffs FILE --number 7 --seconds 60 --json",
        prices: """
          { currency: { decimals: 0 }, tariffs: [
            { prefix: "7", unit: "minute", price: "1.500" } ] }
          """)
      #expect(outcome.status == .done)
      #expect(outcome.output.hasPrefix("{\"charge\":\"2\","))
      #expect(outcome.complaint.hasPrefix("cabinactl: /tmp/cabina-quote-"))
      #expect(outcome.complaint.contains(": line 2: price «1.500» is taken as 1.5, "))
      #expect(outcome.complaint.hasSuffix("if 1500 is meant write \"1500\", else \"1.5\"\n"))
    }

    @Test func `help is there for the asking`() throws {
      #expect(try run("quote --help").output.hasPrefix("cabinactl quote: "))
      #expect(try run("--help").output.contains("what a call costs"))
      #expect(try run("fly").status == .usage)
      #expect(typed([]).status == .usage)
    }
  }
}
