import Foundation
import Synchronization

/// Clients that ask too much of the page, each on a socket of its own, all on one thread. One that is
/// shown the door comes back.
final class HostileClients: @unchecked Sendable {
  /// What one of them does.
  enum Kind: CaseIterable, Sendable {
    /// A request, a byte at a time.
    case slow
    /// Nothing at all.
    case silent
    /// Headers without end.
    case headers
    /// A body of gigabytes.
    case body
    /// Requests by the thousand, whose answers it never reads.
    case deaf
    /// Requests by the thousand, with the answers read.
    case pipelined
    /// It says at once that it sends no more.
    case halfClosed
    /// A live page that does not read.
    case live
    /// Bytes drawn by chance.
    case garbage
    /// The pages and questions that cost the daemon most, one after the other.
    case heavy
    /// It asks what takes long, and goes.
    case leaving
    /// It has the core change something and change it back, each time on the disk.
    case acting
  }

  private let clients: [HostileClient]
  private let isEnding = Mutex(false)
  private let hasEnded = DispatchSemaphore(value: 0)

  /// - Parameters:
  ///   - port: the page's, for `perKind` clients of each kind.
  ///   - socket: the command line's, for one of each kind.
  init(port: UInt16, socket: String, perKind: Int) {
    let places = Array(repeating: SocketName.port(port), count: perKind) + [.path(socket)]
    clients = places.flatMap { place in Kind.allCases.map { HostileClient($0, place) } }
    Thread.detachNewThread { [self] in run() }
  }

  var count: Int { clients.count }

  func stop() {
    isEnding.withLock { $0 = true }
    hasEnded.wait()
  }

  private func run() {
    while !isEnding.withLock({ $0 }) {
      for client in clients { client.move() }
      // Some hundred rounds a second keep the daemon's thread busy without end.
      usleep(4000)
    }
    for client in clients { client.leave() }
    hasEnded.signal()
  }
}

/// One of them. Nothing in it waits.
private final class HostileClient {
  private let kind: HostileClients.Kind
  private let place: SocketName
  private var descriptor: Int32 = -1
  private var sent = 0
  private var request = 0
  private var unsent: ArraySlice<UInt8> = []
  private var turn = 0
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  private static let heavy = [
    "/calls?size=100", "/api/v1/calls?size=100", "/api/v1/audit/verify", "/metrics", "/",
    "/api/v1/shop", "/api/v1/booths/11/account", "/api/v1/prefixes?size=500",
    "/api/v1/audit?size=500",
  ]

  init(_ kind: HostileClients.Kind, _ place: SocketName) {
    (self.kind, self.place) = (kind, place)
  }

  func move() {
    turn += 1
    guard descriptor >= 0 else {
      if turn.isMultiple(of: 8) { connect() }
      return
    }
    if readsAnswers || turn.isMultiple(of: 16) { receive() }
    if unsent.isEmpty { unsent = next()[...] }
    send()
    if kind == .leaving, sent > 0, unsent.isEmpty { leave() }
  }

  private var readsAnswers: Bool {
    switch kind {
    case .deaf, .live: false
    default: true
    }
  }

  private func next() -> [UInt8] {
    defer { request += 1 }
    switch kind {
    case .slow:
      let text = Array(get("/"))
      return turn.isMultiple(of: 100) ? [text[request / 100 % text.count]] : []
    case .silent: return []
    case .headers:
      let lines = String(repeating: "X-More: and more\r\n", count: 20)
      return Array((request == 0 ? "GET / HTTP/1.1\r\nHost: \(place.host)\r\n" : lines).utf8)
    case .body:
      let head =
        "POST /api/v1/payments HTTP/1.1\r\nHost: \(place.host)\r\nContent-Type: application/json\r\n"
        + "Content-Length: 4000000000\r\n\r\n"
      return request == 0 ? Array(head.utf8) : [UInt8](repeating: 32, count: 16_384)
    case .deaf, .pipelined: return Array(repeating: get("/api/v1/shop"), count: 40).flatMap(\.self)
    case .halfClosed: return request == 0 ? get("/calls") : []
    case .live: return request == 0 ? get("/events") : []
    case .garbage: return (0..<512).map { _ in UInt8.random(in: .min ... .max) }
    case .heavy: return get(Self.heavy[request % Self.heavy.count])
    case .leaving: return get("/api/v1/audit/verify")
    case .acting:
      let action = request.isMultiple(of: 2) ? "disable" : "enable"
      return Array(
        "POST /api/v1/booths/22/\(action) HTTP/1.1\r\nHost: \(place.host)\r\nContent-Length: 0\r\n\r\n"
          .utf8)
    }
  }

  private func get(_ path: String) -> [UInt8] {
    Array("GET \(path) HTTP/1.1\r\nHost: \(place.host)\r\n\r\n".utf8)
  }

  private func send() {
    guard !unsent.isEmpty else { return }
    let count = unsent.withUnsafeBytes {
      Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count > 0 {
      sent += count
      unsent = unsent.dropFirst(count)
      if kind == .halfClosed { shutdown(descriptor, Int32(SHUT_WR)) }
    } else if errno != EAGAIN {
      leave()
    }
  }

  /// Reads what is there; of a client that does not, only whether the other end has gone.
  private func receive() {
    let flags = readsAnswers ? 0 : Int32(MSG_PEEK)
    for _ in 0..<8 {
      let count = recv(descriptor, &buffer, readsAnswers ? buffer.count : 1, flags)
      if count == 0 || (count < 0 && errno != EAGAIN) { return leave() }
      if count < 0 || !readsAnswers { return }
    }
  }

  private func connect() {
    (sent, request, unsent) = (0, 0, [])
    descriptor = socket(
      place.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    if place.connect(descriptor) != 0, errno != EINPROGRESS { leave() }
  }

  func leave() {
    guard descriptor >= 0 else { return }
    if kind == .leaving {
      // At once, and unread.
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
    close(descriptor)
    descriptor = -1
  }
}
