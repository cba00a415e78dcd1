import Notation
import Rating

/// A field of a price in the audit.
struct AuditField: Worded, Hashable {
  /// As it stands in the record.
  var name: String

  static let known: [String: Words] = [
    "prefix": Words("prefijo", "prefix"), "description": Words("descripción", "description"),
    "price": Words("precio", "price"), "unit": Words("cobro", "charged"),
    "per": Words("por segundos", "per seconds"),
    "firstBlock": Words("primer bloque", "first block"),
    "increment": Words("de a", "in steps of"), "steps": Words("tramos", "steps"),
    "after": Words("después de", "after"), "connectionFee": Words("conexión", "connection fee"),
    "bands": Words("horarios", "hours"), "days": Words("días", "days"),
    "from": Words("desde", "from"),
    "to": Words("hasta", "to"), "maximumCharge": Words("cobro máximo", "maximum charge"),
    "graceSeconds": Words("gracia", "grace"), "shown": Words("precio a la vista", "price shown"),
  ]

  /// What is not known is said as it is.
  var words: Words { Self.known[name] ?? Words(name, name) }

  func value(_ text: String, _ say: Language, _ currency: AmountFormat) -> String {
    switch name {
    case "price", "connectionFee", "maximumCharge":
      guard let money = try? Money(price: text) else { return text }
      return currency.priceAlone(UnitPrice(price: money, unit: .minute))
    case "unit":
      return say(
        text == "minute"
          ? Words("por minuto", "by the minute") : Words("por segundo", "by the second"))
    case "firstBlock", "increment", "graceSeconds", "per", "after": return "\(text) s"
    // Lists and what is within them: their names in words, one after the other.
    case "steps", "bands", "shown": return nested(text, say, currency)
    case "days": return Weekdays.read(text).map(ExplanationWords(say, currency).days) ?? text
    default: return text
    }
  }

  private func nested(_ text: String, _ say: Language, _ currency: AmountFormat) -> String {
    let parts = JSONMembers(text).map { [$0] } ?? JSONMembers.list(text) ?? []
    guard !parts.isEmpty else { return text }
    return parts.map { part in
      var words = price(of: part, say, currency).map { [$0] } ?? []
      let told = words.isEmpty ? [] : ["price", "per", "unit"]
      for field in part.fields where !told.contains(field.name) {
        // What holds from the first second on needs no saying.
        if field.name == "after", field.value == "0" { continue }
        let inner = AuditField(name: field.name)
        words.append("\(say(inner)) \(inner.value(field.value, say, currency))")
      }
      return words.joined(separator: " ")
    }.joined(separator: "; ")
  }

  /// `$ 24,00 x min`; nil: what it is for is not said.
  private func price(
    of part: JSONMembers, _ say: Language, _ currency: AmountFormat
  ) -> String? {
    let seconds = part["per"].flatMap { Int64($0) } ?? part["unit"].map { $0 == "minute" ? 60 : 1 }
    guard let money = part["price"].flatMap({ try? Money(price: $0) }), let seconds else {
      return nil
    }
    let step = RateStep(afterSeconds: 0, price: money, perSeconds: seconds, incrementSeconds: 1)
    return ExplanationWords(say, currency).price(step)
  }
}
