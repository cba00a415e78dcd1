import BoothControl
import Rating

/// What a report is held against: the period before, and, while its own is not over, as much of that
/// one as has passed of its own.
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
    guard report.first <= today, today <= report.last else { return }
    let passed = context.now.milliseconds - context.startOfDay(today).milliseconds
    let place = report.counterpart(of: today, in: period)
    let end = WallTime(
      milliseconds: context.startOfDay(place.day).milliseconds + (place.isWhole ? passed : 0))
    guard end < span.upperBound else { return }
    span = span.lowerBound..<end
    until = end
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
