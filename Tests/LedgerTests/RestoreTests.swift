import BoothControl
import BoothProtocol
import Ledger
import Rating
import Testing

@Suite struct RestoreTests {
  let shop: Shop

  init() throws { shop = try Shop() }

  /// As a daemon that starts anew finds it.
  private func restoredAnew() throws -> RestoredState {
    #expect(shop.ledger.close())
    return try Shop(shop.scratch).ledger.restore()
  }

  @Test func `a ledger that was never used knows nothing`() throws {
    #expect(try restoredAnew() == RestoredState())
  }

  @Test func `open calls come back with all they were authorised with`() throws {
    let first = authorisation(1, price: price(richTariff, cost: tariff("44", "UK", 90)))
    let second = authorisation(2, booth: "4313", price: nil, isCharged: false)
    #expect(shop.store(.callAuthorised(second)))
    #expect(shop.store(.callAuthorised(first)))
    #expect(shop.store(seizedEvent(1, 1), seized(1), answered(1, signal: .setDelay)))
    #expect(shop.store(heard(1, tick: 30_000)))
    #expect(shop.store(.callAuthorised(authorisation(3)), .callEnded(callEnd(3))))
    var expected = OpenCall(authorisation: first)
    expected.seizedTick = BoardTick(milliseconds: 1000)
    expected.answeredTick = BoardTick(milliseconds: 9000)
    expected.answeredAt = at(9000)
    expected.signal = .setDelay
    expected.lastHeardTick = BoardTick(milliseconds: 30_000)
    let restored = try restoredAnew()
    #expect(restored.openCalls == [expected, OpenCall(authorisation: second)])
    #expect(restored.lastCallID == CallID(rawValue: 3))
  }

  @Test func `booths come back as they were left`() throws {
    let booths = ["4314", "4312"].map { BoothNumber($0) }
    #expect(
      shop.store(
        .boothChanged(booths[0], isDisabled: true, nextCallIsUncharged: false, at: at(0)),
        .boothChanged(booths[1], isDisabled: true, nextCallIsUncharged: true, at: at(1))))
    #expect(
      shop.store(
        .boothChanged(booths[1], isDisabled: false, nextCallIsUncharged: true, at: at(2)),
        .callAuthorised(authorisation(1, booth: "4313"))))
    #expect(
      try restoredAnew().booths == [
        StoredBooth(number: booths[1], isDisabled: false, nextCallIsUncharged: true),
        StoredBooth(number: BoothNumber("4313"), isDisabled: false, nextCallIsUncharged: false),
        StoredBooth(number: booths[0], isDisabled: true, nextCallIsUncharged: false),
      ])
  }

  @Test func `the balance is the sum of payments and costs, to the millionth`() throws {
    #expect(shop.store(.payment(amount: Money(micros: 1_856_000_001), reference: "", at: at(0))))
    let costs: [Int64] = [113_333_333, 1, 0, 999_999]
    for (number, cost) in zip(UInt32(1)..., costs) {
      let end = CallEnd(
        call: CallID(rawValue: number), cause: .callerHungUp, talked: .seconds(1), charge: .zero,
        cost: Money(micros: cost), suspicions: [], at: at(0))
      #expect(shop.store(.callAuthorised(authorisation(number)), .callEnded(end)))
    }
    #expect(
      try restoredAnew().balance == Money(micros: 1_856_000_001 - 113_333_333 - 1 - 999_999))
  }

  @Test func `a centre that pays afterwards owes what its calls cost`() throws {
    #expect(shop.store(.callAuthorised(authorisation(1)), .callEnded(callEnd(1))))
    #expect(try restoredAnew().balance == pesos(-113))
  }

  @Test func `the last event of each boot is known`() throws {
    for (number, bootID) in [(1, 9), (2, 9), (1, 3), (700, 3), (.max, 9)] as [(UInt32, UInt32)] {
      #expect(shop.store(event(number, .boot(.powerOn), bootID: bootID)))
    }
    #expect(shop.store(event(4, .boot(.powerOn), board: otherBoard, bootID: 9)))
    // A boot that is only known from a call has no event.
    #expect(shop.store(.callAuthorised(authorisation(1, board: otherBoard, bootID: 10))))
    #expect(
      try restoredAnew().durableEvents == [
        DurablePosition(board: board, bootID: 9, event: .max),
        DurablePosition(board: board, bootID: 3, event: 700),
        DurablePosition(board: otherBoard, bootID: 9, event: 4),
      ])
  }

  @Test func `of a board that restarts for ever only the last boots are told`() throws {
    for bootID in 1...200 as ClosedRange<UInt32> {
      shop.submit(event(1, .boot(.brownOut), bootID: bootID))
    }
    let told = try restoredAnew().durableEvents
    #expect(told.map(\.bootID) == Array(137...200))
  }

  @Test func `the last call of each booth is known`() throws {
    for number in 1...6 as ClosedRange<UInt32> {
      let call = authorisation(
        number, booth: number.isMultiple(of: 2) ? "4312" : "4313", at: at(Int64(number) * 60_000))
      shop.submit(.callAuthorised(call), .callEnded(callEnd(number, charge: Int64(number))))
    }
    shop.submit(.callAuthorised(authorisation(7, booth: "4314", price: nil, at: at(0))))
    func snapshot(_ charge: Int64) -> CallSnapshot {
      CallSnapshot(
        number: "1006", destination: "INTERNAS 02", seconds: 68,
        price: UnitPrice(price: pesos(200), unit: .minute), total: pesos(charge), isCharged: true,
        isLive: false)
    }
    let emergency = CallSnapshot(
      number: "1006", destination: "", seconds: 0, price: nil, total: .zero, isCharged: true,
      isLive: true)
    #expect(
      try restoredAnew().lastCalls == [
        LastCall(booth: BoothNumber("4312"), call: snapshot(6)),
        LastCall(booth: BoothNumber("4313"), call: snapshot(5)),
        LastCall(booth: BoothNumber("4314"), call: emergency),
      ])
  }

  /// What the ledger itself asked for: how SQLite answers each, without a value bound.
  private func explained(
    _ database: Database, ofStatementsWith words: String
  ) throws -> [(sql: String, steps: [String])] {
    try database.preparedStatements.filter { $0.contains(words) && !$0.hasPrefix("EXPLAIN") }.map {
      sql in
      let count = (1...9).reversed().first { sql.contains("?\($0)") } ?? 0
      return (
        sql,
        try database.rows(
          "EXPLAIN QUERY PLAN " + sql, Array(repeating: .null, count: count)
        ) { try $0.text(3) }
      )
    }
  }

  /// A key's table, and the index in whose order the latest are found.
  @Test(arguments: [
    ("FROM movements", "payment_key IS NOT NULL", "movements_with_key"),
    ("FROM deposits", "request_key IS NOT NULL", "deposits_with_key"),
    ("FROM tickets", "request_key IS NOT NULL", "tickets_with_key"),
  ])
  func `requests with a key are found by an index, in its order`(
    table: String, condition: String, index: String
  ) throws {
    _ = try shop.ledger.restore()
    let plans = try shop.ledger.write { try explained($0, ofStatementsWith: condition) }
      .filter { $0.sql.contains(table) }
    try #require(plans.count == 1, "\(plans.map(\.sql))")
    let steps = plans[0].steps
    #expect(steps.contains { $0.contains("INDEX \(index)") }, "\(steps)")
    // What is read is that index, and rows by their key: no table from end to end.
    let scans = steps.filter { $0.hasPrefix("SCAN") && !$0.contains("INDEX") }
    #expect(scans.allSatisfy { $0 == "SCAN CONSTANT ROW" }, "\(steps)")
  }
}
