internal import Rating

extension BatchWriter {
  /// The key of this very price. A price is written once however many calls are made at it: a
  /// record is longer than the rest of its call.
  func insertedQuote(_ price: DestinationPrice) throws -> Int64 {
    if let known = quoteKeys[price] { return known }
    let record = DestinationPriceRecord(price).json
    let digest = Self.digest(record)
    let known = try database.rows(
      "SELECT id FROM quotes WHERE digest = ?1 AND record = ?2 LIMIT 1",
      [.integer(digest), .text(record)], { try $0.integer(0) })
    let key = try known.first ?? insertQuote(price, record: record, digest: digest)
    quoteKeys.remember(price, key)
    return key
  }

  private func insertQuote(
    _ price: DestinationPrice, record: String, digest: Int64
  ) throws -> Int64 {
    // Found out now, while the call can still be refused, and not when it should be taken over
    // after a restart.
    guard (try? DestinationPriceRecord(json: record).price) == price else {
      throw BatchError.priceCannotBeKept(record)
    }
    let shown = price.charge.shownPrice
    try database.run(
      """
      INSERT INTO quotes (digest, destination, price_micros, unit_seconds, record)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """,
      [
        .integer(digest), .text(price.charge.description), .integer(shown.price.micros),
        .integer(shown.unit.seconds), .text(record),
      ])
    return database.lastInsertedKey
  }
}

extension BatchWriter {
  /// FNV-1a, 64 bits: finds a record without an index as long as the records. What it finds is
  /// compared.
  static func digest(_ text: String) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return Int64(bitPattern: hash)
  }
}

/// The keys of the prices calls were made at lately. Must be forgotten whenever something is rolled
/// back.
struct QuoteKeys {
  private var keys: [DestinationPrice: Int64] = [:]

  /// A shop's calls go to fewer destinations than that; when it is full it starts anew.
  static let limit = 256

  subscript(price: DestinationPrice) -> Int64? { keys[price] }

  mutating func remember(_ price: DestinationPrice, _ key: Int64) {
    if keys.count >= Self.limit { keys.removeAll(keepingCapacity: true) }
    keys[price] = key
  }

  mutating func forget() { keys.removeAll() }
}
