import BoothControl
import CLinux
import Ledger
import OwnerPanel
import Rating

/// Sums of calls and of the account. All of it only reads.
extension PriceKeeper {
  func report(_ query: ReportQuery) throws -> ReportFigures {
    // What a year takes while it is summed up is not to stay with the allocator.
    defer { cabina_release_free_memory() }
    let (report, before) = try reader.report(query.spans, before: query.before)
    return ReportFigures(
      total: ReportSums(report.total), spans: report.spans.map(ReportSums.init),
      booths: report.booths.map { .init(number: $0.booth, sums: ReportSums($0.sums)) },
      destinations: report.destinations.map {
        .init(place: .init($0.destination), sums: ReportSums($0.sums))
      },
      others: report.others.map(ReportSums.init), before: before.map(ReportSums.init))
  }

  func statement(_ days: [Range<WallTime>]) throws -> StatementFigures {
    let statement = try reader.statement(days)
    return StatementFigures(
      opening: statement.opening, closing: statement.closing, costs: statement.costs,
      payments: statement.payments.map(PaymentListRow.init), paid: statement.paid)
  }
}

extension ReportSums {
  fileprivate init(_ sums: CallSums) {
    self.init()
    calls = sums.calls
    answered = sums.answered
    uncharged = sums.uncharged
    emergencies = sums.emergencies
    seconds = sums.seconds
    charged = sums.charged
    collected = sums.collected
    waived = sums.waived
    cost = sums.cost
  }
}

extension ReportFigures.Destination.Place {
  fileprivate init(_ destination: CallReport.Destination) {
    self =
      switch destination {
      case .tariff(let prefix, let description):
        .tariff(prefix: prefix, description: description)
      case .emergency: .emergency
      case .unknown: .unknown
      }
  }
}
