import BoothControl
import FoundationEssentials
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

  /// `decimals`: the currency's. An amount with more of them is refused: «1.000» is a thousand to one
  /// who writes as in Chile, and one peso to a program.
  init(body: [UInt8], decimals: Int) throws(Outcome) {
    guard let decoded = try? JSONDecoder().decode(Body.self, from: Data(body)) else {
      throw .badBody(#"{"amount":"50000","reference":"…","key":"…"}"#)
    }
    // Of two amounts the decoder takes one; which, its caller may see otherwise.
    if let key = RepeatedKey.find(in: body) { throw .badBody("the key «\(key)» twice") }
    guard let amount = try? Money(amount: decoded.amount), amount != .zero else {
      throw .badBody(#"amount: "50000", "0.5", "-5000""#)
    }
    let fraction = decoded.amount.split(separator: ".", omittingEmptySubsequences: false)
      .dropFirst()
    guard fraction.allSatisfy({ $0.utf8.count <= decimals }) else {
      throw .badBody("amount «\(decoded.amount)»: 0…\(decimals) decimals, no point for thousands")
    }
    let reference = decoded.reference ?? ""
    guard reference.count <= 120,
      reference.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      throw .badBody("reference: 0…120, no control characters")
    }
    guard amount > .zero || reference.contains(where: { $0 != " " }) else {
      throw .correctionWithoutReference
    }
    if let key = decoded.key {
      guard (1...64).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
      else { throw .badBody("key: 1…64 ASCII") }
    }
    self.amount = amount
    self.reference = reference
    key = decoded.key
  }

  var action: OwnerAction { .pay(amount: amount, reference: reference, key: key) }
}
