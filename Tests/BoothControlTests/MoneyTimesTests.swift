import Testing

@testable import BoothControl

@Suite struct MoneyTimesTests {
  @Test func `no two of the latest 512 are the same, and no more are kept`() {
    var times = MoneyTimes([])
    let first = WallTime(milliseconds: 1_000_000)
    #expect(times.next(at: first) == first)
    #expect(times.next(at: first) == WallTime(milliseconds: 1_000_001))
    for number in 2..<512 as Range<Int64> {
      let later = WallTime(milliseconds: 2_000_000 + number)
      #expect(times.next(at: later) == later)
    }
    #expect(times.next(at: first) == WallTime(milliseconds: 1_000_002))
    // Two have gone by now: the first, and the one a millisecond after it.
    #expect(times.next(at: WallTime(milliseconds: 3_000_000)).milliseconds == 3_000_000)
    #expect(times.next(at: first) == first)
  }
}
