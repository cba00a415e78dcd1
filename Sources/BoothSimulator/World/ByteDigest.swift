/// A short sum of many bytes, by which two streams of them are told apart: FNV-1a of 64 bits.
package struct ByteDigest: Hashable, Sendable, CustomStringConvertible {
  private var sum: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// A piece of the stream, and when it came; milliseconds.
  mutating func add(_ bytes: [UInt8], at time: Int64) {
    for byte in bytes { mix(UInt64(byte)) }
    mix(UInt64(bitPattern: time))
  }

  private mutating func mix(_ value: UInt64) { sum = (sum ^ value) &* 0x100_0000_01B3 }

  package var description: String { String(sum, radix: 16) }
}
