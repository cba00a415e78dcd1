import Rating

/// A band as it is written: days by name, hours of the shop's clock, and a price of its own.
struct BandRecord: Decodable {
  /// Two where it passes midnight.
  let bands: [Band]

  init(from decoder: any Decoder) throws {
    let fields = try RecordFields(
      from: decoder, knowing: ["days", "from", "to"] + PlanRecord.keys)
    guard let plan = try PlanRecord(fields)?.plan else {
      throw fields.fault("price", nil, expected: "price or steps")
    }
    let daysText = try fields.text("days") ?? "mon-sun"
    guard let days = Weekdays.read(daysText) else {
      throw fields.fault("days", daysText, expected: "days such as mon-fri or sat,sun")
    }
    let from = try BandRecord.time("from", fields) ?? 0
    var to = try BandRecord.time("to", fields) ?? 86_400
    // Until midnight.
    if to == 0, from > 0 { to = 86_400 }
    guard from < 86_400, to > 0, from != to else {
      throw fields.fault(
        "to", ClockTime.text(to), expected: "a later time than \(ClockTime.text(from))")
    }
    guard from > to else {
      bands = [Band(weekdays: days, fromSecond: from, toSecond: to, plan: plan)]
      return
    }
    // A band that ends at an earlier hour than it begins goes on into the next day.
    let nextDays = days.map { $0 % 7 + 1 }.sorted()
    bands = [
      Band(weekdays: days, fromSecond: from, toSecond: 86_400, plan: plan),
      Band(weekdays: nextDays, fromSecond: 0, toSecond: to, plan: plan),
    ]
  }

  private static func time(
    _ key: String, _ fields: RecordFields
  ) throws(TariffFileError) -> Int64? {
    guard let text = try fields.text(key) else { return nil }
    guard let time = ClockTime.read(text) else {
      throw fields.fault(key, text, expected: "a time from 00:00 to 24:00")
    }
    return time
  }

  /// The first time in the week that no band covers: `tue 18:00`; nil: there is none.
  static func gap(in bands: [Band]) -> String? {
    for weekday in 1...7 {
      var time: Int64 = 0
      while time < 86_400 {
        let covering = bands.first {
          $0.weekdays.contains(weekday) && $0.fromSecond <= time && time < $0.toSecond
        }
        guard let covering else { return "\(Weekdays.text([weekday])) \(ClockTime.text(time))" }
        time = covering.toSecond
      }
    }
    return nil
  }
}

/// Days of the week by name: `mon-fri`, `sat,sun`, `fri-mon`.
package enum Weekdays {
  private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Ascending, 1 Monday … 7 Sunday; nil: something else stands there.
  package static func read(_ text: String) -> [Int]? {
    var days: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { name in
        names.firstIndex(of: name.filter { $0 != " " }.lowercased())
      }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1]
      else { return nil }
      // A range may pass Sunday.
      for offset in 0...((last - first + 7) % 7) { days.append((first + offset) % 7 + 1) }
    }
    return (1...7).filter(days.contains)
  }

  package static func text(_ days: [Int]) -> String {
    var parts: [String] = []
    var rest = days[...]
    while let first = rest.first {
      var last = first
      rest.removeFirst()
      while rest.first == last + 1 { last = rest.removeFirst() }
      parts.append(first == last ? names[first - 1] : "\(names[first - 1])-\(names[last - 1])")
    }
    return parts.joined(separator: ",")
  }
}

/// Hours of a day: `08:30`, `23:59:30`, `24:00`.
package enum ClockTime {
  /// Seconds into the day, 0…86400; nil: something else stands there.
  package static func read(_ text: String) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var seconds: Int64 = 0
    for part in parts {
      guard part.utf8.count == 2, part.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
        let number = Int64(part), number < 60
      else { return nil }
      seconds = seconds * 60 + number
    }
    if parts.count == 2 { seconds *= 60 }
    return seconds <= 86_400 ? seconds : nil
  }

  package static func text(_ seconds: Int64) -> String {
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    let shown = parts[2] == 0 ? parts[..<2] : parts[...]
    return shown.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
