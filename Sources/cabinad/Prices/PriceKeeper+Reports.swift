import BoothControl
import CLinux
import Ledger
import OwnerPanel

/// Sums of calls and of the account. All of it only reads.
extension PriceKeeper {
  func report(_ query: ReportQuery) throws -> CallReport {
    // What a year takes while it is summed up is not to stay with the allocator.
    defer { cabina_release_free_memory() }
    return try reader.report(query.spans, before: query.before)
  }

  func statement(_ days: [Range<WallTime>]) throws -> StatementFigures {
    let statement = try reader.statement(
      days, paymentLimit: StatementFigures.paymentLimit)
    return StatementFigures(
      opening: statement.opening, closing: statement.closing, costs: statement.costs,
      payments: statement.payments.map(PaymentListRow.init), paid: statement.paid)
  }
}
