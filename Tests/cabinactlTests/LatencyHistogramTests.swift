import BoothProtocol
import BoothSimulator
import Notation
import Testing

@testable import cabinactl

/// How long answers took.
struct LatencyHistogramTests {
  @Test func `a time falls into the bucket that has it, known to an eighth`() {
    for time in Array(Int64(0)...5000) + [65_535, 65_536, 1_000_000, 66_000_000] {
      let bucket = LatencyHistogram.bucket(of: time)
      let first = LatencyHistogram.first(of: bucket)
      let next = LatencyHistogram.first(of: bucket + 1)
      #expect(first <= time && time < next, "\(time): \(first) to \(next)")
      #expect(next - first <= max(1, first / 8))
    }
  }

  @Test func `it is bounded, whatever comes`() {
    var histogram = LatencyHistogram()
    let size = histogram.counts.count
    for time in [Int64.min, -1, 0, 67_108_864, .max] { histogram.add(time) }
    #expect(histogram.counts.count == size)
    #expect(histogram.counts.reduce(0, +) == 5)
    #expect(histogram.minimum == 0)
    #expect(histogram.maximum == .max)
  }

  @Test func `minimum, median, 99 % and maximum`() throws {
    var histogram = LatencyHistogram()
    #expect(histogram.median == nil)
    for time in Int64(1)...1000 { histogram.add(time * 10) }
    #expect(histogram.minimum == 10)
    #expect(histogram.maximum == 10_000)
    #expect(histogram.mean == 5005)
    let median = try #require(histogram.median)
    #expect((5000...5640).contains(median))
    let slow = try #require(histogram.quantile(permille: 990))
    #expect((9900...10_000).contains(slow))
    var one = LatencyHistogram()
    one.add(777)
    #expect(one.median == 777)
    #expect(one.quantile(permille: 990) == 777)
  }

  @Test(arguments: [20, 40, 80, 200])
  func `bars fit the width, and every doubling between has its row`(_ width: Int) {
    var histogram = LatencyHistogram()
    for _ in 0..<100 { histogram.add(3000) }
    histogram.add(700)
    histogram.add(50_000)
    let lines = histogram.lines(width: width, .english)
    #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
    #expect(lines.count == 7)
    #expect(lines.contains { $0.hasSuffix("█") && $0.contains("100") })
    // One of a hundred is seen too.
    #expect(lines.first?.contains("█") == true)
  }

  @Test(arguments: [
    (Int64(850), "850 µs"), (1200, "1.2 ms"), (31_400, "31 ms"), (2_500_000, "2.5 s"),
    (999_999, "1000 ms"), (2000, "2 ms"),
  ])
  func `times are written shortly`(_ time: Int64, _ text: String) {
    #expect(LatencyHistogram.time(time, .english) == text)
    #expect(LatencyHistogram.time(time, .spanish) == text.replacing(".", with: ","))
  }
}

struct StressRunTests {
  private func answered(
    _ microseconds: Int64 = 1000, sendings: Int = 1, _ states: [LineState] = []
  ) -> StressRun.Asking {
    let reports = states.enumerated().map { line, state in
      LineReport(
        line: line, state: state, call: nil, answeredTick: nil, leaseMilliseconds: 0, trunk: 255)
    }
    return .answered(
      BoardSession.Answer(
        response: Response(result: .done, detail: .lines(first: 0, reports)),
        roundTripMicroseconds: microseconds, sendings: sendings))
  }

  private func take(
    _ run: inout StressRun, _ asking: StressRun.Asking, _ expected: StressRun.End?
  ) {
    let end = run.take(asking)
    #expect(end == expected)
  }

  @Test func `all lines are asked for in turn`() {
    var run = StressRun(lineCount: 16, stopsAtLift: true)
    var asked: [Command] = []
    for _ in 0..<4 {
      asked.append(run.next)
      take(&run, answered(), nil)
    }
    #expect(asked == [0, 7, 14, 0].map { .readLines(first: $0) })
  }

  @Test func `what is lost and what was sent again is counted, and three losses in a row end it`() {
    var run = StressRun(lineCount: 8, stopsAtLift: true)
    for asking in [answered(sendings: 3), .lost, .lost, answered(), .lost, .lost] {
      take(&run, asking, nil)
    }
    take(&run, .lost, .dead)
    #expect(run.histogram.count == 2)
    #expect(run.histogram.lost == 5)
    #expect(run.histogram.resent == 2)
  }

  @Test(arguments: [
    (LineState.offHook, true), (.released, true), (.onHook, false), (.talking, false),
    (.fault, false), (.ringing, false),
  ])
  func `it stops as soon as a handset is lifted`(_ state: LineState, _ stops: Bool) {
    var run = StressRun(lineCount: 2, stopsAtLift: true)
    take(&run, answered(1, [.onHook, state]), stops ? .lifted(line: 2) : nil)
    var careless = StressRun(lineCount: 2, stopsAtLift: false)
    take(&careless, answered(1, [.onHook, state]), nil)
  }

  @Test func `it ends with the time, or when nobody wants it any more`() throws {
    var run = StressRun(lineCount: 8, stopsAtLift: true)
    var left = 5
    let end = run.run(
      isOver: { left == 0 }, isInterrupted: { false }, progress: { _ in left -= 1 },
      ask: { _ in answered() })
    #expect(end == .done)
    #expect(run.asked == 5)
    let cut = run.run(
      isOver: { false }, isInterrupted: { true }, progress: { _ in }, ask: { _ in answered() })
    #expect(cut == .interrupted)
  }

  @Test func `on a board, and through a line that loses a tenth of it`() throws {
    let (board, path) = try BoardSessionTests.board {
      $0.misbehaviour.towardsHost.dropPermille = 4
    }
    defer { board.stop() }
    let session = try BoardSession.open(path)
    defer { session.close() }
    var run = StressRun(lineCount: try #require(session.identity?.lineCount), stopsAtLift: true)
    var left = 60
    let end = try run.run(
      isOver: { left == 0 }, isInterrupted: { false }, progress: { _ in left -= 1 },
      ask: { try .on(session, $0) })
    #expect(end == .done)
    #expect(run.histogram.count == 60)
    #expect(run.histogram.resent > 0)
  }
}
