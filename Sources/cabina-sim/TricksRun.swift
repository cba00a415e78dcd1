import BoothSimulator

/// The command line of `cabina-sim tricks`, and what it asks for.
struct TricksRun {
  private var tricks: [Trick] = []
  private var seed: UInt64 = 1
  private var remembering = 60

  init(_ words: [String]) throws(UsageError) {
    var words = OptionWords(words)
    while let word = try words.nextOption() {
      switch word {
      case "--seed": seed = try words.number(word, 0...UInt64.max)
      case "--remember": remembering = try words.number(word, 1...1_000_000)
      default:
        guard !word.hasPrefix("-") else { throw .unknownOption(word, of: "tricks") }
        guard let trick = Trick.all.first(where: { $0.name == word }) else {
          throw .badValue(
            option: "tricks", value: word,
            expected: "one of \(Trick.all.map(\.name).joined(separator: ", "))")
        }
        tricks.append(trick)
      }
    }
    if tricks.isEmpty { tricks = Trick.all }
  }

  /// Tries one after the other.
  /// - Returns: the exit status: a failure when one gained something.
  func run() -> Int32 {
    var successes = 0
    for trick in tricks {
      do {
        let failure = try trick.attempt(seed: seed, remembering: remembering)
        Standard.output("\(failure == nil ? "closed" : "OPEN  ") \(trick.name): \(trick.summary)")
        guard let failure else { continue }
        successes += 1
        Standard.output("\(failure)")
      } catch {
        Standard.error("cabina-sim: \(error)")
        return ExitStatus.failure
      }
    }
    Standard.output("\(tricks.count) tricks tried, \(successes) gained something")
    return successes == 0 ? ExitStatus.done : ExitStatus.failure
  }
}
