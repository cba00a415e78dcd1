import BoothControl
import Foundation
import Ledger
import Rating
import Testing

@Suite(.waiting) struct `A shop that keeps a balance` {
  @Test func `warns a caller, cuts at the second the money pays for, and owes nothing`() throws {
    // 200 pesos a minute: 9 seconds cost 30 pesos to the peso, and nothing is left for a tenth.
    let shop = try RunningShop(balancePesos: 30, warning: 4)
    #expect(try shop.command("status").output.first?.contains("balance $ 30") == true)
    try shop.board.ask("log on")
    try shop.ring(1, "1006")
    try shop.board.ask("answer 1")
    let pace = try Pace {
      usleep(20_000)
      return try shop.board.ask("lines").contains("1 released")
    }
    let warned = try shop.board.tick(of: "tone warning") - shop.board.tick(of: "answered")
    // The daemon says when, to the board's tick as it knows it.
    #expect((4900...(6000 + pace.lateMilliseconds)).contains(warned), "warned after \(warned) ms")
    let call = try shop.onlyCall()
    #expect(call.endCause == .moneyEnded)
    #expect(call.suspicions.isEmpty)
    #expect(call.talked == .seconds(9))
    #expect(call.charge == Money(micros: 30_000_000))
    // The board cut by itself, at the limit it was given.
    #expect((9000...9100).contains(try shop.trueTalk(1)))
    let stored = try Ledger(path: shop.ledgerPath) { _ in }
    #expect(try stored.restore().balance == .zero)
  }

  @Test func `refuses a call once nothing is left, and takes the next after a payment`() throws {
    let shop = try RunningShop(balancePesos: 1)
    try shop.board.ask("lift 1")
    try shop.board.ask("dial 1 1006")
    #expect(try shop.waitForShop { $0.contains("\"noBalance\"") })
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForShop { !$0.contains("\"refused\"") })
    #expect(try shop.command("payment", "1000").status == 0)
    try shop.talk(1, to: "1006")
    try shop.board.ask("hangup 1")
    #expect(try shop.onlyCall().charge > .zero)
  }
}
