import Testing

@testable import OwnerPanel

/// Everything a parser makes of some bytes, fed in pieces of `size`.
func outcomes(
  of bytes: [UInt8], inPiecesOf size: Int, limits: HTTPLimits = HTTPLimits()
) -> [HTTPRequestParser.Outcome] {
  var parser = HTTPRequestParser(limits: limits)
  var outcomes: [HTTPRequestParser.Outcome] = []
  for start in stride(from: 0, to: bytes.count, by: size) {
    parser.append(bytes[start..<min(start + size, bytes.count)])
    reading: while true {
      let outcome = parser.next()
      switch outcome {
      case .needsMore: break reading
      case .request: outcomes.append(outcome)
      case .offer:
        outcomes.append(outcome)
        parser.admitBody()
      case .refused:
        outcomes.append(outcome)
        return outcomes
      }
    }
  }
  return outcomes
}

/// The same drip by drip, in batches and whole, or the test fails.
func parse(_ text: String, limits: HTTPLimits = HTTPLimits()) -> [HTTPRequestParser.Outcome] {
  let bytes = Array(text.utf8)
  let whole = outcomes(of: bytes, inPiecesOf: bytes.count, limits: limits)
  for size in [1, 2, 3, 7, 61] {
    #expect(outcomes(of: bytes, inPiecesOf: size, limits: limits) == whole, "pieces of \(size)")
  }
  return whole
}

private let head = "GET / HTTP/1.1\r\nHost: localhost\r\n"
private let post = "POST / HTTP/1.1\r\nHost: localhost\r\n"

@Suite struct ParserTests {
  @Test func `a request is the same drip by drip, in batches and whole`() throws {
    let outcomes = parse(
      "POST /booths/43%2012/cut?lang=es&q=a+b%26c HTTP/1.1\r\nHost: localhost:8080\r\n"
        + "X-Empty:\r\nAccept: a\r\nAccept:\t b \t\r\nContent-Length: 7\r\n\r\nabc\r\n\0d")
    guard case .request(let request)? = outcomes.first, outcomes.count == 1 else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(request.method == .post)
    #expect(request.target.segments == ["booths", "43 12", "cut"])
    #expect(request.target.query["lang"] == "es")
    #expect(request.target.query["q"] == "a b&c")
    #expect(request.target.query["none"] == nil)
    #expect(request.headers.values(of: "accept") == ["a", "b"])
    #expect(request.headers.only("accept") == nil)
    #expect(request.headers.only("x-empty") == "")
    #expect(request.body == Array("abc\r\n\0d".utf8))
    #expect(request.keepsConnection)
  }

  @Test func `requests sent at once come out one by one`() {
    let outcomes = parse("\(head)\r\n\r\n\(post)Content-Length: 2\r\n\r\nhi\(head)\r\n")
    let methods = outcomes.map { outcome -> HTTPMethod? in
      if case .request(let request) = outcome { request.method } else { nil }
    }
    #expect(methods == [.get, .post, .get])
  }

  @Test(arguments: [
    ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
    ("HTTP/1.1", "Connection: foo, Close\r\n", false), ("HTTP/1.0", "", false),
    ("HTTP/1.0", "Connection: keep-alive\r\n", true),
  ])
  func `whether the connection stays open`(version: String, header: String, isKept: Bool) {
    guard case .request(let request)? = parse("GET / \(version)\r\nHost: a\r\n\(header)\r\n").first
    else {
      Issue.record("no request")
      return
    }
    #expect(request.keepsConnection == isKept)
  }

  @Test(arguments: [
    // The request line.
    ("\r\n\r\n", HTTPRefusal.malformedRequestLine),
    ("GET /\r\n", .malformedRequestLine),
    ("GET  / HTTP/1.1\r\n", .malformedRequestLine),
    ("GET / HTTP/1.1 \r\n", .malformedRequestLine),
    (" GET / HTTP/1.1\r\n", .malformedRequestLine),
    ("GET\t/\tHTTP/1.1\r\n", .malformedRequestLine),
    ("G(T / HTTP/1.1\r\n", .malformedRequestLine),
    ("GET /\u{7f} HTTP/1.1\r\n", .malformedRequestLine),
    ("GET /ñ HTTP/1.1\r\n", .malformedRequestLine),
    ("GET / http/1.1\r\n", .malformedRequestLine),
    ("\u{16}\u{3}\u{1}\u{2}\u{0}\r\n", .malformedRequestLine),
    ("PROPFIND / HTTP/1.1\r\n", .unknownMethod),
    ("get / HTTP/1.1\r\n", .unknownMethod),
    ("GET / HTTP/1.2\r\n", .unsupportedVersion),
    ("GET / HTTP/2.0\r\n", .unsupportedVersion),
    ("GET http://localhost/ HTTP/1.1\r\n", .targetNotAPath),
    ("OPTIONS * HTTP/1.1\r\n", .targetNotAPath),
    ("GET /a#b HTTP/1.1\r\n", .fragmentInTarget),
    ("GET /%4 HTTP/1.1\r\n", .badTarget),
    ("GET /%zz HTTP/1.1\r\n", .badTarget),
    ("GET /%00 HTTP/1.1\r\n", .badTarget),
    ("GET /%0d%0aX HTTP/1.1\r\n", .badTarget),
    ("GET /%ff HTTP/1.1\r\n", .badTarget),
    ("GET /?a=%c3 HTTP/1.1\r\n", .badTarget),
    ("GET /?a=1&a=2 HTTP/1.1\r\n", .parameterRepeated),
    // Lines.
    ("GET / HTTP/1.1\nHost: a\r\n\r\n", .bareLineEnd),
    ("GET / HTTP/1.1\r\nHost: a\n\r\n", .bareLineEnd),
    ("GET / HTTP/1.1\r\nHost: a\r\n\n", .bareLineEnd),
    ("GET / HTTP/1.1\r\nHost: a\rX: b\r\n", .bareLineEnd),
    ("\n", .bareLineEnd),
    // Headers.
    ("\(head)X: a\r\n b\r\n\r\n", .foldedHeader),
    ("\(head)\tX: a\r\n\r\n", .foldedHeader),
    ("\(head)X : a\r\n\r\n", .malformedHeader),
    ("\(head)X\r\n\r\n", .malformedHeader),
    ("\(head): a\r\n\r\n", .malformedHeader),
    ("\(head)X[]: a\r\n\r\n", .malformedHeader),
    ("\(head)X: a\0b\r\n\r\n", .malformedHeader),
    ("\(head)X: a\u{7f}b\r\n\r\n", .malformedHeader),
    ("\(head)Host: localhost\r\n\r\n", .hostMissingOrRepeated),
    ("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .hostMissingOrRepeated),
    ("GET / HTTP/1.1\r\n\r\n", .hostMissingOrRepeated),
    ("\(head)Expect: magic\r\n\r\n", .unknownExpectation),
    // Where a request ends: the shapes that smuggle.
    ("\(post)Content-Length: 1\r\nContent-Length: 1\r\n\r\na", .badContentLength),
    ("\(post)Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", .badContentLength),
    ("\(post)Content-Length: 1, 1\r\n\r\na", .badContentLength),
    ("\(post)Content-Length: +1\r\n\r\na", .badContentLength),
    ("\(post)Content-Length: -1\r\n\r\n", .badContentLength),
    ("\(post)Content-Length: 0x1\r\n\r\na", .badContentLength),
    ("\(post)Content-Length: 1 1\r\n\r\na", .badContentLength),
    ("\(post)Content-Length:\r\n\r\n", .badContentLength),
    ("\(post)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .twoLengths),
    ("\(post)Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n", .twoLengths),
    ("\(post)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .transferEncoding),
    ("\(post)Transfer-Encoding: identity\r\n\r\n", .transferEncoding),
    ("\(post)Transfer-Encoding : chunked\r\n\r\n", .malformedHeader),
    ("\(post)Transfer-Encoding:\u{b}chunked\r\n\r\n", .malformedHeader),
    ("\(post)Content-Length: 99999999999999999999999\r\n\r\n", .bodyTooLarge),
  ])
  func `what is no request is refused, and nothing after it is read`(
    text: String, refusal: HTTPRefusal
  ) {
    #expect(parse(text + head + "\r\n").last == .refused(refusal))
    #expect(parse(text + head + "\r\n").count == 1)
  }

  @Test func `limits hold to the byte`() {
    var limits = HTTPLimits()
    limits.requestLine = "GET /aaaa HTTP/1.1\r\n".utf8.count
    limits.headerSection = "Host: a\r\nX: bb\r\n\r\n".utf8.count
    limits.headerCount = 2
    limits.body = 3
    limits.fileBody = 3
    func last(_ text: String) -> HTTPRequestParser.Outcome? { parse(text, limits: limits).last }
    func isRequest(_ text: String) -> Bool {
      if case .request? = last(text) { true } else { false }
    }

    #expect(isRequest("GET /aaaa HTTP/1.1\r\nHost: a\r\n\r\n"))
    #expect(last("GET /aaaaa HTTP/1.1\r\nHost: a\r\n\r\n") == .refused(.requestLineTooLong))
    #expect(isRequest("GET / HTTP/1.1\r\nHost: a\r\nX: bb\r\n\r\n"))
    #expect(last("GET / HTTP/1.1\r\nHost: a\r\nX: bbb\r\n\r\n") == .refused(.headersTooLarge))
    #expect(last("GET / HTTP/1.1\r\nHost: a\r\nX:\r\nY:\r\n") == .refused(.tooManyHeaders))
    #expect(isRequest("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc") == false)
    limits.headerSection = 100
    #expect(isRequest("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"))
    // Larger than a file may be: asked about like any, and refused though it is admitted.
    let large = parse("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n", limits: limits)
    #expect(large.count == 2)
    if case .offer(_, length: 4)? = large.first {} else { Issue.record("\(large)") }
    #expect(large.last == .refused(.bodyTooLarge))
  }

  @Test func `a line without an end is refused as soon as it is too long`() {
    var parser = HTTPRequestParser(limits: HTTPLimits())
    parser.append(Array(repeating: UInt8(ascii: "A"), count: 4096))
    #expect(parser.next() == .needsMore)
    parser.append([UInt8(ascii: "A")])
    #expect(parser.next() == .refused(.requestLineTooLong))
    #expect(parser.pendingCount == 0)
  }

  @Test func `every refusal is a client's or a server's error with a text`() {
    for refusal in HTTPRefusal.allCases {
      #expect(refusal.status.rawValue >= 400)
      #expect(!refusal.message.isEmpty)
    }
    #expect(HTTPRefusal.transferEncoding.status == .notImplemented)
    #expect(HTTPRefusal.twoLengths.status == .badRequest)
    #expect(HTTPRefusal.bodyTooLarge.status == .contentTooLarge)
    #expect(HTTPRefusal.requestLineTooLong.status == .uriTooLong)
    #expect(HTTPRefusal.headersTooLarge.status == .headerFieldsTooLarge)
  }

  @Test func `a client that waits for a go-ahead is known to wait`() {
    var parser = HTTPRequestParser(limits: HTTPLimits())
    parser.append(Array("\(post)Content-Length: 2\r\nExpect: 100-continue\r\n\r\n".utf8))
    #expect(parser.next() == .needsMore)
    #expect(parser.awaitsContinue)
    parser.append(Array("h".utf8))
    #expect(parser.next() == .needsMore)
    #expect(!parser.awaitsContinue)
  }

  @Test(arguments: [
    ("/?a=1&b=2&a=3", "A parameter is given twice."),
    ("/?" + (0..<40).map { "a\($0)=1" }.joined(separator: "&"), "There are too many parameters."),
    ("/a#b", "A fragment (#) is not sent to a server."),
    ("http://localhost/", "The target must be a path that begins with /, without scheme and host."),
    ("*", "The target must be a path that begins with /, without scheme and host."),
    ("/%zz", "The target must be a path with a valid percent-encoding."),
    ("/?a=%", "The target must be a path with a valid percent-encoding."),
  ])
  func `each fault of a target has its own words`(target: String, words: String) {
    var parser = HTTPRequestParser(limits: HTTPLimits())
    parser.append(Array("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
    guard case .refused(let refusal) = parser.next() else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.message == words)
    #expect(refusal.status == .badRequest)
  }
}
