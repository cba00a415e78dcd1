import BoothProtocol
import OwnerPanel
import Testing

@testable import cabinad

@Suite struct `What is kept of the traffic` {
  /// `after`: what its first answer told to go on from.
  private func tap(_ runs: Int, of size: Int = 20, after start: Int64 = 0) -> TrafficTap {
    var tap = TrafficTap(after: start - 1, at: Moment(milliseconds: 0))
    for index in 0..<runs {
      tap.take(
        [UInt8](repeating: UInt8(index & 0xFF), count: size),
        port: index % 2 == 0 ? "/dev/a" : "/dev/b", isFromBoard: index % 3 == 0,
        atMicroseconds: Int64(index))
    }
    return tap
  }

  @Test func `is told from where it is asked, of a port or of all`() {
    let tap = tap(5, after: 100)
    let all = tap.report(TrafficQuery(after: 100))
    #expect(all.runs.map(\.number) == [101, 102, 103, 104, 105])
    #expect(all.runs.map(\.port) == ["/dev/a", "/dev/b", "/dev/a", "/dev/b", "/dev/a"])
    #expect(all.runs.map(\.isFromBoard) == [true, false, false, true, false])
    #expect(all.next == 105 && all.lost == 0)
    #expect(tap.report(TrafficQuery(after: 103)).runs.map(\.number) == [104, 105])
    #expect(tap.report(TrafficQuery(after: 105)) == TrafficReport(runs: [], next: 105, lost: 0))
    let one = tap.report(TrafficQuery(after: 100, port: "/dev/b"))
    #expect(one.runs.map(\.number) == [102, 104] && one.next == 105)
    #expect(tap.report(TrafficQuery()) == TrafficReport(runs: [], next: 105, lost: 0))
  }

  @Test func `of before it began, or of another life, nobody knows what was lost`() {
    #expect(
      tap(2, after: 100).report(TrafficQuery(after: 200))
        == TrafficReport(runs: [], next: 102, lost: nil))
    let early = tap(2, after: 100).report(TrafficQuery(after: 90))
    #expect(early.runs.map(\.number) == [101, 102] && early.next == 102 && early.lost == nil)
  }

  @Test func `who stayed away while another tap began is not told that nothing was lost`() {
    let before = tap(3, after: 100)
    let next = TrafficTap(after: before.last, at: Moment(milliseconds: 20_000))
    #expect(next.report(TrafficQuery(after: before.last)).lost == nil)
    let first = next.report(TrafficQuery())
    #expect(first.lost == 0)
    #expect(next.report(TrafficQuery(after: first.next)).lost == 0)
  }

  @Test(arguments: [1, 107, 4096]) func `is bounded, and what is dropped is counted`(size: Int) {
    let count = 20_000
    let tap = tap(count, of: size)
    var (next, told, lost): (Int64, Int, Int64) = (0, 0, 0)
    while true {
      let report = tap.report(TrafficQuery(after: next))
      if report.runs.isEmpty { break }
      lost += report.lost ?? 0
      told += report.runs.count
      #expect(report.runs.reduce(0) { $0 + $1.bytes.count } <= TrafficTap.answerLimit)
      #expect(report.runs.first?.number == next + (report.lost ?? 0) + 1)
      #expect(report.runs.last?.number == report.next)
      next = report.next
    }
    #expect(next == Int64(count))
    #expect(Int64(told) + lost == Int64(count))
    #expect(told * (size + TrafficTap.runOverhead) <= TrafficTap.limit)
    #expect((told + 1) * (size + TrafficTap.runOverhead) > TrafficTap.limit)
    #expect(tap.runs.reduce(0) { $0 + $1.bytes.count } <= TrafficTap.limit)
  }

  @Test func `a run that is larger than an answer is told all the same`() {
    let tap = tap(3, of: TrafficTap.answerLimit + 1)
    let report = tap.report(TrafficQuery(after: 0))
    #expect(report.runs.map(\.number) == [1] && report.next == 1)
  }

  @Test func `is forgotten ten seconds after the last question`() {
    var tap = TrafficTap(after: 0, at: Moment(milliseconds: 0))
    #expect(!tap.isForgotten(at: Moment(milliseconds: 10_000)))
    #expect(tap.isForgotten(at: Moment(milliseconds: 10_001)))
    tap.wasAsked(at: Moment(milliseconds: 10_001))
    #expect(!tap.isForgotten(at: Moment(milliseconds: 20_000)))
  }
}
