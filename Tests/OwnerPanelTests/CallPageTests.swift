import BoothControl
import Rating
import Testing

@testable import OwnerPanel

/// A call whole, the owner's word on it, and the list's filters.
@Suite struct CallPageTests {
  private let form = "Content-Type: application/x-www-form-urlencoded\r\n"

  private func row(
    _ key: Int64 = 10, suspicions: [Suspicion] = [], isOpen: Bool = false,
    verdict: CallReview.Verdict? = nil, ticket: Int64? = nil, charge: Int64 = 227
  ) -> CallListRow {
    CallListRow(
      key: key, booth: BoothNumber("4312"), at: WallTime(milliseconds: 1_161_976_694_000),
      number: "1006", destination: "INTERNAS 02", seconds: 68, price: perMinute(200),
      charge: pesos(charge), isCharged: true, isOpen: isOpen, suspicions: suspicions,
      verdict: verdict, ticket: ticket)
  }

  private func desk(_ row: CallListRow, note: String = "", isIncomplete: Bool = false) -> Desk {
    let desk = Desk()
    desk.source.holds([row])
    desk.source.holds(
      CallStatement(
        row: row, dialled: "1881006", carrier: "188", answeredAt: WallTime(milliseconds: 0),
        charge: manualExplanation, cost: nil, storedCost: pesos(113),
        markup: Money(micros: 12_500_000), isIncomplete: isIncomplete, reviewNote: note,
        reviewer: note.isEmpty ? "" : "maria (web <1>)",
        reviewedAt: note.isEmpty ? nil : WallTime(milliseconds: 1_161_980_294_000)))
    return desk
  }

  private func cashier(_ desk: Desk) -> Desk {
    var desk = desk
    desk.source.people.holds([maria, pedro])
    desk.visitor = .user(Session(user: pedro, formToken: "c1c1"), address: "192.168.1.21")
    return desk
  }

  @Test func `a call says line by line why it costs what it costs`() throws {
    let text = try desk(row()).get("/calls/10").text
    for part in [
      "<h1>Llamada 10</h1>", "<dd>1881006</dd>", "<dd>188</dd>", "68 s, a $ 200,00 x min",
      "Redondeo a $ 1", "1006 INTERNAS 02", "12,5 %", "<dd>$ 113</dd>", "/calls/10/ticket",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("class=\"problem\""))
    #expect(try desk(row()).get("/calls/11").status == .notFound)
  }

  @Test func `a call that nobody answered is not offered on paper`() throws {
    var silent = row(charge: 0)
    #expect(try desk(silent).get("/calls/10").text.contains("/calls/10/ticket"))
    silent.seconds = 0
    #expect(try !desk(silent).get("/calls/10").text.contains("/calls/10/ticket"))
    silent.isOpen = true
    #expect(try desk(silent).get("/calls/10").text.contains("/calls/10/ticket"))
  }

  @Test func `what the provider takes is said to be the charge where it is`() throws {
    let desk = desk(row())
    let text = try desk.get("/calls/10").text
    #expect(text.contains("<dt>Costo del proveedor</dt><dd>$ 113</dd>"))
    var statement = try #require(try desk.source.statement(ofCall: 10))
    statement.cost = statement.charge
    statement.storedCost = pesos(227)
    desk.source.holds(statement)
    #expect(
      try desk.get("/calls/10").text.contains(
        "<dd>$ 227 <span class=\"aside\">igual al cobro: no hay precio del proveedor</span></dd>"))
  }

  private func explanation(_ prefix: String, _ charge: Int64) -> Explanation {
    var explanation = manualExplanation
    (explanation.prefix, explanation.charge) = (prefix, pesos(charge))
    return explanation
  }

  @Test func `an uncharged call says what it would have cost`() throws {
    var uncharged = row(charge: 0)
    uncharged.isCharged = false
    let desk = desk(uncharged)
    var statement = try #require(try desk.source.statement(ofCall: 10))
    (statement.charge, statement.worth) = (nil, manualExplanation)
    desk.source.holds(statement)
    let text = try desk.get("/calls/10").text
    for part in [
      "Fue sin cobro: el cliente no la paga.", "68 s, a $ 200,00 x min", "1006 INTERNAS 02",
      "<th scope=\"row\">Habría costado</th><td class=\"figure\">$ 227</td>",
    ] { #expect(text.withPlainSpaces.replacing("\n", with: "").contains(part), "\(part)") }
    #expect(!text.contains("No hay cobro que explicar.") && !text.contains("class=\"problem\""))
    #expect(
      try desk.get("/api/v1/calls/10").text.contains(
        #""explanation":null,"worthExplanation":{"charge":"227""#))
    // Without a price of the provider's it is taken to cost as much.
    statement.cost = statement.worth
    desk.source.holds(statement)
    let same = try desk.get("/calls/10").text
    #expect(same.contains("igual a lo que habría costado: no hay precio del proveedor"))
    #expect(!same.contains("<h2>Costo del proveedor</h2>"))
    // Nobody answered: it would have cost nothing.
    uncharged.seconds = 0
    statement.row = uncharged
    desk.source.holds(statement)
    #expect(try desk.get("/calls/10").text.contains("No hay cobro que explicar."))
  }

  @Test func `the provider's price is told line by line, to the owner`() throws {
    let desk = desk(row())
    var statement = try #require(try desk.source.statement(ofCall: 10))
    statement.cost = explanation("10", 113)
    desk.source.holds(statement)
    let text = try desk.get("/calls/10").text.withPlainSpaces.replacing("\n", with: "")
    #expect(text.contains("<h2>Costo del proveedor</h2>"))
    #expect(text.contains("<dd>10 INTERNAS 02</dd>"))
    #expect(
      text.contains(
        "<th scope=\"row\">Costo del proveedor</th><td class=\"figure\">$ 113</td>"))
    #expect(!text.contains("class=\"problem\""))
    #expect(try !cashier(desk).get("/calls/10").text.contains("Costo del proveedor"))
    statement.storedCost = pesos(114)
    desk.source.holds(statement)
    #expect(try desk.get("/calls/10").text.contains("no da lo que está guardado"))
    statement.cost = statement.charge
    desk.source.holds(statement)
    #expect(try !desk.get("/calls/10").text.contains("<h2>Costo del proveedor</h2>"))
  }

  @Test func `what the shop pays is not the cashier's to know, nor is reviewing`() throws {
    let text = try cashier(desk(row(suspicions: [.tooShort]))).get("/calls/10").text
    #expect(text.contains("68 s, a $ 200,00 x min"))
    #expect(text.contains("<li>Demasiado corta</li>"))
    #expect(!text.contains("$ 113"))
    #expect(!text.contains("12,5 %"))
    #expect(!text.contains("/calls/10/review"))
    let waived = try cashier(desk(row(suspicions: [.tooShort]))).post(
      "/calls/10/review", form, body: "token=c1c1&verdict=waived&note=x")
    #expect(try Desk().now(waived).status == .forbidden)
  }

  @Test func `an explanation that comes to something else is owned up to`() throws {
    #expect(try desk(row(charge: 228)).get("/calls/10").text.contains("no da lo que está guardado"))
    #expect(
      try desk(row(), isIncomplete: true).get("/calls/10").text.contains("versión anterior"))
  }

  @Test func `the owner reviews a flagged call, or waives another with a reason`() throws {
    let flagged = desk(row(suspicions: [.tooShort]))
    let text = try flagged.get("/calls/10").text
    #expect(text.contains("value=\"stands\" class=\"main\">Se cobra</button>"))
    #expect(text.contains("value=\"waived\" class=\"danger\">Anular el cobro</button>"))
    let answer = try flagged.post(
      "/calls/10/review", form, body: "verdict=stands&note=+se+oye+bien")
    guard case .later(.review(let review), let pending) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(review.verdict == .stands)
    #expect(review.note == "se oye bien")
    #expect(review.charge == pesos(227))
    let handler = RequestHandler(configuration: testConfiguration(), source: flagged.source)
    let done = handler.response(to: pending, outcome: .done, shop: flagged.shop)
    #expect(done["Location"] == "/calls/10?done=reviewed")
    let refused = handler.response(to: pending, outcome: .notStored("disk"), shop: flagged.shop)
    #expect(refused.status == .serviceUnavailable)
    #expect(refused.text.contains("value=\"se oye bien\""))

    let plain = desk(row())
    #expect(!(try plain.get("/calls/10").text.contains("value=\"stands\"")))
    let without = try plain.now(
      plain.post("/calls/10/review", form, body: "verdict=waived&note=+"))
    #expect(without.status == .badRequest)
    #expect(without.text.contains("id=\"fault-note\""))
    guard
      case .later = try plain.post("/calls/10/review", form, body: "verdict=waived&note=reclamo")
    else {
      Issue.record("not asked")
      return
    }
  }

  @Test func `a flagged call is waived only with a reason, and its form says so`() throws {
    let flagged = desk(row(suspicions: [.tooShort]))
    #expect(try flagged.get("/calls/10").text.contains("Para anular el cobro, diga por qué."))
    let without = try flagged.now(
      flagged.post("/calls/10/review", form, body: "verdict=waived&note="))
    #expect(without.status == .badRequest)
    #expect(without.text.contains("id=\"fault-note\"") && without.text.contains("el motivo"))
    guard case .later = try flagged.post("/calls/10/review", form, body: "verdict=stands&note=")
    else {
      Issue.record("not asked")
      return
    }
  }

  @Test func `a waived call's reasons end with who waived it, and what is charged`() throws {
    let text = try desk(row(verdict: .waived), note: "reclamo").get("/calls/10").text
    let foot = try #require(text.firstMatch(of: #/<tfoot>(?s:.*)<\/tfoot>/#)).output
    let rows = foot.replacing(#/<[^>]*>/#, with: " ").split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      rows == [
        "Habría costado $ 227", "Anulada por maria (web &lt;1&gt;), 27-10-2006 16:18:14",
        "Cobro $ 0",
      ])
    let charged = try desk(row()).get("/calls/10").text
    #expect(!charged.contains("Habría costado"))
    #expect(charged.contains("<th scope=\"row\">Cobro</th>"))
  }

  @Test(arguments: [
    "verdict=maybe&note=x", "note=x", "verdict=stands&verdict=waived",
    "verdict=waived&note=a%E9", "verdict=waived&note=" + String(repeating: "x", count: 121),
  ])
  func `a review that makes no sense is 400`(body: String) throws {
    let desk = desk(row(suspicions: [.tooShort]))
    #expect(try desk.now(desk.post("/calls/10/review", form, body: body)).status == .badRequest)
  }

  @Test func `a verdict that is none is told in the page's language`() throws {
    let desk = desk(row(suspicions: [.tooShort]))
    let response = try desk.now(
      desk.post("/calls/10/review", form, body: "verdict=maybe&note=x"))
    #expect(response.text.contains("veredicto «maybe»: se espera stands o waived"))
    #expect(!response.text.contains("expected"))
  }

  @Test func `a review is said once, and never of what is collected or goes on`() throws {
    var desk = desk(row(suspicions: [.tooShort], verdict: .waived), note: "un <reclamo>")
    let text = try desk.get("/calls/10").text
    #expect(text.contains("Revisada: Anulada"))
    #expect(text.contains("«un &lt;reclamo&gt;»"))
    #expect(text.contains("maria (web &lt;1&gt;)"))
    #expect(!text.contains("/calls/10/review"))
    let again = try desk.now(
      desk.post("/calls/10/review", form, body: "verdict=stands&note="))
    #expect(again.status == .conflict)

    desk = self.desk(row(suspicions: [.tooShort], ticket: 7))
    let collected = try desk.get("/calls/10").text
    #expect(collected.contains("value=\"stands\""))
    #expect(!collected.contains("value=\"waived\""))
    #expect(collected.contains("<a href=\"/tickets/7\">7</a>"))
    let late = try desk.now(desk.post("/calls/10/review", form, body: "verdict=waived&note=x"))
    #expect(late.status == .conflict)
    #expect(late.text.contains("ya está cobrada"))
    #expect(!(try self.desk(row(isOpen: true)).get("/calls/10").text.contains("/review\"")))
  }

  @Test(
    arguments: [
      (nil, nil, 227, false, "Por cobrar"), (nil, 7, 227, false, "Cobrada en el ticket 7"),
      (CallReview.Verdict.waived, nil, 227, false, "Anulada"),
      (nil, nil, 0, false, "Gratis"), (nil, nil, 0, true, "En curso"),
    ] as [(CallReview.Verdict?, Int64?, Int64, Bool, String)])
  func `a call's receipt says whether it is paid`(
    verdict: CallReview.Verdict?, ticket: Int64?, charge: Int64, isOpen: Bool, word: String
  ) throws {
    let row = row(isOpen: isOpen, verdict: verdict, ticket: ticket, charge: charge)
    let text = try desk(row).get("/calls/10/ticket").text
    #expect(text.contains("<p class=\"word\">\(word)</p>"))
    #expect(text.contains("<span class=\"number\">1006</span>"))
    #expect(text.contains("data-handed"))
  }

  @Test func `what is to be reviewed stands on a page of its own`() throws {
    let text = try desk(row(suspicions: [.tooShort])).get("/reviews").text
    #expect(text.contains("href=\"/calls/10\""))
    #expect(text.contains("Revisar: Demasiado corta"))
    #expect(try desk(row()).get("/reviews").text.contains("No hay nada que revisar."))
  }

  // MARK: Filters

  @Test(arguments: [
    ("number=10", 12), ("number=0322768005", 5), ("number=1006%20", 8), ("place=santiago", 5),
    ("place=INTERNAS&charged=true", 12), ("suspect=true", 0), ("suspect=open", 0),
    ("from=2006-10-27&to=2006-10-27", 26), ("from=2006-10-28", 0), ("to=2006-10-26", 0),
    ("from=&to=&number=&place=&suspect=&charged=", 26),
  ])
  func `the list and the API have the same filters`(query: String, count: Int) throws {
    let desk = Desk()
    let text = try desk.get("/calls?size=100&\(query)").text
    #expect(text.split(separator: "<tr data-charged=").count - 1 == count)
    let json = try desk.get("/api/v1/calls?size=100&\(query)").text
    #expect(json.contains("\"total\":\(count),\"totalIsLeast\":false,\"searchedTo\":null"))
  }

  @Test(arguments: [
    "from=2006-13-01", "from=27-10-2006", "to=x", "from=2006-10-28&to=2006-10-27",
    "number=abc", "number=--", "suspect=maybe", "from=0001-01-01", "to=9999-12-31",
    "place=" + String(repeating: "x", count: 41), "number=" + String(repeating: "1", count: 41),
  ])
  func `a filter that makes no sense is 400`(query: String) throws {
    #expect(try Desk().get("/calls?\(query)").status == .badRequest)
    #expect(try Desk().get("/api/v1/calls?\(query)").status == .badRequest)
    #expect(try Desk().get("/calls.csv?\(query)").status == .badRequest)
  }

  @Test func `turning pages keeps every filter, and the fields show them`() throws {
    let desk = Desk()
    let text = try desk.get(
      "/calls?size=10&booth=4312&number=10&place=internas&from=2006-10-01&to=2006-10-31"
    ).text
    let filter =
      "from=2006-10-01&amp;to=2006-10-31&amp;number=10&amp;place=internas&amp;size=10&amp;before="
    #expect(text.contains("href=\"/booths/4312/calls?\(filter)"), "\(text)")
    for part in [
      "name=\"from\" value=\"2006-10-01\"", "name=\"number\" value=\"10\"",
      "name=\"place\" value=\"internas\"", "<option value=\"4312\" selected>",
      "href=\"/calls.csv?booth=4312&amp;from=2006-10-01&amp;to=2006-10-31&amp;number=10&amp;place=internas\"",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(text.contains("<p>Página 1</p>"))
  }

  @Test(arguments: [
    ("", 26), ("?booth=4313", 0), ("?charged=false", 4), ("?number=032", 5),
    ("?place=santiago", 5), ("?suspect=open", 0), ("?to=2006-10-26", 0),
    ("?number=1005&size=10", 4),
  ])
  func `the table for a spreadsheet has the calls that the list has`(
    query: String, count: Int
  ) throws {
    let desk = Desk()
    guard
      case .pieces(_, var pieces) = try desk.answer(
        "GET /calls.csv\(query) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    else { throw Desk.NoRequest() }
    var text = ""
    while let piece = try pieces.next() { text += String(decoding: piece, as: UTF8.self) }
    #expect(text.split(separator: "\r\n").count == count + 1)
  }

  @Test func `what is not counted to its end is not said to be`() throws {
    let desk = Desk()
    desk.source.countsUp(to: 10)
    desk.source.searched(to: WallTime(milliseconds: 0))
    let text = try desk.get("/calls?number=1").text
    #expect(text.contains("Total: 10 registros o más"))
    #expect(text.contains("Se buscó hasta el 27-10-2006 16:18:14"))
    #expect(
      try desk.get("/api/v1/calls?number=1").text.contains(
        "\"totalIsLeast\":true,\"searchedTo\":\"1970-01-01T00:00:00.000Z\""))
  }

  @Test func `the table for a spreadsheet has every call once, newest first`() throws {
    let desk = Desk()
    let calls = (1...450).map { key in
      var call = manualCalls[4]
      call.key = Int64(key)
      call.destination = key == 450 ? "=1+1;\"x\"" : "INTERNAS 02"
      return call
    }
    desk.source.holds(calls)
    guard
      case .pieces(let response, var pieces) = try desk.answer(
        "GET /calls.csv?from=2006-10-01 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    else { throw Desk.NoRequest() }
    #expect(response.type == .csv)
    #expect(
      response["Content-Disposition"] == "attachment; filename=\"llamadas-2006-10-01.csv\"")
    var count = 0
    var text = ""
    while let piece = try pieces.next() {
      count += 1
      text += String(decoding: piece, as: UTF8.self)
    }
    // The head, and slices.
    #expect(CallListQuery.exportSize <= 50)
    #expect(count == 1 + (450 + CallListQuery.exportSize - 1) / CallListQuery.exportSize)
    let lines = text.split(separator: "\r\n")
    #expect(lines.count == 451)
    #expect(
      lines[0].hasSuffix(
        "Llamada;Fecha;Cabina;Nombre;Número;Lugar;Segundos;Precio;Unidad;Cobro;Anulado;Estado;Ticket;Fin;Marcas"
      ))
    #expect(
      lines[1].hasPrefix(
        "450;27-10-2006 16:18:14;4312;CABINA 01;1006;\"'=1+1;\"\"x\"\"\";68;200;min;227;;Por cobrar;"
      ))
    #expect(lines[450].hasPrefix("1;"))
    desk.source.failsToRead()
    #expect(throws: (any Error).self) {
      var broken = pieces
      if case .pieces(_, let again) = try desk.answer(
        "GET /calls.csv HTTP/1.1\r\nHost: localhost\r\n\r\n")
      {
        broken = again
      }
      while try broken.next() != nil {}
    }
  }
}
