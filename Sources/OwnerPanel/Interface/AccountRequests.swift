import BoothControl
import FoundationEssentials
import Notation
import Rating

/// The body of `POST /booths/{number}/credit`, `{"amount":"1000","key":"…"}`: a customer pays in
/// advance.
struct DepositRequest: Hashable, Sendable {
  /// Above zero.
  var amount: Money
  var key: String?

  private struct Body: Decodable {
    var amount: String
    var key: String?
  }

  init(body: [UInt8], decimals: Int) throws(Outcome) {
    let decoded = try RequestBody.decode(
      Body.self, from: body, fields: ["amount", "key"], example: #"{"amount":"1000","key":"…"}"#)
    amount = try RequestBody.amount(decoded.amount, Words("monto", "amount"), decimals: decimals)
    guard amount > .zero else {
      throw .badValue(
        Words(
          "monto «\(decoded.amount)»: se espera uno mayor que cero",
          "amount «\(decoded.amount)»: expected above zero"))
    }
    key = try RequestBody.key(decoded.key)
  }
}

/// The body of `POST /booths/{number}/collect`,
/// `{"expected":"2500","received":"3000","key":"…"}`; each may be left out. `expected`: what the
/// asker believes to be due, below zero: to be paid back; if it is something else, nothing is done.
struct CollectRequest: Hashable, Sendable {
  var expected: Money?
  /// Not below zero.
  var received: Money?
  var key: String?

  private struct Body: Decodable {
    var expected: String?
    var received: String?
    var key: String?
  }

  init(body: [UInt8], decimals: Int) throws(Outcome) {
    let decoded = try RequestBody.decode(
      Body.self, from: body, fields: ["expected", "received", "key"],
      example: #"{"expected":"2500","received":"3000","key":"…"}"#)
    expected = try decoded.expected.map { text throws(Outcome) in
      try RequestBody.amount(text, Words("total esperado", "expected"), decimals: decimals)
    }
    received = try decoded.received.map { text throws(Outcome) in
      try RequestBody.amount(text, Words("recibido", "received"), decimals: decimals)
    }
    guard received ?? .zero >= .zero else {
      let text = decoded.received ?? ""
      throw .badValue(
        Words("recibido «\(text)»: se espera 0 o más", "received «\(text)»: expected 0 or more"))
    }
    key = try RequestBody.key(decoded.key)
  }
}

/// The body of `POST /calls/{id}/review`, `{"verdict":"stands|waived","note":"…"}`.
struct ReviewRequest: Hashable, Sendable {
  var verdict: CallReview.Verdict
  /// At most 120 characters.
  var note: String

  init(verdict: CallReview.Verdict, note: String) {
    self.verdict = verdict
    self.note = note
  }

  private struct Body: Decodable {
    var verdict: String
    var note: String?
  }

  init(body: [UInt8]) throws(Outcome) {
    let decoded = try RequestBody.decode(
      Body.self, from: body, fields: ["verdict", "note"],
      example: #"{"verdict":"stands","note":"…"}"#)
    guard let verdict = CallReview.Verdict(rawValue: decoded.verdict) else {
      throw .badVerdict(decoded.verdict)
    }
    self.verdict = verdict
    note = try RequestBody.words(decoded.note ?? "", Words("nota", "note"))
  }
}

/// The query of `GET /quote`: `?number=1006&seconds=68` or `&amount=500`, and `&at=` a time in RFC
/// 3339, as `2012-02-02T20:30:00Z`.
struct QuoteRequest: Hashable, Sendable {
  var number: String
  var question: QuoteQuestion
  /// nil: now.
  var at: WallTime?

  init(parameters: Parameters) throws(Outcome) {
    guard let number = parameters["number"], (1...64).contains(number.utf8.count) else {
      throw .badQuery("number: 1…64")
    }
    self.number = number
    switch (parameters["seconds"], parameters["amount"]) {
    case (let seconds?, nil):
      do throws(MoneyError) {
        question = .charge(try TalkTime(decimalSeconds: seconds))
      } catch { throw .badQuery("seconds \(error)") }
    case (nil, let amount?):
      do throws(MoneyError) {
        question = .longestTalk(try Money(amount: amount))
      } catch { throw .badQuery("amount \(error)") }
    case (nil, nil), (_?, _?): throw .badQuery("seconds=68, amount=500: one of them")
    }
    at = try parameters["at"].map { text throws(Outcome) in
      guard let milliseconds = Timestamp.read(text) else {
        throw .badQuery("at «\(text)»: 2012-02-02T20:30:00Z")
      }
      return WallTime(milliseconds: milliseconds)
    }
  }
}

extension Outcome {
  /// Of a review: what was said of the call instead.
  static func badVerdict(_ text: String) -> Outcome {
    let verdict = text.prefix(40)
    return .badValue(
      Words(
        "veredicto «\(verdict)»: se espera stands o waived",
        "verdict «\(verdict)»: expected stands or waived"))
  }
}
