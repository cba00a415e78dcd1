import Notation
import Rating

/// Settings, booths, users, prices and calls.
extension AuditText {
  /// `half-up, 0 decimals`
  func rounding(_ text: String) -> String? {
    let parts = text.split { ", ".contains($0) }
    guard parts.count == 3, let mode = CashRounding.Mode(rawValue: String(parts[0])),
      let decimals = decimals(parts[1])
    else { return nil }
    return "\(say(mode)), \(decimals)"
  }

  /// `CLP 0`
  func code(_ text: String) -> String? {
    let parts = text.split(separator: " ")
    guard parts.count == 2 else { return nil }
    return decimals(parts[1]).map { "\(parts[0]), \($0)" }
  }

  func booth(_ text: String) -> String? {
    let parts = text.split(separator: ",").map { $0.drop { $0 == " " } }
    guard parts.count == 2 else { return nil }
    let words = parts.compactMap { part -> Words? in
      switch part {
      case "enabled": Words("habilitada", "enabled")
      case "disabled": Words("deshabilitada", "disabled")
      case "next call charged": Words("próxima llamada con cobro", "next call charged")
      case "next call uncharged": Words("próxima llamada sin cobro", "next call uncharged")
      default: nil
      }
    }
    return words.count == 2 ? words.map { say($0) }.joined(separator: ", ") : nil
  }

  /// `owner, new password`
  func user(_ text: String) -> String? {
    let parts = text.split(separator: ",")
    guard let role = parts.first.flatMap({ PanelRole(rawValue: String($0)) }) else { return nil }
    let password = Words("contraseña nueva", "new password")
    return parts.count == 2 ? "\(say(role)), \(say(password))" : say(role)
  }

  /// `{"prefix":"1006","description":"INTERNAS 02","unit":"minute","price":"200"}`
  func tariff(_ text: String) -> String? {
    guard let members = JSONMembers(text) else { return nil }
    var words = members["description"].map { [$0] } ?? []
    var told = ["prefix", "description"]
    if let unit = members["unit"], let price = try? members["price"].map({ try Money(price: $0) }) {
      let shown = UnitPrice(price: price, unit: unit == "minute" ? .minute : .second)
      words.append(say.price(shown, in: currency).replacing(" ", with: "\u{a0}"))
      told += ["price", "unit"]
    }
    for field in members.fields where !told.contains(field.name) {
      let name = AuditField(name: field.name)
      words.append("\(say(name)) \(name.value(field.value, say, currency))")
    }
    return words.joined(separator: ", ")
  }

  /// `7 rows, sha256 9f3a…`
  func rows(_ text: String) -> String? {
    text.split(separator: " ").first.flatMap { Int64($0) }.map { number in
      let words = number == 1 ? Words("prefijo", "prefix") : Words("prefijos", "prefixes")
      return "\(say.count(number)) \(say(words))"
    }
  }

  /// `227, cost 113, 68000 ms, 9f3a…`
  func call(_ text: String) -> String? {
    let parts = text.split(separator: ",").map { $0.drop { $0 == " " } }
    guard parts.count == 4, let charge = amount(parts[0]), parts[1].hasPrefix("cost "),
      let cost = amount(parts[1].dropFirst(5))
    else { return nil }
    let talked = parts[2].hasSuffix(" ms") ? Int64(parts[2].dropLast(3)) : nil
    let time = talked.map { (($0 + 999) / 1000).clockText } ?? say(Phrase.unanswered)
    return "\(say(Phrase.charge)) \(charge), \(say(ReportPhrase.cost)) \(cost), \(time)"
  }

  /// Of payments and tickets that there were when the audit began, the last number.
  func first(_ text: String) -> String? {
    Int64(text).map { "\(say(Words("hasta el N.º", "up to No."))) \(say.count($0))" }
  }
}
