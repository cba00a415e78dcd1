import Ledger
import Notation

/// What an import that has just been done took the place of, and how that is had again.
struct ListReplacement {
  /// Prefixes.
  private let before: Int
  private let list: PriceList
  private let detail: AuditCommand.DetailAnswer?

  /// `before`: prefixes that were there. The audit says what became of them; a daemon that has not the
  /// time for that has imported the list all the same.
  init(_ list: PriceList, of before: Int, _ desk: LedgerDesk) {
    self.before = before
    self.list = list
    detail = try? Self.detail(list, desk)
  }

  private static func detail(
    _ list: PriceList, _ desk: LedgerDesk
  ) throws(PriceCommandError) -> AuditCommand.DetailAnswer? {
    let records = try desk.ask("GET", "audit?size=20", as: AuditCommand.ListAnswer.self).records
    guard let record = records.first(where: { $0.action == list.importAction }) else { return nil }
    return try desk.ask(
      "GET", "audit/\(record.number)?size=1", as: AuditCommand.DetailAnswer.self)
  }

  var text: String {
    guard before > 0 else { return "there was no list before\n" }
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
