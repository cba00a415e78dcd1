internal import Glibc

/// The mark by which the maker of a pseudo-terminal is known to be alive: a record lock on the whole
/// terminal, which goes with the process however it ends. A port's user takes a `flock`, which is
/// another kind of lock and does not meet this one.
enum TerminalClaim {
  /// Claims the terminal for this process.
  static func make(on descriptor: Int32, path: String) throws(SystemError) {
    var claim = wholeFile
    try SystemCall.valueOrErrno("fcntl", path: path) { fcntl(descriptor, F_SETLK, &claim) }
  }

  /// The other process that has claimed the terminal; nil: none, or there is no such terminal.
  static func holder(of device: String) -> PortHolder? {
    let descriptor = open(device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var claim = wholeFile
    guard fcntl(descriptor, F_GETLK, &claim) == 0, claim.l_type != Int16(F_UNLCK) else {
      return nil
    }
    return PortHolder(processID: claim.l_pid)
  }

  private static var wholeFile: flock {
    var claim = flock()
    claim.l_type = Int16(F_WRLCK)
    claim.l_whence = Int16(SEEK_SET)
    return claim
  }
}
