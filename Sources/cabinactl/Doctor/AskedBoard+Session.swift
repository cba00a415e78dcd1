import BoothProtocol
import SerialLine

extension AskedBoard {
  /// How often it is asked: enough for a bad line to show.
  private static let askings = 30

  /// Has a session of its own with the board, for a fraction of a second on a good line. Nil where
  /// somebody has lifted, or none comes about: the findings on the port say why.
  static func ask(_ path: String, speed: BaudRate) -> AskedBoard? {
    guard let session = try? BoardSession.open(path, speed: speed) else { return nil }
    defer { session.close() }
    guard let identity = session.identity,
      session.lines.allSatisfy({ $0.state != .offHook && $0.state != .released })
    else { return nil }
    var numbers: BoardStatistics?
    for _ in 0..<askings {
      guard let answer = try? session.send(.statistics) else { break }
      if case .statistics(let statistics) = answer.response.detail { numbers = statistics }
    }
    let own = session.statistics
    return AskedBoard(
      link: LinkFacts(
        port: path, board: "\(identity.uid)",
        framesReceived: Int64(own.framesReceived) + Int64(numbers?.framesReceived ?? 0),
        framesSent: Int64(own.framesSent),
        crcErrors: Int64(own.crcErrors) + Int64(numbers?.crcErrors ?? 0),
        malformed: Int64(own.malformed) + Int64(numbers?.malformed ?? 0),
        resyncs: Int64(own.resyncs), retransmissions: Int64(own.retransmissions),
        ringHighWater: Int64(numbers?.ringHighWater ?? 0)),
      ringSize: Int64(identity.ringSize))
  }
}
