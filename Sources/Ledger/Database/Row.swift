internal import CSQLite

/// The row a statement stands on, for as long as the closure that gets it runs. Every value is
/// copied out, so nothing of it outlives the next step. Columns count from 0; a column that is not
/// of the type asked for is an error, never a conversion.
package struct Row {
  private let statement: OpaquePointer
  private let sql: String

  init(statement: OpaquePointer, sql: String) {
    self.statement = statement
    self.sql = sql
  }

  package func integer(_ column: Int32) throws -> Int64 {
    try expect(SQLITE_INTEGER, in: column)
    return sqlite3_column_int64(statement, column)
  }

  package func text(_ column: Int32) throws -> String {
    try expect(SQLITE_TEXT, in: column)
    // The pointer first, then the count: the order SQLite documents.
    guard let start = sqlite3_column_text(statement, column) else {
      throw DatabaseError.unexpectedValue("\(name(column)) could not be read", sql: sql)
    }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  package func blob(_ column: Int32) throws -> [UInt8] {
    try expect(SQLITE_BLOB, in: column)
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Whatever stands there.
  func value(_ column: Int32) throws -> SQLValue {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_NULL: .null
    case SQLITE_TEXT: .text(try text(column))
    case SQLITE_BLOB: .blob(try blob(column))
    default: .integer(try integer(column))
    }
  }

  package func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  package func optionalInteger(_ column: Int32) throws -> Int64? {
    isNull(column) ? nil : try integer(column)
  }

  package func optionalText(_ column: Int32) throws -> String? {
    isNull(column) ? nil : try text(column)
  }

  /// A row of `table`, which is known by column 0, must have this value within `range`: the core
  /// counts on it, and nothing there asks again.
  func integer(
    _ column: Int32, in range: ClosedRange<Int64>, of table: StaticString
  ) throws -> Int64 {
    let value = try integer(column)
    guard range.contains(value) else {
      throw wrong(
        column, of: table, found: "\(value)",
        expected: "\(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A value that was stored by its number and must be one of those that there are.
  func known<Value>(
    _ column: Int32, of table: StaticString, _ find: (UInt8) -> Value?
  ) throws -> Value {
    let number = try integer(column)
    guard let value = UInt8(exactly: number).flatMap(find) else {
      throw wrong(column, of: table, found: "\(number)", expected: "a known value")
    }
    return value
  }

  private func wrong(
    _ column: Int32, of table: StaticString, found: String, expected: String
  ) -> DatabaseError {
    let row = sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "?"
    return .unexpectedValue(
      "table \(table), row \(row): \(name(column)) is \(found), expected \(expected)", sql: nil)
  }

  /// 0 or 1; anything else is an error.
  package func flag(_ column: Int32) throws -> Bool {
    switch try integer(column) {
    case 0: false
    case 1: true
    case let other:
      throw DatabaseError.unexpectedValue("\(name(column)) is \(other), not 0 or 1", sql: sql)
    }
  }

  /// A value this room stored and must know again (a raw value, a uid).
  package func known<Value>(_ value: Value?, _ column: Int32) throws -> Value {
    guard let value else {
      throw DatabaseError.unexpectedValue("\(name(column)) holds no known value", sql: sql)
    }
    return value
  }

  func unexpected(_ column: Int32, because reason: String) -> DatabaseError {
    DatabaseError.unexpectedValue("\(name(column)): \(reason)", sql: sql)
  }

  private func expect(_ type: Int32, in column: Int32) throws {
    guard column >= 0, column < sqlite3_column_count(statement) else {
      throw DatabaseError.misuse("there is no column \(column)", sql: sql)
    }
    let found = sqlite3_column_type(statement, column)
    guard found == type else {
      throw DatabaseError.unexpectedValue(
        "\(name(column)) is \(Self.name(of: found)), not \(Self.name(of: type))", sql: sql)
    }
  }

  /// As the schema has it, or the statement names it.
  private func name(_ column: Int32) -> String {
    sqlite3_column_name(statement, column).map { String(cString: $0) } ?? "column \(column)"
  }

  private static func name(of type: Int32) -> String {
    switch type {
    case SQLITE_INTEGER: "an integer"
    case SQLITE_FLOAT: "a floating-point number"
    case SQLITE_TEXT: "text"
    case SQLITE_BLOB: "a blob"
    default: "null"
    }
  }
}
