package import Rating

/// A prefix that an import changed.
package struct PriceDifference: Hashable, Sendable {
  package var prefix: String
  /// nil: the import added it.
  package var before: Tariff?
  /// nil: the import removed it.
  package var after: Tariff?
}

/// What an import changed in its list.
package struct ImportDifferences: Hashable, Sendable {
  package var list: PriceList
  package var added = 0
  package var removed = 0
  package var changed = 0
  /// The first of all these, by prefix.
  package var first: [PriceDifference] = []

  package var count: Int { added + removed + changed }

  init(list: PriceList) { self.list = list }

  mutating func add(_ before: Tariff?, _ after: Tariff?, limit: Int) {
    guard before != after, let prefix = (before ?? after)?.prefix else { return }
    if before == nil {
      added += 1
    } else if after == nil {
      removed += 1
    } else {
      changed += 1
    }
    guard first.count < limit else { return }
    first.append(PriceDifference(prefix: prefix, before: before, after: after))
  }
}

/// A record of the audit, and of an import what it changed.
package struct AuditDetail: Hashable, Sendable {
  package var record: AuditRecord
  /// nil: it is no import, or the lists before and after it are not both there any more.
  package var differences: ImportDifferences?
}

extension LedgerReader {
  /// nil: there is no record of this number. Of an import both lists are read, a second or two for
  /// 100,000 prefixes, on a connection of its own. `limit`: of the prefixes that are named, held to
  /// 1…`pageLimit`.
  package func auditDetail(_ number: Int64, limit: Int) throws -> AuditDetail? {
    let database = try openAnother()
    return try database.snapshot {
      guard let record = try database.auditRecord(number) else { return nil }
      let list = PriceList.allCases.first { $0.importAction == record.action }
      var detail = AuditDetail(record: record, differences: nil)
      if let list {
        detail.differences = try database.differences(
          by: number, in: list, limit: min(max(limit, 1), Self.pageLimit))
      }
      return detail
    }
  }
}

extension Database {
  /// nil: the lists are not both there.
  fileprivate func differences(
    by record: Int64, in list: PriceList, limit: Int
  ) throws -> ImportDifferences? {
    let spans = try spans(of: list)
    guard let ended = spans.first(where: { $0.end == record })?.generation,
      let begun = spans.first(where: { $0.begin == record }), let generation = begun.generation
    else { return nil }
    var found = ImportDifferences(list: list)
    let before = TariffCursor(self, ended, hashes: false)
    let after = PastList(
      self, list, generation: generation, span: begun.records, hashes: false)
    var (old, new) = (before.next(), after.next())
    while old != nil || new != nil {
      // Whichever comes first by its prefix, or both.
      let isOld = new.map { new in old.map { $0.prefix <= new.prefix } ?? false } ?? true
      let isNew = old.map { old in new.map { $0.prefix <= old.prefix } ?? false } ?? true
      found.add(isOld ? old : nil, isNew ? new : nil, limit: limit)
      if isOld { old = before.next() }
      if isNew { new = after.next() }
    }
    if let error = before.error ?? after.error { throw error }
    return found
  }
}
