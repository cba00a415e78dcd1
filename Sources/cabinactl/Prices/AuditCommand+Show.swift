import FoundationEssentials
import Ledger
import Notation
import Rating

/// `cabinactl audit show`: a record whole; and of an import, what it changed.
extension AuditCommand {
  static func show(
    _ number: String, _ arguments: ShopArguments
  ) throws(UsageError) -> CommandOutcome {
    guard let record = Int64(number), record > 0 else {
      throw UsageError(message: "«\(number)»: expected the number of a record, from 1 on")
    }
    var path = "audit/\(record)"
    if let value = arguments.options["--size"] {
      guard let size = Int(value), (1...500).contains(size) else {
        throw UsageError(message: "--size «\(value)»: expected a number from 1 to 500")
      }
      path += "?size=\(size)"
    }
    return LedgerDesk(arguments).outcome("GET", path, text: detail)
  }

  struct DetailAnswer: Decodable {
    struct Changes: Decodable {
      struct Row: Decodable {
        let prefix: String
        let before: PrefixRecord?
        let after: PrefixRecord?
      }

      let added: Int
      let removed: Int
      let changed: Int
      let first: [Row]
    }

    let record: ListAnswer.Record
    let changes: Changes?
  }

  static func detail(_ body: [UInt8]) throws -> String {
    let answer = try JSONDecoder().decode(DetailAnswer.self, from: Data(body))
    let record = answer.record
    let rows = [
      ["record", String(record.number)],
      ["at", LocalTime(timestamp: record.at)?.text ?? record.at], ["who", record.actor],
      ["what", record.action], ["of", record.subject], ["before", record.before ?? "nothing"],
      ["after", record.after ?? "nothing"],
    ]
    let text = TextTable(rows: rows.map { $0.map { $0.shown(atMost: 2_000) } }).text
    guard record.action.hasSuffix(" import") else { return text }
    return text
      + (answer.changes.map(changes)
        ?? "the lists of before and after it are not both kept any more\n")
  }

  private static func changes(_ changes: DetailAnswer.Changes) -> String {
    let rows = changes.first.map { row in
      let record = row.after ?? row.before
      return [
        row.prefix.isEmpty ? "(any)" : row.prefix, (record?.description ?? "").shown(atMost: 40),
        price(row.before), price(row.after),
        row.before != nil && row.after != nil && price(row.before) == price(row.after)
          ? "other terms or description" : "",
      ]
    }
    let head = ["PREFIX", "DESCRIPTION", "BEFORE", "AFTER", ""]
    var text = rows.isEmpty ? "" : TextTable(rows: [head] + rows, right: [2, 3]).text
    text += "\(changes.added) added, \(changes.removed) removed, \(changes.changed) changed"
    let others = changes.added + changes.removed + changes.changed - changes.first.count
    if others > 0 { text += "; \(others) of them are not shown" }
    return text + "\n"
  }

  static func price(_ record: PrefixRecord?) -> String {
    guard let record else { return "none" }
    guard let price = record.price else { return "in steps" }
    return "\(price) per \(record.unit ?? record.per.map { "\($0) s" } ?? "second")"
  }
}
