internal import Rating

/// A list as an import left it, before the single changes that came after it: those are taken back,
/// from the records that the audit has of them. Read piece by piece.
final class PastList: Sequence, IteratorProtocol {
  private let present: TariffCursor
  private var changes: PriceChanges
  private var row: Tariff?
  private var digest: SHA256?
  private var rows = 0
  /// Prefixes whose row is not what the last change of them left.
  private(set) var strays: [String] = []
  /// What ended it early; to be asked for when it has ended.
  private(set) var error: (any Error)?

  static let strayLimit = 100

  /// `generation`: the list's rows as they stand; `span`: the records between the import that it
  /// comes from and its end. `hashes`: `facts` will be asked for.
  init(
    _ database: Database, _ list: PriceList, generation: Int64, span: Range<Int64>, hashes: Bool
  ) {
    present = TariffCursor(database, generation, hashes: false)
    changes = PriceChanges(database, of: list, in: span)
    digest = hashes ? SHA256() : nil
    row = present.next()
  }

  func next() -> Tariff? {
    do {
      guard let tariff = try tariffBefore() else {
        error = error ?? present.error
        return nil
      }
      rows += 1
      digest?.update(try tariff.checkedColumns().flatMap(\.encoded))
      return tariff
    } catch {
      self.error = error
      return nil
    }
  }

  private func tariffBefore() throws -> Tariff? {
    while let prefix = try changes.peek() {
      if let row, row.prefix < prefix { break }
      guard let change = try changes.next() else { break }
      let found = row?.prefix == prefix ? row : nil
      if found != nil { row = present.next() }
      if found.map({ TariffRecord($0).json }) != change.after, strays.count < Self.strayLimit {
        strays.append(prefix)
      }
      if let before = change.before { return try TariffRecord(json: before).tariff }
    }
    defer { if row != nil { row = present.next() } }
    return row
  }

  /// What the list was; what is left of it is read for that. Only of one that hashes.
  func facts() throws -> PriceListFacts {
    while next() != nil {}
    if let error { throw error }
    guard var whole = digest else {
      throw DatabaseError.misuse("the list was not to be hashed", sql: nil)
    }
    return PriceListFacts(rows: rows, hash: whole.finish())
  }
}
