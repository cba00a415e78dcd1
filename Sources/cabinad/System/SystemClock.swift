import BoothControl
import BoothProtocol
import Glibc

/// The box's clocks.
enum SystemClock {
  /// CLOCK_BOOTTIME does not stop while the box sleeps and is not stepped.
  static var moment: Moment {
    Moment(milliseconds: milliseconds(of: CLOCK_BOOTTIME))
  }

  static var wall: WallTime {
    WallTime(milliseconds: milliseconds(of: CLOCK_REALTIME))
  }

  /// Since 1970.
  static var wallMicroseconds: Int64 { nanoseconds(of: CLOCK_REALTIME) / 1000 }

  /// Of the clock of `moment`.
  static var microseconds: Int64 { nanoseconds(of: CLOCK_BOOTTIME) / 1000 }

  static var now: Now { Now(moment: moment, wall: wall) }

  private static func milliseconds(of clock: clockid_t) -> Int64 {
    nanoseconds(of: clock) / 1_000_000
  }

  private static func nanoseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else {
      fatalError("clock_gettime(\(clock)) failed: \(String(cString: strerror(errno)))")
    }
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

extension ShopCalendar {
  /// The system's time zone (TZ, /etc/localtime) from a day before `time` to two years after it.
  static func system(around time: WallTime) -> ShopCalendar {
    tzset()
    let day: Int64 = 86_400
    let start = time.milliseconds / 1000 - day
    var transitions: [Transition] = []
    let initial = offsetSeconds(at: start)
    var offset = initial
    var earlier = start
    while earlier < start + 2 * 366 * day {
      let later = earlier + day
      let laterOffset = offsetSeconds(at: later)
      if laterOffset != offset {
        let second = firstSecond(after: earlier, to: later, with: laterOffset)
        transitions.append(
          Transition(at: WallTime(milliseconds: second * 1000), offsetSeconds: laterOffset))
        offset = laterOffset
      }
      earlier = later
    }
    return ShopCalendar(initialOffsetSeconds: initial, transitions: transitions)
  }

  private static func firstSecond(
    after earlier: Int64, to later: Int64, with offset: Int64
  )
    -> Int64
  {
    var low = earlier
    var high = later
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsetSeconds(at: middle) == offset { high = middle } else { low = middle }
    }
    return high
  }

  private static func offsetSeconds(at second: Int64) -> Int64 {
    var time = time_t(second)
    var local = tm()
    return localtime_r(&time, &local) == nil ? 0 : Int64(local.tm_gmtoff)
  }
}
