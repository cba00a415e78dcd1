import BoothControl
import BoothProtocol
import Notation
import Rating
import Testing

@testable import OwnerPanel

@Suite struct TypedTests {
  @Test(arguments: [
    ("1856", 1_856_000_000), ("1.856", 1_856_000_000), ("$ 1.856", 1_856_000_000),
    ("150,5", 150_500_000), ("150,000", 150_000_000), ("0,001", 1_000), ("-2.000", -2_000_000_000),
    ("$ -20", -20_000_000), ("-$20", -20_000_000), ("$ −20", -20_000_000),
    ("1.234.567,89", 1_234_567_890_000),
    (" 5 ", 5_000_000),
  ])
  func `an amount is read as the pages write it`(text: String, micros: Int64) {
    #expect(TypedAmount.read(text, decimals: 3, symbol: "$")?.micros == micros)
  }

  @Test(arguments: [
    "", "-", "$", "1.50", "1,5,5", "1.2345", "12.34.567", ",5", "5,", "0,0001", "1e3", "١٢",
    "5 pesos",
    "1234.567", "99999999999999999999", "--5", ".5", "1..000",
  ])
  func `what is no such amount is a question, never a guess`(text: String) {
    #expect(TypedAmount.read(text, decimals: 3, symbol: "$") == nil)
  }

  @Test(arguments: [0, 1, 999, -20, 1856, 150_500_000, -999_999, 1_000_001])
  func `what a field shows is read back`(amount: Int64) {
    for micros in [amount, amount * 1000, amount * 1_000_000] {
      let money = Money(micros: micros)
      for text in [TypedAmount.text(money), TypedAmount.plain(money)] {
        #expect(TypedAmount.read(text, decimals: 6, symbol: "$") == money, "\(text)")
      }
    }
  }

  @Test(arguments: [
    (1_856_500_000, "1.856,5", "1856,5"), (150_000_000, "150", "150"), (-20_000_000, "-20", "-20"),
    (-1_234_567_000_001, "-1.234.567,000001", "-1234567,000001"), (0, "0", "0"),
    (999_999_000, "999,999", "999,999"), (1_000_000_000, "1.000", "1000"),
  ])
  func `a field has points between thousands and no idle zeros, a file no points`(
    micros: Int64, text: String, plain: String
  ) {
    #expect(TypedAmount.text(Money(micros: micros)) == text)
    #expect(TypedAmount.plain(Money(micros: micros)) == plain)
  }

  @Test func `cells of a table stay what they are, and none becomes a formula`() {
    #expect(CSVText.line(["a", "1.856", "-20", "-20,5"]) == "a;1.856;-20;-20,5\r\n")
    #expect(CSVText.line(["a;b", "a\"b", "a\nb"]) == "\"a;b\";\"a\"\"b\";\"a\nb\"\r\n")
    #expect(CSVText.line(["=1+1", "@x", "+56", "-x", "-"]) == "'=1+1;'@x;'+56;'-x;'-\r\n")
    // Behind blanks, full-width, and where a spreadsheet splits at another separator.
    #expect(
      CSVText.line([" =1", "\u{a0}@x", "\u{FF1D}1", "\u{200B}-x"])
        == "' =1;'\u{a0}@x;'\u{FF1D}1;'\u{200B}-x\r\n")
    #expect(
      CSVText.line(["a,=1", "b;@x", "c\t+1", "d|-1"])
        == "\"a,'=1\";\"b;'@x\";\"c\t'+1\";\"d|'-1\"\r\n")
    #expect(CSVText.line(["\tx", "a;\"=1\""]) == "\"'\tx\";\"a;'\"\"=1\"\"\"\r\n")
  }

  @Test func `days follow one another over months, leap years and centuries`() throws {
    func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }
    for (from, days, to) in [
      ("2006-10-27", 1, "2006-10-28"), ("2006-12-31", 1, "2007-01-01"),
      ("2008-02-28", 1, "2008-02-29"), ("1900-02-28", 1, "1900-03-01"),
      ("2000-03-01", -1, "2000-02-29"), ("1969-12-31", 1, "1970-01-01"),
      ("2006-10-27", -365, "2005-10-27"), ("2006-10-27", 10_000, "2034-03-14"),
    ] {
      #expect(try day(from).advanced(byDays: days) == day(to))
    }
    #expect(try day("9999-12-31").advanced(byDays: 1) == nil)
    #expect(try day("2006-10-27").weekday == 4)
    #expect(try day("1970-01-01").weekday == 3)
    #expect(try day("1969-12-28").weekday == 6)
  }

  @Test func `a day begins when the wall says so`() throws {
    let day = try #require(CalendarDay("2006-10-27"))
    let start = LocalTime.ofSystem(ShopDay.startOfSystem(day))
    #expect(start == LocalTime(year: 2006, month: 10, day: 27, hour: 0, minute: 0, second: 0))
  }
}

/// Three pieces, or one and a failure.
private struct Pieces: AnswerPieces {
  var left = ["uno;", "dos;", "tres"]
  var fails = false

  struct Broken: Error {}

  mutating func next() throws -> [UInt8]? {
    if fails, left.count == 2 { throw Broken() }
    return left.isEmpty ? nil : Array(left.removeFirst().utf8)
  }
}

@Suite struct PieceTests {
  private func connection(version: Int, method: String = "GET") throws -> Connection {
    var connection = Connection(
      peer: .network(address: "127.0.0.1"), limits: PanelLimits(), at: .init(milliseconds: 0))
    let text = "\(method) / HTTP/1.\(version)\r\nHost: localhost\r\n\r\n"
    connection.received(Array(text.utf8), at: .init(milliseconds: 0))
    let request = connection.nextRequest(date: "today", at: .init(milliseconds: 0))
    _ = try #require(request)
    return connection
  }

  /// All that is written, taken a piece at a time.
  private func taken(_ connection: inout Connection) -> String {
    var text = ""
    while !connection.output.isEmpty || connection.wantsPiece {
      let bytes = connection.output.withUnsafeBytes { Array($0) }
      text += String(decoding: bytes, as: UTF8.self)
      connection.wrote(bytes.count, at: .init(milliseconds: 1))
      connection.sendPiece(at: .init(milliseconds: 1))
    }
    return text
  }

  @Test func `an answer in pieces says where it ends`() throws {
    var connection = try connection(version: 1)
    connection.answer(
      HTTPResponse(.ok, .csv, ""), in: Pieces(), date: "today", at: .init(milliseconds: 0))
    let text = taken(&connection)
    #expect(text.contains("Transfer-Encoding: chunked\r\n"))
    #expect(!text.contains("Content-Length"))
    #expect(text.hasSuffix("\r\n\r\n4\r\nuno;\r\n4\r\ndos;\r\n4\r\ntres\r\n0\r\n\r\n"))
    #expect(connection.isReadyToShut)
  }

  @Test func `to an old client it ends with the connection`() throws {
    var connection = try connection(version: 0)
    connection.answer(
      HTTPResponse(.ok, .csv, ""), in: Pieces(), date: "today", at: .init(milliseconds: 0))
    let text = taken(&connection)
    #expect(text.hasSuffix("\r\n\r\nuno;dos;tres"))
    #expect(!text.contains("chunked"))
  }

  @Test func `what breaks off is not taken for whole`() throws {
    var connection = try connection(version: 1)
    connection.answer(
      HTTPResponse(.ok, .csv, ""), in: Pieces(fails: true), date: "today",
      at: .init(milliseconds: 0))
    let text = taken(&connection)
    #expect(text.hasSuffix("4\r\nuno;\r\n"))
    #expect(connection.isClosed)
  }

  @Test func `who asks for the head alone gets no piece`() throws {
    var connection = try connection(version: 1, method: "HEAD")
    connection.answer(
      HTTPResponse(.ok, .csv, ""), in: Pieces(), date: "today", at: .init(milliseconds: 0))
    let text = taken(&connection)
    #expect(text.hasSuffix("\r\n\r\n"))
    #expect(!text.contains("uno"))
    #expect(connection.isReadyToShut)
  }
}
