import BoothControl
import Foundation
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// The days that a report is about, and those that it is held against.
@Suite struct ReportPeriodTests {
  private let money = MoneyDesk()

  private func context() -> PageContext {
    var context = OwnerPanelTests.context()
    context.localTime = LocalTime.ofSystem
    return context
  }

  @Test(arguments: [
    ("", "2006-10-27", "2006-10-27"),
    ("period=week", "2006-10-23", "2006-10-29"),
    ("period=week&from=2006-10-22", "2006-10-16", "2006-10-22"),
    ("period=month&from=2004-02-15&to=2006-10-27", "2004-02-01", "2004-02-29"),
    ("period=year&from=2004-02-15&to=2003-10-27", "2004-01-01", "2004-12-31"),
    ("from=2006-10-01&to=2006-10-03", "2006-10-01", "2006-10-03"),
    ("period=range&from=2006-10-01", "2006-10-01", "2006-10-01"),
    ("from=2005-10-27&to=2006-10-27", "2005-10-27", "2006-10-27"),
    ("period=day&from=", "2006-10-27", "2006-10-27"),
    // Of a form that had another last day in it.
    ("period=day&from=2006-10-01&to=2006-10-10&shown=2006-10-01", "2006-10-01", "2006-10-10"),
    ("period=month&from=2006-10-05&to=2006-10-20&shown=2006-10-31", "2006-10-05", "2006-10-20"),
    ("period=week&from=2006-10-01&to=2006-10-31&shown=2006-10-31", "2006-09-25", "2006-10-01"),
    ("period=month&from=2006-10-01&to=&shown=2006-10-27", "2006-10-01", "2006-10-31"),
  ])
  func `a period is the days that were meant`(query: String, first: String, last: String) throws {
    let period = try reportPeriod(query)
    #expect(period.first.description == first)
    #expect(period.last.description == last)
  }

  @Test(arguments: [
    "period=decade", "from=2006-02-30", "from=27-10-2006", "from=2006-10-03&to=2006-10-01",
    "from=2005-10-26&to=2006-10-27", "period=range&from=1999-01-01", "from=9999-01-01",
  ])
  func `days that are none, or too many, are answered`(query: String) throws {
    #expect(throws: Outcome.self) { try reportPeriod(query) }
    let response = try money.page(money.get("/report?\(query)"), .ledger(.done))
    #expect(response.status == .badRequest)
  }

  @Test(arguments: [
    ("period=day", "2006-10-26", "2006-10-26"), ("period=week", "2006-10-16", "2006-10-22"),
    ("period=month", "2006-09-01", "2006-09-30"),
    ("from=2006-10-01&to=2006-10-03", "2006-09-28", "2006-09-30"),
    ("period=month&from=2006-03-31", "2006-02-01", "2006-02-28"),
    ("period=month&from=2006-01-31", "2005-12-01", "2005-12-31"),
    ("period=year&from=2005-06-01", "2004-01-01", "2004-12-31"),
  ])
  func `before it stands a period as long, or the month before`(
    query: String, first: String, last: String
  ) throws {
    let before = try #require(reportPeriod(query).before)
    #expect([before.first.description, before.last.description] == [first, last])
    let today = try #require(CalendarDay("2006-10-27"))
    // A month after it may have another length than the one before it.
    #expect(try before.after(today: today)?.first == reportPeriod(query).first)
    #expect(try reportPeriod("period=day").after(today: today) == nil)
  }

  /// The zone is the whole process's, so in one of its own, as in Santiago.
  @Test func `a period that goes on is held against the same of the one before, by the clock`()
    async
  {
    await #expect(processExitsWith: .success) {
      setZone("<-04>4<-03>,M9.1.6/24,M4.1.6/24")
      // On Friday, 27-10-2006, at 16:18:14.
      for (query, first, until) in [
        ("period=day", "2006-10-26", "26-10-2006 16:18:14"),
        ("period=week", "2006-10-16", "20-10-2006 16:18:14"),
        ("period=month", "2006-09-01", "27-09-2006 16:18:14"),
        ("period=year", "2005-01-01", "27-10-2005 16:18:14"),
        ("from=2006-10-26&to=2006-10-29", "2006-10-22", "23-10-2006 16:18:14"),
        ("period=day&from=2006-10-25", "2006-10-24", nil),
        ("period=month&from=2006-09-25", "2006-08-01", nil),
      ] as [(String, String, String?)] {
        try expectComparison(query, at: 1_161_976_694_000, since: first, until: until)
      }
      // The 3rd of September has no first hour, the 1st of April its last twice.
      for (now, until) in [
        (1_157_313_600_250, "02-09-2006 17:00:00"), (1_157_396_400_250, "03-09-2006 16:00:00"),
        (1_157_338_800_250, "03-09-2006 01:00:00"),
        (1_143_945_000_250, "31-03-2006 23:30:00"), (1_143_948_600_250, "31-03-2006 23:30:00"),
        (1_143_991_800_250, "01-04-2006 11:30:00"), (1_144_034_999_250, "01-04-2006 23:29:59"),
      ] as [(Int64, String)] {
        try expectComparison("period=day", at: now, since: nil, until: until)
      }
    }
  }

  @Test(arguments: [
    "2006-03-30", "2006-03-28",
  ])
  func `of a shorter month there is no more than all of it`(today: String) throws {
    var context = context()
    let day = try #require(CalendarDay(today))
    context.now = WallTime(milliseconds: context.startOfDay(day).milliseconds + 3_600_000)
    let comparison = try #require(
      ReportComparison(with: ReportPeriod(.month, with: day), in: context))
    #expect((comparison.until == nil) == (today == "2006-03-30"))
    let end = CalendarDay(context.localTime(comparison.span.upperBound))
    #expect(end.month == (comparison.until == nil ? 3 : 2))
  }

  /// As in Chile in 2006: the clock went from midnight to one in October, and back in March.
  @Test func `a day on which the clock changes has an hour less, or more`() throws {
    var context = context()
    let hour: Int64 = 3_600_000
    let start = try #require(CalendarDay("2006-10-15"))
    context.startOfDay = { day in
      let days = Int64(start.days(before: day).count)
      return WallTime(milliseconds: days * 24 * hour - (days > 0 ? hour : 0))
    }
    // Its first hour is one o'clock.
    context.localTime = { time in
      let hours = Int(time.milliseconds / hour) + 1
      return LocalTime(
        year: 2006, month: 10, day: 15 + hours / 24, hour: hours % 24, minute: 0, second: 0)
    }
    let period = ReportPeriod(.day, with: start)
    let hours = ReportHours(period, in: context)
    #expect(hours.spans.count == 23)
    var one = CallSums()
    one.calls = 1
    let ones = [CallSums](repeating: one, count: 23)
    #expect(hours.byDay(ones).map(\.calls) == [23])
    #expect(hours.byHour(ones).map(\.calls) == [0] + [Int](repeating: 1, count: 23))
  }
}

/// As asked for on the 27th of October, 2006.
func reportPeriod(_ query: String) throws(Outcome) -> ReportPeriod {
  guard
    let parameters = try? Parameters(parsing: Array(query.utf8), limit: 9),
    let today = CalendarDay("2006-10-27")
  else { throw .notFound }
  var faults = FieldFaults()
  let period = ReportPeriod(parameters, today: today, &faults)
  try faults.check()
  return period
}

private func setZone(_ zone: String) {
  setenv("TZ", zone, 1)
  tzset()
}

/// Ends the process where it is another.
private func expectComparison(
  _ query: String, at now: Int64, since first: String?, until: String?
) throws {
  var context = context()
  context.localTime = LocalTime.ofSystem
  context.startOfDay = ShopDay.startOfSystem
  context.now = WallTime(milliseconds: now)
  var faults = FieldFaults()
  let parameters = try Parameters(parsing: Array(query.utf8), limit: 9)
  let period = ReportPeriod(parameters, today: context.today, &faults)
  let comparison = ReportComparison(with: period, in: context)
  let found = comparison?.until.map { context.localTime($0).text }
  let last = comparison?.period.last.advanced(byDays: 1).map(context.startOfDay)
  guard let comparison, found == until,
    comparison.period.first.description == first ?? comparison.period.first.description,
    comparison.span.lowerBound == context.startOfDay(comparison.period.first),
    comparison.span.upperBound == comparison.until ?? last
  else {
    print("\(query) at \(now): \(found ?? "all of it")")
    exit(1)
  }
}
