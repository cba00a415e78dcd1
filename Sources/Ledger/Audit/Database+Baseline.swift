/// What the audit was told of a ledger that came from an older version.
struct BaselineFacts {
  /// Items up to this number have no record of their own.
  var items: [AuditedItem: Int64] = [:]
  var lists: [PriceList: String] = [:]
  /// The records of it; both 0: there is none, the ledger was new.
  var first: Int64 = 0
  var last: Int64 = 0
}

extension Database {
  func baseline() throws -> BaselineFacts {
    var facts = BaselineFacts()
    try forEachRow(
      "SELECT number, subject, after FROM audit WHERE action = ?1 ORDER BY number",
      [.text(Baseline.action)]
    ) { row in
      facts.last = try row.integer(0)
      if facts.first == 0 { facts.first = facts.last }
      let (subject, after) = (try row.text(1), try row.text(2))
      if let item = AuditedItem(rawValue: subject) { facts.items[item] = Int64(after) }
      let list = PriceList.allCases.first { $0.importAction == subject }
      if let list { facts.lists[list] = after }
    }
    return facts
  }

  /// Of the rows of this kind.
  func lastNumber(of item: AuditedItem) throws -> Int64 {
    switch item {
    case .payments:
      try integer("SELECT ifnull(max(item), 0) FROM movements WHERE kind = 'payment'")
    case .deposits: try integer("SELECT ifnull(max(number), 0) FROM deposits")
    case .tickets: try integer("SELECT ifnull(max(number), 0) FROM tickets")
    // Those of before have records as they are written now.
    case .reviews: 0
    }
  }
}
