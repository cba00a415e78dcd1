package import Glibc
import Notation

/// Reads a file or a pipe whole, up to a limit.
package enum SmallFile {
  package static func read(_ path: String, limit: Int) throws(SmallFileError) -> [UInt8] {
    let file = try InputFile(path, limit: limit)
    let stream = try RegularFile.open(file.location).stream
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      guard count > 0 else { break }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw SmallFileError(
          message: "more than \(limit >> 20) MiB", spanish: "pasa de \(limit >> 20) MiB")
      }
    }
    guard ferror(stream) == 0 else { throw .system() }
    return bytes
  }
}

/// A file with a beginning and an end. A pipe, a terminal or a device may have neither, and opening
/// one would wait for somebody at the other end.
package enum RegularFile {
  /// Opened to be read; whoever asked closes it. `size` in bytes, as it was then. What it is, is
  /// asked of what was opened, so that nothing can take its place in between.
  package static func open(
    _ path: String
  ) throws(SmallFileError) -> (stream: UnsafeMutablePointer<FILE>, size: Int) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      // A socket, or a device that is not there, cannot even be opened.
      throw errno == ENXIO ? kind(S_IFSOCK) : .system()
    }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else {
      defer { close(descriptor) }
      throw .system()
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw kind(facts.st_mode & S_IFMT)
    }
    guard let stream = fdopen(descriptor, "rb") else {
      defer { close(descriptor) }
      throw .system()
    }
    return (stream, Int(facts.st_size))
  }

  /// Throws when the path is something else; for what opens it by itself.
  package static func check(_ path: String) throws(SmallFileError) { fclose(try open(path).stream) }

  private static func kind(_ mode: mode_t) -> SmallFileError {
    let (english, spanish) =
      switch mode {
      case S_IFDIR: ("a directory", "es una carpeta")
      case S_IFIFO: ("a pipe", "es una tubería")
      case S_IFSOCK: ("a socket or a device", "es un socket o un dispositivo")
      default: ("a device", "es un dispositivo")
      }
    return SmallFileError(
      message: "\(english): expected a regular file",
      spanish: "\(spanish); se espera un archivo común")
  }
}

package struct SmallFileError: Error {
  package var message: String
  /// It says itself what it is about: the file's name is not put before it.
  package var isWhole = false
  /// The same for the pages, in their languages.
  package var remark: FileRemark

  package init(message: String, spanish: String, isWhole: Bool = false) {
    self.message = message
    self.isWhole = isWhole
    remark = .unreadable(Words(spanish, message))
  }

  init(_ remark: FileRemark) {
    message = remark.commandLine
    self.remark = remark
  }

  /// What the last system call says.
  package static func system() -> SmallFileError {
    let words = Words(errno: errno)
    return SmallFileError(message: words.english, spanish: words.spanish)
  }
}
