import Ledger
import Notation

/// What an import that has just been done took the place of, and how that is had again.
struct ListReplacement {
  /// Prefixes.
  private let before: Int
  private let list: PriceList
  private let detail: AuditDetailAnswer?
  /// No record came of it: the list is the one that there was.
  private let isTheSame: Bool

  /// `before`: prefixes that were there; `record`: the last of the audit before the import. The audit
  /// says what became of them; a daemon that has not the time for that has imported the list all the
  /// same.
  init(_ list: PriceList, of before: Int, after record: Int64?, _ desk: Desk) {
    self.before = before
    self.list = list
    guard let record, let records = try? Self.records(desk, 20) else {
      (detail, isTheSame) = (nil, false)
      return
    }
    let own = records.first { $0.number > record && $0.action == list.importAction }
    detail = own.flatMap { own in
      try? desk.ask("GET", "audit/\(own.number)", [("size", "1")], as: AuditDetailAnswer.self)
    }
    isTheSame = own == nil && records.last.map { $0.number <= record } ?? true
  }

  /// The number of the audit's last record; nil: the daemon does not say.
  static func lastRecord(_ desk: Desk) -> Int64? {
    guard let records = try? records(desk, 1) else { return nil }
    return records.first?.number ?? 0
  }

  private static func records(
    _ desk: Desk, _ count: Int
  ) throws(CommandError) -> [AuditListAnswer.Record] {
    try desk.ask("GET", "audit", [("size", "\(count)")], as: AuditListAnswer.self).records
  }

  func text(_ say: Language) -> String {
    guard before > 0 else { return say("antes no había lista\n", "there was no list before\n") }
    if isTheSame {
      return say(
        "la lista era la misma: nada cambió\n",
        "the list was the same before: nothing was changed\n")
    }
    var text =
      say("en lugar de", "in place of") + " \(before) "
      + (before == 1 ? say("prefijo", "prefix") : say("prefijos", "prefixes"))
    guard let detail else { return text + "\n" }
    if let changes = detail.changes { text += ": " + changes.summary(say) }
    let record = detail.record.number
    let list = list.rawValue
    return text
      + say(
        "; «cabinactl audit show \(record)» los nombra, «cabinactl \(list) export --before \(record)» tiene la "
          + "lista como era\n",
        "; «cabinactl audit show \(record)» names them, «cabinactl \(list) export --before \(record)» has the "
          + "list as it was\n")
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
