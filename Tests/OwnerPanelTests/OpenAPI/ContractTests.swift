import BoothControl
import Ledger
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// The document and the program say the same.
@Suite struct `The API as it is described` {
  /// One route of each kind: a kind that is added stops this from being compiled, and then wants an
  /// entry in `APIIndex`. nil: it was the last.
  private static func next(after route: Route) -> Route? {
    let booth = BoothNumber("4312")
    return switch route {
    case .panel: .calls(nil)
    case .calls: .events
    case .events: .staticFile(.icon)
    case .staticFile: .boothAction(booth, .disable, .page)
    case .boothAction(_, _, .page): .boothAction(booth, .cut, .api)
    case .boothAction(_, _, .api): .apiIndex
    case .apiIndex: .apiDocument
    case .apiDocument: .apiShop
    case .apiShop: .apiBooth(booth)
    case .apiBooth: .apiCalls
    case .apiCalls: .apiPayments
    case .apiPayments: .apiLinks
    case .apiLinks: .apiTechnician(.boards)
    case .apiTechnician(.boards): .apiTechnician(.commands(board: "0"))
    case .apiTechnician(.commands): .apiTechnician(.traffic)
    case .apiTechnician(.traffic): .apiEvents
    case .apiEvents: .apiDialling
    case .apiDialling: .apiAccount(.account(booth))
    case .apiAccount(let account): next(after: account)
    case .apiAccess(let access): next(after: access)
    case .apiMoney(let money): next(after: money)
    // Pages are for people; what they do is under /api as well.
    case .access, .pricePage, .callPage, .moneyPage: nil
    case .apiPrices(.prefixes): .apiPrices(.deck)
    case .apiPrices(.deck): .apiPrefix(.prefixes, "1006")
    case .apiPrefix(.prefixes, _): .apiPrefix(.deck, "1006")
    case .apiPrefix(.deck, _): .apiPrefixesDelete(.prefixes)
    case .apiPrefixesDelete(.prefixes): .apiPrefixesDelete(.deck)
    case .apiPrefixesDelete(.deck): .apiMarkup
    case .apiMarkup: .apiRounding
    case .apiRounding: .apiImports
    case .apiImports: .apiImport("7f")
    case .apiImport: .apiImportRows("7f")
    case .apiImportRows: .apiImportFinish("7f")
    case .apiImportFinish: .apiAudit
    case .apiAudit: .apiAuditRecord("17")
    case .apiAuditRecord: .apiAuditVerify
    case .apiAuditVerify: .health
    case .health: .metrics
    case .metrics: nil
    }
  }

  private static func next(after account: AccountRoute) -> Route {
    let booth = BoothNumber("4312")
    return switch account {
    case .account: .apiAccount(.credit(booth))
    case .credit: .apiAccount(.collect(booth))
    case .collect: .apiAccount(.tickets)
    case .tickets: .apiAccount(.ticket(7))
    case .ticket: .apiAccount(.call(42))
    case .call: .apiAccount(.reviews)
    case .reviews: .apiAccount(.review(42))
    case .review: .apiAccount(.quote)
    case .quote: .apiAccess(.session)
    }
  }

  private static func next(after access: AccessAPIRoute) -> Route {
    switch access {
    case .session: .apiAccess(.password)
    case .password: .apiAccess(.setUp)
    case .setUp: .apiAccess(.setupCode)
    case .setupCode: .apiAccess(.users)
    case .users: .apiAccess(.user("pedro"))
    case .user: .apiMoney(.statement)
    }
  }

  private static func next(after money: MoneyAPIRoute) -> Route {
    switch money {
    case .statement: .apiMoney(.balanceWarning)
    case .balanceWarning: .apiMoney(.report)
    case .report: .apiMoney(.settings)
    case .settings: .apiPrices(.prefixes)
    }
  }

  /// Without what is in braces.
  private struct Kind: Hashable {
    var name: String

    init(_ route: Route) {
      // The list and the booth's action make other paths, what else is carried does not.
      name =
        switch route {
        case .boothAction(_, let action, let face): "boothAction \(action) \(face)"
        case .apiAccount(let account): "apiAccount \("\(account)".prefix { $0 != "(" })"
        case .apiAccess(let access): "apiAccess \("\(access)".prefix { $0 != "(" })"
        case .apiMoney(let money): "apiMoney \(money)"
        case .apiTechnician(let route): "apiTechnician \("\(route)".prefix { $0 != "(" })"
        case .apiPrices(let list): "apiPrices \(list)"
        case .apiPrefix(let list, _): "apiPrefix \(list)"
        case .apiPrefixesDelete(let list): "apiPrefixesDelete \(list)"
        default: String("\(route)".prefix { $0 != "(" })
        }
    }
  }

  /// A path that an entry stands for: what is in braces, as the schema's example has it.
  private static func path(of entry: APIIndex.Entry) throws -> String {
    var path = "/api/v1\(entry.path)"
    for parameter in entry.parameters where parameter.place == .path {
      let values = [
        "number": entry.tag == .audit ? "17" : "4312", "id": "42", "prefix": "1006",
        "name": "pedro", "uid": "00112233445566778899aabb",
      ]
      let value = try #require(values[parameter.name])
      path = path.replacing("{\(parameter.name)}", with: value)
    }
    return path
  }

  @Test func `every route has its entries, every entry its route, and the methods are the same`()
    throws
  {
    var entries: [Kind: Set<HTTPMethod>] = [:]
    for entry in APIIndex.entries {
      let target = try RequestTarget(
        parsing: Array(try Self.path(of: entry).utf8), limits: HTTPLimits())
      let route = try #require(Route(target.segments), "\(entry.path)")
      let isNew = entries[Kind(route), default: []].insert(entry.method).inserted
      #expect(isNew, "\(entry.method) \(entry.path) is there twice")
      if entry.method == .get { entries[Kind(route)]?.insert(.head) }
      #expect(route.methods.contains(entry.method))
    }
    var route: Route? = .panel
    var count = 0
    while let one = route, count < 1000 {
      count += 1
      route = Self.next(after: one)
      guard Kind(one).name.hasPrefix("api") || Kind(one).name.hasSuffix("api") else { continue }
      #expect(entries[Kind(one)] == Set(one.methods), "\(one)")
    }
    #expect(count > 30)
    for action in BoothAction.allCases {
      #expect(entries[Kind(.boothAction(BoothNumber("1"), action, .api))] == [.post])
    }
  }

  private static let bodies = APIIndex.entries.filter { $0.body != nil }.flatMap { entry in
    (entry.body?.examples ?? []).map { (entry.name, $0.value) }
  }

  /// A desk at which everything that the examples speak of is there.
  private func desk() -> Desk {
    var desk = Desk()
    desk.source.people.holds([maria])
    let session = Session(user: maria, formToken: "f0f0")
    desk.visitor = .user(session, address: "192.168.1.20")
    let call = CallListRow(
      key: 42, booth: BoothNumber("4312"), at: WallTime(milliseconds: 0), number: "1006",
      destination: "INTERNAS 02", seconds: 68, price: perMinute(200), charge: pesos(227),
      isCharged: true, suspicions: [.tooShort])
    desk.source.holds(
      CallStatement(
        row: call, dialled: "1006", carrier: nil, answeredAt: nil, charge: nil, cost: nil,
        storedCost: .zero, isIncomplete: false, reviewNote: "", reviewer: ""))
    return desk
  }

  private func send(_ name: String, _ body: String) throws -> RequestHandler.Answer {
    let entry = try #require(APIIndex.entries.first { $0.name == name })
    return try desk().answer(
      "\(entry.method.rawValue) \(try Self.path(of: entry)) HTTP/1.1\r\nHost: localhost\r\n"
        + "X-CSRF-Token: f0f0\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    )
  }

  @Test(arguments: bodies)
  func `a body as in the document is taken`(name: String, body: String) throws {
    switch try send(name, body) {
    case .later, .access, .technician: break
    case .ledger(let request, _): try read(request)
    case .now(let response): Issue.record("\(response.text)")
    case .stream, .pieces, .logOut, .held: Issue.record("another answer")
    }
  }

  @Test(arguments: bodies)
  func `the same body with a key that is not known is refused`(name: String, body: String) throws {
    let end = try #require(body.lastIndex(of: "}"))
    let comma = body == "{}" ? "" : ","
    let wrong = body[..<end] + comma + #""unknown":1"# + body[end...]
    switch try send(name, String(wrong)) {
    case .ledger(let request, _):
      #expect(throws: TariffFileError.self) { try read(request) }
    case .now(let response):
      #expect(response.status == .badRequest)
      #expect(response.text.contains("the key «unknown»"), "\(response.text)")
    case .later, .access, .technician, .stream, .pieces, .logOut, .held:
      Issue.record("it was taken")
    }
  }

  /// As whoever keeps the prices reads what the panel leaves to him.
  private func read(_ request: LedgerRequest) throws {
    switch request {
    case .addPrefix(let body, _):
      _ = try TariffRecord(json: String(decoding: body, as: UTF8.self))
    case .setPrefix(let prefix, let body, _):
      let record = try TariffRecord(json: String(decoding: body, as: UTF8.self))
      #expect(record.tariff.prefix == prefix)
    case .addRows(_, let body): _ = try TariffRows.read(body, before: 0, atMost: 500)
    default: break
    }
  }

  @Test(arguments: [
    #"{prefix:"",price:"1",unit:"second"}"#,
    #"{prefix:"52",description:"MÉXICO",price:"120",unit:"minute",firstBlock:60,increment:30}"#,
    #"{prefix:"1",price:"0.4",per:30,connectionFee:"0.000001",maximumCharge:"62",graceSeconds:3}"#,
    #"{prefix:"1",unit:"second",steps:[{after:0,price:"1",per:60},{after:9,price:"2",per:7}]}"#,
    #"{prefix:"1",price:"1",unit:"minute",shown:{price:"1.5",unit:"second"},bands:["#
      + #"{days:"fri-mon",from:"20:00",to:"08:30:30",price:"1000000",unit:"minute"},"#
      + #"{days:"mon,wed",steps:[{price:"1",per:60,increment:60}],connectionFee:"3"}]}"#,
    #"{prefix:"44",bands:[{from:"00:00",to:"24:00",price:"3",per:1}]}"#,
  ])
  func `a price as the ledger writes it is as the document has it`(text: String) throws {
    let document = try #require(APIContract.document)
    let schema = try #require(document.at("#/components/schemas/Tariff"))
    let written = try JSONValue(try TariffRecord(json: text).json)
    let validator = SchemaValidator(document: document, isClosed: true)
    #expect(validator.faults(in: written, by: schema) == [])
  }
}
