internal import CSQLite
package import Notation

/// What SQLite answered, with all of it that a person needs: the extended code, its words, and the
/// statement.
package struct DatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An extended result code (`SQLITE_IOERR_FSYNC`, `SQLITE_CONSTRAINT_UNIQUE`…).
  package var extendedCode: Int32
  /// `sqlite3_errmsg` as it was right after the failure.
  package var message: String
  /// nil: no statement was involved.
  package var sql: String?

  package init(extendedCode: Int32, message: String, sql: String?) {
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
  }

  package var primaryCode: Int32 { extendedCode & 0xff }

  /// The data contradict the schema's rules, so the same statement with the same values can never
  /// succeed. Everything else (a full disk, an I/O error, a lock, a damaged file) is a matter of
  /// the world around and may pass.
  package var isRuleViolation: Bool {
    [SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG].contains(primaryCode)
  }

  var isFullDisk: Bool { primaryCode == SQLITE_FULL }

  /// What stands in the file cannot be.
  package var isDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB].contains(primaryCode) }

  /// For whoever owns the file: without the statement, which says nothing to him.
  package var plainWords: Words {
    if extendedCode == Self.fileMoved { return Words(message, message) }
    let said = said
    let place =
      table.map { Words(", en la tabla \($0)", ", in the table \($0)") } ?? Words("", "")
    let code = " (SQLite \(extendedCode))"
    return isDamage
      ? Words(said.spanish + place.spanish + code, said.english + place.english + code)
      : Words(said.spanish + code, said.english + code)
  }

  /// What SQLite's codes mean has Spanish words here; what is said of one value, or by another library,
  /// stands as it is.
  private var said: Words {
    switch primaryCode {
    // SQLite has one sentence for every page that it cannot make sense of.
    case SQLITE_CORRUPT where message == "database disk image is malformed":
      Words("una parte no es como se escribió", "some of it is not as it was written")
    case SQLITE_NOTADB: Words("no es un archivo SQLite", message)
    case SQLITE_FULL: Words("no queda lugar en el disco", message)
    case SQLITE_IOERR: Words("error de lectura o escritura", message)
    case SQLITE_CANTOPEN: Words("no se puede abrir", message)
    case SQLITE_READONLY: Words("es solo de lectura", message)
    case SQLITE_BUSY, SQLITE_LOCKED: Words("otro programa lo tiene", message)
    default: Words(message, message)
    }
  }

  /// The first that the statement reads or writes.
  private var table: String? {
    guard let words = sql?.split(whereSeparator: { $0 == " " || $0 == "\n" }) else { return nil }
    let pairs = zip(words, words.dropFirst())
    let name = pairs.first { ["FROM", "INTO", "UPDATE"].contains($0.0.uppercased()) }?.1
    return name.flatMap { name in
      name.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") } ? String(name) : nil
    }
  }

  package var description: String {
    // Found out here, not by SQLite.
    if extendedCode == Self.fileMoved { return message }
    let place = sql.map { " in: \($0)" } ?? ""
    return "\(message) (SQLite \(extendedCode))\(place)"
  }
}

extension DatabaseError {
  /// A wrapper of this room was used, or a column read, against its rules.
  static func misuse(_ message: String, sql: String?) -> DatabaseError {
    DatabaseError(extendedCode: SQLITE_MISUSE, message: message, sql: sql)
  }

  /// `SQLITE_READONLY_DBMOVED`, which Swift does not import.
  private static let fileMoved = SQLITE_READONLY | 4 << 8

  /// The file that is open is not the one of that name any more.
  static func lostFile(_ message: String) -> DatabaseError {
    DatabaseError(extendedCode: fileMoved, message: message, sql: nil)
  }

  /// A value on disk is not what the schema promises.
  static func unexpectedValue(_ message: String, sql: String?) -> DatabaseError {
    DatabaseError(extendedCode: SQLITE_CORRUPT, message: message, sql: sql)
  }
}
