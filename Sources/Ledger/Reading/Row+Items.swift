internal import BoothControl
internal import Rating

/// Rows that the audit has a record of each.
extension Payment {
  static let columns =
    "SELECT item, amount_micros, reference, ifnull(actor, ''), moved_at, paid_on FROM movements"

  init(_ row: Row) throws {
    self.init(
      number: try row.integer(0), amount: try row.signedAmount(1, of: "movements"),
      reference: try row.text(2),
      paidOn: try row.optionalText(5).map { try row.known(CalendarDay($0), 5) },
      actor: try row.text(3), at: try row.time(4, of: "movements"))
  }
}

extension Deposit {
  static let columns = """
    SELECT deposits.number, booths.number, amount_micros, made_at, actor
    FROM deposits JOIN booths ON booths.id = deposits.booth
    """

  init(_ row: Row) throws {
    self.init(
      number: try row.integer(0), booth: BoothNumber(try row.text(1)),
      amount: try row.amount(2, of: "deposits"), actor: try row.text(4),
      at: try row.time(3, of: "deposits"))
  }
}
