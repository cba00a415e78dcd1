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

  /// At most `limit` tariffs of the list that holds, from the first after `after` on, and the
  /// version of the list: what a long list is read by, piece by piece.
  package func piece(
    of list: PriceList, after: String?, limit: Int
  ) throws -> (tariffs: [Tariff], version: Int64) {
    let lower = after.map(PriceListQuery.next) ?? ""
    return try read { database in
      (
        try database.tariffs(
          in: try database.generation(of: list), from: lower,
          limit: min(max(limit, 1), Self.pageLimit)),
        try database.version(of: list)
      )
    }
  }

  /// Those of exactly these prefixes that the list has, in the order in which they are asked for.
  package func tariffs(
    of prefixes: [String], in list: PriceList
  ) throws -> (tariffs: [Tariff], version: Int64) {
    try read { database in
      let generation = try database.generation(of: list)
      return (
        try prefixes.compactMap { try database.tariff(of: $0, in: generation) },
        try database.version(of: list)
      )
    }
  }

  /// The tariff of exactly this prefix.
  package func tariff(of prefix: String, in list: PriceList) throws -> Tariff? {
    try read { try $0.tariff(of: prefix, in: try $0.generation(of: list)) }
  }

  /// Whether calls abroad, or some of them, have a price by the list that holds.
  package func pricesAbroad(_ list: PriceList) throws -> Bool {
    try PrefixDoubts.isAbroadPriced { (start: String, count: Int) throws -> [String] in
      try prices(list, PriceListQuery(prefix: start), limit: count).tariffs.map(\.prefix)
    }
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
    if let before = query.before {
      let found = try tariffs(in: generation, query, before: before, limit: limit + 1)
      // One more than asked for tells whether there is another page before it.
      guard found.count <= limit else {
        return try placed(
          Array(found.dropFirst()), of: generation, query, isMore: true, version: version)
      }
    }
    let isFirst = query.before != nil
    // One more than asked for tells whether there is another page.
    var found = try tariffs(
      in: generation, query, from: isFirst ? query.prefix : query.lower, limit: limit + 1)
    let isMore = found.count > limit
    if isMore { found.removeLast() }
    return try placed(found, of: generation, query, isMore: isMore, version: version)
  }

  /// `isMore`: others follow the rows.
  private func placed(
    _ rows: [Tariff], of generation: Int64, _ query: PriceListQuery, isMore: Bool, version: Int64
  ) throws -> PriceListPage {
    let total = try tariffCount(in: generation, query)
    var page = PriceListPage(
      tariffs: rows, total: total, next: isMore ? rows.last?.prefix : nil, version: version)
    // Behind the last there is nothing, and everything comes before it.
    guard let first = rows.first?.prefix else {
      page.place = query.isPlaced ? total : nil
      return page
    }
    let isAny = try !tariffs(in: generation, query, before: first, limit: 1).isEmpty
    page.previous = isAny ? first : nil
    if query.isPlaced { page.place = try tariffCount(in: generation, query, before: first) }
    return page
  }
}
