import Testing

@testable import OwnerPanel

/// Requests that one server takes for one and another for two: each is refused, the connection ends,
/// and of what follows nothing is read.
@Suite struct SmugglingTests {
  private static let head = "POST /api/v1/payments HTTP/1.1\r\nHost: localhost\r\n"
  private static let smuggled =
    "POST /api/v1/booths/4312/cut HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"

  private static let shapes: [(String, String, String)] = [
    ("CL.TE", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
    (
      "TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n8\r\nSMUGGLED\r\n0\r\n\r\n",
      "400"
    ),
    ("TE alone", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "501"),
    ("TE in other letters", "transfer-ENCODING: Chunked\r\n\r\n0\r\n\r\n", "501"),
    ("TE that is none", "Transfer-Encoding: xchunked\r\n\r\n", "501"),
    ("TE of two", "Transfer-Encoding: chunked, identity\r\n\r\n", "501"),
    ("TE twice", "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n", "501"),
    ("TE behind a tab", "Transfer-Encoding:\tchunked\r\n\r\n", "501"),
    ("TE behind a vertical tab", "Transfer-Encoding:\u{b}chunked\r\n\r\n", "400"),
    ("TE before a blank", "Transfer-Encoding : chunked\r\n\r\n", "400"),
    ("TE folded", "Transfer-Encoding:\r\n chunked\r\n\r\n", "400"),
    ("TE in another header's line", "X: x\nTransfer-Encoding: chunked\r\n\r\n", "400"),
    ("TE behind a bare CR", "X: x\rTransfer-Encoding: chunked\r\n\r\n", "400"),
    ("two lengths", "Content-Length: 0\r\nContent-Length: 44\r\n\r\n", "400"),
    ("two lengths alike", "Content-Length: 0\r\nContent-Length: 0\r\n\r\n", "400"),
    ("a list of lengths", "Content-Length: 0, 0\r\n\r\n", "400"),
    ("a length with plus", "Content-Length: +0\r\n\r\n", "400"),
    ("a length with minus", "Content-Length: -0\r\n\r\n", "400"),
    ("a length in hexadecimal", "Content-Length: 0x0\r\n\r\n", "400"),
    ("a length with a point", "Content-Length: 0.0\r\n\r\n", "400"),
    ("a length with an exponent", "Content-Length: 0e0\r\n\r\n", "400"),
    ("a length with a blank within", "Content-Length: 0 0\r\n\r\n", "400"),
    ("a length in other figures", "Content-Length: \u{0660}\r\n\r\n", "400"),
    ("no length", "Content-Length: \r\n\r\n", "400"),
    ("a length before a blank", "Content-Length : 0\r\n\r\n", "400"),
    ("a length folded", "Content-Length:\r\n 0\r\n\r\n", "400"),
    ("a length beyond 64 bits", "Content-Length: 18446744073709551616\r\n\r\n", "413"),
    ("a length beyond 32 bits", "Content-Length: 4294967296\r\n\r\n", "413"),
    ("a header behind a blank", " Content-Length: 0\r\n\r\n", "400"),
    ("a header without a colon", "Content-Length\r\n\r\n", "400"),
    ("a header without a name", ": 0\r\n\r\n", "400"),
    ("NUL in a value", "X: a\0b\r\n\r\n", "400"), ("NUL in a name", "X\0: a\r\n\r\n", "400"),
    ("a line end of LF alone", "X: a\n\r\n", "400"),
    ("the end of the head of LF alone", "X: a\r\n\n", "400"),
    ("the end of the head of CR alone", "X: a\r\r\n\r\n", "400"),
    ("a second host", "Host: localhost\r\n\r\n", "400"),
  ]

  private static let lines: [(String, String, String)] = [
    ("absolute-form", "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
    (
      "absolute-form of another", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "400"
    ),
    ("authority-form", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", "501"),
    ("asterisk-form", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
    ("no version", "GET /\r\n\r\n", "400"),
    ("another version", "GET / HTTP/1.2\r\nHost: localhost\r\n\r\n", "505"),
    ("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
    ("TLS", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{FC}\u{3}\u{3}\r\n\r\n", "400"),
    ("no host", "GET / HTTP/1.1\r\n\r\n", "400"),
    ("a first line of LF alone", "GET / HTTP/1.1\nHost: localhost\n\n", "400"),
    ("two blanks", "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
    ("two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"),
  ]

  @Test(arguments: shapes.map { ($0.0, head + $0.1, $0.2) } + lines)
  func `each shape is refused, and what follows is not read`(
    name: String, text: String, status: String
  ) {
    for isAtOnce in [true, false] {
      var wire = Wire()
      var output = ""
      if isAtOnce {
        output = wire.send(text + Self.smuggled)
      } else {
        for byte in Array((text + Self.smuggled).utf8) { output += wire.send([byte]) }
      }
      let answers = statusLines(in: output)
      #expect(answers.count == 1)
      #expect(answers.first?.hasPrefix("HTTP/1.1 \(status) ") == true, "\(answers)")
      #expect(output.contains("\r\nConnection: close\r\n"))
      #expect(wire.taken.isEmpty)
      // What still comes is thrown away, for a second.
      #expect(wire.send(Self.smuggled).isEmpty)
      #expect(wire.taken.isEmpty)
      wire.wait(milliseconds: 1000)
      _ = wire.send("")
      #expect(wire.connection.isClosed)
    }
  }

  @Test func `a body is as long as it says, whatever is in it`() {
    let inner = Self.smuggled
    var wire = Wire()
    let output = wire.send(
      Self.head + "Content-Length: \(inner.utf8.count)\r\n\r\n" + inner
        + "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(statusLines(in: output).map { $0.prefix(12) } == ["HTTP/1.1 415", "HTTP/1.1 200"])
    #expect(wire.taken.map(\.method) == [.post, .get])
    #expect(wire.taken.first?.body == Array(inner.utf8))
  }

  @Test func `a GET with a body leaves nothing of it for the next request`() {
    var wire = Wire()
    let output = wire.send(
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(Self.smuggled.utf8.count)\r\n"
        + "\r\n" + Self.smuggled + "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(statusLines(in: output).count == 2)
    #expect(wire.taken.map(\.target.segments) == [["healthz"], ["metrics"]])
  }
}
