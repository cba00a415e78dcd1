import BoothProtocol
import Dispatch
import SerialLine

extension AskedBoard {
  /// So long it is asked at most: enough for a bad line to show, and little for who may want to call
  /// for help meanwhile.
  private static let measuringMilliseconds: UInt64 = 1_500
  private static let mostAskings = 300

  /// Has a session of its own with the board. Nil where somebody has lifted, or none comes about: the
  /// findings on the port say why.
  static func ask(_ path: String, speed: BaudRate) -> AskedBoard? {
    guard let session = try? BoardSession.open(path, speed: speed) else { return nil }
    defer { session.close() }
    guard let identity = session.identity,
      session.lines.allSatisfy({ $0.state != .offHook && $0.state != .released })
    else { return nil }
    let end = DispatchTime.now().uptimeNanoseconds + measuringMilliseconds * 1_000_000
    var (first, last): (Counts?, Counts?)
    var (times, ringHighWater): ([Int64], Int) = ([], 0)
    while times.count < mostAskings, DispatchTime.now().uptimeNanoseconds < end {
      guard let answer = try? session.send(.statistics) else { break }
      times.append(answer.roundTripMicroseconds)
      guard case .statistics(let board) = answer.response.detail else { continue }
      ringHighWater = board.ringHighWater
      last = Counts(host: session.statistics, board: board)
      first = first ?? last
    }
    let own = session.statistics
    let link = LinkFacts(
      port: path, board: "\(identity.uid)", framesReceived: Int64(own.framesReceived),
      framesSent: Int64(own.framesSent), crcErrors: Int64(own.crcErrors),
      malformed: Int64(own.malformed), resyncs: Int64(own.resyncs),
      retransmissions: Int64(own.retransmissions), ringHighWater: Int64(ringHighWater))
    var asked = AskedBoard(link: link, ringSize: Int64(identity.ringSize))
    if let first, let last { (asked.toBoard, asked.fromBoard) = last.losses(since: first) }
    asked.milliseconds = times.isEmpty ? nil : times.sorted()[times.count / 2] / 1000
    return asked
  }

  /// Good frames that both ends counted, up to one answer of the board's.
  struct Counts: Hashable {
    var hostSent: Int
    var hostReceived: Int
    var boardSent: UInt32
    var boardReceived: UInt32

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
  fileprivate init(host: LinkStatistics, board: BoardStatistics) {
    self.init(
      hostSent: host.framesSent, hostReceived: host.framesReceived, boardSent: board.framesSent,
      boardReceived: board.framesReceived)
  }
}
