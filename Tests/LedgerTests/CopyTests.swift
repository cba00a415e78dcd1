import CSQLite
import Testing

@testable import Ledger

/// What backups and older ledgers are copied by.
@Suite struct `A copy of a database` {
  let scratch = Scratch()

  private func database(_ script: String, in name: String) throws -> Database {
    let database = try Database(path: scratch.path(name), access: .createOrReadWrite)
    try database.execute(script)
    return database
  }

  /// What a lock keeps from being copied is an error, and not an empty copy.
  @Test func `is not made of one that is locked, nor onto one that is`() throws {
    let writer = try database("PRAGMA user_version = 7", in: "source")
    let other = try database("PRAGMA user_version = 3", in: "copy")
    for locked in [writer, other] {
      let source = try Database(
        path: scratch.path("source"), access: .readOnly, busyMilliseconds: 1)
      let copy = try Database(path: scratch.path("copy"), access: .readWrite, busyMilliseconds: 1)
      try locked.execute("BEGIN EXCLUSIVE")
      let error = #expect(throws: DatabaseError.self) { try source.copy(to: copy) }
      #expect(error?.primaryCode == SQLITE_BUSY)
      #expect(error?.message == "database is locked")
      try locked.execute("COMMIT")
    }
    let source = try Database(path: scratch.path("source"), access: .readOnly)
    try source.copy(to: other)
    #expect(try other.integer("PRAGMA user_version") == 7)
  }

  @Test(arguments: ["application_id", "user_version"])
  func `is none where it says it is of something else`(name: String) throws {
    let script = "PRAGMA application_id = 5; PRAGMA user_version = 7;"
    let source = try database(script, in: "source")
    #expect(throws: Never.self) { try source.expectCopy(database(script, in: "copy")) }
    let empty = try database("PRAGMA \(name) = 0", in: "copy")
    #expect(throws: DatabaseError.self) { try source.expectCopy(empty) }
  }
}
