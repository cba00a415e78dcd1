import BoothControl
import Notation
package import Rating

/// Months and weeks of the shop's calendar.
extension CalendarDay {
  /// `27-10-2006`, as people here write it.
  var written: String {
    description.split(separator: "-").reversed().joined(separator: "-")
  }

  package var firstOfMonth: CalendarDay { CalendarDay(year: year, month: month, day: 1) ?? self }

  var firstOfNextMonth: CalendarDay? {
    month == 12
      ? CalendarDay(year: year + 1, month: 1, day: 1)
      : CalendarDay(year: year, month: month + 1, day: 1)
  }

  package var firstOfMonthBefore: CalendarDay? {
    month == 1
      ? CalendarDay(year: year - 1, month: 12, day: 1)
      : CalendarDay(year: year, month: month - 1, day: 1)
  }

  var firstOfYear: CalendarDay { CalendarDay(year: year, month: 1, day: 1) ?? self }

  var monday: CalendarDay { advanced(byDays: -weekday) ?? self }

  /// This day and those that follow it, up to the one before `end`; at most `limit`.
  package func days(before end: CalendarDay, limit: Int = 366) -> [CalendarDay] {
    var days: [CalendarDay] = []
    var day = self
    while day < end, days.count < limit {
      days.append(day)
      guard let next = day.advanced(byDays: 1) else { break }
      day = next
    }
    return days
  }

  /// Reads `2006-10`, as its first day.
  init?(month text: String) { self.init("\(text)-01") }

  /// `2006-10`.
  var monthText: String { String(description.dropLast(3)) }
}

extension Language {
  /// `octubre`.
  func monthName(of day: CalendarDay) -> String { monthNames[day.month - 1] }

  /// `octubre de 2006`.
  func month(of day: CalendarDay) -> String {
    let name = monthName(of: day)
    return self == .spanish ? "\(name) de \(day.year)" : "\(name) \(day.year)"
  }

  /// `oct`.
  func shortMonth(of day: CalendarDay) -> String { String(monthName(of: day).prefix(3)) }

  /// `vie 27-10-2006`.
  func day(_ day: CalendarDay) -> String { "\(weekday(of: day)) \(day.written)" }

  /// `vie 27-10`, where the year is known.
  func shortDay(_ day: CalendarDay) -> String {
    "\(weekday(of: day)) \(day.written.prefix(5))"
  }

  /// `vie`.
  func weekday(of day: CalendarDay) -> String { self(Weekday.allCases[day.weekday]) }

  private var monthNames: [String] {
    switch self {
    case .spanish:
      [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
      ]
    case .english:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]
    }
  }
}

extension PageContext {
  /// When the clock shows on `day` what it shows at `time`: where it shows that twice, the first of
  /// the two; where it skips it, somewhat before, on that day.
  func instant(on day: CalendarDay, withTimeOf time: WallTime) -> WallTime {
    let start = startOfDay(day)
    let wanted = millisecondsIntoDay(time)
    let near = WallTime(milliseconds: start.milliseconds + wanted)
    // On a day on which the clock is changed it shows another time so long after the start.
    let dayLength: Int64 = 86_400_000
    let isNextDay = day < CalendarDay(localTime(near))
    let shown = millisecondsIntoDay(near) + (isNextDay ? dayLength : 0)
    return max(start, WallTime(milliseconds: near.milliseconds + wanted - shown))
  }

  /// As the clock shows it, which is not always how much has passed.
  private func millisecondsIntoDay(_ time: WallTime) -> Int64 {
    let clock = localTime(time)
    let seconds = Int64((clock.hour * 60 + clock.minute) * 60 + clock.second)
    return seconds * 1000 + (time.milliseconds % 1000 + 1000) % 1000
  }

  /// Each day as the instants that are of it.
  func spans(of days: [CalendarDay]) -> [Range<WallTime>] {
    days.map { day in
      let start = startOfDay(day)
      guard let next = day.advanced(byDays: 1) else { return start..<start }
      return start..<max(start, startOfDay(next))
    }
  }
}
