internal import BoothControl
internal import BoothProtocol
internal import Notation

/// Calls, held to what boards told of them. Events are kept for good, so every call has its own.
extension LedgerReader {
  /// Calls that are not as their events tell. Events of calls that are not there are none's fault: a
  /// call for help may be with the board before it is on the disk, and a board that comes from
  /// another shop tells of that one's calls too.
  func wrongEvents(_ database: Database) throws -> [Words] {
    try wrongTicks(database) + wrongDurations(database) + inventedAnswers(database)
      + flaggedTooSoon(database)
  }

  /// A tick that cannot be is put right, and the call is flagged at its end. The event may have come
  /// when the call had been given up, or be of one whose daemon did not live to write it down, and
  /// whose number was given again.
  private func wrongTicks(_ database: Database) throws -> [Words] {
    try ["seized", "answered"].flatMap { kind in
      try database.rows(
        """
        SELECT calls.key, calls.line, \(kind)_tick, events.number, events.line, tick
        FROM events JOIN calls ON \(Self.eventIsOfCall)
        WHERE kind = '\(kind)' AND (calls.line != events.line
          OR (\(kind)_tick IS NOT tick
            AND NOT (\(kind)_tick IS NULL AND ended_at IS NOT NULL)
            AND ifnull(suspicions, '') NOT LIKE '%\(Suspicion.clockFault.rawValue)%'
            AND NOT ('\(kind)' = 'answered' AND tick < seized_tick AND answered_tick = seized_tick)))
          AND NOT EXISTS (SELECT 1 FROM events AS own
            WHERE own.key >= calls.boot << 32 AND own.key < (calls.boot + 1) << 32
              AND own.call = events.call AND own.kind = '\(kind)' AND own.line = calls.line
              AND own.tick = \(kind)_tick)
        LIMIT 100
        """
      ) {
        let (call, line, event) = (try $0.integer(0), try $0.integer(1), try $0.integer(3))
        let (eventLine, eventTick) = (try $0.integer(4), try $0.integer(5))
        let tick = try $0.optionalInteger(2).map { "tick \($0)" }
        return Words(
          "la llamada \(call), en la línea \(line), es «\(kind)» en \(tick ?? "ningún tick"), y por el evento "
            + "\(event) en la línea \(eventLine) en tick \(eventTick)",
          "call \(call), on line \(line), is \(kind) at \(tick ?? "no tick"), by event \(event) on line "
            + "\(eventLine) at tick \(eventTick)")
      }
    }
  }

  /// What is a little beyond a limit is not billed; more than the board measured never is, unless
  /// the call was given up before the board told how it ended.
  private func wrongDurations(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT calls.key, talked_ms, tick - answered_tick, events.number
      FROM events JOIN calls ON \(Self.eventIsOfCall)
      WHERE kind = 'released' AND talked_ms > tick - answered_tick
        AND ifnull(suspicions, '') NOT LIKE '%\(Suspicion.clockFault.rawValue)%'
        AND ifnull(suspicions, '') NOT LIKE '%\(Suspicion.endUnknown.rawValue)%'
      LIMIT 100
      """
    ) {
      let (call, talked) = (try $0.integer(0), try $0.integer(1))
      let (told, event) = (try $0.integer(2), try $0.integer(3))
      return Words(
        "la llamada \(call) duró \(talked) ms, y \(told) por el evento \(event), su término",
        "call \(call) lasted \(talked) ms, and \(told) by event \(event), its end")
    }
  }

  /// Calls under way that no event has answered. Those that have ended are in the audit.
  private func inventedAnswers(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT key, answered_tick FROM calls
      WHERE ended_at IS NULL AND answered_tick IS NOT NULL AND quote IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM events
        WHERE events.key >= calls.boot << 32 | next_event AND events.key < (calls.boot + 1) << 32
          AND kind = 'answered' AND call = ifnull(board_call, calls.key))
      LIMIT 100
      """
    ) {
      let (call, tick) = (try $0.integer(0), try $0.integer(1))
      return Words(
        "la llamada \(call) está contestada en el tick \(tick), y por ningún evento",
        "call \(call) is answered at tick \(tick), and by no event")
    }
  }

  /// A call is flagged when it ends; before, that would excuse what it is held to.
  private func flaggedTooSoon(_ database: Database) throws -> [Words] {
    try database.rows(
      "SELECT key, suspicions FROM calls WHERE ended_at IS NULL AND suspicions IS NOT NULL LIMIT 100"
    ) {
      let (call, flags) = (try $0.integer(0), try $0.text(1))
      return Words(
        "la llamada \(call) está en curso, y ya está marcada «\(flags)»",
        "call \(call) is under way, and flagged \(flags) already")
    }
  }

  /// Each event finds its call by a key. What the board calls it may be the number of a daemon that
  /// did not live to write it down, and be given again: of two calls that a boot calls the same,
  /// nothing tells which an event is of.
  private static let eventIsOfCall = """
    calls.boot = events.boot AND calls.key = ifnull(
      (SELECT key FROM calls AS adopted
       WHERE adopted.board_call = events.call AND adopted.boot = events.boot), events.call)
    AND ifnull(calls.board_call, calls.key) = events.call
    AND (calls.board_call IS NULL OR NOT EXISTS (
      SELECT 1 FROM calls AS other
      WHERE other.key = events.call AND other.boot = events.boot AND other.board_call IS NULL))
    """
}
