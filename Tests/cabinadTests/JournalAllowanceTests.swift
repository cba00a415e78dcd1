import Testing

@testable import cabinad

@Suite struct JournalAllowanceTests {
  @Test func `of a flood a hundred lines a second are written, and the rest is counted`() {
    var allowance = JournalAllowance()
    var written = 0
    for second in Int64(10)..<13 {
      for _ in 0..<1000 where allowance.admits(at: second) {
        written += 1
        let dropped = allowance.wrote()
        // What was left out is said with the first line of the next second.
        #expect(dropped == (written > 1 && (written - 1).isMultiple(of: 100) ? 900 : 0))
      }
    }
    #expect(written == 300)
  }

  @Test func `while nobody reads so many lines wait, and no more`() {
    var allowance = JournalAllowance()
    var waiting = 0
    for second in Int64(0)..<10 {
      for _ in 0..<90 where allowance.admits(at: second) { waiting += 1 }
    }
    #expect(waiting == JournalAllowance.waitingLimit)
    let dropped = allowance.wrote()
    #expect(dropped == 900 - JournalAllowance.waitingLimit)
    let next = [allowance.admits(at: 10), allowance.admits(at: 10)]
    #expect(next == [true, false])
  }
}
