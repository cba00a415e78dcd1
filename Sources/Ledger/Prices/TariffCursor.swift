package import Rating

/// The tariffs of a generation by prefix, read from the disk piece by piece: a list of 250,000 is
/// never whole in memory. Between two pieces nothing is held that would keep the write-ahead log
/// from being merged; the list must not be changed meanwhile.
package final class TariffCursor: Sequence, IteratorProtocol {
  private let database: Database
  private let generation: Int64
  private var piece: ArraySlice<Tariff> = []
  private var lower: String? = ""
  /// nil: nobody will ask what the list is.
  private var digest: SHA256?
  private var rows = 0
  /// What ended it early; to be asked for when it has ended.
  package private(set) var error: (any Error)?

  private static let pieceRows = 500

  /// `hashes`: `facts` will be asked for; it takes as long again.
  init(_ database: Database, _ generation: Int64, hashes: Bool) {
    self.database = database
    self.generation = generation
    digest = hashes ? SHA256() : nil
  }

  package func next() -> Tariff? {
    if piece.isEmpty { fetch() }
    return piece.popFirst()
  }

  private func fetch() {
    guard let lower, error == nil else { return }
    do {
      let tariffs = try database.tariffs(in: generation, from: lower, limit: Self.pieceRows)
      if digest != nil {
        for tariff in tariffs {
          digest?.update(try tariff.checkedColumns().flatMap(\.encoded))
        }
      }
      rows += tariffs.count
      self.lower = tariffs.last.map { PriceListQuery.next($0.prefix) }
      piece = tariffs[...]
    } catch { self.error = error }
  }

  /// Reads what is left. Throws what was in the way of any of it.
  package func finish() throws {
    while next() != nil {}
    if let error { throw error }
  }

  /// What the list is; what is left of it is read for that. Only of a cursor that hashes.
  package func facts() throws -> PriceListFacts {
    try finish()
    guard var whole = digest else {
      throw DatabaseError.misuse("the list was not to be hashed", sql: nil)
    }
    return PriceListFacts(rows: rows, hash: whole.finish())
  }
}
