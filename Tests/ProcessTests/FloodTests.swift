import Foundation
import Testing

/// A broken or hostile board beside a good one.
@Suite(.waiting) struct `A board that floods` {
  /// For each way to flood. `CABINA_OVERLOAD_SECONDS` makes it longer, and shows the same without.
  private static let seconds = BusyShop.longSeconds.map { $0 / 7 } ?? 0.8

  @Test func `keeps no other board waiting, and is bounded`() throws {
    let shop = try BusyShop()
    let load = ProcessLoad(of: shop.daemon)
    try shop.open()
    let before = (memory: try load.residentKibibytes().now, cpu: try load.processorMilliseconds())
    let start = ContinuousClock.now
    let page = OwnerAsking(at: .port(shop.port))
    let flood = Flood(link: shop.otherLink, seconds: Self.seconds)
    try shop.dial(for: Flood.length(of: Self.seconds))
    let outcomes = flood.wait()
    let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
    let share = (try load.processorMilliseconds() - before.cpu) * 100 / milliseconds
    let (answers, refused) = page.stop()
    let afterwards = try load.processorPercent(forMilliseconds: 1000)
    let memory = try load.residentKibibytes()
    let timing = try shop.close()
    try shop.expectBilledToTheTick()
    let lines = shop.daemon.everything.split(separator: "\n").count
    let seconds = Int((ContinuousClock.now - start) / .seconds(1)) + 1
    print(
      "figure: beside a flood, median/99 %/worst: \(timing);",
      "page \(LineTiming.spread(answers)), \(refused) unanswered;",
      "\(share) % of a processor, \(afterwards) % afterwards;",
      "resident \(before.memory), then \(memory) KiB; \(lines) lines of the journal in \(seconds) s;",
      "\(outcomes.floods); \(outcomes.strangers) boards of other numbers")
    timing.expectPunctual()
    #expect(refused == 0)
    #expect(LineTiming.worst(answers) < 5000)
    #expect(afterwards < 50)
    #expect(memory.most - before.memory < 16 * 1024)
    // Twenty-five a second of the port and as many of the audit, how many are not there, and what
    // the good board has to say.
    #expect(lines < 60 * seconds)
    // A line of 115200 bit/s carries 11.
    #expect(outcomes.floods.allSatisfy { $0.hadSession && $0.kilobytesASecond > 20 })
    // Eight wait for the disk, however many there are; those that come behind them are dropped, and
    // some 90 KB go by before it is their turn again.
    let calls = try #require(outcomes.floods.first { $0.kind == .calls })
    #expect(calls.events <= 16 * (2 + Int(Double(calls.kilobytesASecond) * Self.seconds) / 90))
    #expect(outcomes.floods.count == FloodingBoard.Kind.allCases.count)
    #expect(outcomes.strangers > 1)
  }
}

/// What the figures are to be read beside.
@Suite(.enabled(if: BusyShop.longSeconds != nil)) struct `A busy shop that nobody floods` {
  @Test func `is punctual`() throws {
    let shop = try BusyShop()
    try shop.open()
    let page = OwnerAsking(at: .port(shop.port))
    let owner = OwnerAsking(at: .path(shop.socket))
    try shop.dial(for: BusyShop.longSeconds ?? 0)
    let (pages, answers) = (page.stop().milliseconds, owner.stop().milliseconds)
    let timing = try shop.close()
    try shop.expectBilledToTheTick()
    print(
      "figure: beside nothing, median/99 %/worst: \(timing); page \(LineTiming.spread(pages));",
      "owner's question \(LineTiming.spread(answers))")
    timing.expectPunctual()
  }
}
