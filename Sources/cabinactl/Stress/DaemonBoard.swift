import BoothProtocol
import Notation

/// A board that is asked by way of the daemon.
struct DaemonBoard: Hashable {
  var uid: String
  var port: String
  var lineCount: Int

  private struct Ports: Decodable {
    struct Board: Decodable {
      let uid: String
      let lineCount: Int
    }

    struct Port: Decodable {
      let port: String
      let board: Board?
    }

    let ports: [Port]
  }

  private struct Answer: Decodable {
    let result: String
    let microseconds: Int64
    let sendings: Int
  }

  /// The one board that answers, or that of this number.
  static func find(_ desk: Desk, uid: String?) throws(CommandError) -> DaemonBoard {
    let boards = try desk.ask("GET", "boards", as: Ports.self).ports.compactMap { port in
      port.board.map { DaemonBoard(uid: $0.uid, port: port.port, lineCount: $0.lineCount) }
    }
    if let uid {
      guard let board = boards.first(where: { $0.uid == uid.lowercased() }) else {
        throw CommandError(
          "ninguna placa con este número contesta", "no board of this number answers"
        ).about("--board \(uid)")
      }
      return board
    }
    guard let board = boards.first else {
      throw CommandError(
        "el servicio no tiene ninguna placa que conteste", "the daemon has no board that answers")
    }
    guard boards.count == 1 else {
      let names = boards.map(\.uid).joined(separator: ", ")
      throw .usage(
        "hay varias placas; --board dice cuál: \(names)",
        "there are several boards; --board says which: \(names)")
    }
    return board
  }

  /// What a board that does not answer, or is busy with another's command, leaves is a loss.
  func ask(_ command: Command, _ desk: Desk) throws(CommandError) -> StressRun.Asking {
    // Lines count from 1 there.
    guard case .readLines(let first) = command else { return .lost }
    let body: JSON = ["command": "READ_LINES", "fields": ["first": .text("\(first + 1)")]]
    do throws(CommandError) {
      let answer = try desk.ask("POST", "boards/\(uid)/commands", body: body, as: Answer.self)
      return .answered(
        BoardSession.Answer(
          response: Response(result: answer.result == "done" ? .done : .notAble),
          roundTripMicroseconds: answer.microseconds, sendings: answer.sendings))
    } catch {
      if error.name == "board_silent" || error.name == "board_busy" { return .lost }
      throw error
    }
  }
}
