import FoundationEssentials
import Rating

/// The body of `POST /payments` (M14): `{"amount":"50000","reference":"transferencia 123"}`.
struct PaymentRequest: Hashable, Sendable {
  /// More than nothing.
  var amount: Money
  /// The owner's words, at most 120 characters; may be empty.
  var reference: String

  private struct Body: Decodable {
    var amount: String
    var reference: String?
  }

  init(body: [UInt8]) throws(Outcome) {
    guard let decoded = try? JSONDecoder().decode(Body.self, from: Data(body)) else {
      throw .badBody(#"{"amount":"50000","reference":"…"}"#)
    }
    guard let amount = try? Money(amount: decoded.amount), amount > .zero else {
      throw .badBody(#"amount: "50000", "0.5""#)
    }
    let reference = decoded.reference ?? ""
    guard reference.count <= 120, reference.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
      throw .badBody("reference: 0…120")
    }
    self.amount = amount
    self.reference = reference
  }
}
