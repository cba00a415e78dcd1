/// CRC-32C (Castagnoli): polynomial 1EDC6F41, reflected, all ones before and inverted after; of
/// the nine bytes «123456789» it is E3069283.
package enum CRC32C {
  package static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
    let table = table
    var remainder = UInt32.max
    for byte in bytes {
      let index = UInt8(truncatingIfNeeded: remainder) ^ byte
      remainder = remainder >> 8 ^ table[Int(index)]
    }
    return ~remainder
  }

  /// What each value of a byte leaves in the remainder.
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { remainder, _ in
      remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0x82F6_3B78
    }
  }
}
