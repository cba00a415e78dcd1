import Ledger
import Notation

/// `cabinactl verify`: whether a ledger's file agrees with itself.
enum VerifyCommand {
  static let help = """
    cabinactl verify: reads a whole ledger and holds it to itself

    usage: cabinactl verify [--ledger FILE] [--head NUMBER:HASH] [--json]

      --ledger FILE  the ledger's file, or a backup of it (/var/lib/cabina/cabina.sqlite); a daemon
                     may be writing it meanwhile. One of an older version is left as it is: what is
                     checked is a copy that is brought up to date, among the temporary files
      --head N:H     the head of the audit as an earlier answer or the journal has it («audit 17:3f9a…»):
                     tells also an end that was cut off, or an audit that was written anew
      --json         for programs

    The file's own structure, and that nothing was added to it; balance, accounts and tickets as the
    sums of what moved them; each charge and each cost again from the price that was promised with the
    call and the clock at its answer; calls under way as what their boards told of them; the chain of
    the audit; and calls, payments, deposits, tickets, reviews, booths, settings and price lists as what
    the audit's records lead to. Who rewrites the audit itself is told by a head that was noted: note
    the one that the answer ends with. A write-ahead log (FILE-wal) that is gone is noticed; one that
    was spoilt cannot be told from one that a power cut left: what stands behind the spoilt place is
    lost without a sign.

    exit status: 0 all is well, 1 something is not, or the file cannot be read, 2 the command line is wrong

    """

  static func run(_ words: [String]) -> CommandOutcome {
    if words.contains("--help") || words.contains("-h") { return CommandOutcome(output: help) }
    do throws(UsageError) {
      let arguments = try ShopArguments(words, taking: ["--ledger", "--head"])
      try arguments.finish()
      return verify(
        arguments.options["--ledger"] ?? "/var/lib/cabina/cabina.sqlite",
        head: try AuditCommand.head(arguments), isJSON: arguments.isJSON)
    } catch {
      return CommandOutcome(.usage, "verify: \(error.message); cabinactl verify --help says more")
    }
  }

  private static func verify(
    _ path: String, head: AuditHead?, isJSON: Bool
  ) -> CommandOutcome {
    do throws(SmallFileError) { try RegularFile.check(path) } catch {
      return CommandOutcome(.failed, "\(path): \(error.message)")
    }
    do {
      let reader = try LedgerReader.ofAnyVersion(path: path)
      let verdict = try reader.verify(head: head)
      return outcome(reader, calls: try reader.count(CallQuery()), verdict, isJSON: isJSON)
    } catch { return .refused(error, ledger: path) }
  }

  private static func outcome(
    _ reader: LedgerReader, calls: Int, _ verdict: LedgerVerdict, isJSON: Bool
  ) -> CommandOutcome {
    let (path, complaints) = (reader.path, verdict.complaints)
    if isJSON {
      var outcome = CommandOutcome(output: json(reader, calls, verdict) + "\n")
      outcome.status = complaints.isEmpty ? .done : .failed
      return outcome
    }
    let audit = notes(on: verdict, of: reader).map { $0 + "\n" }.joined()
    guard !complaints.isEmpty else {
      return CommandOutcome(output: "\(calls) calls: all is well\n" + audit)
    }
    var outcome = CommandOutcome(
      .failed,
      "\(path): \(complaints.count == 1 ? "one thing is" : "\(complaints.count) things are") not well"
    )
    outcome.output = complaints.map { $0 + "\n" }.joined() + audit
    return outcome
  }

  private static func notes(on verdict: LedgerVerdict, of reader: LedgerReader) -> [String] {
    let upgrade = reader.older.map {
      "of an older version (schema \($0.version)): checked was a copy, brought up to date, and the file "
        + "is as it was"
    }
    let count = verdict.underivedCalls
    let underived =
      count == 0
      ? nil
      : "\(count) \(count == 1 ? "call" : "calls") of an older program kept no clock: the charge was not derived again"
    let records = verdict.records == 1 ? "1 record" : "\(verdict.records) records"
    let head = verdict.head.map { "\(records) of the audit, up to \($0)" }
    return [upgrade, underived, head ?? "no record of the audit"].compactMap(\.self)
  }

  private static func json(
    _ reader: LedgerReader, _ calls: Int, _ verdict: LedgerVerdict
  ) -> String {
    var object = JSONObject()
    if let older = reader.older { object.add("olderSchema", older.version) }
    object.add("calls", Int64(calls))
    object.add(
      "complaints",
      verdict.complaints.map { complaint in
        var object = JSONObject()
        object.add("text", complaint)
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
