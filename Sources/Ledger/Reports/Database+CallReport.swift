internal import BoothControl
internal import Rating

extension Database {
  /// Sums of the calls that were authorised in each span and have ended: two passes over the index in
  /// time, and over the rows of those calls.
  func callReport(_ spans: [Range<WallTime>]) throws -> CallReport {
    var report = CallReport()
    guard let start = spans.first?.lowerBound, let end = spans.last?.upperBound else {
      return report
    }
    report.spans = try spans.map(callSums)
    var booths: [Int64: CallSums] = [:]
    var prices: [PricedGroup: CallSums] = [:]
    try forEachGroup(of: .boothAndPrice, in: start..<end) { booth, price, sums in
      report.total += sums
      booths[booth, default: CallSums()] += sums
      prices[price, default: CallSums()] += sums
    }
    report.booths = try booths.map { (booth: try number(ofBooth: $0.key), sums: $0.value) }
      .sorted { $0.booth < $1.booth }
    try sort(prices, into: &report)
    return report
  }

  /// Sums alone.
  func callSums(in span: Range<WallTime>) throws -> CallSums {
    var total = CallSums()
    try forEachGroup(of: .kind, in: span) { _, _, sums in total += sums }
    return total
  }

  /// Calls that were priced alike.
  private struct PricedGroup: Hashable {
    /// nil: they have no price.
    var quote: Int64?
    var isCharged: Bool
  }

  private enum Grouping {
    case boothAndPrice
    /// Whether they are charged, and have a price at all.
    case kind

    var columns: String {
      switch self {
      case .boothAndPrice: "booth, quote, is_charged"
      case .kind: "0, min(quote), is_charged"
      }
    }

    var key: String {
      switch self {
      case .boothAndPrice: "booth, quote, is_charged"
      case .kind: "is_charged, quote IS NULL"
      }
    }
  }

  private func forEachGroup(
    of grouping: Grouping, in span: Range<WallTime>,
    _ take: (Int64, PricedGroup, CallSums) throws -> Void
  ) throws {
    try forEachRow(
      """
      SELECT \(grouping.columns), count(*), sum(talked_ms > 0), sum((talked_ms + 999) / 1000),
        sum(charge_micros), sum(charge_micros) FILTER (WHERE review IS 'waived'),
        sum(charge_micros) FILTER (WHERE ticket IS NOT NULL AND review IS NOT 'waived'),
        sum(cost_micros)
      FROM calls INDEXED BY calls_in_time
      WHERE authorised_at >= ?1 AND authorised_at < ?2 AND ended_at IS NOT NULL
      GROUP BY \(grouping.key)
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
    for (group, sums) in prices {
      var place = group.isCharged ? CallReport.Destination.unknown : .emergency
      if let quote = group.quote { place = try destination(ofQuote: quote) }
      destinations[place, default: CallSums()] += sums
    }
    let sorted = destinations.sorted {
      ($1.value.charged, $1.value.calls, $0.key.order)
        < ($0.value.charged, $0.value.calls, $1.key.order)
    }
    report.destinations = sorted.prefix(CallReport.destinationLimit).map {
      (destination: $0.key, sums: $0.value)
    }
    let rest = sorted.dropFirst(CallReport.destinationLimit)
    guard !rest.isEmpty else { return }
    report.others = rest.reduce(into: CallSums()) { $0 += $1.value }
  }

  private func destination(ofQuote quote: Int64) throws -> CallReport.Destination {
    let found = try row(
      "SELECT destination, record FROM quotes WHERE id = ?1", [.integer(quote)]
    ) { row in
      let description = try row.text(0)
      // To read the whole of each of some thousand prices would take longer than all sums.
      let prefix =
        try Self.prefix(startOf: row.text(1)) ?? row.price(1).charge.prefix
      return CallReport.Destination.tariff(prefix: prefix, description: description)
    }
    return found ?? .unknown
  }

  /// Of a record as this program writes it; nil: it is written in another way.
  private static func prefix(startOf record: String) -> String? {
    let start = #"{"charge":{"prefix":""#
    guard record.hasPrefix(start) else { return nil }
    let rest = record.utf8.dropFirst(start.utf8.count)
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    guard rest.dropFirst(digits.count).first == UInt8(ascii: "\"") else { return nil }
    return String(digits)
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
