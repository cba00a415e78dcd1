/// How records of the audit read on a page: what the program wrote in English, in the language of
/// the page; what people wrote, as it is.
struct AuditText {
  var say: Language
  /// Of the record.
  var action: String

  private static let shortLength = 90

  /// In a list.
  func short(_ text: String?) -> String {
    guard let text else { return say(AuditPhrase.nothing) }
    let words = JSONMembers(text).map { members in
      members.fields.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }
    let shown = Self.withoutHash(words ?? full(text))
    return shown.count > Self.shortLength ? "\(shown.prefix(Self.shortLength))…" : shown
  }

  /// All of it.
  func full(_ text: String) -> String {
    guard say == .spanish else { return text }
    switch action {
    case "payment", "credit", "ticket", "booth", "rounding", "prefixes import", "deck import":
      return translated(text)
    case "review":
      // The note behind the verdict is the owner's.
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let verdict = translated(String(parts[0]))
      return parts.count == 2 ? "\(verdict):\(parts[1])" : verdict
    default: return text
    }
  }

  /// What a record is about: `payment 17`, `call 4`, a prefix, a booth's number.
  func subject(_ text: String) -> String {
    guard say == .spanish else { return text }
    switch action {
    case "payment", "credit", "ticket", "review", "markup", "rounding", "currency", "warning",
      "prefixes import", "deck import":
      return translated(text)
    default: return text
    }
  }

  /// Word by word outside of «…», where people's own words stand.
  private func translated(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "«") {
      result += Self.spanish(rest[..<start])
      let end = rest[start...].lastIndex(of: "»") ?? rest.index(before: rest.endIndex)
      result += rest[start...end]
      rest = rest[rest.index(after: end)...]
    }
    return result + Self.spanish(rest)
  }

  private static func spanish(_ text: Substring) -> String {
    words.reduce(String(text)) { $0.replacing($1.english, with: $1.spanish) }
  }

  /// The longer before those that are a part of them.
  private static let words: [(english: String, spanish: String)] = [
    ("next call uncharged", "próxima llamada sin cobrar"),
    ("next call charged", "próxima llamada con cobro"), ("disabled", "deshabilitada"),
    ("enabled", "habilitada"), (" paid at booth ", " abonado en la cabina "),
    (" paid on ", " pagado el "), (" paid", " pagado"), ("payment ", "pago "),
    ("deposit ", "abono "), ("calls of ", "llamadas por "), ("call of ", "llamada por "),
    ("call ", "llamada "), ("in advance", "por adelantado"), ("booth ", "cabina "),
    ("balance", "saldo"), ("credit", "crédito"), ("payable", "a pagar"),
    ("received", "recibido"), (" due", " por cobrar"), ("waived", "anulada"),
    ("stands", "se cobra"), ("decimals", "decimales"), (" rows", " filas"),
    ("prefixes", "prefijos"), ("deck", "proveedor"), ("amounts", "montos"),
  ]

  /// A hash says nothing in a list, and is on the record's own page.
  private static func withoutHash(_ text: String) -> String {
    guard let range = text.firstRange(of: ", sha256 ") else { return text }
    return String(text[..<range.lowerBound])
  }
}
