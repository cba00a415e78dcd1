import BoothProtocol
import FoundationEssentials
import LineRecord

/// What `doctor` reads of the daemon's answers; their whole shapes are at `ShopJSON` of the page.
extension ShopFacts {
  private struct Shop: Decodable {
    struct Board: Decodable {
      let uid: String
      let connected: Bool
    }

    let stale: Bool
    let balance: String?
    let balanceLow: Bool?
    let restartNeeded: Bool?
    let boards: [Board]
  }

  private struct Links: Decodable {
    struct Link: Decodable {
      let port: String
      let board: String?
      let frames_received: Int64
      let frames_sent: Int64
      let crc_errors: Int64
      let malformed: Int64
      let resyncs: Int64
      let retransmissions: Int64
      let drift_parts_per_billion: Int64
      let ring_high_water: Int64
    }

    let links: [Link]
  }

  private struct Ports: Decodable {
    struct Board: Decodable {
      let uid: String
      let resetCause: String
      let ringSize: Int64
    }

    struct Port: Decodable {
      let port: String
      let status: String
      let reason: String?
      let board: Board?
    }

    let ports: [Port]
  }

  private struct Users: Decodable {
    struct User: Decodable { let name: String }
    let users: [User]
  }

  /// - Parameter ask: the body of the daemon's answer to a GET of this; nil: it has no such thing.
  init(ask: (String) throws -> [UInt8]?) throws {
    func answer<Answer: Decodable>(_ path: String, as type: Answer.Type) throws -> Answer? {
      try ask(path).map { try JSONDecoder().decode(type, from: Data($0)) }
    }
    if let shop = try answer("shop", as: Shop.self) {
      isStale = shop.stale
      needsRestart = shop.restartNeeded ?? false
      isBalanceGone = shop.balance.map { balance in
        balance.hasPrefix("-") || !balance.contains { $0 != "0" && $0.isNumber }
      }
      isBalanceLow = shop.balanceLow ?? false
      boards = shop.boards.map { BoardFacts(uid: $0.uid, isConnected: $0.connected) }
    }
    links = (try answer("links", as: Links.self)?.links ?? []).map { link in
      LinkFacts(
        port: link.port, board: link.board, framesReceived: link.frames_received,
        framesSent: link.frames_sent, crcErrors: link.crc_errors, malformed: link.malformed,
        resyncs: link.resyncs, retransmissions: link.retransmissions,
        driftPartsPerBillion: link.drift_parts_per_billion, ringHighWater: link.ring_high_water)
    }
    for port in try answer("boards", as: Ports.self)?.ports ?? [] {
      if port.status == "left_alone", let reason = port.reason {
        leftAlone.append((port.port, reason))
      }
      guard let board = port.board else { continue }
      let index = boards.firstIndex { $0.uid == board.uid } ?? boards.count
      if index == boards.count {
        boards.append(BoardFacts(uid: board.uid, isConnected: true, servesBooths: false))
      }
      boards[index].ringSize = board.ringSize
      boards[index].resetCause = (0...6).lazy.compactMap { ResetCause(rawValue: $0) }
        .first { $0.name == board.resetCause }
    }
    hasUsers = try answer("users", as: Users.self).map { !$0.users.isEmpty }
  }
}
