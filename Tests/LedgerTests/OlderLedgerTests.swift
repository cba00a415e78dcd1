import BoothControl
import Testing

@testable import Ledger

/// Backups of before an upgrade are read as they are.
@Suite struct `A ledger of an older version` {
  let scratch = Scratch()

  private func makeLedger(ofVersion version: Int) throws {
    var schema = Schema.current
    schema.migrations.removeLast(schema.migrations.count - version)
    let ledger = try Ledger(path: scratch.ledger, schema: schema) { _ in }
    if version > 6 { try ledger.setMarkup(20_000_000, by: owner) }
    ledger.close()
  }

  private func edit(_ sql: String) throws {
    try Database(path: scratch.ledger, access: .readWrite).execute(sql)
  }

  @Test(arguments: [false, true])
  func `is checked without being changed`(isInUse: Bool) throws {
    try makeLedger(ofVersion: 8)
    var writer: Database?
    if isInUse {
      writer = try Database(path: scratch.ledger, access: .readWrite)
      try writer?.execute("PRAGMA journal_mode = WAL; INSERT INTO booths (number) VALUES ('1')")
    }
    let before = bytes(of: scratch.ledger)
    #expect(throws: LedgerOpenError.self) { try LedgerReader(path: scratch.ledger) }
    let reader = try LedgerReader.ofAnyVersion(path: scratch.ledger)
    let verdict = try reader.verify()
    #expect(verdict.complaints == [])
    #expect(verdict.records == 1)
    #expect(reader.older == OlderLedger(version: 8, head: verdict.head))
    #expect(try reader.count(CallQuery()) == 0)
    #expect(bytes(of: scratch.ledger) == before)
    withExtendedLifetime(writer) {}
  }

  @Test func `is found to be wrong where it is`() throws {
    try makeLedger(ofVersion: 8)
    try edit("UPDATE settings SET value = '0' WHERE name = 'markup_percent_micros'")
    let complaints = try LedgerReader.ofAnyVersion(path: scratch.ledger).verify().complaints
    #expect(complaints.contains { $0.contains("markup deck is «0»") }, "\(complaints)")
    try edit(
      "CREATE TRIGGER t AFTER UPDATE ON booths BEGIN UPDATE accounts SET balance_micros = 0; END")
    #expect(throws: LedgerOpenError.self) { try LedgerReader.ofAnyVersion(path: scratch.ledger) }
  }

  /// An upgrade adds records to the audit, which the file then has not.
  @Test func `has the head of its own audit, whatever the copy was told`() throws {
    try makeLedger(ofVersion: 5)
    try edit("INSERT INTO booths (id, number) VALUES (1, '4312')")
    #expect(try LedgerReader.ofAnyVersion(path: scratch.ledger).verify().head == nil)
    try Database(path: scratch.ledger, access: .readWrite).audit(
      owner, "booth", "4312", before: "disabled, next call charged",
      after: "enabled, next call charged")
    let head = try #require(
      try Database(path: scratch.ledger, access: .readOnly).auditHead())
    let reader = try LedgerReader.ofAnyVersion(path: scratch.ledger)
    let verdict = try reader.verify(head: head)
    #expect(verdict.head == head && verdict.records == 1)
    #expect(verdict.complaints == [])
    #expect(try reader.verifyAudit().head == head)
  }

  /// Whichever version it is that tells of something.
  @Test func `has its own head also where a later upgrade told the copy something`() throws {
    try makeLedger(ofVersion: Int(Schema.current.version))
    let head = try #require(try Database(path: scratch.ledger, access: .readOnly).auditHead())
    for isTold in [true, false] {
      var newer = Schema.current
      newer.migrations.append(
        .init("a later one") { database in
          guard isTold else { return }
          try database.audit(
            AuditOrigin(actor: AuditOrigin.daemon, at: at(0)), "version 6", "markup deck",
            before: nil, after: "20")
        })
      let reader = try LedgerReader.ofAnyVersion(path: scratch.ledger, schema: newer)
      #expect(reader.older?.isToldOf == isTold)
      let verdict = try reader.verify(head: head)
      #expect(verdict.head == head && verdict.records == 1)
      #expect(verdict.complaints == [])
    }
  }

  @Test func `is damaged where its audit is, which is not taken for none`() throws {
    try makeLedger(ofVersion: 8)
    let root = try Database(path: scratch.ledger, access: .readOnly).integer(
      "SELECT rootpage FROM sqlite_schema WHERE name = 'audit'")
    var contents = bytes(of: scratch.ledger)
    for offset in 0..<512 { contents[Int(root - 1) * 512 + offset] = 0xa5 }
    write(contents, to: scratch.ledger)
    let error = #expect(throws: LedgerOpenError.self) {
      try LedgerReader.ofAnyVersion(path: scratch.ledger)
    }
    #expect(error?.description.contains("damaged: some of it is not as it was written") == true)
  }

  @Test func `that is of this version is read itself`() throws {
    try makeLedger(ofVersion: Int(Schema.current.version))
    #expect(try LedgerReader.ofAnyVersion(path: scratch.ledger).older == nil)
  }
}
