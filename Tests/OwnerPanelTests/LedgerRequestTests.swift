import BoothControl
import BoothProtocol
import Glibc
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// Prices, imports and audit, from a request to what the ledger's keeper is asked, and back.
@Suite struct LedgerRequestTests {
  let desk = Desk()

  private static let json = "Content-Type: application/json\r\n"

  private func send(
    _ method: String, _ target: String, _ headers: String = json, body: String = ""
  ) throws -> RequestHandler.Answer {
    try desk.answer(
      "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n"
        + "\(headers)\r\n\(body)")
  }

  private func asked(
    _ method: String, _ target: String, body: String = ""
  ) throws -> LedgerRequest {
    guard case .ledger(let request, _) = try send(method, target, body: body) else {
      throw Desk.NoRequest()
    }
    return request
  }

  private static let record = #"{"prefix":"1006","unit":"minute","price":"200"}"#

  @Test func `each path asks the ledger for one thing`() throws {
    let body = Array(Self.record.utf8)
    #expect(try asked("GET", "/api/v1/prefixes") == .prices(.init(list: .prefixes)))
    #expect(
      try asked("GET", "/api/v1/deck?prefix=56&text=m%C3%B3vil&after=5691&size=500")
        == .prices(.init(list: .deck, prefix: "56", text: "móvil", after: "5691", size: 500)))
    #expect(
      try asked("GET", "/api/v1/deck?replacedBy=17")
        == .prices(.init(list: .deck, replacedBy: 17)))
    #expect(try asked("POST", "/api/v1/prefixes", body: Self.record) == .addPrefix(body: body))
    #expect(
      try asked("PUT", "/api/v1/prefixes/1006", body: Self.record)
        == .setPrefix("1006", body: body))
    #expect(try asked("DELETE", "/api/v1/prefixes/1006") == .deletePrefixes(["1006"]))
    #expect(try asked("DELETE", "/api/v1/prefixes/") == .deletePrefixes([""]))
    #expect(
      try asked("POST", "/api/v1/prefixes/delete", body: #"{"prefixes":["1","2"]}"#)
        == .deletePrefixes(["1", "2"]))
    #expect(try asked("GET", "/api/v1/markup") == .markup)
    #expect(
      try asked("POST", "/api/v1/markup", body: #"{"percent":"12.5"}"#)
        == .setMarkup(percent: Money(micros: 12_500_000)))
    #expect(try asked("GET", "/api/v1/rounding") == .rounding)
    #expect(
      try asked("POST", "/api/v1/rounding", body: #"{"mode":"half-up"}"#) == .setRounding(.halfUp))
    #expect(
      try asked("POST", "/api/v1/imports", body: #"{"list":"deck"}"#) == .beginImport(.deck))
    #expect(
      try asked("POST", "/api/v1/imports/7f/rows", body: "[]")
        == .addRows(importID: "7f", body: Array("[]".utf8)))
    #expect(
      try asked("POST", "/api/v1/imports/7f/finish", body: #"{"rows":3,"markupPercent":"10"}"#)
        == .finishImport(importID: "7f", rows: 3, markupPercent: Money(micros: 10_000_000)))
    #expect(try asked("DELETE", "/api/v1/imports/7f") == .abandonImport("7f"))
    #expect(
      try asked("GET", "/api/v1/audit?before=17&since=2006-10-27T19:18:14Z&size=9")
        == .audit(
          AuditRowsQuery(
            before: 17, since: WallTime(milliseconds: 1_161_976_694_000), limit: 9)))
    #expect(try asked("GET", "/api/v1/audit/17") == .auditRecord(17, limit: 50))
    #expect(try asked("GET", "/api/v1/audit/17?size=9") == .auditRecord(17, limit: 9))
    #expect(try asked("GET", "/api/v1/audit/verify?head=1%3Aab") == .verifyAudit(head: "1:ab"))
  }

  @Test(arguments: [
    ("GET", "/prefixes?size=501", "", "size: 1…500"), ("GET", "/prefixes?size=0", "", "size"),
    ("GET", "/prefixes?prefix=1x", "", "prefix: 0…16 digits"),
    ("GET", "/prefixes?after=12345678901234567", "", "after"),
    ("GET", "/prefixes?replacedBy=x", "", "replacedBy: 1…"),
    ("GET", "/audit?since=yesterday", "", "since: 2006"), ("GET", "/audit?before=0", "", "before"),
    ("GET", "/audit/17?size=501", "", "size: 1…500"),
    ("POST", "/markup", #"{"percent":"12,5"}"#, "porcentaje «12,5»: se espera un número de 0"),
    ("POST", "/markup", #"{"percent":"-1"}"#, "0 a 10000"),
    ("POST", "/markup", #"{"percent":"1","percent":"2"}"#, "«percent» twice"),
    ("POST", "/markup", "{}", #"{"percent":"12.5"}"#),
    ("POST", "/rounding", #"{"mode":"middle"}"#, "modo «middle»: se espera half-up, up o down"),
    ("POST", "/rounding", #"{"mode":1}"#, #"{"mode":"up"}"#),
    ("POST", "/imports", #"{"list":"calls"}"#, "list «calls»: expected prefixes or deck"),
    ("POST", "/prefixes/delete", #"{"prefixes":[]}"#, "at least one"),
    ("POST", "/prefixes/delete", #"{"prefixes":["1","1"]}"#, "each once"),
    ("POST", "/imports/7/finish", #"{"rows":"3"}"#, #"{"rows":100000}"#),
    ("POST", "/imports/7/finish", #"{"rows":3,"markupPercent":"x"}"#, "porcentaje «x»"),
  ])
  func `what cannot be asked is refused with what was expected`(
    method: String, target: String, body: String, message: String
  ) throws {
    let response = try desk.now(send(method, "/api/v1" + target, body: body))
    #expect(response.status == .badRequest)
    // As JSON writes it.
    #expect(response.text.contains(message.replacing("\"", with: "\\\"")), "\(response.text)")
    #expect(desk.source.ledgerAsked.isEmpty)
  }

  @Test(arguments: [
    ("POST", "/prefixes"), ("PUT", "/prefixes/1"), ("POST", "/markup"), ("POST", "/rounding"),
    ("POST", "/imports"),
    ("POST", "/imports/1/rows"), ("POST", "/imports/1/finish"), ("POST", "/prefixes/delete"),
  ])
  func `a form of another origin changes no price`(method: String, target: String) throws {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n"
    #expect(
      try desk.now(send(method, "/api/v1" + target, form)).status == .unsupportedMediaType)
    let other = Self.json + "Origin: http://elsewhere.example\r\n"
    #expect(try desk.now(send(method, "/api/v1" + target, other)).status == .forbidden)
  }

  @Test func `a delete of another origin is refused too`() throws {
    let other = "Origin: http://elsewhere.example\r\n"
    for target in ["/api/v1/prefixes/1", "/api/v1/imports/1"] {
      #expect(try desk.now(send("DELETE", target, other)).status == .forbidden)
    }
  }

  private func get(_ path: String, comesTo answer: LedgerAnswer) throws -> String {
    try desk.response(.get, path, comesTo: answer).text
  }

  private func post(_ path: String, comesTo answer: LedgerAnswer) throws -> String {
    try desk.response(.post, path, comesTo: answer).text
  }

  @Test func `a page of prices has records of the tariff file`() throws {
    let page = PriceRowsPage(
      list: .prefixes,
      rows: [
        PriceRow(
          tariff: Tariff.plain(prefix: "1006", description: "", price: perMinute(200)),
          record: Self.record)
      ], total: 6, next: "1006", version: 12)
    #expect(
      try get("/prefixes", comesTo: .prices(page)) == """
        {"currency":{"code":"CLP","symbol":"$","decimals":0},"list":"prefixes","version":"12",\
        "total":6,"next":"1006","previous":null,"rows":[\(Self.record)]}
        """)
  }

  @Test func `before the shop is known no amount of the audit is told as one of any currency`()
    throws
  {
    let row = AuditRow(
      number: 17, at: WallTime(milliseconds: 0), actor: "x", action: "payment", subject: "1",
      before: nil, after: "10", hash: "3f")
    var early = desk
    early.shop = nil
    for (path, answer) in [
      ("/audit", LedgerAnswer.audit([row], next: nil)),
      ("/audit/17", .auditRecord(row, changes: nil)),
    ] {
      let response = try early.response(.get, path, comesTo: answer)
      #expect(response.status == .serviceUnavailable)
      #expect(response.text.contains(#""error":"starting""#), "\(response.text)")
    }
    #expect(try early.response(.get, "/markup", comesTo: .markup(percent: nil)).status == .ok)
  }

  @Test func `audit, markup and imports have their shapes`() throws {
    let row = AuditRow(
      number: 17, at: WallTime(milliseconds: 1_161_976_694_000), actor: "uid 0 (root)",
      action: "markup", subject: "deck", before: nil, after: "10", hash: "3f")
    #expect(
      try get("/audit", comesTo: .audit([row], next: 17)) == """
        {"next":17,"records":[{"number":17,"at":"2006-10-27T19:18:14.000Z",\
        "actor":"uid 0 (root)","action":"markup","subject":"deck","before":null,"after":"10",\
        "hash":"3f","words":{"actor":"uid 0 (root)","action":"Markup","subject":"the provider's prices",\
        "before":null,"after":"10 %"}}]}
        """)
    var changes = ListChanges(list: .deck, added: 1, removed: 2, changed: 0)
    changes.first = [ListChanges.Row(prefix: "56", before: nil, after: Self.record)]
    #expect(
      try get("/audit/17", comesTo: .auditRecord(row, changes: changes)).hasSuffix(
        """
        "before":null,"after":"10 %"}},"changes":{"list":"deck","added":1,"removed":2,"changed":0,"first":[\
        {"prefix":"56","before":null,"after":\(Self.record)}]}}
        """))
    #expect(
      try get("/audit/17", comesTo: .auditRecord(row, changes: nil)).hasSuffix(
        #""after":"10 %"}},"changes":null}"#))
    let check = AuditCheck(
      records: 1, head: "1:3f", fault: Words("Falta el registro 2", "record 2 is not there"))
    #expect(
      try get("/audit/verify", comesTo: .auditVerdict(check))
        == #"{"fits":false,"records":1,"head":"1:3f","fault":"record 2 is not there"}"#)
    #expect(try get("/markup", comesTo: .markup(percent: nil)) == #"{"percent":"0"}"#)
    #expect(
      try get("/rounding", comesTo: .rounding(Rounding(mode: .down, decimals: 2)))
        == #"{"mode":"down","decimals":2}"#)
    #expect(try post("/imports", comesTo: .importBegun(id: "7f")) == #"{"id":"7f"}"#)
    #expect(try post("/imports/7f/rows", comesTo: .importHas(rows: 340)) == #"{"rows":340}"#)
    #expect(try post("/markup", comesTo: .done) == #"{"result":"done"}"#)
    #expect(
      try post("/imports/7f/finish", comesTo: .importFinished(warnings: [Words("¿0?", "0?")]))
        == #"{"result":"done","warnings":["0?"]}"#)
  }

  @Test(arguments: [
    (
      "POST /imports/7f/rows", LedgerRefusal.badContent("row 7: price: «x»"), HTTPStatus.badRequest,
      "bad_body", "row 7"
    ),
    ("DELETE /prefixes/56", .noSuchPrefix("56"), .notFound, "no_such_prefix", "«56»"),
    ("GET /deck", .noSuchList(replacedBy: 17), .notFound, "no_such_list", "is not kept"),
    ("POST /prefixes", .prefixTaken("56"), .conflict, "prefix_taken", "«56»"),
    (
      "POST /imports/7f/finish", .noSuchImport, .notFound, "no_such_import",
      "given up after a minute"
    ),
    (
      "POST /imports", .importRunning(Words("x", "deck, uid 0 (root), 9 rows")), .conflict,
      "import_running",
      "uid 0 (root)"
    ),
    (
      "POST /imports/7f/finish", .wrongRowCount(found: 9, expected: 10), .conflict,
      "wrong_row_count", "9 ≠ 10"
    ),
    ("POST /markup", .notStored("disk full"), .serviceUnavailable, "not_stored", "disk full"),
    ("GET /audit", .unreadable("I/O error"), .serviceUnavailable, "list_unreadable", "I/O error"),
  ])
  func `a refusal has a status, a code and words`(
    request: String, refusal: LedgerRefusal, status: HTTPStatus, code: String, words: String
  ) throws {
    let parts = request.split(separator: " ").map(String.init)
    let response = try desk.response(
      try #require(HTTPMethod(rawValue: parts[0])), parts[1], comesTo: .refused(refusal))
    #expect(response.status == status)
    #expect(response.text.hasPrefix("{\"error\":\"\(code)\""))
    #expect(response.text.contains(words))
  }

  @Test func `who asks through the socket is known by name`() {
    var names = UserNames()
    let now = Moment(milliseconds: 0)
    #expect(names.actor(0, at: now) == "uid 0 (root)")
    #expect(names.actor(4_000_000_000, at: now) == "uid 4000000000")
  }

  @Test func `the ledger's answer finds its way back, and a long one may take longer`() throws {
    var configuration = testConfiguration([.tcp(host: "127.0.0.1", port: 0)])
    configuration.limits.actionMilliseconds = 50
    let server = PanelServer(configuration: configuration, source: desk.source)
    try server.start()
    defer { server.stop() }
    server.publish(shop())
    let address = try #require(server.addresses.first)
    let host = "Host: \(address)\r\nConnection: close\r\n"
    desk.source.ledgerAnswers(.markup(percent: pesos(10)))
    let client = try Client(address)
    client.send("GET /api/v1/markup HTTP/1.1\r\n\(host)\r\n")
    #expect(client.readToEnd()?.hasSuffix(#"{"percent":"10"}"#) == true)
    desk.source.ledgerAnswers(nil)
    let short = try Client(address)
    let long = try Client(address)
    long.send("GET /api/v1/audit/verify HTTP/1.1\r\n\(host)\r\n")
    short.send("GET /api/v1/markup HTTP/1.1\r\n\(host)\r\n")
    #expect(short.readToEnd()?.contains("504 Gateway Timeout") == true)
    // The other one still waits.
    #expect(long.read(upTo: "504", milliseconds: 100) == nil)
    #expect(!long.hasEnded)
  }
}
