internal import CLinux
internal import Glibc

/// Who has a port that somebody else must not open: even a look at it would take bytes from him.
package enum PortOccupant: Hashable, Sendable {
  /// Somebody is logged in there, or is asked to.
  case login(PortHolder)
  /// These processes have it open.
  case holders([PortHolder])

  /// Nil: the port is free, as far as can be seen. Processes of other users are seen by root only,
  /// save for one that has the port locked.
  package init?(of path: String) {
    guard let device = SystemFiles.resolved(path),
      let status = try? SystemFiles.status(of: device), Self.mayBeTerminal(status)
    else { return nil }
    if let holder = PortHolder.sessionHolder(status) {
      self = .login(holder)
      return
    }
    // The maker of a pseudo-terminal has its other end, and this one open besides.
    let maker = device.hasPrefix("/dev/pts/") ? TerminalClaim.holder(of: device) : nil
    var holders = PortHolder.all(of: device).filter {
      $0 != maker && $0.processID != getpid()
    }
    if let locker = PortHolder.lockHolder(status), locker.processID != getpid(),
      !holders.contains(locker)
    {
      holders.append(locker)
    }
    guard !holders.isEmpty else { return nil }
    self = .holders(holders)
  }

  /// Everybody has `/dev/null` open. A pseudo-terminal is not in `/sys`.
  private static func mayBeTerminal(_ status: stat) -> Bool {
    guard status.st_mode & S_IFMT == S_IFCHR else { return false }
    let major = cabina_device_major(status.st_rdev)
    let minor = cabina_device_minor(status.st_rdev)
    let kind = SystemFiles.target(ofLink: "/sys/dev/char/\(major):\(minor)/subsystem")
    return kind?.hasSuffix("/tty") ?? true
  }
}
