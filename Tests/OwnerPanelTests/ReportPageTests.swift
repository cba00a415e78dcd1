import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «Informe»: its days, its page, its spreadsheets, and the same for programs.
@Suite struct ReportPageTests {
  private let money = MoneyDesk()

  private func sums(calls: Int, charged: Int64, cost: Int64 = 0) -> ReportSums {
    var sums = ReportSums()
    sums.calls = calls
    sums.answered = calls
    sums.seconds = Int64(calls) * 68
    sums.charged = pesos(charged)
    sums.collected = pesos(charged / 2)
    sums.cost = pesos(cost)
    return sums
  }

  /// Of a day: calls at 16 h.
  private var figures: ReportFigures {
    let total = sums(calls: 20, charged: 4_540, cost: 2_270)
    return ReportFigures(
      total: total, spans: (0..<24).map { $0 == 16 ? total : ReportSums() },
      booths: [.init(number: BoothNumber("4312"), sums: total)],
      destinations: [
        .init(
          place: .tariff(prefix: "1006", description: "INTERNAS <02>"),
          sums: sums(calls: 19, charged: 4_540)),
        .init(place: .emergency, sums: sums(calls: 1, charged: 0)),
      ], others: sums(calls: 3, charged: 30), before: sums(calls: 10, charged: 2_270))
  }

  private func context() -> PageContext {
    var context = OwnerPanelTests.context()
    context.localTime = LocalTime.ofSystem
    return context
  }

  private func page(_ language: Language = .spanish) throws -> String {
    var context = context()
    context.say = language
    let period = ReportPeriod(.day, with: try #require(CalendarDay("2006-10-27")))
    let hours = ReportHours(period, in: context)
    try #require(hours.spans.count == 24)
    return ReportPage(period: period, hours: hours).html(context, figures).text
  }

  @Test func `the page has totals, the period before, hours, booths and destinations`() throws {
    let html = try page()
    for text in [
      "Informe de llamadas liquidado en pesos", "vie 27-10-2006", "$ 4.540", "$ 2.270", "+100,0 %",
      "50,0 %", "22:40", "16:00–16:59", "CABINA 01", "INTERNAS &lt;02&gt;", "Otros destinos",
      "Emergencia", "role=\"img\"", "<title id=\"hours-title\">Llamadas por hora del día</title>",
      "<title>16:00–16:59: 20</title>", "/report/booths.csv?period=day&amp;from=2006-10-27",
    ] { #expect(html.contains(text), "\(text)") }
    #expect(!html.contains("style="))
    #expect(try page(.english).contains("Report of calls, settled in pesos"))
  }

  @Test func `a period without calls says so, and has no empty tables`() throws {
    let empty = ReportFigures(
      total: ReportSums(), spans: .init(repeating: ReportSums(), count: 24))
    let period = ReportPeriod(.day, with: try #require(CalendarDay("2006-10-27")))
    let html = ReportPage(period: period, hours: ReportHours(period, in: context())).html(
      context(), empty
    ).text
    #expect(html.contains("No hubo llamadas en este período."))
    #expect(!html.contains("Por cabina") && !html.contains("<svg"))
  }

  private func period(_ query: String) throws(Outcome) -> ReportPeriod {
    guard
      let parameters = try? Parameters(parsing: Array(query.utf8), limit: 9),
      let today = CalendarDay("2006-10-27")
    else { throw .notFound }
    return try ReportPeriod(parameters, today: today)
  }

  @Test(arguments: [
    ("", "2006-10-27", "2006-10-27"),
    ("period=week", "2006-10-23", "2006-10-29"),
    ("period=week&from=2006-10-22", "2006-10-16", "2006-10-22"),
    ("period=month&from=2004-02-15&to=2006-10-27", "2004-02-01", "2004-02-29"),
    ("from=2006-10-01&to=2006-10-03", "2006-10-01", "2006-10-03"),
    ("period=range&from=2006-10-01", "2006-10-01", "2006-10-01"),
    ("from=2005-10-27&to=2006-10-27", "2005-10-27", "2006-10-27"),
    ("period=day&from=", "2006-10-27", "2006-10-27"),
  ])
  func `a period is the days that were meant`(query: String, first: String, last: String) throws {
    let period = try period(query)
    #expect(period.first.description == first)
    #expect(period.last.description == last)
  }

  @Test(arguments: [
    "period=year", "from=2006-02-30", "from=27-10-2006", "from=2006-10-03&to=2006-10-01",
    "from=2005-10-26&to=2006-10-27", "period=range&from=1999-01-01", "from=9999-01-01",
  ])
  func `days that are none, or too many, are answered`(query: String) throws {
    #expect(throws: Outcome.self) { try period(query) }
    let response = try money.page(money.get("/report?\(query)"), .ledger(.done))
    #expect(response.status == .badRequest)
  }

  @Test(arguments: [
    ("period=day", "2006-10-26", "2006-10-26"), ("period=week", "2006-10-16", "2006-10-22"),
    ("period=month", "2006-09-01", "2006-09-30"),
    ("from=2006-10-01&to=2006-10-03", "2006-09-28", "2006-09-30"),
  ])
  func `before it stands a period as long, or the month before`(
    query: String, first: String, last: String
  ) throws {
    let before = try #require(period(query).before)
    #expect([before.first.description, before.last.description] == [first, last])
    let today = try #require(CalendarDay("2006-10-27"))
    // A month after it may have another length than the one before it.
    #expect(try before.after(today: today)?.first == period(query).first)
    #expect(try period("period=day").after(today: today) == nil)
  }

  @Test func `the ledger is asked for hours, and for the time before in one piece`() throws {
    let asked = try money.request(money.get("/report?from=2006-10-01&to=2006-10-03"))
    guard case .report(let query) = asked else {
      Issue.record("\(asked)")
      return
    }
    #expect(query.spans.count == 72)
    let before = try #require(query.before)
    #expect(before.upperBound == query.spans.first?.lowerBound)
    #expect(asked.isLong)
    let year = try money.request(money.get("/report?from=2004-01-01&to=2004-12-31"))
    guard case .report(let query) = year else { return }
    #expect((8_784...ReportQuery.spanLimit).contains(query.spans.count))
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
    let ones = [ReportSums](repeating: sums(calls: 1, charged: 1), count: 23)
    #expect(hours.byDay(ones).map(\.calls) == [23])
    #expect(hours.byHour(ones).map(\.calls) == [0] + [Int](repeating: 1, count: 23))
  }

  @Test func `a spreadsheet has the rows, and no formula of a stranger`() throws {
    var figures = figures
    figures.destinations[0].place = .tariff(prefix: "1006", description: "=2+2;\"x\"")
    let response = try money.page(
      "/report/destinations.csv?from=2006-10-27", .report(figures))
    #expect(response["Content-Disposition"]?.contains("destination-2006-10-27") == true)
    let lines = response.text.split(separator: "\r\n")
    #expect(lines[0].contains("Prefijo;Destino;Llamadas;Contestadas"))
    #expect(lines[1].hasPrefix(#"1006;"'=2+2;""x""";19;19;0;0;1292;4540;2270;2270;0;0;4540"#))
    #expect(lines.count == 4)
    #expect(try money.page(money.get("/report/years.csv"), .ledger(.done)).status == .notFound)
  }

  @Test func `a program asks for the same`() throws {
    let text = try money.page(
      "/api/v1/report?from=2006-10-27&to=2006-10-27&by=booth", .report(figures)
    ).text
    #expect(
      text.hasSuffix(
        """
        "by":"booth","rows":[{"booth":"4312","name":"CABINA 01","calls":20,"answered":20,\
        "uncharged":0,"emergencies":0,"seconds":1360,"charged":"4540","collected":"2270",\
        "due":"2270","waived":"0","cost":"2270","margin":"2270"}]}
        """))
    #expect(text.contains(#""from":"2006-10-27","to":"2006-10-27","total":{"calls":20"#))
    #expect(
      try money.page("/api/v1/report?by=day", .report(figures)).text.contains(
        #"{"day":"2006-10-27","calls":20"#))
    #expect(
      try money.page("/api/v1/report?by=hour", .report(figures)).text.contains(#""hour":23"#))
    #expect(
      try money.page("/api/v1/report", .report(figures)).text.hasSuffix(
        #""by":null,"rows":[]}"#))
    #expect(
      try money.page(money.get("/api/v1/report?by=month"), .ledger(.done)).status == .badRequest)
  }

  @Test func `parts are rounded half away from zero`() {
    #expect(tenthsOfPercent(1, of: 3) == 333)
    #expect(tenthsOfPercent(2, of: 3) == 667)
    #expect(tenthsOfPercent(-1, of: 3) == -333)
    #expect(tenthsOfPercent(1, of: 2_000) == 1)
    #expect(tenthsOfPercent(-1, of: 2_000) == -1)
    #expect(tenthsOfPercent(1, of: 0) == nil)
    #expect(tenthsOfPercent(.max, of: 1) == .max)
    #expect(Language.spanish.percent(tenths: -1_234_567) == "-123.456,7 %")
    #expect(Language.spanish.minutes(74_045) == "1.234:05")
  }

  @Test func `the tallest bar has the height of the drawing, and the least is seen`() {
    let chart = BarChart(
      name: "x", title: "T", description: "D",
      bars: [
        .init(label: "1", text: "a", value: .max), .init(label: "2", text: "b", value: 1),
        .init(label: "3", text: "c", value: 0),
      ]
    ).html.text
    #expect(chart.contains("height=\"150\"") && chart.contains("height=\"1\""))
    #expect(chart.contains("height=\"0\""))
    #expect(BarChart(name: "x", title: "", description: "", bars: []).html.text.isEmpty)
  }
}
