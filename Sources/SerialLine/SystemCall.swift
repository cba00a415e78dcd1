internal import Glibc

/// A call into the kernel that failed: which one, on what, and why.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The function's name, as its manual page has it.
  package let call: String
  /// The file concerned, where there is one.
  package let path: String?
  /// The `errno` it left.
  package let code: Int32
  /// What is known beyond that, for a person; nil: nothing.
  package let detail: String?

  package init(call: String, path: String? = nil, code: Int32, detail: String? = nil) {
    self.call = call
    self.path = path
    self.code = code
    self.detail = detail
  }

  /// The system's own words for `code`.
  package var text: String { String(cString: strerror(code)) }

  package var description: String {
    if let detail { return (path.map { "\($0): " } ?? "") + detail }
    return "\(call)\(path.map { " \($0)" } ?? ""): \(text) (errno \(code))"
  }
}

/// The one place that looks at `errno`.
package enum SystemCall {
  /// Makes a call that answers -1 when it fails, again if a signal interrupted it.
  @discardableResult
  package static func valueOrErrno<Value: SignedInteger>(
    _ call: String, path: String? = nil, retryOnInterrupt: Bool = true, _ body: () -> Value
  ) throws(SystemError) -> Value {
    while true {
      let value = body()
      if value != -1 { return value }
      let code = errno
      if code == EINTR && retryOnInterrupt { continue }
      throw SystemError(call: call, path: path, code: code)
    }
  }

  /// Makes a call that answers nothing when it fails, again if a signal interrupted it.
  package static func pointerOrErrno<Pointer>(
    _ call: String, path: String? = nil, retryOnInterrupt: Bool = true, _ body: () -> Pointer?
  ) throws(SystemError) -> Pointer {
    while true {
      if let pointer = body() { return pointer }
      let code = errno
      if code == EINTR && retryOnInterrupt { continue }
      throw SystemError(call: call, path: path, code: code)
    }
  }

  /// Reads what is there, at most `limit` bytes; none at the end of the file.
  package static func read(
    _ descriptor: Int32, path: String? = nil, limit: Int
  ) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = try valueOrErrno("read", path: path) { Glibc.read(descriptor, &bytes, limit) }
    bytes.removeLast(limit - count)
    return bytes
  }

  /// Writes as many of the bytes as are taken now.
  package static func write(
    _ descriptor: Int32, path: String? = nil, _ bytes: [UInt8]
  ) throws(SystemError) -> Int {
    try valueOrErrno("write", path: path) { Glibc.write(descriptor, bytes, bytes.count) }
  }
}
