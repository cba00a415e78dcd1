import CSQLite
import Ledger
import Testing

@Suite struct DatabaseTests {
  let database: Database

  init() throws {
    database = try Database(path: ":memory:", access: .createOrReadWrite)
    try database.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, raw BLOB) STRICT")
  }

  @Test(arguments: ["", "ñandú", "a\0b", "🤙🏽", String(repeating: "x", count: 100_000)])
  func `text comes back byte for byte`(text: String) throws {
    try database.run("INSERT INTO things (name) VALUES (?1)", [.text(text)])
    let back = try database.row("SELECT name FROM things", [], { try $0.text(0) })
    #expect(back.map { Array($0.utf8) } == Array(text.utf8))
  }

  @Test func `text handed over in a row of statements is not mixed up`() throws {
    for number in 0..<1000 {
      try database.run("INSERT INTO things (name) VALUES (?1)", [.text("name \(number)")])
    }
    let names = try database.rows("SELECT name FROM things ORDER BY id", [], { try $0.text(0) })
    #expect(names == (0..<1000).map { "name \($0)" })
  }

  @Test func `the extremes of an integer, a blob and null come back as they were`() throws {
    for (id, blob) in [(Int64.min, [UInt8]()), (-1, [0, 255]), (.max, [7])] {
      try database.run(
        "INSERT INTO things (id, raw) VALUES (?1, ?2)", [.integer(id), .blob(blob)])
    }
    let rows = try database.rows("SELECT id, raw, name FROM things ORDER BY id") { row in
      "\(try row.integer(0)) \(try row.blob(1)) \(row.isNull(2))"
    }
    #expect(rows == ["\(Int64.min) [] true", "-1 [0, 255] true", "\(Int64.max) [7] true"])
  }

  @Test func `a column of another type is an error and not a conversion`() throws {
    try database.run("INSERT INTO things (name) VALUES ('12')")
    let error = #expect(throws: DatabaseError.self) {
      try database.row("SELECT name FROM things", [], { try $0.integer(0) })
    }
    #expect(error?.message == "name is text, not an integer")
    #expect(throws: DatabaseError.self) {
      try database.row("SELECT 1.5", [], { try $0.integer(0) })
    }
    #expect(throws: DatabaseError.self) { try database.row("SELECT 1", [], { try $0.integer(1) }) }
    #expect(throws: DatabaseError.self) { try database.row("SELECT 2", [], { try $0.flag(0) }) }
  }

  @Test func `an error carries the extended code, the words and the statement`() throws {
    try database.run("INSERT INTO things (id) VALUES (1)")
    let sql = "INSERT INTO things (id) VALUES (?1)"
    let error = #expect(throws: DatabaseError.self) { try database.run(sql, [.integer(1)]) }
    #expect(error?.extendedCode == SQLITE_CONSTRAINT | 6 << 8)
    #expect(error?.message == "UNIQUE constraint failed: things.id")
    #expect(error?.sql == sql)
    #expect(error?.isRuleViolation == true)
    // And the statement is fit for use again.
    #expect(try database.run(sql, [.integer(2)]) == 1)
  }

  @Test(arguments: [
    ("SELECT 1; SELECT 2", [SQLValue]()), ("", []), ("SELECT ?1", []),
    ("SELECT 1", [.integer(1)]), ("SELECT FROM", []),
  ])
  func `what is not exactly one statement with all its values is refused`(
    sql: String, values: [SQLValue]
  ) {
    #expect(throws: DatabaseError.self) { try database.rows(sql, values, { try $0.integer(0) }) }
  }

  @Test func `a statement does not run inside its own rows`() throws {
    try database.execute("INSERT INTO things (id) VALUES (1), (2)")
    let sql = "SELECT id FROM things"
    #expect(throws: DatabaseError.self) {
      try database.rows(sql) { _ in try database.rows(sql, [], { try $0.integer(0) }) }
    }
    #expect(try database.rows(sql, [], { try $0.integer(0) }) == [1, 2])
  }

  @Test func `a failed part is undone and the rest of the transaction stands`() throws {
    struct Refusal: Error {}
    try database.transaction {
      try database.run("INSERT INTO things (id) VALUES (1)")
      #expect(throws: Refusal.self) {
        try database.savepoint {
          try database.run("INSERT INTO things (id) VALUES (2)")
          throw Refusal()
        }
      }
    }
    #expect(throws: Refusal.self) {
      try database.transaction {
        try database.run("INSERT INTO things (id) VALUES (3)")
        throw Refusal()
      }
    }
    #expect(try database.rows("SELECT id FROM things", [], { try $0.integer(0) }) == [1])
    #expect(!database.isInTransaction)
  }
}
