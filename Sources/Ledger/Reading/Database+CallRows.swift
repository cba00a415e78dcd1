internal import BoothControl
internal import BoothProtocol
internal import Rating

extension Database {
  /// Calls with what they refer to. `clause` is fixed SQL after FROM: joins, conditions, order and
  /// limit, with `values` bound to it; calls are `calls`.
  func callRows(_ clause: String, _ values: [SQLValue]) throws -> [CallRow] {
    var prices = PricesByHour()
    return try rows(
      """
      SELECT calls.key, booths.number, calls.number, calls.dialled,
        calls.carrier, quotes.destination, quotes.price_micros, quotes.unit_seconds,
        calls.is_charged, calls.authorised_at, calls.answered_at, calls.ended_at,
        calls.end_cause, calls.talked_ms, calls.charge_micros, calls.cost_micros,
        calls.suspicions, calls.review, calls.ticket, calls.answered_clock, calls.quote,
        CASE WHEN calls.answered_clock NOT NULL THEN quotes.record END
      FROM calls JOIN booths ON booths.id = calls.booth
        LEFT JOIN quotes ON quotes.id = calls.quote
      \(clause)
      """, values, { try callRow($0, &prices) })
  }

  private func callRow(_ row: Row, _ prices: inout PricesByHour) throws -> CallRow {
    let id = try row.callID(0)
    return CallRow(
      position: CallPosition(time: try row.time(9, of: "calls"), key: Int64(id.rawValue)), id: id,
      booth: BoothNumber(try row.text(1)), number: try row.text(2), dialled: try row.text(3),
      carrier: try row.optionalText(4), destination: try row.optionalText(5) ?? "",
      price: try prices.price(at: row) ?? unitPrice(row), isCharged: try row.flag(8),
      answeredAt: try row.optionalTime(10, of: "calls"),
      endedAt: try row.optionalTime(11, of: "calls"),
      endCause: try row.optionalText(12).map { try row.known(EndCause(rawValue: $0), 12) },
      talked: try row.optionalTalkTime(13, of: "calls"),
      charge: try row.amount(14, of: "calls"),
      cost: try row.amount(15, of: "calls"),
      suspicions: try suspicions(row),
      review: try row.optionalText(17).map { try row.known(CallReview.Verdict(rawValue: $0), 17) },
      ticket: try row.optionalInteger(18).flatMap { $0 > 0 ? $0 : nil })
  }

  private func unitPrice(_ row: Row) throws -> UnitPrice? {
    guard !row.isNull(6) else { return nil }
    return UnitPrice(
      price: try row.amount(6, of: "calls"), unit: try row.known(7, of: "calls", PriceUnit.init))
  }

  /// Of calls whose price depends on the hour: what it was when they were answered.
  private struct PricesByHour {
    /// By quote: many calls have the same.
    private var tariffs: [Int64: DestinationPrice] = [:]
    private static let limit = 256

    /// nil: it does not depend on it.
    mutating func price(at row: Row) throws -> UnitPrice? {
      guard let clock = try row.optionalCivilTime(19) else { return nil }
      let quote = try row.integer(20)
      let price = try tariffs[quote] ?? row.price(21)
      if tariffs.count == Self.limit { tariffs = [:] }
      tariffs[quote] = price
      return Quote(tariff: price.charge, rounding: price.rounding, answered: clock)
        .shownPrice(at: .zero)
    }
  }

  private func suspicions(_ row: Row) throws -> [Suspicion] {
    guard let text = try row.optionalText(16) else { return [] }
    var suspicions: [Suspicion] = []
    for word in text.split(separator: " ") {
      suspicions.append(try row.known(Suspicion(rawValue: String(word)), 16))
    }
    return suspicions
  }
}
