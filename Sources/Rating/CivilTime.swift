/// The shop's own clock at the answer of a call, and the steps it will take (daylight saving) while
/// the call lasts. The shell makes it; nothing in this room asks a clock.
package struct CivilTime: Hashable, Sendable {
  /// 1 Monday … 7 Sunday.
  package var weekday: Int
  /// Milliseconds into the day, 0…86,399,999.
  package var millisecondsIntoDay: Int64
  /// In order: from `after` on, the clock shows `shiftSeconds` more than it would have without any
  /// of these (absolute, not cumulative).
  package var shifts: [Shift]

  package struct Shift: Hashable, Sendable {
    package var after: TalkTime
    package var shiftSeconds: Int64
    package init(after: TalkTime, shiftSeconds: Int64) {
      self.after = after
      self.shiftSeconds = shiftSeconds
    }
  }

  package init(weekday: Int, millisecondsIntoDay: Int64, shifts: [Shift] = []) {
    self.weekday = weekday
    self.millisecondsIntoDay = millisecondsIntoDay
    self.shifts = shifts
  }
}
