internal import Glibc
package import Notation

/// A system call that failed: its number and the system's words for it. Nobody else in this room
/// looks at `errno`.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  package var number: Int32

  package init(number: Int32) { self.number = number }

  package var description: String { String(cString: strerror(number)) }

  package var words: Words { Words(errno: number) }

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

/// On the box's own clock and calendar: `2012-02-02 17:30:00`.
func clockText(_ seconds: time_t) -> String {
  var (seconds, local) = (seconds, tm())
  guard localtime_r(&seconds, &local) != nil else { return "\(seconds)" }
  var text = [CChar](repeating: 0, count: 32)
  let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &local)
  return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
