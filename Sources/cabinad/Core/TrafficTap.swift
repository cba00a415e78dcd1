import BoothProtocol
import OwnerPanel

/// What crosses the ports, for a technician who looks on: the latest of it, and only while somebody
/// asks.
struct TrafficTap {
  /// What is kept, each run with what it takes besides its bytes.
  static let limit = 256 * 1024
  static let runOverhead = 128
  /// Of one answer.
  static let answerLimit = 32 * 1024
  /// So long after the last question it is kept.
  static let patienceMilliseconds: Int64 = 10_000

  /// Those from `first` on; those before it were dropped, and have no bytes any more.
  private(set) var runs: [TrafficReport.Run] = []
  private var first = 0
  private var size = 0
  /// A number that no run has: who was told more than it was told by this tap.
  private let start: Int64
  /// The number of the latest run; of none yet, `start`.
  private(set) var last: Int64
  private var asked: Moment

  /// - Parameter last: the last number of the taps before it.
  init(after last: Int64, at now: Moment) {
    start = last + 1
    self.last = start
    asked = now
  }

  mutating func wasAsked(at now: Moment) { asked = now }

  func isForgotten(at now: Moment) -> Bool {
    now.milliseconds(since: asked) > Self.patienceMilliseconds
  }

  mutating func take(
    _ bytes: [UInt8], port: String, isFromBoard: Bool, atMicroseconds time: Int64
  ) {
    last += 1
    runs.append(
      TrafficReport.Run(
        number: last, microseconds: time, port: port, isFromBoard: isFromBoard, bytes: bytes))
    size += bytes.count + Self.runOverhead
    while size > Self.limit, first < runs.count {
      size -= runs[first].bytes.count + Self.runOverhead
      runs[first].bytes = []
      first += 1
    }
    // The places of those that were dropped: now and then, so that it costs nothing to speak of.
    guard first > 1024 else { return }
    runs.removeFirst(first)
    first = 0
  }

  /// What follows `after` on a port, as much as fits into an answer.
  func report(_ query: TrafficQuery) -> TrafficReport {
    // A number that none has had is of another daemon's life.
    guard let after = query.after, after <= last else {
      return TrafficReport(runs: [], next: last, lost: query.after == nil ? 0 : nil)
    }
    let oldest = last - Int64(runs.count - first) + 1
    // What crossed before this tap began, nobody has kept or counted.
    let lost = after < start ? nil : max(0, oldest - after - 1)
    var report = TrafficReport(runs: [], next: last, lost: lost)
    var size = 0
    for run in runs[(first + Int(max(0, after + 1 - oldest)))...]
    where query.port == nil || run.port == query.port {
      size += run.bytes.count
      guard size <= Self.answerLimit || report.runs.isEmpty else {
        report.next = run.number - 1
        break
      }
      report.runs.append(run)
    }
    return report
  }
}
