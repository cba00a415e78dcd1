import Rating

@testable import OwnerPanel

/// The manual's list.
let manualPrices: [Tariff] = [
  .plain(prefix: "02", description: "SANTIAGO CHILE", price: perMinute(50)),
  .plain(prefix: "032", description: "Valparaiso", price: perMinute(200)),
  .plain(prefix: "099", description: "CHILE CELULARES", price: perMinute(150)),
  .plain(prefix: "100", description: "INTERNAS 01", price: perMinute(100)),
  .plain(prefix: "1006", description: "INTERNAS 02", price: perMinute(200)),
]

/// A page of the manual's list.
func manualPage(
  _ tariffs: [Tariff] = manualPrices, list: PriceRowsQuery.List = .prefixes, total: Int? = nil,
  next: String? = nil, previous: String? = nil, place: Int = 0
) -> PriceRowsPage {
  PriceRowsPage(
    list: list, rows: tariffs.map { PriceRow(tariff: $0, record: "{\"prefix\":\"\($0.prefix)\"}") },
    total: total ?? tariffs.count, next: next, previous: previous, place: place, version: 1)
}

extension Desk {
  /// What a page asks the ledger for, and how it answers what comes back.
  func asks(
    _ answer: RequestHandler.Answer
  ) throws -> (request: LedgerRequest, then: (LedgerAnswer) -> HTTPResponse) {
    guard case .ledger(let request, let pending) = answer else { throw NoRequest() }
    let handler = RequestHandler(configuration: testConfiguration(), source: source)
    return (request, { handler.response(to: pending, answer: $0, shop: shop) })
  }

  func asks(
    _ target: String
  ) throws -> (request: LedgerRequest, then: (LedgerAnswer) -> HTTPResponse) {
    try asks(answer("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n"))
  }

  /// A form, as a browser sends it.
  func send(_ target: String, _ body: String) throws -> RequestHandler.Answer {
    try post(target, "Content-Type: application/x-www-form-urlencoded\r\n", body: body)
  }
}
