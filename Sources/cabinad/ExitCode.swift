import Glibc
import Notation
import SerialLine

/// Exit codes, those of sysexits(3) where one fits; systemd does not restart after `usage`,
/// `refusedLedger` and `configuration`: another start would end as this one did.
enum ExitCode: Int32 {
  case stopped = 0
  case failure = 1
  case usage = 64
  /// What stands in the ledger's place is damaged, of a newer version or no ledger: somebody has to
  /// do something about it.
  case refusedLedger = 65
  /// The ledger cannot be used for now: its disk is not there or cannot be written, or another
  /// process has it.
  case ledger = 74
  /// The page or its socket cannot be opened.
  case page = 69
  case configuration = 78

  /// Leaves with what was asked for on standard output.
  static func stop(_ words: Words) -> Never {
    let say = Language.ofProcess
    do throws(SystemError) {
      try StandardOutput.write(say(words) + "\n")
    } catch {
      failure.leave(
        say("no se puede escribir: \(error.words.spanish)", "cannot write: \(error.text)"))
    }
    exit(stopped.rawValue)
  }

  func leave(_ message: String) -> Never {
    Journal.write(.error, message)
    Journal.flush()
    exit(rawValue)
  }
}
