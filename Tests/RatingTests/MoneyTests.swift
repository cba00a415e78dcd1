import Rating
import Testing

struct MoneyTests {
  @Test(
    arguments: [
      ("0", 0), ("200", 200_000_000), ("0.05", 50_000), ("0.000001", 1), ("007.50", 7_500_000),
      ("0.10000000", 100_000), ("0.0000010", 1),
      ("1000000", 1_000_000_000_000),
    ] as [(String, Int64)])
  func `a price is read exactly`(text: String, micros: Int64) throws {
    #expect(try Money(price: text) == Money(micros: micros))
  }

  @Test(arguments: [
    ("", MoneyError.notADecimal("", offset: 0)), (".5", .notADecimal(".5", offset: 0)),
    ("5.", .notADecimal("5.", offset: 2)), ("1,5", .notADecimal("1,5", offset: 1)),
    ("1.2.3", .notADecimal("1.2.3", offset: 3)), ("+1", .notADecimal("+1", offset: 0)),
    ("1e3", .notADecimal("1e3", offset: 1)), (" 1", .notADecimal(" 1", offset: 0)),
    ("١", .notADecimal("١", offset: 0)), ("-", .notADecimal("-", offset: 1)),
    ("0.0000001", .tooManyDecimals("0.0000001")),
    ("0.10000000000001", .tooManyDecimals("0.10000000000001")),
    ("0.1000000x", .notADecimal("0.1000000x", offset: 9)),
    ("-1", .outOfRange("-1", least: .zero, most: .largestPrice)),
    ("1000000.000001", .outOfRange("1000000.000001", least: .zero, most: .largestPrice)),
    (
      "99999999999999999999999999",
      .outOfRange("99999999999999999999999999", least: .zero, most: .largestPrice)
    ),
  ])
  func `what is not a price is refused, and why`(text: String, error: MoneyError) {
    #expect(throws: error) { try Money(price: text) }
  }

  @Test func `an error says what, where and what was expected`() {
    #expect(
      "\(MoneyError.notADecimal("1,5", offset: 1))"
        == "«1,5», at byte 1: expected a decimal number such as 200 or 0.05, with a point where the comma stands"
    )
    #expect(
      "\(MoneyError.outOfRange("-1", least: .zero, most: .largestPrice))"
        == "«-1»: expected 0 to 1000000")
    #expect(
      "\(MoneyError.tooManyDecimals("0.0000001"))" == "«0.0000001»: expected at most 6 decimals")
  }

  @Test(arguments: ["2701", "0.17", "1.5334", "-3.5", "0", "0.000001", "-1000000000", "10.1"])
  func `an amount is written as it was read`(text: String) throws {
    #expect(try Money(amount: text).decimalText == text)
  }

  @Test func `the least and largest amounts there are can be written`() {
    #expect(Money(micros: .max).decimalText == "9223372036854.775807")
    #expect(Money(micros: .min).decimalText == "-9223372036854.775808")
  }

  @Test(arguments: ["1000000000.000001", "-1000000000.000001"])
  func `an amount beyond a thousand million is refused`(text: String) {
    #expect(throws: MoneyError.self) { try Money(amount: text) }
  }

  @Test func `talk time is never negative, and a second begun is a second`() {
    #expect(TalkTime(milliseconds: -5) == .zero)
    #expect(TalkTime(milliseconds: 1).secondsBegun == 1)
    #expect(TalkTime(milliseconds: 1000).secondsBegun == 1)
    #expect(TalkTime(milliseconds: 1001).secondsBegun == 2)
  }
}
