import BoothSimulator
import Glibc
import Testing

/// Whole shops with the real core and the real board code in virtual time. A failure names its
/// seed: `ShopWorld(seed:)`, or `cabina-sim world --seed`, has it again.
@Suite struct `A shop in which everything goes wrong` {
  @Test(arguments: [28, 105, 153, 186, 580] as [UInt64])
  func `keeps its promises on a known day`(_ seed: UInt64) throws {
    let world = try ShopWorld(seed: seed)
    if let violation = world.run() { Issue.record("\(violation)") }
  }

  /// CABINA_WORLD_SEEDS=N: as many instead of two.
  @Test func `keeps its promises on days nobody has seen`() throws {
    let count = getenv("CABINA_WORLD_SEEDS").flatMap { UInt64(String(cString: $0)) } ?? 2
    let first = UInt64.random(in: 1_000_000...UInt64.max / 2)
    print("worlds of the seeds \(first)…\(first + count - 1)")
    for seed in first..<first + count {
      let world = try ShopWorld(seed: seed)
      if let violation = world.run() { Issue.record("\(violation)") }
    }
  }

  @Test func `is the same again from the same seed`() throws {
    func day() throws -> (WorldTally, Int, Int64, ByteDigest) {
      var options = WorldOptions(seed: 7)
      options.stormMilliseconds = 120_000
      let world = try ShopWorld(seed: 7, options: options)
      world.run()
      return (world.tally, world.steps, world.now, world.wireDigest)
    }
    let first = try day()
    let second = try day()
    #expect(first == second)
  }

  @Test func `is a busy one`() throws {
    var options = WorldOptions(seed: 3)
    options.booths = 8
    for kind in WorldTrouble.Kind.allCases { options.means[kind] = 60_000 }
    let world = try ShopWorld(seed: 3, options: options)
    if let violation = world.run() { Issue.record("\(violation)") }
    #expect(world.tally.answers > 20)
    #expect(world.tally.emergencies > 5)
    #expect(world.tally.restarts > 5)
    #expect(world.tally.resets > 2)
    #expect(world.tally.troubles > 60)
  }
}
