import BoothControl
import Rating

/// «Informe de llamadas liquidado en pesos».
struct ReportPage: AnsweredPage {
  var period: ReportPeriod
  var hours: ReportHours

  /// Destinations on the page; the spreadsheet has more.
  static let destinationCount = 100
  /// With more days the bars and the table are of months.
  static let mostDays = 62

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .report(let figures) = try answer.ledger() else { throw .noAnswer }
    return context.response(html(context, figures))
  }

  func html(_ context: PageContext, _ figures: ReportFigures) -> HTML {
    let say = context.say
    let title = Self.title(context)
    let frame = PageFrame(
      context: context, title: "\(title) · \(period.title(say))",
      addressForLanguage: "/report?\(period.query)&", section: .report)
    return frame.page(
      """
      <div class="bar">
      <h1>\(title)</h1>
      <p class="summary">\(period.title(say))</p>
      <nav class="turn" aria-label="\(say(ReportPhrase.period))">\
      \(turn(period.before, .earlier, say))\
      \(turn(period.after(today: context.today), .later, say))</nav>
      </div>
      \(ReportFilter(period: period).html(context))\
      \("<p class=\"none\">\(say(ReportPhrase.noCalls))</p>\n", when: figures.total.calls == 0)\
      <div class="halves">
      <div>\(ReportSummary(figures: figures).html(context))</div>
      <div>\(charts(context, figures))</div>
      </div>
      \(figures.total.calls == 0 ? "" : details(context, figures))
      """)
  }

  static func title(_ context: PageContext) -> String {
    let title = context.say(ReportPhrase.title)
    guard context.currency.code != "CLP" else { return title }
    return title.replacing("pesos", with: context.currency.code)
  }

  private func turn(_ period: ReportPeriod?, _ phrase: ReportPhrase, _ say: Language) -> HTML {
    PagerLink(text: say(phrase), address: period.map { "/report?\($0.query)" }).html
  }

  private func details(_ context: PageContext, _ figures: ReportFigures) -> HTML {
    let say = context.say
    let booths = figures.booths.map { booth in
      ReportTable.Row(
        name: context.shop?.booth(booth.number)?.name ?? booth.number.text,
        detail: booth.number.text, sums: booth.sums)
    }
    return """
      \(period.days.count == 1 ? "" : ofDays(context, figures).table)\
      \(ofHours(context, figures).table)\
      \(table(.booths, "booths", .booth, booths, figures.total, context))\
      \(table(
        .destinations, "destinations", .destination, destinations(say, figures), figures.total,
        context))\
      <p class="lead">\(say(ReportPhrase.notEnded))</p>

      """
  }

  private func destinations(_ say: Language, _ figures: ReportFigures) -> [ReportTable.Row] {
    var rows = figures.destinations.prefix(Self.destinationCount).map {
      ReportTable.Row(name: $0.place.text(say), detail: $0.place.prefix, sums: $0.sums)
    }
    var rest = figures.others ?? ReportSums()
    for destination in figures.destinations.dropFirst(Self.destinationCount) {
      rest += destination.sums
    }
    if rest.calls > 0 {
      rows.append(ReportTable.Row(name: say(ReportPhrase.others), detail: "", sums: rest))
    }
    return rows
  }

  private func table(
    _ phrase: ReportPhrase, _ name: String, _ head: ReportPhrase, _ rows: [ReportTable.Row],
    _ total: ReportSums, _ context: PageContext
  ) -> HTML {
    let say = context.say
    return """
      <section class="paper" aria-labelledby="\(name)">
      <div class="bar"><h2 id="\(name)">\(say(phrase))</h2>
      <p class="tools"><a class="button" href="/report/\(name).csv?\(period.query)">\
      \(say(ReportPhrase.csv))</a></p></div>
      \(ReportTable(head: head, rows: rows, total: total).html(context))</section>

      """
  }

  // MARK: Days and hours

  private func charts(_ context: PageContext, _ figures: ReportFigures) -> HTML {
    """
    \(period.days.count == 1 ? "" : ofDays(context, figures).chart.html)\
    \(ofHours(context, figures).chart.html)
    """
  }

  private func ofDays(
    _ context: PageContext, _ figures: ReportFigures
  ) -> (chart: BarChart, table: HTML) {
    let say = context.say
    let sums = hours.byDay(figures.spans)
    let isLong = hours.days.count > Self.mostDays
    let groups = isLong ? months(sums) : zip(hours.days, sums).map { (day: $0.0, sums: $0.1) }
    let chart = BarChart(
      name: "days", title: say(isLong ? ReportPhrase.chartOfMonths : .chartOfDays),
      description: say(ReportPhrase.chartHelp),
      bars: groups.enumerated().map { index, group in
        let label = isLong ? say.shortMonth(of: group.day) : "\(group.day.day)"
        let amount = context.currency.amount(group.sums.charged)
        let name = isLong ? say.month(of: group.day) : say.day(group.day)
        // Of many bars every second is named.
        let isNamed = isLong || groups.count <= 31 || index % 2 == 0
        return BarChart.Bar(
          label: isNamed ? label : "", text: "\(name): \(amount)",
          value: group.sums.charged.micros)
      })
    let rows = groups.filter { $0.sums.calls > 0 }.map { group in
      ReportTable.Row(
        name: isLong ? say.month(of: group.day) : say.day(group.day), detail: "",
        sums: group.sums)
    }
    return (
      chart,
      table(isLong ? .months : .days, "days", isLong ? .month : .day, rows, figures.total, context)
    )
  }

  private func months(_ sums: [ReportSums]) -> [(day: CalendarDay, sums: ReportSums)] {
    var months: [(day: CalendarDay, sums: ReportSums)] = []
    for (day, sum) in zip(hours.days, sums) {
      if months.last?.day != day.firstOfMonth { months.append((day.firstOfMonth, ReportSums())) }
      months[months.count - 1].sums += sum
    }
    return months
  }

  private func ofHours(
    _ context: PageContext, _ figures: ReportFigures
  ) -> (chart: BarChart, table: HTML) {
    let say = context.say
    let sums = hours.byHour(figures.spans)
    let chart = BarChart(
      name: "hours", title: say(ReportPhrase.chartOfHours),
      description: say(ReportPhrase.chartHelp),
      bars: sums.enumerated().map { hour, sums in
        let calls = say.count(Int64(sums.calls))
        return BarChart.Bar(
          label: "\(hour)", text: "\(Self.hour(hour)): \(calls)", value: Int64(sums.calls))
      })
    let rows = sums.enumerated().filter { $0.element.calls > 0 }.map {
      ReportTable.Row(name: Self.hour($0.offset), detail: "", sums: $0.element)
    }
    return (chart, table(.hours, "hours", .hour, rows, figures.total, context))
  }

  /// `16:00–16:59`.
  static func hour(_ hour: Int) -> String {
    let text = hour < 10 ? "0\(hour)" : "\(hour)"
    return "\(text):00–\(text):59"
  }
}
