import Testing

@testable import BoothControl

struct DigitMapParsingTests {
  @Test(arguments: [
    "0", "x", "(0)", "0|00", "(0T|00T|[1-7]xxx|8xxxxxxx|#xxxxxxx|*xx|91xxxxxxxxxx|9011x.T)",
    "[12*#]", "[1-35-7x]", "[0-9*#A]", "[xT]", "12[3T]", "x.x.",
    "(ABCD|abcd)", "( 13x | 1xxT )", " 0 ", "[5-5]", String(repeating: "x", count: 32),
    String(repeating: "x", count: 31) + "x.xT", "xxxx.#", "12345X.t",
  ])
  func `a map of the grammar is taken and keeps its text`(text: String) throws {
    #expect(try DigitMap(text).text == text)
  }

  typealias Fault = (
    text: String, column: Int, found: Character?, expected: DigitMapError.Expected
  )

  @Test(
    arguments: [
      ("", 1, nil, .position), ("()", 2, ")", .position), ("(", 2, nil, .position),
      ("1||2", 3, "|", .position), ("|1", 1, "|", .position), ("1|", 3, nil, .position),
      (".", 1, ".", .position), ("1..", 3, ".", .positionOrEnd), ("(1|.2)", 4, ".", .position),
      ("1T2", 3, "2", .endAfterTimer), ("1T.", 3, ".", .endAfterTimer),
      ("[1T]2", 5, "2", .endAfterTimer), ("T", 1, "T", .positionBeforeTimer),
      ("(1|T)", 4, "T", .positionBeforeTimer), ("[T]", 2, "T", .positionBeforeTimer),
      ("12e", 3, "e", .telephoneKey), ("L", 1, "L", .telephoneKey), ("[1z]", 3, "z", .telephoneKey),
      ("[k]", 2, "k", .telephoneKey), ("1|(2)", 3, "(", .position), ("+56", 1, "+", .position),
      ("1-2", 2, "-", .positionOrEnd),
      ("(12", 4, nil, .closingParenthesis), ("(12))", 5, ")", .endOfText),
      ("12)", 3, ")", .positionOrEnd), ("((1))", 2, "(", .position), ("(1) 2", 5, "2", .endOfText),
      ("1 2", 3, "2", .positionOrEnd), ("(1 2)", 4, "2", .closingParenthesis),
      ("[]", 2, "]", .rangeMember), ("[", 2, nil, .rangeMember), ("[1", 3, nil, .rangeMemberOrEnd),
      ("[1-", 4, nil, .digit(from: "1")), ("[1-]", 4, "]", .digit(from: "1")),
      ("[7-1]", 4, "1", .digit(from: "7")), ("[1-A]", 4, "A", .digit(from: "1")),
      ("[A-D]", 3, "-", .noSpanOfLetters), ("[x-1]", 3, "-", .noSpanOfLetters),
      ("[1-5-7]", 5, "-", .rangeMemberOrEnd), ("[-1]", 2, "-", .rangeMember),
      ("[^1]", 2, "^", .rangeMember), ("[1|2]", 3, "|", .rangeMemberOrEnd),
      ("[1.]", 3, ".", .rangeMemberOrEnd), ("[[1]]", 2, "[", .rangeMember),
      ("12]", 3, "]", .positionOrEnd), ("1\n2", 2, "\n", .positionOrEnd),
      ("x٣", 2, "٣", .positionOrEnd),
      ("[1-٣]", 4, "٣", .digit(from: "1")), ("ñ", 1, "ñ", .position),
    ] as [Fault])
  func `a fault is told with its column, the character and what was expected`(fault: Fault) {
    #expect(
      throws: DigitMapError.unexpected(
        column: fault.column, found: fault.found, expected: fault.expected)
    ) { try DigitMap(fault.text) }
  }

  @Test func `a map longer than its limit is refused`() throws {
    let longest = Array(repeating: "x", count: 512).joined(separator: "|")
    #expect(throws: Never.self) { try DigitMap(longest) }
    #expect(throws: DigitMapError.tooLong(length: 1025)) { try DigitMap(longest + "|x") }
  }

  @Test func `an alternative that no number is long enough for is refused at its column`() {
    let long = String(repeating: "x", count: 33)
    #expect(throws: DigitMapError.alternativeTooLong(column: 5)) { try DigitMap("12| " + long) }
  }

  @Test func `a fault reads as a sentence`() {
    #expect(
      DigitMapError.unexpected(column: 4, found: "1", expected: .digit(from: "7")).description
        == "column 4: found «1», expected a digit from 7 to 9")
    #expect(
      DigitMapError.unexpected(column: 4, found: nil, expected: .closingParenthesis).description
        == "column 4: the text ends, expected | or )")
  }

  @Test(arguments: [
    ("(12|1T2)", "(12|1T2)", "      ^"), ("12[", "12[", "   ^"),
    (
      String(repeating: "1|", count: 40) + "z|" + String(repeating: "2|", count: 40) + "3",
      "…" + String(repeating: "1|", count: 24) + "z|" + String(repeating: "2|", count: 11) + "…",
      String(repeating: " ", count: 49) + "^"
    ),
  ])
  func `a caret stands under the fault`(text: String, map: String, caret: String) throws {
    do throws(DigitMapError) {
      _ = try DigitMap(text)
      Issue.record("taken")
    } catch {
      let pointer = try #require(error.pointer(in: text))
      #expect(pointer.map == map)
      #expect(pointer.caret == caret)
    }
  }
}
