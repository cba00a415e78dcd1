/// A list that an import has replaced and that is still there, so that the audit can show what the
/// import changed.
struct ReplacedList: Hashable {
  /// Of the import that replaced it, in the audit.
  var record: Int64
  var generation: Int64
  var rows: Int

  /// Of both price lists together. The oldest go first.
  static let listLimit = 20
  static let rowLimit = 500_000

  /// How many of the lists, newest first, there is room for.
  static func fitting(_ rows: some Sequence<Int>) -> Int {
    var sum = 0
    return rows.prefix(listLimit).prefix { count in
      sum += count
      return sum <= rowLimit
    }.count
  }
}

extension Database {
  /// Newest first.
  func replacedLists() throws -> [ReplacedList] {
    try rows("SELECT record, generation, rows FROM replaced_lists ORDER BY record DESC") {
      ReplacedList(
        record: try $0.integer(0), generation: try $0.integer(1),
        rows: Int(try $0.integer(2, in: 0...0x7FFF_FFFF, of: "replaced_lists")))
    }
  }

  /// What there is no room for any more is only taken off the list of those that are kept: their rows
  /// go little by little.
  func keep(_ list: ReplacedList) throws {
    try run(
      "INSERT INTO replaced_lists (record, generation, rows) VALUES (?1, ?2, ?3)",
      [.integer(list.record), .integer(list.generation), .integer(Int64(list.rows))])
    let kept = try replacedLists()
    for stale in kept.dropFirst(ReplacedList.fitting(kept.map(\.rows))) {
      try run("DELETE FROM replaced_lists WHERE record = ?1", [.integer(stale.record)])
    }
  }
}
