import BoothSimulator
import Dispatch
import Synchronization

/// The command line of `cabina-sim world`, and what it asks for.
struct WorldRun {
  /// nil: drawn.
  private var seed: UInt64?
  /// nil: one, or all deaths there are.
  private var count: UInt64?
  private var remembering = 40
  private var tellsAll = false
  /// Of ordinary life; nil: storms.
  private var days: Int64?
  /// A minute is lived again and again, each time with a death before another effect.
  private var diesEverywhere = false
  /// Only before this one; nil: before each.
  private var effect: Int?
  private var jobs = 1
  /// Where each world's ledger is kept; nil: there is only the model of one.
  private var folder: String?

  /// Days that are lived by one daemon after the other in one shop.
  private static let sliceDays: Int64 = 7

  init(_ words: [String]) throws(UsageError) {
    var words = OptionWords(words)
    while let option = try words.nextOption() {
      switch option {
      case "--seed": seed = try words.number(option, 0...UInt64.max)
      case "--count": count = try words.number(option, 1...1_000_000_000)
      case "--deaths": diesEverywhere = true
      case "--effect": effect = try words.number(option, 0...Int.max)
      case "--days": days = try words.number(option, 1...36_500)
      case "--jobs": jobs = try words.number(option, 1...64)
      case "--remember": remembering = try words.number(option, 1...1_000_000)
      case "--history": tellsAll = true
      case "--ledger": folder = try words.value(option, expected: "a folder")
      default: throw .conflict("«\(option)» is not an option of world")
      }
    }
    guard days == nil || count == nil && !diesEverywhere else {
      throw .conflict("--days does not go with --count or --deaths")
    }
    guard effect == nil || diesEverywhere else { throw .conflict("--effect goes with --deaths") }
  }

  /// Lives one world after the other, each from the seed after the last one's; with `--jobs`,
  /// several at a time.
  /// - Returns: the exit status: a failure when something was violated.
  func run() -> Int32 {
    let first = seed ?? .random(in: 0...UInt64.max / 2)
    let start = DispatchTime.now().uptimeNanoseconds
    var whole = WorldLived()
    var deaths: [WorldDeath] = []
    if diesEverywhere {
      let sound = WorldLived(
        seed: first, options: .crowdedMinute(seed: first), remembering: remembering,
        tellsAll: tellsAll, file: folder.map { "\($0)/world-\(first)-sound.db" })
      guard tell(sound) else { return ExitStatus.failure }
      whole.add(sound)
      if let effect, effect >= sound.effects {
        Standard.error("cabina-sim: --effect \(effect): expected one of 0…\(sound.effects - 1)")
        return ExitStatus.usage
      }
      deaths = self.deaths(first, among: sound.effects)
    }
    let chosen = deaths
    let lives =
      if let days {
        UInt64((days + Self.sliceDays - 1) / Self.sliceDays)
      } else {
        diesEverywhere ? UInt64(chosen.count) : count ?? 1
      }
    for begun in stride(from: 0, to: lives, by: jobs) {
      let together = min(UInt64(jobs), lives - begun)
      let results = Mutex([WorldLived?](repeating: nil, count: Int(together)))
      DispatchQueue.concurrentPerform(iterations: Int(together)) { place in
        let number = begun + UInt64(place)
        let lived = diesEverywhere ? life(first, chosen[Int(number)]) : life(first, number)
        results.withLock { $0[place] = lived }
      }
      for lived in results.withLock({ $0 }).compactMap(\.self) {
        guard tell(lived) else { return ExitStatus.failure }
        whole.add(lived)
      }
    }
    let taken = Int64((DispatchTime.now().uptimeNanoseconds - start) / 1_000_000)
    let seeds =
      diesEverywhere
      ? "seed \(first), \(lives) deaths" : "seeds \(first)…\(first &+ lives - 1)"
    Standard.output(
      "\(seeds): \(whole.summary(of: lives, takenMilliseconds: taken))")
    return whole.violations == 0 ? ExitStatus.done : ExitStatus.failure
  }

  /// Whether there was a world.
  private func tell(_ lived: WorldLived) -> Bool {
    for text in lived.text { Standard.output(text) }
    if let failure = lived.failure { Standard.error("cabina-sim: \(failure)") }
    return lived.failure == nil
  }

  /// The daemon is killed, and the shop is without power, before each effect of the minute; or so
  /// many of these, drawn from the seed.
  private func deaths(_ seed: UInt64, among effects: Int) -> [WorldDeath] {
    let all = (0..<effects).filter { effect ?? $0 == $0 }.flatMap {
      [WorldDeath.killed(before: $0), WorldDeath.blackout(before: $0)]
    }
    guard let count, count < all.count else { return all }
    var generator = SplitMix64(seed: seed)
    return Array(all.shuffled(using: &generator).prefix(Int(count)))
  }

  private func life(_ seed: UInt64, _ death: WorldDeath) -> WorldLived {
    var options = WorldOptions.crowdedMinute(seed: seed)
    options.death = death
    let kind = if case .kill = death.trouble { "killed" } else { "dark" }
    return WorldLived(
      seed: seed, options: options, remembering: remembering, tellsAll: tellsAll,
      file: folder.map { "\($0)/world-\(seed)-\(death.effect)-\(kind).db" })
  }

  private func life(_ first: UInt64, _ number: UInt64) -> WorldLived {
    let seed = first &+ number
    var options: WorldOptions?
    if let days {
      options = .ordinary(
        seed: seed, days: min(Self.sliceDays, days - Int64(number) * Self.sliceDays))
    }
    return WorldLived(
      seed: seed, options: options, remembering: remembering, tellsAll: tellsAll,
      file: folder.map { "\($0)/world-\(seed).db" })
  }
}
