import Ledger
import Rating

/// Finding a price in a provider's deck, beside the two ways to ask SQLite for it.
struct LookupBenchmark {
  let prefixCount: Int

  func run() throws {
    var random = SeededRandom(seed: 1)
    let prefixes = makePrefixes(&random)
    let numbers = (0..<1000).map { _ in
      String((0..<11).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
    }
    let deck = prefixes.map { prefix in
      Tariff.plain(
        prefix: prefix, description: prefix,
        price: UnitPrice(price: Money(micros: 1_000_000), unit: .minute))
    }
    let book = TariffBook(
      rounding: Rounding(mode: .halfUp, decimals: 0), tariffs: [], deck: deck,
      markupPercentMicros: 10_000_000)
    let map = PrefixMap(prefixes.map { ($0, $0.utf8.count) })
    let lookup = Timing(rounds: 15, operations: numbers.count) {
      numbers.reduce(0) { $0 &+ (map.longestMatch($1)?.value ?? 0) }
    }
    let price = Timing(rounds: 15, operations: numbers.count) {
      numbers.reduce(0) { $0 &+ (book.price(of: $1) == nil ? 0 : 1) }
    }
    let (anyOf, like) = try databaseTimings(prefixes, numbers)
    var table = TimingTable(title: "a price in a deck of \(prefixes.count) prefixes")
    table.add("longest prefix", lookup)
    table.add("with its tariff, marked up", price)
    table.add("SQLite, prefix IN (…)", anyOf, against: lookup)
    table.add("SQLite, LIKE prefix || '%'", like, against: lookup)
    print(table.text + "\n")
    print(
      QuoteBenchmark(book: book, numbers: numbers, lookup: lookup, anyOf: anyOf).table.text + "\n")
  }

  /// The same question to SQLite: by every prefix of the number, and by every prefix of the deck.
  private func databaseTimings(
    _ prefixes: [String], _ numbers: [String]
  ) throws -> (anyOf: Timing, like: Timing) {
    let database = try Database(path: ":memory:", access: .readWrite)
    try database.execute("CREATE TABLE deck (prefix TEXT PRIMARY KEY, price INTEGER) WITHOUT ROWID")
    try database.transaction {
      for prefix in prefixes {
        try database.run("INSERT INTO deck VALUES (?1, 1)", [.text(prefix)])
      }
    }
    let anyOf = try Timing(rounds: 5, operations: 100) {
      try numbers.prefix(100).reduce(0) { sum, number in
        let parts = (1...number.count).map { SQLValue.text(String(number.prefix($0))) }
        let places = parts.indices.map { "?\($0 + 1)" }.joined(separator: ",")
        let found = try database.rows(
          "SELECT prefix FROM deck WHERE prefix IN (\(places)) ORDER BY length(prefix) DESC LIMIT 1",
          parts, { try $0.text(0).utf8.count })
        return sum &+ (found.first ?? 0)
      }
    }
    let like = try Timing(rounds: 3, operations: 3) {
      try numbers.prefix(3).reduce(0) { sum, number in
        let found = try database.rows(
          """
          SELECT prefix FROM deck WHERE ?1 LIKE prefix || '%' ORDER BY length(prefix) DESC LIMIT 1
          """, [.text(number)], { try $0.text(0).utf8.count })
        return sum &+ (found.first ?? 0)
      }
    }
    return (anyOf, like)
  }

  private func makePrefixes(_ random: inout SeededRandom) -> [String] {
    var known = Set<String>()
    var prefixes: [String] = []
    while prefixes.count < prefixCount {
      let length = Int.random(in: 2...9, using: &random)
      let prefix = String(
        (0..<length).map { _ in Character(String(Int.random(in: 0...9, using: &random))) })
      if known.insert(prefix).inserted { prefixes.append(prefix) }
    }
    return prefixes
  }
}

/// SplitMix64: the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
