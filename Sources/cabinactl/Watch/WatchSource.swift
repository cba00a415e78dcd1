import BoothProtocol
import Commands
import Notation

/// Where what is watched comes from.
protocol WatchSource {
  /// At most so many milliseconds may pass between two looks; nil: as many as are wanted.
  var longestInterval: Int? { get }
  /// Looks once more. What is away for a while the scene is told; thrown is what ends the watching.
  func look(_ scene: inout WatchScene) throws(CommandError)
  /// The same for programs: a line.
  func object() throws(CommandError) -> String
}

/// The shop of the daemon. When that is not there at the beginning there is nothing to be watched;
/// one that goes away later may come back.
struct WatchedShop: WatchSource {
  let desk: Desk
  var longestInterval: Int? { nil }

  func look(_ scene: inout WatchScene) throws(CommandError) {
    do throws(CommandError) {
      let shop = try desk.ask("GET", "shop", as: ShopAnswer.self)
      let lines = lines(&scene)
      scene.take(shop, links: lines?.links, boards: lines?.boards, at: .now)
    } catch {
      guard scene.shop != nil else { throw error }
      scene.lose(desk.say(error.words), at: .now)
    }
  }

  private func lines(
    _ scene: inout WatchScene
  ) -> (links: LinksAnswer, boards: [WatchScene.Board])? {
    guard scene.maySeeLinks else { return nil }
    do throws(CommandError) {
      return (
        try desk.ask("GET", "links", as: LinksAnswer.self),
        try desk.ask("GET", "boards", as: DaemonPorts.self).boards
      )
    } catch {
      // They are not a cashier's to see: asking again would come to the same.
      scene.maySeeLinks = error.name != "not_allowed"
      return nil
    }
  }

  func object() throws(CommandError) -> String {
    String(decoding: try desk.ask("GET", "shop"), as: UTF8.self) + "\n"
  }
}

/// The board on a port that no daemon has.
struct WatchedPort: WatchSource {
  let session: BoardSession
  let isDespiteCallers: Bool
  let say: Language
  /// A caller who lifts is to get his emergency call.
  var longestInterval: Int? { isDespiteCallers ? nil : 500 }

  /// A person's keys wait for the board: it may have to be asked once more, and not at all long while it
  /// is away.
  private static let patience = 1500
  private static let patienceWhileAway = 300

  func look(_ scene: inout WatchScene) throws(CommandError) {
    let reports: [LineReport]
    let board: BoardDescription
    do throws(BoardSessionError) {
      (reports, board) = try session.look(
        patienceMilliseconds: scene.loss == nil ? Self.patience : Self.patienceWhileAway)
    } catch {
      guard error.mayPass else { throw CommandError(error.words) }
      let path = session.path
      let words = say(error.words)
      return scene.lose(words.hasPrefix(path) ? words : "\(path): \(words)", at: .now)
    }
    scene.take(
      nil, links: LinksAnswer(links: [link(board.uid)]),
      boards: [WatchScene.Board(port: session.path, description: board)], at: .now)
    try check(reports)
  }

  func object() throws(CommandError) -> String {
    let reports: [LineReport]
    let board: BoardDescription
    do throws(BoardSessionError) {
      (reports, board) = try session.look(
        patienceMilliseconds: BoardSession.patienceMilliseconds)
    } catch { throw CommandError(error.words) }
    try check(reports)
    let json: JSON = [
      "port": .text(session.path), "uid": .text(board.uid),
      "lines": .array(board.lines.map(\.json)),
    ]
    return json.text + "\n"
  }

  private func check(_ reports: [LineReport]) throws(CommandError) {
    guard !isDespiteCallers, let reason = reports.reasonToLetGo(of: session.path) else { return }
    throw reason
  }

  private func link(_ board: String) -> LinksAnswer.Link {
    let counted = session.statistics
    return LinksAnswer.Link(
      port: session.path, board: board, driftAlarm: counted.hasDriftAlarm,
      driftPartsPerBillion: counted.driftPartsPerBillion,
      roundTripMicroseconds: counted.roundTripMicroseconds ?? 0,
      ringHighWater: Int64(counted.ringHighWater),
      framesReceived: Int64(counted.framesReceived), framesSent: Int64(counted.framesSent),
      crcErrors: Int64(counted.crcErrors), malformed: Int64(counted.malformed),
      resyncs: Int64(counted.resyncs), duplicateEvents: Int64(counted.duplicateEvents),
      retransmissions: Int64(counted.retransmissions), sessions: 1)
  }
}

extension DaemonPorts {
  fileprivate var boards: [WatchScene.Board] {
    ports.compactMap { port in
      port.board.map { WatchScene.Board(port: port.port, description: $0) }
    }
  }
}
