/// What must hold whatever comes in. A demand that is not met ends the run, as a crash does.
func demand(_ holds: Bool, _ what: @autoclosure () -> String) {
  if !holds { fatalError("not so: \(what())") }
}

/// The bytes of an input, taken from the front; what is not there reads as 0.
struct Script {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  mutating func u16() -> Int {
    let low = Int(byte())
    return low | Int(byte()) << 8
  }

  /// No more than are left.
  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}

extension Script {
  init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    self.init(Array(UnsafeBufferPointer(start: bytes, count: count)))
  }

  mutating func remainder() -> [UInt8] { bytes(rest.count) }
}
