/// Consistent Overhead Byte Stuffing (Cheshire and Baker 1999): bytes without zeros, so that a zero
/// can mark the end of a frame.
package enum COBS {
  /// `bytes` without zeros, and without the zero that ends a frame.
  package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(bytes.count + bytes.count / 254 + 1)
    encode(bytes, into: &encoded)
    return encoded
  }

  /// The same, at the end of what there is already.
  static func encode(_ bytes: some Collection<UInt8>, into encoded: inout [UInt8]) {
    var codeIndex = encoded.count
    var code: UInt8 = 1
    encoded.append(0)
    for byte in bytes {
      if code == 0xFF {
        encoded[codeIndex] = code
        codeIndex = encoded.count
        encoded.append(0)
        code = 1
      }
      if byte == 0 {
        encoded[codeIndex] = code
        codeIndex = encoded.count
        encoded.append(0)
        code = 1
      } else {
        encoded.append(byte)
        code += 1
      }
    }
    encoded[codeIndex] = code
  }

  /// What was encoded; nil when there is a zero in it or it ends within a run.
  package static func decode(_ encoded: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var index = 0
    while index < encoded.count {
      let code = encoded[index]
      let end = index + Int(code)
      guard code != 0, end <= encoded.count else { return nil }
      index += 1
      while index < end {
        let byte = encoded[index]
        guard byte != 0 else { return nil }
        bytes.append(byte)
        index += 1
      }
      // A run of 254 bytes ended because it was full, any other because a zero came, or the end.
      if code != 0xFF, end < encoded.count { bytes.append(0) }
    }
    return bytes
  }
}
