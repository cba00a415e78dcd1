import BoothProtocol
import FoundationEssentials
import LineRecord

/// What the daemon's answers tell a doctor.
extension ShopFacts {
  /// - Parameter ask: the body of the daemon's answer to a GET of this; nil: it has no such thing.
  init(ask: (String) throws -> [UInt8]?) throws {
    func answer<Answer: Decodable>(_ path: String, as type: Answer.Type) throws -> Answer? {
      try ask(path).map { try JSONDecoder().decode(type, from: Data($0)) }
    }
    if let shop = try answer("shop", as: ShopAnswer.self) {
      isStale = shop.stale
      needsRestart = shop.restartNeeded ?? false
      isBalanceGone = shop.balance.map { balance in
        balance.hasPrefix("-") || !balance.contains { $0 != "0" && $0.isNumber }
      }
      isBalanceLow = shop.balanceLow ?? false
      boards = shop.boards.map { BoardFacts(uid: $0.uid, isConnected: $0.connected) }
    }
    let links = try answer("links", as: LinksAnswer.self)?.links
    knowsLinks = links != nil
    self.links = (links ?? []).map(LinkFacts.init)
    ports = (try answer("boards", as: DaemonPorts.self)?.ports ?? []).map(DaemonPort.init)
    for port in ports {
      guard let board = port.board else { continue }
      let index = boards.firstIndex { $0.uid == board.uid } ?? boards.count
      if index == boards.count {
        boards.append(BoardFacts(uid: board.uid, isConnected: true, servesBooths: false))
      }
      boards[index].ringSize = board.ringSize
      boards[index].resetCause = board.resetCause
    }
    hasUsers = try answer("users", as: UsersAnswer.self).map { !$0.users.isEmpty }
  }
}

extension LinkFacts {
  fileprivate init(_ link: LinksAnswer.Link) {
    self.init(
      port: link.port, board: link.board, framesReceived: link.framesReceived,
      framesSent: link.framesSent, crcErrors: link.crcErrors, malformed: link.malformed,
      resyncs: link.resyncs, retransmissions: link.retransmissions,
      driftPartsPerBillion: link.driftPartsPerBillion, ringHighWater: link.ringHighWater)
  }
}

extension DaemonPort {
  fileprivate init(_ port: DaemonPorts.Port) {
    path = port.port
    links = port.links
    status = port.status
    reason = port.reason
    reasonText = port.reasonText
    board = port.board.map { board in
      Board(
        uid: board.uid, ringSize: Int64(board.ringSize),
        resetCause: (0...6).lazy.compactMap { ResetCause(rawValue: $0) }
          .first { $0.name == board.resetCause })
    }
  }
}
