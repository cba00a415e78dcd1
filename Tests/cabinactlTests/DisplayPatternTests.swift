import Notation
import Testing

@testable import cabinactl

@Suite struct `The pattern for a display` {
  @Test(arguments: [
    (1, 8, "seven segment"), (1, 1, "ascii"), (2, 16, "ascii"), (4, 20, "latin1"),
    (1, 200, "latin1"),
  ])
  func `fills every cell, tells each from its neighbours and shows all it can`(
    rows: Int, columns: Int, charset: String
  ) {
    let pages = DisplayPattern.pages(.init(rows: rows, columns: columns, charset: charset))
    #expect(pages.allSatisfy { $0.count == rows })
    #expect(pages.joined().allSatisfy { $0.count == columns })
    for row in pages[0] {
      #expect(zip(row, row.dropFirst()).allSatisfy { $0 != $1 })
      #expect(row.allSatisfy { $0.isNumber })
    }
    #expect(Set(pages[1].joined()).count == 1 && !pages[1].joined().contains(" "))
    let known = Set(DisplayPattern.characters(of: charset))
    #expect(Set(pages.dropFirst(2).joined().joined()).union([" "]) == known.union([" "]))
    #expect(Set(pages.joined().joined()).isSubset(of: known))
  }
}

@Suite struct `What boards say, in Spanish` {
  /// Of the names in the specification's words none is forgotten.
  @Test func `has a word for all of it`() {
    let sayings: [(names: [String], word: (String) -> String)] = [
      (LineNames.states, { BoardWords.state($0, .spanish) }),
      (LineNames.faults, { BoardWords.fault($0, .spanish) }),
      (LineNames.signals, { BoardWords.signal($0, .spanish) }),
      (LineNames.results, { BoardWords.result($0, .spanish) }),
      (LineNames.causes, { BoardWords.cause($0, .spanish) }),
      (LineNames.capabilities, { BoardWords.capability($0, .spanish) }),
    ]
    for (names, word) in sayings {
      #expect(!names.isEmpty)
      for name in names { #expect(word(name) != name, "\(name)") }
    }
    #expect(BoardWords.state("off hook", .english) == "off hook")
    #expect(BoardWords.result("a word to come", .spanish) == "a word to come")
    #expect(BoardWords.thousandths(24_049, "mA", .english) == "24.0 mA")
    #expect(BoardWords.thousandths(951, "mA", .spanish) == "1,0 mA")
  }
}
