import Glibc
import Ledger
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
  /// The output is in colours: all of it went through `Console.painted`.
  var isPainted = false
  /// What programs are told it failed by; nil: nothing has a name.
  var failure: String?
  /// The signal that ended it before all was done; nil: none did.
  var interruption: Int32?
  /// Why some of the output, written while the verb was at work, is not where it belongs.
  var outputFault: SerialLine.SystemError?

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
  init(_ error: CommandError, _ say: Language) {
    self.init(error.status, say(error.words))
    output = error.output
    failure = error.name
  }

  /// What a program gets of a failure that printed nothing for it, as of one that the daemon told.
  mutating func tellPrograms() {
    guard status != .done, output.isEmpty else { return }
    let refusal = refusal
    let json: JSON = ["error": .text(refusal.name), "message": .text(refusal.message)]
    output = json.text + "\n"
  }

  /// As programs are told it.
  var refusal: (name: String, message: String) {
    // What went wrong is the last line; what is doubtful may stand before it.
    let line = complaint.split(separator: "\n").last.map(String.init) ?? ""
    let start = "cabinactl: "
    return (
      failure ?? (status == .usage ? "usage" : "failed"),
      line.hasPrefix(start) ? String(line.dropFirst(start.count)) : line
    )
  }

  /// Something doubtful, for who is told of the rest.
  mutating func doubt(_ text: String) { complaint += "cabinactl: \(text)\n" }
}

extension CommandOutcome {
  /// - Returns: the exit status; half of an answer on a full disk is a failure. What was interrupted
  ///   does not return.
  func write(_ say: Language) -> Int32 {
    var fault = outputFault
    do throws(SerialLine.SystemError) {
      try StandardOutput.write(isPainted ? output : shown(output, on: STDOUT_FILENO))
    } catch { fault = error }
    CommandOutcome.complain(complaint)
    guard let fault else {
      if let interruption { Interrupt.end(by: interruption) }
      return status.rawValue
    }
    CommandOutcome.complain("cabinactl: \(unwritten(fault.code, say))\n")
    return Status.failed.rawValue
  }

  /// That the output is not where it belongs. `code`: why, an `errno`.
  func unwritten(_ code: Int32, _ say: Language) -> String {
    let why = Words(errno: code)
    let text = say("no se puede escribir: \(why.spanish)", "cannot write: \(why.english)")
    guard hasChanged else { return text }
    return text
      + say(
        "; lo que se pidió está hecho de todos modos", "; what was asked for is done all the same")
  }

  /// A file gets what was asked for to the byte; a terminal would act on some of it.
  private func shown(_ text: String, on descriptor: Int32) -> String {
    Console.isTerminal(descriptor) ? text.visibleLines : text
  }

  /// Lines for a person at standard error, on a terminal no wider than it is.
  static func complain(_ text: String) {
    let columns = Console.columns(of: STDERR_FILENO)
    write(columns.map { text.visibleLines.folded(at: $0) } ?? text, to: STDERR_FILENO)
  }

  /// To a person at standard error: what nobody reads any more is not written.
  static func write(_ text: String, to descriptor: Int32) {
    if !text.isEmpty { LastLine.standard.makeWay() }
    put(text, to: descriptor)
  }

  /// The same, of the line of what is going on itself.
  static func put(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
