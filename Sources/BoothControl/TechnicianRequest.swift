package import BoothProtocol

/// A technician's command for a board.
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
  /// From the first sending to the answer.
  package var microseconds: Int64
  /// 1: it was answered at once.
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
  /// `wasSent`, here and below: the board may have done it.
  case boardGone(wasSent: Bool)
  /// Another technician's command is under way.
  case boardBusy
  case boardSilent(wasSent: Bool)
  /// Somebody lifted, or a call began, that it would have cut off or disturbed.
  case callBegan(wasSent: Bool)
  /// A call is on this line; as people count.
  case lineInCall(Int)
  /// A call for help is on this line, as people count; it is nobody's to end.
  case lineForHelp(Int)
  /// So many calls are on the board, and would end.
  case callsOnBoard(Int)
  /// Somebody has lifted on this line, as people count, and may be dialling.
  case lineOffHook(Int)
}
