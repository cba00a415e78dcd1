import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «Listado de prefijos» and the provider's list.
@Suite struct PriceListPageTests {
  private let desk = Desk()

  @Test func `the manual's list is shown, its prices as nobody reads them as thousands`() throws {
    let (request, then) = try desk.asks("/prefixes")
    #expect(request == .prices(placed(.prefixes)))
    let response = then(.prices(manualPage()))
    #expect(response.status == .ok)
    for text in [
      "Listado de prefijos", "Prefijo", "Descripción", "Unidad", ">Precio</th>", "CHILE CELULARES",
      ">$ 150,00 x min</td>", "minutos", "name=\"row-1006\"", "href=\"/prefixes/1006\"",
      "Total: 5 registros",
      "Página 1 de 1", "Borrar los marcados", "Marcar todos",
    ] { #expect(response.text.contains(text), "\(text)") }
    #expect(!response.text.contains("con más condiciones") && !response.text.contains(",000"))
    #expect(!response.text.contains(" checked"))
  }

  @Test(arguments: [
    ("/prefixes/new", "/prefixes"), ("/prefixes/import", "/prefixes"), ("/deck/import", "/deck"),
    ("/markup", "/markup"), ("/quote", "/quote"),
  ])
  func `a page says which of the parts it belongs to`(path: String, part: String) throws {
    let text = try desk.get(path).text
    let nav = try #require(text.firstMatch(of: #/<nav class="parts".+?<\/nav>/#)).0
    #expect(nav.matches(of: #/aria-current/#).count == 1)
    #expect(nav.contains("<a href=\"\(part)\" aria-current=\"page\">"))
  }

  private func placed(
    _ list: PriceRowsQuery.List, _ change: (inout PriceRowsQuery) -> Void = { _ in }
  ) -> PriceRowsQuery {
    var query = PriceRowsQuery(list: list)
    query.isPlaced = true
    change(&query)
    return query
  }

  @Test func `it is searched by prefix and by text, and keeps that from page to page`() throws {
    let (request, then) = try desk.asks(
      "/prefixes?prefix=%2B56+2&text=mo%26vil&size=50&after=563")
    let wanted = placed(.prefixes) {
      ($0.prefix, $0.text, $0.size, $0.after) = ("562", "mo&vil", 50, "563")
    }
    #expect(request == .prices(wanted))
    let text = then(
      .prices(manualPage(total: 180, next: "568", previous: "564", place: 60))
    ).text
    #expect(
      text.contains("href=\"/prefixes?prefix=562&amp;text=mo%26vil&amp;size=50&amp;after=568\""))
    #expect(
      text.contains("href=\"/prefixes?prefix=562&amp;text=mo%26vil&amp;size=50&amp;before=564\""))
    #expect(text.contains("value=\"mo&amp;vil\""))
    // 60 before it are one page and a bit, 120 with and after it three.
    #expect(text.contains("Página 3 de 5"))
  }

  @Test(arguments: [
    "prefix=5x", "after=x", "before=12345678901234567", "size=27", "after=1&before=2",
    "text=" + String(repeating: "a", count: 201),
  ])
  func `what is not understood is said, and nothing is asked`(query: String) throws {
    #expect(try desk.get("/prefixes?\(query)").status == .badRequest)
  }

  @Test func `every box is ticked without a script`() throws {
    let text = try desk.asks("/prefixes?all=yes").then(.prices(manualPage())).text
    #expect(text.split(separator: "value=\"yes\"").count - 1 == 5)
    #expect(text.split(separator: " checked").count - 1 == 5)
    #expect(text.contains("Desmarcar todos"))
  }

  @Test func `a price with more to it is marked`() throws {
    var rich = manualPrices[4]
    rich.plan.connectionFee = pesos(20)
    let minutes = Tariff.plain(
      prefix: "52", description: "<MEXICO>", price: perMinute(120), incrementSeconds: 60)
    let text = try desk.asks("/prefixes").then(.prices(manualPage([rich, minutes]))).text
    #expect(text.contains(">cargo de conexión $ 20,00</td>"))
    #expect(text.contains("de a 60 s"))
    #expect(!text.contains("con más condiciones"))
    #expect(text.contains("&lt;MEXICO&gt;"))
    #expect(!text.contains("<MEXICO>"))
  }

  @Test func `what a price has beside itself is said in the words of the form`() {
    var tariff = manualPrices[4]
    func words(_ say: Language = .spanish) -> String {
      TariffConditions(say, .chileanPeso).words(of: tariff).joined(separator: ", ")
    }
    #expect(words() == "")
    let step = tariff.plan.steps[0]
    tariff.plan.steps = [step, step]
    tariff.plan.steps[0].incrementSeconds = 60
    tariff.plan.steps[1].afterSeconds = 60
    #expect(words() == "mínimo 60 s, después al segundo")
    tariff.plan.steps[1].incrementSeconds = 6
    #expect(words() == "mínimo 60 s, después de a 6 s")
    tariff.plan.steps.append(step)
    tariff.plan.steps[2].afterSeconds = 600
    tariff.plan.steps[2].price = pesos(1)
    tariff.graceSeconds = 3
    tariff.maximumCharge = pesos(500)
    let night = Band(weekdays: [6, 7], fromSecond: 0, toSecond: 3600, plan: tariff.plan)
    tariff.bands = [night, night]
    #expect(
      words()
        == "mínimo 60 s, después de a 6 s, gracia 3 s, cobro máximo $ 500,00, otro precio en 1 "
        + "tramo, otros precios en 2 horarios")
    #expect(
      words(.english)
        == "at least 60 s, then in steps of 6 s, grace 3 s, maximum charge $ 500,00, another price "
        + "in 1 step, other prices at 2 spans of hours")
    // From the evening to the morning is one in the form.
    tariff.plan = RatePlan(connectionFee: .zero, steps: [step])
    tariff.bands = [
      Band(weekdays: [1], fromSecond: 79_200, toSecond: 86_400, plan: tariff.plan),
      Band(weekdays: [2], fromSecond: 0, toSecond: 28_800, plan: tariff.plan),
    ]
    #expect(words().hasSuffix("otro precio en 1 horario"))
  }

  @Test func `an empty list says what that means, and a search that it found nothing`() throws {
    let none = manualPage([])
    #expect(try desk.asks("/prefixes").then(.prices(none)).text.contains("Todavía no hay prefijos"))
    #expect(try desk.asks("/deck").then(.prices(none)).text.contains("No hay lista del proveedor"))
    let found = try desk.asks("/prefixes?prefix=7").then(.prices(none)).text
    #expect(found.contains("Ningún prefijo coincide"))
    #expect(found.contains("href=\"/prefixes\">Ver desde el comienzo"))
  }

  @Test func `the deck shows the cost, the sale by the markup, and has no boxes`() throws {
    let (request, then) = try desk.asks("/deck?lang=en")
    #expect(request == .prices(placed(.deck)))
    let response = then(.prices(manualPage(list: .deck)))
    for text in [
      "Provider&#39;s list", ">Provider&#39;s cost</th>", ">With markup</th>",
      "Where there is a prefix of your own, its price counts.", ">$ 100,00 per min</td>",
      ">$ 110,00 per min</td>", "10 %</a> over the cost",
    ] {
      #expect(response.text.contains(text), "\(text)")
    }
    #expect(!response.text.contains("type=\"checkbox\""))
    #expect(response["Set-Cookie"]?.hasPrefix("lang=en") == true)
  }

  @Test func `what cannot be read is told as such`() throws {
    let response = try desk.asks("/prefixes").then(.refused(.unreadable("I/O error")))
    #expect(response.status == .serviceUnavailable)
    #expect(response.text.contains("I/O error"))
  }

  // MARK: Deleting

  @Test func `the ticked are named first, and deleted when that is confirmed`() throws {
    let (request, then) = try desk.asks(
      desk.send("/prefixes/delete", "back=%2Fprefixes%3Fsize%3D50&row-100=yes&row-02=yes&row-7=yes")
    )
    #expect(request == .tariffs(["02", "100", "7"], of: .prefixes))
    let page = then(.prices(manualPage([manualPrices[0], manualPrices[3]])))
    #expect(page.status == .ok)
    for text in [
      "<strong>02</strong> SANTIAGO CHILE", "<strong>100</strong> INTERNAS 01",
      "name=\"confirmed\" value=\"yes\"", "name=\"row-02\"", "href=\"/prefixes?size=50\"",
      "Ya no están en la lista: 7",
    ] { #expect(page.text.contains(text), "\(text)") }
    #expect(!page.text.contains("name=\"row-7\""))

    let (deletion, done) = try desk.asks(
      desk.send(
        "/prefixes/delete", "confirmed=yes&back=%2Fprefixes%3Fsize%3D50&row-100=yes&row-02=yes"))
    #expect(deletion == .deletePrefixes(["02", "100"]))
    #expect(done(.done)["Location"] == "/prefixes?size=50&done=deleted")
    // Sent again.
    let again = done(.refused(.noSuchPrefix("02")))
    #expect(again.status == .notFound)
    #expect(again.text.contains("«02»"))
  }

  @Test func `nothing ticked deletes nothing, and leads nowhere else`() throws {
    let response = try desk.now(desk.send("/prefixes/delete", "back=%2F%2Fevil.example"))
    #expect(response.status == .badRequest)
    #expect(response.text.contains("No se marcó ningún prefijo"))
    #expect(!response.text.contains("evil"))
    for back in ["//evil.example", "/prefixes/../x", "https://x", "/prefixes?x=\u{7f}"] {
      #expect(["/prefixes", "/"].contains(PriceDeletionPage.safe(back)), "\(back)")
    }
    #expect(
      try desk.now(desk.send("/prefixes/delete", "row-1x=yes")).status == .badRequest)
  }

  // MARK: Files

  @Test func `a list leaves as a file, piece by piece`() throws {
    for (format, type) in [("csv", "text/csv; charset=utf-8"), ("json5", "application/json")] {
      guard
        case .pieces(let response, var pieces) = try desk.answer(
          "GET /deck/export.\(format) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      else {
        Issue.record("no pieces")
        return
      }
      #expect(response.type?.rawValue == type)
      #expect(
        response["Content-Disposition"]
          == "attachment; filename=\"proveedor-2006-10-27.\(format)\"")
      var all: [UInt8] = []
      while let piece = try pieces.next() { all += piece }
      let text = String(decoding: all, as: UTF8.self)
      #expect(
        text == (format == "csv" ? "\u{feff}" : "")
          + "deck \(format) es 0\ndeck \(format) es 1\ndeck \(format) es 2\n")
    }
  }

  @Test func `whoever reads English gets a file in English`() throws {
    let request = "GET /deck/export.csv HTTP/1.1\r\nHost: localhost\r\nCookie: lang=en\r\n\r\n"
    guard case .pieces(_, var pieces) = try desk.answer(request) else {
      Issue.record("no pieces")
      return
    }
    let first = try #require(try pieces.next())
    #expect(String(decoding: first, as: UTF8.self) == "\u{feff}deck csv en 0\n")
  }

  @Test func `whether it fits into columns is known before the file begins`() throws {
    let (request, then) = try desk.asks("/prefixes/export")
    #expect(request == .checkColumns(.prefixes))
    #expect(then(.done)["Location"] == "/prefixes/export.csv")
    let refused = then(.refused(.notInColumns("44")))
    #expect(refused.status == .conflict)
    #expect(refused.text.contains("«44»"))
    #expect(refused.text.contains("/prefixes/export.json5"))
  }

  // MARK: Who may

  @Test(arguments: [
    "/prefixes", "/prefixes/new", "/prefixes/100", "/deck", "/markup", "/prefixes/export",
    "/deck/export.csv",
  ])
  func `prices are the owner's`(path: String) throws {
    var desk = Desk()
    desk.source.people.holds([maria, pedro])
    desk.visitor = .user(Session(user: pedro, formToken: "c1c1"), address: "192.168.1.21")
    #expect(try desk.get(path).status == .forbidden)
    desk.visitor = .stranger(address: "192.168.1.20")
    #expect(try desk.get(path).status == .seeOther)
    #expect(
      try desk.now(desk.send("/prefixes/new", "prefix=1&price=1")).status == .unauthorized)
  }

  /// Each with a body that would be taken from the owner.
  @Test(arguments: [
    ("/prefixes/new", "prefix=1&price=1"), ("/prefixes/100", "price=1&was=x"),
    ("/prefixes/delete", "confirmed=yes&row-100=yes"), ("/markup", "percent=5"),
    ("/markup", "mode=up"), ("/prefixes/import", ""), ("/deck/import", ""),
  ])
  func `the cashier changes no price, nor does a form without the owner's token`(
    path: String, body: String
  ) throws {
    var desk = Desk()
    desk.source.people.holds([maria, pedro])
    desk.visitor = .user(Session(user: pedro, formToken: "c1c1"), address: "192.168.1.21")
    #expect(try desk.now(desk.send(path, body + "&token=c1c1")).status == .forbidden)
    desk.visitor = .user(Session(user: maria, formToken: "f0f0"), address: "192.168.1.20")
    #expect(try desk.now(desk.send(path, body + "&token=c1c1")).status == .forbidden)
    #expect(try desk.now(desk.send(path, body)).status == .forbidden)
    let answer = try desk.send(path, body + "&token=f0f0")
    if body.isEmpty {
      #expect(try desk.now(answer).status == .badRequest)
    } else {
      _ = try desk.asks(answer)
    }
  }

  @Test func `every form about prices has the token`() throws {
    var desk = Desk()
    desk.source.people.holds([maria])
    desk.visitor = .user(Session(user: maria, formToken: "f0f0"), address: "192.168.1.20")
    let pages = [
      try desk.get("/prefixes/new"), try desk.get("/markup"), try desk.get("/deck/import"),
      try desk.asks("/prefixes").then(.prices(manualPage())),
      try desk.asks("/prefixes/100").then(.prices(manualPage([manualPrices[3]]))),
      try desk.asks(desk.send("/prefixes/delete", "row-100=yes&token=f0f0")).then(
        .prices(manualPage([manualPrices[3]]))),
    ]
    for page in pages {
      let forms = page.text.split(separator: "<form ").filter {
        $0.contains("method=\"post\"") && !$0.contains("action=\"/logout\"")
      }
      #expect(!forms.isEmpty)
      for form in forms {
        #expect(form.contains("name=\"token\" value=\"f0f0\""), "\(form.prefix(80))")
      }
    }
  }

  @Test func `ticking all keeps what was looked for, and deleting leads back to it`() throws {
    let search = "/prefixes?prefix=1&text=INTERNAS&size=50&after=099"
    let address = "/prefixes?prefix=1&amp;text=INTERNAS&amp;size=50&amp;after=099"
    for ticked in ["", "&all=yes"] {
      let text = try desk.asks(search + ticked).then(.prices(manualPage())).text
      #expect(text.contains("name=\"back\" value=\"\(address)\""))
      #expect(text.contains("href=\"\(address)&amp;all=yes\">Marcar todos") == ticked.isEmpty)
    }
  }

  @Test func `what is confirmed is what was named, no more and no less`() throws {
    let page = try desk.asks(desk.send("/prefixes/delete", "row-02=yes&row-032=yes&row-1006=yes"))
      .then(.prices(manualPage([manualPrices[0], manualPrices[1], manualPrices[4]])))
    func names(after start: String, to end: Character) -> [Substring] {
      page.text.split(separator: start).dropFirst().map { $0.prefix { $0 != end } }
    }
    #expect(names(after: "name=\"row-", to: "\"") == ["02", "032", "1006"])
    #expect(names(after: "<li><strong>", to: "<") == ["02", "032", "1006"])
    #expect(page.text.contains("action=\"/prefixes/delete\""))
  }

  @Test func `every phrase is there in both languages`() {
    let alike: Set<PricePhrase> = []
    for phrase in PricePhrase.allCases where !alike.contains(phrase) {
      #expect(phrase.words.spanish != phrase.words.english, "\(phrase)")
    }
    for phrase in MarkupPhrase.allCases {
      #expect(phrase.words.spanish != phrase.words.english, "\(phrase)")
    }
    for phrase in QuotePhrase.allCases {
      #expect(phrase.words.spanish != phrase.words.english, "\(phrase)")
    }
  }
}
