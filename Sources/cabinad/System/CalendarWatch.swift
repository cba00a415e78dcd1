import BoothControl
import BoothProtocol

/// Knows when the calendar that was read around an instant no longer serves: the wall clock was set
/// far away (a box without a clock of its own starts in the past), or time has come near the end of
/// what was read.
struct CalendarWatch {
  private let readAt: Now

  /// A calendar is read for two years.
  private static let lifetimeMilliseconds: Int64 = 300 * 86_400_000
  private static let stepMilliseconds: Int64 = 3_600_000

  init(at now: Now) { readAt = now }

  func isOutdated(at now: Now) -> Bool {
    let elapsed = now.moment.milliseconds(since: readAt.moment)
    let shown = now.wall.milliseconds - readAt.wall.milliseconds
    return (shown - elapsed).magnitude >= Self.stepMilliseconds.magnitude
      || elapsed >= Self.lifetimeMilliseconds
  }
}
