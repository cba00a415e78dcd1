import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// What the pages of money, reports and audit are asked with in tests.
struct MoneyDesk {
  var desk = Desk()

  static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

  var source: FakeSource { desk.source }

  /// The page that comes of what the ledger answers, as whoever looks at it sees it.
  func page(
    _ target: String, _ answer: LedgerAnswer, in context: PageContext? = nil
  ) throws -> HTTPResponse {
    try page(desk.answer("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n"), .ledger(answer))
  }

  /// The same of a form that was sent.
  func sent(_ target: String, _ body: String) throws -> RequestHandler.Answer {
    try desk.post(target, Self.form, body: body)
  }

  func page(_ answer: RequestHandler.Answer, _ came: PanelAnswer) throws -> HTTPResponse {
    let pending: PendingAction
    switch answer {
    case .now(let response): return response
    case .later(_, let waiting), .ledger(_, let waiting): pending = waiting
    default: throw Desk.NoRequest()
    }
    let handler = RequestHandler(configuration: testConfiguration(), source: source)
    switch came {
    case .ledger(let answer):
      return handler.response(to: pending, answer: answer, shop: desk.shop)
    case .outcome(let outcome):
      return handler.response(to: pending, outcome: outcome, shop: desk.shop)
    case .access(let answer):
      return handler.response(to: pending, access: answer, shop: desk.shop)
    }
  }

  func request(_ answer: RequestHandler.Answer) throws -> LedgerRequest {
    guard case .ledger(let request, _) = answer else { throw Desk.NoRequest() }
    return request
  }

  func get(_ target: String) throws -> RequestHandler.Answer {
    try desk.answer("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
  }
}

let payments = [
  PaymentListRow(
    number: 2, at: WallTime(milliseconds: 1_161_976_694_000), amount: pesos(-5_000),
    reference: "un cero de más <en 1>", paidOn: CalendarDay("2006-10-26"), actor: "uid 0 (root)"),
  PaymentListRow(
    number: 1, at: WallTime(milliseconds: 1_161_976_000_000), amount: pesos(50_000),
    reference: "transferencia 123", actor: "maria (web 192.168.1.20)"),
]

/// Of a month with these payments and calls on its 27th.
let figures = StatementFigures(
  opening: pesos(100), closing: pesos(44_873), costs: (1...31).map { pesos($0 == 27 ? 227 : 0) },
  payments: payments.reversed(), paid: pesos(45_000))
