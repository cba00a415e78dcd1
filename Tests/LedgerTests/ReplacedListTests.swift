import BoothControl
import Ledger
import Rating
import Testing

/// Lists that an import has replaced, kept so that it can be told what the import changed.
@Suite struct ReplacedListTests {
  let shop: Shop
  let reader: LedgerReader

  init() throws {
    shop = try Shop()
    reader = try shop.reader()
  }

  private func edit(_ sql: String) throws {
    try Database(path: shop.path, access: .readWrite).execute(sql)
  }

  private func deck(_ tariffs: [Tariff]) throws {
    try shop.ledger.replaceDeck(Deck(tariffs: tariffs, markupPercentMicros: 0), by: owner)
    while try shop.ledger.removeStaleTariffs() {}
  }

  private func imports(_ list: String = "prefixes") throws -> [Int64] {
    try reader.audit(limit: 100).filter { $0.action == "\(list) import" }.map(\.number).reversed()
  }

  private func words(_ differences: ImportDifferences?) -> [String] {
    differences.map { found in
      found.first.map { difference in
        let (before, after) = (difference.before, difference.after)
        return "\(difference.prefix): \(before?.shownPrice.price.decimalText ?? "–") → "
          + (after?.shownPrice.price.decimalText ?? "–")
      } + ["+\(found.added) -\(found.removed) ~\(found.changed)"]
    } ?? ["not kept"]
  }

  private func change(by record: Int64, limit: Int = 10) throws -> [String] {
    words(try #require(try reader.auditDetail(record, limit: limit)).differences)
  }

  @Test func `tell what an import added, removed and changed`() throws {
    try deck([tariff("1", "uno", 1), tariff("2", "dos", 2), tariff("4", "cuatro", 4)])
    try deck([tariff("0", "cero", 0), tariff("2", "dos", 3), tariff("4", "cuatro", 4)])
    try deck([tariff("4", "otra", 4), tariff("5", "cinco", 5)])
    let numbers = try imports("deck")
    #expect(try change(by: numbers[0]) == ["1: – → 1", "2: – → 2", "4: – → 4", "+3 -0 ~0"])
    #expect(try change(by: numbers[1]) == ["0: – → 0", "1: 1 → –", "2: 2 → 3", "+1 -1 ~1"])
    #expect(
      try change(by: numbers[2], limit: 2) == ["0: 0 → –", "2: 3 → –", "+1 -2 ~1"])
    #expect(try reader.auditDetail(99, limit: 1) == nil)
    let markup = try #require(try reader.auditDetail(numbers[0] + 1, limit: 1))
    #expect(markup.record.action == "markup")
    #expect(markup.differences == nil)
    #expect(try reader.verify().complaints == [])
  }

  @Test func `leave out what was changed singly before and after`() throws {
    try shop.ledger.replacePrefixes([tariff("1", "uno", 1), tariff("3", "tres", 3)], by: owner)
    try shop.ledger.savePrefix(tariff("1", "uno", 10), by: owner)
    try shop.ledger.savePrefix(tariff("2", "dos", 2), by: owner)
    try shop.ledger.replacePrefixes([tariff("1", "uno", 11), tariff("2", "dos", 2)], by: owner)
    try shop.ledger.savePrefix(tariff("1", "uno", 12), by: owner)
    try shop.ledger.savePrefix(tariff("1", "uno", 13), by: owner)
    try shop.ledger.savePrefix(tariff("", "todo", 9), by: owner)
    try shop.ledger.deletePrefixes(["2"], by: owner)
    let numbers = try imports()
    #expect(try change(by: numbers[0]) == ["1: – → 1", "3: – → 3", "+2 -0 ~0"])
    #expect(try change(by: numbers[1]) == ["1: 10 → 11", "3: 3 → –", "+0 -1 ~1"])
    #expect(try reader.verify().complaints == [])
  }

  @Test func `are read as they were when they were replaced, to be had again`() throws {
    let before = [tariff("1", "uno", 10), tariff("2", "dos", 2), tariff("3", "tres", 3)]
    try shop.ledger.replacePrefixes([before[0], before[2]], by: owner)
    try shop.ledger.savePrefix(before[1], by: owner)
    try shop.ledger.replacePrefixes([tariff("9", "nueve", 9)], by: owner)
    try shop.ledger.savePrefix(tariff("1", "otra", 1), by: owner)
    let record = try #require(try imports().last)
    func page(
      _ query: PriceListQuery = .init(), _ list: PriceList = .prefixes, of record: Int64
    )
      throws -> PriceListPage?
    { try reader.prices(list, query, replacedBy: record, limit: 2) }
    let first = try #require(try page(of: record))
    #expect(first.tariffs == Array(before[..<2]))
    #expect(first.total == 3)
    #expect(first.next == "2")
    let last = try #require(try page(.init(after: "2"), of: record))
    #expect(last.tariffs == [before[2]])
    #expect(last.version == first.version)
    // Of another list, or of no import.
    #expect(try page(.init(), .deck, of: record) == nil)
    #expect(try page(of: record + 1) == nil)
    #expect(try reader.prices(.prefixes, .init(), replacedBy: nil, limit: 9)?.total == 2)
  }

  @Test func `go oldest first when there are too many, with the others untouched`() throws {
    for price in 1...23 { try deck([tariff("1", "uno", Int64(price))]) }
    #expect(try shop.ledger.write { try $0.integer("SELECT count(*) FROM tariffs") } == 21)
    let numbers = try imports("deck")
    #expect(
      try numbers.map { try change(by: $0).count == 1 } == [true, true, true]
        + Array(repeating: false, count: 20))
    #expect(try change(by: numbers[3]) == ["1: 3 → 4", "+0 -0 ~1"])
    #expect(try reader.verify().complaints == [])
  }

  @Test func `that have too many rows go too`() throws {
    for price in 1...3 { try deck([tariff("1", "uno", Int64(price))]) }
    // As though the last one had been long.
    try edit(
      """
      UPDATE replaced_lists SET rows = 500000
      WHERE record = (SELECT max(record) FROM replaced_lists)
      """)
    try deck([tariff("1", "uno", 4)])
    #expect(try imports("deck").map { try change(by: $0).count == 1 } == [true, true, true, false])
    #expect(try shop.ledger.write { try $0.integer("SELECT count(*) FROM tariffs") } == 2)
  }

  @Test(arguments: [
    ("UPDATE tariffs SET price_micros = 7 WHERE generation = 3", "as import"),
    ("DELETE FROM tariffs WHERE generation = 3", "is kept as 0 rows"),
    ("DELETE FROM replaced_lists WHERE generation = 3", "replaced is not kept"),
    ("UPDATE replaced_lists SET generation = 99 WHERE generation = 3", "is kept as 0 rows"),
  ])
  func `are held to their hashes`(sql: String, complaint: String) throws {
    for price in 1...3 { try deck([tariff("1", "uno", Int64(price))]) }
    #expect(try reader.verify().complaints == [])
    try edit("PRAGMA foreign_keys = OFF; " + sql)
    let complaints = try reader.verify().complaints
    #expect(complaints.contains { $0.contains(complaint) }, "\(complaints)")
  }

  @Test func `and the changes between two imports are held to both`() throws {
    try shop.ledger.replacePrefixes([tariff("1", "uno", 1)], by: owner)
    // Edited, and then replaced: the list that was replaced is as it was then.
    try edit("UPDATE tariffs SET price_micros = 7")
    try shop.ledger.replacePrefixes([tariff("1", "uno", 2)], by: owner)
    let complaints = try reader.verify().complaints
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasPrefix("prefixes, as import 2 replaced it, comes from") == true)
  }
}
