package import Rating

/// The shop's time zone as a value: when its offset from UTC changes, and to what. The shell reads
/// it from the system once; the core then knows the local time of any instant without asking
/// anybody.
package struct ShopCalendar: Hashable, Sendable {
  package struct Transition: Hashable, Sendable {
    package var at: WallTime
    /// Local time minus UTC from `at` on; seconds.
    package var offsetSeconds: Int64

    package init(at: WallTime, offsetSeconds: Int64) {
      self.at = at
      self.offsetSeconds = offsetSeconds
    }
  }

  /// Holds before the first transition; seconds.
  package let initialOffsetSeconds: Int64
  /// In order of time.
  package let transitions: [Transition]

  package init(initialOffsetSeconds: Int64, transitions: [Transition] = []) {
    self.initialOffsetSeconds = initialOffsetSeconds
    self.transitions = transitions
  }

  package static let utc = ShopCalendar(initialOffsetSeconds: 0)

  package func offsetSeconds(at time: WallTime) -> Int64 {
    transitions.last { $0.at <= time }?.offsetSeconds ?? initialOffsetSeconds
  }

  /// Local weekday and time of day at `time`, with the steps of the clock in the 50 days that
  /// follow: longer than a call can last.
  package func civilTime(at time: WallTime) -> CivilTime {
    let offset = offsetSeconds(at: time)
    let local = time.milliseconds + offset * 1000
    let day = local.flooredQuotient(by: Self.millisecondsPerDay)
    let horizon = time.milliseconds + 50 * Self.millisecondsPerDay
    let shifts =
      transitions
      .filter { $0.at > time && $0.at.milliseconds <= horizon }
      .map { transition in
        CivilTime.Shift(
          after: TalkTime(milliseconds: transition.at.milliseconds - time.milliseconds),
          shiftSeconds: transition.offsetSeconds - offset)
      }
    // 1970-01-01 was a Thursday, the fourth day counted from Monday.
    let weekday = Int((day + 3).remainderFloored(by: 7)) + 1
    return CivilTime(
      weekday: weekday, millisecondsIntoDay: local - day * Self.millisecondsPerDay, shifts: shifts)
  }

  private static let millisecondsPerDay: Int64 = 86_400_000
}

extension Int64 {
  fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate func remainderFloored(by divisor: Int64) -> Int64 {
    self - flooredQuotient(by: divisor) * divisor
  }
}
