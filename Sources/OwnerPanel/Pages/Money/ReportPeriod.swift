import BoothControl
import Notation
import Rating

/// The days that a report is about.
struct ReportPeriod: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable, CaseIterable {
    case day
    case week
    case month
    case year
    case range
  }

  var kind: Kind
  var first: CalendarDay
  /// Included.
  var last: CalendarDay

  /// Days of one report.
  static let dayLimit = 366

  /// The period of this kind that has `day` in it; a range is of this day alone.
  init(_ kind: Kind, with day: CalendarDay) {
    self.kind = kind
    switch kind {
    case .day, .range: (first, last) = (day, day)
    case .week:
      first = day.monday
      last = first.advanced(byDays: 6) ?? first
    case .month:
      first = day.firstOfMonth
      last = day.firstOfNextMonth?.advanced(byDays: -1) ?? first
    case .year:
      first = day.firstOfYear
      last = CalendarDay(year: day.year, month: 12, day: 31) ?? first
    }
  }

  private init(_ first: CalendarDay, _ last: CalendarDay) {
    (kind, self.first, self.last) = (.range, first, last)
  }

  /// `?period=day|week|month|year|range&from=2006-10-27&to=2006-10-31`; without any it is today. `to`
  /// is of a range alone, and a range without a `period` too. A form says in `shown` which last day it
  /// had: who sets another one means a range, whatever the period was. Of what makes no sense it is
  /// today.
  init(_ parameters: Parameters, today: CalendarDay, _ faults: inout FieldFaults) {
    let years = 2000...9998
    let from = faults.day("from", CallPhrase.from.words, in: parameters, years: years)
    let to = faults.day("to", CallPhrase.to.words, in: parameters, years: years)
    let text = parameters["period"] ?? (to == nil ? "day" : "range")
    let isOtherEnd = parameters["shown"].map { $0 != to?.description && to != nil } ?? false
    let kind = isOtherEnd && Kind(rawValue: text) != nil ? .range : Kind(rawValue: text)
    if kind == .range { faults.check(from, "from", before: to) }
    if kind == nil {
      faults.add(
        "period", text,
        Words(
          "Período «\(text.prefix(40))»: se espera day, week, month, year o range.",
          "Period «\(text.prefix(40))»: expected day, week, month, year or range."))
    }
    guard faults.isEmpty, let kind else {
      self.init(.day, with: today)
      return
    }
    guard kind == .range, let to else {
      self.init(kind, with: from ?? today)
      return
    }
    self.init(from ?? to, to)
    guard dayCount == nil else { return }
    faults.add(
      "to", to.description,
      Words("Hasta \(Self.dayLimit) días.", "At most \(Self.dayLimit) days."))
    self.init(.day, with: today)
  }

  /// nil: more than a report may have.
  private var dayCount: Int? {
    guard let end = last.advanced(byDays: 1) else { return nil }
    let days = first.days(before: end, limit: Self.dayLimit + 1)
    return days.count > Self.dayLimit ? nil : days.count
  }

  var days: [CalendarDay] {
    last.advanced(byDays: 1).map { first.days(before: $0) } ?? [first]
  }

  func contains(_ day: CalendarDay) -> Bool { first <= day && day <= last }

  /// As long as this one, and right before it; of a month or a year, the one before.
  var before: ReportPeriod? { moved(by: -1) }

  /// nil: it has not begun.
  func after(today: CalendarDay) -> ReportPeriod? {
    moved(by: 1).flatMap { $0.first <= today ? $0 : nil }
  }

  private func moved(by step: Int) -> ReportPeriod? {
    switch kind {
    case .day, .week:
      let neighbour = step < 0 ? first.advanced(byDays: -1) : last.advanced(byDays: 1)
      return neighbour.map { ReportPeriod(kind, with: $0) }
    case .month:
      return (step < 0 ? first.firstOfMonthBefore : first.firstOfNextMonth).map {
        ReportPeriod(kind, with: $0)
      }
    case .year:
      return CalendarDay(year: first.year + step, month: 1, day: 1).map {
        ReportPeriod(kind, with: $0)
      }
    case .range:
      let count = days.count * step
      guard let first = first.advanced(byDays: count), let last = last.advanced(byDays: count)
      else { return nil }
      return ReportPeriod(first, last)
    }
  }

  /// `period=month&from=2006-10-01`, for an address.
  var query: String {
    let to = kind == .range ? "&to=\(last)" : ""
    return "period=\(kind.rawValue)&from=\(first)\(to)"
  }

  func title(_ say: Language) -> String {
    switch kind {
    case .day: say.day(first)
    case .month: say.month(of: first)
    case .year: String(first.year)
    case .week, .range:
      first == last ? say.day(first) : "\(say.day(first)) – \(say.day(last))"
    }
  }
}

/// The hours of a report, and how they make days.
struct ReportHours: Sendable {
  var days: [CalendarDay]
  /// Of the days in their order: of each hour when it is, and the place of its day.
  var spans: [Range<WallTime>] = []
  private var dayOfSpan: [Int] = []
  /// What the clock shows when it begins.
  private var hourOfSpan: [Int] = []

  private static let hourMilliseconds: Int64 = 3_600_000

  init(_ period: ReportPeriod, in context: PageContext) {
    days = period.days
    for (index, day) in context.spans(of: days).enumerated() {
      var start = day.lowerBound
      while start < day.upperBound {
        let next = WallTime(milliseconds: start.milliseconds + Self.hourMilliseconds)
        let end = min(next, day.upperBound)
        spans.append(start..<end)
        dayOfSpan.append(index)
        hourOfSpan.append(context.localTime(start).hour)
        start = end
      }
    }
  }

  /// One for each day.
  func byDay(_ sums: [CallSums]) -> [CallSums] {
    gathered(sums, into: days.count, by: dayOfSpan)
  }

  /// One for each hour of the day, of all days together.
  func byHour(_ sums: [CallSums]) -> [CallSums] { gathered(sums, into: 24, by: hourOfSpan) }

  private func gathered(_ sums: [CallSums], into count: Int, by places: [Int]) -> [CallSums] {
    var gathered = [CallSums](repeating: CallSums(), count: count)
    for (place, sum) in zip(places, sums) { gathered[place] += sum }
    return gathered
  }
}
