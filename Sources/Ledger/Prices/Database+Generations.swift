/// Which generation of a list holds, and what is left of others.
extension Database {
  func generation(of list: PriceList) throws -> Int64 {
    try number("\(list.rawValue)_generation") ?? 0
  }

  func setGeneration(_ generation: PriceGeneration) throws {
    try set("\(generation.list.rawValue)_generation", to: String(generation.number))
    try countChange(of: generation.list)
  }

  /// How often a list was changed.
  func version(of list: PriceList) throws -> Int64 {
    try number("\(list.rawValue)_version") ?? 0
  }

  func countChange(of list: PriceList) throws {
    try set("\(list.rawValue)_version", to: String(try version(of: list) + 1))
  }

  /// A number that no row has.
  func newGeneration() throws -> Int64 {
    let stored = try integer("SELECT ifnull(max(generation), 0) FROM tariffs")
    return try PriceList.allCases.reduce(stored) { max($0, try generation(of: $1)) } + 1
  }

  /// Removes at most `limit` rows of generations that hold no more, or never did, and are not
  /// `spared`. True: there may be more. In a transaction.
  func removeStaleTariffs(limit: Int, sparing spared: PriceGeneration?) throws -> Bool {
    let kept = Set(try PriceList.allCases.map(generation) + [spared?.number].compactMap(\.self))
    var last: Int64 = -1
    while let found = try firstGeneration(after: last) {
      last = found
      guard !kept.contains(found) else { continue }
      return try run(
        """
        DELETE FROM tariffs WHERE generation = ?1 AND prefix <= ifnull(
          (SELECT prefix FROM tariffs WHERE generation = ?1 ORDER BY prefix LIMIT 1 OFFSET ?2), 'x')
        """, [.integer(found), .integer(Int64(limit - 1))]) > 0
    }
    return false
  }

  private func firstGeneration(after generation: Int64) throws -> Int64? {
    try row(
      "SELECT generation FROM tariffs WHERE generation > ?1 ORDER BY generation LIMIT 1",
      [.integer(generation)], { try $0.integer(0) })
  }
}
