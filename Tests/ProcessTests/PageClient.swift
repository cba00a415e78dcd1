import Foundation
import Testing

/// Reads the page over a real socket, byte by byte as it comes.
final class PageClient {
  private let descriptor: Int32
  private(set) var received: [UInt8] = []

  /// Connects to the loopback port and sends a GET.
  init(port: UInt16, path: String, method: String = "GET", headers: [String] = []) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0, "connect to port \(port): \(String(cString: strerror(errno)))")
    let lines =
      ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + headers
      + (method == "POST" ? ["Content-Length: 0"] : []) + ["", ""]
    let request = Array(lines.joined(separator: "\r\n").utf8)
    try #require(send(descriptor, request, request.count, 0) == request.count)
  }

  deinit { close(descriptor) }

  var text: String { String(decoding: received, as: UTF8.self) }

  /// Reads on until the text satisfies `condition`; false: the time ran out or the connection ended.
  func read(within seconds: Double = Program.patience, until condition: (String) -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while !condition(text) {
      var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let wait = Int32(max(0, end.timeIntervalSinceNow * 1000))
      guard poll(&poller, 1, wait) > 0 else { return false }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return condition(text) }
      received += buffer[..<count]
    }
    return true
  }

  /// A whole answer to a request whose connection the server closes.
  static func fetch(port: UInt16, _ path: String, method: String = "GET") throws -> String {
    let client = try PageClient(
      port: port, path: path, method: method, headers: ["Connection: close"])
    _ = client.read { _ in false }
    return client.text
  }
}
