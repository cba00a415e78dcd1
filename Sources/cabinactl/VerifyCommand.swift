import Ledger
import Notation

/// `cabinactl verify`: whether a ledger's file agrees with itself.
enum VerifyCommand {
  static let help = """
    cabinactl verify: reads a whole ledger and holds it to itself

    usage: cabinactl verify [--ledger FILE] [--json]

      --ledger FILE  the ledger's file, or a backup of it (/var/lib/cabina/cabina.sqlite); a daemon
                     may be writing it meanwhile
      --json         for programs

    The file's own structure; balance, accounts and tickets as the sums of what moved them; each charge
    and each cost again from the price that was promised with the call and the clock at its answer; the
    chain of the audit.

    exit status: 0 all is well, 1 something is not, or the file cannot be read, 2 the command line is wrong

    """

  static func run(_ words: [String]) -> CommandOutcome {
    if words.contains("--help") || words.contains("-h") { return CommandOutcome(output: help) }
    do throws(UsageError) {
      let arguments = try ShopArguments(words, taking: ["--ledger"])
      try arguments.finish()
      return verify(
        arguments.options["--ledger"] ?? "/var/lib/cabina/cabina.sqlite", isJSON: arguments.isJSON)
    } catch {
      return CommandOutcome(.usage, "verify: \(error.message); cabinactl verify --help says more")
    }
  }

  private static func verify(_ path: String, isJSON: Bool) -> CommandOutcome {
    let complaints: [String]
    let calls: Int
    do {
      let reader = try LedgerReader(path: path)
      complaints = try reader.verify()
      calls = try reader.count(CallQuery())
    } catch { return CommandOutcome(.failed, "\(error)") }
    if isJSON {
      var object = JSONObject()
      object.add("calls", Int64(calls))
      object.add(
        "complaints",
        complaints.map { complaint in
          var object = JSONObject()
          object.add("text", complaint)
          return object
        })
      var outcome = CommandOutcome(output: object.text + "\n")
      outcome.status = complaints.isEmpty ? .done : .failed
      return outcome
    }
    guard !complaints.isEmpty else {
      return CommandOutcome(output: "\(calls) calls: all is well\n")
    }
    var outcome = CommandOutcome(
      .failed,
      "\(path): \(complaints.count == 1 ? "one thing is" : "\(complaints.count) things are") not well"
    )
    outcome.output = complaints.map { $0 + "\n" }.joined()
    return outcome
  }
}
