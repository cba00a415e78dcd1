import Glibc
import SerialLine

/// The code for the first password where the group of the daemon may read it, and nobody else.
struct SetupCodeFile {
  static let name = "setup-code"

  let path: String

  init(folder: String) { path = folder + "/" + Self.name }

  /// In place of what is there.
  func write(_ code: String) throws(TextFileError) {
    remove()
    // A link that somebody has put there is not followed.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fault }
    defer { close(descriptor) }
    let line = Array((code + "\n").utf8)
    // Not by `open`, of which the service's mask takes the group away.
    guard fchmod(descriptor, 0o640) == 0,
      Glibc.write(descriptor, line, line.count) == line.count
    else {
      let fault = fault
      remove()
      throw fault
    }
  }

  func remove() { unlink(path) }

  private var fault: TextFileError {
    TextFileError(path: path, reason: String(cString: strerror(errno)))
  }
}
