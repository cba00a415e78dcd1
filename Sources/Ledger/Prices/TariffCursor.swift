package import Rating

/// The tariffs of a generation by prefix, read from the disk piece by piece: a list of 250,000 is
/// never whole in memory. Between two pieces nothing is held that would keep the write-ahead log
/// from being merged; the list must not be changed meanwhile.
package final class TariffCursor: Sequence, IteratorProtocol {
  private let database: Database
  private let generation: Int64
  private var piece: ArraySlice<Tariff> = []
  private var lower: String? = ""
  private var digest = SHA256()
  private var rows = 0
  /// What ended it early; to be asked for when it has ended.
  package private(set) var error: (any Error)?

  private static let pieceRows = 500

  init(_ database: Database, _ generation: Int64) {
    self.database = database
    self.generation = generation
  }

  package func next() -> Tariff? {
    if piece.isEmpty { fetch() }
    return piece.popFirst()
  }

  private func fetch() {
    guard let lower, error == nil else { return }
    do {
      let tariffs = try database.tariffs(in: generation, from: lower, limit: Self.pieceRows)
      for tariff in tariffs {
        digest.update(try tariff.checkedColumns().flatMap(\.encoded))
      }
      rows += tariffs.count
      self.lower = tariffs.last.map { PriceListQuery.next($0.prefix) }
      piece = tariffs[...]
    } catch { self.error = error }
  }

  /// What the list is, once all of it is read; what is left is read for it. Throws what was in the
  /// way.
  package func facts() throws -> PriceListFacts {
    while next() != nil {}
    if let error { throw error }
    var whole = digest
    return PriceListFacts(rows: rows, hash: whole.finish())
  }
}
