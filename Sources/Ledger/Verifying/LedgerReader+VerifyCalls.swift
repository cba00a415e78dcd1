internal import BoothControl
internal import Rating

/// Calls, held to the audit's records of their ends; and each record to its call.
extension LedgerReader {
  /// Calls whose record says something else, or is not there.
  func wrongCalls(_ database: Database) throws -> [String] {
    var complaints: [String] = []
    try database.forEachRow(
      """
      \(AuditedCall.columns), audit.at, audit.actor, audit.action, audit.subject, audit.before,
        audit.after
      \(AuditedCall.tables) LEFT JOIN audit ON audit.number = calls.record
      WHERE calls.record IS NOT NULL ORDER BY calls.key
      """
    ) { row in
      guard complaints.count < Self.complaintLimit else { return }
      let (record, key) = (try row.integer(0), try row.integer(1))
      let first = AuditedCall.columnCount
      guard !row.isNull(first) else {
        complaints.append("call \(key) names record \(record) of the audit, which is not there")
        return
      }
      let told = AuditEntry(
        actor: try row.text(first + 1), at: WallTime(milliseconds: try row.integer(first)),
        action: try row.text(first + 2), subject: try row.text(first + 3),
        before: try row.optionalText(first + 4), after: try row.optionalText(first + 5))
      guard row.isNull(7) || row.isNull(5) || row.isNull(6) else {
        let entry = try AuditedCall.entry(row)
        guard entry != told else { return }
        complaints.append(
          "call \(key) is not what record \(record) of the audit tells of: \(told.after ?? ""), "
            + "and is \(entry.after ?? "")")
        return
      }
      complaints.append("call \(key) has not ended, and record \(record) of the audit tells how")
    }
    return complaints
  }

  /// Records that tell of the end of a call that is not there, or has another.
  func lostCalls(_ database: Database) throws -> [String] {
    try database.rows(
      """
      SELECT audit.number, subject FROM audit
      LEFT JOIN calls ON calls.key = CAST(substr(subject, 6) AS INTEGER)
      WHERE action = '\(AuditedCall.action)' AND calls.record IS NOT audit.number LIMIT 100
      """
    ) {
      "record \(try $0.integer(0)) of the audit tells of the end of «\(try $0.text(1))», which is "
        + "not there, or names another record"
    }
  }

  /// Calls that have ended and have no record: only an upgrade leaves such, and tells what they are.
  func unrecordedCalls(_ database: Database, _ known: AuditHead?) throws -> [String] {
    let told = try database.rows(
      """
      SELECT number, after, actor = ?1 AND number < (
        SELECT ifnull(min(number), 9223372036854775807) FROM audit
        WHERE action = '\(AuditedCall.action)')
      FROM audit INDEXED BY audit_of_subject
      WHERE subject = ?2 AND action = ?3 AND action != 'call' ORDER BY number LIMIT 2
      """,
      [.text(AuditOrigin.daemon), .text(UnrecordedCalls.subject), .text(UnrecordedCalls.action)]
    ) { (number: try $0.integer(0), words: try $0.text(1), canBe: try $0.flag(2)) }
    let found = try database.unrecordedCalls()
    guard let first = told.first else {
      return found.count == 0
        ? [] : ["\(found.count) calls have ended and are in no record of the audit"]
    }
    var complaints: [String] = []
    if let stray = told.first(where: { !$0.canBe }) ?? told.dropFirst().first {
      complaints.append(
        "record \(stray.number) of the audit says that it is of the upgrade to version 7, and "
          + "cannot be: that is told once, before the end of any call")
    }
    if let known, first.number > known.number {
      complaints.append(
        "record \(first.number) of the audit, after the head that is known, tells of an upgrade, "
          + "and the calls of before are believed as it says; if there was none since, somebody "
          + "has written it")
    }
    if first.words != found.description {
      complaints.append(
        "the calls that ended before the upgrade to version 7 are not what record "
          + "\(first.number) of the audit tells of: «\(first.words)», and are «\(found)»")
    }
    return complaints
  }
}
