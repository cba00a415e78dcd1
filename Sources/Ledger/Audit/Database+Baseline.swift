/// What the audit was told of a ledger that came from an older version.
struct BaselineFacts {
  /// Items up to this number have no record of their own.
  var items: [AuditedItem: Int64] = [:]
  var lists: [PriceList: String] = [:]
  /// The records of it, one after the other; both 0: there is none, the ledger was new.
  var first: Int64 = 0
  var last: Int64 = 0
  /// Records that say they are of it and stand elsewhere: it is told once, when the ledger comes to
  /// the version. Nothing is taken from them.
  var strays: [Int64] = []
}

extension Database {
  func baseline() throws -> BaselineFacts {
    var facts = BaselineFacts()
    try forEachRow(
      """
      SELECT number, subject, after, actor FROM audit INDEXED BY audit_baseline
      WHERE action = '\(Baseline.action)' ORDER BY number
      """
    ) { row in
      let number = try row.integer(0)
      let (subject, after) = (try row.text(1), try row.text(2))
      let goesOn = facts.last == 0 ? !(try isAfterThisVersion(number)) : number == facts.last + 1
      guard goesOn, try row.text(3) == AuditOrigin.daemon else {
        if facts.strays.count < LedgerReader.complaintLimit { facts.strays.append(number) }
        return
      }
      facts.last = number
      if facts.first == 0 { facts.first = number }
      if let item = AuditedItem(rawValue: subject) { facts.items[item] = Int64(after) }
      let list = PriceList.allCases.first { $0.importAction == subject }
      if let list { facts.lists[list] = after }
    }
    return facts
  }

  /// Whether a record before this one is worded as only this version does.
  private func isAfterThisVersion(_ number: Int64) throws -> Bool {
    try AuditedItem.allCases.contains { item in
      guard item != .reviews else { return false }
      let words = item.subject(0).dropLast()
      return try row(
        "SELECT 1 FROM audit WHERE action = ?1 AND subject GLOB ?2 AND number < ?3 LIMIT 1",
        [.text(item.action), .text("\(words)[0-9]*"), .integer(number)], { _ in true }) != nil
    }
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
