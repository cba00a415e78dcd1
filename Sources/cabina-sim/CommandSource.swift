import Glibc

/// Lines of commands from a file or from standard input.
struct CommandSource: Sendable {
  /// Longer lines are cut: no command is nearly as long.
  static let lineLimit = 1024

  /// Whether a failed command is to be a failed run: nobody looks at the answers of a file.
  let isScript: Bool
  private let descriptor: Int32
  private var buffer: ArraySlice<UInt8> = []
  private var isAtEnd = false

  /// - Parameter script: a file; nil or `-`: standard input.
  init(script: String?) throws(CommandSourceError) {
    guard let script, script != "-" else {
      isScript = false
      descriptor = STDIN_FILENO
      return
    }
    isScript = true
    descriptor = open(script, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: script, why: String(cString: strerror(errno)))
    }
  }

  /// Waits for the next line; nil at the end.
  mutating func next() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer = buffer[(end + 1)...] }
        return String(decoding: buffer[..<end].prefix(Self.lineLimit), as: UTF8.self)
      }
      if isAtEnd {
        defer { buffer = [] }
        return buffer.isEmpty ? nil : String(decoding: buffer, as: UTF8.self)
      }
      readMore()
    }
  }

  private mutating func readMore() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0 && errno == EINTR { return }
    guard count > 0 else {
      isAtEnd = true
      return
    }
    // Of a line without end only the beginning is kept.
    buffer = buffer.prefix(Self.lineLimit) + bytes[..<count]
  }
}

enum CommandSourceError: Error, CustomStringConvertible {
  case cannotOpen(path: String, why: String)

  var description: String {
    switch self {
    case .cannotOpen(let path, let why): "--script: \(path) cannot be read: \(why)"
    }
  }
}
