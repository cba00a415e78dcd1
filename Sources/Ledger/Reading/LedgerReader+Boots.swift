package import BoothControl
package import BoothProtocol

/// How often a board started, and since when that was counted.
package struct BoardBoots: Hashable, Sendable {
  package var board: BoardUID
  package var count: Int
  package var since: WallTime

  package init(board: BoardUID, count: Int, since: WallTime) {
    self.board = board
    self.count = count
    self.since = since
  }
}

extension LedgerReader {
  /// Of boots no time is written down, only their order; calls have both. So those are counted that
  /// were first heard of after the last calls before `time`; without such calls there is nothing to
  /// go by.
  package func boots(since time: WallTime) throws -> [BoardBoots] {
    try read { database in
      let before = try database.rows(
        "SELECT boot, authorised_at FROM calls WHERE authorised_at < ?1 "
          + "ORDER BY authorised_at DESC LIMIT 100",
        [.integer(time.milliseconds)]
      ) { (boot: try $0.integer(0), at: try $0.integer(1)) }
      guard let last = before.map(\.boot).max(), let since = before.first?.at else { return [] }
      return try database.rows(
        """
        SELECT boards.uid, count(*) FROM boots JOIN boards ON boards.id = boots.board
        WHERE boots.id > ?1 GROUP BY boards.id ORDER BY boards.uid
        """, [.integer(last)]
      ) { row in
        (uid: BoardUID(bytes: try row.blob(0)), count: Int(try row.integer(1)))
      }.compactMap { row in
        row.uid.map {
          BoardBoots(board: $0, count: row.count, since: WallTime(milliseconds: since))
        }
      }
    }
  }
}
