import BoothControl
import CSQLite
import Glibc
import Synchronization
import Testing

@testable import Ledger

/// What is told, and where things are sorted, while an older ledger is brought up to date.
@Suite struct `An older ledger` {
  let scratch = Scratch()

  private func schema(ofVersion version: Int) -> Schema {
    var schema = Schema.current
    schema.migrations.removeLast(schema.migrations.count - version)
    return schema
  }

  @Test func `is told of as it is brought up to date, and no other`() throws {
    func told(_ schema: Schema) throws -> [UpgradeNotice] {
      var told: [UpgradeNotice] = []
      try Ledger(path: scratch.ledger, schema: schema, upgrade: { told.append($0) }) { _ in }
        .close()
      return told
    }
    #expect(try told(schema(ofVersion: 7)) == [])
    #expect(
      try told(schema(ofVersion: 9)) == [
        .begins(version: 8, title: "users and their passwords"), .ends(version: 8),
        .begins(version: 9, title: "waived calls are without charge, tickets have days"),
        .ends(version: 9),
      ])
    #expect(try told(schema(ofVersion: 9)) == [])
  }

  @Test func `is told of as begun where the upgrade fails, and not as done`() throws {
    try Ledger(path: scratch.ledger, schema: schema(ofVersion: 8)) { _ in }.close()
    var failing = schema(ofVersion: 8)
    failing.migrations.append(.init("half of a change") { try $0.execute("DELETE FROM nowhere") })
    var told: [UpgradeNotice] = []
    #expect(throws: LedgerOpenError.self) {
      try Ledger(path: scratch.ledger, schema: failing, upgrade: { told.append($0) }) { _ in }
    }
    #expect(told == [.begins(version: 9, title: "half of a change")])
  }

  /// What is sorted is in a file elsewhere, on a disk that may be another.
  @Test func `whose upgrade finds a full disk says where that may be`() throws {
    try Ledger(path: scratch.ledger, schema: schema(ofVersion: 8)) { _ in }.close()
    var failing = schema(ofVersion: 8)
    failing.migrations.append(
      .init("too much") { _ in
        throw DatabaseError(
          extendedCode: SQLITE_FULL, message: "database or disk is full", sql: nil)
      })
    let error = #expect(throws: LedgerOpenError.self) {
      try Ledger(path: scratch.ledger, schema: failing) { _ in }
    }
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    #expect(
      error?.description
        == "\(scratch.ledger): cannot be brought up to date: database or disk is full (SQLite 13). "
        + "Free some space on its disk, and in \(folder), where temporary files are.")
    #expect(error?.isLasting == false)
  }

  /// An index of a million calls is sorted: in memory that would be more than a box has.
  @Test func `is sorted on the disk, and later questions in memory`() throws {
    try Ledger(path: scratch.ledger, schema: schema(ofVersion: 8)) { _ in }.close()
    let place = Mutex<Int64?>(nil)
    var newer = schema(ofVersion: 8)
    newer.migrations.append(
      .init("a look") { database in
        let found = try database.integer("PRAGMA temp_store")
        place.withLock { $0 = found }
      })
    let ledger = try Ledger(path: scratch.ledger, schema: newer) { _ in }
    #expect(place.withLock { $0 } == 1)
    #expect(try ledger.write { try $0.integer("PRAGMA temp_store") } == 2)
    ledger.close()
  }
}
