package import BoothControl

/// What a technician asks of the daemon.
package protocol TechnicianSource: Sendable {
  /// Every port that the daemon has open or tries to open, and the boards on them, as it last told.
  /// Called on the panel's own thread; must answer at once.
  func ports() -> [PortReport]

  /// Asks a board, or for what crosses the lines. Returns at once; `then` is called once, from any
  /// thread. `actor` is who asked, for the journal.
  func technician(
    _ request: TechnicianRequest, by actor: String,
    then: @escaping @Sendable (TechnicianAnswer) -> Void)
}

package enum TechnicianRequest: Hashable, Sendable {
  case command(BoardCommand)
  case traffic(TrafficQuery)
}

package enum TechnicianAnswer: Hashable, Sendable {
  case command(CommandReport)
  case traffic(TrafficReport)
  case refused(TechnicianRefusal)
  /// Nothing has crossed, and as many as may wait for it already wait.
  case tooManyWaiting
}

/// For what crosses the lines.
package struct TrafficQuery: Hashable, Sendable {
  /// What follows this; nil: what comes from now on.
  package var after: Int64?
  /// Of this port alone; nil: of all.
  package var port: String?
  /// So long it may be waited for.
  package var waitSeconds: Int

  package init(after: Int64? = nil, port: String? = nil, waitSeconds: Int = 0) {
    self.after = after
    self.port = port
    self.waitSeconds = waitSeconds
  }
}

package struct TrafficReport: Hashable, Sendable {
  /// Bytes as they were read or written, all at once.
  package struct Run: Hashable, Sendable {
    /// Counts from 1, over all ports.
    package var number: Int64
    /// Since 1970 on the box's clock.
    package var microseconds: Int64
    package var port: String
    package var isFromBoard: Bool
    package var bytes: [UInt8]

    package init(
      number: Int64, microseconds: Int64, port: String, isFromBoard: Bool, bytes: [UInt8]
    ) {
      self.number = number
      self.microseconds = microseconds
      self.port = port
      self.isFromBoard = isFromBoard
      self.bytes = bytes
    }
  }

  package var runs: [Run]
  /// What is to be given as `after` the next time.
  package var next: Int64
  /// How many runs, of all ports, were dropped in between; nil: nobody counted them.
  package var lost: Int64?

  package init(runs: [Run], next: Int64, lost: Int64?) {
    self.runs = runs
    self.next = next
    self.lost = lost
  }
}
