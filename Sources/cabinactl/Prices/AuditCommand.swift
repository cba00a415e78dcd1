import FoundationEssentials
import Ledger
import Notation

/// `cabinactl audit`.
enum AuditCommand {
  static func run(_ words: [String]) throws(UsageError) -> CommandOutcome {
    var arguments = try ShopArguments(
      words, taking: ["--socket", "--since", "--before", "--size", "--head", "--ledger"])
    let verb = arguments.optionalOperand() ?? "list"
    let number = verb == "show" ? try arguments.operand("the number of a record") : ""
    try arguments.finish()
    switch verb {
    case "list":
      try expect(["--since", "--before", "--size"], arguments)
      return try list(arguments)
    case "show":
      try expect(["--size"], arguments)
      return try show(number, arguments)
    case "verify":
      try expect(["--head", "--ledger"], arguments)
      return try verify(arguments)
    default: throw UsageError(message: "«\(verb)»: expected list, show or verify")
    }
  }

  private static func expect(
    _ known: [String], _ arguments: ShopArguments
  ) throws(UsageError) {
    for name in arguments.options.keys.sorted() where name != "--socket" && !known.contains(name) {
      throw UsageError(message: "\(name) does not go with this")
    }
  }

  private static func list(_ arguments: ShopArguments) throws(UsageError) -> CommandOutcome {
    var query: [String] = []
    if let text = arguments.options["--since"] {
      let time = text.contains(":") ? text : text + "T00:00"
      let since = try LocalTime(argument: time, of: "--since")
      query.append("since=\(PercentEncoding.text(since.timestamp))")
    }
    for name in ["before", "size"] {
      guard let value = arguments.options["--\(name)"] else { continue }
      guard let number = Int(value), number > 0 else {
        throw UsageError(message: "--\(name) «\(value)»: expected a number from 1 on")
      }
      query.append("\(name)=\(number)")
    }
    let path = query.isEmpty ? "audit" : "audit?" + query.joined(separator: "&")
    return LedgerDesk(arguments).outcome("GET", path, text: text)
  }

  struct ListAnswer: Decodable {
    struct Record: Decodable {
      let number: Int64
      let at: String
      let actor: String
      let action: String
      let subject: String
      let before: String?
      let after: String?
    }

    let next: Int64?
    let records: [Record]
  }

  static func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(ListAnswer.self, from: Data(body))
    let rows = list.records.map { record in
      [
        String(record.number), LocalTime(timestamp: record.at)?.text ?? record.at,
        record.actor.shown(atMost: 20), record.action.shown(atMost: 20),
        record.subject.shown(atMost: 24),
      ]
    }
    let head = ["RECORD", "AT", "WHO", "WHAT", "OF"]
    let lines = TextTable(rows: [head] + rows, right: [0]).text.split(separator: "\n")
    // Below each what it was and is, which may be long: a screen has a hundred columns.
    var text = lines.prefix(1).map { "\($0)\n" }.joined()
    for (line, record) in zip(lines.dropFirst(), list.records) {
      text += "\(line)\n        \(Self.change(record))\n"
    }
    if let next = list.next { text += "older ones: --before \(next)\n" }
    // A gap in the numbers is not to look like a record that somebody took out.
    let isWhole = zip(list.records, list.records.dropFirst()).allSatisfy { later, earlier in
      later.number == earlier.number + 1
    }
    if !isWhole {
      text +=
        "records that are not here are ends of calls: «cabinactl calls», «audit show RECORD»\n"
    }
    return text
  }

  /// Of what stands below a record, on one line or on two.
  private static let changeWidth = 90

  private static func change(_ record: ListAnswer.Record) -> String {
    let after = record.after.map { words($0).shown(atMost: changeWidth - 2) }
    guard let before = record.before.map({ words($0).shown(atMost: changeWidth - 2) }) else {
      return after ?? ""
    }
    let isOther = record.after != record.before && after == before
    let line = "\(before) → \(after ?? "nothing")" + (isOther ? " (other terms)" : "")
    return line.count <= changeWidth ? line : "\(before)\n        → \(after ?? "nothing")"
  }

  /// A price as `celulares 85 per minute`; what else there is as it stands.
  private static func words(_ text: String) -> String {
    guard text.hasPrefix("{"),
      let record = try? JSONDecoder().decode(PrefixRecord.self, from: Data(text.utf8))
    else { return shortened(text) }
    let name = (record.description ?? "").shown(atMost: 20)
    return [name, price(record)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// With eight digits of every hash; `--json` has them whole.
  static func shortened(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let isHash = word.utf8.count == 64 && word.allSatisfy(\.isHexDigit)
      return isHash ? word.prefix(8) + "…" : String(word)
    }.joined(separator: " ")
  }

  // MARK: Verifying

  struct VerdictAnswer: Decodable {
    let records: Int64
    let head: String?
    let fault: String?
  }

  /// nil: none is given.
  static func head(_ arguments: ShopArguments) throws(UsageError) -> AuditHead? {
    guard let text = arguments.options["--head"] else { return nil }
    guard let head = AuditHead(text) else {
      throw UsageError(message: "--head «\(text)»: expected NUMBER:HASH, as the journal has it")
    }
    return head
  }

  private static func verify(_ arguments: ShopArguments) throws(UsageError) -> CommandOutcome {
    let head = try head(arguments)
    let verdict: VerdictAnswer
    do throws(PriceCommandError) {
      if let path = arguments.options["--ledger"] {
        verdict = try Self.verdict(of: path, head)
      } else {
        let query = head.map { "?head=\(PercentEncoding.text($0.description))" } ?? ""
        verdict = try LedgerDesk(arguments).ask(
          "GET", "audit/verify\(query)", as: VerdictAnswer.self)
      }
    } catch { return CommandOutcome(.failed, error.message) }
    return outcome(verdict, isJSON: arguments.isJSON)
  }

  private static func verdict(
    of path: String, _ head: AuditHead?
  ) throws(PriceCommandError) -> VerdictAnswer {
    do throws(SmallFileError) { try RegularFile.check(path) } catch {
      throw PriceCommandError(message: "\(path): \(error.message)")
    }
    do {
      let verdict = try LedgerReader.ofAnyVersion(path: path).verifyAudit(head: head)
      return VerdictAnswer(
        records: verdict.records, head: verdict.head?.description, fault: verdict.fault?.description
      )
    } catch { throw PriceCommandError(message: CommandOutcome.trouble(error, ledger: path)) }
  }

  static func outcome(_ verdict: VerdictAnswer, isJSON: Bool) -> CommandOutcome {
    var object = JSONObject()
    object.add("records", verdict.records)
    if let head = verdict.head { object.add("head", head) } else { object.addNull("head") }
    if let fault = verdict.fault { object.add("fault", fault) } else { object.addNull("fault") }
    let records = verdict.records == 1 ? "1 record" : "\(verdict.records) records"
    if let fault = verdict.fault {
      var outcome = CommandOutcome(.failed, "the audit is not as it was written: \(fault)")
      outcome.output = isJSON ? object.text + "\n" : "\(records) fit\n"
      return outcome
    }
    let end = verdict.head.map { ", up to \($0)" } ?? ""
    return CommandOutcome(output: isJSON ? object.text + "\n" : "\(records), all fit\(end)\n")
  }
}
