import BoothControl
import BoothProtocol
import Ledger
import Rating
import Testing

/// Calls, also those under way, are held to what the boards told of them.
@Suite struct `What a check of the ledger tells of events` {
  let shop: Shop

  init() throws { shop = try Shop() }

  @Test(arguments: [
    ("UPDATE quotes SET price_micros = 1", "price 1 of calls is not as it was"),
    ("UPDATE quotes SET unit_seconds = 1", "price 1 of calls is not as it was"),
    ("UPDATE quotes SET destination = 'x'", "price 1 of calls is not as it was"),
    (
      "UPDATE quotes SET record = replace(record, 'INTERNAS 02', 'INTERNAS 03')",
      "price 1 of calls is not as it was"
    ),
    // Calls under way, and the last of all.
    ("UPDATE calls SET answered_tick = 9500 WHERE key = 6", "call 6, on line 2, is answered at"),
    ("UPDATE calls SET answered_tick = NULL WHERE key = 6", "is answered at no tick, by event 71"),
    ("UPDATE calls SET seized_tick = 1 WHERE key = 6", "call 6, on line 2, is seized at tick 1"),
    ("UPDATE calls SET seized_tick = 1 WHERE key = 5", "call 5, on line 2, is seized at tick 1"),
    (
      "UPDATE calls SET seized_tick = 20000, answered_tick = 20000 WHERE key = 6",
      "is seized at tick 20000"
    ),
    (
      """
      UPDATE calls SET seized_tick = 20000, answered_tick = 20000, suspicions = 'clockFault'
      WHERE key = 6
      """, "call 6 is under way, and flagged clockFault already"
    ),
    ("UPDATE calls SET line = 3 WHERE key = 6", "call 6, on line 3, is answered at tick 9000"),
    (
      """
      UPDATE calls SET answered_tick = 9500 WHERE key = 6;
      DELETE FROM events WHERE call = 6 AND kind = 'answered';
      """, "call 6 is answered at tick 9500, and by no event"
    ),
    ("DELETE FROM calls WHERE key = 4", "tells of the end of «call 4», which is not there"),
    // Events.
    (
      "UPDATE events SET tick = tick + 1 WHERE kind = 'answered'",
      "by event 44 on line 2 at tick 9001"
    ),
    ("UPDATE events SET line = 1 WHERE kind = 'seized'", "by event 43 on line 1 at tick 1000"),
    (
      "UPDATE events SET tick = 70000 WHERE kind = 'released'",
      "call 1 lasted 68000 ms, and 61000 by event 45, its end"
    ),
  ])
  func `is every edit that calls do not agree with`(sql: String, complaint: String) throws {
    shop.tradeCalls()
    try shop.edit(sql)
    try shop.expectComplaint(complaint)
  }

  /// The daemon died before it wrote them down: the board goes on with one of them, and has ended
  /// the other.
  @Test func `is nothing of the number of a call for help that a board took`() throws {
    #expect(shop.store(seizedEvent(41, 1)))
    #expect(shop.store(.callAuthorised(authorisation(3, price: nil, wireCall: 2))))
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `is nothing of an answer whose tick was put right, once the call is flagged`() throws {
    #expect(
      shop.store(
        .callAuthorised(authorisation(1)), seizedEvent(41, 1, tick: 5000), seized(1, tick: 5000),
        answeredEvent(42, 1, tick: 4000), answered(1, tick: 5000)))
    #expect(try shop.reader().verify().complaints == [])
    #expect(
      shop.store(
        releasedEvent(43, 1, tick: 6000),
        .callEnded(callEnd(1, suspicions: [.clockFault, .tooShort]))))
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `is nothing of an end that came after the call was given up`() throws {
    #expect(
      shop.store(
        .callAuthorised(authorisation(1)), seizedEvent(41, 1), seized(1), answeredEvent(42, 1),
        answered(1), .callEnded(callEnd(1, cause: .boardRestarted, suspicions: [.endUnknown])),
        .callAuthorised(authorisation(2)),
        .callEnded(callEnd(2, cause: .notConnected, talked: nil, charge: 0, cost: 0))))
    #expect(
      shop.store(
        releasedEvent(43, 1, tick: 40_000), seizedEvent(44, 2), answeredEvent(45, 2)))
    // Another shop's board, which tells of that one's calls.
    #expect(
      shop.store(
        event(
          9, .seized(line: 1, call: CallID(rawValue: 1), trunk: 0, digits: ""), board: otherBoard)))
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test
  func `is nothing of a call that a lost daemon gave a number, and all that was edited in it`()
    throws
  {
    shop.tradeCalls()
    #expect(
      shop.store(
        .callAuthorised(authorisation(7, price: nil, isCharged: false, wireCall: 20)),
        seizedEvent(80, 20, tick: 5000), seized(7, tick: 5000)))
    // That number was given again, within the same boot.
    #expect(
      shop.store(
        .callAuthorised(authorisation(8, price: nil, isCharged: false, wireCall: 3)),
        seizedEvent(90, 3, tick: 6000), seized(8, tick: 6000)))
    #expect(try shop.reader().verify().complaints == [])
    try shop.edit("UPDATE calls SET seized_tick = 1 WHERE key = 7")
    try shop.expectComplaint("call 7, on line 2, is seized at tick 1, by event 80")
  }
}
