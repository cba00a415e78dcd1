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

  @Test func `what there is to say of one board keeps nothing of the others out`() {
    var allowance = JournalAllowance()
    var written: [String: Int] = [:]
    for second in Int64(10)..<12 {
      for _ in 0..<1000 {
        for board in ["one", "two", "three"] where allowance.admits(at: second, about: board) {
          written[board, default: 0] += 1
          _ = allowance.wrote()
        }
      }
      let others = [allowance.admits(at: second, about: "four"), allowance.admits(at: second)]
      #expect(others == [true, true])
    }
    #expect(written == ["one": 50, "two": 50, "three": 50])
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
