internal import CSQLite

/// One connection to an SQLite file. It belongs to one queue at a time: nothing in it is locked.
///
/// Values never enter the text of a statement; they are bound. Statements are prepared once and
/// kept, so their texts must be fixed ones.
package final class Database {
  package enum Access: Hashable, Sendable {
    /// The file must exist.
    case readOnly
    case readWrite
    case createOrReadWrite
  }

  let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  /// `busyMilliseconds`: how long a statement waits for another process's lock before it fails.
  package init(path: String, access: Access, busyMilliseconds: Int32 = 2000) throws {
    let flags =
      switch access {
      case .readOnly: SQLITE_OPEN_READONLY
      case .readWrite: SQLITE_OPEN_READWRITE
      case .createOrReadWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(
      path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened else {
      throw DatabaseError(extendedCode: SQLITE_NOMEM, message: "out of memory", sql: nil)
    }
    guard result == SQLITE_OK else {
      let error = Self.lastError(of: opened, sql: nil)
      sqlite3_close_v2(opened)
      throw error
    }
    sqlite3_busy_timeout(opened, busyMilliseconds)
    handle = opened
  }

  deinit {
    statements.removeAll()
    sqlite3_close_v2(handle)
  }

  /// The first 100 bytes of the file, read by SQLite's own handle: to open and close the file beside it
  /// would drop its locks. Empty: they cannot be read.
  var header: [UInt8] {
    var file: UnsafeMutablePointer<sqlite3_file>?
    guard
      sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK,
      let file, let read = file.pointee.pMethods?.pointee.xRead
    else { return [] }
    var bytes = [UInt8](repeating: 0, count: 100)
    return read(file, &bytes, Int32(bytes.count), 0) == SQLITE_OK ? bytes : []
  }

  /// Runs fixed SQL without values: one statement or several, rows ignored.
  package func execute(_ script: String) throws {
    guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
      throw Self.lastError(of: handle, sql: script)
    }
  }

  /// Runs one statement that yields no rows; the number of rows it changed.
  @discardableResult
  package func run(_ sql: String, _ values: [SQLValue] = []) throws -> Int {
    try statement(sql).run(values) { _ in
      throw DatabaseError.misuse("a row where none was expected", sql: sql)
    }
    return Int(sqlite3_changes64(handle))
  }

  /// Every row, as `read` makes it.
  package func rows<Element>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (Row) throws -> Element
  ) throws -> [Element] {
    var elements: [Element] = []
    try forEachRow(sql, values) { row in elements.append(try read(row)) }
    return elements
  }

  /// Row by row, for what does not fit into memory.
  package func forEachRow(
    _ sql: String, _ values: [SQLValue] = [], _ read: (Row) throws -> Void
  ) throws {
    try statement(sql).run(values, eachRow: read)
  }

  /// The row, as `read` makes it, or nil when there is none; more than one is an error.
  package func row<Element>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (Row) throws -> Element
  ) throws -> Element? {
    var element: Element?
    try statement(sql).run(values) { row in
      guard element == nil else {
        throw DatabaseError.misuse("more than one row where one was expected", sql: sql)
      }
      element = try read(row)
    }
    return element
  }

  /// The single integer a pragma or an aggregate answers with.
  package func integer(_ sql: String, _ values: [SQLValue] = []) throws -> Int64 {
    guard let answer = try row(sql, values, { try $0.integer(0) }) else {
      throw DatabaseError.misuse("no row where one was expected", sql: sql)
    }
    return answer
  }

  /// Whole, with every link followed; nil: a database without a file.
  var fileName: String? {
    sqlite3_db_filename(handle, "main").map { String(cString: $0) }.flatMap {
      $0.isEmpty ? nil : $0
    }
  }

  package var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }

  package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  package var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// The texts of all statements that this connection was asked for so far, in order.
  package var preparedStatements: [String] { statements.keys.sorted() }

  private func statement(_ sql: String) throws -> Statement {
    if let prepared = statements[sql] { return prepared }
    let prepared = try Statement(sql, connection: handle)
    statements[sql] = prepared
    return prepared
  }

  /// Must be asked for before the connection is used again.
  static func lastError(of connection: OpaquePointer, sql: String?) -> DatabaseError {
    let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? "no message"
    return DatabaseError(
      extendedCode: sqlite3_extended_errcode(connection), message: message, sql: sql)
  }
}
