internal import BoothControl
internal import BoothProtocol

extension BatchWriter {
  func isWritten(_ record: BoardEventRecord) throws -> Bool {
    guard let boot = try boot(record.board, record.bootID) else { return false }
    let key = eventKey(boot: boot, number: record.event.number)
    return try database.row("SELECT 1 FROM events WHERE key = ?1", [.integer(key)]) { _ in true }
      ?? false
  }

  /// Writes the event. Its key is what makes a second time fail.
  func insert(_ record: BoardEventRecord) throws {
    let boot = try insertedBoot(record.board, record.bootID)
    let facts = EventFacts(record.event.kind)
    try database.run(
      """
      INSERT INTO events (key, tick, kind, line, call, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """,
      [
        .integer(eventKey(boot: boot, number: record.event.number)),
        .integer(record.event.tick.milliseconds), .text(facts.name),
        .optional(facts.line.map(Int64.init)), .optional(facts.call.map { Int64($0.rawValue) }),
        .optional(facts.detail),
      ])
  }

  /// The key of a boot that was heard of before.
  func boot(_ board: BoardUID, _ bootID: UInt32) throws -> Int64? {
    try database.row(
      """
      SELECT boots.id FROM boards JOIN boots ON boots.board = boards.id
      WHERE boards.uid = ?1 AND boots.boot_id = ?2
      """, [.blob(board.bytes), .integer(Int64(bootID))], { try $0.integer(0) })
  }

  func insertedBoot(_ board: BoardUID, _ bootID: UInt32) throws -> Int64 {
    if let known = try boot(board, bootID) { return known }
    try database.run(
      "INSERT INTO boards (uid) VALUES (?1) ON CONFLICT DO NOTHING", [.blob(board.bytes)])
    try database.run(
      "INSERT INTO boots (board, boot_id) SELECT id, ?2 FROM boards WHERE uid = ?1",
      [.blob(board.bytes), .integer(Int64(bootID))])
    return database.lastInsertedKey
  }
}

/// Boot and number in one integer, which is the table's own key: an event costs one page to write
/// and no index.
func eventKey(boot: Int64, number: UInt32) -> Int64 { boot << 32 | Int64(number) }
