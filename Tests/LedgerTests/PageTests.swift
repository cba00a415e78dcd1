import BoothControl
import BoothProtocol
import Ledger
import Rating
import Testing

@Suite struct PageTests {
  let shop: Shop
  let reader: LedgerReader
  /// What is in the file, newest first.
  let all: [CallPosition]

  /// 60 calls in three booths; every seventh uncharged; some at the same instant, and the clock
  /// goes back once.
  init() throws {
    shop = try Shop()
    var positions: [CallPosition] = []
    for number in 1...60 as ClosedRange<UInt32> {
      let time = at(Int64(number / 3) * 60_000 - (number > 40 ? 500_000 : 0))
      let isCharged = !number.isMultiple(of: 7)
      shop.submit(
        .callAuthorised(
          authorisation(number, booth: "431\(number % 3)", isCharged: isCharged, at: time)),
        .callEnded(callEnd(number, charge: isCharged ? Int64(number) : 0, cost: 1)))
      positions.append(CallPosition(time: time, key: Int64(number)))
    }
    #expect(shop.notices.wait(forCommit: 60))
    all = positions.sorted(by: >)
    reader = try shop.reader()
  }

  private static let queries = [
    CallQuery(), CallQuery(booth: BoothNumber("4311")), CallQuery(isCharged: false),
    CallQuery(isCharged: true), CallQuery(booth: BoothNumber("4310"), isCharged: false),
    CallQuery(booth: BoothNumber("4312"), isCharged: true), CallQuery(from: at(300_000)),
    CallQuery(to: at(300_000)), CallQuery(from: at(120_000), to: at(600_000)),
    CallQuery(booth: BoothNumber("4310"), isCharged: true, from: at(0), to: at(700_000)),
    CallQuery(booth: BoothNumber("9999")), CallQuery(from: at(5), to: at(5)),
  ]

  private func expected(_ query: CallQuery) -> [CallPosition] {
    all.filter { position in
      (query.booth.map { $0.text == "431\(position.key % 3)" } ?? true)
        && (query.isCharged.map { $0 == !position.key.isMultiple(of: 7) } ?? true)
        && (query.from.map { position.time >= $0 } ?? true)
        && (query.to.map { position.time < $0 } ?? true)
    }
  }

  @Test(arguments: queries, [1, 7, 1000])
  func `pages forwards and backwards have every call once, newest first`(
    query: CallQuery, limit: Int
  ) throws {
    let expected = expected(query)
    var pages = [try reader.calls(query, limit: limit)]
    #expect(pages[0].newer == nil)
    while let older = pages.last?.older {
      pages.append(try reader.calls(query, from: .olderThan(older), limit: limit))
    }
    #expect(pages.flatMap(\.rows).map(\.position) == expected)
    #expect(pages.count == max(1, (expected.count + limit - 1) / limit))

    for (before, page) in zip(pages, pages.dropFirst()) {
      let newer = try #require(page.newer)
      let back = try reader.calls(query, from: .newerThan(newer), limit: limit)
      #expect(back.rows == before.rows)
      #expect((back.newer == nil) == (before.rows.first == pages[0].rows.first))
    }
  }

  @Test(arguments: queries)
  func `counts and sums are those of the calls`(query: CallQuery) throws {
    let expected = expected(query)
    #expect(try reader.count(query) == expected.count)
    let charges = expected.map { $0.key.isMultiple(of: 7) ? 0 : $0.key }
    #expect(
      try reader.totals(query)
        == CallTotals(
          count: expected.count, seconds: 68 * Int64(expected.count),
          charge: pesos(charges.reduce(0, +)), cost: pesos(Int64(expected.count))))
  }

  @Test func `a place outside of the dates is their nearer end`() throws {
    let query = CallQuery(from: at(120_000), to: at(600_000))
    let first = try reader.calls(query, limit: 5)
    let later = CallPosition(time: at(9_999_999), key: 1)
    #expect(try reader.calls(query, from: .olderThan(later), limit: 5) == first)
    let earlier = CallPosition(time: at(0), key: 1)
    let last = try reader.calls(query, from: .newerThan(earlier), limit: 1000)
    #expect(last.rows.map(\.position) == expected(query))
    #expect(try reader.calls(query, from: .olderThan(earlier), limit: 5).rows == [])
  }

  @Test func `a new call does not shift the pages behind it`() throws {
    let first = try reader.calls(CallQuery(), limit: 10)
    let older = try #require(first.older)
    #expect(shop.store(.callAuthorised(authorisation(61, at: at(99_999_999)))))
    let second = try reader.calls(CallQuery(), from: .olderThan(older), limit: 10)
    #expect(second.rows.map(\.position) == Array(all[10..<20]))
    #expect(try reader.calls(CallQuery(), limit: 1).rows.first?.id == CallID(rawValue: 61))
  }

  @Test func `a page has at least one row and at most its limit`() throws {
    #expect(try reader.calls(CallQuery(), limit: 0).rows.count == 1)
    #expect(try reader.calls(CallQuery(), limit: .max).rows.count == 60)
  }

  @Test(arguments: ["1161980294000-1234", "0-1", "5-4294967295"])
  func `a position is written and read`(text: String) {
    #expect(CallPosition(text)?.description == text)
  }

  @Test(arguments: [
    "", "-", "1-", "-1", "1-2-3", "a-1", "1-0", "99999999999999999999-1", "1- 2",
    // No call has such an id, and none is of such a year.
    "5-4294967296", "5-9223372036854775807", "253402300800000-1",
  ])
  func `what is no position is not read as one`(text: String) {
    #expect(CallPosition(text) == nil)
  }
}
