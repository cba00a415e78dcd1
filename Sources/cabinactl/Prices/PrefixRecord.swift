import FoundationEssentials
import Ledger
import Notation
import Rating

/// A price of a list in the words of the tariff file, to be changed in part: what is not
/// named stays as it was.
struct PrefixRecord: Decodable {
  var description: String?
  var unit: String?
  var price: String?
  var per: Int64?
  var firstBlock: Int64?
  var increment: Int64?
  var connectionFee: String?
  var maximumCharge: String?
  var graceSeconds: Int64?
  /// What cannot be said in a line: it is changed in a file.
  var steps: [Opaque]?
  var bands: [Opaque]?
  var shown: Opaque?
  private var prefix: String?

  struct Opaque: Decodable {
    init(from decoder: any Decoder) throws {}
  }

  init(price: String? = nil, unit: String? = nil) {
    self.price = price
    self.unit = unit
  }

  private struct Page: Decodable {
    let rows: [PrefixRecord]
    let currency: CurrencyAnswer?
  }

  /// `record` nil: the prefix has no price of the list.
  static func find(
    _ prefix: String, _ list: PriceList, _ desk: Desk
  ) throws(CommandError) -> (record: PrefixRecord?, currency: AmountFormat?) {
    let page = try desk.ask(
      "GET", list.rawValue, [("prefix", prefix), ("size", "1")], as: Page.self)
    return (page.rows.first { $0.prefix == prefix }, page.currency?.format)
  }

  /// The tariff with what the options name; a new one needs a price and a unit.
  func changed(_ prefix: String, _ options: [String: String]) throws(CommandError) -> Tariff {
    guard steps == nil, bands == nil, shown == nil else {
      throw .usage(
        "el prefijo «\(prefix)» tiene tramos u horarios propios: se cambian en un archivo, con export e import",
        "prefix «\(prefix)» has steps or hours of its own: change them in a file, by export and import"
      )
    }
    var object = JSONObject()
    object.add("prefix", prefix)
    guard let price = options["--price"] ?? price else {
      throw .usage("falta --price", "--price is missing")
    }
    object.add("price", price)
    if let unit = options["--unit"] ?? unit {
      object.add("unit", unit)
    } else if let per {
      object.add("per", per)
    } else {
      throw .usage("falta --unit", "--unit is missing")
    }
    let texts = [
      ("description", options["--description"] ?? description),
      ("connectionFee", options["--connection-fee"] ?? connectionFee),
      ("maximumCharge", maximumCharge),
    ]
    for (key, value) in texts { if let value { object.add(key, value) } }
    let numbers = [
      ("firstBlock", options["--first-block"].flatMap { Int64($0) } ?? firstBlock),
      ("increment", options["--increment"].flatMap { Int64($0) } ?? increment),
      ("graceSeconds", graceSeconds),
    ]
    for (key, value) in numbers { if let value { object.add(key, value) } }
    do throws(TariffFileError) {
      let record = try TariffRecord(json: object.text)
      try record.checkDescription()
      return record.tariff
    } catch {
      throw .usage(
        error.remarks.map(\.spanish).joined(separator: "; "), "\(error)")
    }
  }

  /// What was done: `1006 INTERNAS 02: $ 200,00 per min; was $ 150,00 per min`.
  static func words(
    _ tariff: Tariff, instead known: PrefixRecord?, _ currency: AmountFormat?, _ say: Language
  ) -> String {
    let name = [PriceTable.name(tariff.prefix, say), tariff.description]
      .filter { !$0.isEmpty }.joined(separator: " ")
    let now = say.price(tariff.shownPrice, currency)
    guard let known else { return "\(name): \(now)" + say("; nuevo", "; new") }
    let before = known.tariff(tariff.prefix)
    return "\(name): \(now)"
      + say.was(before.map { say.price($0.shownPrice, currency) }, isSame: before == tariff)
  }

  /// Its price for people; nil: it is more than one.
  func price(of prefix: String, _ currency: AmountFormat?, _ say: Language) -> String? {
    tariff(prefix).map { say.price($0.shownPrice, currency) }
  }

  /// nil: it makes none.
  private func tariff(_ prefix: String) -> Tariff? { try? changed(prefix, [:]) }
}

extension Language {
  /// `$ 200,00 x min`; of a currency that nobody knows `200 por minuto`
  func price(_ price: UnitPrice, _ currency: AmountFormat?) -> String {
    guard let currency else { return self.price(decimal(price.price.decimalText), price.unit) }
    return self.price(price, in: currency)
  }

  /// `200 por minuto`
  func price(_ price: String, _ unit: PriceUnit) -> String {
    "\(price) "
      + (unit == .minute ? self("por minuto", "per minute") : self("por segundo", "per second"))
  }
}
