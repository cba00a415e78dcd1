import Glibc
import Rating
import Testing

/// How long a look-up takes in a provider's deck. The figures are printed, and held to a bound that
/// even a debug build keeps, and no way of looking through the whole deck would: on a slow machine
/// the time of looking through a small part of it, measured beside them. Those of a release build
/// are `swift test -c release --filter LookupSpeedTests`.
struct LookupSpeedTests {
  #if DEBUG
    static let prefixes = 2000
    static let lookUps = 500
    static let bound = Duration.microseconds(20)
  #else
    static let prefixes = 100_000
    static let lookUps = 20_000
    static let bound = Duration.microseconds(1)
  #endif

  @Test func `every number of a large deck finds its price`() throws {
    var random = SeededRandom(seed: 1)
    let deck = LookupSpeedTests.deck(using: &random)
    let numbers = (0..<LookupSpeedTests.lookUps).map { _ in
      random.pick(deck).prefix + "\(UInt64.random(in: 100_000...9_999_999, using: &random))"
    }
    let map = PrefixMap(deck.map { ($0.prefix, $0.plan.steps[0].price) })
    #expect(map.count == LookupSpeedTests.prefixes)
    let match = fastest {
      #expect(numbers.reduce(0) { $0 + (map.longestMatch($1)?.length ?? 0) } > 4 * numbers.count)
    }
    let rounding = Rounding(mode: .halfUp, decimals: 0)
    var book = TariffBook(rounding: rounding, tariffs: [], deck: [], markupPercentMicros: 0)
    let build = ContinuousClock().measure {
      book = TariffBook(
        rounding: rounding, tariffs: [], deck: deck, markupPercentMicros: 10_000_000)
    }
    let price = fastest { #expect(numbers.count { book.price(of: $0) != nil } == numbers.count) }
    let part = deck.prefix(100).map(\.prefix)
    let look = fastest {
      #expect(numbers.reduce(0) { sum, number in sum + part.count { number.hasPrefix($0) } } > 0)
    }
    let bound = max(LookupSpeedTests.bound, look / numbers.count)
    #expect(match / numbers.count < bound)
    #expect(price / numbers.count < bound)
    print(
      "\(map.count) prefixes: \(match / numbers.count) a longest match,",
      "\(price / numbers.count) a price with its markup, \(build) to build the book,",
      "\(look / numbers.count) to look at \(part.count)")
  }

  /// The thread's own time, which other work on the machine disturbs least; of a few runs the best.
  private func fastest(_ body: () -> Void) -> Duration {
    (0..<9).map { _ in
      let start = threadTime()
      body()
      return threadTime() - start
    }.min() ?? .zero
  }

  private func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// As providers' decks are: countries, areas and mobile ranges inside each other, some hundreds of
  /// prices.
  private static func deck(using random: inout SeededRandom) -> [Tariff] {
    var known: Set<String> = []
    var deck: [Tariff] = []
    while deck.count < prefixes {
      var digits = "\(Int.random(in: 1...999, using: &random))"
      while digits.utf8.count < 9, !(digits.utf8.count > 3 && random.chance(5)) {
        digits += "\(Int.random(in: 0...9, using: &random))"
      }
      guard known.insert(digits).inserted else { continue }
      let price = Int64.random(in: 1...500, using: &random)
      deck.append(perMinute(digits, "DESTINO \(price)", price))
    }
    return deck
  }
}
