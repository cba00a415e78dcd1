import Foundation
import Testing

/// The page and the command line's socket under all that clients can do to them at once.
@Suite(.waiting) struct `Two hundred slow or hostile clients` {
  @Test func `take nothing from the line, nor from the owner`() throws {
    let shop = try BusyShop()
    let load = ProcessLoad(of: shop.daemon)
    try shop.open()
    let ledger = shop.folder.path + "/cabina.sqlite"
    let before = (
      descriptors: try load.descriptorCount(), ofLedger: try load.descriptorCount(of: ledger),
      memory: try load.residentKibibytes().now
    )
    let clients = HostileClients(port: shop.port, socket: shop.socket, perKind: 17)
    let owner = OwnerAsking(at: .path(shop.socket))
    let browser = BusyShop.longSeconds.map { _ in OwnerAsking(at: .port(shop.port)) }
    let verify = try Program(
      "cabinactl", ["verify", "--ledger", ledger])
    let processor = try load.processorMilliseconds()
    let start = ContinuousClock.now
    try shop.dial(for: BusyShop.longSeconds ?? 6)
    let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
    let share = (try load.processorMilliseconds() - processor) * 100 / milliseconds
    let (answers, refused) = owner.stop()
    let during = try load.descriptorCount()
    clients.stop()
    let pages = browser?.stop()
    #expect(try verify.status() == 0)
    // Let the daemon notice that they have gone. Of a connection to the ledger that is closed while
    // others are open SQLite keeps the descriptor for the next, so those are counted by themselves: a
    // check of the audit and a list of it may each have had one.
    func isLeft() throws -> Bool {
      try load.descriptorCount() - load.descriptorCount(of: ledger)
        > before.descriptors - before.ofLedger
    }
    let end = Date().addingTimeInterval(Program.patience)
    while try isLeft(), Date() < end { usleep(20_000) }
    // Checks that were asked for are still being made, each with files of its own for a moment.
    #expect(Date() < end)
    #expect(try load.descriptorCount(of: ledger) <= before.ofLedger + 1)
    let afterwards = try load.processorPercent(forMilliseconds: 1000)
    let memory = try load.residentKibibytes()
    let timing = try shop.close()
    try shop.expectBilledToTheTick()
    print(
      "figure: beside \(clients.count) hostile clients, median/99 %/worst: \(timing);",
      "owner's question \(LineTiming.spread(answers)), \(refused) unanswered;",
      pages.map { "page \(LineTiming.spread($0.milliseconds)), \($0.refused) unanswered;" } ?? "",
      "\(share) % of a processor, \(afterwards) % afterwards; descriptors \(before.descriptors),",
      "then \(during); resident \(before.memory), then \(memory) KiB")
    timing.expectPunctual()
    #expect(refused == 0)
    // Half a second; a machine that is busy with other things may take longer.
    #expect(LineTiming.worst(answers) < 5_000)
    #expect(afterwards < 50)
    // All places of the page and of the command line, and what the ledger opens for a moment.
    #expect(during <= before.descriptors + 64 + 8 + 8)
    #expect(memory.most - before.memory < 32 * 1024)
  }
}
