internal import BoothProtocol

/// A frame as a check puts it on the wire, right or wrong: unlike `Frame` it holds whatever it is
/// told to.
struct RawFrame: Sendable {
  var version: UInt8 = 1
  /// 0 host to board, 1 board to host.
  var direction: UInt8 = 0
  /// The class; a number, since there are wrong ones.
  var kind: UInt8
  var sequence: UInt8 = 0
  var acknowledgement: UInt8 = 0
  var session: UInt8 = 0
  var type: UInt8
  var payload: [UInt8] = []
  /// Exclusive-ored onto the right CRC.
  var spoiling: UInt32 = 0

  /// On the wire, with the closing 00.
  var bytes: [UInt8] {
    let first = version << 5 | (direction & 1) << 4 | kind & 0x0F
    let content = [first, sequence, acknowledgement, session, type] + payload
    return COBS.encode(content + (CRC32C.checksum(of: content) ^ spoiling).wireBytes) + [0]
  }
}

extension FixedWidthInteger where Self: UnsignedInteger {
  /// Little-endian.
  var wireBytes: [UInt8] {
    stride(from: 0, to: bitWidth, by: 8).map { UInt8(truncatingIfNeeded: self >> $0) }
  }
}

extension [UInt8] {
  /// The little-endian number at an offset; nil where the bytes end before.
  func u32(at offset: Int) -> UInt32? {
    guard offset >= 0, offset + 4 <= count else { return nil }
    return self[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  func u16(at offset: Int) -> UInt16? {
    guard offset >= 0, offset + 2 <= count else { return nil }
    return UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }
}
