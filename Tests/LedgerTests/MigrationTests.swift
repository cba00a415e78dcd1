import BoothControl
import Rating
import Testing

@testable import Ledger

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
    #expect(try reader.verify().complaints == [])
    #expect(try reader.payments(limit: 10).map(\.reference) == ["abono"])
  }

  /// With money, a booth, settings and prices, but without an audit of them.
  private func makeLedgerOfVersion5() throws {
    var fifth = Schema.current
    fifth.migrations.removeLast(fifth.migrations.count - 5)
    try Ledger(path: scratch.ledger, schema: fifth) { _ in }.close()
    try Database(path: scratch.ledger, access: .readWrite).execute(
      """
      INSERT INTO booths (id, number, is_disabled) VALUES (1, '4312', 1), (2, '4313', 0);
      INSERT INTO accounts (name, balance_micros) VALUES ('provider', 5000000);
      INSERT INTO movements (account, kind, item, amount_micros, moved_at, reference)
        VALUES (1, 'payment', 1, 5000000, 7, 'abono');
      INSERT INTO tickets (number, booth, calls, charged_micros, credit_micros, payable_micros,
        closed_at, actor) VALUES (1, 1, 0, 0, 1000000, 0, 9, '');
      INSERT INTO deposits (booth, amount_micros, made_at, actor, ticket)
        VALUES (1, 1000000, 8, '', 1);
      INSERT INTO settings VALUES ('markup_percent_micros', '10000000');
      INSERT INTO tariffs VALUES (1, '100', 'INTERNAS', 100000000, 60, 1, NULL);
      """)
  }

  @Test func `what an older ledger has is told to the audit once, and goes on from there`() throws {
    try makeLedgerOfVersion5()
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    let reader = try LedgerReader(path: scratch.ledger)
    let told = try reader.audit(limit: 100).reversed()
    #expect(told.allSatisfy { $0.action == "version 6" && $0.actor == "cabinad" })
    #expect(
      told.map(\.subject) == [
        "payments", "deposits", "tickets", "prefixes import", "deck import", "booth 4312",
        "markup deck",
      ])
    #expect(try reader.verify().complaints == [])
    try ledger.savePrefix(tariff("100", "INTERNAS", 110), by: owner)
    try ledger.setMarkup(20_000_000, by: owner)
    try ledger.replacePrefixes([tariff("1", "uno", 1)], by: owner)
    #expect(try reader.verify().complaints == [])
    #expect(try reader.auditDetail(10, limit: 9)?.differences?.count == 2)
    ledger.close()
    try Ledger(path: scratch.ledger) { _ in }.close()
    #expect(try LedgerReader(path: scratch.ledger).verify().records == 10)
  }

  /// An older version told of no import's list, and one before it of nothing: what its records say
  /// of what was before need not be in any.
  @Test func `records of an older version are held to the chain and to nothing else`() throws {
    try makeLedgerOfVersion5()
    let old = try Database(path: scratch.ledger, access: .readWrite)
    try old.audit(owner, "booth", "4312", before: "disabled", after: "enabled")
    try old.audit(owner, "booth", "4312", before: "enabled, next call free", after: "disabled")
    try old.audit(owner, "prefix set", "100", before: nil, after: "{\"prefix\":\"100\"}")
    try old.audit(owner, "prefixes import", "prefixes", before: "1 rows", after: "1 rows, others")
    try old.audit(owner, "prefix set", "100", before: "{}", after: "{\"prefix\":\"100\"}")
    try old.audit(owner, "markup", "deck", before: "5", after: "10")
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    try ledger.savePrefix(tariff("100", "INTERNAS", 110), by: owner)
    try ledger.setMarkup(20_000_000, by: owner)
    ledger.close()
    #expect(try LedgerReader(path: scratch.ledger).verify().complaints == [])
  }

  @Test func `a list that an older version emptied is held to nothing that came before`() throws {
    try makeLedgerOfVersion5()
    let old = try Database(path: scratch.ledger, access: .readWrite)
    try old.execute("DELETE FROM tariffs")
    try old.audit(owner, "prefixes import", "prefixes", before: "0 rows", after: "1 rows, others")
    try old.audit(owner, "prefix delete", "100", before: "{}", after: nil)
    try Ledger(path: scratch.ledger) { _ in }.close()
    #expect(try LedgerReader(path: scratch.ledger).verify().complaints == [])
  }

  /// Who writes into the file and chains a record of his own behind the others.
  private func forge(_ subject: String, _ after: String, by actor: String = "cabinad") throws {
    try Database(path: scratch.ledger, access: .readWrite).audit(
      AuditOrigin(actor: actor, at: at(99)), "version 6", subject, before: nil, after: after)
  }

  @Test func `an upgrade that is told of once more, or by somebody else, is believed nothing`()
    throws
  {
    try makeLedgerOfVersion5()
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    try ledger.setMarkup(20_000_000, by: owner)
    ledger.close()
    try forge("payments", "1000")
    try forge("booth 4313", "disabled, next call charged")
    let complaints = try LedgerReader(path: scratch.ledger).verify().complaints
    #expect(complaints.filter { $0.contains("says that it is of the upgrade") }.count == 2)
    #expect(complaints.count == 2, "\(complaints)")
  }

  @Test func `an upgrade of a ledger that began with this version is none`() throws {
    let shop = try Shop(scratch)
    #expect(shop.store(payment(100)))
    shop.ledger.close()
    try forge("payments", "1000")
    let reader = try LedgerReader(path: scratch.ledger)
    let complaints = try reader.verify().complaints
    #expect(complaints.count == 1, "\(complaints)")
    #expect(
      complaints.first?.hasPrefix("record 2 of the audit says that it is of the upgrade") == true)
  }

  @Test func `an upgrade after the head that is known is told`() throws {
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    try ledger.setMarkup(20_000_000, by: owner)
    ledger.close()
    let head = try #require(try LedgerReader(path: scratch.ledger).verify().head)
    try forge("markup deck", "10")
    let complaints = try LedgerReader(path: scratch.ledger).verify(head: head).complaints
    #expect(complaints.contains { $0.contains("after the head that is known, tell of an upgrade") })
  }

  @Test(arguments: [
    ("UPDATE booths SET is_disabled = 0", "booth 4312 is «enabled"),
    ("UPDATE settings SET value = '0' WHERE name = 'markup_percent_micros'", "markup deck is «0»"),
    ("UPDATE tariffs SET price_micros = 1", "prefixes comes from a list"),
    (
      """
      INSERT INTO movements (account, kind, item, amount_micros, moved_at, reference)
        VALUES (1, 'payment', 2, 5000000, 7, ''); UPDATE accounts SET balance_micros = 10000000;
      """, "payment 2 is in no record"
    ),
    ("INSERT INTO tariffs VALUES (2, '5', '', 1, 60, 1, NULL)", "deck comes from a list of 1 row,"),
  ])
  func `an older ledger is held to what was told of it`(sql: String, complaint: String) throws {
    try makeLedgerOfVersion5()
    try Ledger(path: scratch.ledger) { _ in }.close()
    try Database(path: scratch.ledger, access: .readWrite).execute(sql)
    let complaints = try LedgerReader(path: scratch.ledger).verify().complaints
    #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
  }

  @Test func `a ledger of version 7 goes on with room for users, and nothing to tell of them`()
    throws
  {
    var seventh = Schema.current
    seventh.migrations.removeLast(seventh.migrations.count - 7)
    let old = try Ledger(path: scratch.ledger, schema: seventh) { _ in }
    try old.setMarkup(20_000_000, by: owner)
    old.close()
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    let reader = try LedgerReader(path: scratch.ledger)
    #expect(try reader.verify().complaints == [])
    #expect(try reader.verify().records == 1)
    #expect(try reader.users() == [])
    let user = try ledger.saveUser("ana", role: .owner, passwordHash: "$y$1", by: owner)
    #expect(user.version == 2)
    #expect(try reader.verify().complaints == [])
    ledger.close()
    try Ledger(path: scratch.ledger) { _ in }.close()
    #expect(try LedgerReader(path: scratch.ledger).users() == [user])
  }

  @Test func `a call that was waived before version 9 is without charge after it`() throws {
    var eighth = Schema.current
    eighth.migrations.removeLast(eighth.migrations.count - 8)
    try Ledger(path: scratch.ledger, schema: eighth) { _ in }.close()
    try Database(path: scratch.ledger, access: .readWrite).execute(
      """
      INSERT INTO booths (id, number, calls, uncharged_calls) VALUES (1, '4312', 3, 1);
      INSERT INTO boards (id, uid) VALUES (1, zeroblob(12));
      INSERT INTO boots (id, board, boot_id) VALUES (1, 1, 7);
      INSERT INTO calls (key, booth, boot, line, dialled, number, is_charged, reserved_micros,
        authorised_at, ended_at, charge_micros, cost_micros, review)
      VALUES (1, 1, 1, 1, '1', '1', 1, 0, 1000, 2000, 0, 0, 'stands'),
        (2, 1, 1, 1, '1', '1', 1, 0, 2000, 3000, 0, 0, 'waived'),
        (3, 1, 1, 1, '1', '1', 0, 0, 3000, 4000, 0, 0, NULL);
      """)
    try Ledger(path: scratch.ledger) { _ in }.close()
    let reader = try LedgerReader(path: scratch.ledger)
    for (isCharged, keys) in [(true, [1]), (false, [3, 2])] as [(Bool, [Int64])] {
      let query = CallQuery(isCharged: isCharged)
      #expect(try reader.calls(query, limit: 9).rows.map(\.position.key) == keys)
      #expect(try reader.count(query) == keys.count)
    }
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
    #expect(try LedgerReader(path: scratch.ledger, schema: newer).verify().complaints == [])
    #expect(
      throws: LedgerOpenError.newerSchema(path: scratch.ledger, found: old + 1, known: old)
    ) { try LedgerReader(path: scratch.ledger) }
  }
}
