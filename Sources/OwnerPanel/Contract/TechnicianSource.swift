package import BoothProtocol

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
}

/// A command for a board that bears on no call.
package struct BoardCommand: Hashable, Sendable {
  package var board: BoardUID
  package var command: Command
  /// As it was asked for, for the journal: `LINE_TEST line=1`.
  package var text: String
  /// Whatever calls it may end.
  package var isForced: Bool

  package init(board: BoardUID, command: Command, text: String, isForced: Bool = false) {
    self.board = board
    self.command = command
    self.text = text
    self.isForced = isForced
  }
}

/// What became of a command.
package struct CommandReport: Hashable, Sendable {
  package var command: Command
  package var response: Response
  /// From the last time it was sent to the answer.
  package var microseconds: Int64
  package var sendings: Int

  package init(command: Command, response: Response, microseconds: Int64, sendings: Int) {
    self.command = command
    self.response = response
    self.microseconds = microseconds
    self.sendings = sendings
  }
}

/// Why a technician's command was not sent, or not answered.
package enum TechnicianRefusal: Error, Hashable, Sendable {
  /// What is the daemon's own to decide while it runs.
  case daemonDecides(MessageType)
  case noSuchBoard(String)
  case boardGone
  /// Another technician's command is under way.
  case boardBusy
  case boardSilent
  /// A call is on this line; as people count.
  case lineInCall(Int)
  /// So many calls are on the board, and would end.
  case callsOnBoard(Int)
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
  /// How many runs, of all ports, were dropped in between; nil: nobody kept them, and nobody knows.
  package var lost: Int64?

  package init(runs: [Run], next: Int64, lost: Int64?) {
    self.runs = runs
    self.next = next
    self.lost = lost
  }
}
