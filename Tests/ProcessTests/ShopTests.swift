import BoothControl
import Foundation
import Ledger
import Rating
import Testing

@Suite(.waiting) struct `The daemon and the board` {
  @Test func `bill a call once, to the board's tick, though the daemon was killed in it`() throws {
    let shop = try RunningShop()
    let start = ContinuousClock.now
    try shop.talk(1, to: "1006")
    usleep(1_500_000)
    try shop.daemon.killAtOnce()
    usleep(1_000_000)
    try shop.startDaemon()
    #expect(try shop.waitForShop { $0.contains("\"talking\"") })
    usleep(500_000)
    try shop.board.ask("hangup 1")
    let call = try shop.onlyCall()
    #expect(try shop.trueTalk(1) > 3000)
    try expectCharge(call, shop, atLeast: 3, since: start)
    #expect(call.endCause == .callerHungUp)
    #expect(call.suspicions.isEmpty)
  }

  @Test func `bill a call that ended while no daemon was there`() throws {
    let shop = try RunningShop()
    let start = ContinuousClock.now
    try shop.talk(1, to: "1006")
    try shop.daemon.killAtOnce()
    usleep(1_000_000)
    try shop.board.ask("hangup 1")
    usleep(2_000_000)
    try shop.startDaemon()
    let call = try shop.onlyCall()
    try expectCharge(call, shop, atLeast: 1, since: start)
    #expect(call.suspicions.isEmpty)
  }

  @Test func `keep a call while the plug is out, and the page says so`() throws {
    let shop = try RunningShop()
    let start = ContinuousClock.now
    try shop.talk(1, to: "1006")
    usleep(500_000)
    try shop.board.ask("unplug")
    #expect(try shop.waitForShop { $0.contains("\"gone\"") })
    usleep(1_000_000)
    try shop.board.ask("plug")
    #expect(try shop.waitForShop { $0.contains("\"talking\"") })
    try shop.board.ask("hangup 1")
    let call = try shop.onlyCall()
    try expectCharge(call, shop, atLeast: 1, since: start)
    #expect(call.suspicions.isEmpty)
  }

  @Test func `cut a call whose daemon does not come back, and bill it when one does`() throws {
    let shop = try RunningShop()
    let start = ContinuousClock.now
    try shop.ring(1, "1006")
    let ringing = ContinuousClock.now
    try shop.board.ask("answer 1")
    let answered = ContinuousClock.now
    #expect(try shop.waitForShop { $0.contains("\"talking\"") })
    try shop.daemon.killAtOnce()
    let killed = ContinuousClock.now
    #expect(try shop.wait { try !shop.board.ask("lines").contains("1 talking") })
    try shop.startDaemon()
    let call = try shop.onlyCall()
    try expectCharge(call, shop, atLeast: 1, since: start)
    // The lease was given after the handset was lifted, and for the last time before the end of the
    // daemon; a second for what was on its way then.
    let talked = Duration.milliseconds(try shop.trueTalk(1))
    #expect(talked >= .seconds(20) - (answered - start))
    #expect(talked <= .seconds(21) + (killed - ringing))
    #expect(call.endCause == .leaseExpired)
  }

  @Test func `show the same total in the booth and on the live page`() throws {
    let shop = try RunningShop()
    let stream = try PageClient(port: shop.port, path: "/events")
    #expect(stream.read { $0.contains("text/event-stream") })
    let start = ContinuousClock.now
    try shop.talk(1, to: "1006")
    // Each stands for a second. The page gathers changes for 150 ms, and a busy machine may look at
    // the two in different seconds; what differs always is wrong.
    var same: Set<Int> = []
    let isSame = try shop.wait {
      _ = stream.read(within: 0.02) { _ in false }
      let onPage = RunningShop.totals(in: stream.text).last
      let inBooth = RunningShop.totals(in: try shop.board.ask("display 1")).last
      if let onPage, onPage == inBooth { same.insert(onPage) }
      return same.count >= 3
    }
    #expect(isSame, "the same were \(same)")
    try shop.board.ask("hangup 1")
    let call = try shop.onlyCall()
    try expectCharge(call, shop, atLeast: 2, since: start)
  }

  @Test func `refuse a booth that the page disabled, until it enables it`() throws {
    let shop = try RunningShop()
    let answer = try shop.post("/booths/4312/disable")
    #expect(answer.hasPrefix("HTTP/1.1 303"))
    #expect(try shop.page().contains("Deshabilitada"))
    try shop.board.ask("lift 1")
    try shop.board.ask("dial 1 1006")
    #expect(try shop.wait { try shop.board.ask("tone 1").contains("refusal") })
    #expect(
      try shop.wait { try shop.board.ask("display 1").uppercased().contains("DESHABILITADA") })
    try shop.board.ask("hangup 1")
    // Lifted again at once it would be a flash of the hook.
    #expect(try shop.waitForShop { !$0.contains("\"refused\"") })
    _ = try shop.post("/booths/4312/enable")
    try shop.talk(1, to: "1006")
    try shop.board.ask("hangup 1")
    _ = try shop.onlyCall()
  }

  @Test func `connect an emergency call of a disabled booth, and with no daemon at all`() throws {
    let shop = try RunningShop()
    _ = try shop.post("/booths/4312/disable")
    try shop.board.ask("lift 1")
    try shop.board.ask("dial 1 133")
    #expect(try shop.waitForBoard("connected", 1))
    try shop.daemon.killAtOnce()
    try shop.board.ask("lift 2")
    #expect(try shop.waitForSessionEnd())
    try shop.board.ask("dial 2 133")
    #expect(try shop.waitForBoard("connected", 2))
    try shop.board.ask("hangup 1")
    try shop.board.ask("hangup 2")
    try shop.startDaemon()
    #expect(try shop.wait { try shop.page("/api/v1/calls").contains("\"total\":2") })
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    try shop.stopDaemon()
    let calls = try shop.calls()
    #expect(calls.map(\.number) == ["133", "133"])
    #expect(calls.map(\.charge) == [.zero, .zero])
    #expect(calls.map(\.isEmergency) == [true, true])
  }

  @Test func `leave an emergency call alone that the board dialled, and write it down`() throws {
    let shop = try RunningShop()
    // The board is to have its configuration, which names the emergency numbers: whoever hears the
    // daemon's dial tone lifted later.
    try shop.board.ask("lift 1")
    #expect(try shop.wait { try shop.board.ask("tone 1").contains("dial") })
    try shop.board.ask("hangup 1")
    try shop.daemon.killAtOnce()
    try shop.board.ask("lift 2")
    #expect(try shop.waitForSessionEnd())
    try shop.board.ask("dial 2 133")
    #expect(try shop.waitForBoard("connected", 2))
    try shop.board.ask("answer 2")
    let before = try shop.board.ask("tone 2")
    try shop.startDaemon()
    #expect(try shop.waitForShop { $0.contains("\"talking\"") })
    #expect(try shop.board.ask("tone 2") == before)
    try shop.board.ask("hangup 2")
    let call = try shop.onlyCall()
    #expect(call.number == "133")
    #expect(call.talked != nil)
    #expect(call.isEmergency)
  }

  @Test func `go on after a plug took acknowledgements with it`() throws {
    let shop = try RunningShop()
    try shop.board.ask("fault lose-acks 1000")
    for booth in 3...6 { try shop.board.ask("lift \(booth)") }
    usleep(300_000)
    for booth in 3...6 { try shop.board.ask("hangup \(booth)") }
    usleep(1_500_000)
    try shop.board.ask("unplug")
    try shop.board.ask("fault lose-acks 0")
    #expect(try shop.waitForShop { $0.contains("\"gone\"") })
    try shop.board.ask("plug")
    #expect(try shop.waitForShop { !$0.contains("\"gone\"") })
    try shop.talk(1, to: "1006")
    try shop.board.ask("hangup 1")
    _ = try shop.onlyCall()
  }

  @Test func `dial digits once that were told twice`() throws {
    let shop = try RunningShop()
    try shop.board.ask("lift 1")
    try shop.board.ask("fault lose-acks 1000")
    try shop.board.ask("dial 1 025")
    #expect(try shop.waitForShop { $0.contains("\"025\"") })
    try shop.board.ask("unplug")
    try shop.board.ask("fault lose-acks 0")
    #expect(try shop.waitForShop { $0.contains("\"gone\"") })
    try shop.board.ask("plug")
    #expect(try shop.waitForShop { !$0.contains("\"gone\"") })
    try shop.board.ask("dial 1 854205")
    #expect(try shop.waitForShop { $0.contains("\"025854205\"") })
    try shop.board.ask("hangup 1")
    let call = try shop.onlyCall()
    #expect(call.dialled == "025854205")
  }

  @Test func `carry a cut out that was asked for while the plug was out`() throws {
    let shop = try RunningShop()
    try shop.talk(1, to: "1006")
    try shop.board.ask("unplug")
    #expect(try shop.waitForShop { $0.contains("\"gone\"") })
    _ = try shop.post("/api/v1/booths/4312/cut")
    try shop.board.ask("plug")
    let call = try shop.onlyCall()
    #expect(call.endCause == .cutByOwner)
  }

  /// Billed to the tick of the board, at least so many seconds and no longer than since `start`.
  private func expectCharge(
    _ call: CallRow, _ shop: RunningShop, atLeast least: Int64, since start: ContinuousClock.Instant
  ) throws {
    let talked = try #require(call.talked)
    #expect(talked.milliseconds == (try shop.trueTalk(1)))
    #expect(Duration.milliseconds(talked.milliseconds) <= ContinuousClock.now - start)
    let seconds = (talked.milliseconds + 999) / 1000
    #expect(seconds >= least)
    // 200 pesos a minute, each second begun, rounded half up once.
    #expect(call.charge == Money(micros: (seconds * 200 + 30) / 60 * 1_000_000))
  }
}

@Suite(.waiting) struct `The daemon` {
  @Test func `names file, line and what was expected of a key it does not know`() throws {
    let folder = TemporaryFolder()
    let path = try folder.write("[shop]\nname = X\nnmae = Y\n[booth 1]\nline = 1\n", to: "c.conf")
    let daemon = try Program("cabinad", ["--config", path, "--state", folder.path])
    let line = try daemon.errorLine(containing: "c.conf:3")
    #expect(line.contains("nmae"))
    #expect(line.contains("expected one of: name"))
    #expect(try daemon.status() == 78)
  }

  @Test(arguments: [
    ("[shop]\nwarning = soon\n[booth 1]\nline = 1\n", "c.conf:2", "a whole number"),
    ("[booth 1]\nline = 33\n", "c.conf:2", "1 to 32"),
    ("[booth 1]\n", "c.conf:1", "line of the board"),
    ("[booth 1]\nline = 1\n[booth 2]\nline = 1\n", "c.conf:3", "a line for each booth"),
    ("[dialling]\ndigit-map = 1[\n[booth 1]\nline = 1\n", "c.conf:2", "RFC 3435"),
    ("[dialling]\nemergency = 13x\n[booth 1]\nline = 1\n", "c.conf:2", "digits"),
    ("[telephones]\n", "c.conf:1", "[booth NUMBER]"), ("name = X\n", "c.conf:1", "section"),
    ("[shop\n", "c.conf:1", "[shop]"), ("[shop]\nname\n", "c.conf:2", "key = value"),
    ("[shop]\nname = X\nname = Y\n", "c.conf:3", "line 2"), ("", "c.conf", "[booth NUMBER]"),
  ])
  func `says what is wrong in a configuration`(
    text: String, place: String, expected: String
  )
    throws
  {
    let folder = TemporaryFolder()
    let path = try folder.write(text, to: "c.conf")
    let daemon = try Program("cabinad", ["check", "--config", path])
    let line = try daemon.errorLine(containing: place)
    #expect(line.contains(expected), "it said: \(line)")
    #expect(try daemon.status() == 78)
  }

  @Test(arguments: [
    ["--bogus"], ["serve"], ["--config"], ["--port", "80"], ["demo", "--port", "x"],
  ])
  func `refuses a wrong command line`(arguments: [String]) throws {
    let daemon = try Program("cabinad", arguments)
    #expect(try daemon.status() == 64)
    try daemon.errorLine(containing: try #require(arguments.first { $0 != "demo" }))
  }

  @Test func `does not share its ledger with another`() throws {
    let shop = try RunningShop()
    let second = try shop.anotherDaemon()
    try second.errorLine(containing: "cabina.sqlite")
    #expect(try second.status() == 74)
  }

  @Test func `stops cleanly when told to`() throws {
    let shop = try RunningShop()
    try shop.stopDaemon()
    #expect(!FileManager.default.fileExists(atPath: shop.folder.path + "/cabina.sock"))
  }
}
