internal import Rating

/// Tariffs of a generation.
extension Database {
  private static let columns =
    "prefix, description, price_micros, unit_seconds, increment_seconds, advanced"

  /// By prefix, from `lower` on (a text that sorts before the first that is wanted).
  func tariffs(in generation: Int64, from lower: String, limit: Int) throws -> [Tariff] {
    try rows(
      """
      SELECT \(Self.columns) FROM tariffs WHERE generation = ?1 AND prefix >= ?2
      ORDER BY prefix LIMIT ?3
      """, [.integer(generation), .text(lower), .integer(Int64(limit))], tariff)
  }

  func tariff(of prefix: String, in generation: Int64) throws -> Tariff? {
    try row(
      "SELECT \(Self.columns) FROM tariffs WHERE generation = ?1 AND prefix = ?2",
      [.integer(generation), .text(prefix)], tariff)
  }

  /// Those of a query, by prefix.
  func tariffs(
    in generation: Int64, _ query: PriceListQuery, from lower: String, limit: Int
  ) throws -> [Tariff] {
    try rows(
      """
      SELECT \(Self.columns) FROM tariffs
      WHERE generation = ?1 AND prefix >= ?2 AND prefix < ?3
        AND (?4 IS NULL OR description GLOB ?4)
      ORDER BY prefix LIMIT ?5
      """,
      [
        .integer(generation), .text(lower), .text(query.upper), .optional(query.pattern),
        .integer(Int64(limit)),
      ], tariff)
  }

  /// The last ones of a query that come before a prefix, by prefix.
  func tariffs(
    in generation: Int64, _ query: PriceListQuery, before: String, limit: Int
  ) throws -> [Tariff] {
    try rows(
      """
      SELECT \(Self.columns) FROM tariffs
      WHERE generation = ?1 AND prefix >= ?2 AND prefix < ?3
        AND (?4 IS NULL OR description GLOB ?4)
      ORDER BY prefix DESC LIMIT ?5
      """,
      [
        .integer(generation), .text(query.prefix), .text(min(before, query.upper)),
        .optional(query.pattern), .integer(Int64(limit)),
      ], tariff
    ).reversed()
  }

  /// Of a query; `before`: of those alone that come before this prefix.
  func tariffCount(
    in generation: Int64, _ query: PriceListQuery, before: String? = nil
  ) throws -> Int {
    Int(
      try integer(
        """
        SELECT count(*) FROM tariffs
        WHERE generation = ?1 AND prefix >= ?2 AND prefix < ?3
          AND (?4 IS NULL OR description GLOB ?4)
        """,
        [
          .integer(generation), .text(query.prefix),
          .text(before.map { min($0, query.upper) } ?? query.upper), .optional(query.pattern),
        ]))
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
  func save(_ tariff: Tariff, in generation: Int64) throws {
    try run(
      "INSERT OR REPLACE INTO tariffs (generation, \(Self.columns)) \(Self.places)",
      [.integer(generation)] + tariff.checkedColumns())
  }

  /// Adds a tariff whose prefix the generation does not have.
  func insert(_ tariff: Tariff, in generation: Int64) throws {
    do {
      try run(
        "INSERT INTO tariffs (generation, \(Self.columns)) \(Self.places)",
        [.integer(generation)] + tariff.checkedColumns())
    } catch let error as DatabaseError where error.isRuleViolation {
      throw PriceListError.prefixTwice(tariff.prefix)
    }
  }

  private static let places = "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"

  func delete(_ prefix: String, in generation: Int64) throws {
    try run(
      "DELETE FROM tariffs WHERE generation = ?1 AND prefix = ?2",
      [.integer(generation), .text(prefix)])
  }
}

extension Tariff {
  /// As it stands in the table, without its generation. Throws `PriceListError` for one that cannot
  /// be billed.
  func checkedColumns() throws -> [SQLValue] {
    do {
      try check()
    } catch {
      throw PriceListError.notATariff(prefix: prefix, error)
    }
    let increment = plan.steps.first?.incrementSeconds ?? 0
    // One that is all in the columns of the list: one price at any time, no fee. Most are, and a
    // deck of 100,000 of them is read without any JSON.
    let plain = Tariff.plain(
      prefix: prefix, description: description, price: shownPrice, incrementSeconds: increment)
    return [
      .text(prefix), .text(description), .integer(shownPrice.price.micros),
      .integer(shownPrice.unit.seconds), .integer(increment),
      .optional(self == plain ? nil : TariffRecord(self).json),
    ]
  }
}
