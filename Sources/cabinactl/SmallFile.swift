import Glibc

/// Reads a file whole, up to a limit.
enum SmallFile {
  static func read(_ path: String, limit: Int) throws(SmallFileError) -> [UInt8] {
    guard let stream = fopen(path, "rb") else { throw .system() }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, stream)
      guard count > 0 else { break }
      bytes += chunk[..<count]
      guard bytes.count <= limit else {
        throw SmallFileError(message: "more than \(limit >> 20) MiB")
      }
    }
    guard ferror(stream) == 0 else { throw .system() }
    return bytes
  }

  static func size(of path: String) throws(SmallFileError) -> Int {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw .system() }
    return Int(facts.st_size)
  }
}

struct SmallFileError: Error {
  var message: String
  /// It says itself what it is about: the file's name is not put before it.
  var isWhole = false

  /// What the last system call says.
  static func system() -> SmallFileError {
    SmallFileError(message: String(cString: strerror(errno)))
  }
}
