import Glibc
import OwnerPanel

/// A file without a name, gone when nobody has it open, however that comes about: what came over a
/// socket, for who reads files.
final class UnnamedFile {
  private let descriptor: Int32

  /// Opens it again, from its beginning.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// On the disk of another file: `/tmp` may be memory. `open`: a file in a folder without a name;
  /// injected by tests.
  init(
    _ bytes: ArraySlice<UInt8>, beside other: String,
    open: (_ folder: String) -> Int32 = UnnamedFile.open(in:)
  ) throws {
    let folder = Self.folder(of: other)
    var opened = open(folder)
    // Of a file system that knows no such files.
    if opened < 0, [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) {
      opened = Self.openNamed(in: folder)
    }
    descriptor = opened
    guard descriptor >= 0 else { throw LedgerRefusal.notStored(Self.fault) }
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress
        let count = write(descriptor, start, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw LedgerRefusal.notStored(Self.fault) }
        rest = rest.dropFirst(count)
      }
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  static func open(in folder: String) -> Int32 {
    Glibc.open(folder, __O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0o600)
  }

  /// It has a name until that is taken away again; who is killed in between leaves it.
  private static func openNamed(in folder: String) -> Int32 {
    var name = Array("\(folder)/\(namedStart)XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return -1 }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private static let namedStart = ".sent-"

  /// Files that kept their name when their daemon was killed.
  static func removeLeft(beside other: String) {
    let folder = folder(of: other)
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      let isOurs = name.hasPrefix(namedStart) && name.utf8.count == namedStart.utf8.count + 6
      if isOurs { unlink("\(folder)/\(name)") }
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private static var fault: String { "a temporary file: \(String(cString: strerror(errno)))" }
}
