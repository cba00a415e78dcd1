import BoothControl
import BoothProtocol
import Notation
import Rating

@testable import OwnerPanel

func pesos(_ amount: Int64) -> Money { Money(micros: amount * 1_000_000) }

func perMinute(_ amount: Int64) -> UnitPrice { UnitPrice(price: pesos(amount), unit: .minute) }

/// The manual's 68 seconds to `INTERNAS 02`, while they are talked.
func currentCall(seconds: Int64 = 68, total: Int64 = 227) -> CallSnapshot {
  CallSnapshot(
    number: "1006", destination: "INTERNAS 02", seconds: seconds, price: perMinute(200),
    total: pesos(total), isCharged: true, isLive: true)
}

func booth(
  _ number: String = "4312", _ name: String = "CABINA 01", _ state: BoothState = .free,
  isDisabled: Bool = false, nextCallIsUncharged: Bool = false, call: CallSnapshot? = nil
) -> BoothSnapshot {
  BoothSnapshot(
    number: BoothNumber(number), name: name, state: state, isDisabled: isDisabled,
    nextCallIsUncharged: nextCallIsUncharged, call: call)
}

/// A shop with one booth talking and one free, and the manual's balance.
func shop(
  version: UInt64 = 1, balance: Money? = pesos(1856),
  booths: [BoothSnapshot] = [
    booth("4312", "CABINA 01", .talking, call: currentCall()), booth("4313", "CABINA 02"),
  ]
) -> ShopSnapshot {
  ShopSnapshot(
    shopName: "Locutorio Central", currency: .chileanPeso, version: version, balance: balance,
    booths: booths,
    boards: [
      BoardSnapshot(uid: "00112233445566778899AABB", isConnected: true, firmware: "1.2.3")
    ])
}

/// The rows of the manual's list, oldest first.
let manualCalls: [CallListRow] = {
  let rows: [(String, String, Int64, UnitPrice, Int64)] = [
    ("0322768005", "Valparaiso", 0, perMinute(200), 0),
    ("025854205", "SANTIAGO CHILE", 0, perMinute(50), 0),
    ("1005", "INTERNAS 01", 0, perMinute(100), 0),
    ("1006", "INTERNAS 02", 3, perMinute(200), 10),
    ("1006", "INTERNAS 02", 68, perMinute(200), 227),
    ("4375", "", 0, UnitPrice(price: .zero, unit: .second), 0),
  ]
  return (1...26).map { index in
    let row = rows[(index - 1) % rows.count]
    return CallListRow(
      key: Int64(index * 10), booth: BoothNumber("4312"),
      // 27-10-2006 16:18:14 in Santiago, and a minute later for each call.
      at: WallTime(milliseconds: 1_161_976_694_000 + Int64(index) * 60_000), number: row.0,
      destination: row.1, seconds: row.2, price: row.3, charge: pesos(row.4),
      isCharged: row.0 != "4375")
  }
}()

/// A daemon that remembers what it was asked for.
final class FakeSource: PanelSource {
  struct Asked: Equatable, Sendable {
    var action: OwnerAction
    var actor: String
  }

  struct Broken: Error {}

  private struct State {
    var asked: [Asked] = []
    var answer: OwnerActionResult? = .done
    var waiting: [@Sendable (OwnerActionResult) -> Void] = []
    var calls = manualCalls
    var payments: [PaymentListRow] = []
    var readsFail = false
    var tickets: [TicketStatement] = []
    var statements: [Int64: CallStatement] = [:]
    var health = PanelHealth()
    var countLimit = 10_000
    var searchedTo: WallTime?
    /// nil: a number is one.
    var dialling: NumberClass?
    var ledgerAsked: [LedgerAsked] = []
    var ledgerAnswer: LedgerAnswer? = .done
    var own: [OwnSettingChange] = []
    var sliceRead: (@Sendable () -> Void)?
  }

  /// What is done, on the panel's own thread, when a piece of a table was read.
  var sliceRead: (@Sendable () -> Void)? { state.with { $0.sliceRead } }
  func whenSliceIsRead(_ act: (@Sendable () -> Void)?) { state.with { $0.sliceRead = act } }

  /// What the owner has set in place of what the file says.
  var own: [OwnSettingChange] { state.with { $0.own } }
  func sets(_ changes: [OwnSettingChange]) { state.with { $0.own = changes } }

  struct LedgerAsked: Equatable, Sendable {
    var request: LedgerRequest
    var actor: String
  }

  var ledgerAsked: [LedgerAsked] { state.with { $0.ledgerAsked } }
  /// nil: never answers.
  func ledgerAnswers(_ answer: LedgerAnswer?) { state.with { $0.ledgerAnswer = answer } }

  func ask(
    _ request: LedgerRequest, by actor: String, then: @escaping @Sendable (LedgerAnswer) -> Void
  ) {
    let answer = state.with { state in
      state.ledgerAsked.append(LedgerAsked(request: request, actor: actor))
      return state.ledgerAnswer
    }
    if let answer { then(answer) }
  }

  private let state = Guarded(State())
  let people = FakeAccess()
  let events = Guarded(FakeEvents())

  var asked: [Asked] { state.with { $0.asked } }
  /// nil: does not answer before `answersAtLast`.
  func answers(_ result: OwnerActionResult?) { state.with { $0.answer = result } }
  func answersAtLast(_ result: OwnerActionResult) {
    for then in state.with({ $0.waiting }) { then(result) }
  }
  func holds(_ calls: [CallListRow]) { state.with { $0.calls = calls } }
  func countsUp(to limit: Int) { state.with { $0.countLimit = limit } }
  func searched(to time: WallTime) { state.with { $0.searchedTo = time } }
  func holds(payments: [PaymentListRow]) { state.with { $0.payments = payments } }
  func makesOfNumbers(_ dialling: NumberClass) { state.with { $0.dialling = dialling } }
  func failsToRead() { state.with { $0.readsFail = true } }
  func hasFault(_ fault: String) { state.with { $0.health.storageFault = fault } }

  func perform(
    _ action: OwnerAction, by actor: String,
    then: @escaping @Sendable (OwnerActionResult) -> Void
  ) {
    let answer = state.with { state in
      state.asked.append(Asked(action: action, actor: actor))
      if state.answer == nil { state.waiting.append(then) }
      return state.answer
    }
    if let answer { then(answer) }
  }

  func calls(_ query: CallListQuery) throws -> CallListPage {
    if state.with({ $0.readsFail }) { throw Broken() }
    let all = state.with { $0.calls }.filter { query.matches($0) }.sorted { $0.key > $1.key }
    func key(_ cursor: CallListCursor) throws -> Int64 {
      guard let key = Int64(cursor.text) else { throw UnknownCursor() }
      return key
    }
    let rows =
      switch query.position {
      case .newest: Array(all.prefix(query.size))
      case .before(let cursor):
        try Array(all.filter { try $0.key < key(cursor) }.prefix(query.size))
      case .after(let cursor):
        try Array(all.filter { try $0.key > key(cursor) }.suffix(query.size))
      }
    let (first, last) = (rows.first?.key, rows.last?.key)
    return CallListPage(
      rows: rows, total: min(all.count, state.with { $0.countLimit }),
      isTotalWhole: all.count <= state.with { $0.countLimit },
      older: last == all.last?.key ? nil : last.flatMap { CallListCursor("\($0)") },
      newer: first == all.first?.key ? nil : first.flatMap { CallListCursor("\($0)") },
      searchedTo: state.with { $0.searchedTo })
  }

  func payments() throws -> [PaymentListRow] {
    if state.with({ $0.readsFail }) { throw Broken() }
    return state.with { $0.payments }
  }

  func holds(tickets: [TicketStatement]) { state.with { $0.tickets = tickets } }
  func holds(_ statement: CallStatement) {
    state.with { $0.statements[statement.row.key] = statement }
  }

  func uncollected(of booth: BoothNumber) throws -> [CallListRow] {
    if state.with({ $0.readsFail }) { throw Broken() }
    return state.with { $0.calls }.filter { $0.booth == booth && $0.charge > .zero }
  }

  func tickets(_ query: TicketListQuery) throws -> [TicketStatement] {
    if state.with({ $0.readsFail }) { throw Broken() }
    let found = state.with { $0.tickets }.filter { statement in
      let ticket = statement.ticket
      return (query.booth ?? ticket.booth) == ticket.booth
        && (query.before.map { ticket.number < $0 } ?? true)
        && (query.after.map { ticket.number > $0 } ?? true)
        && (query.from.map { ticket.at >= $0 } ?? true)
        && (query.to.map { ticket.at < $0 } ?? true)
    }
    return Array(query.after == nil ? found.prefix(query.limit) : found.suffix(query.limit))
  }

  func ticket(_ number: Int64) throws -> (ticket: TicketStatement, calls: [CallListRow])? {
    try tickets(TicketListQuery()).first { $0.ticket.number == number }.map {
      ($0, try uncollected(of: $0.ticket.booth))
    }
  }

  func statement(ofCall key: Int64) throws -> CallStatement? {
    if state.with({ $0.readsFail }) { throw Broken() }
    return state.with { $0.statements[key] }
  }

  func suspects() throws -> [CallListRow] {
    if state.with({ $0.readsFail }) { throw Broken() }
    return state.with { $0.calls }.filter { !$0.suspicions.isEmpty }
  }

  /// Knows the manual's `INTERNAS 02` alone.
  func quote(_ number: String, _ question: QuoteQuestion, at: WallTime?) -> NumberQuote {
    var tariff = Tariff.plain(
      prefix: "1006", description: "INTERNAS 02", price: perMinute(200))
    // On Monday at midnight, when the number is answered, its hours are others.
    if number == "1007" {
      tariff = .plain(prefix: "1007", description: "NOCHE", price: perMinute(200))
      let night = Tariff.plain(prefix: "", description: "", price: perMinute(120))
      tariff.bands = [
        Band(weekdays: [1, 2], fromSecond: 0, toSecond: 21_600, plan: night.plan)
      ]
    }
    let isPriced = number == tariff.prefix
    let quote = Quote(
      tariff: tariff,
      rounding: Rounding(mode: .halfUp, decimals: 0),
      answered: CivilTime(weekday: 1, millisecondsIntoDay: 0))
    return NumberQuote(
      dialling: state.with { $0.dialling } ?? .number(sent: number, rated: number, carrier: nil),
      rated: number, answer: isPriced ? QuoteAnswer(quote, question) : nil,
      markup: Money(micros: 12_500_000), tariff: isPriced ? tariff : nil)
  }

  func numberPlan() -> NumberPlan { .chile }

  func health() -> PanelHealth { state.with { $0.health } }

  let boards = FakeBoards()
}

/// 27-10-2006 16:18:14 on every wall.
let manualTime = LocalTime(year: 2006, month: 10, day: 27, hour: 16, minute: 18, second: 14)

func testConfiguration(_ addresses: [PanelAddress] = []) -> PanelConfiguration {
  var configuration = PanelConfiguration(addresses: addresses)
  configuration.localTime = { _ in manualTime }
  return configuration
}

/// Who looks at a page of the tests' shop.
func context(
  _ snapshot: ShopSnapshot = shop(), in say: Language = .spanish, isStale: Bool = false,
  for visitor: Visitor = .unprotected(actor: "web 127.0.0.1")
) -> PageContext {
  PageContext(
    say: say, shop: ShopState(snapshot: snapshot, isStale: isStale), visitor: visitor,
    localTime: { _ in manualTime }, startOfDay: ShopDay.startOfSystem,
    now: WallTime(milliseconds: 1_161_976_694_000))
}

/// What was asked of core or ledger by a program, and is answered in a test.
func pendingProgram(_ language: Language = .english, isLong: Bool = false) -> PendingAction {
  PendingAction(
    face: .api, language: language, booth: nil, isLong: isLong,
    visitor: .program(actor: "uid 0 (root)", role: .owner))
}

/// Requests answered without a socket.
struct Desk {
  var source = FakeSource()
  var shop: ShopState? = ShopState(snapshot: OwnerPanelTests.shop(), isStale: false)
  var admission = Admission.network(port: 80, names: [])
  var visitor = Visitor.unprotected(actor: "web 127.0.0.1")
  var configuration = testConfiguration()

  func answer(_ text: String) throws -> RequestHandler.Answer {
    var parser = HTTPRequestParser(limits: HTTPLimits())
    parser.append(Array(text.utf8))
    guard case .request(let request) = parser.next() else { throw NoRequest() }
    let answer = handler.answer(
      to: request, admission: admission, visitor: visitor, shop: shop, counters: PanelCounters())
    if case .now(let response) = answer {
      APIContract.check(response, to: request.method, request.target)
    }
    return answer
  }

  private var handler: RequestHandler {
    RequestHandler(configuration: configuration, source: source)
  }

  /// What is answered, in English, to a request of the API that the core had to be asked about.
  func response(
    _ method: HTTPMethod, _ path: String, comesTo outcome: Outcome
  ) throws -> HTTPResponse {
    let pending = pendingProgram()
    let response = handler.response(to: pending, outcome: outcome, shop: shop)
    APIContract.check(response, to: method, try RequestTarget(api: path))
    return response
  }

  /// The same, asked of the ledger.
  func response(
    _ method: HTTPMethod, _ path: String, comesTo answer: LedgerAnswer
  ) throws -> HTTPResponse {
    let pending = pendingProgram()
    let response = handler.response(to: pending, answer: answer, shop: shop)
    APIContract.check(response, to: method, try RequestTarget(api: path))
    return response
  }

  func get(_ target: String, _ headers: String = "") throws -> HTTPResponse {
    try now(answer("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n"))
  }

  func post(
    _ target: String, _ headers: String = "", body: String = ""
  ) throws
    -> RequestHandler.Answer
  {
    try answer(
      "POST \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n"
        + "\(headers)\r\n\(body)")
  }

  func now(_ answer: RequestHandler.Answer) throws -> HTTPResponse {
    guard case .now(let response) = answer else { throw NoRequest() }
    return response
  }

  struct NoRequest: Error {}
}

extension RequestTarget {
  /// Below `/api/v1`.
  init(api path: String) throws {
    try self.init(parsing: Array("/api/v1\(path)".utf8), limits: HTTPLimits())
  }
}

extension APIContract {
  static func check(_ response: HTTPResponse, to method: HTTPMethod, _ target: RequestTarget) {
    check(
      Answer(
        status: response.status.rawValue, type: response.type?.rawValue, body: response.body,
        allow: response["Allow"]),
      to: method, target)
  }
}

extension HTTPResponse {
  var text: String { String(decoding: body, as: UTF8.self).withPlainSpaces }

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
}

extension String {
  /// As it is read: pages have a space that does not break before each figure of money, which
  /// `MoneyLineTests` sees to.
  var withPlainSpaces: String { replacing("\u{a0}", with: " ") }
}

/// Of the manual's call: 68 s to INTERNAS 02 at $ 200,00 x min.
let manualExplanation = Quote(
  tariff: .plain(prefix: "1006", description: "INTERNAS 02", price: perMinute(200)),
  rounding: Rounding(mode: .halfUp, decimals: 0),
  answered: CivilTime(weekday: 1, millisecondsIntoDay: 0)
).explain(at: .seconds(68))
