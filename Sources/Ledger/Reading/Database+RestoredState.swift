internal import BoothControl
internal import BoothProtocol
internal import Rating

extension Database {
  /// What the core goes on from. Every question is answered from an index or a small table, so it
  /// costs the same with a million calls as with ten.
  func restoredState() throws -> RestoredState {
    RestoredState(
      openCalls: try openCalls(where: "calls.ended_at IS NULL", [])
        .sorted { $0.authorisation.call < $1.authorisation.call },
      booths: try storedBooths(), balance: try balance(), lastCallID: try lastCallID(),
      durableEvents: try durablePositions(), lastCalls: try lastCalls(),
      requests: try doneRequests(), lastTicket: try lastTicket(),
      moneyTimes: try moneyTimes())
  }

  private func storedBooths() throws -> [StoredBooth] {
    try rows(
      """
      SELECT number, is_disabled, next_call_is_uncharged, credit_micros, charged_micros,
        charged_calls
      FROM booths ORDER BY number
      """, [],
      {
        StoredBooth(
          number: BoothNumber(try $0.text(0)), isDisabled: try $0.flag(1),
          nextCallIsUncharged: try $0.flag(2), account: try $0.account(3, of: "booths"))
      })
  }

  private func balance() throws -> Money? {
    try row(
      "SELECT id, balance_micros FROM accounts WHERE name = ?1",
      [.text(BatchWriter.providerAccount)], { try $0.signedAmount(1, of: "accounts") })
  }

  /// Of the calls there are, and of those that boards told of and whose daemon did not live to write
  /// them down: no number is given twice. One that was adopted has a number here, and its own may be
  /// another shop's.
  private func lastCallID() throws -> CallID {
    let last =
      try row("SELECT key FROM calls ORDER BY key DESC LIMIT 1", [], { try $0.callID(0) })
      ?? CallID(rawValue: 0)
    let boots = try rows(
      "SELECT max(id) FROM boots GROUP BY board ORDER BY board", [], { try $0.integer(0) })
    return try boots.reduce(last) { last, boot in
      let told = try integer(
        """
        SELECT ifnull(max(call & \(CallID.last)), 0) FROM (
          SELECT call FROM events WHERE key BETWEEN ?1 << 32 AND ?1 << 32 | 4294967295
          ORDER BY key DESC LIMIT ?2)
        WHERE call < 2147483648
          AND NOT EXISTS (SELECT 1 FROM calls WHERE board_call = call AND boot = ?1)
        """, [.integer(boot), .integer(Self.eventsTold)])
      return max(last, CallID(rawValue: UInt32(told)))
    }
  }

  /// Of a boot, in which an unknown call is looked for: many more than come between two calls.
  private static let eventsTold: Int64 = 1024

  /// Boots of one board that are told of. A board that restarts once a second for a day must not
  /// make every later start slow; events of older boots are still known when they come again, one
  /// by one.
  static let bootsTold: Int64 = 64

  private func durablePositions() throws -> [DurablePosition] {
    let boards = try rows("SELECT id, uid FROM boards ORDER BY uid") { row in
      (
        key: try row.integer(0),
        uid: try row.known(BoardUID(bytes: try row.blob(1)), 1)
      )
    }
    return try boards.flatMap { board in
      try rows(
        """
        SELECT id, boot_id, last & 4294967295 FROM (
          SELECT id, boot_id,
            (SELECT max(key) FROM events
             WHERE key BETWEEN boots.id << 32 AND boots.id << 32 | 4294967295) AS last
          FROM boots WHERE board = ?1 ORDER BY id DESC LIMIT ?2)
        WHERE last IS NOT NULL ORDER BY id
        """, [.integer(board.key), .integer(Self.bootsTold)]
      ) { row in
        DurablePosition(
          board: board.uid, bootID: try row.word(1, of: "boots"),
          event: try row.word(2, of: "events"))
      }
    }
  }

  private func lastCalls() throws -> [LastCall] {
    try callRows(
      """
      WHERE calls.key IN (
        SELECT (SELECT key FROM calls WHERE booth = each.id
                ORDER BY authorised_at DESC, key DESC LIMIT 1)
        FROM booths AS each)
        AND ifnull(calls.ticket, 0) = 0
      ORDER BY booths.number
      """, []
    ).map { LastCall(booth: $0.booth, call: $0.snapshot) }
  }
}
