import Glibc
import SerialLine

/// Exit codes, those of sysexits(3) where one fits; systemd does not restart after `usage` and
/// `configuration`.
enum ExitCode: Int32 {
  case stopped = 0
  case failure = 1
  case usage = 64
  /// The ledger is not usable: damaged, of a newer version, on a disk that cannot be written.
  case ledger = 74
  /// The page or its socket cannot be opened.
  case page = 69
  case configuration = 78

  /// Leaves with what was asked for on standard output.
  static func stop(_ text: String) -> Never {
    do throws(SystemError) {
      try StandardOutput.write(text + "\n")
    } catch { failure.leave("cannot write: \(error.text)") }
    exit(stopped.rawValue)
  }

  func leave(_ message: String) -> Never {
    Journal.write(.error, message)
    Journal.flush()
    exit(rawValue)
  }
}
