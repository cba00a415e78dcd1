/// Bytes on their way to a client.
struct OutputQueue: Sendable {
  private var bytes: [UInt8] = []
  private var written = 0

  var isEmpty: Bool { written == bytes.count }
  var count: Int { bytes.count - written }

  mutating func append(_ more: [UInt8]) {
    if isEmpty {
      bytes = more
      written = 0
    } else {
      bytes.append(contentsOf: more)
    }
  }

  mutating func removeFirst(_ count: Int) {
    written += count
    if isEmpty {
      bytes = []
      written = 0
    }
  }

  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[written...])) }
  }
}
