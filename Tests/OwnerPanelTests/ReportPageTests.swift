import BoothControl
import Foundation
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «Informe»: its days, its page, its spreadsheets, and the same for programs.
@Suite struct ReportPageTests {
  private let money = MoneyDesk()

  private func sums(calls: Int, charged: Int64, cost: Int64 = 0) -> CallSums {
    var sums = CallSums()
    sums.calls = calls
    sums.answered = calls
    sums.seconds = Int64(calls) * 68
    sums.charged = pesos(charged)
    sums.collected = pesos(charged / 2)
    sums.cost = pesos(cost)
    return sums
  }

  /// Of a day: calls at 16 h.
  private var figures: CallReport {
    let total = sums(calls: 20, charged: 4_540, cost: 2_270)
    return CallReport(
      total: total, spans: (0..<24).map { $0 == 16 ? total : CallSums() },
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

  private func page(
    _ figures: CallReport? = nil, _ language: Language = .spanish
  ) throws -> String {
    let figures = figures ?? self.figures
    var context = context()
    context.say = language
    let period = ReportPeriod(.day, with: try #require(CalendarDay("2006-10-27")))
    let hours = ReportHours(period, in: context)
    try #require(hours.spans.count == 24)
    return ReportPage(period: period, hours: hours).html(context, figures).text.withPlainSpaces
  }

  @Test func `the page has totals, the period before, hours, booths and destinations`() throws {
    let html = try page()
    for text in [
      "Informe de llamadas liquidado en pesos", "vie 27-10-2006", "$ 4.540", "$ 2.270", "+100,0 %",
      "50,0 %", "22:40", "16:00–16:59", "CABINA 01", "INTERNAS &lt;02&gt;", "Otros destinos",
      "De ellas, de emergencia", "role=\"img\"",
      "<title id=\"hours-title\">Llamadas por hora del día</title>",
      "<title>16:00–16:59: 20</title>", "<th scope=\"row\">Costo del proveedor</th>",
      "<title>16:00–16:59: $ 4.540; Costo del proveedor: $ 2.270</title>", "Diferencia",
      "/report/booths.csv?period=day&amp;from=2006-10-27",
    ] { #expect(html.contains(text), "\(text)") }
    #expect(!html.contains("style="))
    #expect(try page(nil, .english).contains("Report of calls, settled in pesos"))
  }

  /// No figure is like another, so that none can stand in another's place.
  private var distinct: CallSums {
    var sums = CallSums()
    sums.calls = 31
    sums.answered = 29
    sums.uncharged = 3
    sums.emergencies = 2
    sums.seconds = 754
    sums.charged = pesos(9_000)
    sums.collected = pesos(5_500)
    sums.waived = pesos(170)
    sums.cost = pesos(6_300)
    return sums
  }

  @Test func `each column has its own figure, on the page, in the spreadsheet and for programs`()
    throws
  {
    let figures = CallReport(
      total: distinct, spans: (0..<24).map { $0 == 16 ? distinct : CallSums() },
      booths: [.init(number: BoothNumber("4312"), sums: distinct)], before: distinct)
    let html = try page(figures)
    let cells = [
      "31", "29", "12:34", "$ 9.000", "$ 5.500", "$ 3.500", "$ 6.300", "$ 2.700", "30,0 %",
    ]
    let row = html.components(separatedBy: "CABINA 01").last?.prefix { $0 != "\n" } ?? ""
    #expect(
      row.components(separatedBy: "</td>").dropLast()
        .compactMap { $0.split(separator: ">").last.map(String.init) } == cells)
    for (name, figure) in [
      ("Cobro", "$ 9.000"), ("Costo del proveedor", "$ 6.300"), ("Ganancia", "$ 2.700"),
      ("Margen <span class=\"by\">% del cobro</span>", "30,0 %"), ("Cobrado", "$ 5.500"),
      ("Por cobrar", "$ 3.500"),
      ("Llamadas", "31"), ("Contestadas", "29"), ("Minutos", "12:34"),
      ("Cobro por llamada contestada", "$ 310"), ("Anulado", "$ 170"),
      ("Sin cobro o anuladas", "3"),
      ("De ellas, de emergencia", "2"),
    ] {
      #expect(
        html.contains(
          "<th scope=\"row\">\(name)</th><td class=\"figure\"><strong>\(figure)</strong></td>"),
        "\(name)")
    }
    let table = try money.page("/report/booths.csv?from=2006-10-27", .report(figures)).text
    #expect(
      table.hasSuffix("4312;CABINA 01;31;29;3;2;754;9000;5500;3500;170;6300;2700;30\r\n"))
    let program = try money.page("/api/v1/report?from=2006-10-27&by=day", .report(figures)).text
    #expect(
      program.contains(
        #""day":"2006-10-27","calls":31,"answered":29,"uncharged":3,"emergencies":2,"#
          + #""seconds":754,"charged":"9000","collected":"5500","due":"3500","waived":"170","#
          + #""cost":"6300","margin":"2700""#))
  }

  @Test func `the difference is a part of what was before`() throws {
    var before = distinct
    before.charged = pesos(6_000)
    before.calls = 124
    before.answered = 0
    let html = try page(CallReport(total: distinct, spans: figures.spans, before: before))
    func row(_ name: String) -> String {
      html.components(separatedBy: "<th scope=\"row\">\(name)</th>").last.map {
        String($0.prefix { $0 != "\n" })
      } ?? ""
    }
    func end(_ before: String, _ difference: String) -> String {
      "\(before)</td><td class=\"figure\">\(difference) "
        + "<span class=\"by near\">\(before)</span></td></tr>"
    }
    #expect(row("Cobro").hasSuffix(end("$ 6.000", "+50,0 %")))
    #expect(row("Llamadas").hasSuffix(end("124", "−75,0 %")))
    // Of nothing there is no part.
    #expect(row("Contestadas").hasSuffix(">" + end("0", "")))
  }

  @Test func `destinations for which there is no room are one row together`() throws {
    var figures = figures
    figures.destinations = (0..<150).map {
      .init(
        place: .tariff(prefix: "\(100 + $0)", description: "LUGAR"),
        sums: sums(calls: 1, charged: 10))
    }
    figures.others = sums(calls: 7, charged: 70)
    let html = try page(figures)
    #expect(html.components(separatedBy: ">LUGAR <").count - 1 == ReportPage.destinationCount)
    let rest = html.components(separatedBy: "Otros destinos").last ?? ""
    #expect(rest.prefix { $0 != "\n" }.contains(">57</td>"))
    #expect(rest.prefix { $0 != "\n" }.contains("$ 570"))
  }

  /// Whatever the page is about, its spreadsheets are about that too.
  @Test(arguments: [
    "period=day&from=2006-10-26", "period=week&from=2006-10-16", "period=month&from=2006-09-01",
    "period=range&from=2006-10-01&to=2006-10-20",
  ])
  func `a spreadsheet has the page's days, and asks the ledger for them`(query: String) throws {
    let asked = try money.request(money.get("/report?\(query)"))
    guard case .report(let hours) = asked else { throw Desk.NoRequest() }
    var figures = CallReport(
      total: distinct, spans: [CallSums](repeating: CallSums(), count: hours.spans.count))
    figures.spans[0] = distinct
    let html = try money.page("/report?\(query)", .report(figures)).text
    let names = ["hours", "booths", "destinations"] + (query.contains("day") ? [] : ["days"])
    for name in names {
      let address = "/report/\(name).csv?\(query)"
      #expect(html.contains("href=\"\(address.replacing("&", with: "&amp;"))\""), "\(name)")
      #expect(try money.request(money.get(address)) == asked)
    }
  }

  @Test func `a period without calls says so, and has no empty tables`() throws {
    let empty = CallReport(
      total: CallSums(), spans: .init(repeating: CallSums(), count: 24))
    let period = ReportPeriod(.day, with: try #require(CalendarDay("2006-10-27")))
    let html = ReportPage(period: period, hours: ReportHours(period, in: context())).html(
      context(), empty
    ).text
    #expect(html.contains("No hubo llamadas en este período."))
    for text in ["Por cabina", "<svg", "Resumen"] { #expect(!html.contains(text), "\(text)") }
  }

  @Test func `where there was nothing before, nothing is compared with it`() throws {
    for before in [CallSums(), nil] {
      var figures = figures
      figures.before = before
      let html = try page(figures)
      #expect(!html.contains("Diferencia") && !html.contains("Ayer</th>"))
      #expect(html.contains("En el período anterior no hubo llamadas.") == (before != nil))
    }
  }

  @Test func `where the provider has no list, the cost is said to be the charge`() throws {
    let words = "Sin los precios del proveedor, el costo se cuenta igual al cobro"
    #expect(try !page(figures).contains(words))
    var same = figures
    same.total.waived = pesos(60)
    same.total.cost = same.total.charged + pesos(60)
    let html = try page(same)
    #expect(html.contains(words) && html.contains("<a href=\"/deck\">"))
    // One piece then, and no key of two.
    #expect(!html.contains("class=\"upper\"") && !html.contains("class=\"legend\""))
    #expect(try page(figures).contains("class=\"upper\""))
  }

  @Test func `a bar has the provider's part below, and never more than the whole`() throws {
    var figures = figures
    figures.total.cost = pesos(9_000)
    figures.spans[16].cost = pesos(9_000)
    let html = try page(figures)
    #expect(!html.contains("class=\"upper\"") && html.contains("class=\"lower\""))
    #expect(html.contains("−$ 4.460"))
  }

  @Test func `the columns say which periods they have, and up to when`() throws {
    func html(_ query: String) throws -> String {
      var context = context()
      context.now = WallTime(milliseconds: 1_161_976_694_000)
      let period = try reportPeriod(query)
      let hours = ReportHours(period, in: context)
      let page = ReportPage(
        period: period, hours: hours, comparison: ReportComparison(with: period, in: context))
      let spans = [CallSums](repeating: CallSums(), count: hours.spans.count)
      return page.html(
        context, CallReport(total: distinct, spans: spans, before: distinct)
      ).text.withPlainSpaces
    }
    let month = try html("period=month")
    for text in [
      ">Octubre <span class=\"by\">hasta ahora</span></th>",
      ">Septiembre <span class=\"by\">hasta el 27</span></th>",
      "«Septiembre» se cuenta solo hasta el mié 27-09-2006 a las", "data-print hidden",
    ] { #expect(month.contains(text), "\(text)") }
    let day = try html("period=day")
    for text in [
      ">Hoy <span", ">Ayer <span class=\"by\">hasta las ", "«Ayer» se cuenta solo hasta las ",
      ":18, para",
    ] {
      #expect(day.contains(text), "\(text)")
    }
    let year = try html("period=year")
    #expect(year.contains(">2005 <span class=\"by\">hasta el 27-10</span></th>"))
    // Where there is no room for its column, it stands below the difference.
    #expect(month.contains("Diferencia <span class=\"by near\">con Septiembre hasta el 27</span>"))
    #expect(
      month.contains(
        "<td class=\"figure spare\">$ 9.000</td>"
          + "<td class=\"figure\">0,0 % <span class=\"by near\">$ 9.000</span></td>"))
    let past = try html("period=year&from=2005-01-01")
    #expect(past.contains(">2005</th>") && past.contains(">2004</th>"))
    #expect(!past.contains("hasta ahora") && !past.contains("se cuenta solo"))
  }

  @Test func `what makes no sense is said at its field, and what was typed stays`() throws {
    let query = "period=range&from=2006-10-03&to=2006-10-01"
    for (language, words) in [
      ("es", ", es posterior al último, "), ("en", ", is after the last, "),
    ] {
      let response = try money.page(
        money.get("/report?\(query)&lang=\(language)"), .ledger(.done))
      #expect(response.status == .badRequest)
      let fault = response.text.firstMatch(of: #/id="fault-from">([^<]+)</#)?.1
      #expect(fault?.contains(words) == true)
      for part in [
        "value=\"2006-10-03\"", "value=\"2006-10-01\"", "<option value=\"range\" selected>",
      ] { #expect(response.text.contains(part), "\(part)") }
    }
    let unknown = try money.page(money.get("/report?period=x"), .ledger(.done)).text
    #expect(unknown.contains("id=\"fault-period\">Período «x»"))
    #expect(
      try money.page(money.get("/report/days.csv?period=x"), .ledger(.done)).text
        .contains("Período «x»"))
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
    guard case .report(let query) = year else {
      Issue.record("\(year)")
      return
    }
    #expect((8_784...CallReport.spanLimit).contains(query.spans.count))
  }

  /// A spreadsheet is to find a report's day among the calls.
  @Test func `the days of a report are written as those of the list of calls`() throws {
    var figures = figures
    figures.spans += [CallSums](repeating: CallSums(), count: 24)
    let days = try money.page("/report/days.csv?from=2006-10-27&to=2006-10-28", .report(figures))
    let lines = days.text.split(separator: "\r\n")
    #expect(lines[1].hasPrefix("27-10-2006;20;") && lines[2].hasPrefix("28-10-2006;0;"))
    let desk = Desk()
    var call = manualCalls[0]
    call.at = context().now
    desk.source.holds([call])
    var pieces = CallTablePieces(
      source: desk.source, request: CallListRequest(query: CallListQuery()), context: context())
    var text = ""
    while let piece = try pieces.next() { text += String(decoding: piece, as: UTF8.self) }
    let date = try #require(text.split(separator: "\r\n").last?.split(separator: ";")[1])
    #expect(date.hasPrefix("\(context().today.written) "), "\(date)")
  }

  @Test func `calls in progress are told of where now is in the period, and there alone`() throws {
    func html(live: Int, _ day: String = "2006-10-27", isStale: Bool = false) throws -> String {
      var context = context()
      var snapshot = try #require(context.shop?.snapshot)
      snapshot.booths = (0..<4).map { index in
        booth(
          "431\(index)", "CABINA \(index)", .talking,
          call: CallSnapshot(
            number: "1006", destination: "", seconds: 9, price: nil, total: .zero,
            isCharged: true, isLive: index < live))
      }
      context.shop = ShopState(snapshot: snapshot, isStale: isStale)
      let period = ReportPeriod(.day, with: try #require(CalendarDay(day)))
      return ReportPage(period: period, hours: ReportHours(period, in: context))
        .html(context, figures).text
    }
    #expect(
      try html(live: 2).contains(
        "2 llamadas en curso: se suman al terminar, cada una al día y la hora en que empezó."))
    #expect(try html(live: 1).contains("1 llamada en curso: se suma al terminar"))
    #expect(try !html(live: 0).contains("en curso"))
    #expect(try !html(live: 2, "2006-10-26").contains("en curso"))
    // Of an old state nobody knows what goes on.
    #expect(try !html(live: 2, isStale: true).contains("en curso"))
  }

  @Test func `a page says as of when it is, for paper`() throws {
    let time = context().localTime(context().now).text.dropLast(3)
    #expect(try page().contains("<p class=\"as-of\">Al \(time)</p>"))
    #expect(try page(nil, .english).contains("<p class=\"as-of\">As of \(time)</p>"))
    // Of a live page the script would know better.
    #expect(try !Desk().get("/").text.contains("as-of"))
  }

  @Test func `a spreadsheet has the rows, and no formula of a stranger`() throws {
    var figures = figures
    figures.destinations[0].place = .tariff(prefix: "1006", description: "=2+2;\"x\"")
    let response = try money.page(
      "/report/destinations.csv?from=2006-10-27", .report(figures))
    #expect(response["Content-Disposition"]?.contains("destination-2006-10-27") == true)
    let lines = response.text.split(separator: "\r\n")
    #expect(lines[0].contains("Prefijo;Destino;Llamadas;Contestadas"))
    #expect(lines[1].hasPrefix(#"1006;"'=2+2;""x""";19;19;0;0;1292;4540;2270;2270;0;0;4540;100"#))
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
    let end = try #require(CalendarDay("2006-10-25").map(ShopDay.startOfSystem))
    #expect(
      try money.page("/api/v1/report?from=2006-10-25", .report(figures)).text.contains(
        #","beforeUntil":"\#(LocalTime.timestamp(end))","by":"#))
    var alone = figures
    alone.before = nil
    #expect(
      try money.page("/api/v1/report", .report(alone)).text.contains(
        #""before":null,"beforeUntil":null,"#))
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
    #expect(Language.spanish.percent(tenths: -1_234_567) == "−123.456,7 %")
    #expect(Language.spanish.minutes(74_045) == "1.234:05")
  }
}
