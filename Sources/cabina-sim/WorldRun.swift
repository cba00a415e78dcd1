import BoothSimulator
import Dispatch

/// The command line of `cabina-sim world`, and what it asks for.
struct WorldRun {
  /// nil: drawn.
  private var seed: UInt64?
  private var count: UInt64 = 1
  private var remembering = 40
  private var tellsAll = false

  init(_ words: [String]) throws(UsageError) {
    var words = OptionWords(words)
    while let option = try words.nextOption() {
      switch option {
      case "--seed": seed = try words.number(option, 0...UInt64.max)
      case "--count": count = try words.number(option, 1...1_000_000_000)
      case "--remember": remembering = try words.number(option, 1...1_000_000)
      case "--history": tellsAll = true
      default: throw .conflict("«\(option)» is not an option of world")
      }
    }
  }

  /// Lives one world after the other, each from the seed after the last one's.
  /// - Returns: the exit status: a failure when something was violated.
  func run() -> Int32 {
    let first = seed ?? .random(in: 0...UInt64.max / 2)
    let start = DispatchTime.now().uptimeNanoseconds
    var lived: Int64 = 0
    var tally = WorldTally()
    var violations: UInt64 = 0
    for number in 0..<count {
      do {
        let world = try ShopWorld(seed: first &+ number, remembering: remembering)
        if let violation = world.run() {
          violations += 1
          Standard.output("\(violation)")
        }
        if tellsAll {
          Standard.output(
            "seed \(world.seed), \(world.tally), \(world.steps) steps, wire \(world.wireDigest)")
          for line in world.historyLines { Standard.output(line) }
        }
        lived += world.now
        tally.add(world.tally)
      } catch {
        Standard.error("cabina-sim: \(error)")
        return ExitStatus.failure
      }
    }
    let taken = Int64((DispatchTime.now().uptimeNanoseconds - start) / 1_000_000)
    Standard.output(
      """
      seeds \(first)…\(first &+ count - 1): \(lived / 60_000) minutes lived in \(taken) ms, \
      \(lived / max(1, taken)) times as fast as real time
      \(tally.seizures) trunks seized, \(tally.answers) answers, \(tally.emergencies) emergency calls, \
      \(tally.helped) cries for help heard, \(tally.collections) tickets, \(tally.troubles) troubles, \(tally.restarts) restarts of the daemon, \
      \(tally.resets) of the board
      \(violations == 0 ? "nothing was violated" : "\(violations) seeds with a violation")
      """)
    return violations == 0 ? ExitStatus.done : ExitStatus.failure
  }
}
