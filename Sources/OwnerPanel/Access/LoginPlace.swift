import Glibc

/// Where tries are counted as one guesser's: an IPv4 address, or the 64 bits of an IPv6 address that
/// one household or shop is given (RFC 6177), within which anybody takes as many as he likes; and
/// this box, whose own addresses are many (127.0.0.0/8) and one place.
struct LoginPlace: Hashable, Sendable {
  private let text: String
  /// Whether only the box itself has it.
  let isThisBox: Bool

  /// `address`: in figures, as the kernel has it.
  init(address: String) {
    // A link's own addresses have one network for all of its hosts.
    guard let bytes = Self.bytes(address), !bytes.starts(with: [0xfe, 0x80]) else {
      isThisBox = address.hasPrefix("127.")
      text = isThisBox ? Self.box : address
      return
    }
    if bytes.starts(with: Self.mapped) {
      isThisBox = bytes[12] == 127
      text = isThisBox ? Self.box : bytes[12...].map { "\($0)" }.joined(separator: ".")
    } else {
      isThisBox = bytes == Self.loopback
      text = isThisBox ? Self.box : bytes.prefix(8).map { "\($0)" }.joined(separator: " ")
    }
  }

  private static let box = "this box"

  private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
  private static let loopback: [UInt8] = [UInt8](repeating: 0, count: 15) + [1]

  /// nil: it is none of IPv6.
  private static func bytes(_ address: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let plain = address.prefix { $0 != "%" }
    return inet_pton(AF_INET6, String(plain), &bytes) == 1 ? bytes : nil
  }
}
