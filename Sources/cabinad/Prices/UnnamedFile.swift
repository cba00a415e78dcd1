import Glibc
import OwnerPanel

/// A file without a name, gone when nobody has it open, however that comes about: what came over a
/// socket, for who reads files.
final class UnnamedFile {
  private let descriptor: Int32

  /// Opens it again, from its beginning.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// On the disk of another file: `/tmp` may be memory.
  init(_ bytes: ArraySlice<UInt8>, beside other: String) throws {
    let folder = other.lastIndex(of: "/").map { String(other[...$0]) } ?? ""
    var name = Array((folder + ".sent-XXXXXX").utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw LedgerRefusal.notStored(Self.fault) }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
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

  private static var fault: String { "a temporary file: \(String(cString: strerror(errno)))" }
}
