import BoothControl
import Ledger
import Rating
import Testing

@Suite struct AuditTests {
  let shop: Shop
  let reader: LedgerReader

  init() throws {
    shop = try Shop()
    reader = try shop.reader()
  }

  private func records() throws -> [AuditRecord] { try reader.audit(limit: 100).reversed() }

  /// `action subject: before → after`
  private func lines() throws -> [String] {
    try records().map {
      "\($0.action) \($0.subject): \($0.before ?? "–") → \($0.after ?? "–")"
    }
  }

  private func disable(_ isDisabled: Bool, uncharged: Bool = false) -> LedgerEntry {
    .boothChanged(
      BoothNumber("4312"), isDisabled: isDisabled, nextCallIsUncharged: uncharged,
      actor: "web 127.0.0.1", at: at(5))
  }

  @Test func `a change of prices says who, when, and how it was and is`() throws {
    try shop.ledger.savePrefix(tariff("100", "INTERNAS 01", 100), by: owner)
    try shop.ledger.savePrefix(tariff("100", "INTERNAS 01", 111), by: owner)
    try shop.ledger.setMarkup(10_000_000, by: owner)
    try shop.ledger.setMarkup(12_500_000, by: owner)
    try shop.ledger.deletePrefixes(["100"], by: owner)
    let (old, new) = (
      #"{"prefix":"100","description":"INTERNAS 01","unit":"minute","price":"100"}"#,
      #"{"prefix":"100","description":"INTERNAS 01","unit":"minute","price":"111"}"#
    )
    #expect(
      try lines() == [
        "prefix set 100: – → \(old)", "prefix set 100: \(old) → \(new)", "markup deck: – → 10",
        "markup deck: 10 → 12.5", "prefix delete 100: \(new) → –",
      ])
    #expect(try records().allSatisfy { $0.actor == "uid 1000 (juan)" && $0.at == manualTime })
    #expect(try records().map(\.number) == [1, 2, 3, 4, 5])
  }

  @Test func `another rounding is told once, with the one before`() throws {
    let (up, down) = (Rounding(mode: .up, decimals: 0), Rounding(mode: .down, decimals: 0))
    for rounding in [up, up, down] { try shop.ledger.setRounding(rounding, by: owner) }
    #expect(
      try lines() == [
        "rounding amounts: – → up, 0 decimals",
        "rounding amounts: up, 0 decimals → down, 0 decimals",
      ])
    #expect(try reader.rounding() == down)
  }

  @Test func `a list is told by its rows and its hash`() throws {
    let deck = Deck(
      tariffs: [tariff("56", "CHILE", 40), tariff("5", "AMERICA", 90)], markupPercentMicros: 0)
    try shop.ledger.replaceDeck(deck, by: owner)
    try shop.ledger.replaceDeck(deck, by: owner)
    let reversed = Deck(tariffs: deck.tariffs.reversed(), markupPercentMicros: 0)
    try shop.ledger.replaceDeck(reversed, by: owner)
    // What is as it was is no change, in whatever order it came.
    #expect(try records().map(\.action) == ["deck import", "markup"])
    let first = try #require(try records().first)
    let empty = SHA256.hash([]).hexadecimal
    #expect(first.before == "0 rows, sha256 \(empty)")
    #expect(first.after?.hasPrefix("2 rows, sha256 ") == true)
    var dearer = deck
    dearer.tariffs[0] = tariff("56", "CHILE", 41)
    try shop.ledger.replaceDeck(dearer, by: owner)
    let last = try #require(try records().last)
    #expect(last.before == first.after)
    #expect(last.after != first.after)
  }

  @Test func `booths and payments are written with the batch that changes them`() throws {
    #expect(shop.store(disable(true)))
    #expect(shop.store(disable(true)))
    #expect(shop.store(disable(false, uncharged: true)))
    #expect(
      shop.store(
        .payment(
          amount: pesos(50_000), reference: "abono", paidOn: CalendarDay("2006-10-26"),
          actor: "uid 0 (root)", at: at(9))))
    #expect(shop.store(payment(-1000, "", at: at(10))))
    #expect(
      try lines() == [
        "booth 4312: enabled, next call charged → disabled, next call charged",
        "booth 4312: disabled, next call charged → enabled, next call uncharged",
        "payment payment 1: balance 0 → balance 50000: 50000 paid on 2006-10-26 «abono»",
        "payment payment 2: balance 50000 → balance 49000: -1000 paid",
      ])
    #expect(
      try records().map(\.actor) == ["web 127.0.0.1", "web 127.0.0.1", "uid 0 (root)", "cabinad"])
    #expect(try records().map(\.at) == [at(5), at(5), at(9), at(10)])
  }

  @Test func `what is undone leaves no record`() throws {
    #expect(shop.store(disable(true)))
    // The second entry contradicts what is written, so the first is undone with it.
    #expect(shop.store(disable(false), heard(9, tick: 1)))
    #expect(shop.rejections.count == 1)
    #expect(throws: PriceListError.noSuchPrefix("2")) {
      try shop.ledger.savePrefix(tariff("1", "uno", 1), by: owner)
      try shop.ledger.deletePrefixes(["1", "2"], by: owner)
    }
    #expect(try records().map(\.action) == ["booth", "prefix set"])
    #expect(try reader.prefixes().count == 1)
    #expect(try reader.verifyAudit().fault == nil)
  }

  @Test func `the configuration is noted where it is not what it was`() throws {
    try shop.ledger.noteConfiguration(
      [("[shop] name", "A"), ("[shop] balance", "kept")], by: owner)
    try shop.ledger.noteConfiguration(
      [("[shop] name", "A"), ("[shop] balance", "kept")], by: owner)
    try shop.ledger.noteConfiguration([("[shop] name", "B"), ("[page] port", "80")], by: owner)
    #expect(
      try lines() == [
        "configuration [shop] name: – → A", "configuration [shop] balance: – → kept",
        "configuration [shop] name: A → B", "configuration [page] port: – → 80",
        "configuration [shop] balance: kept → –",
      ])
  }

  @Test func `each record is told of once it is on disk, whoever wrote it`() throws {
    #expect(shop.store(disable(true)))
    try shop.ledger.setMarkup(7, by: owner)
    try shop.ledger.setMarkup(7, by: owner)
    #expect(
      shop.notices.wait { notices in
        notices.count { if case .audited = $0 { true } else { false } } == 2
      })
    let told = shop.notices.all.compactMap { if case .audited(let head) = $0 { head } else { nil } }
    #expect(told.map(\.number) == [1, 2])
    #expect(told.last == (try reader.auditHead()))
    let last = try #require(told.last)
    #expect(AuditHead(last.description) == last)
    for wrong in ["", "1", "1:ab", "0:\(last.hash.hexadecimal)", "1:\(last.hash.hexadecimal)0"] {
      #expect(AuditHead(wrong) == nil)
    }
  }

  @Test(arguments: [
    "UPDATE audit SET actor = 'nobody' WHERE number = 1", "DELETE FROM audit WHERE number = 2",
    "INSERT OR REPLACE INTO audit SELECT 1, at, 'x', action, subject, before, after, hash FROM audit",
    "INSERT INTO audit SELECT 9, at, actor, action, subject, before, after, hash FROM audit",
  ])
  func `no statement changes, removes or replaces a record`(sql: String) throws {
    for markup in 1...3 { try shop.ledger.setMarkup(Int64(markup), by: owner) }
    let before = try records()
    #expect(throws: DatabaseError.self) { try shop.ledger.write { _ = try $0.run(sql) } }
    #expect(try records() == before)
  }

  /// With the triggers out of the way, as someone with the file in hands would have them.
  private func tamper(_ sql: String) throws {
    try shop.ledger.write {
      try $0.execute(
        """
        DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_removed;
        DROP TRIGGER audit_is_continued; \(sql)
        """)
    }
  }

  @Test(arguments: [
    ("UPDATE audit SET actor = 'x' WHERE number = 3", "record 3 does not fit"),
    ("UPDATE audit SET at = at + 1 WHERE number = 1", "record 1 does not fit"),
    ("UPDATE audit SET before = NULL WHERE number = 4", "record 4 does not fit"),
    // From one field into the next.
    (
      "UPDATE audit SET action = 'mark', subject = 'updeck' WHERE number = 2",
      "record 2 does not fit"
    ),
    ("UPDATE audit SET hash = randomblob(32) WHERE number = 5", "record 5 does not fit"),
    ("DELETE FROM audit WHERE number = 2", "record 2 is not there"),
    ("DELETE FROM audit WHERE number = 1", "record 1 is not there"),
    ("UPDATE audit SET number = 9 WHERE number = 5", "record 5 is not there"),
  ])
  func `the check names the first record that does not fit`(sql: String, fault: String) throws {
    for markup in 1...5 { try shop.ledger.setMarkup(Int64(markup), by: owner) }
    #expect(try reader.verifyAudit().records == 5)
    #expect(try reader.verify().complaints == [])
    try tamper(sql)
    let verdict = try reader.verifyAudit()
    #expect(verdict.fault?.description.hasPrefix(fault) == true, "\(verdict)")
    #expect(try reader.verify().complaints.contains { $0.hasPrefix("the audit: \(fault)") })
  }

  @Test func `a record that is forged with the hash it would have does not fit the next`() throws {
    for markup in 1...3 { try shop.ledger.setMarkup(Int64(markup), by: owner) }
    let other = try Shop()
    for markup in [1, 9] { try other.ledger.setMarkup(Int64(markup), by: owner) }
    let forged = try #require(try other.reader().audit(limit: 1).first)
    try tamper(
      """
      UPDATE audit SET after = '\(forged.after ?? "")', hash = x'\(forged.hash.hexadecimal)'
      WHERE number = 2
      """)
    #expect(try reader.verifyAudit().fault?.description.hasPrefix("record 3 does not fit") == true)
    #expect(try reader.verifyAudit().records == 2)
  }

  @Test func `an end that was cut off is told by the head, as is an audit written anew`() throws {
    for markup in 1...5 { try shop.ledger.setMarkup(Int64(markup), by: owner) }
    let head = try #require(try reader.auditHead())
    #expect(try reader.verifyAudit(head: head).fault == nil)
    try shop.ledger.setMarkup(6, by: owner)
    // A head from earlier is as good.
    #expect(try reader.verifyAudit(head: head).fault == nil)
    try tamper("DELETE FROM audit WHERE number > 3")
    #expect(try reader.verifyAudit().fault == nil)
    let end = try #require(try reader.verifyAudit(head: head).fault)
    #expect(end.description.hasPrefix("record 4 is not there"))
    // Written anew from there on, as the program itself would.
    for markup in 14...15 { try shop.ledger.setMarkup(Int64(markup), by: owner) }
    #expect(try reader.verifyAudit().fault == nil)
    let fault = try #require(try reader.verifyAudit(head: head).fault)
    #expect(fault.description.hasPrefix("record 5 is another than the head"))
  }

  @Test func `records come newest first, in pages and since a time`() throws {
    for number in 1...5 {
      try shop.ledger.setMarkup(
        Int64(number), by: AuditOrigin(actor: "x", at: at(Int64(number))))
    }
    #expect(try reader.audit(limit: 2).map(\.number) == [5, 4])
    #expect(try reader.audit(before: 4, limit: 2).map(\.number) == [3, 2])
    #expect(try reader.audit(since: at(4), limit: 9).map(\.number) == [5, 4])
    #expect(try reader.audit(since: at(6), limit: 9) == [])
  }

  @Test func `those since a time are told though the clock was put back, and found by an index`()
    throws
  {
    for (number, time) in [1000, 10, 2000, 20, 30].enumerated() {
      try shop.ledger.setMarkup(
        Int64(number + 1), by: AuditOrigin(actor: "x", at: at(Int64(time))))
    }
    #expect(try reader.audit(since: at(500), limit: 9).map(\.number) == [3, 1])
    #expect(try reader.audit(since: at(500), limit: 1).map(\.number) == [3])
    #expect(try reader.audit(before: 3, since: at(500), limit: 9).map(\.number) == [1])
    // More of later ones than are looked at one by one.
    for number in 0..<1_200 {
      try shop.ledger.setMarkup(
        Int64(number + 10), by: AuditOrigin(actor: "x", at: at(40)))
    }
    #expect(try reader.audit(since: at(500), limit: 9).map(\.number) == [3, 1])
    #expect(try reader.audit(since: at(35), limit: 2).map(\.number) == [1205, 1204])
  }
}
