import Dispatch
import Glibc

/// Waits until something holds; false when it never came. The limit costs nothing when it comes,
/// and is far from what the slowest machine takes.
@discardableResult
func wait(atMost limit: Duration = .seconds(60), until condition: () -> Bool) -> Bool {
  let end = ContinuousClock.now + limit
  while !condition() {
    guard ContinuousClock.now < end else { return condition() }
    usleep(1000)
  }
  return true
}

/// Measures from a cause to its effect, both noted where they happen, so that it does not matter
/// when a test gets to look at them.
///
/// What the machine takes because of other work is not counted: a timer of no other use is due
/// every few milliseconds all the while, and where it was late, so may everything else have been.
final class Latency: @unchecked Sendable {
  private static let period = Duration.milliseconds(5)
  /// Of stretches in which the timer was late, the latest so many are known.
  private static let stretchLimit = 1000

  private let queue = DispatchQueue(label: "test.latency")
  private let timer: any DispatchSourceTimer
  private var latest = ContinuousClock.now
  private var stretches: [Range<ContinuousClock.Instant>] = []

  init() {
    timer = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
    timer.schedule(deadline: .now(), repeating: .milliseconds(5), leeway: .nanoseconds(0))
    timer.setEventHandler { [weak self] in self?.tick() }
    timer.activate()
  }

  deinit { timer.cancel() }

  private func tick() {
    let now = ContinuousClock.now
    if now - latest > Self.period { stretches.append(latest + Self.period..<now) }
    if stretches.count > Self.stretchLimit { stretches.removeFirst() }
    latest = now
  }

  /// From one instant to another, without the time in which the timer was late.
  func between(_ cause: ContinuousClock.Instant, _ effect: ContinuousClock.Instant) -> Duration {
    queue.sync {
      tick()
      return stretches.reduce(effect - cause) { time, stretch in
        let late = min(stretch.upperBound, effect) - max(stretch.lowerBound, cause)
        return late > .zero ? time - late : time
      }
    }
  }

  /// Measures five times, and on a machine too busy for that up to twenty-five, until the middle of
  /// all that was measured is below the limit: other work makes some late, a fault makes all.
  func middle(below limit: Duration, _ measure: () throws -> Duration) rethrows -> Duration {
    var times: [Duration] = []
    while times.count < 5 || (times.count < 25 && Self.middle(of: times) >= limit) {
      times.append(try measure())
    }
    return Self.middle(of: times)
  }

  private static func middle(of times: [Duration]) -> Duration { times.sorted()[times.count / 2] }
}
