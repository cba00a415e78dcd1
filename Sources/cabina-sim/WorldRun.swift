import BoothSimulator
import Dispatch
import Synchronization

/// The command line of `cabina-sim world`, and what it asks for.
struct WorldRun {
  /// nil: drawn.
  private var seed: UInt64?
  private var count: UInt64 = 1
  private var remembering = 40
  private var tellsAll = false
  /// Of ordinary life; nil: storms.
  private var days: Int64?
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
      case "--days": days = try words.number(option, 1...36_500)
      case "--jobs": jobs = try words.number(option, 1...64)
      case "--remember": remembering = try words.number(option, 1...1_000_000)
      case "--history": tellsAll = true
      case "--ledger": folder = try words.value(option, expected: "a folder")
      default: throw .conflict("«\(option)» is not an option of world")
      }
    }
    guard days == nil || count == 1 else {
      throw .conflict("--days and --count exclude each other")
    }
  }

  /// Lives one world after the other, each from the seed after the last one's; with `--jobs`,
  /// several at a time.
  /// - Returns: the exit status: a failure when something was violated.
  func run() -> Int32 {
    let first = seed ?? .random(in: 0...UInt64.max / 2)
    let start = DispatchTime.now().uptimeNanoseconds
    let lives = days.map { UInt64(($0 + Self.sliceDays - 1) / Self.sliceDays) } ?? count
    var whole = WorldLived()
    for begun in stride(from: 0, to: lives, by: jobs) {
      let together = min(UInt64(jobs), lives - begun)
      let results = Mutex([WorldLived?](repeating: nil, count: Int(together)))
      DispatchQueue.concurrentPerform(iterations: Int(together)) { place in
        let lived = life(first, begun + UInt64(place))
        results.withLock { $0[place] = lived }
      }
      for lived in results.withLock({ $0 }).compactMap(\.self) {
        for text in lived.text { Standard.output(text) }
        if let failure = lived.failure {
          Standard.error("cabina-sim: \(failure)")
          return ExitStatus.failure
        }
        whole.add(lived)
      }
    }
    let taken = Int64((DispatchTime.now().uptimeNanoseconds - start) / 1_000_000)
    Standard.output(
      "seeds \(first)…\(first &+ lives - 1): \(whole.summary(takenMilliseconds: taken))")
    return whole.violations == 0 ? ExitStatus.done : ExitStatus.failure
  }

  private func life(_ first: UInt64, _ number: UInt64) -> WorldLived {
    let seed = first &+ number
    var options: WorldOptions?
    if let days {
      let firstDay = Int64(number) * Self.sliceDays
      options = .ordinary(
        seed: seed, days: min(Self.sliceDays, days - firstDay), firstDay: firstDay)
    }
    return WorldLived(
      seed: seed, options: options, remembering: remembering, tellsAll: tellsAll,
      file: folder.map { "\($0)/world-\(seed).db" })
  }
}
