internal import BoothControl
internal import Rating

extension Database {
  /// Sums of the calls that were authorised in each span and have ended: one pass over the index in
  /// time, and over the rows of those calls.
  func callReport(_ spans: [Range<WallTime>]) throws -> CallReport {
    var report = CallReport()
    var booths: [Int64: CallSums] = [:]
    var prices: [PricedGroup: CallSums] = [:]
    for span in spans {
      var ofSpan = CallSums()
      try forEachGroup(in: span) { booth, price, sums in
        ofSpan += sums
        booths[booth, default: CallSums()] += sums
        prices[price, default: CallSums()] += sums
      }
      report.spans.append(ofSpan)
      report.total += ofSpan
    }
    report.booths = try booths.map { (booth: try number(ofBooth: $0.key), sums: $0.value) }
      .sorted { $0.booth < $1.booth }
    try sort(prices, into: &report)
    return report
  }

  /// Sums alone.
  func callSums(in span: Range<WallTime>) throws -> CallSums {
    var total = CallSums()
    try forEachGroup(in: span) { _, _, sums in total += sums }
    return total
  }

  /// Calls that were priced alike.
  private struct PricedGroup: Hashable {
    /// nil: they have no price.
    var quote: Int64?
    var isCharged: Bool
  }

  private func forEachGroup(
    in span: Range<WallTime>, _ take: (Int64, PricedGroup, CallSums) throws -> Void
  ) throws {
    try forEachRow(
      """
      SELECT booth, quote, is_charged, count(*), sum(talked_ms > 0),
        sum((talked_ms + 999) / 1000), sum(charge_micros),
        sum(charge_micros) FILTER (WHERE review IS 'waived'),
        sum(charge_micros) FILTER (WHERE ticket IS NOT NULL AND review IS NOT 'waived'),
        sum(cost_micros)
      FROM calls INDEXED BY calls_in_time
      WHERE authorised_at >= ?1 AND authorised_at < ?2 AND ended_at IS NOT NULL
      GROUP BY booth, quote, is_charged
      """,
      [.integer(span.lowerBound.milliseconds), .integer(span.upperBound.milliseconds)]
    ) { row in
      let group = PricedGroup(quote: try row.optionalInteger(1), isCharged: try row.flag(2))
      var sums = CallSums()
      sums.calls = Int(try row.integer(3))
      sums.answered = Int(try row.optionalInteger(4) ?? 0)
      sums.seconds = try row.optionalInteger(5) ?? 0
      sums.waived = Money(micros: try row.optionalInteger(7) ?? 0)
      sums.charged = Money(micros: try row.optionalInteger(6) ?? 0) - sums.waived
      sums.collected = Money(micros: try row.optionalInteger(8) ?? 0)
      sums.cost = Money(micros: try row.optionalInteger(9) ?? 0)
      if !group.isCharged {
        if group.quote == nil { sums.emergencies = sums.calls } else { sums.uncharged = sums.calls }
      }
      try take(try row.integer(0), group, sums)
    }
  }

  private func number(ofBooth id: Int64) throws -> BoothNumber {
    try row(
      "SELECT number FROM booths WHERE id = ?1", [.integer(id)],
      { BoothNumber(try $0.text(0)) }) ?? BoothNumber("")
  }

  /// A destination may have had many prices.
  private func sort(_ prices: [PricedGroup: CallSums], into report: inout CallReport) throws {
    var destinations: [CallReport.Destination: CallSums] = [:]
    var places: [Int64: CallReport.Destination] = [:]
    for (group, sums) in prices {
      var place = CallReport.Destination.unknown
      if let quote = group.quote {
        let known = try places[quote] ?? destination(ofQuote: quote)
        places[quote] = known
        place = known
      } else if !group.isCharged {
        place = .emergency
      }
      destinations[place, default: CallSums()] += sums
    }
    let sorted = destinations.sorted {
      ($1.value.charged, $1.value.calls, $0.key.order) < (
        $0.value.charged, $0.value.calls, $1.key.order
      )
    }
    report.destinations = sorted.prefix(CallReport.destinationLimit).map {
      (destination: $0.key, sums: $0.value)
    }
    let rest = sorted.dropFirst(CallReport.destinationLimit)
    guard !rest.isEmpty else { return }
    report.others = rest.reduce(into: CallSums()) { $0 += $1.value }
  }

  private func destination(ofQuote quote: Int64) throws -> CallReport.Destination {
    let charge = try price(ofQuote: quote).charge
    return .tariff(prefix: charge.prefix, description: charge.description)
  }
}

extension CallReport.Destination {
  /// Among those that came to the same.
  fileprivate var order: String {
    switch self {
    case .tariff(let prefix, let description): "\(prefix) \(description)"
    case .emergency, .unknown: ""
    }
  }
}
