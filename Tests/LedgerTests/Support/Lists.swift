import Ledger
import Rating

/// The provider's price list and what the owner adds to it.
struct Deck: Hashable {
  var tariffs: [Tariff]
  /// Millionths of a percent: 10 % is 10,000,000.
  var markupPercentMicros: Int64
}

extension Ledger {
  /// The provider's whole list and the markup, as an import brings them.
  func replaceDeck(_ deck: Deck, by origin: AuditOrigin) throws {
    let generation = try beginGeneration(of: .deck)
    for start in stride(from: 0, to: deck.tariffs.count, by: Self.rowsAtOnce) {
      try add(
        deck.tariffs[start..<min(start + Self.rowsAtOnce, deck.tariffs.count)], to: generation)
    }
    let reader = try LedgerReader(path: path)
    var change = PriceChange()
    change.lists = [
      PriceChange.NewList(
        generation: generation, before: try reader.cursor(.deck, hashes: true).facts(),
        after: try reader.cursor(generation).facts())
    ]
    change.markupPercentMicros = deck.markupPercentMicros
    try adopt(change, by: origin)
  }
}

extension LedgerReader {
  /// The owner's whole list.
  func prefixes() throws -> [Tariff] { try tariffs(.prefixes) }

  func deck() throws -> Deck {
    Deck(tariffs: try tariffs(.deck), markupPercentMicros: try markup() ?? 0)
  }

  private func tariffs(_ list: PriceList) throws -> [Tariff] {
    let cursor = try cursor(list)
    let tariffs = Array(cursor)
    try cursor.finish()
    return tariffs
  }

  /// The price a call was authorised at; nil: an emergency call, or no call of this key.
  func price(ofCall key: Int64) throws -> DestinationPrice? {
    try Database(path: path, access: .readOnly).row(
      "SELECT record FROM quotes WHERE id = (SELECT quote FROM calls WHERE key = ?1)",
      [.integer(key)], { try DestinationPriceRecord(json: $0.text(0)).price })
  }
}
