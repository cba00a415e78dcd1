import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// What can go wrong around a daemon that runs.
@Suite(.waiting) struct `A running shop in trouble` {
  @Test func `stops in order when its terminal goes`() throws {
    let shop = try RunningShop()
    shop.daemon.signal(SIGHUP)
    #expect(try shop.daemon.status() == 0)
    #expect(shop.daemon.everything.contains("stopped"))
  }

  @Test func `leaves the boards to themselves while its disk is full, and goes on afterwards`()
    throws
  {
    let shop = try RunningShop()
    try shop.talk(1, to: "1006")
    try shop.limitFiles(to: "1")
    try shop.board.ask("hangup 1")
    try shop.daemon.errorLine(containing: "cannot be written")
    try shop.daemon.errorLine(containing: "left to themselves")
    // The board gives the session up; then an emergency number needs nobody.
    #expect(try shop.waitForSessionEnd())
    try shop.board.ask("lift 2")
    try shop.board.ask("dial 2 133")
    #expect(try shop.waitForBoard("connected", 2))
    try shop.board.ask("hangup 2")
    try shop.limitFiles(to: "unlimited")
    try shop.daemon.errorLine(containing: "written again")
    #expect(try shop.wait { try shop.page("/api/v1/calls").contains("\"total\":2") })
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    try shop.stopDaemon()
    #expect(shop.daemon.everything.split(separator: "written again").count == 2, "said once")
    let calls = try shop.calls()
    #expect(calls.map(\.number) == ["1006", "133"])
    #expect(calls.map(\.isEmergency) == [false, true])
    #expect(calls.first?.talked != nil)
  }

  @Test func `journals what became of a payment`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    try shop.daemon.errorLine(containing: "payment of 1000, «start»: done")
    try shop.talk(1, to: "1006")
    try shop.limitFiles(to: "1")
    try shop.board.ask("hangup 1")
    try shop.daemon.errorLine(containing: "cannot be written")
    #expect(try shop.command("payment", "100", "lost").status != 0)
    try shop.daemon.errorLine(
      containing: "payment of 100, «lost»: not done, it could not be stored")
    try shop.limitFiles(to: "unlimited")
    try shop.daemon.errorLine(containing: "written again")
    #expect(try shop.command("cut", "4312").status != 0)
    try shop.daemon.errorLine(containing: "cut 4312: refused, the booth has no call")
  }

  @Test func `refuses while its ledger is not in its place, and says so`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    try shop.talk(1, to: "1006")
    #expect(rename(shop.ledgerPath, shop.ledgerPath + ".away") == 0)
    try shop.board.ask("hangup 1")
    try shop.daemon.errorLine(containing: "was removed while the daemon has it open")
    try shop.daemon.errorLine(containing: "left to themselves")
    #expect(try shop.page("/healthz").contains("was removed"))
    #expect(try shop.command("payment", "100", "lost").status != 0)
    #expect(rename(shop.ledgerPath + ".away", shop.ledgerPath) == 0)
    try shop.daemon.errorLine(containing: "written again")
    #expect(try shop.page("/healthz").contains("\"storage\":\"ok\""))
    try shop.stopDaemon()
  }

  @Test func `leaves a ledger that is whole in one file`() throws {
    let shop = try RunningShop(balancePesos: 1000)
    try shop.stopDaemon()
    #expect(!FileManager.default.fileExists(atPath: shop.ledgerPath + "-wal"))
    let copy = shop.folder.path + "/copy.sqlite"
    try FileManager.default.copyItem(atPath: shop.ledgerPath, toPath: copy)
    let payments = try LedgerReader(path: copy).payments(limit: 10)
    #expect(payments.map(\.reference) == ["start"])
  }

  @Test func `bills a call once whose board ran out of room for events`() throws {
    let shop = try RunningShop(board: ["--ring", "40"])
    try shop.talk(1, to: "1006")
    try shop.board.ask("unplug")
    for _ in 0..<4 {
      for booth in 2...8 { try shop.board.ask("lift \(booth)") }
      for booth in 2...8 { try shop.board.ask("hangup \(booth)") }
      // Past the time in which a hang-up could still be a flash.
      usleep(900_000)
    }
    try shop.board.ask("plug")
    try shop.daemon.errorLine(containing: "could not record")
    #expect(try shop.waitForShop { $0.contains("\"talking\"") })
    try shop.board.ask("hangup 1")
    let call = try shop.onlyCall()
    #expect(call.endCause == .callerHungUp)
    #expect(call.charge > .zero)
  }

  @Test func `refuses a configuration that is a pipe instead of waiting for it`() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let daemon = try Program("cabinad", ["check", "--config", path])
    try daemon.errorLine(containing: "not a regular file")
    #expect(try daemon.status() == 78)
  }
}
