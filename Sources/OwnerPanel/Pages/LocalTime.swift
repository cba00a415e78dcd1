package import BoothControl
import Glibc

/// A date and time of day on the shop's wall.
package struct LocalTime: Hashable, Sendable {
  package var year: Int
  /// 1…12.
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int

  package init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  private init(_ parts: tm) {
    self.init(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
      hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
  }

  /// In the time zone of the box (`TZ`, `/etc/localtime`).
  package static func ofSystem(_ time: WallTime) -> LocalTime {
    var seconds = time_t(time.wholeSeconds)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return LocalTime(parts)
  }

  /// `27-10-2006 16:18:14`.
  var text: String { "\(twoDigits(day))-\(twoDigits(month))-\(year) \(timeText)" }

  /// `16:18:14`.
  var timeText: String { "\(twoDigits(hour)):\(twoDigits(minute)):\(twoDigits(second))" }

  /// RFC 9110 § 5.6.7, in GMT: `Fri, 27 Oct 2006 20:18:14 GMT`.
  static func httpDate(_ time: WallTime) -> String {
    var seconds = time_t(time.wholeSeconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let utc = LocalTime(parts)
    let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let weekday = weekdays[Int(parts.tm_wday)]
    return "\(weekday), \(twoDigits(utc.day)) \(months[utc.month - 1]) \(utc.year) "
      + "\(utc.timeText) GMT"
  }

  /// RFC 3339 in UTC, for programs: `2006-10-27T20:18:14.250Z`.
  static func timestamp(_ time: WallTime) -> String {
    var seconds = time_t(time.wholeSeconds)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let utc = LocalTime(parts)
    let milliseconds = String(1000 + time.milliseconds - time.wholeSeconds * 1000).dropFirst()
    return "\(utc.year)-\(twoDigits(utc.month))-\(twoDigits(utc.day))T\(utc.timeText)"
      + ".\(milliseconds)Z"
  }
}

extension WallTime {
  /// The box's clock now.
  package static func ofSystem() -> WallTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return WallTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Rounded towards the past, also before 1970.
  fileprivate var wholeSeconds: Int64 {
    milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
  }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension Int64 {
  /// Seconds as a clock shows them: `1:08`, `1:02:05`.
  var clockText: String {
    let minutes = Int(self / 60 % 60)
    let seconds = twoDigits(Int(self % 60))
    return self < 3600
      ? "\(minutes):\(seconds)" : "\(self / 3600):\(twoDigits(minutes)):\(seconds)"
  }
}
