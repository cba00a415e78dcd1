import Glibc

/// Gone with what is in it when it is removed.
struct TemporaryFolder {
  let path: String

  init() throws {
    var name = Array("/tmp/cabina-bench-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw NotWritten(path: "/tmp") }
    path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  struct NotWritten: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path) cannot be written" }
  }

  func write(_ text: String, to name: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw NotWritten(path: name) }
    fputs(text, file)
    guard fclose(file) == 0 else { throw NotWritten(path: name) }
  }

  /// It holds files alone.
  func remove() {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        unlink("\(path)/\(name)")
      }
      closedir(folder)
    }
    rmdir(path)
  }
}
