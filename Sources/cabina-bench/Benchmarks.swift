import Rating

/// The measurements of the project's budgets, each beside a baseline taken in the same run. Times
/// are medians of several rounds: a machine that is busy with something else shows in the spread,
/// which is printed too.
enum Benchmarks {
  static let help = """
    cabina-bench: measures this build on this machine

    usage: cabina-bench [--prefixes N]
           cabina-bench --calls N
           cabina-bench --upgrade N

      --prefixes N   prefixes in the deck that is searched (default 100000)
      --calls N      the pages of the cabinad beside this program, with N calls stored
      --upgrade N    the start of that cabinad on a ledger of N calls that is brought up to date

    """

  static func run(_ arguments: [String]) -> Int32 {
    var count = 100_000
    var callCount: Int?
    var rest = arguments[...]
    var given: Set<String> = []
    while let option = rest.popFirst() {
      guard given.insert(option).inserted else { return refuse("\(option) is given twice") }
      switch option {
      case "--help", "-h":
        print(help, terminator: "")
        return 0
      case "--prefixes":
        guard let value = rest.popFirst().flatMap({ Int($0) }), (10...1_000_000).contains(value)
        else { return refuse("--prefixes: expected a number from 10 to 1000000") }
        count = value
      case "--calls", "--upgrade":
        guard let value = rest.popFirst().flatMap({ Int($0) }), (1_000...10_000_000).contains(value)
        else { return refuse("\(option): expected a number from 1000 to 10000000") }
        callCount = value
      default: return refuse("unknown option «\(option)»")
      }
    }
    do {
      if let callCount {
        guard given.count == 1 else { return refuse("--calls and --upgrade stand alone") }
        if given == ["--calls"] {
          try PageBenchmark(callCount: callCount).run()
        } else {
          try UpgradeBenchmark(callCount: callCount).run()
        }
        return 0
      }
      try LookupBenchmark(prefixCount: count).run()
      CallBenchmark().run()
    } catch { return refuse("\(error)") }
    return 0
  }

  private static func refuse(_ message: String) -> Int32 {
    print("cabina-bench: \(message)")
    return 2
  }
}

/// Nanoseconds an operation takes, over rounds.
struct Timing {
  let median: Double
  let least: Double
  let most: Double

  /// Runs `body` in `rounds` rounds; it does `operations` operations each time and returns
  /// something that depends on all of them.
  init(rounds: Int, operations: Int, _ body: () throws -> Int) rethrows {
    let clock = ContinuousClock()
    var times: [Double] = []
    var witness = 0
    for _ in 0..<rounds {
      let start = clock.now
      witness &+= try body()
      let spent = start.duration(to: clock.now)
      let nanoseconds =
        Double(spent.components.seconds) * 1e9 + Double(spent.components.attoseconds) / 1e9
      times.append(nanoseconds / Double(operations))
    }
    times.sort()
    median = times[times.count / 2]
    least = times[0]
    most = times[times.count - 1]
    // Work whose result nobody looks at may be left out by the compiler.
    precondition(witness != Int.min, "impossible")
  }

  var text: String { "\(Self.written(median))  (\(Self.written(least)) … \(Self.written(most)))" }

  static func written(_ nanoseconds: Double) -> String {
    switch nanoseconds {
    case ..<1000: "\(nanoseconds.roundedToTenths) ns"
    case ..<1_000_000: "\((nanoseconds / 1000).roundedToTenths) µs"
    default: "\((nanoseconds / 1_000_000).roundedToTenths) ms"
    }
  }
}

extension Double {
  fileprivate var roundedToTenths: Double { (self * 10).rounded() / 10 }
}
