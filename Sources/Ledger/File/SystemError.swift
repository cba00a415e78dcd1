internal import Glibc

/// A system call that failed: its number and the system's words for it. Nobody else in this room
/// looks at `errno`.
struct SystemError: Error, Hashable, CustomStringConvertible {
  var number: Int32

  var description: String { String(cString: strerror(number)) }

  /// The call's result, or what `errno` says when that is -1; repeated when a signal interrupted
  /// it.
  static func check(_ call: () -> Int32) throws(SystemError) -> Int32 {
    while true {
      let result = call()
      if result != -1 { return result }
      let number = errno
      if number != EINTR { throw SystemError(number: number) }
    }
  }
}

/// What the file system knows of a file.
func fileStatus(of path: String) throws(SystemError) -> stat {
  var status = stat()
  _ = try SystemError.check { stat(path, &status) }
  return status
}

/// Where a symbolic link points to; nil: it is none.
func linkTarget(of path: String) -> String? {
  var target = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &target, target.count)
  return count < 0
    ? nil : String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The folder a path lies in.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Makes sure that names made or changed in a folder outlive a power cut.
func synchronise(folder path: String) throws(SystemError) {
  try synchronise(path, flags: O_DIRECTORY)
}

/// Makes sure that a file's contents outlive a power cut.
func synchronise(file path: String) throws(SystemError) { try synchronise(path, flags: 0) }

private func synchronise(_ path: String, flags: Int32) throws(SystemError) {
  let descriptor = try SystemError.check { open(path, O_RDONLY | O_CLOEXEC | flags) }
  defer { close(descriptor) }
  _ = try SystemError.check { fsync(descriptor) }
}
