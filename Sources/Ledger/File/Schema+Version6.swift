internal import BoothControl

extension Schema.Migration {
  /// What the audit tells can be held to what stands in the file, both ways; lists that were replaced
  /// are kept for a while; a payment says on which day it was paid.
  static let version6 = Schema.Migration("the audit accounts for what there is") { database in
    try database.execute(payments + questions + lists)
    try database.auditWhatThereIs()
  }

  private static let payments = """
    ALTER TABLE movements ADD COLUMN paid_on TEXT; -- 2006-10-27, on the shop's calendar

    """

  /// Each for one question that would read a whole table without it.
  private static let questions = """
    CREATE INDEX movements_with_key ON movements (account, item) WHERE payment_key IS NOT NULL;
    CREATE INDEX deposits_with_key ON deposits (number) WHERE request_key IS NOT NULL;
    CREATE INDEX deposits_in_time ON deposits (made_at);
    CREATE INDEX tickets_with_key ON tickets (number) WHERE request_key IS NOT NULL;
    CREATE INDEX audit_in_time ON audit (at);
    CREATE INDEX audit_of_subject ON audit (subject);
    CREATE INDEX audit_baseline ON audit (number) WHERE action = 'version 6';

    """

  private static let lists = """
    CREATE TABLE replaced_lists ( -- whose tariffs are still there
      record INTEGER PRIMARY KEY REFERENCES audit (number), -- of the import that replaced it
      generation INTEGER NOT NULL UNIQUE,
      rows INTEGER NOT NULL
    ) STRICT;

    """
}

extension Database {
  /// A ledger of before this version has payments, booths, settings and prices that its audit tells
  /// of in other words or not at all. It tells of them once, as they are; a new ledger has nothing to
  /// tell.
  fileprivate func auditWhatThereIs() throws {
    let origin = AuditOrigin(actor: AuditOrigin.daemon, at: .now)
    for item in AuditedItem.allCases {
      let last = try lastNumber(of: item)
      guard last > 0 else { continue }
      try audit(origin, Baseline.action, item.rawValue, before: nil, after: String(last))
    }
    for list in PriceList.allCases {
      let generation = try generation(of: list)
      let facts = try TariffCursor(self, generation, hashes: true).facts()
      // Of a list that was emptied an older audit tells what cannot be held to anything.
      guard try facts.rows > 0 || auditHead() != nil else { continue }
      try audit(origin, Baseline.action, list.importAction, before: nil, after: facts.description)
    }
    for (state, words) in try auditedStates().sorted(by: {
      $0.key.description < $1.key.description
    }) {
      try audit(origin, Baseline.action, state.description, before: nil, after: words)
    }
  }
}
