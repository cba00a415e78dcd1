import BoothControl
import Notation
import Rating

/// «Informe de llamadas liquidado en pesos».
struct ReportPage: AnsweredPage {
  var period: ReportPeriod
  var hours: ReportHours
  /// nil: there is nothing to hold it against.
  var comparison: ReportComparison?

  /// Destinations on the page; the spreadsheet has more.
  static let destinationCount = 100
  /// With more days the bars and the table are of months.
  static let mostDays = 62

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .report(let figures) = try answer.ledger() else { throw .noAnswer }
    return context.response(html(context, figures))
  }

  func html(_ context: PageContext, _ figures: CallReport) -> HTML {
    let say = context.say
    let title = Self.title(context)
    let frame = PageFrame(
      context: context, title: "\(title) · \(period.title(say))",
      addressForLanguage: "/report?\(period.query)&", section: .report, script: .till)
    return frame.page(
      """
      <div class="bar">
      <h1>\(title)</h1>
      <p class="summary">\(period.title(say))</p>
      <nav class="turn" aria-label="\(say(ReportPhrase.period))">\
      \(turn(period.before, .earlier, say))\
      \(turn(period.after(today: context.today), .later, say))</nav>
      <p class="tools">\(context.printButton)</p>
      </div>
      \(ReportFilter(period: period).html(context))\
      \(inProgress(context))\
      \(figures.total.calls == 0
        ? "<p class=\"none\">\(say(ReportPhrase.noCalls))</p>\n" : whole(context, figures))
      """)
  }

  /// Where what was asked for makes no sense: that, at its field.
  static func html(
    _ context: PageContext, _ faults: FieldFaults, of parameters: Parameters
  ) -> HTML {
    let frame = PageFrame(
      context: context, title: title(context), addressForLanguage: "/report?", section: .report)
    let filter = ReportFilter(
      period: ReportPeriod(.day, with: context.today), faults: faults, parameters: parameters)
    return frame.page(
      """
      <div class="bar"><h1>\(title(context))</h1></div>
      \(filter.html(context))
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

  /// Of a time that has now in it: calls that are no part of the figures yet.
  private func inProgress(_ context: PageContext) -> HTML {
    guard let shop = context.shop, !shop.isStale, period.contains(context.today) else { return "" }
    let count = shop.snapshot.booths.count { $0.call?.isLive == true }
    guard count > 0 else { return "" }
    let words =
      count == 1
      ? Words(
        "1 llamada en curso: se suma al terminar, al día y la hora en que empezó.",
        "1 call in progress: it is added when it ends, where it began.")
      : Words(
        "\(count) llamadas en curso: se suman al terminar, cada una al día y la hora en que empezó.",
        "\(count) calls in progress: they are added when they end, each where it began.")
    return "<p class=\"lead\">\(context.say(words))</p>\n"
  }

  private func whole(_ context: PageContext, _ figures: CallReport) -> HTML {
    """
    <div class="halves wide">
    <div>\(ReportSummary(period: period, comparison: comparison, figures: figures).html(context))</div>
    <div>\(charts(context, figures))</div>
    </div>
    \(details(context, figures))
    """
  }

  private func details(_ context: PageContext, _ figures: CallReport) -> HTML {
    let say = context.say
    let booths = figures.booths.map { booth in
      ReportTable.Row(
        name: context.shop?.booth(booth.number)?.name ?? booth.number.text,
        detail: booth.number.text, sums: booth.sums)
    }
    return """
      \(period.days.count == 1 ? "" : ofDays(context, figures).table)\
      \(tableOfHours(context, figures))\
      \(table(.booths, "booths", .booth, booths, figures.total, context))\
      \(table(
        .destinations, "destinations", .destination, destinations(say, figures), figures.total,
        context))\
      <p class="lead">\(say(ReportPhrase.notEnded))</p>

      """
  }

  private func destinations(_ say: Language, _ figures: CallReport) -> [ReportTable.Row] {
    var rows = figures.destinations.prefix(Self.destinationCount).map {
      let (name, prefix) = ($0.place.text(say), $0.place.prefix)
      // Of one without words the prefix is the name.
      return ReportTable.Row(name: name, detail: prefix == name ? "" : prefix, sums: $0.sums)
    }
    var rest = figures.others ?? CallSums()
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
    _ total: CallSums, _ context: PageContext
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

  /// Two beside the summary: of the money, and of the hours in which people come.
  private func charts(_ context: PageContext, _ figures: CallReport) -> HTML {
    """
    \(period.days.count == 1
      ? chargedByHour(context, figures).html : ofDays(context, figures).chart.html)\
    \(callsByHour(context, figures).html)
    """
  }

  /// Bars of what was charged, with the provider's part of it.
  private func chart(
    _ name: String, _ title: ReportPhrase, _ figures: CallReport, _ context: PageContext,
    _ bars: [(label: String, name: String, sums: CallSums)]
  ) -> BarChart {
    let say = context.say
    let currency = context.currency
    let hasParts = !figures.total.costIsCharge && figures.total.cost > .zero
    return BarChart(
      name: name, title: say(title), description: say(ReportPhrase.chartHelp),
      bars: bars.map { bar in
        let cost = "\(say(ReportPhrase.cost)): \(currency.amount(bar.sums.cost))"
        return BarChart.Bar(
          label: bar.label,
          text: "\(bar.name): \(currency.amount(bar.sums.charged))\(hasParts ? "; \(cost)" : "")",
          value: bar.sums.charged.micros,
          part: min(bar.sums.cost.micros, bar.sums.charged.micros))
      },
      parts: hasParts
        ? BarChart.Parts(lower: say(ReportPhrase.cost), upper: say(ReportPhrase.profit)) : nil,
      written: { currency.amount(Money(micros: $0)) }, unit: currency.smallest.micros)
  }

  private func ofDays(
    _ context: PageContext, _ figures: CallReport
  ) -> (chart: BarChart, table: HTML) {
    let say = context.say
    let sums = hours.byDay(figures.spans)
    let isLong = hours.days.count > Self.mostDays
    let groups = isLong ? months(sums) : zip(hours.days, sums).map { (day: $0.0, sums: $0.1) }
    let chart = chart(
      "days", isLong ? .chartOfMonths : .chartOfDays, figures, context,
      groups.map { group in
        isLong
          ? (say.shortMonth(of: group.day), say.month(of: group.day), group.sums)
          : ("\(group.day.day)", say.day(group.day), group.sums)
      })
    let rows = groups.filter { $0.sums.calls > 0 }.map { group in
      ReportTable.Row(
        name: isLong ? say.month(of: group.day) : say.shortDay(group.day), detail: "",
        sums: group.sums)
    }
    return (
      chart,
      table(isLong ? .months : .days, "days", isLong ? .month : .day, rows, figures.total, context)
    )
  }

  private func months(_ sums: [CallSums]) -> [(day: CalendarDay, sums: CallSums)] {
    var months: [(day: CalendarDay, sums: CallSums)] = []
    for (day, sum) in zip(hours.days, sums) {
      if months.last?.day != day.firstOfMonth { months.append((day.firstOfMonth, CallSums())) }
      months[months.count - 1].sums += sum
    }
    return months
  }

  private func chargedByHour(_ context: PageContext, _ figures: CallReport) -> BarChart {
    chart(
      "charged", .chartOfHours, figures, context,
      open(figures).map { ("\($0.hour)", Self.hour($0.hour), $0.sums) })
  }

  private func callsByHour(_ context: PageContext, _ figures: CallReport) -> BarChart {
    let say = context.say
    return BarChart(
      name: "hours", title: say(ReportPhrase.callsOfHours),
      description: say(ReportPhrase.chartHelp),
      bars: open(figures).map { hour, sums in
        let calls = Int64(sums.calls)
        return BarChart.Bar(
          label: "\(hour)", text: "\(Self.hour(hour)): \(say.count(calls))", value: calls)
      }, written: say.count)
  }

  /// The hours from the first to the last with calls: a shop has no nights.
  private func open(_ figures: CallReport) -> [(hour: Int, sums: CallSums)] {
    let sums = hours.byHour(figures.spans)
    guard let first = sums.firstIndex(where: { $0.calls > 0 }),
      let last = sums.lastIndex(where: { $0.calls > 0 })
    else { return [] }
    // So few that each bar would be a wall are not drawn alone.
    let least = max(0, min(first, last - 11))
    return (least...max(last, min(least + 11, 23))).map { ($0, sums[$0]) }
  }

  private func tableOfHours(_ context: PageContext, _ figures: CallReport) -> HTML {
    let rows = hours.byHour(figures.spans).enumerated().filter { $0.element.calls > 0 }.map {
      ReportTable.Row(name: Self.hour($0.offset), detail: "", sums: $0.element)
    }
    return table(.hours, "hours", .hour, rows, figures.total, context)
  }

  /// `16:00–16:59`.
  static func hour(_ hour: Int) -> String {
    let text = hour < 10 ? "0\(hour)" : "\(hour)"
    return "\(text):00–\(text):59"
  }
}
