internal import BoothControl
internal import Rating

/// The end of a call, as the audit tells of it: its money in words, and a hash of all that stands
/// then in its row, in its price and in what it refers to. Tickets and reviews, which come later,
/// have records of their own.
enum AuditedCall {
  static let action = "call"

  /// Of a record's subject; the hash of all is shortened: nobody finds another row for 128 bits.
  static let hashBytes = 16

  static func subject(_ key: Int64) -> String { "call \(key)" }

  /// nil: it is not what `subject` gives.
  static func key(_ subject: String) -> Int64? {
    guard let key = Int64(subject.dropFirst(5)), self.subject(key) == subject else { return nil }
    return key
  }

  /// Column 0 is the record's number, and not a part of what it tells.
  static let columns = """
    SELECT calls.record, calls.key, booths.number, calls.number, talked_ms, charge_micros,
      cost_micros, ended_at, boards.uid, boots.boot_id, line, board_call, dialled, carrier,
      is_charged, reserved_micros, authorised_at, next_event, seized_tick, seized_at,
      answered_tick, answered_at, answer_signal, answered_clock, heard_tick, end_cause,
      suspicions, quotes.digest, quotes.destination, quotes.price_micros, quotes.unit_seconds,
      quotes.record
    """
  /// How many these are.
  static let columnCount: Int32 = 32

  static let tables = """
    FROM calls
    LEFT JOIN booths ON booths.id = calls.booth
    LEFT JOIN boots ON boots.id = calls.boot
    LEFT JOIN boards ON boards.id = boots.board
    LEFT JOIN quotes ON quotes.id = calls.quote
    """

  /// `row`: of `columns`.
  static func bytes(_ row: Row) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1_024)
    for column in 1..<columnCount { try row.value(column).encode(into: &bytes) }
    return bytes
  }

  static func entry(_ row: Row) throws -> AuditEntry {
    let talked = try row.optionalInteger(4).map { "\($0) ms" } ?? "not answered"
    let charge = Money(micros: try row.integer(5)).decimalText
    let cost = Money(micros: try row.integer(6)).decimalText
    let hash = SHA256.hash(try bytes(row)).prefix(hashBytes)
    return AuditEntry(
      actor: AuditOrigin.daemon, at: try row.time(7, of: "calls"), action: action,
      subject: subject(try row.integer(1)), before: nil,
      after: "\(charge), cost \(cost), \(talked), \(Array(hash).hexadecimal)")
  }
}

/// Calls that ended before their ends were told to the audit, held together by one record.
struct UnrecordedCalls: Hashable, CustomStringConvertible {
  static let action = "version 7"
  static let subject = "calls"

  var count: Int64
  var hash: [UInt8]

  var description: String { "\(count) calls, \(hash.hexadecimal)" }
}

extension Database {
  /// Tells the audit of a call that has just ended, in the transaction that ends it.
  func auditEnd(ofCall key: Int64) throws {
    let entry = try row(
      "\(AuditedCall.columns) \(AuditedCall.tables) WHERE calls.key = ?1", [.integer(key)],
      AuditedCall.entry)
    guard let entry else { return }
    let record = try audit(
      AuditOrigin(actor: entry.actor, at: entry.at), entry.action, entry.subject,
      before: entry.before, after: entry.after)
    try run(
      "UPDATE calls SET record = ?2 WHERE key = ?1", [.integer(key), .optional(record)])
  }

  /// Reads every call that has ended and has no record.
  func unrecordedCalls() throws -> UnrecordedCalls {
    var count: Int64 = 0
    var hash = SHA256()
    try forEachRow(
      """
      \(AuditedCall.columns) \(AuditedCall.tables)
      WHERE calls.record IS NULL AND ended_at IS NOT NULL ORDER BY calls.key
      """
    ) { row in
      count += 1
      hash.update(try AuditedCall.bytes(row))
    }
    return UnrecordedCalls(count: count, hash: hash.finish())
  }
}
