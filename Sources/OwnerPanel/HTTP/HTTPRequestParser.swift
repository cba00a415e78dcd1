/// Bytes in, requests out: HTTP/1.1 as strictly as RFC 9112 lets a server be.
///
/// It takes bytes as they come and holds at most one request of the largest size and what its owner
/// appends after it. Any doubt about where a request ends is a refusal, after which nothing more is
/// parsed: two readings of one stream are how requests are smuggled.
struct HTTPRequestParser: Sendable {
  enum Outcome: Hashable, Sendable {
    case needsMore
    /// The headers of a request whose body is larger than most may be: so many bytes. It waits for
    /// `admitBody` or `refuseBody`; nothing of the body is kept before.
    case offer(HTTPRequest, length: Int)
    case request(HTTPRequest)
    case refused(HTTPRefusal)
  }

  private enum Stage: Sendable {
    /// A client may send one empty line before a request (RFC 9112 § 2.2).
    case requestLine(sawEmptyLine: Bool)
    case headers(HTTPRequest)
    case offered(HTTPRequest, length: Int)
    case body(HTTPRequest, length: Int)
    case refused(HTTPRefusal)
  }

  private let limits: HTTPLimits
  private var stage = Stage.requestLine(sawEmptyLine: false)
  private var buffer: [UInt8] = []
  /// Up to here the buffer is parsed.
  private var parsed = 0
  /// Up to here it holds no line feed.
  private var searched = 0
  /// Bytes of header lines of the current request so far.
  private var headerBytes = 0

  init(limits: HTTPLimits) { self.limits = limits }

  /// Bytes that wait for being parsed.
  var pendingCount: Int { buffer.count - parsed }

  /// Whether part of a request has come and the rest has not.
  var isWithinRequest: Bool {
    if case .requestLine = stage { return pendingCount > 0 }
    return true
  }

  /// The client asked to be told that it may send the body, and waits for it.
  private(set) var awaitsContinue = false

  /// A body larger than most may be is on its way.
  var isTakingFile: Bool {
    if case .body(_, let length) = stage { return length > limits.body }
    return false
  }

  /// Bytes that may wait for being parsed.
  var room: Int {
    if case .body(_, let length) = stage { return max(length, limits.buffer) }
    return limits.buffer
  }

  /// Of what was offered; one larger than a file may be is refused all the same.
  mutating func admitBody() {
    guard case .offered(let request, let length) = stage else { return }
    guard length <= limits.fileBody else { return refuseBody() }
    stage = .body(request, length: length)
    buffer.removeFirst(parsed)
    (parsed, searched) = (0, 0)
    // Once, for growing by doubling would take twice as much.
    buffer.reserveCapacity(length)
  }

  /// Nothing more is parsed; whoever refuses it answers.
  mutating func refuseBody() {
    guard case .offered = stage else { return }
    stage = .refused(.bodyTooLarge)
    buffer = []
    (parsed, searched) = (0, 0)
  }

  mutating func append(_ bytes: some Collection<UInt8>) { buffer.append(contentsOf: bytes) }

  /// The interim answer was sent.
  mutating func continueSent() { awaitsContinue = false }

  /// The next complete request, if there is one. Call again until it needs more.
  mutating func next() -> Outcome {
    do throws(HTTPRefusal) {
      while true {
        switch stage {
        case .requestLine(let sawEmptyLine):
          guard
            let line = try nextLine(limit: limits.requestLine, refusal: .requestLineTooLong)
          else { return .needsMore }
          if line.isEmpty {
            if sawEmptyLine { throw .malformedRequestLine }
            stage = .requestLine(sawEmptyLine: true)
          } else {
            stage = .headers(try requestLine(line))
            headerBytes = 0
          }
        case .headers(var request):
          let room = limits.headerSection - headerBytes
          guard let line = try nextLine(limit: room, refusal: .headersTooLarge) else {
            return .needsMore
          }
          headerBytes += line.count + 2
          if line.isEmpty {
            let length = try bodyLength(of: request)
            stage =
              length > limits.body
              ? .offered(request, length: length) : .body(request, length: length)
          } else {
            guard request.headers.count < limits.headerCount else { throw .tooManyHeaders }
            try appendHeader(line, to: &request.headers)
            stage = .headers(request)
          }
        case .offered(let request, let length): return .offer(request, length: length)
        case .body(var request, let length):
          guard pendingCount >= length else {
            if pendingCount > 0 { awaitsContinue = false }
            return .needsMore
          }
          awaitsContinue = false
          request.body = takeBody(length)
          stage = .requestLine(sawEmptyLine: false)
          return .request(request)
        case .refused(let refusal):
          return .refused(refusal)
        }
      }
    } catch {
      stage = .refused(error)
      buffer = []
      parsed = 0
      searched = 0
      return .refused(error)
    }
  }

  /// The whole buffer if it is that: a file is not copied.
  private mutating func takeBody(_ length: Int) -> [UInt8] {
    guard parsed == 0, buffer.count == length, length > limits.body else {
      let body = Array(buffer[parsed..<parsed + length])
      consume(upTo: parsed + length)
      return body
    }
    let body = buffer
    buffer = []
    searched = 0
    return body
  }

  /// The next line without its end; nil: it has not all come yet.
  private mutating func nextLine(
    limit: Int, refusal: HTTPRefusal
  ) throws(HTTPRefusal) -> [UInt8]? {
    guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = buffer.count
      if pendingCount > limit { throw refusal }
      return nil
    }
    if end - parsed + 1 > limit { throw refusal }
    guard end > parsed, buffer[end - 1] == UInt8(ascii: "\r") else { throw .bareLineEnd }
    let line = Array(buffer[parsed..<end - 1])
    if line.contains(UInt8(ascii: "\r")) { throw .bareLineEnd }
    consume(upTo: end + 1)
    return line
  }

  /// Moves on, and gives back what is parsed once it is worth the copy.
  private mutating func consume(upTo end: Int) {
    parsed = end
    if parsed == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 4096)
      parsed = 0
    } else if parsed > 4096 {
      buffer.removeFirst(parsed)
      parsed = 0
    }
    searched = parsed
  }

  private func requestLine(_ line: [UInt8]) throws(HTTPRefusal) -> HTTPRequest {
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(isTokenByte),
      parts[1].allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .malformedRequestLine }
    let version = String(decoding: parts[2], as: UTF8.self)
    let minorVersion: Int
    switch version {
    case "HTTP/1.1": minorVersion = 1
    case "HTTP/1.0": minorVersion = 0
    default: throw version.hasPrefix("HTTP/") ? .unsupportedVersion : .malformedRequestLine
    }
    guard let method = HTTPMethod(rawValue: String(decoding: parts[0], as: UTF8.self)) else {
      throw .unknownMethod
    }
    return HTTPRequest(
      method: method, target: try RequestTarget(parsing: parts[1], limits: limits),
      minorVersion: minorVersion, headers: HTTPHeaders())
  }

  private func appendHeader(
    _ line: [UInt8], to headers: inout HTTPHeaders
  ) throws(HTTPRefusal) {
    if line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t") { throw .foldedHeader }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      line[..<colon].allSatisfy(isTokenByte), line[(colon + 1)...].allSatisfy(isFieldByte)
    else { throw .malformedHeader }
    headers.append(
      name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
      value: String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingBlanks())
  }

  /// The checks that need all headers; what they leave is the length of the body.
  private mutating func bodyLength(of request: HTTPRequest) throws(HTTPRefusal) -> Int {
    let hosts = request.headers.values(of: "host")
    guard hosts.count == 1 || (hosts.isEmpty && request.minorVersion == 0) else {
      throw .hostMissingOrRepeated
    }
    let lengths = request.headers.values(of: "content-length")
    if !request.headers.values(of: "transfer-encoding").isEmpty {
      throw lengths.isEmpty ? .transferEncoding : .twoLengths
    }
    let expectations = request.headers.tokens(of: "expect")
    guard expectations.allSatisfy({ $0 == "100-continue" }) else { throw .unknownExpectation }
    guard let text = lengths.first else { return 0 }
    guard lengths.count == 1, !text.isEmpty,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw .badContentLength }
    // More digits than an Int takes are a number too large, not a bad one.
    guard let length = Int(text) else { throw .bodyTooLarge }
    awaitsContinue = !expectations.isEmpty && request.minorVersion == 1 && length > 0
    return length
  }
}

/// RFC 9110 § 5.6.2: what names are made of.
private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "A")...UInt8(ascii: "Z"):
    true
  default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}

/// RFC 9110 § 5.5: visible characters, spaces, tabs, and bytes above ASCII.
private func isFieldByte(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\t") || (byte >= 0x20 && byte != 0x7F)
}
