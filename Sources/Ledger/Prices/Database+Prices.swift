internal import Rating

/// The two tables of tariffs, which are alike.
enum TariffTable: String {
  case prefixes
  case deck
}

extension Database {
  func tariffs(in table: TariffTable) throws -> [Tariff] {
    try rows(
      """
      SELECT prefix, description, price_micros, unit_seconds, increment_seconds, advanced
      FROM \(table.rawValue) ORDER BY prefix
      """, [], tariff)
  }

  /// What cannot be billed is not read: what is in the file may be older than a rule for tariffs.
  private func tariff(_ row: Row) throws -> Tariff {
    if !row.isNull(5) { return try row.tariff(5) }
    let unit = UInt8(exactly: try row.integer(3)).flatMap(PriceUnit.init)
    let price = UnitPrice(price: Money(micros: try row.integer(2)), unit: try row.known(unit, 3))
    let tariff = Tariff.plain(
      prefix: try row.text(0), description: try row.text(1), price: price,
      incrementSeconds: try row.integer(4))
    do {
      try tariff.check()
    } catch {
      throw row.unexpected(0, because: "tariff of prefix \(tariff.prefix): \(error)")
    }
    return tariff
  }

  /// Writes a tariff over the one of its prefix.
  func save(_ tariff: Tariff, in table: TariffTable) throws {
    try run("INSERT OR REPLACE \(Self.columns(of: table))", try values(tariff))
  }

  /// The whole list, in place of what was there. In a transaction.
  func replace(_ table: TariffTable, with tariffs: [Tariff]) throws {
    try run("DELETE FROM \(table.rawValue)")
    for tariff in tariffs {
      do {
        try run("INSERT \(Self.columns(of: table))", try values(tariff))
      } catch let error as DatabaseError where error.isRuleViolation {
        throw PriceListError.prefixTwice(tariff.prefix)
      }
    }
  }

  private static func columns(of table: TariffTable) -> String {
    """
    INTO \(table.rawValue)
      (prefix, description, price_micros, unit_seconds, increment_seconds, advanced)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """
  }

  private func values(_ tariff: Tariff) throws -> [SQLValue] {
    do {
      try tariff.check()
    } catch {
      throw PriceListError.notATariff(prefix: tariff.prefix, error)
    }
    let increment = tariff.plan.steps.first?.incrementSeconds ?? 0
    let plain = Tariff.plain(
      prefix: tariff.prefix, description: tariff.description, price: tariff.shownPrice,
      incrementSeconds: increment)
    return [
      .text(tariff.prefix), .text(tariff.description),
      .integer(tariff.shownPrice.price.micros), .integer(tariff.shownPrice.unit.seconds),
      .integer(increment),
      .optional(tariff == plain ? nil : TariffRecord(tariff).json),
    ]
  }
}

extension Tariff {
  /// A tariff that is all in the columns of the list: one price at any time, no fee. Most are, and
  /// a deck of 100,000 of them is read without any JSON.
  fileprivate static func plain(
    prefix: String, description: String, price: UnitPrice, incrementSeconds: Int64
  ) -> Tariff {
    Tariff(
      prefix: prefix, description: description, shownPrice: price,
      plan: RatePlan(
        connectionFee: .zero,
        steps: [
          RateStep(
            afterSeconds: 0, price: price.price, perSeconds: price.unit.seconds,
            incrementSeconds: incrementSeconds)
        ]))
  }
}
