package import Rating

/// Prices and settings change seldom and by hand, so these wait for the disk: call them from any
/// queue but the core's, and from one at a time. Each is one transaction, with its record in the
/// audit. They throw what the disk has against it, or `PriceListError`; then nothing is changed. The
/// core learns of new prices from whoever called.
extension Ledger {
  /// Adds a tariff to a list, or writes it over the one of its prefix, unless it
  /// `mustBeNew`.
  package func savePrefix(
    _ tariff: Tariff, in list: PriceList = .prefixes, mustBeNew: Bool = false,
    by origin: AuditOrigin
  ) throws {
    try change { database in
      let generation = try database.generation(of: list)
      let before = try database.tariff(of: tariff.prefix, in: generation)
      guard before == nil || !mustBeNew else { throw PriceListError.prefixTaken(tariff.prefix) }
      try database.save(tariff, in: generation)
      try database.countChange(of: list)
      try database.audit(
        origin, "\(list.rowName) set", tariff.prefix, before: before.map { TariffRecord($0).json },
        after: TariffRecord(tariff).json)
    }
  }

  /// Takes tariffs from a list, all of them or none.
  package func deletePrefixes(
    _ prefixes: [String], from list: PriceList = .prefixes, by origin: AuditOrigin
  ) throws {
    try change { database in
      let generation = try database.generation(of: list)
      for prefix in prefixes {
        guard let before = try database.tariff(of: prefix, in: generation) else {
          throw PriceListError.noSuchPrefix(prefix)
        }
        try database.delete(prefix, in: generation)
        try database.audit(
          origin, "\(list.rowName) delete", prefix, before: TariffRecord(before).json, after: nil)
      }
      try database.countChange(of: list)
    }
  }

  /// Millionths of a percent.
  package func setMarkup(_ percentMicros: Int64, by origin: AuditOrigin) throws {
    try change { try $0.changeMarkup(percentMicros, by: origin) }
  }

  /// How amounts are rounded.
  package func setRounding(_ rounding: Rounding, by origin: AuditOrigin) throws {
    try change { try $0.changeRounding(rounding, by: origin) }
  }

  /// Whole lists, markup and rounding in place of those before, all or nothing. The lists before are
  /// kept for the audit; those for which there is no room any more go with `removeStaleTariffs`.
  package func adopt(_ change: PriceChange, by origin: AuditOrigin) throws {
    try self.change { database in
      for new in change.lists { try database.adopt(new, by: origin) }
      if let markup = change.markupPercentMicros {
        try database.changeMarkup(markup, by: origin)
      }
      if let rounding = change.rounding {
        try database.changeRounding(rounding, by: origin)
      }
    }
  }

  /// Writes down what the configuration file says, where that is not what it said at the last start.
  package func noteConfiguration(
    _ entries: [(key: String, value: String)], by origin: AuditOrigin
  ) throws {
    try change { database in
      var known = try database.notedConfiguration()
      for (key, value) in entries {
        let before = known.removeValue(forKey: key)
        guard before != value else { continue }
        try database.set(Database.configurationPrefix + key, to: value)
        try database.audit(.configuration(key), by: origin, before: before, after: value)
      }
      for (key, before) in known.sorted(by: { $0.key < $1.key }) {
        try database.set(Database.configurationPrefix + key, to: nil)
        try database.audit(.configuration(key), by: origin, before: before, after: nil)
      }
    }
  }

  /// The currency of every amount in this ledger: the first that it is told; nil: it is that of the
  /// ledger, else what the ledger has, as `CLP 0`.
  package func otherCurrency(
    than currency: AmountFormat, by origin: AuditOrigin
  ) throws -> String? {
    try change { database in
      if let known = try database.currency() {
        return known == "\(currency.code) \(currency.decimals)" ? nil : known
      }
      try database.setCurrency(currency)
      try database.audit(.currency, by: origin, before: nil, after: try database.currency())
      return nil
    }
  }
}

extension PriceList {
  /// Of one of its tariffs, in the audit.
  var rowName: String {
    switch self {
    case .prefixes: "prefix"
    case .deck: "deck"
    }
  }
}

extension Database {
  fileprivate func notedConfiguration() throws -> [String: String] {
    let rows = try rows(
      "SELECT name, value FROM settings WHERE name >= ?1 AND name < ?2",
      [.text(Self.configurationPrefix), .text("configuration!")],
      { (String(try $0.text(0).dropFirst(Self.configurationPrefix.count)), try $0.text(1)) })
    return Dictionary(rows) { first, _ in first }
  }

  fileprivate func changeMarkup(_ percentMicros: Int64, by origin: AuditOrigin) throws {
    let before = try markup()
    try setMarkup(percentMicros)
    try countChange(of: .deck)
    try audit(
      .markup, by: origin, before: before.map { Money(micros: $0).decimalText },
      after: Money(micros: percentMicros).decimalText)
  }

  fileprivate func changeRounding(_ rounding: Rounding, by origin: AuditOrigin) throws {
    let before = try self.rounding()
    try setRounding(rounding)
    try audit(.rounding, by: origin, before: before.map(\.words), after: rounding.words)
  }
}

extension Rounding {
  /// `half-up, 0 decimals`.
  var words: String { "\(mode.rawValue), \(decimals) decimals" }
}
