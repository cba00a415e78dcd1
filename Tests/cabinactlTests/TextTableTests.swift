import Notation
import Testing

@testable import Ledger
@testable import cabinactl

extension CommandLineTests {
  /// What is printed for people.
  struct TextTableTests {
    @Test func `a cell stays on its line, and moves no terminal`() {
      let table = TextTable(rows: [["CABINA\u{1B}[2J", "a"], ["x\ny", "\u{202E}b\u{9B}c"]])
      #expect(
        table.text == #"""
          CABINA\u001B[2J  a
          x\u000Ay         \u202Eb\u009Bc

          """#)
    }

    @Test func `a terminal is shown what it would act on, and keeps its lines`() {
      #expect("a\tb\r\n\u{1B}]0;x\u{7}\n".visibleLines == "a\tb\\u000D\n\\u001B]0;x\\u0007\n")
      #expect("ñandú «…»\n".visibleLines == "ñandú «…»\n")
    }

    @Test(arguments: [
      ("=1+1", "'=1+1"), ("+56", "'+56"), ("-", "'-"), ("@x", "'@x"), ("'=1", "''=1"),
      ("", ""), ("CHILE", "CHILE"), ("'CHILE'", "'CHILE'"), (" =1", "' =1"), ("a, =1", "a,' =1"),
      ("a;@x|-1", "a;'@x|'-1"), ("\u{FF1D}1", "'\u{FF1D}1"), ("\tx", "'\tx"), ("'\tx", "''\tx"),
      ("\t=x", "'\t'=x"), ("\"=1", "'\"=1"),
    ])
    func `what a spreadsheet would compute is marked as a text, and read back`(
      text: String, cell: String
    ) {
      #expect(SpreadsheetText.cell(text) == cell)
      #expect(SpreadsheetText.plain(cell) == text)
    }

    @Test(arguments: [
      ("1.150,00", "1150,00"), ("1.150.000", "1150000"), ("12.345.678,9", "12345678,9"),
      ("1.500", "1.500"), ("1.15,00", "1.15,00"), ("1150,00", "1150,00"), ("0.150,00", "0.150,00"),
      (".150,00", ".150,00"), ("1.150,0,0", "1.150,0,0"), ("1.150.00", "1.150.00"),
    ])
    func `points are taken out where they can only stand between thousands`(
      text: String, plain: String
    ) {
      #expect(DecimalComma.withoutThousands(text) == plain)
    }
  }
}

extension CommandLineTests.TextTableTests {
  @Test(arguments: [
    (nil, "BOOTH  DESTINATION       TOTAL"),
    (28, "BOOTH  DESTINATION     TOTAL"),
    (25, "BOOTH  DESTINATION  TOTAL"), (23, "BOOTH  DESTINAT…  TOTAL"), (22, "BOOTH  TOTAL"),
  ])
  func `a table fits the terminal, as far as it can`(width: Int?, head: String) {
    let table = TextTable(
      rows: [["BOOTH", "DESTINATION", "TOTAL"], ["4312", "VALPARAÍSO CHILE", "$ 1"]], right: [2],
      flexible: [1], expendable: [1], width: width)
    #expect(table.text.hasPrefix(head + "\n"), "\(table.text)")
    if let width {
      for line in table.text.split(separator: "\n") { #expect(line.count <= width) }
    }
  }
}

extension CommandLineTests.TextTableTests {
  private static var table: TextTable {
    TextTable(
      rows: [
        ["BOOTH", "NOTE", "NAME", "TOTAL"], ["4312", "", "CABINA 01", "$ 1"],
        ["4313", "–", "CABINA 02", "$ 2"],
      ], right: [3], expendable: [2], say: .english)
  }

  @Test func `what says nothing goes first, without a word, and only where room is wanted`() {
    var table = Self.table
    table.width = 40
    #expect(table.lines[0] == "BOOTH  NOTE  NAME       TOTAL")
    table.width = 28
    #expect(table.lines[0] == "BOOTH  NAME       TOTAL")
    #expect(table.lines.count == 3)
  }

  @Test func `what else there was no room for is named below`() {
    var table = Self.table
    table.width = 20
    #expect(table.lines[0] == "BOOTH  TOTAL")
    let said = table.lines.dropFirst(3).joined(separator: " ")
    #expect(said == "no room here for: NAME; they are in --json, or on a wider terminal")
    #expect(table.lines.allSatisfy { $0.count <= 20 })
    table.say = nil
    #expect(table.lines.count == 3)
  }

  @Test func `it is moved a column at a time behind the first, until the last has room`() {
    var table = Self.table
    table.width = 13
    #expect(table.shiftLimit == 2)
    #expect(table.shifted(by: 1).lines[0] == "BOOTH  NAME       TOTAL")
    #expect(table.shifted(by: 2).lines == ["BOOTH  TOTAL", "4312     $ 1", "4313     $ 2"])
    #expect(table.shifted(by: 9).lines[0] == "BOOTH  TOTAL")
    table.width = 80
    #expect(table.shiftLimit == 0)
  }
}
