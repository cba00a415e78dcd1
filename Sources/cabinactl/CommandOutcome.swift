import Glibc
import Notation
import SerialLine

/// What a verb leaves behind: what it prints and the exit status.
package struct CommandOutcome: Hashable {
  package enum Status: Int32 {
    case done = 0
    /// What was asked for cannot be had: a file that cannot be read or has a fault.
    case failed = 1
    /// The command line is wrong; nothing was done.
    case usage = 2
    /// The number has no price.
    case unpriced = 3
    /// Something that was to be tested was not.
    case skipped = 4
  }

  /// For standard output.
  package var output = ""
  /// For standard error: what went wrong is one line; what is doubtful may stand before it.
  package var complaint = ""
  package var status = Status.done
  /// Something is otherwise now than before: what cannot be told all the same must not look undone.
  var hasChanged = false
  /// Why some of the output, written while the verb was at work, is not where it belongs.
  var outputFault: SystemError?

  init(output: String, hasChanged: Bool = false) {
    self.output = output
    self.hasChanged = hasChanged
  }

  init(_ status: Status, _ complaint: String) {
    self.status = status
    self.complaint = "cabinactl: \(complaint)\n"
  }
}

extension CommandOutcome {
  private static var help: String {
    let verbs =
      [("quote", "what a call costs, line by line, or how long a sum lasts; needs no daemon")]
      + ShopVerb.allCases.map { ($0.rawValue, $0.summary) }
      + LedgerVerb.allCases.map { ($0.rawValue, $0.summary) }
      + AccessVerb.allCases.map { ($0.rawValue, $0.summary) } + [
        ("backup", "a copy of the ledger, checked, while a daemon writes it; needs no daemon"),
        ("verify", "whether a ledger agrees with itself: sums, charges, audit; needs no daemon"),
        ("dump", "a recording of the line between board and daemon, a line a frame"),
        ("conformance", "whether a board does what the specification says, check by check"),
      ]
    return """
      cabinactl: the technician's and the owner's command line of a phone-booth shop

      usage: cabinactl VERB [OPTION]…
             cabinactl VERB --help     describes a verb
             cabinactl --version

      \(TextTable(rows: verbs.map { ["  " + $0, $1] }).text)
      """
  }

  /// Runs the verb that the first argument names; `--socket PATH` and `--json` may stand before it.
  package init(of arguments: [String]) {
    let arguments = CommandOutcome.verbFirst(arguments)
    let rest = Array(arguments.dropFirst())
    switch arguments.first {
    case "quote": self = QuoteCommand.run(rest)
    case "backup": self = BackupCommand.run(rest)
    case "verify": self = VerifyCommand.run(rest)
    case "dump": self = DumpCommand.run(rest)
    case "conformance": self = ConformanceCommand.run(rest)
    case "--help", "-h", "help": self.init(output: CommandOutcome.help)
    case "--version": self.init(output: "cabinactl \(Version.text)\n")
    case nil: self.init(.usage, "no verb; cabinactl --help lists them")
    case let word?:
      if let verb = ShopVerb(rawValue: word) {
        self = ShopCommand.run(verb, rest)
      } else if let verb = LedgerVerb(rawValue: word) {
        self = LedgerCommand.run(verb, rest)
      } else if let verb = AccessVerb(rawValue: word) {
        self = AccessCommand.run(verb, rest)
      } else {
        self.init(.usage, "no verb «\(word)»; cabinactl --help lists them")
      }
    }
  }

  /// With a word that `--socket PATH` or `--json` stand before moved to the front.
  static func verbFirst(_ arguments: [String]) -> [String] {
    var rest = arguments[...]
    var options: [String] = []
    while let option = rest.first, option == "--json" || option.hasPrefix("--socket") {
      let count = option == "--socket" ? 2 : 1
      options += rest.prefix(count)
      rest = rest.dropFirst(count)
    }
    return Array(rest.prefix(1)) + (rest.isEmpty ? [] : options) + Array(rest.dropFirst())
  }
}

extension CommandOutcome {
  /// - Returns: the exit status; half of an answer on a full disk is a failure.
  func write() -> Int32 {
    var fault = outputFault
    do throws(SystemError) {
      try StandardOutput.write(shown(output, on: STDOUT_FILENO))
    } catch { fault = error }
    CommandOutcome.write(shown(complaint, on: STDERR_FILENO), to: STDERR_FILENO)
    guard let fault else { return status.rawValue }
    let done = hasChanged ? "; what was asked for is done all the same" : ""
    CommandOutcome.write("cabinactl: cannot write: \(fault.text)\(done)\n", to: STDERR_FILENO)
    return Status.failed.rawValue
  }

  /// A file gets what was asked for to the byte; a terminal would act on some of it.
  private func shown(_ text: String, on descriptor: Int32) -> String {
    isatty(descriptor) == 1 ? text.visibleLines : text
  }

  /// To a person at standard error: what nobody reads any more is not written.
  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
