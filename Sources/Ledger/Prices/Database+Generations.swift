/// Which generation of a list holds, and what is left of others.
extension Database {
  func generation(of list: PriceList) throws -> Int64 {
    try number(list.generationSetting) ?? 0
  }

  /// Puts a new list in the place of the one that holds, which is kept for the audit. In a
  /// transaction.
  func adopt(_ new: PriceChange.NewList, by origin: AuditOrigin) throws {
    let list = new.generation.list
    let before = try generation(of: list)
    try set(list.generationSetting, to: String(new.generation.number))
    try countChange(of: list)
    let record = try audit(
      origin, list.importAction, list.rawValue, before: new.before.description,
      after: new.after.description)
    guard let record else { return }
    try keep(ReplacedList(record: record, generation: before, rows: new.before.rows))
  }

  /// How often a list was changed.
  func version(of list: PriceList) throws -> Int64 {
    try number(list.versionSetting) ?? 0
  }

  func countChange(of list: PriceList) throws {
    try set(list.versionSetting, to: String(try version(of: list) + 1))
  }

  /// A number that no row and no list has.
  func newGeneration() throws -> Int64 {
    let stored = try max(
      integer("SELECT ifnull(max(generation), 0) FROM tariffs"),
      integer("SELECT ifnull(max(generation), 0) FROM replaced_lists"))
    return try PriceList.allCases.reduce(stored) { max($0, try generation(of: $1)) } + 1
  }

  /// Removes at most `limit` rows of generations that neither hold nor are kept, and are not
  /// `spared`. True: there may be more. In a transaction.
  func removeStaleTariffs(limit: Int, sparing spared: PriceGeneration?) throws -> Bool {
    let kept = Set(
      try PriceList.allCases.map(generation) + replacedLists().map(\.generation)
        + [spared?.number].compactMap(\.self))
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
