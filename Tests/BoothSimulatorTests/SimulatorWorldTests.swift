import BoothProtocol
import BoothSimulator
import Testing

/// Shops with customers, drawn from a seed together with all that goes wrong in them. First
/// everything may go wrong and nothing may be lied about; then all is healed and everything must
/// come together.
@Suite struct SimulatorWorldTests {
  @Test(arguments: 0..<16 as Range<UInt64>)
  func `whatever goes wrong, each call is told as it was`(_ seed: UInt64) throws {
    let world = try SimulatorWorld(
      simulatorOptions {
        $0.life = ShopLife()
        $0.network = ShopLife.network(seed: seed)
        $0.seed = seed
        $0.misbehaviour = .drawn(seed: seed, lasting: 540_000)
        $0.board.firstTick = seed % 2 == 0 ? .max - 300_000 : 0
      })
    world.numbers = ShopLife().destinations.map(\.number)
    world.run(for: 600_000)
    world.shop.heal()
    world.run(for: 60_000)
    #expect(world.isConnected)
    for line in 0..<8 { world.shop.board.hangUp(line: line) }
    // The customers of the last seconds may have lifted again; their calls are not looked at.
    let end = world.shop.board.tick
    world.run(for: 20_000)

    checkOrder(world)
    checkCalls(world, before: end)
  }

  /// Within each boot events are told with numbers that rise without a hole, first time told.
  private func checkOrder(_ world: SimulatorWorld) {
    for boot in Set(world.events.map(\.bootID)) {
      let told = world.events.filter { $0.bootID == boot }.map(\.event)
      var newest: BoardEvent?
      for event in told {
        guard let last = newest, event.number > last.number else {
          // Told again in a new session: the same as the first time.
          if newest != nil { #expect(told.contains(event)) }
          newest = newest ?? event
          continue
        }
        #expect(event.number == last.number + 1)
        #expect(event.tick.milliseconds(since: last.tick) >= -Int64(Self.hangUpSlack))
        newest = event
      }
    }
  }

  /// In the last boot, every answer and every end that the provider saw before `end` is told with
  /// its tick, and nothing is told that it did not see.
  private func checkCalls(_ world: SimulatorWorld, before end: UInt32) {
    let boot = world.shop.board.bootID
    let start = world.notices.lastIndex { $0.kind == .restarted(bootID: boot) } ?? 0
    let notices = Array(world.notices[start...])
    let told = Set(world.events.filter { $0.bootID == boot }.map(\.event))

    compare(
      seen: notices.compactMap { notice in
        guard case .answered(_, isSignalled: true) = notice.kind else { return nil }
        return Instant(line: notice.line, tick: notice.tick)
      },
      told: told.compactMap { event in
        guard case .answered(let line, _, _) = event.kind else { return nil }
        return Instant(line: line, tick: event.wireTick)
      }, slack: 0, before: end)
    compare(
      seen: notices.compactMap { notice in
        guard case .released = notice.kind else { return nil }
        return Instant(line: notice.line, tick: notice.tick)
      }, told: told.compactMap(\.end), slack: Self.hangUpSlack, before: end)
  }

  /// A hang-up is told with the tick at which the loop opened; the trunk goes when that can no
  /// longer be a flash.
  private static let hangUpSlack: UInt32 = 800

  fileprivate struct Instant: Hashable {
    var line: Int?
    var tick: UInt32
  }

  private func compare(seen: [Instant], told: [Instant], slack: UInt32, before end: UInt32) {
    #expect(!seen.isEmpty)
    var unseen = told
    for moment in seen {
      let place = unseen.firstIndex {
        $0.line == moment.line && moment.tick &- $0.tick <= slack
      }
      if let place {
        unseen.remove(at: place)
      } else {
        #expect(Int32(bitPattern: moment.tick &- end) >= 0, "not told: \(moment)")
      }
    }
    #expect(unseen.isEmpty)
  }
}

extension BoardEvent {
  fileprivate var wireTick: UInt32 { UInt32(truncatingIfNeeded: tick.milliseconds) }

  /// The end of a call that had a trunk.
  fileprivate var end: SimulatorWorldTests.Instant? {
    switch kind {
    case .released(let line, _, _, _), .connectFailed(let line, _, _):
      SimulatorWorldTests.Instant(line: line, tick: wireTick)
    default: nil
    }
  }
}
