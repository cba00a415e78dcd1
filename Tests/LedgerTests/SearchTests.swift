import BoothControl
import BoothProtocol
import Rating
import Testing

@testable import Ledger

/// Calls that no index finds.
@Suite struct SearchTests {
  let shop: Shop
  let reader: LedgerReader
  /// What is in the file, newest first.
  let all: [CallPosition]

  private static let places = ["México D.F.", "SANTIAGO CHILE", "Valparaíso", "100%_[x]*?^"]
  /// More than a search looks at for one page.
  private static let count = UInt32(2 * CallSearch.limit + 500)

  /// Calls a second apart in three booths, every seventh uncharged, every tenth flagged, every
  /// fiftieth to a number of its own.
  init() throws {
    shop = try Shop()
    for number in 1...4 as ClosedRange<UInt32> {
      let place = price(tariff("\(number)", Self.places[Int(number) - 1], 200))
      shop.submit(
        .callAuthorised(
          authorisation(number, booth: "431\(number % 3)", price: place, at: at(0))),
        .callEnded(callEnd(number, charge: 1, cost: 1)))
    }
    #expect(shop.notices.wait(forCommit: 4))
    try shop.ledger.write {
      try $0.execute("INSERT INTO booths (number) VALUES ('4319')")
      try $0.run(
        """
        WITH RECURSIVE n (i) AS (SELECT 5 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
        INSERT INTO calls (key, booth, boot, line, dialled, number, quote, is_charged,
          reserved_micros, authorised_at, ended_at, charge_micros, cost_micros, suspicions, review)
        SELECT i, (SELECT id FROM booths WHERE number = '431' || (i % 3)), 1, 1, '1', CASE
          WHEN i % 50 = 0 THEN '00525512' || i ELSE '1006' END,
          1 + i % 4, i % 7 != 0, 0, ?2 + i * 1000,
          ?2 + i * 1000, 0, 0, CASE WHEN i % 10 = 0 THEN 'tooShort' END,
          CASE WHEN i % 20 = 0 THEN 'stands' END
        FROM n
        """, [.integer(Int64(Self.count)), .integer(at(0).milliseconds)])
      try $0.execute(
        "UPDATE booths SET calls = (SELECT count(*) FROM calls WHERE booth = booths.id)")
    }
    reader = try shop.reader()
    all = (5...Int64(Self.count)).reversed().map {
      CallPosition(time: at($0 * 1000), key: $0)
    }
  }

  private static let queries: [(CallQuery, @Sendable (Int64) -> Bool)] = [
    (CallQuery(numberStart: "0052"), { $0 % 50 == 0 }),
    (CallQuery(numberStart: "005255121000"), { $0 % 50 == 0 && "\($0)".hasPrefix("1000") }),
    (CallQuery(numberStart: "_"), { _ in false }),
    (CallQuery(booth: BoothNumber("4311"), numberStart: "0052"), { $0 % 150 == 100 }),
    (CallQuery(isCharged: false, numberStart: "0052"), { $0 % 350 == 0 }),
    (CallQuery(isCharged: true, numberStart: "0052"), { $0 % 50 == 0 && $0 % 7 != 0 }),
    (
      CallQuery(from: at(100_000), to: at(200_000), numberStart: "0052"),
      {
        $0 % 50 == 0 && (100..<200).contains($0)
      }
    ),
    (CallQuery(numberStart: "0052", place: "CHILE"), { _ in false }),
    (CallQuery(numberStart: "0052", place: "valpa"), { $0 % 100 == 50 }),
    (CallQuery(numberStart: "0052", flag: .any), { $0 % 50 == 0 }),
    (CallQuery(numberStart: "0052", flag: .toReview), { $0 % 50 == 0 && $0 % 20 != 0 }),
    (CallQuery(booth: BoothNumber("4319"), flag: .any), { _ in false }),
  ]

  @Test(arguments: queries.indices, [7, 100])
  func `pages forwards and backwards have every call once, newest first`(
    index: Int, limit: Int
  ) throws {
    let (query, matches) = Self.queries[index]
    let expected = all.filter { matches($0.key) }
    var pages = [try reader.calls(query, limit: limit)]
    #expect(pages[0].newer == nil)
    while let older = pages.last?.older {
      pages.append(try reader.calls(query, from: .olderThan(older), limit: limit))
      try #require(pages.count < 200)
    }
    let found = pages.flatMap(\.rows).map(\.position)
    // Four calls of the beginning were dialled otherwise.
    #expect(found.filter { $0.key > 4 } == expected)
    #expect(pages.allSatisfy { $0.rows.count <= limit })
    // A page is short only at the end or where the search has looked at enough.
    for page in pages.dropLast() {
      #expect(page.rows.count == limit || page.searchedTo != nil)
    }

    var back = try #require(pages.last)
    var seen = back.rows
    while let newer = back.newer {
      back = try reader.calls(query, from: .newerThan(newer), limit: limit)
      seen = back.rows + seen
      try #require(seen.count <= found.count)
    }
    #expect(seen.map(\.position) == found)
  }

  @Test(arguments: [
    ("mexico", 0), ("MÉXICO d.f", 0), ("Chile", 1), ("VALPARAISO", 2), ("valparaíso", 2),
    ("%_[X]", 3), ("*?^", 3), ("]", 3), ("_", 3),
  ])
  func `a place is found whatever its case and its accents`(text: String, place: Int) throws {
    let page = try reader.calls(CallQuery(place: text), limit: 20)
    #expect(!page.rows.isEmpty)
    #expect(page.rows.allSatisfy { $0.destination == Self.places[place] })
    #expect(try reader.calls(CallQuery(place: "q" + text), limit: 20).rows.isEmpty)
  }

  @Test func `what is to be reviewed is of since there are tickets`() throws {
    try shop.ledger.write {
      try $0.execute("UPDATE calls SET ticket = 0 WHERE key = \(Self.count)")
    }
    let page = try reader.calls(CallQuery(flag: .toReview), limit: 1)
    #expect(page.rows.first?.position.key == Int64(Self.count) - 10)
    let any = try reader.calls(CallQuery(flag: .any), limit: 1)
    #expect(any.rows.first?.position.key == Int64(Self.count))
  }

  @Test func `a count says whether it is whole`() throws {
    #expect(
      try reader.count(CallQuery(), atMost: 10) == CallCount(calls: Int(Self.count)))
    let dated = CallQuery(from: at(1000))
    #expect(try reader.count(dated, atMost: 100) == CallCount(calls: 100, isWhole: false))
    #expect(try reader.count(dated, atMost: 100_000) == CallCount(calls: Int(Self.count) - 4))
    let search = CallQuery(numberStart: "0052")
    #expect(try reader.count(search, atMost: 100_000) == CallCount(calls: 0, isWhole: false))
  }

  @Test func `the texts of searches are few`() {
    var texts: Set<String> = []
    for booth in [nil, BoothNumber("1")] {
      for isCharged in [nil, true, false] {
        for flag in [nil, CallQuery.Flag.any, .toReview] {
          for number in [nil, "1"] {
            let query = CallQuery(
              booth: booth, isCharged: isCharged, numberStart: number, place: number, flag: flag)
            texts.insert(CallSearch(query: query).sql(.older))
            texts.insert(CallSearch(query: query).sql(.newer))
          }
        }
      }
    }
    #expect(texts.count == 8)
  }
}
