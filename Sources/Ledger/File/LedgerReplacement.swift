internal import Glibc

/// A copy takes the place of a ledger that nobody holds. What was there is kept in a folder beside it,
/// with all that has its name.
///
/// The lock file stays where it is and is held all the while, so that no daemon begins a new ledger in
/// between. Whenever the power goes, there is the ledger as it was, or the copy, or a daemon refuses what
/// there is and nothing is lost: the mark that a log belongs to the ledger is taken away last.
package final class LedgerReplacement {
  package let path: String
  /// Where a link leads, and where SQLite keeps what belongs to the file.
  private let file: String
  private let lock: LockFile
  private let options: LedgerOptions
  private let owner: Owner

  private struct Owner {
    var user: uid_t
    var group: gid_t
    var mode: mode_t
  }

  /// Throws `LedgerOpenError`: `inUse` while another process has it.
  package init(of path: String, options: LedgerOptions = LedgerOptions()) throws {
    self.path = path
    self.options = options
    file =
      realpath(path, nil).map { place in
        defer { free(place) }
        return String(cString: place)
      } ?? path
    if let target = linkTarget(of: path), file == path {
      throw LedgerOpenError.danglingLink(path: path, target: target)
    }
    let home = folder(of: file)
    let folderStatus: stat
    do {
      folderStatus = try fileStatus(of: home)
    } catch {
      throw LedgerOpenError.folderMissing(path: path, folder: home)
    }
    let status = try? fileStatus(of: file)
    owner = Owner(
      user: (status ?? folderStatus).st_uid, group: (status ?? folderStatus).st_gid,
      mode: (status?.st_mode).map { $0 & 0o777 } ?? 0o600)
    lock = try LockFile(besides: path, options: options)
    // One that was made just now must not be this user's alone.
    do {
      try give(lock.path, mode: 0o600)
    } catch { throw LedgerOpenError.readOnly(path: lock.path, reason: error.words) }
  }

  /// What is there now and would be kept: the ledger, and all that has its name.
  package var found: [String] {
    let home = folder(of: file)
    let name = lastName(of: file)
    guard let stream = opendir(home) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let other = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if other == name || ["-wal", "-shm", "-journal"].contains(where: { other == name + $0 }) {
        names.append(other)
      }
    }
    return names.sorted()
  }

  /// Whether it is the ledger itself that is to take its own place.
  package func isItself(_ copy: String) -> Bool {
    guard let own = try? fileStatus(of: file), let other = try? fileStatus(of: copy) else {
      return false
    }
    return own.st_dev == other.st_dev && own.st_ino == other.st_ino
  }

  /// Puts what `copy` reads in place. The folder with what was there; nil: nothing was.
  ///
  /// `stamp`: of this moment, fit for a name. `draftIs` is told what is of no use before it is whole,
  /// before it is made; `takesPlace` that it is, and now takes the place. Throws `BackupError` while all is
  /// as it was, else `SystemError`.
  package func replace(
    by copy: LedgerReader, stamp: String, draftIs: ([String]) -> Void = { _ in },
    takesPlace: () -> Void = {}
  ) throws -> String? {
    let draft = file + ".restored"
    try copy.backup(to: draft) { draftIs($0 + [draft]) }
    do {
      try give(draft, mode: owner.mode)
      try options.take(.synchronise(draft))
      takesPlace()
      let aside = try setAside(stamp: stamp)
      try options.take(.rename(draft, to: file))
      try options.take(.synchronise(folder(of: file)))
      try lock.unmark()
      return aside
    } catch {
      _ = try? options.removeDatabase(at: draft)
      throw error
    }
  }

  /// The ledger keeps its name until the copy takes it, and gets another one here.
  private func setAside(stamp: String) throws(SystemError) -> String? {
    let names = found
    guard !names.isEmpty else { return nil }
    let home = folder(of: file)
    let aside = try newFolder(home + "/replaced-" + stamp)
    if lock.isMarked { try keepMark(in: aside) }
    for name in names {
      let (old, new) = (home + "/" + name, aside + "/" + name)
      // A disk of another kind may have no second names.
      if name == lastName(of: file), link(old, new) == 0 { continue }
      try options.take(.rename(old, to: new))
    }
    try options.take(.synchronise(aside))
    try options.take(.synchronise(home))
    return aside
  }

  private func newFolder(_ name: String) throws(SystemError) -> String {
    for count in 1... {
      let folder = count == 1 ? name : "\(name)-\(count)"
      do throws(SystemError) {
        try options.take(.makeFolder(folder))
        try give(folder, mode: 0o700)
        return folder
      } catch {
        guard error.number == EEXIST, count < 100 else { throw error }
      }
    }
    return name
  }

  /// For who puts the ledger back: that a log belongs to it.
  private func keepMark(in aside: String) throws(SystemError) {
    let copy = LockFile.path(besides: aside + "/" + lastName(of: path))
    try options.take(.makeFile(copy))
    try options.take(.overwrite(copy, LockFile.marked))
    try give(copy, mode: 0o600)
  }

  private func lastName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// To whom the ledger belongs: root, who restores it, is not the daemon.
  private func give(_ path: String, mode: mode_t) throws(SystemError) {
    let status = try fileStatus(of: path)
    if status.st_uid != owner.user || status.st_gid != owner.group {
      _ = try SystemError.check { chown(path, owner.user, owner.group) }
    }
    _ = try SystemError.check { chmod(path, mode) }
  }
}
