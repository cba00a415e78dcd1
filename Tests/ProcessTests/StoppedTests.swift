import BoothControl
import Foundation
import Ledger
import Rating
import Testing

/// A daemon that stands still without being gone, as in a debugger or a machine that swaps; and one
/// that is told to stop.
@Suite(.waiting) struct `A daemon that is stopped` {
  /// Billed to the board's tick, and what it costs is reckoned here: 200 pesos a minute.
  private func expectTrueBill(_ call: CallRow, _ shop: RunningShop, booth: Int = 1) throws {
    let talked = try shop.trueTalk(booth)
    #expect(call.talked?.milliseconds == talked)
    let seconds = (talked + 999) / 1000
    #expect(call.charge == Money(micros: (seconds * 200 + 30) / 60 * 1_000_000))
    #expect(call.suspicions.isEmpty)
  }

  @Test func `for a moment loses nothing of the calls meanwhile`() throws {
    let shop = try RunningShop()
    try shop.talk(1, to: "1006")
    shop.daemon.signal(SIGSTOP)
    try shop.ringInTheDark(2)
    // A board gives its session up after five seconds.
    usleep(1_000_000)
    try shop.board.ask("hangup 1")
    usleep(750_000)
    #expect(try shop.board.ask("status").contains("session=up"))
    shop.daemon.signal(SIGCONT)
    // The number was complete while nobody listened.
    #expect(try shop.waitForBoard("connected", 2))
    try shop.board.ask("hangup 2")
    #expect(try shop.wait { try shop.page("/api/v1/calls").contains("\"total\":2") })
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    try shop.stopDaemon()
    let calls = try shop.calls()
    #expect(calls.map(\.number) == ["1006", "1006"])
    try expectTrueBill(try #require(calls.first), shop)
    #expect(calls.first?.endCause == .callerHungUp)
    #expect(calls.last?.talked == nil)
  }

  @Test func `until after a lease has its call cut by the board, and bills it truly`() throws {
    let shop = try RunningShop()
    // With the board's configuration comes the list of emergency numbers.
    try shop.talk(1, to: "1006")
    shop.daemon.signal(SIGSTOP)
    #expect(try shop.waitForSessionEnd())
    try shop.board.ask("lift 2")
    try shop.board.ask("dial 2 133")
    #expect(try shop.waitForBoard("connected", 2))
    try shop.board.ask("lift 3")
    try shop.board.ask("dial 3 1006")
    // No more than the lease.
    let start = ContinuousClock.now
    #expect(try shop.wait { try !shop.board.ask("lines").contains("1 talking") })
    #expect(ContinuousClock.now - start < .seconds(25))
    let cut = try shop.trueTalk(1)
    #expect(cut < 30_000)
    #expect(try !shop.board.ask("lines").contains("3 connected"))
    #expect(try shop.board.ask("lines").contains("2 connected"))
    shop.daemon.signal(SIGCONT)
    try shop.board.ask("hangup 1")
    try shop.board.ask("hangup 2")
    try shop.board.ask("hangup 3")
    #expect(try shop.wait { try shop.page("/api/v1/calls").contains("\"total\":2") })
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    #expect(try shop.wait { try shop.board.ask("status").contains("events-held=0 ") })
    // The shop is open again.
    usleep(1_000_000)
    try shop.talk(1, to: "1006")
    try shop.board.ask("hangup 1")
    #expect(try shop.wait { try shop.page("/api/v1/calls").contains("\"total\":3") })
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    try shop.stopDaemon()
    let calls = try shop.calls()
    #expect(calls.map(\.number) == ["1006", "133", "1006"])
    #expect(calls.map(\.isEmergency) == [false, true, false])
    #expect(calls.first?.endCause == .leaseExpired)
    #expect(calls.first?.talked?.milliseconds == cut)
    #expect(calls.allSatisfy { $0.suspicions.isEmpty })
    try expectTrueBill(try #require(calls.last), shop)
  }

  @Test func `hears it the instant it is ready`() throws {
    let folder = TemporaryFolder()
    let file = try folder.writeConfiguration(boardIn: folder)
    for _ in 0..<10 {
      let daemon = try Program(
        "cabinad", ["--config", file, "--state", folder.path, "--run", folder.path])
      try daemon.errorLine(containing: "ready")
      daemon.signal(SIGTERM)
      #expect(try daemon.status(within: 20) == 0)
    }
  }
}

extension RunningShop {
  /// Lifts and dials while the daemon does not listen.
  fileprivate func ringInTheDark(_ booth: Int) throws {
    try board.ask("lift \(booth)")
    try board.ask("dial \(booth) 1006")
  }
}
