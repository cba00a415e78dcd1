import BoothSimulator
import Glibc
import Testing

private let hour = WorldHours.hour

/// Whole shops with the real core and the real board code in virtual time. A failure names its
/// seed: `ShopWorld(seed:)`, or `cabina-sim world --seed`, has it again.
@Suite struct `A shop in which everything goes wrong` {
  /// Days on which something was found: how far calls had come was not written down when a board was
  /// lost, or when a daemon was started again and again; late answers kept a board out for a minute.
  @Test(
    arguments: [
      28, 200_268, 15_010_312_372_591, 26_114_149_571_005, 26_114_149_570_016,
    ] as [UInt64])
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

  /// Seed 50: an emergency call whose authorisation was lost with its daemon is taken over twice.
  @Test(arguments: [3, 50] as [UInt64])
  func `is written down alike by the ledger in its file and by the model of it`(
    _ seed: UInt64
  ) throws {
    let file = "/tmp/cabina-world-\(getpid())-\(UInt64.random(in: .min ... .max)).db"
    let world = try ShopWorld(seed: seed, file: file)
    defer { world.removeLedger() }
    if let violation = world.run() { Issue.record("\(violation)") }
  }

  @Test func `tells what happened in words, a row for each`() throws {
    let world = try ShopWorld(seed: 7, remembering: 20_000)
    world.run()
    let rows = world.historyLines
    #expect(rows.count > 2_000)
    let code = #/\w\(|\b[A-Z]\w+\.\w|Optional|rawValue|\bnil\b|[a-z][A-Z]/#
    let row = #/\d+:\d\d\.\d\d\d  \S.*|\d+:\d\d\.\d\d\d          \S.*/#
    for text in rows {
      // What stands in quotation marks was said so.
      let said = text.replacing(#/«[^»]*»/#, with: "")
      #expect(said.firstMatch(of: code) == nil && text.wholeMatch(of: row) != nil, "\(text)")
    }
    for words in [
      "shop    line 0 lifted, tick ", "board ← tone: line 0, tone dial, milliseconds 0",
      "board → #3 tick 1707 digit: line 0, digit 0, method dtmf", "TROUBLE wall step -5958464",
      "owner   is told done, to enable 4315", "talk limit milliseconds 60000",
    ] {
      #expect(rows.contains { $0.contains(words) }, "\(words)")
    }
  }

  /// All of them: `cabina-sim world --deaths`.
  @Test func `loses nothing when its daemon dies between any two of its effects`() throws {
    let seed = UInt64.random(in: 1...UInt64.max / 2)
    let sound = try ShopWorld(seed: seed, options: .crowdedMinute(seed: seed))
    sound.run()
    #expect(sound.violation == nil)
    #expect(sound.stormEffects > 100)
    for _ in 0..<6 {
      let effect = Int.random(in: 0..<sound.stormEffects)
      for death in [WorldDeath.killed(before: effect), .blackout(before: effect)] {
        var options = WorldOptions.crowdedMinute(seed: seed)
        options.death = death
        let world = try ShopWorld(seed: seed, options: options)
        if let violation = world.run() { Issue.record("\(death): \(violation)") }
        #expect(world.tally.restarts == 1)
      }
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
    var options = WorldOptions(seed: 9)
    options.booths = 8
    for kind in WorldTrouble.Kind.allCases { options.means[kind] = 70_000 }
    for kind in WorldTrouble.Kind.seldom { options.means[kind] = 200_000 }
    let world = try ShopWorld(seed: 9, options: options)
    if let violation = world.run() { Issue.record("\(violation)") }
    #expect(world.tally.answers > 20)
    #expect(world.tally.emergencies > 5)
    #expect(world.tally.restarts > 5)
    #expect(world.tally.resets > 2)
    #expect(world.tally.powerCuts > 2)
    #expect(world.tally.totals > 5)
    #expect(world.tally.billed > 5)
    #expect(world.tally.worstError == 0)
    #expect(world.tally.troubles > 60)
  }

  /// A morning of it: the night before is lived through in no time. A year: `cabina-sim world
  /// --days 365`.
  @Test func `has ordinary days too`() throws {
    var options = WorldOptions.ordinary(seed: 11, days: 1)
    options.hours = WorldHours(from: 1, to: 21)
    options.stormMilliseconds = 3 * 3_600_000
    let world = try ShopWorld(seed: 11, options: options)
    if let violation = world.run() { Issue.record("\(violation)") }
    #expect((5...60).contains(world.tally.seizures))
    #expect(world.tally.answers > 3)
  }
}

@Suite struct `The hours of a shop` {
  private struct Case {
    /// Both in minutes from the first midnight.
    let time: Int64
    let next: Int64
  }

  private static let cases = [
    Case(time: 540, next: 540), Case(time: 1_259, next: 1_259), Case(time: 1_980, next: 1_980),
    Case(time: 0, next: 540), Case(time: 481, next: 541), Case(time: 1_260, next: 1_980),
    Case(time: 1_385, next: 1_985), Case(time: 1_447, next: 1_987),
  ]

  @Test(arguments: cases)
  private func `put off until the next opening what comes at night`(_ item: Case) {
    let next = WorldHours(from: 9, to: 21).next(item.time * 60_000)
    #expect(next == item.next * 60_000)
  }

  @Test func `are never left by what is put off`() {
    let hours = WorldHours(from: 9, to: 21)
    for minute in 0..<Int64(3 * 24 * 60) {
      let next = hours.next(minute * 60_000)
      #expect(next >= minute * 60_000)
      #expect((9 * hour..<21 * hour).contains(next % (24 * hour)))
    }
  }
}
