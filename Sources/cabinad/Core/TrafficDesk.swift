import BoothProtocol
import OwnerPanel

/// Who looks on at what crosses the ports, and what is kept for them: nothing while nobody asks.
struct TrafficDesk {
  typealias Answer = @Sendable (TechnicianAnswer) -> Void

  /// Who asked and waits until something crosses.
  private struct Waiter {
    var query: TrafficQuery
    var until: Moment
    var answer: Answer
  }

  /// Each has a place of the command line's, which others need too.
  static let waiterLimit = 4

  /// nil: nobody looks on.
  private var tap: TrafficTap?
  /// The last number of the taps before.
  private var lastRun: Int64 = 0
  private var waiters: [Waiter] = []

  var isLookedAt: Bool { tap != nil }
  var hasWaiters: Bool { !waiters.isEmpty }

  /// Answers now, or keeps the question: then `tellWaiters` is due when its time is over.
  mutating func ask(
    _ query: TrafficQuery, at now: Moment, then answer: @escaping Answer
  ) {
    dropTapIfForgotten(at: now)
    var tap = tap ?? TrafficTap(after: lastRun, at: now)
    tap.wasAsked(at: now)
    self.tap = tap
    let report = tap.report(query)
    // What was lost is told at once.
    let mayWait = query.after != nil && report.lost != nil && query.waitSeconds > 0
    guard report.runs.isEmpty, mayWait else { return answer(.traffic(report)) }
    guard waiters.count < Self.waiterLimit else { return answer(.tooManyWaiting) }
    let until = now.advanced(byMilliseconds: Int64(query.waitSeconds) * 1000)
    waiters.append(Waiter(query: query, until: until, answer: answer))
  }

  /// What was read or written.
  mutating func take(
    _ bytes: [UInt8], port: String, isFromBoard: Bool, atMicroseconds time: Int64, at now: Moment
  ) {
    dropTapIfForgotten(at: now)
    tap?.take(bytes, port: port, isFromBoard: isFromBoard, atMicroseconds: time)
  }

  /// Whoever there is something for, or has waited long enough.
  mutating func tellWaiters(at now: Moment) {
    guard var tap, hasWaiters else { return }
    tap.wasAsked(at: now)
    self.tap = tap
    waiters.removeAll { waiter in
      let report = tap.report(waiter.query)
      guard !report.runs.isEmpty || waiter.until <= now else { return false }
      waiter.answer(.traffic(report))
      return true
    }
  }

  private mutating func dropTapIfForgotten(at now: Moment) {
    guard let tap, waiters.isEmpty, tap.isForgotten(at: now) else { return }
    lastRun = tap.last
    self.tap = nil
  }
}
