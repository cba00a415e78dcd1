package import BoothControl
import Glibc
package import Rating

/// Days of the shop's calendar as instants.
package enum ShopDay {
  /// The first instant of a day, by the time zone of the box: where the clocks skip midnight, the
  /// first there is, and where it comes twice, the first of the two.
  package static func startOfSystem(_ day: CalendarDay) -> WallTime {
    var parts = tm()
    parts.tm_year = Int32(day.year - 1900)
    parts.tm_mon = Int32(day.month - 1)
    parts.tm_mday = Int32(day.day)
    parts.tm_isdst = -1
    let start = mktime(&parts)
    // Of two midnights mktime takes either.
    var earlier = start - 3600
    localtime_r(&earlier, &parts)
    let isSameDay = parts.tm_mday == Int32(day.day)
    return WallTime(milliseconds: Int64(isSameDay ? earlier : start) * 1000)
  }
}

extension CalendarDay {
  package init(_ time: LocalTime) {
    guard let day = CalendarDay(year: time.year, month: time.month, day: time.day) else {
      fatalError("a clock shows \(time.text), which no calendar has")
    }
    self = day
  }

  /// nil: the calendar ends there.
  package func advanced(byDays days: Int) -> CalendarDay? {
    Self(daysSinceEpoch: daysSinceEpoch + days)
  }

  /// 0 is Monday.
  package var weekday: Int { ((daysSinceEpoch + 3) % 7 + 7) % 7 }

  /// From 1970-01-01 on, by Howard Hinnant's `days_from_civil`.
  private var daysSinceEpoch: Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private init?(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
  }
}
