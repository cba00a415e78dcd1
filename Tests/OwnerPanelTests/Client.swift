import BoothProtocol
import Glibc

@testable import OwnerPanel

/// A client on a real socket, as plain as can be: it writes bytes, and reads until it has what it
/// waits for or its patience ends, which a busy machine is not to try.
final class Client {
  let socket: Descriptor
  private var buffer: [UInt8] = []
  private static let patience: Int32 = 60_000

  struct Failed: Error {
    var call: String
    var code: Int32
  }

  init(_ address: PanelAddress, receiveBuffer: Int32? = nil) throws {
    let target = try SocketAddress(address)
    socket = Descriptor(Glibc.socket(target.family, Int32(SOCK_STREAM.rawValue), 0))
    if var receiveBuffer {
      setsockopt(socket.number, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, 4)
    }
    let number = socket.number
    do throws(SystemFault) {
      try target.withPointer { pointer, size throws(SystemFault) in
        try systemCall("connect") { connect(number, pointer, size) }
      }
    } catch {
      throw Failed(call: error.call, code: error.code)
    }
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    asked.append(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = Glibc.send(
        socket.number, Array(bytes[sent...]), bytes.count - sent, Int32(MSG_NOSIGNAL))
      if count <= 0 { return }
      sent += count
    }
  }

  func endInput() { shutdown(socket.number, Int32(SHUT_WR)) }

  /// Goes at once, and has the other end know it.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout.size(ofValue: linger))
    setsockopt(socket.number, SOL_SOCKET, SO_LINGER, &linger, size)
    shutdown(socket.number, Int32(SHUT_RDWR))
  }

  /// What was sent, to hold the answers to the API's document.
  private var asked = AskedRequests()

  /// Up to and with `end`; nil when that has not come within the time or the server has closed
  /// before.
  func read(upTo end: String, milliseconds: Int32 = patience) -> String? {
    asked.lose()
    return readText(upTo: end, milliseconds: milliseconds)
  }

  private func readText(upTo end: String, milliseconds: Int32 = patience) -> String? {
    let deadline = Moment.now().advanced(byMilliseconds: Int64(milliseconds))
    let pattern = Array(end.utf8)
    var searched = 0
    while true {
      if let range = buffer[searched...].firstRange(of: pattern) {
        let text = String(decoding: buffer[..<range.upperBound], as: UTF8.self)
        buffer.removeSubrange(..<range.upperBound)
        return text
      }
      searched = max(0, buffer.count - pattern.count)
      if !readMore(until: deadline) { return nil }
    }
  }

  /// Everything until the server closes; nil when it does not within the time.
  func readToEnd(milliseconds: Int32 = patience) -> String? {
    let deadline = Moment.now().advanced(byMilliseconds: Int64(milliseconds))
    while readMore(until: deadline) {}
    guard hasEnded else { return nil }
    defer { buffer = [] }
    asked.check(buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// A response with a `Content-Length`.
  func readResponse() -> (head: String, body: String)? {
    guard let head = readText(upTo: "\r\n\r\n") else { return nil }
    let line = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
    guard let length = line.flatMap({ Int($0.dropFirst(16)) }) else {
      asked.check(Array(head.utf8))
      return (head, "")
    }
    let deadline = Moment.now().advanced(byMilliseconds: Int64(Self.patience))
    while buffer.count < length { if !readMore(until: deadline) { return nil } }
    defer { buffer.removeSubrange(..<length) }
    asked.check(Array(head.utf8) + buffer[..<length])
    return (head, String(decoding: buffer[..<length], as: UTF8.self))
  }

  private(set) var hasEnded = false

  private func readMore(until deadline: Moment) -> Bool {
    let patience = deadline.milliseconds(since: .now())
    var waiting = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
    guard !hasEnded, patience > 0, poll(&waiting, 1, Int32(patience)) > 0 else { return false }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket.number, &chunk, chunk.count, 0)
    hasEnded = count <= 0
    if count > 0 { buffer += chunk[..<count] }
    return count > 0
  }
}
