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
      guard !host.utf8.contains(0) else { throw .noSuchHost(address) }
      if let four = Self.address4(host, port) {
        self.init(four, family: AF_INET)
      } else if let six = Self.address6(host, port) {
        self.init(six, family: AF_INET6)
      } else {
        throw .noSuchHost(address)
      }
    case .unix(let path):
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

  private static func address4(_ host: String, _ port: UInt16) -> sockaddr_in? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    return inet_pton(AF_INET, host, &address.sin_addr) == 1 ? address : nil
  }

  private static func address6(_ host: String, _ port: UInt16) -> sockaddr_in6? {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    return inet_pton(AF_INET6, host, &address.sin6_addr) == 1 ? address : nil
  }

  /// Only programs of this machine come by it: 127.0.0.0/8, or `::1`.
  var isLoopback: Bool {
    switch family {
    case AF_INET: bytes(at: 4, count: 4).first == 127
    case AF_INET6: bytes(at: 8, count: 16) == Array(repeating: 0, count: 15) + [1]
    default: true
    }
  }

  private func bytes(at offset: Int, count: Int) -> [UInt8] {
    withUnsafeBytes(of: storage) { Array($0[offset..<offset + count]) }
  }

  /// The addresses of a connection in figures: ours and the other's.
  static func ends(of socket: Descriptor) throws(SystemFault) -> (own: String, other: String) {
    (
      try name("getsockname") { getsockname(socket.number, $0, $1) },
      try name("getpeername") { getpeername(socket.number, $0, $1) }
    )
  }

  private static func name(
    _ call: String,
    _ ask: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) throws(SystemFault) -> String {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    try withUnsafeMutablePointer(to: &storage) { pointer throws(SystemFault) in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        address throws(SystemFault) in
        try systemCall(call) { ask(address, &size) }
        guard
          getnameinfo(
            address, size, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
        else { throw SystemFault(call: "getnameinfo", code: EINVAL) }
      }
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
