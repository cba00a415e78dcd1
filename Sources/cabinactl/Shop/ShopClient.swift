import CLinux
import Glibc
import Ledger
import Notation

/// Asks the daemon over its Unix socket, in the same words as the page's API: the kernel tells the
/// daemon who asks.
struct ShopClient {
  let socketPath: String

  private static let answerLimit = 8 * 1024 * 1024
  /// For the daemon to answer.
  var timeoutSeconds = 15

  struct Answer: Equatable {
    let status: Int
    let body: [UInt8]
    /// Of the shop's clock; nil: it is not told.
    var timeZone: String?
  }

  enum Failure: Error, Equatable {
    /// Nothing was asked.
    case unreachable(path: String, reason: Words)
    /// The daemon was asked, or was about to be, and what it did is not known.
    case noAnswer(Words)

    var words: Words {
      switch self {
      case .unreachable(let path, let reason):
        Words(
          "\(path): \(reason.spanish); ¿está en marcha cabinad? «systemctl start cabinad»",
          "\(path): \(reason.english); is cabinad running? «systemctl start cabinad»")
      case .noAnswer(let reason):
        Words(
          "el servicio no contesta: \(reason.spanish)",
          "no answer from the daemon: \(reason.english)")
      }
    }
  }

  func send(_ method: String, _ path: String, body: String = "") throws(Failure) -> Answer {
    let descriptor = try connected()
    defer { close(descriptor) }
    try ask(method, path, body: body, descriptor)
    return try Self.parse(try read(descriptor))
  }

  /// Gives what a path answers piece by piece, however much it is, to `take`, which says whether it
  /// wants more. Another answer than a good one in chunks is returned, and nothing of it is given.
  func download(
    _ path: String, take: ([UInt8]) throws -> Bool
  ) throws -> Answer? {
    let descriptor = try connected()
    defer { close(descriptor) }
    try ask("GET", path, body: "", descriptor)
    var (head, rest) = try readHead(descriptor)
    guard head.status == 200, head.body == .chunked else {
      return try Self.answer(head, try read(descriptor, after: rest)[...])
    }
    var body = ChunkedBody()
    while true {
      guard let part = body.take(rest[...]) else { throw Self.senseless }
      if !part.isEmpty, try !take(part) { return nil }
      if body.hasEnded { return nil }
      rest = try receive(descriptor)
      guard !rest.isEmpty else { throw Self.brokenOff }
    }
  }

  private func readHead(
    _ descriptor: Int32
  ) throws(Failure) -> (head: AnswerHead, rest: [UInt8]) {
    var bytes: [UInt8] = []
    let end = ContinuousClock.now + .seconds(timeoutSeconds)
    while bytes.count < Self.longestHead {
      guard ContinuousClock.now < end else { throw .noAnswer(tooSlow) }
      let part = try receive(descriptor)
      guard !part.isEmpty else { throw Self.brokenOff }
      bytes += part
      guard let end = Self.endOfHead(bytes) else { continue }
      guard let head = AnswerHead(bytes[..<end]) else { throw Self.senseless }
      return (head, Array(bytes[(end + 4)...]))
    }
    throw Self.brokenOff
  }

  private static let longestHead = 16_384
  private static let brokenOff = Failure.noAnswer(Words("se corta", "it breaks off"))
  private static let senseless = Failure.noAnswer(
    Words("no se entiende", "it is not understood"))

  private func ask(
    _ method: String, _ path: String, body: String, _ descriptor: Int32
  ) throws(Failure) {
    let request = """
      \(method) \(path) HTTP/1.1\r
      Host: localhost\r
      Connection: close\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """
    try write(Array(request.utf8), to: descriptor)
  }

  private func connected() throws(Failure) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw fault() }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array(socketPath.utf8)
    guard path.count < MemoryLayout.size(ofValue: address.sun_path) else {
      close(descriptor)
      throw .unreachable(
        path: socketPath,
        reason: Words(
          "el camino es demasiado largo para un socket", "the path is too long for a socket"))
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    var patience = timeval(tv_sec: timeoutSeconds, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let failure = isRefusedByOther ? Self.noSocket(socketPath) : fault()
      close(descriptor)
      throw failure
    }
    return descriptor
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        Glibc.send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .noAnswer(reason) }
      rest = rest.dropFirst(count)
    }
  }

  private func read(
    _ descriptor: Int32, after start: [UInt8] = []
  ) throws(Failure) -> [UInt8] {
    var bytes = start
    let end = ContinuousClock.now + .seconds(timeoutSeconds)
    while bytes.count <= Self.answerLimit {
      // A byte now and then is no answer either.
      guard ContinuousClock.now < end else { throw .noAnswer(tooSlow) }
      let part = try receive(descriptor)
      if part.isEmpty { return bytes }
      bytes += part
    }
    throw .noAnswer(
      Words("tiene más de \(Self.answerLimit) bytes", "it has more than \(Self.answerLimit) bytes"))
  }

  /// Empty: the daemon has said all.
  private func receive(_ descriptor: Int32) throws(Failure) -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .noAnswer(reason) }
      return Array(chunk[..<count])
    }
  }

  /// The kernel says the same of a file that is no socket as of a socket at which nobody listens.
  private var isRefusedByOther: Bool {
    guard errno == ECONNREFUSED else { return false }
    var facts = stat()
    defer { errno = ECONNREFUSED }
    return stat(socketPath, &facts) == 0 && facts.st_mode & S_IFMT != S_IFSOCK
  }

  private static func noSocket(_ path: String) -> Failure {
    .unreachable(path: path, reason: Words("no es un socket", "it is no socket"))
  }

  private func fault() -> Failure { .unreachable(path: socketPath, reason: reason) }

  private var tooSlow: Words {
    Words(
      "su respuesta no terminó en \(timeoutSeconds) s",
      "its answer did not come to its end within \(timeoutSeconds) s")
  }

  /// A time-out of the socket says EAGAIN: somebody took the question, and hangs.
  private var reason: Words {
    errno == EAGAIN
      ? Words(
        "nada en \(timeoutSeconds) s, aunque está en marcha; «systemctl status cabinad» y «journalctl -u "
          + "cabinad» dicen más",
        "none within \(timeoutSeconds) s, though it is running; «systemctl status cabinad» and «journalctl -u "
          + "cabinad» say more")
      : Words(errno: errno)
  }

  /// `bytes`: all that came until the daemon closed the connection, or was gone.
  static func parse(_ bytes: [UInt8]) throws(Failure) -> Answer {
    guard let end = endOfHead(bytes) else { throw brokenOff }
    guard let head = AnswerHead(bytes[..<end]) else { throw senseless }
    return try answer(head, bytes[(end + 4)...])
  }

  private static func answer(
    _ head: AnswerHead, _ rest: ArraySlice<UInt8>
  ) throws(Failure) -> Answer {
    switch head.body {
    case .length(let length):
      guard rest.count >= length else { throw brokenOff }
      return Answer(
        status: head.status, body: Array(rest.prefix(length)), timeZone: head.timeZone)
    case .chunked:
      var body = ChunkedBody()
      guard let bytes = body.take(rest) else { throw senseless }
      guard body.hasEnded else { throw brokenOff }
      return Answer(status: head.status, body: bytes, timeZone: head.timeZone)
    case .unknown: throw senseless
    }
  }

  private static func endOfHead(_ bytes: [UInt8]) -> Int? {
    let separator: [UInt8] = Array("\r\n\r\n".utf8)
    return bytes.indices.first { bytes[$0...].starts(with: separator) }
  }
}
