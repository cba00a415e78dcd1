import Glibc

/// Reads a file whole, up to a limit.
enum SmallFile {
  static func read(_ path: String, limit: Int) throws(SmallFileError) -> [UInt8] {
    guard let stream = fopen(path, "rb") else { throw SmallFileError(message: systemError()) }
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
    guard ferror(stream) == 0 else { throw SmallFileError(message: systemError()) }
    return bytes
  }

  private static func systemError() -> String { String(cString: strerror(errno)) }
}

struct SmallFileError: Error {
  var message: String
}
