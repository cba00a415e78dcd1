import FoundationEssentials
import Ledger
import Notation
import Rating

/// The audit for people.
struct AuditTable {
  private let say: Language
  private let width: Int?

  /// `width` nil: as wide as it is.
  init(_ say: Language, width: Int? = nil) {
    self.say = say
    self.width = width
  }

  func list(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(AuditListAnswer.self, from: Data(body))
    guard !list.records.isEmpty else { return say("ningún registro\n", "no record\n") }
    let rows = list.records.map { record in
      [
        String(record.number), LocalTime(timestamp: record.at)?.text ?? record.at,
        record.words.actor.shown(atMost: 19), record.words.action.shown(atMost: 24),
        record.words.subject.shown(atMost: 21),
      ]
    }
    let head = [
      say("REGISTRO", "RECORD"), say("FECHA", "AT"), say("QUIÉN", "WHO"), say("QUÉ", "WHAT"),
      say("DE", "OF"),
    ]
    let lines = TextTable(
      rows: [head] + rows, right: [0], brief: [(1, { briefTime($0, say) })], flexible: [2, 3, 4],
      expendable: [2], width: width
    ).text.split(separator: "\n")
    // Below each what it was and is, which may be long: a screen has a hundred columns.
    var text = lines.prefix(1).map { "\($0)\n" }.joined()
    for (line, record) in zip(lines.dropFirst(), list.records) {
      text += "\(line)\n        \(change(record))\n"
    }
    if let next = list.next {
      text += say("los anteriores: --before \(next)\n", "older ones: --before \(next)\n")
    }
    // A gap in the numbers is not to look like a record that somebody took out.
    let isWhole = zip(list.records, list.records.dropFirst()).allSatisfy { later, earlier in
      later.number == earlier.number + 1
    }
    if !isWhole {
      text += say(
        "los registros que no están aquí son fines de llamadas: «cabinactl calls», «audit show REGISTRO»\n",
        "records that are not here are ends of calls: «cabinactl calls», «audit show RECORD»\n")
    }
    return text
  }

  /// Of what stands below a record, on one line or on two.
  private static let changeWidth = 90

  private func change(_ record: AuditListAnswer.Record) -> String {
    func shown(_ text: String?) -> String? { text?.shown(atMost: Self.changeWidth - 2) }
    let after = shown(record.words.after)
    guard let before = shown(record.words.before) else { return after ?? "" }
    let isOther = record.after != record.before && after == before
    let nothing = say("nada", "nothing")
    let line =
      "\(before) → \(after ?? nothing)"
      + (isOther ? say(" (otras condiciones)", " (other terms)") : "")
    return line.count <= Self.changeWidth ? line : "\(before)\n        → \(after ?? nothing)"
  }

  // MARK: One record

  func detail(_ body: [UInt8]) throws -> String {
    let answer = try JSONDecoder().decode(AuditDetailAnswer.self, from: Data(body))
    let record = answer.record
    let rows = [
      [say("registro", "record"), String(record.number)],
      [say("fecha", "at"), localTime(record.at)],
      [say("quién", "who"), record.words.actor],
      [say("qué", "what"), record.words.action],
      [say("de", "of"), record.words.subject],
      [say("antes", "before"), record.words.before ?? say("nada", "nothing")],
      [say("después", "after"), record.words.after ?? say("nada", "nothing")],
    ]
    let text = TextTable(rows: rows.map { $0.map { $0.shown(atMost: 2_000) } }).text
    guard record.action.hasSuffix(" import") else { return text }
    return text
      + (answer.changes.map(changes)
        ?? say(
          "las listas de antes y después ya no se guardan las dos\n",
          "the lists of before and after it are not both kept any more\n"))
  }

  private func changes(_ changes: AuditDetailAnswer.Changes) -> String {
    let rows = changes.first.map { row in
      let record = row.after ?? row.before
      return [
        PriceTable.name(row.prefix, say), (record?.description ?? "").shown(atMost: 40),
        price(row.before), price(row.after),
        row.before != nil && row.after != nil && price(row.before) == price(row.after)
          ? say("otras condiciones o descripción", "other terms or description") : "",
      ]
    }
    let head = [
      say("PREFIJO", "PREFIX"), say("DESCRIPCIÓN", "DESCRIPTION"), say("ANTES", "BEFORE"),
      say("DESPUÉS", "AFTER"), "",
    ]
    var text = rows.isEmpty ? "" : TextTable(rows: [head] + rows, right: [2, 3]).text
    text += changes.summary(say)
    let others = changes.added + changes.removed + changes.changed - changes.first.count
    if others > 0 { text += say("; \(others) no se muestran", "; \(others) of them are not shown") }
    return text + "\n"
  }

  func price(_ record: PrefixRecord?) -> String {
    guard let record else { return say("ninguno", "none") }
    guard let price = record.price else { return say("por tramos", "in steps") }
    switch record.unit {
    case "minute": return say.price(say.decimal(price), .minute)
    case "second": return say.price(say.decimal(price), .second)
    default:
      let (price, unit) = (say.decimal(price), record.unit ?? "\(record.per ?? 1) s")
      return say("\(price) por \(unit)", "\(price) per \(unit)")
    }
  }
}
