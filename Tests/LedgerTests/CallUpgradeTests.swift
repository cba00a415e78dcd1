import BoothControl
import Rating
import Testing

@testable import Ledger

/// Calls that ended before version 7 have no records of their own.
@Suite struct `Calls of a ledger of version 6` {
  let scratch = Scratch()

  /// Two that have ended, one of an emergency, and one that talks.
  private func makeLedger() throws {
    var sixth = Schema.current
    sixth.migrations.removeLast(sixth.migrations.count - 6)
    try Ledger(path: scratch.ledger, schema: sixth) { _ in }.close()
    try Database(path: scratch.ledger, access: .readWrite).execute(
      """
      INSERT INTO booths (id, number, calls, uncharged_calls) VALUES (1, '4312', 3, 3);
      INSERT INTO boards VALUES (1, X'0102030405060708090A0B0C');
      INSERT INTO boots VALUES (1, 1, 7);
      INSERT INTO calls (key, booth, boot, line, dialled, number, is_charged, reserved_micros,
        authorised_at, answered_tick, ended_at, talked_ms, charge_micros, cost_micros)
        VALUES (1, 1, 1, 2, '133', '133', 0, 0, 5, 6, 7, 1000, 0, 0),
        (2, 1, 1, 2, '131', '131', 0, 0, 8, NULL, 9, NULL, 0, 0),
        (3, 1, 1, 2, '132', '132', 0, 0, 10, 11, NULL, NULL, NULL, NULL);
      """)
  }

  private func complaints(_ head: AuditHead? = nil) throws -> [String] {
    try LedgerReader(path: scratch.ledger).verify(head: head).complaints
  }

  private func edit(_ sql: String) throws {
    try Database(path: scratch.ledger, access: .readWrite).execute(
      "PRAGMA foreign_keys = OFF; " + sql)
  }

  @Test func `are told to the audit together, and later ones singly`() throws {
    try makeLedger()
    let shop = try Shop(scratch)
    #expect(
      shop.store(.callEnded(callEnd(3, talked: 1000, charge: 0, cost: 0, at: at(1)))))
    #expect(
      shop.store(
        .callAuthorised(authorisation(4)),
        .callEnded(callEnd(4, talked: nil, charge: 0, cost: 0))))
    #expect(try complaints() == [])
    #expect(try shop.reader().audit(limit: 9).map(\.subject) == ["calls"])
    #expect(try shop.reader().audit(limit: 9).first?.after?.hasPrefix("2 calls, ") == true)
    #expect(try shop.reader().auditHead()?.number == 3)
  }

  @Test(arguments: [
    ("UPDATE calls SET talked_ms = 999 WHERE key = 1", "are not what record 1 of the audit"),
    ("UPDATE calls SET number = '1' WHERE key = 2", "are not what record 1 of the audit"),
    ("DELETE FROM calls WHERE key = 2", "are not what record 1 of the audit tells of: «2 calls, "),
    ("UPDATE calls SET record = NULL WHERE key = 3", "tells of the end of «call 3»"),
    ("UPDATE calls SET record = NULL WHERE key = 3", "«2 calls, "),
  ])
  func `are held to what was told`(sql: String, complaint: String) throws {
    try makeLedger()
    let shop = try Shop(scratch)
    #expect(shop.store(.callEnded(callEnd(3, talked: 1000, charge: 0, cost: 0, at: at(1)))))
    shop.ledger.close()
    #expect(try complaints() == [])
    try edit(sql)
    let found = try complaints()
    #expect(found.contains { $0.contains(complaint) }, "\(found)")
  }

  /// Who writes into the file and chains a record of his own behind the others.
  private func forge(_ calls: UnrecordedCalls, by actor: String = "cabinad") throws {
    try Database(path: scratch.ledger, access: .readWrite).audit(
      AuditOrigin(actor: actor, at: at(99)), "version 7", "calls", before: nil,
      after: calls.description)
  }

  @Test func `are believed of the upgrade alone, and before the end of any other`() throws {
    let shop = try Shop(scratch)
    #expect(
      shop.store(
        .callAuthorised(authorisation(1)),
        .callEnded(callEnd(1, talked: nil, charge: 0, cost: 0))))
    let head = try #require(try shop.reader().auditHead())
    shop.ledger.close()
    try edit("UPDATE calls SET record = NULL")
    let reading = try Database(path: scratch.ledger, access: .readOnly)
    try forge(reading.unrecordedCalls())
    let found = try complaints(head)
    for words in [
      "record 2 of the audit says that it is of the upgrade to version 7, and cannot be",
      "record 2 of the audit, after the head that is known, tells of an upgrade",
      "record 1 of the audit tells of the end of «call 1»",
    ] {
      #expect(found.contains { $0.contains(words) }, "\(found)")
    }
  }

  @Test func `are believed once, and of the daemon`() throws {
    try makeLedger()
    try Ledger(path: scratch.ledger) { _ in }.close()
    let reading = try Database(path: scratch.ledger, access: .readOnly)
    try forge(reading.unrecordedCalls(), by: "uid 7")
    #expect(try complaints().count == 1)
    #expect(try complaints().first?.hasPrefix("record 2 of the audit says that it is") == true)
    try forge(reading.unrecordedCalls())
    #expect(try complaints().count == 1)
  }
}
