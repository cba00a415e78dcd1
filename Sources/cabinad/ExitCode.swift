import Glibc

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

  func leave(_ message: String) -> Never {
    Journal.write(.error, message)
    Journal.flush()
    exit(rawValue)
  }
}
