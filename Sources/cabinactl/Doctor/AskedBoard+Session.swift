import BoothProtocol
import Dispatch
import SerialLine

extension AskedBoard {
  /// So long it is asked: enough for a bad line to show, and little for who may want to call for help
  /// meanwhile.
  private static let measuringMilliseconds: UInt64 = 1_500

  /// Has a session of its own with the board. Nil where somebody has lifted or lifts, or none comes
  /// about: the findings on the port say why.
  static func ask(_ path: String, speed: BaudRate) -> AskedBoard? {
    guard let session = try? BoardSession.open(path, speed: speed) else { return nil }
    defer { session.close() }
    guard let identity = session.identity else { return nil }
    let first = Counts(session)
    let end = DispatchTime.now().uptimeNanoseconds + measuringMilliseconds * 1_000_000
    var run = StressRun(lineCount: identity.lineCount, stopsAtLift: true)
    let how = try? run.run(
      isOver: { DispatchTime.now().uptimeNanoseconds >= end }, isInterrupted: { false },
      progress: { _ in }
    ) { command throws(BoardSessionError) in try .on(session, command) }
    switch how {
    case .lifted, .called: return nil
    case .done, .interrupted, .dead, nil: break
    }
    let last = Counts(session)
    let own = session.statistics
    let link = LinkFacts(
      port: path, board: "\(identity.uid)", framesReceived: Int64(own.framesReceived),
      framesSent: Int64(own.framesSent), crcErrors: Int64(own.crcErrors),
      malformed: Int64(own.malformed), resyncs: Int64(own.resyncs),
      retransmissions: Int64(own.retransmissions),
      ringHighWater: (last ?? first)?.ringHighWater ?? 0)
    var asked = AskedBoard(link: link, ringSize: Int64(identity.ringSize))
    if let first, let last { (asked.toBoard, asked.fromBoard) = last.losses(since: first) }
    asked.microseconds = run.histogram.median
    return asked
  }

  /// Good frames that both ends counted, up to one answer of the board's.
  struct Counts: Hashable {
    var hostSent: Int
    var hostReceived: Int
    var boardSent: UInt32
    var boardReceived: UInt32
    var ringHighWater: Int64 = 0

    func losses(since first: Counts) -> (toBoard: Loss, fromBoard: Loss) {
      func loss(_ sent: Int64, _ received: Int64) -> Loss {
        Loss(lost: max(0, sent - received), sent: sent)
      }
      return (
        loss(
          Int64(hostSent - first.hostSent), Int64(boardReceived &- first.boardReceived)),
        loss(
          Int64(boardSent &- first.boardSent), Int64(hostReceived - first.hostReceived))
      )
    }
  }
}

extension AskedBoard.Counts {
  /// As of now; nil: the board does not say.
  fileprivate init?(_ session: BoardSession) {
    guard let answer = try? session.send(.statistics),
      case .statistics(let board) = answer.response.detail
    else { return nil }
    let host = session.statistics
    self.init(
      hostSent: host.framesSent, hostReceived: host.framesReceived, boardSent: board.framesSent,
      boardReceived: board.framesReceived, ringHighWater: Int64(board.ringHighWater))
  }
}
