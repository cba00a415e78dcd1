/// RFC 3339 in UTC, as programs tell each other times: `2006-10-27T19:18:14.250Z`.
package enum Timestamp {
  /// Milliseconds since 1970-01-01T00:00:00Z, of the years 1970 to 9999; what is finer is dropped.
  /// nil: it is no such time.
  package static func read(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard (20...30).contains(bytes.count), bytes.last == UInt8(ascii: "Z"),
      [4, 7].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }), bytes[10] == UInt8(ascii: "T"),
      [13, 16].allSatisfy({ bytes[$0] == UInt8(ascii: ":") }),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      let milliseconds = fraction(bytes[19..<(bytes.count - 1)]),
      year >= 1970, (1...12).contains(month), (1...days(of: month, year)).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let seconds = ((day - 1 + daysBefore(month, year)) * 24 + hour) * 3600 + minute * 60 + second
    return seconds * 1000 + milliseconds
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var number: Int64 = 0
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      number = number * 10 + Int64(digit)
    }
    return number
  }

  /// `.25` is 250 ms; nothing is 0.
  private static func fraction(_ bytes: ArraySlice<UInt8>) -> Int64? {
    guard let point = bytes.first else { return 0 }
    guard point == UInt8(ascii: "."), bytes.count > 1, number(bytes.dropFirst()) != nil else {
      return nil
    }
    let thousandths = Array(bytes.dropFirst().prefix(3)) + [UInt8](repeating: 0x30, count: 3)
    return number(thousandths.prefix(3))
  }

  private static func isLeap(_ year: Int64) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(of month: Int64, _ year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// From the beginning of 1970 to that of the month.
  private static func daysBefore(_ month: Int64, _ year: Int64) -> Int64 {
    var count: Int64 = 0
    for other in 1970..<year { count += isLeap(other) ? 366 : 365 }
    for other in 1..<month { count += days(of: other, year) }
    return count
  }
}
