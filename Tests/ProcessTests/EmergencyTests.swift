import Foundation
import Ledger
import Rating
import Testing

/// What the real board does for who needs help while the real daemon is gone or out of reach.
@Suite(.waiting) struct `An emergency number` {
  /// A shop whose board has its configuration, which names the emergency numbers: whoever hears
  /// the daemon's dial tone lifted later.
  private func shop(board options: [String] = []) throws -> RunningShop {
    let shop = try RunningShop(board: options)
    try shop.board.ask("lift 1")
    #expect(try shop.wait { try shop.board.ask("tone 1").contains("dial") })
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForBoard("on-hook", 1))
    return shop
  }

  private func connects(_ number: String, _ booth: Int, _ shop: RunningShop) throws {
    try shop.board.ask("lift \(booth)")
    try shop.board.ask("dial \(booth) \(number)")
    #expect(try shop.waitForBoard("connected", booth))
    try shop.board.ask("answer \(booth)")
    #expect(try shop.waitForBoard("talking", booth))
  }

  private func calls(_ shop: RunningShop, _ numbers: [String]) throws {
    #expect(
      try shop.wait { try shop.page("/api/v1/calls").contains("\"total\":\(numbers.count)") })
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    try shop.stopDaemon()
    let calls = try shop.calls()
    #expect(calls.map(\.number) == numbers)
    #expect(calls.allSatisfy { $0.isEmergency && $0.charge == .zero })
  }

  @Test func `connects with the plug pulled, and is written down once it is back`() throws {
    let shop = try shop()
    try shop.board.ask("unplug")
    #expect(try shop.waitForSessionEnd())
    try connects("133", 2, shop)
    // Nobody else is served.
    try shop.board.ask("lift 3")
    try shop.board.ask("dial 3 1006")
    #expect(try shop.wait { try shop.board.ask("tone 3").contains("refusal") })
    try shop.board.ask("hangup 2")
    try shop.board.ask("plug")
    try calls(shop, ["133"])
  }

  @Test func `connects on the first digits after the plug is pulled, the session still open`()
    throws
  {
    let shop = try shop()
    try shop.board.ask("lift 2")
    try shop.board.ask("dial 2 13")
    try shop.board.ask("unplug")
    try shop.board.ask("dial 2 3")
    #expect(try shop.waitForBoard("connected", 2))
    try shop.board.ask("hangup 2")
    try shop.board.ask("plug")
    try calls(shop, ["133"])
  }

  @Test(arguments: ["power-on", "brown-out", "watchdog"])
  func `connects after the board lost its power, with no daemon to tell it anything`(
    cause: String
  ) throws {
    let shop = try shop()
    try shop.daemon.killAtOnce()
    try shop.board.ask("reset \(cause)")
    try connects("131", 2, shop)
    try shop.board.ask("lift 3")
    try shop.board.ask("dial 3 1006")
    #expect(try shop.wait { try shop.board.ask("tone 3").contains("refusal") })
    try shop.board.ask("hangup 2")
    try shop.startDaemon()
    try calls(shop, ["131"])
  }
}
