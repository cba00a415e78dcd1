internal import Glibc

/// Small files and links of `/proc`, `/sys` and `/dev`: read whole, or not at all.
package enum SystemFiles {
  /// The text of a small file, nil where it cannot be read. What is beyond `limit` bytes is cut.
  package static func text(of path: String, limit: Int = 4096) -> String? {
    guard
      let descriptor = try? SystemCall.valueOrErrno(
        "open", path: path, { Glibc.open(path, O_RDONLY | O_CLOEXEC) })
    else { return nil }
    defer { _ = Glibc.close(descriptor) }
    var bytes: [UInt8] = []
    while bytes.count < limit,
      let more = try? SystemCall.read(descriptor, path: path, limit: limit - bytes.count),
      !more.isEmpty
    { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a setting into a file of `/sys`.
  static func write(_ text: String, to path: String) throws(SystemError) {
    let descriptor = try SystemCall.valueOrErrno("open", path: path) {
      Glibc.open(path, O_WRONLY | O_CLOEXEC)
    }
    defer { _ = Glibc.close(descriptor) }
    _ = try SystemCall.write(descriptor, path: path, Array(text.utf8))
  }

  /// Where a symbolic link points, nil where there is no link.
  package static func target(ofLink path: String) -> String? {
    var name = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink(path, &name, name.count - 1) >= 0 else { return nil }
    return text(name)
  }

  /// The path with every link followed, nil where it leads nowhere.
  package static func resolved(_ path: String) -> String? {
    guard let result = realpath(path, nil) else { return nil }
    defer { free(result) }
    return String(cString: result)
  }

  /// The names in a directory, in no order, without `.` and `..`.
  package static func names(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The text of a C string in a buffer.
  static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// What `stat` (or, not following a last link, `lstat`) says of a path.
  static func status(of path: String, followingLink: Bool = true) throws(SystemError) -> stat {
    var status = stat()
    try SystemCall.valueOrErrno(followingLink ? "stat" : "lstat", path: path) {
      followingLink ? stat(path, &status) : lstat(path, &status)
    }
    return status
  }
}
