internal import Glibc

/// A symbolic link by which a pseudo-terminal is found, whatever its number.
enum TerminalLink {
  /// Puts the link in place in one step: who follows it finds the old terminal or the new one. A
  /// link left by an earlier run is replaced; a file that is no link is not, and fails `EEXIST`; nor
  /// is one that another process has put there for a terminal it still has: `EBUSY`.
  static func place(_ link: String, to device: String) throws(SystemError) {
    if let status = try? SystemFiles.status(of: link, followingLink: false),
      status.st_mode & S_IFMT != S_IFLNK
    {
      throw SystemError(call: "symlink", path: link, code: EEXIST)
    }
    if let other = SystemFiles.target(ofLink: link), other != device,
      let holder = TerminalClaim.holder(of: other)
    {
      throw SystemError(
        call: "symlink", path: link, code: EBUSY,
        detail: "in use by \(holder), whose link it is, to \(other)")
    }
    let temporary = "\(link).\(getpid())"
    _ = unlink(temporary)
    try SystemCall.valueOrErrno("symlink", path: temporary) { symlink(device, temporary) }
    do throws(SystemError) {
      try SystemCall.valueOrErrno("rename", path: link) { rename(temporary, link) }
    } catch {
      _ = unlink(temporary)
      throw error
    }
  }

  /// Takes the link away, unless it has become another's meanwhile.
  static func remove(_ link: String, to device: String) {
    if SystemFiles.target(ofLink: link) == device { _ = unlink(link) }
  }
}
