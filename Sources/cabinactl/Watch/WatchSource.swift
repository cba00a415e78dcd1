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

  func look(_ scene: inout WatchScene) throws(CommandError) {
    do throws(BoardSessionError) {
      let board = try session.description()
      scene.take(
        nil, links: LinksAnswer(links: [link(board.uid)]),
        boards: [WatchScene.Board(port: session.path, description: board)], at: .now)
    } catch .lost(let loss) {
      scene.lose("\(session.path): \(say(loss.words))", at: .now)
    } catch {
      switch error {
      case .silent, .notUnderstood: scene.lose(say(error.words), at: .now)
      default: throw CommandError(error.words)
      }
    }
    guard !isDespiteCallers, let line = scene.boards.first?.lifted else { return }
    throw HandsetWatch.lifted(line, on: session.path)
  }

  func object() throws(CommandError) -> String {
    let board: BoardDescription
    do throws(BoardSessionError) {
      board = try session.description()
    } catch { throw CommandError(error.words) }
    if !isDespiteCallers,
      let line = WatchScene.Board(port: session.path, description: board).lifted
    {
      throw HandsetWatch.lifted(line, on: session.path)
    }
    let json: JSON = [
      "port": .text(session.path), "uid": .text(board.uid),
      "lines": .array(board.lines.map(\.json)),
    ]
    return json.text + "\n"
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
