internal import BoothControl
internal import BoothProtocol
internal import Rating

extension Database {
  /// Calls with what they refer to. `clause` is fixed SQL after FROM: joins, conditions, order and
  /// limit, with `values` bound to it; calls are `calls`.
  func callRows(_ clause: String, _ values: [SQLValue]) throws -> [CallRow] {
    try rows(
      """
      SELECT calls.key, booths.number, calls.number, calls.dialled,
        calls.carrier, quotes.destination, quotes.price_micros, quotes.unit_seconds,
        calls.is_charged, calls.authorised_at, calls.answered_at, calls.ended_at,
        calls.end_cause, calls.talked_ms, calls.charge_micros, calls.cost_micros,
        calls.suspicions
      FROM calls JOIN booths ON booths.id = calls.booth
        LEFT JOIN quotes ON quotes.id = calls.quote
      \(clause)
      """, values, callRow)
  }

  private func callRow(_ row: Row) throws -> CallRow {
    let key = try row.integer(0)
    return CallRow(
      position: CallPosition(time: WallTime(milliseconds: try row.integer(9)), key: key),
      id: try row.callID(0),
      booth: BoothNumber(try row.text(1)), number: try row.text(2), dialled: try row.text(3),
      carrier: try row.optionalText(4), destination: try row.optionalText(5) ?? "",
      price: try unitPrice(row), isCharged: try row.flag(8),
      answeredAt: try row.optionalInteger(10).map(WallTime.init),
      endedAt: try row.optionalInteger(11).map(WallTime.init),
      endCause: try row.optionalText(12).map { try row.known(EndCause(rawValue: $0), 12) },
      talked: try row.optionalInteger(13).map(TalkTime.init),
      charge: Money(micros: try row.optionalInteger(14) ?? 0),
      cost: Money(micros: try row.optionalInteger(15) ?? 0),
      suspicions: try suspicions(row))
  }

  private func unitPrice(_ row: Row) throws -> UnitPrice? {
    guard let micros = try row.optionalInteger(6) else { return nil }
    let unit = UInt8(exactly: try row.integer(7)).flatMap(PriceUnit.init)
    return UnitPrice(price: Money(micros: micros), unit: try row.known(unit, 7))
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

extension Row {
  func callID(_ column: Int32) throws -> CallID {
    CallID(rawValue: try known(UInt32(exactly: try integer(column)), column))
  }
}
