import Foundation

/// Where a socket connects to, as the kernel takes it.
enum SocketName: Sendable {
  /// A port on this machine.
  case port(UInt16)
  /// The path of a Unix socket.
  case path(String)

  var family: Int32 {
    switch self {
    case .port: AF_INET
    case .path: AF_UNIX
    }
  }

  /// What a request says of it.
  var host: String {
    switch self {
    case .port(let port): "127.0.0.1:\(port)"
    case .path: "cabina"
    }
  }

  /// - Returns: as connect(2).
  func connect(_ descriptor: Int32) -> Int32 {
    switch self {
    case .port(let port):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      return Self.connect(descriptor, to: address)
    case .path(let path):
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { place in
        place.copyBytes(from: path.utf8.prefix(place.count - 1))
      }
      return Self.connect(descriptor, to: address)
    }
  }

  private static func connect(_ descriptor: Int32, to address: some Any) -> Int32 {
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.connect(descriptor, $0, socklen_t(MemoryLayout.size(ofValue: address)))
      }
    }
  }
}
