import BoothControl

@testable import OwnerPanel

/// What was written down in the tests' shop.
extension FakeSource {
  func lastEvent() throws -> Int64 { try written().last?.record.number ?? 0 }

  func events(after number: Int64, limit: Int) throws -> [LedgerEventRow] {
    Array(try written().filter { $0.record.number > number }.prefix(limit))
  }

  /// Writes one more.
  func writes(
    _ action: String = "payment", _ subject: String = "payment 1", before: String? = nil,
    after: String? = "done", call: CallListRow? = nil
  ) {
    events.with { events in
      events.rows.append(
        LedgerEventRow(
          record: AuditRow(
            number: Int64(events.rows.count + 1), at: WallTime(milliseconds: 1_161_976_694_000),
            actor: "uid 0 (root)", action: action, subject: subject, before: before, after: after,
            hash: "3f9a"), call: call))
    }
  }

  func losesEvents() { events.with { $0.fails = true } }

  /// How often anybody asked.
  var eventReads: Int { events.with { $0.reads } }

  private func written() throws -> [LedgerEventRow] {
    try events.with { events in
      events.reads += 1
      return events.fails ? nil : events.rows
    }.unwrapped()
  }
}

struct FakeEvents {
  var rows: [LedgerEventRow] = []
  var reads = 0
  var fails = false
}

extension Optional where Wrapped == [LedgerEventRow] {
  fileprivate func unwrapped() throws -> Wrapped {
    guard let self else { throw FakeSource.Broken() }
    return self
  }
}
