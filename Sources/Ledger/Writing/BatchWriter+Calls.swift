internal import BoothControl
internal import BoothProtocol
internal import Rating

extension BatchWriter {
  func authorise(_ authorisation: CallAuthorisation) throws {
    let key = try key(of: authorisation.call)
    let boot = try insertedBoot(authorisation.board, authorisation.bootID)
    if let stored = try stored(key) {
      guard stored == authorisation else { throw BatchError.callIDTaken(authorisation.call) }
      return
    }
    let boardCall = authorisation.wireCall == authorisation.call ? nil : authorisation.wireCall
    let booth = try insertedBooth(authorisation.booth)
    try database.run(
      """
      INSERT INTO calls (key, board_call, booth, boot, line, dialled, number, carrier, quote,
        is_charged, reserved_micros, authorised_at, next_event)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
      """,
      [
        .integer(key), .optional(boardCall.map { Int64($0.rawValue) }),
        .integer(booth), .integer(boot),
        .integer(Int64(authorisation.line)), .text(authorisation.dialled),
        .text(authorisation.number), .optional(authorisation.carrier),
        .optional(try authorisation.price.map(insertedQuote)), .flag(authorisation.isCharged),
        .integer(authorisation.reserved.micros), .integer(authorisation.at.milliseconds),
        .integer(Int64(authorisation.nextEvent)),
      ])
    try countCall(of: booth, isCharged: authorisation.isCharged)
  }

  func seize(
    _ call: CallID, tick: BoardTick, at time: WallTime
  ) throws {
    try change(
      call,
      """
      UPDATE calls SET seized_tick = ifnull(seized_tick, ?2), seized_at = ifnull(seized_at, ?3)
      WHERE key = ?1 AND ended_at IS NULL
      """, [.integer(tick.milliseconds), .integer(time.milliseconds)])
  }

  func answer(
    _ call: CallID, tick: BoardTick, at time: WallTime, clock: CivilTime?, signal: AnswerSignal
  ) throws {
    try change(
      call,
      """
      UPDATE calls SET answered_tick = ?2, answered_at = ?3, answer_signal = ?4, answered_clock = ?5
      WHERE key = ?1 AND ended_at IS NULL AND answered_tick IS NULL
      """,
      [
        .integer(tick.milliseconds), .integer(time.milliseconds),
        .integer(Int64(signal.rawValue)), .optional(clock.map(CivilTimeRecord.text)),
      ])
  }

  func hear(_ call: CallID, tick: BoardTick) throws {
    try change(
      call,
      """
      UPDATE calls SET heard_tick = max(ifnull(heard_tick, ?2), ?2)
      WHERE key = ?1 AND ended_at IS NULL
      """, [.integer(tick.milliseconds)])
  }

  /// Fixes duration, charge and cost, tells the audit, and takes the cost from the balance. A call that has ended
  /// stays as it is.
  func end(_ end: CallEnd) throws {
    let suspicions = end.suspicions.map(\.rawValue).joined(separator: " ")
    let key = try change(
      end.call,
      """
      UPDATE calls SET ended_at = ?2, end_cause = ?3, talked_ms = ?4, charge_micros = ?5,
        cost_micros = ?6, suspicions = ?7
      WHERE key = ?1 AND ended_at IS NULL
      """,
      [
        .integer(end.at.milliseconds), .text(end.cause.rawValue),
        .optional(end.talked?.milliseconds), .integer(end.charge.micros),
        .integer(end.cost.micros), .optional(suspicions.isEmpty ? nil : suspicions),
      ])
    guard let key else { return }
    try database.auditEnd(ofCall: key)
    try take(end.cost, forCall: key, at: end.at)
    guard end.charge != .zero else { return }
    try owe(
      end.charge,
      booth: database.integer("SELECT booth FROM calls WHERE key = ?1", [.integer(key)]))
  }

  /// Runs an update of one call: `?1` is its key, `values` are the rest. The key, or nil when the
  /// call was already as the update would have it.
  @discardableResult
  private func change(
    _ call: CallID, _ sql: String, _ values: [SQLValue]
  ) throws -> Int64? {
    let key = try key(of: call)
    if try database.run(sql, [.integer(key)] + values) == 1 { return key }
    let isKnown = try database.row(
      "SELECT 1 FROM calls WHERE key = ?1", [.integer(key)], { try $0.integer(0) })
    guard isKnown != nil else { throw BatchError.noSuchCall(call) }
    return nil
  }

  /// The call of this number as it was authorised.
  private func stored(_ key: Int64) throws -> CallAuthorisation? {
    try database.openCalls(where: "calls.key = ?1", [.integer(key)]).first?.authorisation
  }

  /// A call's number is its key. Numbers that boards give are names on their wire only.
  private func key(of call: CallID) throws -> Int64 {
    guard call.rawValue != 0, call <= CallID.last else {
      throw BatchError.callIDOutOfRange(call)
    }
    return Int64(call.rawValue)
  }
}
