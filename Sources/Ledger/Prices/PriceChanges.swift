internal import Rating

/// The single changes of a list between two of its imports, each prefix once, in order of the
/// prefixes; read from the audit piece by piece.
struct PriceChanges {
  private let database: Database
  private let list: PriceList
  /// Numbers of records.
  private let span: Range<Int64>
  private var piece: ArraySlice<Change> = []
  private var lower: String? = ""

  struct Change: Hashable {
    var prefix: String
    /// As it was at the import, a record of a tariff file; nil: there was none.
    var before: String?
    /// As the last change left it.
    var after: String?
  }

  /// What the audit calls them, as SQL.
  static func actions(on list: PriceList) -> String {
    "'\(list.rowName) set', '\(list.rowName) delete'"
  }

  private static let pieceRows: Int64 = 500

  init(_ database: Database, of list: PriceList, in span: Range<Int64>) {
    self.database = database
    self.list = list
    self.span = span
  }

  /// The next one's prefix.
  mutating func peek() throws -> String? {
    if piece.isEmpty { try fetch() }
    return piece.first?.prefix
  }

  mutating func next() throws -> Change? {
    if piece.isEmpty { try fetch() }
    return piece.popFirst()
  }

  private mutating func fetch() throws {
    guard let lower else { return }
    let found = try database.rows(
      """
      SELECT subject, min(number), max(number) FROM audit INDEXED BY audit_of_subject
      WHERE subject >= ?1 AND subject < ':' AND action != 'call'
        AND action IN (\(Self.actions(on: list)))
        AND number > ?2 AND number < ?3
      GROUP BY subject ORDER BY subject LIMIT ?4
      """,
      [
        .text(lower), .integer(span.lowerBound), .integer(span.upperBound),
        .integer(Self.pieceRows),
      ], { (prefix: try $0.text(0), first: try $0.integer(1), last: try $0.integer(2)) })
    self.lower = found.last.map { PriceListQuery.next($0.prefix) }
    piece = try found.map { prefix, first, last in
      Change(
        prefix: prefix, before: try database.auditRecord(first)?.before,
        after: try database.auditRecord(last)?.after)
    }[...]
  }
}
