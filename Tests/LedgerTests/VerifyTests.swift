import BoothControl
import BoothProtocol
import Ledger
import Rating
import Testing

/// A ledger whose file someone has edited with SQL: what stands there is held to the audit.
@Suite struct `What a check of the ledger tells` {
  let shop: Shop

  init() throws { shop = try Shop() }

  /// A day of a shop: money of every kind, booths, settings and prices.
  private func trade() throws {
    let (ledger, booth) = (shop.ledger, BoothNumber("4312"))
    #expect(try ledger.otherCurrency(than: .chileanPeso, by: owner) == nil)
    try ledger.replacePrefixes(PriceTests.manual, by: owner)
    try ledger.replaceDeck(
      Deck(tariffs: [tariff("56", "CHILE", 40)], markupPercentMicros: 10_000_000), by: owner)
    try ledger.savePrefix(tariff("1006", "INTERNAS 02", 210), by: owner)
    try ledger.savePrefix(tariff("7", "siete", 7), by: owner)
    try ledger.savePrefix(tariff("8", "ocho", 8), by: owner)
    try ledger.savePrefix(tariff("8", "ocho", 9), by: owner)
    try ledger.deletePrefixes(["7", "02"], by: owner)
    try ledger.savePrefix(tariff("56", "CHILE", 45), in: .deck, by: owner)
    try ledger.savePrefix(tariff("569", "CHILE MÓVIL", 90), in: .deck, by: owner)
    try ledger.savePrefix(tariff("57", "COLOMBIA", 70), in: .deck, by: owner)
    try ledger.deletePrefixes(["57"], from: .deck, by: owner)
    try ledger.setRounding(Rounding(mode: .up, decimals: 0), by: owner)
    try ledger.noteConfiguration([("[shop] name", "A")], by: owner)
    #expect(
      shop.store([
        .payment(
          amount: pesos(50_000), reference: "abono», balance 9: 5 paid «x",
          paidOn: CalendarDay("2006-10-26"), actor: "uid 0", at: at(1)),
        payment(-1000, "corrección", at: at(2)),
        .deposit(booth, amount: pesos(500), actor: "uid 7", at: at(3)),
        .boothChanged(
          BoothNumber("4313"), isDisabled: true, nextCallIsUncharged: false, actor: "uid 7",
          at: at(4)),
      ]))
    for call: UInt32 in 1...2 {
      #expect(
        shop.store([
          .callAuthorised(authorisation(call)), seized(call), answered(call),
          .callEnded(callEnd(call, suspicions: [.tooShort])),
        ]))
    }
    #expect(
      shop.store([
        .callReviewed(
          CallReview(
            call: CallID(rawValue: 2), booth: booth, charge: pesos(227), verdict: .waived,
            note: "no habló", actor: "uid 7"), at: at(90_000)),
        .ticketClosed(
          Ticket(
            number: 1, booth: booth,
            account: BoothAccount(credit: pesos(500), charged: pesos(227), calls: 1),
            payable: pesos(230), received: pesos(0), at: at(95_000)), key: "k", actor: "uid 7"),
      ]))
    #expect(shop.rejections == [])
  }

  private func edit(_ sql: String) throws {
    try Database(path: shop.path, access: .readWrite).execute(sql)
  }

  @Test func `is nothing of a ledger that nobody touched, and which head it saw`() throws {
    try trade()
    let verdict = try shop.reader().verify()
    #expect(verdict.complaints == [])
    #expect(verdict.head == (try shop.reader().auditHead()))
    #expect(verdict.records == verdict.head?.number)
    #expect(try shop.reader().verify(head: verdict.head).complaints == [])
  }

  @Test(arguments: [
    // Payments, with the balance brought to their sum.
    (
      """
      UPDATE movements SET amount_micros = 60000000000 WHERE kind = 'payment' AND item = 1;
      UPDATE accounts SET balance_micros = balance_micros + 10000000000;
      """, "payment 1 is not what record"
    ),
    (
      "UPDATE movements SET reference = 'abono' WHERE item = 1 AND kind = 'payment'",
      "payment 1 is not"
    ),
    (
      "UPDATE movements SET moved_at = moved_at + 1 WHERE item = 1 AND kind = 'payment'",
      "payment 1 is not"
    ),
    ("UPDATE movements SET actor = 'x' WHERE item = 1 AND kind = 'payment'", "payment 1 is not"),
    (
      "UPDATE movements SET paid_on = '2006-10-25' WHERE item = 1 AND kind = 'payment'",
      "payment 1 is not"
    ),
    (
      "UPDATE movements SET paid_on = 'ayer' WHERE item = 1 AND kind = 'payment'",
      "holds no known value"
    ),
    (
      """
      DELETE FROM movements WHERE kind = 'payment' AND item = 2;
      UPDATE accounts SET balance_micros = balance_micros + 1000000000;
      """, "tells of «payment 2», which is not there"
    ),
    (
      """
      INSERT INTO movements (account, kind, item, amount_micros, moved_at, reference)
        VALUES (1, 'payment', 3, 7000000, 9, '');
      UPDATE accounts SET balance_micros = balance_micros + 7000000;
      """, "payment 3 is in no record of the audit"
    ),
    (
      """
      INSERT INTO movements (account, kind, item, amount_micros, moved_at)
        VALUES (1, 'gift', 1, 7000000, 9);
      UPDATE accounts SET balance_micros = balance_micros + 7000000;
      """, "gift 1 moved the balance of provider"
    ),
    (
      """
      INSERT INTO accounts (id, name, balance_micros) VALUES (9, 'other', 7000000);
      INSERT INTO movements (account, kind, item, amount_micros, moved_at)
        VALUES (9, 'payment', 1, 7000000, 9);
      """, "payment 1 moved the balance of other"
    ),
    // Calls' costs.
    (
      """
      DELETE FROM movements WHERE kind = 'call' AND item = 2;
      UPDATE accounts SET balance_micros = balance_micros + 113000000;
      """, "call 2 has a cost of 113000000 millionths, which moved no balance"
    ),
    (
      """
      INSERT INTO movements (account, kind, item, amount_micros, moved_at)
        VALUES (1, 'call', 3, 7000000, 9);
      UPDATE accounts SET balance_micros = balance_micros + 7000000;
      """, "call 3 moved 7000000 millionths, not its cost"
    ),
    ("UPDATE movements SET moved_at = 9 WHERE kind = 'call' AND item = 1", "call 1 moved"),
    // Deposits.
    (
      """
      UPDATE deposits SET amount_micros = 400000000;
      UPDATE tickets SET credit_micros = 400000000;
      """, "deposit 1 is not what record"
    ),
    ("UPDATE deposits SET actor = 'x'", "deposit 1 is not what record"),
    ("UPDATE deposits SET made_at = made_at + 1", "deposit 1 is not what record"),
    (
      "UPDATE deposits SET booth = (SELECT id FROM booths WHERE number = '4313')",
      "deposit 1 is not"
    ),
    (
      """
      DELETE FROM deposits; UPDATE tickets SET credit_micros = 0;
      """, "tells of «deposit 1», which is not there"
    ),
    (
      """
      INSERT INTO deposits (booth, amount_micros, made_at, actor) VALUES (1, 5000000, 9, 'x');
      UPDATE booths SET credit_micros = 5000000 WHERE id = 1;
      """, "deposit 2 is in no record of the audit"
    ),
    // Tickets.
    ("UPDATE tickets SET payable_micros = 220000000", "ticket 1 is not what record"),
    ("UPDATE tickets SET received_micros = 300000000", "ticket 1 is not what record"),
    ("UPDATE tickets SET received_micros = NULL", "ticket 1 is not what record"),
    ("UPDATE tickets SET closed_at = closed_at + 1", "ticket 1 is not what record"),
    ("UPDATE tickets SET actor = 'x'", "ticket 1 is not what record"),
    ("UPDATE tickets SET booth = (SELECT id FROM booths WHERE number = '4313')", "ticket 1 is not"),
    (
      """
      UPDATE calls SET booth = (SELECT id FROM booths WHERE number = '4313') WHERE key = 1;
      """, "call 1 is on ticket 1, which is another booth's"
    ),
    (
      """
      INSERT INTO tickets (number, booth, calls, charged_micros, credit_micros, payable_micros,
        closed_at, actor) VALUES (2, 1, 0, 0, 0, 0, 9, 'x');
      """, "ticket 2 is in no record of the audit"
    ),
    (
      """
      UPDATE calls SET ticket = NULL; UPDATE deposits SET ticket = NULL; DELETE FROM tickets;
      UPDATE booths SET charged_micros = 227000000, charged_calls = 1, credit_micros = 500000000
        WHERE number = '4312';
      """, "tells of «ticket 1», which is not there"
    ),
    ("UPDATE calls SET ticket = -1 WHERE key = 2", "call 2 is on ticket -1, which is not there"),
    // Waivers and other words on calls.
    (
      """
      UPDATE calls SET review = 'waived', ticket = NULL WHERE key = 1;
      UPDATE tickets SET calls = 0, charged_micros = 0;
      """, "call 1 is in no record of the audit"
    ),
    ("UPDATE calls SET review = 'stands' WHERE key = 2", "call 2 is not what record"),
    ("UPDATE calls SET review_note = 'x' WHERE key = 2", "call 2 is not what record"),
    ("UPDATE calls SET reviewer = 'x' WHERE key = 2", "call 2 is not what record"),
    ("UPDATE calls SET reviewed_at = 1 WHERE key = 2", "call 2 is not what record"),
    (
      """
      UPDATE calls SET review = NULL WHERE key = 2;
      UPDATE booths SET charged_micros = 227000000, charged_calls = 1 WHERE number = '4312';
      """, "tells of «call 2», which is not there"
    ),
    // Booths and settings.
    (
      "UPDATE booths SET is_disabled = 0",
      "booth 4313 is «enabled, next call charged», not «disabled"
    ),
    ("UPDATE booths SET is_disabled = 1", "booth 4312 is «disabled, next call charged», not"),
    (
      "UPDATE booths SET next_call_is_uncharged = 1", "booth 4312 is «enabled, next call uncharged»"
    ),
    (
      "UPDATE settings SET value = '0' WHERE name = 'markup_percent_micros'",
      "markup deck is «0», not «10», as record"
    ),
    (
      "DELETE FROM settings WHERE name = 'markup_percent_micros'",
      "markup deck is nothing, not «10»"
    ),
    ("UPDATE settings SET value = 'down 0' WHERE name = 'rounding'", "rounding amounts is «down"),
    ("UPDATE settings SET value = 'USD 2' WHERE name = 'currency'", "currency amounts is «USD 2»"),
    (
      "UPDATE settings SET value = 'B' WHERE name = 'configuration [shop] name'",
      "configuration [shop] name is «B», not «A»"
    ),
    (
      "INSERT INTO settings VALUES ('x', 'y')",
      "setting x is «y», not nothing, and the audit has no"
    ),
    // Prices.
    (
      "UPDATE tariffs SET price_micros = 1 WHERE prefix = '1006'",
      "prefix «1006» of prefixes is not what the audit's last record of it left"
    ),
    ("DELETE FROM tariffs WHERE prefix = '8'", "prefix «8» of prefixes is not"),
    ("UPDATE tariffs SET prefix = '9' WHERE prefix = '8'", "prefix «8» of prefixes is not"),
    (
      "INSERT INTO tariffs SELECT generation, '7', '', 1, 60, 1, NULL FROM tariffs WHERE prefix = '8'",
      "prefix «7» of prefixes is not"
    ),
    (
      "UPDATE tariffs SET price_micros = 1 WHERE prefix = '100'",
      "prefixes comes from a list of 6 rows"
    ),
    ("UPDATE tariffs SET description = 'x' WHERE prefix = '100'", "prefixes comes from a list"),
    ("DELETE FROM tariffs WHERE prefix = '100'", "prefixes comes from a list of 5 rows"),
    ("UPDATE tariffs SET price_micros = 1 WHERE prefix = '56'", "prefix «56» of deck is not"),
    (
      "INSERT INTO tariffs SELECT generation, '51', '', 1, 60, 1, NULL FROM tariffs WHERE prefix = '56'",
      "deck comes from a list of 2 rows"
    ),
    (
      "UPDATE settings SET value = '99' WHERE name = 'deck_generation'",
      "prefix «56» of deck is not"
    ),
    (
      "UPDATE tariffs SET unit_seconds = 7 WHERE prefix = '56'",
      "unit_seconds holds no known value, in the table tariffs"
    ),
  ])
  func `is every edit that the audit knows nothing of`(sql: String, complaint: String) throws {
    try trade()
    try edit("PRAGMA foreign_keys = OFF; " + sql)
    let verdict = try shop.reader().verify()
    expectSpanish(verdict)
    let complaints = verdict.complaints
    #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
  }

  @Test func `is an edit that a later change has covered`() throws {
    try trade()
    try edit("UPDATE tariffs SET price_micros = 1000000 WHERE prefix = '1006'")
    try edit("UPDATE booths SET next_call_is_uncharged = 1 WHERE number = '4313'")
    try edit("UPDATE settings SET value = '1000000' WHERE name = 'markup_percent_micros'")
    try shop.ledger.savePrefix(tariff("1006", "INTERNAS 02", 220), by: owner)
    try shop.ledger.setMarkup(20_000_000, by: owner)
    #expect(
      shop.store(
        .boothChanged(
          BoothNumber("4313"), isDisabled: true, nextCallIsUncharged: false, at: at(99_000))))
    let complaints = try shop.reader().verify().complaints
    #expect(complaints.count == 3, "\(complaints)")
    for words in [
      "changed «1006» of prefixes from something else than record",
      "changed markup deck from «1», and it was «10»",
      "changed booth 4313 from «disabled, next call un",
    ] {
      #expect(complaints.contains { $0.contains(words) }, "\(complaints)")
    }
  }

  @Test func `is nothing when prices of the deck were set singly, before an import and after`()
    throws
  {
    try trade()
    let before = try shop.reader().auditDetail(3, limit: 9)?.differences
    #expect(before?.first.map(\.prefix) == ["56"])
    try shop.ledger.replaceDeck(
      Deck(tariffs: [tariff("56", "CHILE", 50)], markupPercentMicros: 10_000_000), by: owner)
    try shop.ledger.savePrefix(tariff("58", "VENEZUELA", 60), in: .deck, by: owner)
    #expect(try shop.reader().verify().complaints == [])
    try edit("UPDATE tariffs SET price_micros = 1 WHERE prefix = '58'")
    try shop.ledger.savePrefix(tariff("58", "VENEZUELA", 61), in: .deck, by: owner)
    let complaints = try shop.reader().verify().complaints
    #expect(complaints.count == 1, "\(complaints)")
    #expect(complaints.first?.contains("changed «58» of deck from something else") == true)
  }

  @Test func `is all that is wrong, though a record cannot be read and a sum has no room`() throws {
    try trade()
    try edit(
      """
      DROP TRIGGER audit_is_not_changed;
      UPDATE audit SET before = '{' WHERE action = 'prefix set' AND subject = '1006';
      UPDATE booths SET is_disabled = 0 WHERE number = '4313';
      INSERT INTO movements (account, kind, item, amount_micros, moved_at, reference, actor)
        VALUES (1, 'payment', 8, 9223372036854775807, 7, '', ''),
        (1, 'payment', 9, 9223372036854775807, 8, '', '');
      """)
    let complaints = try shop.reader().verify().complaints
    for words in ["cannot be: line 1, column 2", "integer overflow", "booth 4313 is «enabled"] {
      #expect(complaints.contains { $0.contains(words) }, "\(complaints)")
    }
  }

  @Test func `is an audit that is gone whole`() throws {
    try trade()
    try edit("PRAGMA foreign_keys = OFF; DROP TRIGGER audit_is_not_removed; DELETE FROM audit")
    let verdict = try shop.reader().verify()
    #expect(verdict.records == 0)
    #expect(
      verdict.complaints.contains("the audit: there is no record, and there are payments"))
    for lost in ["payment 1 is in no", "deposit 1 is in no", "ticket 1 is in no", "markup deck is"]
    {
      #expect(verdict.complaints.contains { $0.contains(lost) }, "\(verdict.complaints)")
    }
    #expect(
      try shop.reader().verifyAudit().fault?.description
        == "there is no record, and there are payments")
  }

  @Test func `is an audit that is gone though there are only prices or a setting`() throws {
    #expect(try shop.reader().verify().complaints == [])
    try shop.ledger.savePrefix(tariff("1", "uno", 1), by: owner)
    try edit("DROP TRIGGER audit_is_not_removed; DELETE FROM audit")
    #expect(
      try shop.reader().verifyAudit().fault?.description
        == "there is no record, and there are prices")
    try edit("DELETE FROM tariffs")
    #expect(try shop.reader().verifyAudit().fault == nil)
    try edit("INSERT INTO settings VALUES ('markup_percent_micros', '1')")
    #expect(
      try shop.reader().verifyAudit().fault?.description
        == "there is no record, and there are settings")
  }

  @Test func `is an end of the audit that was cut off with what it told, by a head`() throws {
    try trade()
    let head = try #require(try shop.reader().verify().head)
    let trigger = try #require(
      try Database(path: shop.path, access: .readOnly).row(
        "SELECT sql FROM sqlite_schema WHERE name = 'audit_is_not_removed'", [], { try $0.text(0) })
    )
    try edit(
      """
      PRAGMA foreign_keys = OFF; DROP TRIGGER audit_is_not_removed;
      DELETE FROM audit WHERE action IN ('review', 'ticket');
      UPDATE calls SET ticket = NULL, review = NULL; UPDATE deposits SET ticket = NULL;
      DELETE FROM tickets;
      UPDATE booths SET charged_micros = 454000000, charged_calls = 2, credit_micros = 500000000,
        uncharged_calls = uncharged_calls - 1
        WHERE number = '4312';
      \(trigger);
      """)
    #expect(try shop.reader().verify().complaints == [])
    #expect(try shop.reader().verify(head: head).complaints.first?.hasPrefix("the audit: ") == true)
  }

  @Test func `is a record that is there twice`() throws {
    try trade()
    try shop.ledger.write { database in
      try database.execute("DROP TRIGGER audit_is_continued")
      try database.run(
        """
        INSERT INTO audit SELECT 1 + (SELECT max(number) FROM audit), at, actor, action, subject,
          before, after, hash FROM audit WHERE subject = 'payment 1'
        """)
    }
    #expect(
      try shop.reader().verify().complaints.contains {
        $0.hasPrefix("payment 1 is in two records of the audit")
      })
  }
}
