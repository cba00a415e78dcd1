import Glibc
import Notation
package import Rating

/// A date and time on the shop's clock, by the time zone rules of the process (`TZ`, or the
/// system's).
package struct LocalTime: Hashable {
  /// Seconds since 1970-01-01T00:00:00Z.
  let instant: Int

  static var now: LocalTime { LocalTime(instant: time(nil)) }

  init(instant: Int) { self.instant = instant }

  /// Reads `2012-02-02T17:30:00`, also with a space and without seconds. Of a time that comes
  /// twice, when the clock is put back, the first is meant.
  init(argument text: String, of option: String) throws(CommandError) {
    guard let numbers = LocalTime.numbers(of: text) else {
      throw .usage(
        "\(option) «\(text)»: se espera una hora del lugar, como 2012-02-02T17:30:00",
        "\(option) «\(text)»: expected a local time such as 2012-02-02T17:30:00")
    }
    var fields = tm()
    fields.tm_year = numbers[0] - 1900
    fields.tm_mon = numbers[1] - 1
    fields.tm_mday = numbers[2]
    fields.tm_hour = numbers[3]
    fields.tm_min = numbers[4]
    fields.tm_sec = numbers[5]
    fields.tm_isdst = -1
    let found = mktime(&fields)
    // Of the two mktime takes whichever is nearer to what it was asked before.
    let earlier = LocalTime.fields(at: found - 3600)
    let isTwice = (earlier.tm_mday, earlier.tm_hour) == (fields.tm_mday, fields.tm_hour)
    instant = isTwice ? found - 3600 : found
    // mktime turns a day or an hour that there is not into another.
    let read = [
      fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday, fields.tm_hour, fields.tm_min,
      fields.tm_sec,
    ]
    guard read == numbers else {
      throw .usage(
        "\(option) «\(text)»: en el reloj de la tienda no hay tal hora",
        "\(option) «\(text)»: there is no such time on the shop's clock")
    }
  }

  /// The same, or a day: its beginning.
  init(dayOrTime text: String, of option: String) throws(CommandError) {
    guard !text.contains(":"), let numbers = Self.numbers(of: Self.whole(text)),
      let beginning = Self.beginning(year: numbers[0], month: numbers[1], day: numbers[2])
    else {
      try self.init(argument: Self.whole(text), of: option)
      return
    }
    self.init(instant: beginning)
  }

  /// The first instant of a day: where the clock is put forward at midnight, the first there is, and
  /// where midnight comes twice, the first of the two. nil: the calendar has no such day.
  private static func beginning(year: Int32, month: Int32, day: Int32) -> Int? {
    var fields = tm()
    (fields.tm_year, fields.tm_mon, fields.tm_mday) = (year - 1900, month - 1, day)
    fields.tm_isdst = -1
    let midnight = mktime(&fields)
    guard fields.tm_mon == month - 1, fields.tm_mday == day else { return nil }
    let earlier = LocalTime.fields(at: midnight - 3600)
    return earlier.tm_mday == day ? midnight - 3600 : midnight
  }

  private static func whole(_ dayOrTime: String) -> String {
    dayOrTime.contains(":") ? dayOrTime : dayOrTime + "T00:00"
  }

  /// Whether it is written as a day or a time; whether there is such a one, only a clock knows.
  static func isWritten(dayOrTime text: String) -> Bool { numbers(of: whole(text)) != nil }

  /// Year, month, day, hour, minute, second, as they stand there; nil: it is no time.
  private static func numbers(of text: String) -> [Int32]? {
    let parts = text.split(omittingEmptySubsequences: false) { "-T :".contains($0) }
    let separators = text.filter { "-T :".contains($0) }
    guard ["--T::", "--T:", "-- ::", "-- :"].contains(separators),
      zip(parts, [4, 2, 2, 2, 2, 2]).allSatisfy({ $0.utf8.count == $1 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } })
    else { return nil }
    let numbers = parts.compactMap { Int32($0) }
    let least: [Int32] = [1900, 1, 1, 0, 0, 0]
    let most: [Int32] = [9999, 12, 31, 24, 59, 60]
    guard zip(numbers, zip(least, most)).allSatisfy({ $0 >= $1.0 && $0 <= $1.1 }) else {
      return nil
    }
    return numbers.count == 5 ? numbers + [0] : numbers
  }

  /// Reads what the daemon writes, RFC 3339 in UTC: `2006-10-27T19:18:14.000Z`; a part of a second
  /// is dropped. nil: it is none.
  init?(timestamp text: String) {
    guard let milliseconds = Timestamp.read(text) else { return nil }
    instant = Int(milliseconds / 1000)
  }

  /// RFC 3339 in UTC.
  var timestamp: String {
    var (instant, fields) = (instant, tm())
    gmtime_r(&instant, &fields)
    let (date, time) = LocalTime.texts(fields)
    return "\(date)T\(time)Z"
  }

  private static func fields(at instant: Int) -> tm {
    var (instant, fields) = (instant, tm())
    localtime_r(&instant, &fields)
    return fields
  }

  /// The clock for the length of a call, with its shifts in the 50 days that a board can count.
  package var civilTime: CivilTime {
    let fields = LocalTime.fields(at: instant)
    let day = 86_400
    var shifts: [CivilTime.Shift] = []
    var offset = fields.tm_gmtoff
    for start in stride(from: instant, to: instant + 50 * day, by: day) {
      let next = LocalTime.fields(at: start + day).tm_gmtoff
      guard next != offset else { continue }
      // The clock is not shifted twice in a day: the shift is found by halves.
      var (before, after) = (start, start + day)
      while after - before > 1 {
        let middle = (before + after) / 2
        if LocalTime.fields(at: middle).tm_gmtoff == offset {
          before = middle
        } else {
          after = middle
        }
      }
      shifts.append(
        CivilTime.Shift(
          after: .seconds(Int64(after - instant)), shiftSeconds: Int64(next - fields.tm_gmtoff)))
      offset = next
    }
    let seconds = Int64(fields.tm_hour) * 3600 + Int64(fields.tm_min) * 60 + Int64(fields.tm_sec)
    return CivilTime(
      weekday: fields.tm_wday == 0 ? 7 : Int(fields.tm_wday),
      millisecondsIntoDay: seconds * 1000, shifts: shifts)
  }

  /// `2012-02-02 17:30:00`
  package var text: String {
    let (date, time) = LocalTime.texts(LocalTime.fields(at: instant))
    return "\(date) \(time)"
  }

  /// `2 feb 17:30`, of another year than `now`'s `2 feb 2012`.
  func brief(_ say: Language, now: LocalTime = .now) -> String {
    let fields = LocalTime.fields(at: instant)
    let months = say(
      "ene feb mar abr may jun jul ago sep oct nov dic",
      "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    let month = months.split(separator: " ")[Int(fields.tm_mon)]
    let day = (fields.tm_mday < 10 ? " " : "") + "\(fields.tm_mday) \(month)"
    guard fields.tm_year == LocalTime.fields(at: now.instant).tm_year else {
      return "\(day) \(fields.tm_year + 1900)"
    }
    return "\(day) \(LocalTime.texts(fields).time.prefix(5))"
  }

  private static func texts(_ fields: tm) -> (date: String, time: String) {
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return (
      "\(fields.tm_year + 1900)-\(two(fields.tm_mon + 1))-\(two(fields.tm_mday))",
      "\(two(fields.tm_hour)):\(two(fields.tm_min)):\(two(fields.tm_sec))"
    )
  }
}
