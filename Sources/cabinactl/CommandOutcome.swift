import Glibc

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
  /// For standard error: one line.
  package var complaint = ""
  package var status = Status.done

  init(output: String) { self.output = output }

  init(_ status: Status, _ complaint: String) {
    self.status = status
    self.complaint = "cabinactl: \(complaint)\n"
  }
}

extension CommandOutcome {
  private static let help = """
    cabinactl: the technician's and the owner's command line of a phone-booth shop

    usage: cabinactl VERB [OPTION]…

      quote      what a call costs, line by line, or how long a sum lasts
      status     what each booth is doing, and the balance
      calls      the latest calls
      disable, enable, cut, uncharged, charged
                 change what a booth may do
      payment    a payment to the provider, onto the balance
      dump       a recording of the line between board and daemon, a line a frame
      conformance
                 whether a board does what the specification says, check by check

    cabinactl VERB --help describes a verb.

    """

  /// Runs the verb that the first argument names.
  package init(of arguments: [String]) {
    switch arguments.first {
    case "dump": self = DumpCommand.run(Array(arguments.dropFirst()))
    case "quote": self = QuoteCommand.run(Array(arguments.dropFirst()))
    case "conformance": self = ConformanceCommand.run(Array(arguments.dropFirst()))
    case let verb? where ShopCommand.verbs.contains(verb):
      self = ShopCommand.run(verb, Array(arguments.dropFirst()))
    case "--help", "-h", "help": self.init(output: CommandOutcome.help)
    case nil: self.init(.usage, "no verb; cabinactl --help lists them")
    case let verb?: self.init(.usage, "no verb «\(verb)»; cabinactl --help lists them")
    }
  }
}

extension CommandOutcome {
  func write() {
    CommandOutcome.write(output, to: STDOUT_FILENO)
    CommandOutcome.write(complaint, to: STDERR_FILENO)
  }

  /// What nobody reads any more is not written.
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
