/// The body of an answer that is made while it is sent, taken out of its chunks (RFC 9112 § 7.1).
struct ChunkedBody {
  private enum State {
    /// The line with a chunk's size.
    case size([UInt8])
    case data(left: Int)
    /// CR LF behind a chunk.
    case behind(left: Int)
    /// What may follow the last chunk, up to an empty line.
    case trailer(lineIsEmpty: Bool)
    case ended
  }

  private var state = State.size([])
  /// All of it is there.
  var hasEnded: Bool {
    if case .ended = state { return true }
    return false
  }

  /// Of a line with a size, and of a chunk.
  private static let longestLine = 64
  private static let largestChunk = 1 << 24

  /// What of the body is in the next bytes of the connection; nil: they are no chunks.
  mutating func take(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var rest = bytes
    var body: [UInt8] = []
    while let byte = rest.first {
      switch state {
      case .size(let line):
        rest.removeFirst()
        guard byte == UInt8(ascii: "\n") else {
          guard line.count < Self.longestLine else { return nil }
          state = .size(line + [byte])
          continue
        }
        guard let size = Self.size(line) else { return nil }
        state = size == 0 ? .trailer(lineIsEmpty: true) : .data(left: size)
      case .data(let left):
        let part = rest.prefix(left)
        body += part
        rest = rest.dropFirst(part.count)
        state = left == part.count ? .behind(left: 2) : .data(left: left - part.count)
      case .behind(let left):
        rest.removeFirst()
        guard byte == (left == 2 ? UInt8(ascii: "\r") : UInt8(ascii: "\n")) else { return nil }
        state = left == 2 ? .behind(left: 1) : .size([])
      case .trailer(let lineIsEmpty):
        rest.removeFirst()
        switch byte {
        case UInt8(ascii: "\r"): break
        case UInt8(ascii: "\n"): state = lineIsEmpty ? .ended : .trailer(lineIsEmpty: true)
        default: state = .trailer(lineIsEmpty: false)
        }
      case .ended: return nil
      }
    }
    return body
  }

  /// `1F;name=value` and a CR.
  private static func size(_ line: [UInt8]) -> Int? {
    let digits = String(decoding: line.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
      .filter { $0 != "\r" && $0 != " " }
    guard let size = Int(digits, radix: 16), (0...largestChunk).contains(size) else { return nil }
    return size
  }
}
