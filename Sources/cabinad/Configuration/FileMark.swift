import Glibc

/// What tells a file that was edited from one that was not.
struct FileMark: Hashable, Sendable {
  private let path: String
  private let seconds: Int
  private let nanoseconds: Int
  private let number: UInt
  private let size: Int

  /// nil: there is no such file, or it may not be looked at.
  init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    self.path = path
    seconds = facts.st_mtim.tv_sec
    nanoseconds = facts.st_mtim.tv_nsec
    number = UInt(facts.st_ino)
    size = Int(facts.st_size)
  }

  /// It is there, and is not what it was.
  var isEdited: Bool { FileMark(path).map { $0 != self } ?? false }
}
