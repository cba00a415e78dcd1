/// ISO 8859-1, the character set of texts on the wire: its codes are Unicode's first 256.
enum Latin1 {
  /// One byte for each Unicode scalar, so that columns stay where they were; «?» for those that are
  /// not in the set or do not print.
  static func encode(_ text: String) -> [UInt8] {
    // The same for most texts, and much faster.
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return Array(text.utf8) }
    return text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x20...0x7E, 0xA0...0xFF: UInt8(scalar.value)
      default: UInt8(ascii: "?")
      }
    }
  }

  static func decode(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }
}
