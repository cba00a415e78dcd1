package import Rating

/// Whole lists. A list is loaded beside the one that holds, in transactions so small that no call
/// waits for them, and takes its place in one. Same rules as for single prices: never from the
/// core's queue, one caller at a time.
extension Ledger {
  /// Rows of one transaction, which calls wait for: some 10 ms.
  package static let rowsAtOnce = 500

  /// A new, empty list that nothing is priced from.
  package func beginGeneration(of list: PriceList) throws -> PriceGeneration {
    PriceGeneration(list: list, number: try write { try $0.newGeneration() })
  }

  /// Adds at most `rowsAtOnce` tariffs in one transaction: all of them or none.
  package func add(_ tariffs: some Collection<Tariff>, to generation: PriceGeneration) throws {
    precondition(tariffs.count <= Self.rowsAtOnce, "too many rows for one transaction")
    try write { database in
      try database.transaction {
        for tariff in tariffs { try database.insert(tariff, in: generation.number) }
      }
    }
  }

  /// Removes some rows of lists that hold no more, or that a crash left half loaded, in one small
  /// transaction. True: there may be more.
  package func removeStaleTariffs(sparing spared: PriceGeneration? = nil) throws -> Bool {
    try write { database in
      try database.transaction {
        try database.removeStaleTariffs(limit: Self.rowsAtOnce, sparing: spared)
      }
    }
  }

  /// Copies what the write-ahead log has into the file, beside whatever else is written: the longer
  /// the log gets, the longer the one call would wait that is written when it is full. From the queue
  /// that imports.
  package func mergeLogBeside() throws {
    let database = try Database(path: path, access: .readWrite)
    database.leaveLogAtClose()
    // PASSIVE waits for nobody and keeps nobody waiting; how far it came does not matter.
    _ = try database.row("PRAGMA wal_checkpoint(PASSIVE)", [], { try $0.integer(0) })
  }

  /// The owner's whole list, in place of the one before.
  package func replacePrefixes(_ tariffs: [Tariff], by origin: AuditOrigin) throws {
    var change = PriceChange()
    change.lists = [try load(tariffs, as: .prefixes)]
    try adopt(change, by: origin)
  }

  /// A whole tariff file in place of the prices before: both lists, the markup and how amounts are
  /// rounded, all or nothing.
  package func replacePrices(_ file: TariffFile, by origin: AuditOrigin) throws {
    var change = PriceChange()
    change.lists = [try load(file.tariffs, as: .prefixes)]
    // The number of the first list is not taken yet, so its rows must be there before the second.
    let deck = try load(file.deck, as: .deck, after: change.lists[0].generation)
    change.lists.append(deck)
    change.markupPercentMicros = file.markupPercentMicros
    change.rounding = file.rounding
    try adopt(change, by: origin)
  }

  private func load(
    _ tariffs: [Tariff], as list: PriceList, after other: PriceGeneration? = nil
  ) throws -> PriceChange.NewList {
    let next = try beginGeneration(of: list).number
    let generation = PriceGeneration(list: list, number: max(next, (other?.number ?? 0) + 1))
    for start in stride(from: 0, to: tariffs.count, by: Self.rowsAtOnce) {
      try add(tariffs[start..<min(start + Self.rowsAtOnce, tariffs.count)], to: generation)
    }
    return try write { database in
      PriceChange.NewList(
        generation: generation,
        before: try TariffCursor(
          database, try database.generation(of: list), hashes: true
        ).facts(),
        after: try TariffCursor(database, generation.number, hashes: true).facts())
    }
  }
}
