import Commands
import Ledger
import Notation

/// Who changed what, and whether that was altered.
extension Action {
  static let audit: [Action] = [
    Action(
      Verb(
        "audit",
        Words(
          "quién cambió un precio, el saldo, una cabina, un ajuste o un usuario",
          "who changed a price, a balance, a booth, a setting or a user"),
        options: [
          Option(
            "--since", "TIME", .time,
            Words(
              "en el reloj de la tienda: 2012-02-02 o 2012-02-02T17:30:00",
              "on the shop's clock: 2012-02-02 or 2012-02-02T17:30:00")),
          Option(
            "--before", "NUMBER", .record,
            Words("registros anteriores a este", "records older than this one")),
          .size(usual: 50),
        ], examples: ["--since 2012-02-02"])
    ) { invocation, console throws(CommandError) in
      let desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
      var query = invocation.parameters("before") + invocation.size(usual: 50)
      if let text = invocation["--since"] {
        try desk.learnClock()
        query.append(("since", try LocalTime(dayOrTime: text, of: "--since").timestamp))
      }
      return try desk.read(
        "audit", query, text: AuditTable(console.say, width: console.width).list)
    },
    Action(
      Verb(
        "audit show",
        Words(
          "un registro entero; de una importación, qué prefijos agregó, quitó y cambió",
          "one record whole; of an import, which prefixes it added, removed and changed"),
        operands: [
          Operand(
            "NUMBER", .record,
            Words(
              "un número de la columna REGISTRO de «cabinactl audit»",
              "a number of the column RECORD of «cabinactl audit»"))
        ],
        options: [
          Option(
            "--size", "N", .rowCount,
            Words(
              "cuántos prefijos, con su precio antes y después",
              "how many prefixes, with their prices before and after"))
        ], examples: ["17"])
    ) { invocation, console throws(CommandError) in
      try Desk(invocation, console, timeoutSeconds: Desk.longSeconds).read(
        "audit/\(invocation.value("NUMBER"))", invocation.parameters("size"),
        text: AuditTable(console.say).detail)
    },
    Action(
      Verb(
        "audit verify",
        Words(
          "lee cada registro; nombra el primero que no está como se escribió",
          "reads every record; the first that is not as it was written is named"),
        options: [
          .auditHead,
          Option(
            "--ledger", "FILE", .file,
            Words(
              "el archivo del libro o una copia, sin servicio",
              "the ledger's file or a backup of it, without a daemon")),
        ],
        json: Words(
          "records, head y fault, null si todo calza", "records, head, and fault, null if all fit"),
        examples: [""])
    ) { invocation, console throws(CommandError) in
      let head = invocation["--head"].flatMap { AuditHead($0) }
      let verdict: AuditVerdictAnswer
      verdict = try console.waiting(Words("leyendo la auditoría", "reading the audit")) {
        () throws(CommandError) in
        if let path = invocation["--ledger"] {
          return try Self.verdict(of: path, head, console.say)
        }
        return try Desk(invocation, console, timeoutSeconds: Desk.longSeconds).ask(
          "GET", "audit/verify", head.map { [("head", $0.description)] } ?? [],
          as: AuditVerdictAnswer.self)
      }
      return outcome(verdict, isJSON: invocation.has("--json"), console.say)
    },
  ]

  private static func verdict(
    of path: String, _ head: AuditHead?, _ say: Language
  ) throws(CommandError) -> AuditVerdictAnswer {
    do throws(SmallFileError) { try RegularFile.check(path) } catch {
      throw .file(path, error)
    }
    do {
      let verdict = try LedgerReader.ofAnyVersion(path: path).verifyAudit(head: head)
      return AuditVerdictAnswer(
        records: verdict.records, head: verdict.head?.description,
        fault: verdict.fault.map { say($0) })
    } catch { throw .ledger(path, error) }
  }

  private static func outcome(
    _ verdict: AuditVerdictAnswer, isJSON: Bool, _ say: Language
  ) -> CommandOutcome {
    var object = JSONObject()
    object.add("records", verdict.records)
    if let head = verdict.head { object.add("head", head) } else { object.addNull("head") }
    if let fault = verdict.fault { object.add("fault", fault) } else { object.addNull("fault") }
    let records = say.count(ofRecords: verdict.records)
    if let fault = verdict.fault {
      var outcome = CommandOutcome(
        .failed,
        say(
          "la auditoría no está como se escribió: \(fault)",
          "the audit is not as it was written: \(fault)"))
      outcome.output = isJSON ? object.text + "\n" : say("\(records) calzan\n", "\(records) fit\n")
      return outcome
    }
    let end = verdict.head.map { say(", hasta \($0)", ", up to \($0)") } ?? ""
    return CommandOutcome(
      output: isJSON
        ? object.text + "\n"
        : say("\(records), todos calzan\(end)\n", "\(records), all fit\(end)\n"))
  }
}

struct AuditVerdictAnswer: Decodable {
  let records: Int64
  let head: String?
  let fault: String?
}
