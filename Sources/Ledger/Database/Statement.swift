internal import CSQLite

/// One prepared statement of a connection; it must not outlive it.
final class Statement {
  let sql: String
  private let connection: OpaquePointer
  private let handle: OpaquePointer
  /// True from binding to reset: a statement cannot be run inside its own rows.
  private var isRunning = false

  /// `sql` must be exactly one statement.
  init(_ sql: String, connection: OpaquePointer) throws {
    var prepared: OpaquePointer?
    var consumed = 0
    let result = sql.withCString { text in
      var tail: UnsafePointer<CChar>?
      let result = sqlite3_prepare_v3(
        connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &tail)
      consumed = tail.map { text.distance(to: $0) } ?? 0
      return result
    }
    guard result == SQLITE_OK else { throw Database.lastError(of: connection, sql: sql) }
    guard let prepared else { throw DatabaseError.misuse("there is no statement", sql: sql) }
    guard consumed == sql.utf8.count else {
      sqlite3_finalize(prepared)
      throw DatabaseError.misuse("there is more than one statement", sql: sql)
    }
    self.sql = sql
    self.connection = connection
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds `values` to `?1`, `?2`…, steps through every row and leaves the statement ready for its
  /// next use, whatever happens.
  func run(_ values: [SQLValue], eachRow: (Row) throws -> Void) throws {
    guard !isRunning else {
      throw DatabaseError.misuse("the statement is running already", sql: sql)
    }
    isRunning = true
    defer {
      // The answer repeats the error of the last step, which has been thrown.
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
      isRunning = false
    }
    try bind(values)
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: try eachRow(Row(statement: handle, sql: sql))
      case SQLITE_DONE: return
      default: throw Database.lastError(of: connection, sql: sql)
      }
    }
  }

  private func bind(_ values: [SQLValue]) throws {
    let expected = Int(sqlite3_bind_parameter_count(handle))
    guard values.count == expected else {
      throw DatabaseError.misuse("\(values.count) values for \(expected) parameters", sql: sql)
    }
    for (index, value) in zip(Int32(1)..., values) {
      guard bind(value, at: index) == SQLITE_OK else {
        throw Database.lastError(of: connection, sql: sql)
      }
    }
  }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(handle, index)
    case .integer(let number):
      return sqlite3_bind_int64(handle, index, number)
    case .text(var text):
      // By its byte count: a NUL within would end a C string early.
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          cabina_bind_text(
            handle, index, characters.baseAddress, sqlite3_uint64(characters.count))
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes { buffer in
        cabina_bind_blob(handle, index, buffer.baseAddress, sqlite3_uint64(buffer.count))
      }
    }
  }
}
