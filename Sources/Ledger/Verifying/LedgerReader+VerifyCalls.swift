internal import BoothControl
internal import Notation
internal import Rating

/// Calls, held to the audit's records of their ends; and each record to its call.
extension LedgerReader {
  /// Calls whose record says something else, or is not there.
  func wrongCalls(_ database: Database) throws -> [Words] {
    var complaints: [Words] = []
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
        complaints.append(
          Words(
            "la llamada \(key) nombra el registro \(record) de la auditoría, que no existe",
            "call \(key) names record \(record) of the audit, which is not there"))
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
          Words(
            "la llamada \(key) no es lo que dice el registro \(record) de la auditoría: «\(told.after ?? "")», y es "
              + "«\(entry.after ?? "")»",
            "call \(key) is not what record \(record) of the audit tells of: \(told.after ?? ""), "
              + "and is \(entry.after ?? "")"))
        return
      }
      complaints.append(
        Words(
          "la llamada \(key) no ha terminado, y el registro \(record) de la auditoría dice cómo",
          "call \(key) has not ended, and record \(record) of the audit tells how"))
    }
    return complaints
  }

  /// Records that tell of the end of a call that is not there, or has another.
  func lostCalls(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT audit.number, subject FROM audit
      LEFT JOIN calls ON calls.key = CAST(substr(subject, 6) AS INTEGER)
      WHERE action = '\(AuditedCall.action)' AND calls.record IS NOT audit.number LIMIT 100
      """
    ) {
      let (record, subject) = (try $0.integer(0), try $0.text(1))
      return Words(
        "el registro \(record) de la auditoría cuenta el término de «\(subject)», que no existe o nombra otro "
          + "registro",
        "record \(record) of the audit tells of the end of «\(subject)», which is not there, or names another "
          + "record")
    }
  }

  /// Calls that have ended and have no record: only an upgrade leaves such, and tells what they are.
  func unrecordedCalls(_ database: Database, _ known: AuditHead?) throws -> [Words] {
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
        ? []
        : [
          Words(
            "\(found.count) llamadas terminaron y no están en ningún registro de la auditoría",
            "\(found.count) calls have ended and are in no record of the audit")
        ]
    }
    var complaints: [Words] = []
    if let stray = told.first(where: { !$0.canBe }) ?? told.dropFirst().first {
      complaints.append(
        Words(
          "el registro \(stray.number) de la auditoría dice ser de la puesta al día a la versión 7, y no puede "
            + "ser: eso se anota una vez, antes del término de cualquier llamada",
          "record \(stray.number) of the audit says that it is of the upgrade to version 7, and "
            + "cannot be: that is told once, before the end of any call"))
    }
    if let known, first.number > known.number {
      complaints.append(
        Words(
          "el registro \(first.number) de la auditoría, después del sello anotado, cuenta una puesta al día, y las "
            + "llamadas de antes se creen como dice; si desde entonces no hubo ninguna, alguien lo escribió",
          "record \(first.number) of the audit, after the head that is known, tells of an upgrade, "
            + "and the calls of before are believed as it says; if there was none since, somebody "
            + "has written it"))
    }
    if first.words != found.description {
      complaints.append(
        Words(
          "las llamadas que terminaron antes de la puesta al día a la versión 7 no son lo que dice el registro "
            + "\(first.number) de la auditoría: «\(first.words)», y son «\(found)»",
          "the calls that ended before the upgrade to version 7 are not what record "
            + "\(first.number) of the audit tells of: «\(first.words)», and are «\(found)»"))
    }
    return complaints
  }
}
