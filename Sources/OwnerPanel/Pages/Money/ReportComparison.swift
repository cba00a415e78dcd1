import BoothControl
import Notation
import Rating

/// What a report is held against: the period before, and, while its own is not over, of that one what
/// came before the same day of it and the same time on the clock.
struct ReportComparison: Hashable, Sendable {
  var period: ReportPeriod
  var span: Range<WallTime>
  /// Where it stops within `period`; nil: it has all of it.
  var until: WallTime?

  /// nil: the calendar begins there.
  init?(with report: ReportPeriod, in context: PageContext) {
    let days = report.before.map { context.spans(of: $0.days) }
    guard let period = report.before, let first = days?.first, let last = days?.last else {
      return nil
    }
    self.period = period
    span = first.lowerBound..<last.upperBound
    let today = context.today
    guard report.contains(today) else { return }
    let place = report.counterpart(of: today, in: period)
    let end =
      place.isWhole
      ? context.instant(on: place.day, withTimeOf: context.now) : context.startOfDay(place.day)
    guard end < span.upperBound else { return }
    span = span.lowerBound..<end
    until = end
  }

  /// Beside the period's name, where it is cut: `hasta las 16:18`, `hasta el 27`, `hasta el 27-10`.
  func shortWords(_ context: PageContext) -> Words? {
    guard let until else { return nil }
    guard period.kind != .day else {
      let clock = context.localTime(until).timeText.prefix(5)
      return Words("hasta las \(clock)", "up to \(clock)")
    }
    // Of a day of which nothing is counted the one before.
    let last = CalendarDay(context.localTime(WallTime(milliseconds: until.milliseconds - 1)))
    let day = last.written.prefix(period.kind == .month ? 2 : 5)
    return Words("hasta el \(day)", "up to \(day)")
  }

  /// `Para comparar, «Ayer» se cuenta hasta las 16:18.`
  func words(_ context: PageContext) -> Words? {
    guard let until else { return nil }
    let time = context.localTime(until)
    let clock = time.timeText.prefix(5)
    let name = period.name(context)
    guard period.kind != .day else {
      return Words(
        "«\(name)» se cuenta solo hasta las \(clock), para comparar lo mismo.",
        "«\(name)» is counted up to \(clock) only, to compare like with like.")
    }
    let day = context.say.day(CalendarDay(time))
    return Words(
      "«\(name)» se cuenta solo hasta el \(day) a las \(clock), para comparar lo mismo.",
      "«\(name)» is counted up to \(day), \(clock) only, to compare like with like.")
  }
}

extension ReportPeriod {
  /// The day of the period before that is there what `day` is here; `isWhole` false: there is none,
  /// and the one after its place is meant, from its start.
  fileprivate func counterpart(
    of day: CalendarDay, in before: ReportPeriod
  ) -> (day: CalendarDay, isWhole: Bool) {
    let month: CalendarDay
    switch kind {
    case .day, .week, .range:
      let count = first.days(before: day, limit: Self.dayLimit).count
      return (before.first.advanced(byDays: count) ?? before.last, true)
    case .month: month = before.first
    case .year:
      month = CalendarDay(year: before.first.year, month: day.month, day: 1) ?? before.first
    }
    if let same = CalendarDay(year: month.year, month: month.month, day: day.day) {
      return (same, true)
    }
    return (month.firstOfNextMonth ?? before.last, false)
  }

  /// What a column is called that has this period: `Hoy`, `Octubre`, `2005`.
  func name(_ context: PageContext) -> String {
    let (say, today) = (context.say, context.today)
    switch kind {
    case .day where first == today: return say(ReportPhrase.today)
    case .day where first.advanced(byDays: 1) == today: return say(ReportPhrase.yesterday)
    case .week where self == ReportPeriod(.week, with: today): return say(ReportPhrase.thisWeek)
    case .week where self == ReportPeriod(.week, with: today).before:
      return say(ReportPhrase.lastWeek)
    case .month:
      let name = first.year == today.year ? say.monthName(of: first) : say.month(of: first)
      return name.prefix(1).uppercased() + name.dropFirst()
    case .year: return String(first.year)
    case .day, .week, .range:
      let end = first == last ? "" : " – \(say.shortDay(last))"
      return say.shortDay(first) + end
    }
  }
}
