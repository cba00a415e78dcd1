import BoothControl
import BoothProtocol
import Rating
import Testing

@testable import Ledger

/// Calls that nobody has collected yet, in a file that someone has edited with SQL: each end is in
/// the audit.
@Suite struct `What a check of the ledger tells of calls` {
  let shop: Shop

  init() throws { shop = try Shop() }

  @Test func `is nothing of calls that nobody touched`() throws {
    shop.tradeCalls()
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test(arguments: [
    "answered_tick = answered_tick + 1", "answered_at = answered_at + 1", "answer_signal = 2",
    "seized_tick = 7", "seized_at = 7", "heard_tick = 7", "answered_clock = '1 0'",
    "talked_ms = talked_ms - 1", "suspicions = 'tooShort'", "end_cause = 'cutByOwner'",
    "number = '1007'", "dialled = '1'", "carrier = NULL", "line = 1", "boot = 9", "quote = NULL",
    "authorised_at = 7", "reserved_micros = 7", "next_event = 7", "board_call = 2147483650",
    "is_charged = 0",
    "booth = (SELECT max(id) + 1 FROM booths)",
    "ended_at = ended_at + 1",
  ])
  func `is every edit of a call that ended`(change: String) throws {
    shop.tradeCalls()
    try shop.edit("UPDATE calls SET \(change) WHERE key = 2")
    try shop.expectComplaint(
      "call 2 is not what record 3 of the audit tells of: 227, cost 113, 68000 ms, ")
  }

  @Test func `is a call that was made cheaper with all its sums`() throws {
    shop.tradeCalls()
    try shop.edit(
      """
      UPDATE calls SET talked_ms = 34000, charge_micros = 113000000, cost_micros = 57000000
        WHERE key = 1;
      UPDATE movements SET amount_micros = -57000000 WHERE kind = 'call' AND item = 1;
      UPDATE accounts SET balance_micros = balance_micros + 56000000;
      UPDATE booths SET charged_micros = charged_micros - 114000000;
      UPDATE events SET tick = 43000 WHERE call = 1 AND kind = 'released';
      """)
    let complaints = try shop.reader().verify().complaints
    #expect(complaints.count == 1, "\(complaints)")
    try shop.expectComplaint(
      "call 1 is not what record 2 of the audit tells of: 227, cost 113, 68000 ms, ")
    try shop.expectComplaint(", and is 113, cost 57, 34000 ms, ")
  }

  @Test func `is a call that was removed with all its sums`() throws {
    shop.tradeCalls()
    let remove = """
      DELETE FROM calls WHERE key = 2; DELETE FROM movements WHERE kind = 'call' AND item = 2;
      UPDATE accounts SET balance_micros = balance_micros + 113000000;
      UPDATE booths SET charged_micros = charged_micros - 227000000, calls = calls - 1,
        charged_calls = charged_calls - 1 WHERE id = 1;
      """
    try shop.edit(remove)
    #expect(
      try shop.reader().verify().complaints == [
        "record 3 of the audit tells of the end of «call 2», which is not there, or names another "
          + "record"
      ])
    try shop.edit("DELETE FROM events WHERE call = 2")
    try shop.expectComplaint("tells of the end of «call 2»")
  }

  @Test(arguments: [
    // Calls' records.
    ("UPDATE calls SET record = NULL WHERE key = 2", "1 calls have ended and are in no record"),
    ("UPDATE calls SET record = 99 WHERE key = 2", "call 2 names record 99 of the audit, which"),
    ("UPDATE calls SET record = 2 WHERE key = 2", "call 2 is not what record 2"),
    ("UPDATE calls SET record = 2 WHERE key = 6", "call 6 has not ended, and record 2"),
    (
      """
      UPDATE calls SET ended_at = NULL, charge_micros = NULL, cost_micros = NULL, talked_ms = NULL,
        record = NULL WHERE key = 2
      """, "record 3 of the audit tells of the end of «call 2»"
    ),
    // A call that was invented: a friend's debt.
    (
      """
      INSERT INTO calls SELECT 7, board_call, booth, boot, line, dialled, number, carrier, quote,
        is_charged, reserved_micros, authorised_at, seized_tick, seized_at, answered_tick,
        answered_at, answer_signal, heard_tick, ended_at, end_cause, talked_ms, charge_micros,
        cost_micros, suspicions, next_event, ticket, answered_clock, review, review_note, reviewer,
        reviewed_at, NULL FROM calls WHERE key = 1;
      """, "1 calls have ended and are in no record"
    ),
    // What calls refer to.
    ("UPDATE booths SET number = '4399' WHERE number = '4312'", "call 2 is not what record 3"),
    ("UPDATE boards SET uid = zeroblob(12)", "call 2 is not what record 3"),
    ("UPDATE boots SET boot_id = 8", "call 2 is not what record 3"),
    ("UPDATE quotes SET destination = 'x'", "call 2 is not what record 3"),
  ])
  func `is every edit that leaves the rest in order`(sql: String, complaint: String) throws {
    shop.tradeCalls()
    try shop.edit(sql)
    try shop.expectComplaint(complaint)
  }

  @Test func `is not the owner's list of changes, which has no calls`() throws {
    shop.tradeCalls()
    let reader = try shop.reader()
    #expect(try reader.audit(limit: 100).map(\.action) == ["payment"])
    #expect(try reader.audit(since: at(0), limit: 100).map(\.action) == ["payment"])
    #expect(try reader.auditHead()?.number == 5)
  }
}
