import FoundationEssentials
import Ledger
import Notation
import Rating

/// A page of a price list as the daemon gives it.
struct PricesAnswer: Decodable {
  let currency: CurrencyAnswer
  /// nil: an older daemon does not say.
  let list: String?
  let version: String
  let total: Int
  let next: String?
  let rows: [TariffRecord]
}

/// Prices as a table.
struct PriceTable {
  private let console: Console
  private var say: Language { console.say }
  /// Nothing was looked for.
  private let isWhole: Bool

  init(_ console: Console, isWhole: Bool = false) {
    self.console = console
    self.isWhole = isWhole
  }

  func text(_ body: [UInt8]) throws -> String {
    let page = try JSONDecoder().decode(PricesAnswer.self, from: Data(body))
    let rows = page.rows.map { record in
      let tariff = record.tariff
      return [
        Self.name(tariff.prefix, say), tariff.description,
        tariff.shownPrice.unit == .minute ? say("minuto", "minute") : say("segundo", "second"),
        page.currency.format.priceAlone(tariff.shownPrice), remark(tariff),
      ].map { $0.shown(atMost: 60) }
    }
    let head = [
      say("PREFIJO", "PREFIX"), say("DESCRIPCIÓN", "DESCRIPTION"), say("UNIDAD", "UNIT"),
      say("PRECIO", "PRICE"), "",
    ]
    var text = TextTable(
      rows: [head] + rows, right: [3], flexible: [1, 4], width: console.width
    ).text
    text +=
      page.total == 1
      ? say("1 prefijo", "1 prefix") : say("\(page.total) prefijos", "\(page.total) prefixes")
    if let next = page.next {
      text += say("; los que siguen: --after \(next)", "; more: --after \(next)")
    }
    text += "\n"
    if isWhole, page.list == PriceList.deck.rawValue, page.total == 0 {
      text += say(
        "sin lista del proveedor, lo que le cuesta una llamada se toma por lo que se cobra\n",
        "without a deck what a call costs at the provider is taken to be what it is charged\n")
    }
    return text
  }

  /// Of a prefix, for people: the empty one is that of every number.
  static func name(_ prefix: String, _ say: Language) -> String {
    prefix.isEmpty ? say("(todos)", "(any)") : prefix
  }

  /// What is not in the price.
  private func remark(_ tariff: Tariff) -> String {
    var parts: [String] = []
    let steps = tariff.plan.steps
    if let first = steps.first, first.incrementSeconds != 1 || steps.count > 1 {
      parts.append(steps.map { String($0.incrementSeconds) }.joined(separator: "/") + " s")
    }
    if tariff.plan.connectionFee != .zero {
      parts.append(say("conexión", "fee") + " \(tariff.plan.connectionFee.decimalText)")
    }
    if !tariff.bands.isEmpty { parts.append(say("horarios", "bands")) }
    if tariff.maximumCharge != nil || tariff.graceSeconds > 0 { parts.append(say("más", "more")) }
    return parts.joined(separator: ", ")
  }
}

extension CurrencyAnswer {
  var format: AmountFormat { AmountFormat(code: code, symbol: symbol, decimals: decimals) }
}

/// A whole list, page by page.
struct PriceExport {
  let list: PriceList
  let desk: Desk
  /// The record of the import that replaced the list that is meant; nil: the one that holds.
  var replacedBy: Int64?

  /// Pages; one of 500 rows each.
  private static let pageLimit = 4_000

  /// A tariff file with this list in it, and how the daemon rounds; with the deck the markup on it.
  /// `isWhole`: with the other list too, so that the file prices what the daemon prices.
  func json5(isWhole: Bool = false) throws(CommandError) -> String {
    let rounding = try desk.ask("GET", "rounding", as: RoundingAnswer.self)
    var currency: CurrencyAnswer?
    var texts: [String] = []
    for list in PriceList.allCases where isWhole || list == self.list {
      let export = PriceExport(list: list, desk: desk, replacedBy: replacedBy)
      var lines: [String] = []
      try export.pages { page in
        currency = page.currency
        lines += page.rows.map(\.json)
      }
      let rows = lines.isEmpty ? "" : "\n\(lines.joined(separator: ",\n"))\n"
      texts.append(try markup(list) + "\"\(list == .prefixes ? "tariffs" : "deck")\":[\(rows)]")
    }
    var money = JSONObject()
    if let currency {
      money.add("code", currency.code)
      money.add("symbol", currency.symbol)
      money.add("decimals", Int64(currency.decimals))
      money.add("rounding", rounding.mode)
    }
    return "{\"currency\":\(money.text),\(texts.joined(separator: ","))}\n"
  }

  /// The key of it, with the comma behind; nothing where it belongs to the other list.
  private func markup(_ list: PriceList) throws(CommandError) -> String {
    guard list == .deck else { return "" }
    var object = JSONObject()
    object.add("markupPercent", try desk.ask("GET", "markup", as: MarkupAnswer.self).percent)
    return String(object.text.dropFirst().dropLast()) + ","
  }

  /// What does not fit into columns is refused, and named.
  func csv() throws(CommandError) -> String {
    var lines = [TariffColumnsText.heading]
    try pages { page throws(CommandError) in
      for row in page.rows { lines.append(try Self.line(row.tariff)) }
    }
    return lines.joined()
  }

  private static func line(_ tariff: Tariff) throws(CommandError) -> String {
    guard let line = TariffColumnsText.line(tariff) else {
      throw CommandError(
        "la tarifa del prefijo «\(tariff.prefix)» es más que un precio y sus bloques; en --format json5 cabe",
        "the tariff of prefix «\(tariff.prefix)» is more than a price and its blocks; --format json5 has room "
          + "for it")
    }
    return line
  }

  /// Each page in turn.
  func pages(
    _ take: (PricesAnswer) throws(CommandError) -> Void
  ) throws(CommandError) {
    var query: [Desk.Parameter] = [("size", "500")]
    if let replacedBy { query.append(("replacedBy", String(replacedBy))) }
    var after: [Desk.Parameter] = []
    var version: String?
    for _ in 0..<Self.pageLimit {
      let page = try desk.ask("GET", list.rawValue, query + after, as: PricesAnswer.self)
      guard version == nil || version == page.version else {
        throw CommandError(
          "la lista cambió mientras tanto; expórtela de nuevo",
          "the list was changed meanwhile; export it again")
      }
      version = page.version
      try take(page)
      guard let next = page.next else { return }
      after = [("after", next)]
    }
    throw CommandError("la lista no termina", "the list has no end")
  }
}
