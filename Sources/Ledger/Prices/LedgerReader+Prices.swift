package import Rating

extension LedgerReader {
  /// A page of a list; `limit` is held to 1…`pageLimit`. Reads all of a list where a text is looked
  /// for.
  package func prices(
    _ list: PriceList, _ query: PriceListQuery, limit: Int
  ) throws -> PriceListPage {
    let limit = min(max(limit, 1), Self.pageLimit)
    return try read { database in
      try database.page(
        of: try database.generation(of: list), query, limit: limit,
        version: try database.version(of: list))
    }
  }

  /// The same of the list as it was when the import of a record took its place; `record` nil: of the
  /// one that holds. nil: the record is none of an import of the list, or the list is not kept any
  /// more.
  package func prices(
    _ list: PriceList, _ query: PriceListQuery, replacedBy record: Int64?, limit: Int
  ) throws -> PriceListPage? {
    guard let record else { return try prices(list, query, limit: limit) }
    let limit = min(max(limit, 1), Self.pageLimit)
    return try read { database in
      let span = try database.spans(of: list).first { $0.end == record }
      return try span?.generation.map { generation in
        try database.page(of: generation, query, limit: limit, version: record)
      }
    }
  }

  /// The tariff of exactly this prefix.
  package func tariff(of prefix: String, in list: PriceList) throws -> Tariff? {
    try read { try $0.tariff(of: prefix, in: try $0.generation(of: list)) }
  }

  /// Millionths of a per cent; nil: never set.
  package func markup() throws -> Int64? { try read { try $0.markup() } }

  package func rounding() throws -> Rounding? { try read { try $0.rounding() } }

  /// Whether a price, a list or the markup was ever written here.
  package func hasPrices() throws -> Bool {
    try read { database in
      if try database.markup() != nil { return true }
      return try PriceList.allCases.contains { list in
        if try database.version(of: list) > 0 { return true }
        let generation = try database.generation(of: list)
        return try !database.tariffs(in: generation, from: "", limit: 1).isEmpty
      }
    }
  }

  /// The list that holds, on a connection of its own.
  package func cursor(_ list: PriceList, hashes: Bool = false) throws -> TariffCursor {
    let database = try openAnother()
    return TariffCursor(database, try database.generation(of: list), hashes: hashes)
  }

  /// A list that is being loaded, on a connection of its own.
  package func cursor(_ generation: PriceGeneration) throws -> TariffCursor {
    TariffCursor(try openAnother(), generation.number, hashes: true)
  }

  /// What calls are priced from. `rounding`: where none was ever set. Not while prices change.
  package func tariffBook(rounding: Rounding) throws -> TariffBook {
    let (prefixes, deck) = (try cursor(.prefixes), try cursor(.deck))
    let book = TariffBook(
      rounding: try self.rounding() ?? rounding, tariffs: prefixes, deck: deck,
      markupPercentMicros: try markup() ?? 0)
    try prefixes.finish()
    try deck.finish()
    return book
  }
}

extension Database {
  /// `limit`: from 1 on.
  fileprivate func page(
    of generation: Int64, _ query: PriceListQuery, limit: Int, version: Int64
  ) throws -> PriceListPage {
    // One more than asked for tells whether there is another page.
    var found = try tariffs(in: generation, query, from: query.lower, limit: limit + 1)
    let isMore = found.count > limit
    if isMore { found.removeLast() }
    return PriceListPage(
      tariffs: found, total: try tariffCount(in: generation, query),
      next: isMore ? found.last?.prefix : nil, version: version)
  }
}
