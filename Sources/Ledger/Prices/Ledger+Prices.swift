package import Rating

/// Prices and settings change seldom and by hand, so these wait for the disk: call them from any
/// queue but the core's. Each is one transaction. They throw what the disk has against it, or
/// `PriceListError`; then nothing is changed. The core learns of new prices from whoever called.
extension Ledger {
  /// The owner's whole list, in place of the one before.
  package func replacePrefixes(_ tariffs: [Tariff]) throws {
    try change { try $0.replace(.prefixes, with: tariffs) }
  }

  /// Adds a tariff to the owner's list, or writes it over the one of its prefix.
  package func savePrefix(_ tariff: Tariff) throws {
    try change { try $0.save(tariff, in: .prefixes) }
  }

  /// Takes tariffs from the owner's list; prefixes that are not in it are ignored.
  package func deletePrefixes(_ prefixes: [String]) throws {
    try change { database in
      for prefix in prefixes {
        try database.run("DELETE FROM prefixes WHERE prefix = ?1", [.text(prefix)])
      }
    }
  }

  /// The provider's whole list and the markup, in place of those before.
  package func replaceDeck(_ deck: Deck) throws {
    try change {
      try $0.replace(.deck, with: deck.tariffs)
      try $0.setMarkup(deck.markupPercentMicros)
    }
  }

  /// Millionths of a percent.
  package func setMarkup(_ percentMicros: Int64) throws {
    try change { try $0.setMarkup(percentMicros) }
  }

  /// A whole tariff file in place of the prices before: both lists, the markup and how amounts are
  /// rounded, all or nothing.
  package func replacePrices(_ file: TariffFile) throws {
    try change {
      try $0.replace(.prefixes, with: file.tariffs)
      try $0.replace(.deck, with: file.deck)
      try $0.setMarkup(file.markupPercentMicros)
      try $0.setRounding(file.rounding)
    }
  }

  /// nil removes the setting.
  package func set(_ name: String, to value: String?) throws {
    try change { try $0.set(name, to: value) }
  }

  private func change(_ body: (Database) throws -> Void) throws {
    try write { database in try database.transaction { try body(database) } }
  }
}
