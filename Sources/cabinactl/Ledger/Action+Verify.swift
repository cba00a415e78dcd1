import Commands
import Ledger
import Notation

/// Whether a ledger's file agrees with itself.
extension Action {
  static let verify = Action(
    Verb(
      "verify",
      Words(
        "si un libro está de acuerdo consigo mismo: sumas, cobros, auditoría; sin servicio",
        "whether a ledger agrees with itself: sums, charges, audit; needs no daemon"),
      options: [.ledger, .auditHead],
      notes: [
        Words(
          "El archivo, o una copia de él; un servicio puede estar escribiendo en él. Uno de una versión anterior "
            + "queda como es: se comprueba una copia puesta al día, entre los archivos temporales.",
          "The file, or a backup of it; a daemon may be writing it meanwhile. One of an older version is left "
            + "as it is: what is checked is a copy that is brought up to date, among the temporary files."
        ),
        Words(
          "Se comprueban la estructura del archivo, y que nada se le agregó; saldo, cuentas y tickets como "
            + "suma de lo que los movió; cada cobro y cada costo de nuevo desde el precio prometido y la hora en "
            + "que contestaron; las llamadas en curso con lo que dijeron sus placas; la cadena de la auditoría; y "
            + "llamadas, pagos, lo pagado antes, tickets, revisiones, cabinas, ajustes, usuarios y listas de "
            + "precios como aquello a lo que llevan sus registros. A quien escribe de nuevo toda la auditoría lo "
            + "descubre un sello anotado: anote aquel con que termina la respuesta. Un diario (ARCHIVO-wal) que "
            + "falta se nota; uno dañado no se distingue de uno que dejó un corte de luz: lo que sigue a lo "
            + "dañado se pierde sin señal.",
          "The file's own structure, and that nothing was added to it; balance, accounts and tickets as the sums "
            + "of what moved them; each charge and each cost again from the price that was promised with the call "
            + "and the clock at its answer; calls under way as what their boards told of them; the chain of the "
            + "audit; and calls, payments, deposits, tickets, reviews, booths, settings, users and price lists as "
            + "what the audit's records lead to. Who rewrites the audit itself is told by a head that was noted: "
            + "note the one that the answer ends with. A write-ahead log (FILE-wal) that is gone is noticed; one "
            + "that was spoilt cannot be told from one that a power cut left: what stands behind the spoilt place "
            + "is lost without a sign."),
      ],
      json: Words(
        "calls, complaints (cada una con text), callsNotDerived, auditRecords y auditHead (null si no hay); "
          + "olderSchema, si el archivo es de una versión anterior",
        "calls, complaints (each with text), callsNotDerived, auditRecords and auditHead (null if there is none); "
          + "olderSchema, of a file of an older version"),
      examples: ["", "--ledger /mnt/usb/cabina.sqlite"], lacks: ["--socket"])
  ) { invocation, console throws(CommandError) in
    let path = invocation["--ledger"] ?? usualLedgerPath
    do throws(SmallFileError) { try RegularFile.check(path) } catch { throw .file(path, error) }
    return try console.waiting(Words("comprobando \(path)", "verifying \(path)")) {
      () throws(CommandError) in
      do {
        let reader = try LedgerReader.ofAnyVersion(path: path)
        let verdict = try reader.verify(head: invocation["--head"].flatMap { AuditHead($0) })
        return outcome(
          reader, calls: try reader.count(CallQuery()), verdict, isJSON: invocation.has("--json"),
          console.say)
      } catch { throw .ledger(path, error) }
    }
  }

  private static func outcome(
    _ reader: LedgerReader, calls: Int, _ verdict: LedgerVerdict, isJSON: Bool, _ say: Language
  ) -> CommandOutcome {
    let (path, complaints) = (reader.path, verdict.findings.map { say($0) })
    if isJSON {
      var outcome = CommandOutcome(output: json(reader, calls, verdict, say) + "\n")
      outcome.status = complaints.isEmpty ? .done : .failed
      return outcome
    }
    let audit = notes(on: verdict, of: reader, say).map { $0 + "\n" }.joined()
    guard !complaints.isEmpty else {
      return CommandOutcome(
        output: say.count(ofCalls: calls) + say(": todo está bien\n", ": all is well\n") + audit)
    }
    var outcome = CommandOutcome(
      .failed,
      "\(path): "
        + (complaints.count == 1
          ? say("una cosa no está bien", "one thing is not well")
          : say(
            "\(complaints.count) cosas no están bien", "\(complaints.count) things are not well"))
    )
    outcome.output = complaints.map { $0 + "\n" }.joined() + audit
    return outcome
  }

  private static func notes(
    on verdict: LedgerVerdict, of reader: LedgerReader, _ say: Language
  ) -> [String] {
    let upgrade = reader.older.map {
      say(
        "de una versión anterior (esquema \($0.version)): se comprobó una copia, puesta al día, y el archivo "
          + "queda como era",
        "of an older version (schema \($0.version)): checked was a copy, brought up to date, and the file "
          + "is as it was")
    }
    let count = verdict.underivedCalls
    let underived =
      count == 0
      ? nil
      : say.count(ofCalls: count)
        + say(
          " de un programa anterior no guardó su hora: el cobro no se derivó de nuevo",
          " of an older program kept no clock: the charge was not derived again")
    let records = say.count(ofRecords: verdict.records)
    let head = verdict.head.map {
      say("\(records) de la auditoría, hasta \($0)", "\(records) of the audit, up to \($0)")
    }
    let none = say("ningún registro de la auditoría", "no record of the audit")
    return [upgrade, underived, head ?? none].compactMap(\.self)
  }

  private static func json(
    _ reader: LedgerReader, _ calls: Int, _ verdict: LedgerVerdict, _ say: Language
  ) -> String {
    var object = JSONObject()
    if let older = reader.older { object.add("olderSchema", older.version) }
    object.add("calls", Int64(calls))
    object.add(
      "complaints",
      verdict.findings.map { complaint in
        var object = JSONObject()
        object.add("text", say(complaint))
        return object
      })
    object.add("callsNotDerived", Int64(verdict.underivedCalls))
    object.add("auditRecords", verdict.records)
    if let head = verdict.head {
      object.add("auditHead", "\(head)")
    } else {
      object.addNull("auditHead")
    }
    return object.text
  }
}

extension Language {
  func count(ofRecords count: Int64) -> String {
    count == 1 ? self("1 registro", "1 record") : self("\(count) registros", "\(count) records")
  }
}
