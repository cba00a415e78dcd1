import BoothControl
import Ledger
import Rating
import Testing

@Suite struct MigrationTests {
  let scratch = Scratch()

  private static let first = Schema.Migration("songs") {
    try $0.execute("CREATE TABLE songs (title TEXT NOT NULL) STRICT")
  }
  private static let second = Schema.Migration("songs have singers") {
    try $0.execute("ALTER TABLE songs ADD COLUMN singer TEXT NOT NULL DEFAULT 'Violeta Parra'")
  }
  private static let failing = Schema.Migration("half of a change") {
    try $0.execute("ALTER TABLE songs ADD COLUMN year INTEGER; SELECT * FROM nowhere")
  }

  private func open(_ migrations: Schema.Migration...) throws -> Database {
    let schema = Schema(applicationID: 77, migrations: migrations)
    try schema.migrate(try Database(path: scratch.path("songs.db"), access: .createOrReadWrite))
    return try Database(path: scratch.path("songs.db"), access: .readOnly)
  }

  private func version(_ database: Database) throws -> Int64 {
    try database.integer("PRAGMA user_version")
  }

  @Test func `an older file is brought up to date with what is in it`() throws {
    #expect(try version(open(Self.first)) == 1)
    let old = try Database(path: scratch.path("songs.db"), access: .readWrite)
    try old.run("INSERT INTO songs (title) VALUES ('Gracias a la vida')")
    let new = try open(Self.first, Self.second)
    #expect(try version(new) == 2)
    #expect(try new.integer("PRAGMA application_id") == 77)
    let songs = try new.rows("SELECT title, singer FROM songs") {
      "\(try $0.text(0)), \(try $0.text(1))"
    }
    #expect(songs == ["Gracias a la vida, Violeta Parra"])
  }

  @Test func `a new file takes every step`() throws {
    #expect(try version(open(Self.first, Self.second)) == 2)
    #expect(try version(open(Self.first, Self.second)) == 2)
  }

  @Test func `a step that fails leaves the version before it`() throws {
    #expect(throws: DatabaseError.self) { try open(Self.first, Self.second, Self.failing) }
    let left = try open(Self.first, Self.second)
    #expect(try version(left) == 2)
    #expect(
      try left.integer("SELECT count(*) FROM pragma_table_info('songs') WHERE name = 'year'") == 0)
  }

  @Test func `payments of a ledger of version 1 are still there, and the next has a key`() throws {
    var first = Schema.current
    first.migrations.removeLast(first.migrations.count - 1)
    try Ledger(path: scratch.ledger, schema: first) { _ in }.close()
    try Database(path: scratch.ledger, access: .readWrite).execute(
      """
      INSERT INTO accounts (name, balance_micros) VALUES ('provider', 5000000);
      INSERT INTO movements (account, kind, item, amount_micros, moved_at, reference)
        VALUES (1, 'payment', 1, 5000000, 7, 'abono');
      """)
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    #expect(try ledger.restore().balance == Money(micros: 5_000_000))
    ledger.close()
    let reader = try LedgerReader(path: scratch.ledger)
    #expect(try reader.verify() == [])
    #expect(try reader.payments(limit: 10).map(\.reference) == ["abono"])
  }

  @Test func `a ledger of an older version is opened for writing, then for reading`() throws {
    try Ledger(path: scratch.ledger) { _ in }.close()
    var newer = Schema.current
    newer.migrations.append(
      .init("songs in the shop") { try $0.execute("CREATE TABLE songs (title TEXT) STRICT") })
    let old = newer.version - 1
    #expect(
      throws: LedgerOpenError.olderSchema(path: scratch.ledger, found: old, known: old + 1)
    ) { try LedgerReader(path: scratch.ledger, schema: newer) }
    try Ledger(path: scratch.ledger, schema: newer) { _ in }.close()
    #expect(try LedgerReader(path: scratch.ledger, schema: newer).verify() == [])
    #expect(
      throws: LedgerOpenError.newerSchema(path: scratch.ledger, found: old + 1, known: old)
    ) { try LedgerReader(path: scratch.ledger) }
  }
}
