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
enum PriceTable {
  /// `isWhole`: nothing was looked for.
  static func text(_ body: [UInt8], isWhole: Bool = false) throws -> String {
    let page = try JSONDecoder().decode(PricesAnswer.self, from: Data(body))
    let rows = page.rows.map { record in
      let tariff = record.tariff
      return [
        name(tariff.prefix), tariff.description,
        tariff.shownPrice.unit == .minute ? "minute" : "second",
        page.currency.format.priceAlone(tariff.shownPrice), remark(tariff),
      ].map { $0.shown(atMost: 60) }
    }
    let head = ["PREFIX", "DESCRIPTION", "UNIT", "PRICE", ""]
    var text = TextTable(rows: [head] + rows, right: [3]).text
    text += page.total == 1 ? "1 prefix" : "\(page.total) prefixes"
    if let next = page.next { text += "; more: --after \(next)" }
    text += "\n"
    if isWhole, page.list == PriceList.deck.rawValue, page.total == 0 {
      text += "without a deck what a call costs at the provider is taken to be what it is charged\n"
    }
    return text
  }

  /// Of a prefix, for people: the empty one is that of every number.
  static func name(_ prefix: String) -> String { prefix.isEmpty ? "(any)" : prefix }

  /// What is not in the price.
  private static func remark(_ tariff: Tariff) -> String {
    var parts: [String] = []
    let steps = tariff.plan.steps
    if let first = steps.first, first.incrementSeconds != 1 || steps.count > 1 {
      parts.append(steps.map { String($0.incrementSeconds) }.joined(separator: "/") + " s")
    }
    if tariff.plan.connectionFee != .zero {
      parts.append("fee \(tariff.plan.connectionFee.decimalText)")
    }
    if !tariff.bands.isEmpty { parts.append("bands") }
    if tariff.maximumCharge != nil || tariff.graceSeconds > 0 { parts.append("more") }
    return parts.joined(separator: ", ")
  }
}

extension CurrencyAnswer {
  var format: AmountFormat { AmountFormat(code: code, symbol: symbol, decimals: decimals) }
}

/// A whole list, page by page.
struct PriceExport {
  let list: PriceList
  let desk: LedgerDesk
  /// The record of the import that replaced the list that is meant; nil: the one that holds.
  var replacedBy: Int64?

  /// Pages; one of 500 rows each.
  private static let pageLimit = 4_000

  /// A tariff file with this list in it, and how the daemon rounds; with the deck the markup on it.
  /// `isWhole`: with the other list too, so that the file prices what the daemon prices.
  func json5(isWhole: Bool = false) throws(PriceCommandError) -> String {
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
  private func markup(_ list: PriceList) throws(PriceCommandError) -> String {
    guard list == .deck else { return "" }
    var object = JSONObject()
    object.add("markupPercent", try desk.ask("GET", "markup", as: MarkupAnswer.self).percent)
    return String(object.text.dropFirst().dropLast()) + ","
  }

  /// What does not fit into columns is refused, and named.
  func csv() throws(PriceCommandError) -> String {
    var lines = [TariffColumnsText.heading]
    try pages { page throws(PriceCommandError) in
      for row in page.rows { lines.append(try Self.line(row.tariff)) }
    }
    return lines.joined()
  }

  private static func line(_ tariff: Tariff) throws(PriceCommandError) -> String {
    guard let line = TariffColumnsText.line(tariff) else {
      throw PriceCommandError(
        message: "the tariff of prefix «\(tariff.prefix)» is more than a price and its blocks; "
          + "--format json5 has room for it")
    }
    return line
  }

  private func pages(
    _ take: (PricesAnswer) throws(PriceCommandError) -> Void
  ) throws(PriceCommandError) {
    var after = ""
    let which = replacedBy.map { "&replacedBy=\($0)" } ?? ""
    var version: String?
    for _ in 0..<Self.pageLimit {
      let page = try desk.ask(
        "GET", "\(list.rawValue)?size=500\(which)\(after)", as: PricesAnswer.self)
      guard version == nil || version == page.version else {
        throw PriceCommandError(message: "the list was changed meanwhile; export it again")
      }
      version = page.version
      try take(page)
      guard let next = page.next else { return }
      after = "&after=\(PercentEncoding.text(next))"
    }
    throw PriceCommandError(message: "the list has no end")
  }
}
