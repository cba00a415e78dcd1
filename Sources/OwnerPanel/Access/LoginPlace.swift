import Glibc

/// Where somebody sits, and tries are counted as one guesser's: an IPv4 address, or the 64 bits of an
/// IPv6 address that one household or shop is given (RFC 6177), within which anybody takes as many as
/// he likes; this box, whose own addresses are many (127.0.0.0/8) and one place; and what a proxy on
/// this box brings, which nobody can tell apart.
struct LoginPlace: Hashable, Sendable {
  private enum Kind: Hashable, Sendable {
    case address(String)
    case thisBox
    case proxy
  }

  private let kind: Kind

  /// Whether only the box itself has it.
  var isThisBox: Bool { kind == .thisBox }

  /// Whether anybody may sit there: a proxy on this box brings him.
  var isProxy: Bool { kind == .proxy }

  /// `address`: in figures, as the kernel has it. `byProxy`: he came through one, as far as it says
  /// so. One elsewhere counts as its address: with what it says anybody could make up his place.
  init(address: String, byProxy: Bool) {
    let kind = Self.kind(of: address)
    self.kind = kind == .thisBox && byProxy ? .proxy : kind
  }

  private static func kind(of address: String) -> Kind {
    // A link's own addresses have one network for all of its hosts.
    guard let bytes = bytes(address), !bytes.starts(with: [0xfe, 0x80]) else {
      return address.hasPrefix("127.") ? .thisBox : .address(address)
    }
    if bytes.starts(with: mapped) {
      let parts = bytes[12...].map { "\($0)" }.joined(separator: ".")
      return bytes[12] == 127 ? .thisBox : .address(parts)
    }
    let network = bytes.prefix(8).map { "\($0)" }.joined(separator: " ")
    return bytes == loopback ? .thisBox : .address(network)
  }

  private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
  private static let loopback: [UInt8] = [UInt8](repeating: 0, count: 15) + [1]

  /// nil: it is none of IPv6.
  private static func bytes(_ address: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let plain = address.prefix { $0 != "%" }
    return inet_pton(AF_INET6, String(plain), &bytes) == 1 ? bytes : nil
  }
}
