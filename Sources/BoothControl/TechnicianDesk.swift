package import BoothProtocol

/// What technicians ask of the boards: one command at a time on each, none that bears on a call, and
/// each is answered once, at the latest after ten seconds.
///
/// A command is named by a number that is never used again. What became of it is told by
/// `HostLink`; which lines are in use says `Exchange.linesInUse(of:)`.
package struct TechnicianDesk: Sendable {
  package enum Input: Hashable, Sendable {
    /// `use`: of its board; nil: that has no session.
    case asked(BoardCommand, number: UInt64, use: LinesInUse?)
    /// It went out, or once more; microseconds of a clock that does not go back.
    case sent(number: UInt64, microseconds: Int64)
    case told(number: UInt64, Response, microseconds: Int64)
    case withdrawn(number: UInt64)
    case boardLost(BoardUID)
    /// The deadline has come.
    case timer
  }

  package enum Effect: Hashable, Sendable {
    case ask(BoardUID, number: UInt64, Command)
    case withdraw(BoardUID, number: UInt64)
    case answer(number: UInt64, Result<CommandReport, TechnicianRefusal>)
  }

  private struct Open: Hashable {
    let number: UInt64
    let asked: BoardCommand
    let until: Moment
    var sendings = 0
    /// When it was first sent.
    var sentAt: Int64 = 0

    var wasSent: Bool { sendings > 0 }
  }

  /// At most one a board.
  private var open: [Open] = []

  private static let patienceMilliseconds: Int64 = 10_000

  package init() {}

  /// When `.timer` is due next; nil: nothing waits.
  package var deadline: Moment? { open.map(\.until).min() }

  /// Takes one input and gives what is to be done for it, in order.
  package mutating func handle(_ input: Input, at now: Moment) -> [Effect] {
    switch input {
    case .asked(let asked, let number, let use):
      do throws(TechnicianRefusal) {
        try admit(asked, use)
      } catch { return [.answer(number: number, .failure(error))] }
      open.append(
        Open(
          number: number, asked: asked,
          until: now.advanced(byMilliseconds: Self.patienceMilliseconds)))
      return [.ask(asked.board, number: number, asked.command)]
    case .sent(let number, let microseconds):
      guard let index = open.firstIndex(where: { $0.number == number }) else { return [] }
      if !open[index].wasSent { open[index].sentAt = microseconds }
      open[index].sendings += 1
      return []
    case .told(let number, let response, let microseconds):
      return end(where: { $0.number == number }) { open in
        .success(
          CommandReport(
            command: open.asked.command, response: response,
            microseconds: open.wasSent ? microseconds - open.sentAt : 0,
            sendings: open.sendings))
      }
    case .withdrawn(let number):
      return end(where: { $0.number == number }) { .failure(.callBegan(wasSent: $0.wasSent)) }
    case .boardLost(let board):
      return end(where: { $0.asked.board == board }) {
        .failure(.boardGone(wasSent: $0.wasSent))
      }
    case .timer:
      let due = open.filter { $0.until <= now }
      return due.map { .withdraw($0.asked.board, number: $0.number) }
        + end(where: { $0.until <= now }) { .failure(.boardSilent(wasSent: $0.wasSent)) }
    }
  }

  /// Whether it is a technician's to ask, and bears on no call.
  private func admit(
    _ asked: BoardCommand, _ use: LinesInUse?
  ) throws(TechnicianRefusal) {
    guard let use else { throw .boardGone(wasSent: false) }
    switch asked.command {
    case .connect, .lease, .cut, .configure: throw .daemonDecides(asked.command.type)
    // A booth that talks is shown what it costs: a text would stand between its figures.
    case .tone(let line, _, _), .ring(let line, _, _), .lineTest(let line),
      .display(let line, _, _, _, _):
      if use.inCall.contains(line) { throw .lineInCall(line + 1) }
    case .reset:
      if let line = use.forHelp.min() { throw .lineForHelp(line + 1) }
      if !use.inCall.isEmpty, !asked.isForced { throw .callsOnBoard(use.inCall.count) }
      // What was dialled would be gone, and what is dialled while the board restarts: a call for help
      // may be in it.
      if let line = use.offHook.min(), !asked.isForced { throw .lineOffHook(line + 1) }
    case .readLines, .statistics: break
    }
    guard !open.contains(where: { $0.asked.board == asked.board }) else { throw .boardBusy }
  }

  private mutating func end(
    where isEnded: (Open) -> Bool, _ result: (Open) -> Result<CommandReport, TechnicianRefusal>
  ) -> [Effect] {
    let ended = open.filter(isEnded)
    open.removeAll(where: isEnded)
    return ended.map { .answer(number: $0.number, result($0)) }
  }
}
