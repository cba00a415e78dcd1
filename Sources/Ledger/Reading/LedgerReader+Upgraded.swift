internal import CSQLite

/// What a ledger of an older version was before a copy of it was brought up to date.
package struct OlderLedger: Hashable, Sendable {
  package var version: Int64
  /// Of its own audit; nil: there is no record in it.
  package var head: AuditHead?
  /// Whether the copy has records of its upgrade that the file has not.
  var isToldOf = false
}

extension LedgerReader {
  /// Reads a ledger of whatever version this program knows, in use or a backup. Of an older one that
  /// is a copy, brought up to date, in a file without a name on the disk of temporary files, which is
  /// gone with the reader; the ledger itself is left as it is. Throws `LedgerOpenError`.
  package static func ofAnyVersion(
    path: String, options: LedgerOptions = LedgerOptions(), schema: Schema = .current
  ) throws -> LedgerReader {
    do {
      return try LedgerReader(path: path, options: options, schema: schema)
    } catch LedgerOpenError.olderSchema {
      let file = LedgerFile(path: path, schema: schema, options: options)
      let (copy, older) = try file.openUpgradedCopy()
      return LedgerReader(of: file, upgraded: copy, from: older)
    }
  }

  /// What is told of the audit is told of the file's own.
  func ownPart(of verdict: AuditVerdict) -> AuditVerdict {
    let last = older?.head?.number ?? 0
    guard let older, verdict.records > last else { return verdict }
    return AuditVerdict(records: last, head: older.head, fault: verdict.fault)
  }
}

extension LedgerFile {
  fileprivate func openUpgradedCopy() throws -> (Database, OlderLedger) {
    try explainingErrors {
      let source = try openForReading(isOlderToo: true)
      // SQLite removes its name at once: nothing is left of it, however the program ends.
      let copy = try Database(path: "", access: .createOrReadWrite)
      do {
        try source.copy(to: copy)
        let version = try recognise(copy)
        try checkWhatActsByItself(copy, version: version)
        var older = OlderLedger(version: version, head: try copy.auditHeadIfAny())
        try copy.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        try schema.migrate(copy)
        older.isToldOf = try copy.auditHeadIfAny() != older.head
        try copy.execute("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY")
        return (copy, older)
      } catch let error as DatabaseError where error.isFullDisk {
        throw LedgerOpenError.noSpaceForCopy(
          path: path, temporary: Self.temporaryFolder, reason: error.plainWords)
      }
    }
  }
}

extension Database {
  /// nil also where there is no audit yet: it came with version 4.
  fileprivate func auditHeadIfAny() throws -> AuditHead? {
    let hasAudit = try integer("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'audit')")
    return hasAudit == 1 ? try auditHead() : nil
  }

  /// Everything, as it is at one instant. What is locked is waited for as by any statement.
  func copy(to copy: Database) throws {
    guard let backup = sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw Database.lastError(of: copy.handle, sql: nil)
    }
    // All in one step: it is one read transaction then, which a commit meanwhile does not start
    // anew.
    let step = sqlite3_backup_step(backup, -1)
    guard sqlite3_backup_finish(backup) == SQLITE_OK else {
      throw Database.lastError(of: copy.handle, sql: nil)
    }
    // By its documentation `finish` need not tell of a lock, by which the copy is empty.
    guard step == SQLITE_DONE else {
      throw DatabaseError(
        extendedCode: step, message: String(cString: sqlite3_errstr(step)), sql: nil)
    }
    try expectCopy(copy)
  }

  /// Throws where `copy` is not of what this is, as one that nothing was copied to.
  func expectCopy(_ copy: Database) throws {
    for name in ["application_id", "user_version"] {
      let (own, other) = (try integer("PRAGMA \(name)"), try copy.integer("PRAGMA \(name)"))
      guard own == other else {
        throw DatabaseError.misuse("the copy has \(name) \(other) in place of \(own)", sql: nil)
      }
    }
  }
}
