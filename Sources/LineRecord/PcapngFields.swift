enum ByteOrder: CaseIterable {
  case little, big

  func u32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: integer(bytes))
  }

  func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    switch self {
    case .little: bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    case .big: bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}

/// The content of a block, by places counted from 0.
struct PcapngFields {
  private let content: ArraySlice<UInt8>
  private let order: ByteOrder

  init(_ content: ArraySlice<UInt8>, order: ByteOrder) {
    self.content = content
    self.order = order
  }

  var count: Int { content.count }

  func bytes(_ range: Range<Int>) -> [UInt8] {
    Array(content.dropFirst(range.lowerBound).prefix(range.count))
  }

  func u16(at place: Int) -> UInt16 { UInt16(truncatingIfNeeded: integer(place, 2)) }
  func u32(at place: Int) -> UInt32 { UInt32(truncatingIfNeeded: integer(place, 4)) }

  private func integer(_ place: Int, _ size: Int) -> UInt64 {
    order.integer(content.dropFirst(place).prefix(size))
  }

  struct Option {
    let code: UInt16
    let bytes: [UInt8]
    let order: ByteOrder

    var text: String { String(decoding: bytes.prefix(Pcapng.textLimit), as: UTF8.self) }
    var u32: UInt32? { bytes.count == 4 ? order.u32(bytes[...]) : nil }
    var u64: UInt64? { bytes.count == 8 ? order.integer(bytes[...]) : nil }
  }

  /// The options from there to the one that ends them, or to the end; nil when one runs past it.
  func options(from start: Int) -> [Option]? {
    var options: [Option] = []
    var place = start
    while place + 4 <= count {
      let code = u16(at: place)
      if code == Pcapng.Option.endOfOptions { return options }
      let length = Int(u16(at: place + 2))
      let value = (place + 4)..<(place + 4 + length)
      guard value.upperBound <= count else { return nil }
      options.append(Option(code: code, bytes: bytes(value), order: order))
      place = (value.upperBound + 3) & ~3
    }
    return options
  }
}

/// What a time of an interface is counted in.
struct TimeScale {
  /// Units in a second.
  private var unitsPerSecond: UInt64 = 1_000_000
  var offsetSeconds: Int64 = 0

  /// The value of `if_tsresol`: a power of ten, or with the top bit set of two; false when it is
  /// too fine.
  mutating func setResolution(_ value: UInt8) -> Bool {
    let exponent = value & 0x7F
    if value & 0x80 == 0 {
      guard exponent <= 9 else { return false }
      unitsPerSecond = (0..<exponent).reduce(1) { power, _ in power * 10 }
    } else {
      guard exponent <= 32 else { return false }
      unitsPerSecond = 1 << UInt64(exponent)
    }
    return true
  }

  /// Since 1970; what is no time of this age of the world is cut to it.
  func microseconds(_ ticks: UInt64) -> Int64 {
    let since =
      Int128(ticks) * 1_000_000 / Int128(unitsPerSecond) + Int128(offsetSeconds) * 1_000_000
    return min(max(Int64(clamping: since), 0), Self.endOfAge)
  }

  /// The year 10000, microseconds since 1970.
  private static let endOfAge: Int64 = 253_402_300_800_000_000
}
