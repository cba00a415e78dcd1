import Ledger
import Notation

/// What an import that has just been done took the place of, and how that is had again.
struct ListReplacement {
  /// Prefixes.
  private let before: Int
  private let list: PriceList
  private let detail: AuditCommand.DetailAnswer?
  /// No record came of it: the list is the one that there was.
  private let isTheSame: Bool

  /// `before`: prefixes that were there; `record`: the last of the audit before the import. The audit
  /// says what became of them; a daemon that has not the time for that has imported the list all the
  /// same.
  init(_ list: PriceList, of before: Int, after record: Int64?, _ desk: LedgerDesk) {
    self.before = before
    self.list = list
    guard let record, let records = try? Self.records(desk, 20) else {
      (detail, isTheSame) = (nil, false)
      return
    }
    let own = records.first { $0.number > record && $0.action == list.importAction }
    detail = own.flatMap { own in
      try? desk.ask("GET", "audit/\(own.number)?size=1", as: AuditCommand.DetailAnswer.self)
    }
    isTheSame = own == nil && records.last.map { $0.number <= record } ?? true
  }

  /// The number of the audit's last record; nil: the daemon does not say.
  static func lastRecord(_ desk: LedgerDesk) -> Int64? {
    guard let records = try? records(desk, 1) else { return nil }
    return records.first?.number ?? 0
  }

  private static func records(
    _ desk: LedgerDesk, _ count: Int
  ) throws(PriceCommandError) -> [AuditCommand.ListAnswer.Record] {
    try desk.ask("GET", "audit?size=\(count)", as: AuditCommand.ListAnswer.self).records
  }

  var text: String {
    guard before > 0 else { return "there was no list before\n" }
    if isTheSame { return "the list was the same before: nothing was changed\n" }
    var text = "in place of \(before) \(before == 1 ? "prefix" : "prefixes")"
    guard let detail else { return text + "\n" }
    if let changes = detail.changes {
      text += ": \(changes.added) added, \(changes.removed) removed, \(changes.changed) changed"
    }
    let record = detail.record.number
    return text
      + "; «cabinactl audit show \(record)» names them, «cabinactl \(list.rawValue) export "
      + "--before \(record)» has the list as it was\n"
  }

  func add(to object: inout JSONObject) {
    object.add("before", Int64(before))
    guard let detail else { return }
    object.add("record", detail.record.number)
    guard let changes = detail.changes else { return }
    object.add("added", Int64(changes.added))
    object.add("removed", Int64(changes.removed))
    object.add("changed", Int64(changes.changed))
  }
}
