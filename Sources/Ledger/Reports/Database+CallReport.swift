internal import BoothControl
internal import Rating

extension Database {
  /// Sums of the calls that were authorised in each span and have ended, in one pass over the index in
  /// time and over the rows of those calls. Summed up here: to sort them by price SQLite would take
  /// three times as long, and the memory for all of them.
  func callReport(_ spans: [Range<WallTime>]) throws -> CallReport {
    var report = CallReport()
    guard let start = spans.first?.lowerBound, let end = spans.last?.upperBound else {
      return report
    }
    report.spans = [CallSums](repeating: CallSums(), count: spans.count)
    var groups: [Group: CallSums] = [:]
    var place = 0
    report.total = try sums(start..<end) { time, group, call in
      while place < spans.count - 1, spans[place].upperBound <= time { place += 1 }
      report.spans[place] += call
      groups[group, default: CallSums()] += call
    }
    var booths: [Int64: CallSums] = [:]
    for (group, sums) in groups { booths[group.booth, default: CallSums()] += sums }
    report.booths = try booths.map { .init(number: try number(ofBooth: $0.key), sums: $0.value) }
      .sorted { $0.number < $1.number }
    try sort(groups, into: &report)
    return report
  }

  /// Sums alone.
  func callSums(in span: Range<WallTime>) throws -> CallSums { try sums(span) { _, _, _ in } }

  /// Calls of a booth that were priced alike.
  private struct Group: Hashable {
    var booth: Int64
    /// nil: they have no price.
    var quote: Int64?
    var isCharged: Bool
  }

  /// `body` is given each call, in the order of time.
  private func sums(
    _ span: Range<WallTime>, _ body: (WallTime, Group, CallSums) -> Void
  ) throws -> CallSums {
    var total = CallSums()
    try forEachRow(
      """
      SELECT authorised_at, booth, quote, is_charged, talked_ms, charge_micros, cost_micros,
        review IS 'waived', ticket IS NOT NULL, \(CallCondition.isUncharged)
      FROM calls INDEXED BY calls_in_time
      WHERE authorised_at >= ?1 AND authorised_at < ?2 AND ended_at IS NOT NULL
      ORDER BY authorised_at
      """,
      [.integer(span.lowerBound.milliseconds), .integer(span.upperBound.milliseconds)]
    ) { row in
      let group = Group(
        booth: try row.integer(1), quote: try row.optionalInteger(2), isCharged: try row.flag(3))
      let call = try Self.sums(ofCall: row, group)
      // Every part is within the whole, so only that can be too much.
      guard total.hasRoom(for: call) else {
        throw DatabaseError.unexpectedValue("the sum of calls is beyond every amount", sql: nil)
      }
      total += call
      body(WallTime(milliseconds: try row.integer(0)), group, call)
    }
    return total
  }

  private static func sums(ofCall row: Row, _ group: Group) throws -> CallSums {
    var sums = CallSums()
    sums.calls = 1
    if try row.flag(9) { sums.uncharged = 1 }
    if !group.isCharged, group.quote == nil { sums.emergencies = 1 }
    let talked = try row.optionalTalkTime(4, of: "calls")?.milliseconds ?? 0
    if talked > 0 { sums.answered = 1 }
    sums.seconds = (talked + 999) / 1000
    let charge = try row.amount(5, of: "calls")
    sums.cost = try row.amount(6, of: "calls")
    if try row.flag(7) {
      sums.waived = charge
    } else {
      sums.charged = charge
      if try row.flag(8) { sums.collected = charge }
    }
    return sums
  }

  private func number(ofBooth id: Int64) throws -> BoothNumber {
    try row(
      "SELECT number FROM booths WHERE id = ?1", [.integer(id)],
      { BoothNumber(try $0.text(0)) }) ?? BoothNumber("")
  }

  /// A destination may have had many prices.
  private func sort(_ groups: [Group: CallSums], into report: inout CallReport) throws {
    var destinations: [CallReport.Destination.Place: CallSums] = [:]
    var known: [Int64: CallReport.Destination.Place] = [:]
    for (group, sums) in groups {
      var place = group.isCharged ? CallReport.Destination.Place.unknown : .emergency
      if let quote = group.quote {
        place = try known[quote] ?? destination(ofQuote: quote)
        known[quote] = place
      }
      destinations[place, default: CallSums()] += sums
    }
    let sorted = destinations.sorted {
      ($1.value.charged, $1.value.calls, $0.key.order)
        < ($0.value.charged, $0.value.calls, $1.key.order)
    }
    report.destinations = sorted.prefix(CallReport.destinationLimit).map {
      .init(place: $0.key, sums: $0.value)
    }
    let rest = sorted.dropFirst(CallReport.destinationLimit)
    guard !rest.isEmpty else { return }
    report.others = rest.reduce(into: CallSums()) { $0 += $1.value }
  }

  private func destination(ofQuote quote: Int64) throws -> CallReport.Destination.Place {
    let found = try row(
      "SELECT destination, record FROM quotes WHERE id = ?1", [.integer(quote)]
    ) { row in
      let description = try row.text(0)
      // To read the whole of each of some thousand prices would take longer than all sums.
      let prefix =
        try Self.prefix(startOf: row.text(1)) ?? row.price(1).charge.prefix
      return CallReport.Destination.Place.tariff(prefix: prefix, description: description)
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

extension CallReport.Destination.Place {
  /// Among those that came to the same.
  fileprivate var order: String {
    switch self {
    case .tariff(let prefix, let description): "\(prefix) \(description)"
    case .emergency, .unknown: ""
    }
  }
}
