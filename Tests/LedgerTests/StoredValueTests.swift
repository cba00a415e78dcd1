import BoothControl
import BoothProtocol
import Glibc
import Ledger
import Notation
import Rating
import Testing

/// What stands in a ledger's file and cannot be: somebody wrote it by hand, or a disk did.
@Suite struct StoredValueTests {
  let scratch = Scratch()

  /// What a start says of a ledger with an open call and an ended one, after `sql`; nil: it starts.
  private func damage(after sql: String) throws -> String? {
    do {
      let shop = try Shop(scratch)
      #expect(shop.store(.callAuthorised(authorisation(1)), seized(1), answered(1)))
      #expect(shop.store(.callAuthorised(authorisation(2)), .callEnded(callEnd(2))))
      #expect(shop.store(payment(1000)))
      try shop.ledger.write {
        try $0.execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; \(sql)")
      }
      shop.ledger.close()
    }
    do {
      _ = try Ledger(path: scratch.ledger) { _ in }.restore()
      return nil
    } catch LedgerOpenError.damaged(let path, let found) {
      #expect(path == scratch.ledger)
      return found.english
    }
  }

  @Test func `a ledger as the daemon leaves it starts`() throws {
    #expect(try damage(after: "SELECT 1") == nil)
  }

  private static let ticks = "expected 0 to 9007199254740992"
  private static let amounts = "expected 0 to 4611686018427387903"

  @Test(arguments: [
    ("answered_tick = 9223372036854775807", "answered_tick is 9223372036854775807, \(Self.ticks)"),
    ("seized_tick = -9223372036854775808", "seized_tick is -9223372036854775808, \(Self.ticks)"),
    ("heard_tick = 9007199254740993", "heard_tick is 9007199254740993, \(Self.ticks)"),
    ("answered_at = -1", "answered_at is -1, \(Self.ticks)"),
    ("authorised_at = 9223372036854775807", "authorised_at is 9223372036854775807, \(Self.ticks)"),
    ("reserved_micros = -1", "reserved_micros is -1, \(Self.amounts)"),
    ("line = 32", "line is 32, expected 0 to 31"),
    ("line = 9223372036854775807", "line is 9223372036854775807, expected 0 to 31"),
    ("board_call = 0", "board_call is 0, expected 1 to 4294967295"),
    ("answer_signal = 900", "answer_signal is 900, expected a known value"),
    ("next_event = -1", "next_event is -1, expected 0 to 4294967295"),
  ])
  func `an open call's value outside its range is refused at the start`(
    change: String, message: String
  ) throws {
    let found = try damage(after: "UPDATE calls SET \(change) WHERE key = 1")
    #expect(found?.contains("table calls, row 1: \(message)") == true, "\(found ?? "it starts")")
  }

  @Test(arguments: [
    ("UPDATE calls SET key = 1073741824 WHERE key = 1", "row 1073741824: key is 1073741824"),
    ("UPDATE calls SET key = 0 WHERE key = 1", "row 0: key is 0, expected 1 to 1073741823"),
    ("UPDATE calls SET key = 4294967296 WHERE key = 2", "row 4294967296: key is 4294967296"),
    (
      "UPDATE calls SET talked_ms = 9223372036854775807 WHERE key = 2",
      "row 2: talked_ms is 9223372036854775807, \(Self.ticks)"
    ),
    (
      "UPDATE calls SET charge_micros = 9223372036854775807 WHERE key = 2",
      "row 2: charge_micros is 9223372036854775807, expected 0 to"
    ),
    (
      "UPDATE calls SET ended_at = -5 WHERE key = 2", "row 2: ended_at is -5, \(Self.ticks)"
    ),
  ])
  func `a call's value outside its range is refused at the start`(
    sql: String, message: String
  ) throws {
    let found = try damage(after: sql)
    #expect(found?.contains("table calls, \(message)") == true, "\(found ?? "it starts")")
  }
}
