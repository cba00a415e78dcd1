import Rating

@testable import Ledger

/// Sums over the calls of a query, each of which is read: what others are held to, and timed by.
struct CallTotals: Hashable {
  var count: Int
  /// Of every call its seconds, one begun counted as one.
  var seconds: Int64
  var charge: Money
  var cost: Money
}

extension LedgerReader {
  func totals(_ query: CallQuery) throws -> CallTotals {
    let condition = CallCondition(query)
    return try read { database in
      let totals = try database.row(
        """
        SELECT count(*), ifnull(sum((talked_ms + 999) / 1000), 0), ifnull(sum(charge_micros), 0),
          ifnull(sum(cost_micros), 0)
        \(condition.source)
        """, condition.values
      ) {
        CallTotals(
          count: Int(try $0.integer(0)), seconds: try $0.integer(1),
          charge: Money(micros: try $0.integer(2)), cost: Money(micros: try $0.integer(3)))
      }
      return totals ?? CallTotals(count: 0, seconds: 0, charge: .zero, cost: .zero)
    }
  }
}
