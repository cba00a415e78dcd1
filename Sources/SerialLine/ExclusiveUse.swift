internal import CLinux
internal import Glibc

/// Keeps a port to one reader: two of them split the bytes between them.
enum ExclusiveUse {
  /// Takes the port for this process; fails with `EBUSY` or `EWOULDBLOCK` when another has it.
  ///
  /// Both means are needed: the lock binds only programs that ask for it, but root too; the
  /// terminal's own flag binds every program, but not root.
  static func take(
    _ descriptor: Int32, path: String, _ status: stat
  ) throws(SystemError) {
    if PortHolder.sessionHolder(status) != nil {
      // Somebody is logged in on this line, or is asked to: theirs it stays.
      throw SystemError(call: "open", path: path, code: EBUSY)
    }
    try SystemCall.valueOrErrno("flock", path: path) { flock(descriptor, LOCK_EX | LOCK_NB) }
    // A pseudo-terminal would keep the flag when its holder is killed, for as long as the other
    // end lives, and lock out the holder's successor.
    if !isPseudoTerminal(status) {
      try SystemCall.valueOrErrno("ioctl TIOCEXCL", path: path) {
        ioctl(descriptor, UInt(TIOCEXCL))
      }
    }
  }

  /// Gives up a port that was taken, ahead of its closing.
  static func release(_ descriptor: Int32) {
    _ = ioctl(descriptor, UInt(TIOCNXCL))
    _ = flock(descriptor, LOCK_UN)
  }

  /// The majors the kernel sets aside for the slaves of pseudo-terminals.
  private static func isPseudoTerminal(_ status: stat) -> Bool {
    (136...143).contains(cabina_device_major(status.st_rdev))
  }
}
