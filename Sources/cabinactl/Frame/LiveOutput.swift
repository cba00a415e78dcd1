import Glibc
import Ledger
import Notation
import SerialLine

/// What a verb says while it is at work.
enum LiveOutput {
  /// Whether somebody has the other end of a pipe; where it is none there always is.
  static var hasReader: Bool {
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    return poll(&output, 1, 0) < 1 || Int32(output.revents) & POLLERR == 0
  }

  /// At once, without a buffer. false: who read it has had enough, as `head` has.
  static func write(_ text: String) throws(CommandError) -> Bool {
    try write(Array((Console.isTerminal(STDOUT_FILENO) ? text.visibleLines : text).utf8))
  }

  /// The same of what comes in pieces, which may part a letter.
  static func write(_ bytes: [UInt8]) throws(CommandError) -> Bool {
    if !bytes.isEmpty { LastLine.standard.makeWay() }
    do throws(SerialLine.SystemError) {
      return try StandardOutput.writeToReader(bytes)
    } catch {
      throw CommandError(
        "no se puede escribir: \(Words(errno: error.code).spanish)", "cannot write: \(error.text)")
    }
  }
}
