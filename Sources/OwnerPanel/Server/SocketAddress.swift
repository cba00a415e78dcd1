import Glibc

/// A `PanelAddress` as the kernel takes it.
struct SocketAddress {
  let family: Int32
  private var storage = sockaddr_storage()
  private let size: socklen_t

  /// A socket's path with its terminating zero.
  private static let pathLimit = MemoryLayout.size(ofValue: sockaddr_un().sun_path)

  /// Refuses what this panel must not or cannot listen on.
  init(_ address: PanelAddress) throws(PanelError) {
    switch address {
    case .tcp(let host, let port):
      // As a C string it would end there.
      guard !host.utf8.contains(0) else { throw .notLoopback(address) }
      if let four = Self.loopback4(host, port) {
        self.init(four, family: AF_INET)
      } else if let six = Self.loopback6(host, port) {
        self.init(six, family: AF_INET6)
      } else {
        throw .notLoopback(address)
      }
    case .unix(let path, _):
      let bytes = Array(path.utf8)
      guard !bytes.isEmpty, !bytes.contains(0), bytes.count < Self.pathLimit else {
        throw .badPath(path: path, limit: Self.pathLimit - 1)
      }
      var unix = sockaddr_un()
      unix.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &unix.sun_path) { $0.copyBytes(from: bytes) }
      self.init(unix, family: AF_UNIX)
    }
  }

  private init(_ address: some Any, family: Int32) {
    self.family = family
    size = socklen_t(MemoryLayout.size(ofValue: address))
    withUnsafeMutableBytes(of: &storage) { storage in
      withUnsafeBytes(of: address) { storage.copyMemory(from: $0) }
    }
  }

  /// 127.0.0.0/8.
  private static func loopback4(_ host: String, _ port: UInt16) -> sockaddr_in? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard inet_pton(AF_INET, host, &address.sin_addr) == 1,
      UInt32(bigEndian: address.sin_addr.s_addr) >> 24 == 127
    else { return nil }
    return address
  }

  /// `::1`.
  private static func loopback6(_ host: String, _ port: UInt16) -> sockaddr_in6? {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    guard inet_pton(AF_INET6, host, &address.sin6_addr) == 1,
      withUnsafeBytes(
        of: address.sin6_addr, { $0.elementsEqual(Array(repeating: 0, count: 15) + [1]) })
    else { return nil }
    return address
  }

  func withPointer(
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws(SystemFault) -> Void
  ) throws(SystemFault) {
    try withUnsafePointer(to: storage) { pointer throws(SystemFault) in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        address throws(SystemFault) in
        try body(address, size)
      }
    }
  }

  /// The port that a socket is bound to.
  static func port(of socket: Descriptor) throws(SystemFault) -> UInt16 {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = try withUnsafeMutablePointer(to: &storage) { pointer throws(SystemFault) in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        address throws(SystemFault) in
        try systemCall("getsockname") { getsockname(socket.number, address, &size) }
      }
    }
    // The port is in the same place for both families.
    return withUnsafeBytes(of: storage) {
      UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
    }
  }
}
