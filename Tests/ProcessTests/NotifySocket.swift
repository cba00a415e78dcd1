import Foundation
import Testing

/// What systemd hears a daemon by.
final class NotifySocket {
  let path: String
  private let descriptor: Int32

  init(in folder: TemporaryFolder, named name: String) throws {
    path = folder.path + "/" + name
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      place.copyBytes(from: path.utf8.prefix(place.count - 1))
    }
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0, "\(path): \(String(cString: strerror(errno)))")
    var patience = timeval(tv_sec: Int(Program.patience), tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// What is said before the daemon says that it is ready.
  func messagesBeforeReady() throws -> [String] {
    var messages: [String] = []
    while true {
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = recv(descriptor, &bytes, bytes.count, 0)
      try #require(count >= 0, "not ready, after \(messages)")
      let message = String(decoding: bytes.prefix(count), as: UTF8.self)
      if message == "READY=1" { return messages }
      messages.append(message)
    }
  }
}
