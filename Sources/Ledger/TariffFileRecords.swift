import Notation
package import Rating

/// One tariff as JSON: an entry of a tariff file, and what the ledger keeps with a call.
///
/// | key | |
/// |---|---|
/// | `prefix` | 0 to 16 digits |
/// | `description` | a text |
/// | `price`, `unit` | for a `minute` or a `second` |
/// | `price`, `per` | in place of `unit`: for so many seconds |
/// | `firstBlock`, `increment` | of a price; seconds, by the second where they are not there |
/// | `steps` | in place of a price: a list of `after`, `price`, `per`, `increment` |
/// | `connectionFee` | brought by the plan or band in which the call is answered; without it none |
/// | `bands` | a list of `days` (`mon-fri`, `sat,sun`), `from`, `to` and a price or steps of their own |
/// | `maximumCharge`, `graceSeconds` | |
/// | `shown` | `price` and `unit` that the list shows, where they do not follow from the first step |
///
/// There may be bands alone, if they leave no hour of the week without a price.
package struct TariffRecord: Decodable, Hashable, Sendable {
  package let tariff: Tariff

  package init(_ tariff: Tariff) { self.tariff = tariff }

  /// Reads one entry.
  package init(json: String) throws(TariffFileError) {
    self = try TariffFileError.reading(TariffRecord.self, from: Array(json.utf8))
  }

  /// On one line; reading it gives an equal tariff.
  package var json: String { object.text }

  /// Throws on what a terminal or a page would act on. For what comes from outside: a record that was
  /// stored before this was asked for may have it.
  package func checkDescription() throws(TariffFileError) {
    guard tariff.description.hasControls else { return }
    throw TariffFileError(
      place: "description", prefix: tariff.prefix, value: "…", expected: "no control characters")
  }
}

/// The prices fixed when a call is authorised, as the ledger keeps them with it.
package struct DestinationPriceRecord: Decodable, Hashable, Sendable {
  package let price: DestinationPrice

  package init(_ price: DestinationPrice) { self.price = price }

  package init(json: String) throws(TariffFileError) {
    self = try TariffFileError.reading(DestinationPriceRecord.self, from: Array(json.utf8))
  }

  package init(from decoder: any Decoder) throws {
    let fields = try RecordFields(
      from: decoder, knowing: ["charge", "cost", "rounding", "decimals", "markupPercent"])
    guard let charge = try fields.object("charge", TariffRecord.self)?.tariff else {
      throw fields.fault("charge", nil, expected: "a tariff")
    }
    let cost = try fields.object("cost", TariffRecord.self)?.tariff
    guard let mode = try fields.choice("rounding", Rounding.Mode.self) else {
      throw fields.fault("rounding", nil, expected: "half-up, up or down")
    }
    guard let decimals = try fields.integer("decimals", 0...6) else {
      throw fields.fault("decimals", nil, expected: "0 to 6")
    }
    let percent = try fields.money("markupPercent", .zero...Markup.largestPercent)
    price = DestinationPrice(
      charge: charge, cost: cost ?? charge,
      rounding: Rounding(mode: mode, decimals: Int(decimals)),
      markup: Markup(percentMicros: percent?.micros ?? 0))
  }

  /// On one line. Without `cost` the charge is the cost, and without `markupPercent` it is nothing
  /// that was raised.
  package var json: String {
    var object = JSONObject()
    object.add("charge", TariffRecord(price.charge).object)
    if price.cost != price.charge { object.add("cost", TariffRecord(price.cost).object) }
    object.add("rounding", price.rounding.mode.rawValue)
    object.add("decimals", Int64(price.rounding.decimals))
    if price.markup.percentMicros != 0 {
      object.add("markupPercent", price.markup.percent.decimalText)
    }
    return object.text
  }
}
