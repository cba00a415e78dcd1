import BoothControl
import FoundationEssentials
import Notation
import Rating

/// Reads what is asked of prices, imports and audit.
extension LedgerRequest {
  /// `?prefix=56&text=movil&after=5691&size=100&replacedBy=17`; `before` in place of `after`.
  static func prices(
    _ list: PriceRowsQuery.List, _ parameters: Parameters
  ) throws(Outcome) -> LedgerRequest {
    var query = PriceRowsQuery(list: list)
    query.prefix = try digits("prefix", parameters) ?? ""
    query.after = try digits("after", parameters)
    query.before = try digits("before", parameters)
    guard query.after == nil || query.before == nil else {
      throw .badQuery("before, after: only one of them")
    }
    query.text = parameters["text"] ?? ""
    guard query.text.utf8.count <= 200 else { throw .badQuery("text: 0…200 bytes") }
    query.size = try number("size", parameters, 1...PriceRowsQuery.sizeLimit) ?? query.size
    query.replacedBy = try number("replacedBy", parameters, 1...Int.max).map(Int64.init)
    return .prices(query)
  }

  /// `?before=17&since=2006-10-27T00:00:00Z&until=…&actor=ana&action=payment&subject=4312&size=100`.
  static func audit(_ parameters: Parameters) throws(Outcome) -> LedgerRequest {
    var query = AuditRowsQuery(limit: try number("size", parameters, 1...500) ?? 50)
    query.before = try number("before", parameters, 1...Int.max).map(Int64.init)
    query.since = try time("since", parameters)
    query.until = try time("until", parameters)
    query.actor = try words("actor", parameters)
    query.subject = try words("subject", parameters)
    let action = try words("action", parameters)
    query.action = action.isEmpty ? nil : action
    return .audit(query)
  }

  private static func time(
    _ name: String, _ parameters: Parameters
  ) throws(Outcome) -> WallTime? {
    guard let text = parameters[name] else { return nil }
    guard let milliseconds = Timestamp.read(text) else {
      throw .badQuery("\(name): 2006-10-27T19:18:14Z")
    }
    return WallTime(milliseconds: milliseconds)
  }

  private static func words(_ name: String, _ parameters: Parameters) throws(Outcome) -> String {
    let text = parameters[name] ?? ""
    guard text.utf8.count <= 200 else { throw .badQuery("\(name): 0…200 bytes") }
    return text
  }

  /// `/audit/17?size=100`.
  static func auditRecord(
    _ text: String, _ parameters: Parameters
  ) throws(Outcome) -> LedgerRequest {
    guard let record = Int64(text), record > 0 else { throw .notFound }
    return .auditRecord(record, limit: try number("size", parameters, 1...500) ?? 50)
  }

  private static func digits(
    _ name: String, _ parameters: Parameters
  ) throws(Outcome) -> String? {
    guard let text = parameters[name] else { return nil }
    guard isPrefix(text) else { throw .badQuery("\(name): 0…16 digits") }
    return text
  }

  private static func isPrefix(_ text: String) -> Bool {
    text.utf8.count <= 16 && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }

  static func number(
    _ name: String, _ parameters: Parameters, _ range: ClosedRange<Int>
  ) throws(Outcome) -> Int? {
    guard let text = parameters[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      let most = range.upperBound == Int.max ? "" : "\(range.upperBound)"
      throw .badQuery("\(name): \(range.lowerBound)…\(most)")
    }
    return number
  }

  // MARK: Bodies

  private struct Prefixes: Decodable { var prefixes: [String] }
  private struct Percent: Decodable { var percent: String }
  private struct Mode: Decodable { var mode: String }
  private struct Begin: Decodable { var list: String }
  private struct Finish: Decodable {
    var rows: Int
    var markupPercent: String?
  }

  /// `{"prefixes":["100","1006"]}`
  static func deletePrefixes(
    body: [UInt8], from list: PriceRowsQuery.List
  ) throws(Outcome) -> LedgerRequest {
    let example = #"{"prefixes":["100","1006"]}"#
    let prefixes = try RequestBody.decode(
      Prefixes.self, from: body, fields: ["prefixes"], example: example
    ).prefixes
    guard !prefixes.isEmpty else { throw .badBody("prefixes: none, expected at least one") }
    guard Set(prefixes).count == prefixes.count else {
      throw .badBody("prefixes: one twice, expected each once")
    }
    return .deletePrefixes(prefixes, from: list)
  }

  /// `{"percent":"12.5"}`
  static func setMarkup(body: [UInt8]) throws(Outcome) -> LedgerRequest {
    let text = try RequestBody.decode(
      Percent.self, from: body, fields: ["percent"], example: #"{"percent":"12.5"}"#
    )
    .percent
    return .setMarkup(percent: try percent(text, "percent"))
  }

  /// `{"mode":"up"}`
  static func setRounding(body: [UInt8]) throws(Outcome) -> LedgerRequest {
    let name = try RequestBody.decode(
      Mode.self, from: body, fields: ["mode"], example: #"{"mode":"up"}"#
    ).mode
    guard let mode = Rounding.Mode(rawValue: name) else {
      let name = name.prefix(40)
      throw .badValue(
        Words(
          "modo «\(name)»: se espera half-up, up o down",
          "mode «\(name)»: expected half-up, up or down"))
    }
    return .setRounding(mode)
  }

  /// `{"list":"deck"}`
  static func beginImport(body: [UInt8]) throws(Outcome) -> LedgerRequest {
    let name = try RequestBody.decode(
      Begin.self, from: body, fields: ["list"], example: #"{"list":"prefixes"} or {"list":"deck"}"#
    ).list
    guard let list = PriceRowsQuery.List(rawValue: name) else {
      throw .badBody("list «\(name)»: expected prefixes or deck")
    }
    return .beginImport(list)
  }

  /// `{"rows":100000,"markupPercent":"10"}`
  static func finishImport(_ id: String, body: [UInt8]) throws(Outcome) -> LedgerRequest {
    let finish = try RequestBody.decode(
      Finish.self, from: body, fields: ["rows", "markupPercent"],
      example: #"{"rows":100000} or {"rows":100000,"markupPercent":"10"}"#)
    return .finishImport(
      importID: id, rows: finish.rows,
      markupPercent: try finish.markupPercent.map { text throws(Outcome) in
        try percent(text, "markupPercent")
      })
  }

  private static func percent(_ text: String, _ key: String) throws(Outcome) -> Money {
    do throws(MoneyError) {
      return try Money(text, least: .zero, most: Markup.largestPercent)
    } catch {
      throw .badValue(
        Words(
          "porcentaje «\(text.prefix(40))»: se espera un número de 0 a \(Markup.largestPercent.decimalText) con "
            + "punto decimal, como 12.5",
          "\(key): \(error)"))
    }
  }
}
