import BoothControl
import CSQLite
import Testing

@testable import Ledger

/// What a page of tickets costs, by SQLite's own count of what it did.
@Suite struct `A page of tickets` {
  let shop: Shop
  let reader: LedgerReader

  static let count: Int64 = 20_000

  /// All of them a minute apart and of booth 4312.
  init() throws {
    shop = try Shop()
    try shop.ledger.write {
      try $0.execute("INSERT INTO booths (id, number) VALUES (1, '4312'), (2, '4313')")
      try $0.run(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
        INSERT INTO tickets (number, booth, calls, charged_micros, credit_micros, payable_micros,
          closed_at, actor)
        SELECT i, 1, 0, 0, 0, 0, ?2 + i * 60000, '' FROM n
        """, [.integer(Self.count), .integer(at(0).milliseconds)])
    }
    reader = try shop.reader()
  }

  /// Of all statements of the reader so far.
  private func steps() throws -> Int {
    try reader.read { database in
      var (sum, statement) = (0, sqlite3_next_stmt(database.handle, nil))
      while let current = statement {
        sum += Int(sqlite3_stmt_status(current, SQLITE_STMTSTATUS_VM_STEP, 0))
        statement = sqlite3_next_stmt(database.handle, current)
      }
      return sum
    }
  }

  @Test(arguments: [nil, "4312", "4313", "none"], [false, true])
  func `reads no more than it has, however many there are`(booth: String?, isOfDays: Bool) throws {
    let middle = Self.count / 2
    for (before, after) in [(nil, nil), (middle, nil), (nil, middle)] as [(Int64?, Int64?)] {
      var query = TicketQuery(
        booth: booth.map { BoothNumber($0) }, before: before, after: after)
      if isOfDays { (query.from, query.to) = (at(0), at(2 * Self.count * 60_000)) }
      let start = try steps()
      let page = try reader.tickets(query, limit: 9)
      #expect(page.count == (booth == nil || booth == "4312" ? 9 : 0))
      #expect(try steps() - start < 1_000)
    }
  }
}
