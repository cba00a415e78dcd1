import Glibc

/// A folder of its own for one test, gone with it.
final class Scratch {
  let folder: String

  init() {
    var template = Array("/tmp/cabina-ledger-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { fatalError("no folder in /tmp") }
    folder = String(cString: made)
  }

  deinit { Self.remove(folder) }

  var ledger: String { folder + "/shop/cabina.db" }

  func path(_ name: String) -> String { folder + "/" + name }

  private static func remove(_ path: String) {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { Self.remove(path + "/" + name) }
      }
      closedir(directory)
    }
    Glibc.remove(path)
  }
}

func bytes(of path: String) -> [UInt8] {
  let descriptor = open(path, O_RDONLY)
  guard descriptor >= 0 else { return [] }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    guard count > 0 else { return bytes }
    bytes += chunk[..<count]
  }
}

func write(_ bytes: [UInt8], to path: String) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  defer { close(descriptor) }
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes {
      Glibc.write(descriptor, $0.baseAddress, $0.count)
    }
    guard count > 0 else { fatalError("cannot write \(path)") }
    written += count
  }
}

func size(of path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : 0
}

func permissions(of path: String) -> UInt32 {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
}
