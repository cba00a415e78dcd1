import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// Two boards on one box, each with a port of its own; booths are mapped to lines by the boards'
/// numbers.
@Suite(.waiting) struct `Two boards` {
  /// It is left alone, and nothing else comes that could wake the daemon.
  @Test func `that are of another shop leave the page as fresh as one of this shop`() throws {
    let shop = try Shop(mapped: ["030303030303030303030303", "040404040404040404040404"])
    #expect(try shop.wait { $0.contains("\"stale\":false") })
    // Boards that are left alone go on announcing themselves.
    for board in shop.boards { board.signal(SIGSTOP) }
    for _ in 1...40 {
      usleep(250_000)
      #expect(try PageClient.fetch(port: shop.port, "/api/v1/shop").contains("\"stale\":false"))
    }
  }

  private static let uids = ["010101010101010101010101", "020202020202020202020202"]

  private final class Shop {
    let folder = TemporaryFolder()
    var boards: [Program] = []
    let daemon: Program
    let port: UInt16

    /// `mapped`: the boards that booths are on.
    init(mapped: [String] = `Two boards`.uids) throws {
      let prices = try folder.write(RunningShop.tariffs, to: "tariffs.json5")
      let links = (1...2).map { [folder] in folder.path + "/tty\($0)" }
      let configuration = try folder.write(
        """
        [shop]
        balance = not-kept
        [dialling]
        digit-map = 1xxx
        [board]
        port = \(links.joined(separator: ", "))
        [page]
        port = 0
        [prices]
        file = \(prices)
        [booth 11]
        line = 1
        board = \(mapped[0])
        [booth 21]
        line = 1
        board = \(mapped[1])
        """, to: "cabina.conf")
      for (uid, link) in zip(`Two boards`.uids, links) {
        let board = try Program("cabina-sim", ["board", "--uid", uid, "--link", link])
        _ = try board.outputLine()
        boards.append(board)
      }
      daemon = try Program(
        "cabinad",
        ["--config", configuration, "--state", folder.path, "--run", folder.path])
      let line = try daemon.errorLine(containing: "http://")
      port = try #require(
        line.split(separator: ":").last.flatMap { UInt16($0.prefix { $0.isNumber }) })
      let said = mapped == `Two boards`.uids ? "firmware" : "no booth of the configuration"
      for _ in 1...2 { try daemon.errorLine(containing: said) }
    }

    func wait(until condition: (String) -> Bool) throws -> Bool {
      let end = Date().addingTimeInterval(Program.patience)
      while Date() < end {
        if condition(try PageClient.fetch(port: port, "/api/v1/shop")) { return true }
        usleep(50_000)
      }
      return false
    }

    /// Its link goes first: a terminal's number that is free again becomes another's, and the daemon
    /// would follow the old link to a board that is not of this shop.
    func killBoard(_ index: Int) throws {
      unlink(folder.path + "/tty\(index + 1)")
      try boards[index].killAtOnce()
    }

    /// Both boards' first lines into a conversation.
    func talkOnBoth() throws {
      for board in boards {
        try board.ask("lift 1")
        try board.ask("dial 1 1006")
        #expect(try board.ask("await 1 connected 50000").hasPrefix("ok"))
        try board.ask("answer 1")
      }
      #expect(
        try wait { $0.components(separatedBy: "\"state\":\"talking\"").count == 3 })
    }
  }

  private func wait(for board: Program, until condition: (String) -> Bool) throws -> Bool {
    let end = Date().addingTimeInterval(Program.patience)
    while Date() < end {
      if condition(try board.ask("status")) { return true }
      usleep(50_000)
    }
    return false
  }

  @Test func `of one number do not end each other's calls`() throws {
    let shop = try Shop()
    try shop.talkOnBoth()
    // The second port's board is changed for one that says the first one's number.
    try shop.boards[1].ask("hangup 1")
    try shop.killBoard(1)
    let impostor = try Program(
      "cabina-sim", ["board", "--uid", Self.uids[0], "--link", shop.folder.path + "/tty2"])
    _ = try impostor.outputLine()
    try shop.daemon.errorLine(containing: "answers on")
    // Left without a session it serves who calls for help by itself; it would not with one.
    #expect(try wait(for: impostor) { $0.contains("session=none") })
    for _ in 1...20 {
      usleep(100_000)
      #expect(try impostor.ask("status").contains("session=none"))
    }
    try shop.boards[0].ask("hangup 1")
    #expect(try shop.wait { !$0.contains("\"state\":\"talking\"") })
    let truth = try RunningShop.trueTalk(1, of: shop.boards[0])
    // Once the first is gone, the other is asked again, and taken.
    try shop.killBoard(0)
    try shop.daemon.errorLine(containing: "/tty2: board \(Self.uids[0]), firmware")
    shop.daemon.signal(SIGTERM)
    #expect(try shop.daemon.status() == 0)
    let calls = try LedgerReader(path: shop.folder.path + "/cabina.sqlite")
      .calls(CallQuery(), limit: 10).rows
    let call = try #require(calls.first { $0.booth.text == "11" })
    #expect(call.endCause == .callerHungUp)
    #expect(call.talked?.milliseconds == truth)
  }

  @Test func `carry calls at once, and one that is unplugged harms not the other`() throws {
    let shop = try Shop()
    try shop.talkOnBoth()
    try shop.boards[0].ask("unplug")
    #expect(try shop.wait { $0.contains("\"gone\"") })
    try shop.boards[1].ask("hangup 1")
    try shop.boards[0].ask("plug")
    #expect(try shop.wait { !$0.contains("\"gone\"") })
    try shop.boards[0].ask("hangup 1")
    #expect(try shop.wait { !$0.contains("\"live\":true") })
    shop.daemon.signal(SIGTERM)
    #expect(try shop.daemon.status() == 0)
    let calls = try LedgerReader(path: shop.folder.path + "/cabina.sqlite")
      .calls(CallQuery(), limit: 10).rows
    #expect(Set(calls.map(\.booth.text)) == ["11", "21"])
    for (board, booth) in zip(shop.boards, ["11", "21"]) {
      let call = try #require(calls.first { $0.booth.text == booth })
      #expect(call.talked?.milliseconds == (try RunningShop.trueTalk(1, of: board)))
      #expect(call.endCause == .callerHungUp)
    }
  }
}

@Suite(.waiting) struct `A line that loses every fifth frame` {
  @Test func `still has a call billed to the tick`() throws {
    // A byte at a time; of a frame of some 22 bytes nearly one in five is lost or spoilt.
    let shop = try RunningShop(board: ["--read-size", "1"])
    try shop.board.ask("fault drop 5")
    try shop.board.ask("fault flip 5")
    try shop.talk(1, to: "1006")
    usleep(4_000_000)
    try shop.board.ask("hangup 1")
    #expect(try shop.wait { try !shop.page("/api/v1/shop").contains("\"live\":true") })
    let spoilt = try #require(try shop.command("links", "--json").output.first)
    // A spoilt frame is told by its checksum or, spoilt where it ends, by its form.
    let isUnspoilt = ["crcErrors", "malformed"].allSatisfy { spoilt.contains("\"\($0)\":0,") }
    #expect(!isUnspoilt, "\(spoilt)")
    let call = try shop.onlyCall()
    #expect(call.talked?.milliseconds == (try shop.trueTalk(1)))
    #expect(call.endCause == .callerHungUp)
  }
}
