import BoothControl
import Notation
import Rating

/// How a report's rows are made; the raw value is how it is asked for.
enum ReportGrouping: String, Hashable, Sendable, CaseIterable {
  case booth
  case destination
  case day
  case hour

  /// `booths.csv`.
  var file: String { "\(rawValue)s.csv" }

  init?(file: String) {
    guard let grouping = Self.allCases.first(where: { $0.file == file }) else { return nil }
    self = grouping
  }
}

/// «Informe»: the page, its spreadsheets, and the same for programs.
extension RequestHandler {
  func report(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    _ = try known(context.shop)
    let parameters = request.target.query
    var faults = FieldFaults()
    let period = ReportPeriod(parameters, today: context.today, &faults)
    guard faults.isEmpty else {
      let html = ReportPage.html(context, faults, of: parameters)
      return .now(keepingLanguage(of: request, context.response(html, .badRequest)))
    }
    let hours = ReportHours(period, in: context)
    let page = ReportPage(
      period: period, hours: hours, comparison: ReportComparison(with: period, in: context))
    return ask(page, period, hours, request, context)
  }

  func reportFile(
    _ grouping: ReportGrouping, _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let (period, hours) = try reported(request, context)
    let page = ReportFile(grouping: grouping, period: period, hours: hours)
    return ask(page, period, hours, request, context)
  }

  /// `?from=2006-10-01&to=2006-10-31&by=booth|destination|day|hour`
  func reportAnswer(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    let (period, hours) = try reported(request, context)
    var grouping: ReportGrouping?
    if let text = request.target.query["by"] {
      grouping = ReportGrouping(rawValue: text)
      if grouping == nil { throw .badQuery("by: booth, destination, day, hour") }
    }
    let page = ReportJSON(
      grouping: grouping, period: period, hours: hours,
      comparison: ReportComparison(with: period, in: context))
    return ask(page, period, hours, request, context, face: .api)
  }

  private func reported(
    _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> (ReportPeriod, ReportHours) {
    _ = try known(context.shop)
    var faults = FieldFaults()
    let period = ReportPeriod(request.target.query, today: context.today, &faults)
    try faults.check()
    return (period, ReportHours(period, in: context))
  }

  private func ask(
    _ page: any AnsweredPage, _ period: ReportPeriod, _ hours: ReportHours,
    _ request: HTTPRequest, _ context: PageContext, face: Route.Face = .page
  ) -> Answer {
    let comparison = ReportComparison(with: period, in: context)
    let asked = LedgerRequest.report(ReportQuery(spans: hours.spans, before: comparison?.span))
    return .ledger(asked, pending(page, request, context, face: face, isLong: asked.isLong))
  }
}

/// A report's rows, by what they are of.
extension ReportGrouping {
  func rows(
    _ figures: CallReport, _ hours: ReportHours, _ context: PageContext
  ) -> [(cells: [String], sums: CallSums)] {
    switch self {
    case .booth:
      figures.booths.map {
        ([$0.number.text, context.shop?.booth($0.number)?.name ?? ""], $0.sums)
      }
    case .destination:
      figures.destinations.map { ([$0.place.prefix, $0.place.text(context.say)], $0.sums) }
        + (figures.others.map { [(["", context.say(ReportPhrase.others)], $0)] } ?? [])
    case .day: zip(hours.days, hours.byDay(figures.spans)).map { ([$0.0.description], $0.1) }
    case .hour:
      hours.byHour(figures.spans).enumerated().map { (["\($0.offset)"], $0.element) }
    }
  }

  var heads: [ReportPhrase] {
    switch self {
    case .booth: [.booth, .booths]
    case .destination: [.prefix, .destination]
    case .day: [.day]
    case .hour: [.hour]
    }
  }
}

/// The rows for a spreadsheet.
private struct ReportFile: AnsweredPage {
  var grouping: ReportGrouping
  var period: ReportPeriod
  var hours: ReportHours

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .report(let figures) = try answer.ledger() else { throw .noAnswer }
    let say = context.say
    var names = grouping.heads.map { say($0) }
    if grouping == .booth { names[1] = say(AccessPhrase.name) }
    let sums: [ReportPhrase] = [
      .calls, .answered, .uncharged, .emergencies, .time, .charged, .collected, .due, .waived,
      .cost, .profit,
    ]
    var text = CSVText.start
    text += CSVText.line(
      names + sums.map { $0 == .time ? say(Phrase.seconds) : say($0) }
        + ["\(say(ReportPhrase.margin)) (\(say(ReportPhrase.ofCharges)))"])
    for row in grouping.rows(figures, hours, context) {
      // As the spreadsheet of calls has its dates.
      let names = row.cells.map { grouping == .day ? CalendarDay($0)?.written ?? $0 : $0 }
      text += CSVText.line(names + cells(row.sums))
    }
    let name = "\(grouping.rawValue)-\(period.first)-\(period.last).csv"
    let file = CSVText.file(name)
    return HTTPResponse(.ok, .csv, text).adding(file.name, file.value)
  }

  private func cells(_ sums: CallSums) -> [String] {
    [
      "\(sums.calls)", "\(sums.answered)", "\(sums.uncharged)", "\(sums.emergencies)",
      "\(sums.seconds)", TypedAmount.plain(sums.charged), TypedAmount.plain(sums.collected),
      TypedAmount.plain(sums.due), TypedAmount.plain(sums.waived), TypedAmount.plain(sums.cost),
      TypedAmount.plain(sums.margin),
      sums.marginTenths.map { TypedAmount.plain(Money(micros: $0 * 100_000)) } ?? "",
    ]
  }
}

/// `GET /report?from=2006-10-01&to=2006-10-31&by=booth`:
///
///     {"currency":{…},"from":"2006-10-01","to":"2006-10-31","total":{"calls":26,"answered":20,
///      "uncharged":1,"emergencies":0,"seconds":1020,"charged":"2270","collected":"2000","due":"270",
///      "waived":"0","cost":"1130","margin":"1140"},"before":{…},
///      "beforeUntil":"2006-10-01T04:00:00.000Z","by":"booth",
///      "rows":[{"booth":"4312","name":"CABINA 01","calls":26,…}]}
///
/// `before`: the same of as many days right before; of a month or a year, the one before; while the
/// period goes on, up to the same day of that one and the same time; where it stops is `beforeUntil`.
/// A row has, instead of
/// `booth` and `name`, `prefix` and `destination`, or `day`, or `hour` (0…23). Without `by` there are
/// no rows.
private struct ReportJSON: AnsweredPage {
  var grouping: ReportGrouping?
  var period: ReportPeriod
  var hours: ReportHours
  var comparison: ReportComparison?

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .report(let figures) = try answer.ledger() else { throw .noAnswer }
    let end = figures.before == nil ? nil : comparison?.span.upperBound
    let rows = grouping?.rows(figures, hours, context).map { row in
      JSON.object(names(row.cells) + Self.members(row.sums))
    }
    let body: JSON = [
      "currency": ShopJSON.currency(context.currency),
      "from": .text(period.first.description),
      "to": .text(period.last.description),
      "total": .object(Self.members(figures.total)),
      "before": figures.before.map { .object(Self.members($0)) } ?? .null,
      "beforeUntil": .text(end.map(LocalTime.timestamp)),
      "by": .text(grouping?.rawValue),
      "rows": .array(rows ?? []),
    ]
    return HTTPResponse(.ok, .json, bytes: body.bytes)
  }

  private func names(_ cells: [String]) -> [JSON.Member] {
    switch grouping {
    case .booth:
      [.init(name: "booth", value: .text(cells[0])), .init(name: "name", value: .text(cells[1]))]
    case .destination:
      [
        .init(name: "prefix", value: .text(cells[0])),
        .init(name: "destination", value: .text(cells[1])),
      ]
    case .day: [.init(name: "day", value: .text(cells[0]))]
    case .hour: [.init(name: "hour", value: .integer(Int64(cells[0]) ?? 0))]
    case nil: []
    }
  }

  private static func members(_ sums: CallSums) -> [JSON.Member] {
    let counts: [(String, Int64)] = [
      ("calls", Int64(sums.calls)), ("answered", Int64(sums.answered)),
      ("uncharged", Int64(sums.uncharged)), ("emergencies", Int64(sums.emergencies)),
      ("seconds", sums.seconds),
    ]
    let amounts: [(String, Money)] = [
      ("charged", sums.charged), ("collected", sums.collected), ("due", sums.due),
      ("waived", sums.waived), ("cost", sums.cost), ("margin", sums.margin),
    ]
    return counts.map { .init(name: $0.0, value: .integer($0.1)) }
      + amounts.map { .init(name: $0.0, value: .text($0.1.decimalText)) }
  }
}
