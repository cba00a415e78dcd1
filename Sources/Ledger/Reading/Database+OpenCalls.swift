internal import BoothControl
internal import BoothProtocol
internal import Rating

extension Database {
  /// Calls as they were authorised and how far they have come. `condition` is fixed SQL, with
  /// `values` bound to it.
  func openCalls(where condition: String, _ values: [SQLValue]) throws -> [OpenCall] {
    try rows(
      """
      SELECT calls.key, calls.board_call, booths.number, boards.uid, boots.boot_id, calls.line,
        calls.dialled, calls.number, calls.carrier, quotes.record, calls.is_charged,
        calls.reserved_micros, calls.authorised_at, calls.seized_tick, calls.answered_tick,
        calls.answered_at, calls.answer_signal, calls.heard_tick, calls.next_event,
        calls.answered_clock
      FROM calls JOIN booths ON booths.id = calls.booth JOIN boots ON boots.id = calls.boot
        JOIN boards ON boards.id = boots.board LEFT JOIN quotes ON quotes.id = calls.quote
      WHERE \(condition)
      """, values, openCall)
  }

  private func openCall(_ row: Row) throws -> OpenCall {
    var call = OpenCall(authorisation: try authorisation(row))
    call.seizedTick = try row.optionalTick(13, of: "calls")
    call.answeredTick = try row.optionalTick(14, of: "calls")
    call.answeredAt = try row.optionalTime(15, of: "calls")
    if !row.isNull(16) { call.signal = try row.known(16, of: "calls", AnswerSignal.init) }
    call.lastHeardTick = try row.optionalTick(17, of: "calls")
    call.answeredClock = try row.optionalCivilTime(19)
    return call
  }

  private func authorisation(_ row: Row) throws -> CallAuthorisation {
    CallAuthorisation(
      call: try row.callID(0),
      wireCall: try row.isNull(1) ? row.callID(0) : row.boardCallID(1),
      booth: BoothNumber(try row.text(2)),
      board: try row.known(BoardUID(bytes: try row.blob(3)), 3),
      bootID: try row.word(4, of: "calls"),
      line: Int(try row.integer(5, in: 0...31, of: "calls")), dialled: try row.text(6),
      number: try row.text(7),
      carrier: try row.optionalText(8),
      price: row.isNull(9) ? nil : try row.price(9),
      isCharged: try row.flag(10), reserved: try row.amount(11, of: "calls"),
      nextEvent: try row.word(18, of: "calls"),
      at: try row.time(12, of: "calls"))
  }
}
