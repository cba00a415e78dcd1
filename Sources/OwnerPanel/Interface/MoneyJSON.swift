import BoothControl
import Notation
import Rating

/// `GET /statement?month=2006-10`:
///
///     {"currency":{…},"month":"2006-10","opening":"1000","closing":"51856","paid":"51000",
///      "cost":"144","days":[{"day":"2006-10-27","cost":"144"}],"payments":[{"number":3,…}]}
///
/// Days without cost are left out. A call counts on the day it began, a payment where it was
/// written down; of those at most 500 are listed, `paid` is the sum of all.
struct StatementJSON: AnsweredPage {
  var days: [CalendarDay]

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .statement(let figures) = try answer.ledger() else { throw .noAnswer }
    let cost = figures.costs.reduce(Money.zero, +)
    let body: JSON = [
      "currency": ShopJSON.currency(context.currency),
      "month": .text(days.first?.monthText),
      "opening": .text(figures.opening.decimalText),
      "closing": .text(figures.closing.decimalText),
      "paid": .text(figures.paid.decimalText),
      "cost": .text(cost.decimalText),
      "days": .array(
        zip(days, figures.costs).filter { $0.1 != .zero }.map {
          ["day": .text($0.0.description), "cost": .text($0.1.decimalText)]
        }),
      "payments": .array(figures.payments.map(ShopJSON.payment)),
    ]
    return HTTPResponse(.ok, .json, bytes: body.bytes)
  }
}

extension LedgerRequest {
  private struct Warning: Decodable { var amount: String }

  /// `{"amount":"5000"}`; an empty text is no warning.
  static func setBalanceWarning(
    body: [UInt8], decimals: Int
  ) throws(Outcome) -> LedgerRequest {
    let text = try RequestBody.decode(
      Warning.self, from: body, fields: ["amount"], example: #"{"amount":"5000"}"#
    ).amount
    guard !text.isEmpty else { return .setBalanceWarning(nil) }
    let amount = try RequestBody.amount(text, Words("monto", "amount"), decimals: decimals)
    guard amount > .zero else {
      throw .badValue(
        Words(
          #"monto «\#(text.prefix(40))»: se espera uno mayor que cero, o "" para no avisar"#,
          #"amount «\#(text.prefix(40))»: expected one above zero, or "" for no warning"#))
    }
    return .setBalanceWarning(amount)
  }
}
