/// The life of a price list from one import to the next.
struct ListSpan: Hashable {
  var list: PriceList
  /// The record that it begins after; 0: the beginning of the audit.
  var begin: Int64
  /// What the list was then; nil: the record does not say.
  var first: String?
  /// The import that ended it; nil: it holds.
  var end: Int64?
  /// What the list was at its end, as that import says; nil: it holds.
  var last: String?
  /// Its rows; nil: they are not there any more.
  var generation: Int64?

  /// As `last` says.
  var rows: Int? { last.flatMap { $0.split(separator: " ").first }.flatMap { Int($0) } }

  /// The records of its single changes.
  var records: Range<Int64> { begin..<(end ?? Int64.max) }
}

extension Database {
  /// Every span of `list`, oldest first.
  func spans(of list: PriceList) throws -> [ListSpan] {
    let replaced = Dictionary(
      try replacedLists().map { ($0.record, $0.generation) },
      uniquingKeysWith: { first, _ in first })
    let baseline = try baseline()
    var span = ListSpan(
      list: list, begin: baseline.lists[list] == nil ? 0 : baseline.last,
      first: baseline.lists[list] ?? PriceListFacts.none.description)
    var spans: [ListSpan] = []
    for record in try imports(of: list, after: span.begin) {
      span.end = record.number
      span.last = record.before
      span.generation = replaced[record.number]
      spans.append(span)
      span = ListSpan(list: list, begin: record.number, first: record.after)
    }
    span.generation = try generation(of: list)
    return spans + [span]
  }

  private func imports(of list: PriceList, after number: Int64) throws -> [AuditRecord] {
    try auditRecords(list.importAction, of: list.rawValue, limit: Int(Int32.max))
      .filter { $0.number > number }
  }
}
