import BoothControl
import Ledger
import Notation
import Testing

/// A trigger that was planted in the file works on silently, and no sum tells of it.
@Suite struct `What a check of the ledger tells of its schema` {
  let shop: Shop

  init() throws { shop = try Shop() }

  @Test(arguments: [
    (
      """
      CREATE TRIGGER gift AFTER UPDATE OF ended_at ON calls
      BEGIN UPDATE calls SET charge_micros = 1 WHERE key = NEW.key; END
      """, "the schema: the trigger gift is not of this program"
    ),
    (
      """
      PRAGMA writable_schema = ON;
      INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_stat9', 'calls', 0,
        'CREATE TRIGGER sqlite_stat9 AFTER UPDATE OF ended_at ON calls BEGIN SELECT 1; END');
      """, "the schema: the trigger sqlite_stat9 is not of this program"
    ),
    ("CREATE VIEW gifts AS SELECT 1", "the schema: the view gifts is not of this program"),
    ("CREATE TABLE gifts (a)", "the schema: the table gifts is not of this program"),
    ("CREATE INDEX gifts ON calls (charge_micros)", "the schema: the index gifts is not"),
    ("ALTER TABLE calls ADD COLUMN gift INTEGER", "the schema: the table calls is another"),
    ("DROP TRIGGER audit_is_not_changed", "the schema: the trigger audit_is_not_changed is not th"),
    ("DROP INDEX calls_in_time", "the schema: the index calls_in_time is not there"),
    (
      """
      DROP INDEX calls_open; CREATE INDEX calls_open ON calls (key) WHERE ended_at IS NOT NULL
      """, "the schema: the index calls_open is another"
    ),
  ])
  func `is all that its version did not make, and all that is gone`(
    sql: String, complaint: String
  )
    throws
  {
    shop.tradeCalls()
    try shop.edit(sql)
    try shop.expectComplaint(complaint)
  }

  @Test(arguments: [
    (
      "CREATE TRIGGER gift AFTER INSERT ON calls BEGIN SELECT 1; END",
      "the trigger gift is not of this program"
    ),
    ("CREATE VIEW gifts AS SELECT 1", "the view gifts is not of this program"),
    ("DROP TRIGGER audit_is_continued", "the trigger audit_is_continued is not there"),
    (
      """
      DROP TRIGGER audit_is_continued;
      CREATE TRIGGER audit_is_continued BEFORE INSERT ON audit BEGIN SELECT 1; END
      """, "the trigger audit_is_continued is another"
    ),
  ])
  func `is also asked at the start, of what acts by itself`(sql: String, found: String) throws {
    shop.tradeCalls()
    shop.ledger.close()
    try shop.edit(sql)
    let tables = "SELECT count(*) FROM sqlite_schema"
    let before = try Database(path: shop.path, access: .readOnly).integer(tables)
    let error = #expect(throws: LedgerOpenError.self) { try Ledger(path: shop.path) { _ in } }
    guard case .strangeSchema(shop.path, let words)? = error else {
      Issue.record("another, or none")
      return
    }
    #expect(words.english == found && words.spanish != found)
    #expect(try Database(path: shop.path, access: .readOnly).integer(tables) == before)
    try shop.expectComplaint("the schema: " + found)
  }

  @Test func `keeps no ledger closed for an index or statistics of a technician`() throws {
    shop.tradeCalls()
    shop.ledger.close()
    try shop.edit("ANALYZE")
    #expect(try shop.reader().verify().complaints == [])
    try shop.edit("CREATE INDEX mine ON calls (dialled)")
    try Ledger(path: shop.path) { _ in }.close()
  }
}
