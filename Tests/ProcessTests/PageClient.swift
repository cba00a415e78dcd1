import Foundation
import Testing

@testable import OwnerPanelTests

/// Reads the page over a real socket, byte by byte as it comes.
final class PageClient {
  private let descriptor: Int32
  private(set) var received: [UInt8] = []
  /// To hold the answer to the API's document.
  private var asked = AskedRequests()

  /// Connects to the loopback port and sends a GET.
  convenience init(
    port: UInt16, path: String, method: String = "GET", headers: [String] = []
  ) throws {
    try self.init(.port(port), path: path, method: method, headers: headers)
  }

  init(
    _ place: SocketName, path: String, method: String = "GET", headers: [String] = [],
    form: String = "", type: String = "application/x-www-form-urlencoded"
  ) throws {
    descriptor = socket(place.family, Int32(SOCK_STREAM.rawValue), 0)
    try #require(
      place.connect(descriptor) == 0,
      "connect to \(place): \(String(cString: strerror(errno)))")
    let lines =
      ["\(method) \(path) HTTP/1.1", "Host: \(place.host)"] + headers
      + (form.isEmpty ? [] : ["Content-Type: \(type)"])
      + (method == "POST" ? ["Content-Length: \(form.utf8.count)"] : []) + ["", ""]
    let request = Array((lines.joined(separator: "\r\n") + form).utf8)
    asked.append(request)
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

  /// The answer to a form that a browser without a script would send.
  static func post(port: UInt16, _ path: String, form: String) throws -> String {
    let client = try PageClient(
      .port(port), path: path, method: "POST", headers: ["Connection: close"], form: form)
    return client.whole()
  }

  /// The answer to a program's request.
  static func post(_ place: SocketName, _ path: String, json: String) throws -> String {
    let client = try PageClient(
      place, path: path, method: "POST", headers: ["Connection: close"], form: json,
      type: "application/json")
    return client.whole()
  }

  /// A whole answer to a request whose connection the server closes.
  static func fetch(port: UInt16, _ path: String, method: String = "GET") throws -> String {
    try fetch(.port(port), path, method: method)
  }

  static func fetch(
    _ place: SocketName, _ path: String, method: String = "GET"
  ) throws -> String {
    let client = try PageClient(
      place, path: path, method: method, headers: ["Connection: close"])
    return client.whole()
  }

  /// All that there is until the server closes. Of the API it is as the document has it, or the test
  /// fails.
  private func whole() -> String {
    _ = read { _ in false }
    asked.check(received)
    return text
  }
}
