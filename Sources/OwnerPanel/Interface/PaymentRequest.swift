import BoothControl
import Rating

/// The body of `POST /payments`:
///
///     {"amount":"50000","reference":"transferencia 123","key":"7f3a09c1"}
///
/// A payment that is asked for again under its key, after a time-out say, is made once. An amount
/// below zero corrects an earlier one, and says why.
struct PaymentRequest: Hashable, Sendable {
  /// Not zero.
  var amount: Money
  /// The owner's words, at most 120 characters; empty only with an amount above zero.
  var reference: String
  /// 1…64 printable ASCII characters; nil: each request is another payment.
  var key: String?

  private struct Body: Decodable {
    var amount: String
    var reference: String?
    var key: String?
  }

  /// `decimals`: the currency's.
  init(body: [UInt8], decimals: Int) throws(Outcome) {
    let decoded = try RequestBody.decode(
      Body.self, from: body, example: #"{"amount":"50000","reference":"…","key":"…"}"#)
    amount = try RequestBody.amount(decoded.amount, "amount", decimals: decimals)
    guard amount != .zero else { throw .badBody(#"amount: "50000", "0.5", "-5000""#) }
    reference = try RequestBody.words(decoded.reference ?? "", "reference")
    guard amount > .zero || reference.contains(where: { $0 != " " }) else {
      throw .correctionWithoutReference
    }
    key = try RequestBody.key(decoded.key)
  }

  var action: OwnerAction { .pay(amount: amount, reference: reference, key: key) }
}
