import BoothControl
import Notation
import Rating

/// The body of `POST /payments`:
///
///     {"amount":"50000","reference":"transferencia 123","date":"2006-10-26","key":"7f3a09c1"}
///
/// A payment that is asked for again under its key, after a time-out say, is made once. An amount
/// below zero corrects an earlier one, and says why.
struct PaymentRequest: Hashable, Sendable {
  /// Not zero.
  var amount: Money
  /// The owner's words, at most 120 characters; empty only with an amount above zero.
  var reference: String
  /// On the shop's calendar: of the year 2000 to today; nil: not named, the day it is written down.
  var paidOn: CalendarDay?
  /// 1…64 printable ASCII characters; nil: each request is another payment.
  var key: String?

  private struct Body: Decodable {
    var amount: String
    var reference: String?
    var date: String?
    var key: String?
  }

  /// `decimals`: the currency's; `today`: on the shop's clock.
  init(body: [UInt8], decimals: Int, today: LocalTime) throws(Outcome) {
    let decoded = try RequestBody.decode(
      Body.self, from: body, fields: ["amount", "reference", "date", "key"],
      example: #"{"amount":"50000","reference":"…","key":"…"}"#)
    amount = try RequestBody.amount(decoded.amount, Words("monto", "amount"), decimals: decimals)
    guard amount != .zero else {
      throw .badValue(
        Words(
          "monto «\(decoded.amount)»: se espera uno distinto de cero",
          "amount «\(decoded.amount)»: expected one other than zero"))
    }
    reference = try RequestBody.words(decoded.reference ?? "", Words("referencia", "reference"))
    guard amount > .zero || reference.contains(where: { $0 != " " }) else {
      throw .correctionWithoutReference
    }
    paidOn = if let date = decoded.date { try Self.day(date, today) } else { nil }
    key = try RequestBody.key(decoded.key)
  }

  private static func day(_ text: String, _ today: LocalTime) throws(Outcome) -> CalendarDay {
    let today = CalendarDay(year: today.year, month: today.month, day: today.day)
    let last = today?.description ?? ""
    guard let day = CalendarDay(text), day.year >= 2000, today.map({ day <= $0 }) ?? true else {
      throw .badValue(
        Words(
          "fecha «\(text.prefix(40))»: se espera un día del 2000-01-01 al \(last)",
          "date «\(text.prefix(40))»: expected a day from 2000-01-01 to \(last)"))
    }
    return day
  }

  var action: OwnerAction {
    .pay(amount: amount, reference: reference, paidOn: paidOn, key: key)
  }
}
