import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// Collecting and taking deposits on the pages.
@Suite struct TillTests {
  private let number = BoothNumber("4312")
  private let form = "Content-Type: application/x-www-form-urlencoded\r\n"

  /// A booth that owes 1127 pesos in three calls: 1130 in coins.
  private func owing(
    _ account: BoothAccount = BoothAccount(charged: pesos(1127), calls: 3), due: Int64 = 1130,
    _ state: BoothState = .free, call: CallSnapshot? = nil
  ) -> Desk {
    var desk = Desk()
    var snapshot = booth("4312", "CABINA 01", state, call: call)
    snapshot.account = account
    snapshot.due = pesos(due)
    desk.shop = ShopState(snapshot: shop(booths: [snapshot, booth("4313", "B")]), isStale: false)
    desk.source.holds([row(40, 900), row(41, 227)])
    return desk
  }

  private func row(
    _ key: Int64, _ charge: Int64, suspicions: [Suspicion] = [], ticket: Int64? = nil
  ) -> CallListRow {
    CallListRow(
      key: key, booth: number, at: WallTime(milliseconds: 1_161_976_694_000), number: "1006",
      destination: "INTERNAS <02>", seconds: 68, price: perMinute(200), charge: pesos(charge),
      isCharged: true, suspicions: suspicions, ticket: ticket)
  }

  private func asked(_ desk: Desk, _ path: String, _ body: String) throws -> OwnerAction? {
    guard case .later(let action, let pending) = try desk.post(path, form, body: body) else {
      return nil
    }
    #expect(pending.page != nil)
    return action
  }

  /// The page that comes when the core has answered.
  private func answered(
    _ desk: Desk, _ path: String, _ body: String, _ result: OwnerActionResult
  ) throws -> HTTPResponse {
    guard case .later(_, let pending) = try desk.post(path, form, body: body) else {
      throw Desk.NoRequest()
    }
    return RequestHandler(configuration: testConfiguration(), source: desk.source)
      .response(to: pending, outcome: Outcome(result, booth: "4312"), shop: desk.shop)
  }

  private let ticket = Ticket(
    number: 7, booth: BoothNumber("4312"),
    account: BoothAccount(charged: pesos(1127), calls: 2), payable: pesos(1130),
    received: pesos(2000), at: WallTime(milliseconds: 1_161_976_694_000))

  // MARK: Collecting

  @Test func `what is owed is shown with its calls, its coins and a key of its own`() throws {
    let desk = owing()
    let text = try desk.get("/booths/4312/collect").text
    for part in [
      "<h1>Cobrar</h1>", "CABINA 01", "<dd>$ 1.127</dd>", "<dd>$ 3</dd>", "<dd>$ 1.130</dd>",
      "name=\"expected\" value=\"1130\"", ">Cobrar $ 1.130</button>", "INTERNAS &lt;02&gt;",
      "<strong>$ 900</strong>", "value=\"2000\">$ 2.000</button>", "data-due=\"1130000000\"",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    func key(_ text: String) throws -> Substring {
      try #require(text.firstMatch(of: #/name="key" value="([0-9a-f]{32})"/#)).1
    }
    #expect(try key(text) != key(try desk.get("/booths/4312/collect").text))
    // What customers hand over for it, and not the sum itself.
    #expect(!text.contains("value=\"1130\">$"))
  }

  @Test func `credit is taken off, and what is left of it is given back`() throws {
    let desk = owing(BoothAccount(credit: pesos(2000), charged: pesos(873), calls: 1), due: -1130)
    let text = try desk.get("/booths/4312/collect").text
    for part in ["A devolver", "<dd>−$ 2.000</dd>", "<dd>$ 1.130</dd>", ">Cerrar la cuenta</"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("name=\"received\""))
    #expect(text.contains("name=\"expected\" value=\"-1130\""))
  }

  @Test func `a booth that owes nothing has nothing to collect, and an unknown one is 404`() throws
  {
    let text = try owing().get("/booths/4313/collect").text
    #expect(text.contains("no debe nada"))
    #expect(!text.contains("name=\"expected\""))
    #expect(try owing().get("/booths/99/collect").status == .notFound)
    #expect(try owing().get("/booths/99/credit").status == .notFound)
  }

  @Test func `flagged calls are said before the money is taken`() throws {
    var desk = owing()
    #expect(!(try desk.get("/booths/4312/collect").text.contains("class=\"warning\"")))
    desk.source.holds([row(40, 900, suspicions: [.tooShort])])
    #expect(try desk.get("/booths/4312/collect").text.contains("<a href=\"/reviews\">"))
    desk.source.people.holds([maria, pedro])
    desk.visitor = .user(Session(user: pedro, formToken: "c1c1"), address: "192.168.1.21")
    let cashier = try desk.get("/booths/4312/collect").text
    #expect(cashier.contains("Hay llamadas por revisar"))
    #expect(cashier.contains("Avise al dueño"))
    #expect(!cashier.contains("href=\"/reviews\">Revisarlas"))
  }

  @Test func `an old account and a call in progress are said`() throws {
    var desk = owing(call: currentCall())
    #expect(try desk.get("/booths/4312/collect").text.contains("no está en esta cuenta"))
    desk.shop?.isStale = true
    #expect(try desk.get("/booths/4312/collect").text.contains("esta cuenta es antigua"))
  }

  @Test(arguments: [
    ("", nil), ("2.000", pesos(2000)), ("$+2000", pesos(2000)), ("0", Money.zero),
  ])
  func `the core is asked for what was typed`(typed: String, received: Money?) throws {
    #expect(
      try asked(owing(), "/booths/4312/collect", "key=k&expected=1130&received=\(typed)")
        == .collect(number, expected: pesos(1130), received: received, key: "k"))
  }

  @Test(arguments: ["2.50", "x", "1,5", "-1"])
  func `what is no sum is asked for again, beside its field, and is not lost`(typed: String) throws
  {
    let answer = try owing().post(
      "/booths/4312/collect", form, body: "key=k&expected=1130&received=\(typed)")
    let response = try owing().now(answer)
    #expect(response.status == .badRequest)
    #expect(response.text.contains("value=\"\(typed)\""))
    #expect(response.text.contains("aria-invalid=\"true\""))
    #expect(response.text.contains("id=\"fault-received\""))
    #expect(response.text.contains("name=\"key\" value=\"k\""))
  }

  @Test(arguments: ["expected=1130", "key=k", "key=k&expected=", "key=&expected=1130"])
  func `a form that was put together elsewhere is 400`(body: String) throws {
    let answer = try owing().post("/booths/4312/collect", form, body: body)
    #expect(try owing().now(answer).status == .badRequest)
  }

  @Test(arguments: [
    ("sum=2000&received=5", "Vuelto", "$ 870", "2000"),
    ("do=count&received=1.500", "Vuelto", "$ 370", "1.500"),
    ("do=count&received=1.000", "Faltan", "$ 130", "1.000"),
  ])
  func `without a script the change is worked out here, and nothing is collected`(
    body: String, word: String, sum: String, kept: String
  ) throws {
    let answer = try owing().post(
      "/booths/4312/collect", form, body: "key=k&expected=1130&\(body)")
    let response = try owing().now(answer)
    #expect(response.status == .ok)
    #expect(response.text.contains("<span>\(word)</span> <strong>\(sum)</strong>"))
    #expect(response.text.contains("value=\"\(kept)\""))
  }

  @Test(arguments: [
    ("5,05", "Vuelto", "US$ 1,65"), ("3,4", "Vuelto", "US$ 0,00"), ("3", "Faltan", "US$ 0,40"),
    ("1.003,41", "Vuelto", "US$ 1.000,01"),
  ])
  func `the change has the decimals of the shop's currency`(
    typed: String, word: String, sum: String
  ) throws {
    var desk = owing()
    desk.shop?.snapshot.currency = AmountFormat(code: "USD", symbol: "US$", decimals: 2)
    desk.shop?.snapshot.booths[0].due = Money(micros: 3_400_000)
    let text = try desk.now(
      desk.post(
        "/booths/4312/collect", form, body: "key=k&expected=3.4&do=count&received=\(typed)")
    ).text
    #expect(text.contains("<span>\(word)</span> <strong>\(sum)</strong>"))
    #expect(text.contains("data-due=\"3400000\" data-decimals=\"2\""))
  }

  @Test func `what was due when the form was shown is what the core is asked to collect`() throws {
    #expect(
      try asked(owing(due: 1400), "/booths/4312/collect", "key=k&expected=1130&received=")
        == .collect(number, expected: pesos(1130), received: nil, key: "k"))
  }

  @Test(arguments: [
    (
      OwnerActionResult.otherDue(pesos(1400)), HTTPStatus.conflict,
      "nada se cobró. Son:</p><p class=\"detail\">$ 1.400<"
    ),
    (.otherDue(pesos(-1400)), .conflict, "Hay que devolver:</p><p class=\"detail\">$ 1.400<"),
    (.tooLittle(due: pesos(1130)), .conflict, "Son:</p><p class=\"detail\">$ 1.130<"),
    (.notInCoins(coin: pesos(10)), .conflict, "La más chica es de:</p><p class=\"detail\">$ 10<"),
    (.callInProgress, .conflict, "llamada en curso"),
    (.accountChanging, .conflict, "cambia en este momento"),
    (.nothingToCollect, .conflict, "no debe nada"),
    (.notStored("disk"), .serviceUnavailable, "No se pudo guardar"),
  ])
  func `a refusal comes back on the form, with the sum as it is now and what was typed`(
    result: OwnerActionResult, status: HTTPStatus, words: String
  ) throws {
    let response = try answered(
      owing(due: 1400), "/booths/4312/collect", "key=k&expected=1130&received=1.200", result)
    #expect(response.status == status)
    #expect(response.text.contains(words), "\(response.text)")
    #expect(response.text.contains("name=\"expected\" value=\"1400\""))
    #expect(response.text.contains("value=\"1.200\""))
    // Sent again, it is the same request.
    #expect(response.text.contains("name=\"key\" value=\"k\""))
  }

  @Test func `a key that is another request's is not used again`() throws {
    for path in ["/booths/4312/collect", "/booths/4312/credit"] {
      let desk = path.hasSuffix("credit") ? owing(BoothAccount(), due: 0) : owing()
      let response = try answered(
        desk, path, "key=k&expected=1130&received=2.000&amount=2.000", .keyTaken)
      #expect(response.status == .conflict)
      #expect(response.text.contains("value=\"2.000\""))
      #expect(!response.text.contains("name=\"key\" value=\"k\""))
      #expect(response.text.contains("name=\"key\""))
      #expect(response.text.contains("ya se envió, con otro monto"))
    }
  }

  @Test func `what is collected leads to its ticket`() throws {
    let response = try answered(
      owing(), "/booths/4312/collect", "key=k&expected=1130&received=2000", .collected(ticket))
    #expect(response.status == .seeOther)
    #expect(response["Location"] == "/tickets/7?done=collected")
  }

  // MARK: Paying in advance

  @Test func `each form of a deposit has a key of its own`() throws {
    let desk = owing(BoothAccount(), due: 0)
    func key() throws -> Substring {
      let text = try desk.get("/booths/4312/credit").text
      return try #require(text.firstMatch(of: #/name="key" value="([0-9a-f]{32})"/#)).1
    }
    #expect(try key() != key())
    // What is only filled in by a button stays the same request.
    let filled = try desk.now(desk.post("/booths/4312/credit", form, body: "key=k&sum=500"))
    #expect(filled.text.contains("name=\"key\" value=\"k\""))
    #expect(filled.text.contains("value=\"500\""))
  }

  @Test func `a deposit is asked of the core, and shows what is left`() throws {
    let desk = owing(BoothAccount(credit: pesos(2000), charged: pesos(227), calls: 1), due: -1770)
    let text = try desk.get("/booths/4312/credit").text
    for part in ["<dd>$ 2.000</dd>", "<dd>$ 227</dd>", "<dd>$ 1.773</dd>"] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(
      try asked(desk, "/booths/4312/credit", "key=k&amount=1.000")
        == .deposit(number, amount: pesos(1000), key: "k"))
    let done = try answered(desk, "/booths/4312/credit", "key=k&amount=1000", .done)
    #expect(done["Location"] == "/booths/4312/credit?done=credited")
  }

  @Test(arguments: ["", "0", "x", "-5", "1.00"])
  func `a deposit that is no sum is asked for again`(typed: String) throws {
    let desk = owing(BoothAccount(), due: 0)
    let response = try desk.now(
      desk.post("/booths/4312/credit", form, body: "key=k&amount=\(typed)"))
    #expect(response.status == .badRequest)
    #expect(response.text.contains("id=\"fault-amount\""))
  }

  @Test func `who owes is to be collected from first`() throws {
    let text = try owing().get("/booths/4312/credit").text
    #expect(text.contains("cóbrelas antes"))
    #expect(text.contains("href=\"/booths/4312/collect\""))
    let response = try answered(
      owing(), "/booths/4312/credit", "key=k&amount=2.000", .collectFirst)
    #expect(response.status == .conflict)
    #expect(response.text.contains("Primero cobre"))
  }

  private let prepaid = BoothAccount(credit: pesos(2000), charged: pesos(227), calls: 1)

  @Test func `where no credit would be taken there is no form, but why`() throws {
    func page(_ desk: Desk) throws -> String {
      let text = try desk.get("/booths/4312/credit").text
      #expect(!text.contains("name=\"amount\""))
      #expect(text.contains("href=\"/#name-4312\""))
      return text
    }
    #expect(try page(owing()).contains("cóbrelas antes"))
    let talking = owing(BoothAccount(), due: 0, .talking, call: currentCall())
    #expect(try page(talking).contains("El crédito se recibe antes de llamar"))
    let removed = owing(prepaid, due: -1770, .removed)
    #expect(try page(removed).contains("ya no está en la configuración"))
    var old = owing(prepaid, due: -1770)
    old.shop?.isStale = true
    #expect(try page(old).contains("esta cuenta es antigua"))
    // More can be paid while one talks on credit.
    let more = owing(prepaid, due: -1770, .talking, call: currentCall())
    #expect(try more.get("/booths/4312/credit").text.contains("name=\"amount\""))
  }

  @Test func `where nothing would be collected there is no form, but why`() throws {
    let talking = owing(prepaid, due: -1770, .talking, call: currentCall())
    let text = try talking.get("/booths/4312/collect").text
    #expect(text.contains("habla con su crédito"))
    #expect(!text.contains("name=\"expected\""))
    var old = owing()
    old.shop?.isStale = true
    #expect(!(try old.get("/booths/4312/collect").text.contains("name=\"expected\"")))
    // What was talked before can be paid meanwhile.
    let owes = owing(.init(charged: pesos(1127), calls: 3), .talking, call: currentCall())
    #expect(try owes.get("/booths/4312/collect").text.contains("name=\"expected\""))
  }

  @Test func `sums at hand are above what is due, in any currency`() {
    #expect(
      MoneyForm.handy(for: pesos(1130), in: .chileanPeso).map(\.decimalText)
        == ["1500", "2000", "5000", "10000", "20000"])
    #expect(
      MoneyForm.handy(for: pesos(1000), in: .chileanPeso).map(\.decimalText)
        == ["2000", "5000", "10000", "20000"])
    let dollar = AmountFormat(code: "USD", symbol: "US$", decimals: 2)
    #expect(
      MoneyForm.handy(for: Money(micros: 3_400_000), in: dollar).map(\.decimalText)
        == ["4", "5", "10", "20", "50"])
  }

  // MARK: Tickets

  private func withTicket(_ ticket: Ticket? = nil) -> Desk {
    let desk = owing()
    desk.source.holds(
      tickets: [TicketStatement(ticket: ticket ?? self.ticket, actor: "pedro (web <1>)")])
    return desk
  }

  /// The ticket as it is seen so long after it was closed.
  private func page(_ query: String, minutesLater minutes: Int64) throws -> String {
    var configuration = testConfiguration()
    let closed = ticket.at.milliseconds
    configuration.wallClock = { WallTime(milliseconds: closed + minutes * 60_000) }
    let desk = withTicket()
    var parser = HTTPRequestParser(limits: HTTPLimits())
    parser.append(Array("GET /tickets/7\(query) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
    guard case .request(let request) = parser.next() else { throw Desk.NoRequest() }
    let answer = RequestHandler(configuration: configuration, source: desk.source).answer(
      to: request, admission: desk.admission, visitor: desk.visitor, shop: desk.shop,
      counters: PanelCounters())
    return try desk.now(answer).text
  }

  @Test func `a ticket has the shop, its calls, and what was handed over and back`() throws {
    let text = try page("?done=collected", minutesLater: 1)
    for part in [
      "<h1>Ticket 7</h1>", "<header><p>Locutorio Central</p>", "CABINA 01 · 4312",
      "27-10-2006 16:18:14", "<span class=\"number\">1006</span> INTERNAS &lt;02&gt;",
      "(1:08)</span> · $ 200,00 x min", "<strong>$ 900</strong>",
      "<dt>Recibido</dt><dd>$ 2.000</dd>", "<dt>Vuelto</dt><dd>$ 870</dd>",
      "class=\"hand-back\">Vuelto <strong>$ 870</strong>", "data-handed", "data-print hidden",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("class=\"copy\""))
  }

  @Test func `what is left of a credit is given back, and is called no change`() throws {
    var paid = ticket
    paid.account.credit = pesos(2000)
    paid.received = nil
    let desk = withTicket(paid)
    var parser = HTTPRequestParser(limits: HTTPLimits())
    parser.append(Array("GET /tickets/7?done=collected HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
    guard case .request(let request) = parser.next() else { throw Desk.NoRequest() }
    var configuration = testConfiguration()
    let closed = ticket.at
    configuration.wallClock = { closed }
    let answer = RequestHandler(configuration: configuration, source: desk.source).answer(
      to: request, admission: desk.admission, visitor: desk.visitor, shop: desk.shop,
      counters: PanelCounters())
    let text = try desk.now(answer).text
    #expect(text.contains("class=\"hand-back\">Devuelto <strong>$ 870</strong>"))
    #expect(!text.contains("Vuelto"))
  }

  @Test(arguments: [("", 1), ("?done=collected", 11), ("?done=saved", 0)])
  func `a ticket that is shown again is a copy`(query: String, minutes: Int64) throws {
    let text = try page(query, minutesLater: minutes)
    #expect(text.contains("<p class=\"copy\">Copia</p>"))
    #expect(!text.contains("hand-back"))
  }

  @Test func `tickets are listed for all booths and for one`() throws {
    let desk = withTicket()
    let text = try desk.get("/tickets").text
    #expect(text.contains("<a href=\"/tickets/7\">7</a>"))
    // From where is the audit's to tell.
    #expect(text.contains("data-label=\"Cobró\">pedro</td>"))
    #expect(text.contains("data-label=\"Vuelto\">$ 870</td>"))
    #expect(try desk.get("/tickets?booth=").text.contains("/tickets/7"))
    #expect(try desk.get("/tickets?booth=4313").text.contains("Todavía no hay tickets"))
    let unknown = try desk.get("/tickets?booth=99&from=2006-10-01")
    #expect(unknown.status == .notFound)
    #expect(unknown.text.contains("id=\"fault-booth\">No hay una cabina «99».</span>"))
    #expect(unknown.text.contains("name=\"from\" value=\"2006-10-01\""))
    #expect(try desk.get("/tickets/8").status == .notFound)
    #expect(try desk.get("/tickets/x").status == .notFound)
  }

  @Test func `tickets are turned in pages, and found by their days`() throws {
    let desk = Desk()
    desk.source.holds(
      tickets: (1...60).reversed().map { number in
        var ticket = ticket
        ticket.number = Int64(number)
        return TicketStatement(ticket: ticket, actor: "pedro")
      })
    func numbers(_ text: String) -> [String] {
      text.matches(of: #/href="/tickets/(\d+)"/#).map { String($0.1) }
    }
    let first = try desk.get("/tickets").text
    #expect(numbers(first) == (35...60).reversed().map(String.init))
    #expect(first.contains("aria-disabled=\"true\">Los más nuevos</span>"))
    #expect(first.contains("aria-disabled=\"true\">Anterior</span>"))
    #expect(first.contains("href=\"/tickets?before=35&amp;\">Siguiente</a>"))
    let last = try desk.get("/tickets?before=9").text
    #expect(numbers(last).count == 8)
    #expect(last.contains("aria-disabled=\"true\">Siguiente</span>"))
    #expect(last.contains("href=\"/tickets?after=8&amp;\">Anterior</a>"))
    #expect(last.contains("href=\"/tickets?\">Los más nuevos</a>"))
    // The way back leads over the same tickets, up to the newest.
    let back = try desk.get("/tickets?after=8").text
    #expect(numbers(back) == (9...34).reversed().map(String.init))
    #expect(back.contains("href=\"/tickets?after=34&amp;\">Anterior</a>"))
    #expect(back.contains("href=\"/tickets?before=9&amp;\">Siguiente</a>"))
    let top = try desk.get("/tickets?after=34").text
    #expect(numbers(top) == numbers(first))
    #expect(top.contains("aria-disabled=\"true\">Anterior</span>"))
    let beyond = try desk.get("/tickets?after=60").text
    #expect(beyond.contains("href=\"/tickets?before=61&amp;\">Siguiente</a>"))
    #expect(try numbers(desk.get("/tickets?size=100").text).count == 60)
    #expect(try numbers(desk.get("/tickets?from=2006-10-27&to=2006-10-27").text).count == 26)
    #expect(try numbers(desk.get("/tickets?to=2006-10-26").text) == [])
    #expect(try numbers(desk.get("/tickets?from=2006-10-28").text) == [])
    let reversed = try desk.get("/tickets?from=2006-10-28&to=2006-10-27")
    #expect(reversed.status == .badRequest)
    #expect(reversed.text.contains("id=\"fault-from\">El primer día, 28-10-2006, es posterior"))
    for query in ["size=501", "before=x", "before=0", "after=0", "before=9&after=3"] {
      #expect(try desk.get("/tickets?\(query)").status == .badRequest)
    }
  }

  /// Total, paid before, received and given back, each of them in the list.
  @Test(
    arguments: [
      (2_000, nil, ["$ 1.130", "$ 2.000", "$ 0", "$ 870"]),
      (500, 700, ["$ 1.130", "$ 500", "$ 700", "$ 70"]),
      (0, 2_000, ["$ 1.130", "—", "$ 2.000", "$ 870"]),
    ] as [(Int64, Int64?, [String])])
  func `the sums of a ticket add up in the list`(
    credit: Int64, received: Int64?, sums: [String]
  ) throws {
    var paid = ticket
    paid.account.credit = pesos(credit)
    paid.received = received.map { pesos($0) }
    let text = try withTicket(paid).get("/tickets").text
    let start = try #require(text.firstRange(of: "data-label=\"Total\""))
    #expect(
      text[start.lowerBound...].matches(of: #/>([^<>]+)<\/td>/#).prefix(4).map { String($0.1) }
        == sums)
  }

  @Test func `pages of money are for who is logged in`() throws {
    var desk = withTicket()
    desk.source.people.holds([maria, pedro])
    desk.visitor = .stranger(address: "192.168.1.20")
    for path in [
      "/booths/4312/collect", "/booths/4312/credit", "/tickets", "/tickets/7", "/calls/40",
      "/calls/40/ticket", "/reviews", "/calls.csv",
    ] {
      #expect(try desk.get(path).status == .seeOther, "\(path)")
    }
    desk.visitor = .user(Session(user: pedro, formToken: "c1c1"), address: "192.168.1.21")
    for path in ["/booths/4312/collect", "/booths/4312/credit", "/tickets", "/tickets/7"] {
      #expect(try desk.get(path).status == .ok, "\(path)")
    }
    let without = try desk.post("/booths/4312/collect", form, body: "key=k&expected=1130")
    #expect(try desk.now(without).status == .forbidden)
    #expect(
      try asked(desk, "/booths/4312/collect", "token=c1c1&key=k&expected=1130")
        == .collect(number, expected: pesos(1130), received: nil, key: "k"))
  }

  @Test func `every phrase is in both languages`() {
    let same: Set<CallPhrase> = [.tickets, .total]
    for phrase in CallPhrase.allCases where !same.contains(phrase) {
      #expect(phrase.words.spanish != phrase.words.english, "\(phrase)")
    }
  }
}
