/// What becomes of a price list when another one takes its place.
package struct ListComparison: Hashable, Sendable {
  package private(set) var added = 0
  package private(set) var changed = 0
  package private(set) var removed = 0
  package private(set) var unchanged = 0
  /// The first of each by prefix.
  package private(set) var firstAdded: [Tariff] = []
  package private(set) var firstChanged: [Change] = []
  package private(set) var firstRemoved: [Tariff] = []

  package struct Change: Hashable, Sendable {
    package var before: Tariff
    package var after: Tariff

    package init(before: Tariff, after: Tariff) { (self.before, self.after) = (before, after) }
  }

  /// `limit`: of the first of each.
  package init(of old: TariffTable, and new: TariffTable, limit: Int) {
    let same = SameEntries(old, new)
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      let oldKey = before < old.count ? old.entries.index[before] : nil
      let newKey = after < new.count ? new.entries.index[after] : nil
      if let oldKey, newKey.map({ oldKey < $0 }) ?? true {
        removed += 1
        if firstRemoved.count < limit { firstRemoved.append(old[before]) }
        before += 1
      } else if let newKey, oldKey.map({ newKey < $0 }) ?? true {
        added += 1
        if firstAdded.count < limit { firstAdded.append(new[after]) }
        after += 1
      } else {
        if same.areAlike(old.entries.values[before], new.entries.values[after]) {
          unchanged += 1
        } else {
          changed += 1
          if firstChanged.count < limit {
            firstChanged.append(Change(before: old[before], after: new[after]))
          }
        }
        before += 1
        after += 1
      }
    }
  }
}

/// Entries of two tables are compared by where their parts stand: a list of 450,000 prefixes has some
/// hundred prices.
private struct SameEntries {
  /// For each of the new table, where the old one has it; nil: nowhere.
  private let descriptions: [UInt32?]
  private let terms: [UInt32?]

  init(_ old: TariffTable, _ new: TariffTable) {
    descriptions = Self.places(of: new.descriptions, in: old.descriptions)
    terms = Self.places(of: new.terms, in: old.terms)
  }

  private static func places<Value: Hashable>(of new: [Value], in old: [Value]) -> [UInt32?] {
    let places = Dictionary(old.enumerated().map { ($1, UInt32($0)) }) { first, _ in first }
    return new.map { places[$0] }
  }

  func areAlike(_ old: TariffTable.Entry, _ new: TariffTable.Entry) -> Bool {
    descriptions[Int(new.description)] == old.description && terms[Int(new.terms)] == old.terms
  }
}
