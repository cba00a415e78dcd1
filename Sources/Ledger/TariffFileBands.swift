import Notation
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
