import Glibc

/// One request on a connection of its own, as plain as can be.
enum PageRequest {
  struct Failed: Error {}

  /// The whole answer.
  static func get(_ target: String, at socketPath: String) throws -> String {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failed() }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      place.copyBytes(from: socketPath.utf8.prefix(place.count - 1))
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) } == 0
    }
    guard isConnected else { throw Failed() }
    let text = "GET \(target) HTTP/1.1\r\nHost: cabina\r\nConnection: close\r\n\r\n"
    guard send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
      throw Failed()
    }
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count >= 0 else { throw Failed() }
      if count == 0 { return String(decoding: answer, as: UTF8.self) }
      answer += piece[..<count]
    }
  }
}
