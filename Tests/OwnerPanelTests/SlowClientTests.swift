import BoothProtocol
import Testing

@testable import OwnerPanel

/// Clients that take their time, or take no breath.
@Suite struct SlowClientTests {
  private let head =
    "POST /api/v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"

  @Test func `headers that drip are cut off ten seconds after the first byte, however they drip`() {
    var wire = Wire()
    wire.wait(milliseconds: 20_000)
    var output = wire.send("GET / HTTP/1.1\r\nHost: localhost\r\n")
    for second in 1...9 {
      wire.wait(milliseconds: 1000)
      output += wire.send("X-\(second): a\r\n")
    }
    #expect(output.isEmpty)
    wire.wait(milliseconds: 999)
    #expect(wire.send("X: ").isEmpty)
    wire.wait(milliseconds: 1)
    #expect(statusLines(in: wire.send("a\r\n\r\n")) == ["HTTP/1.1 408 Request Timeout"])
    #expect(wire.taken.isEmpty)
  }

  @Test func `a body that drips is cut off as well, and was never a request`() {
    var wire = Wire()
    var output = wire.send(head)
    for _ in 1...9 {
      wire.wait(milliseconds: 1000)
      output += wire.send("{")
    }
    #expect(output.isEmpty)
    wire.wait(milliseconds: 1000)
    output = wire.send(String(repeating: " ", count: 91))
    #expect(statusLines(in: output) == ["HTTP/1.1 408 Request Timeout"])
    #expect(output.contains("\r\nConnection: close\r\n"))
    #expect(wire.taken.isEmpty)
  }

  @Test func `the next request on a connection has its own ten seconds`() {
    var wire = Wire()
    for _ in 1...3 {
      #expect(wire.send("GET /healthz HTTP/1.1\r\n").isEmpty)
      wire.wait(milliseconds: 9_000)
      #expect(wire.send("Host: localhost\r\n\r\n").hasPrefix("HTTP/1.1 200 OK\r\n"))
      wire.wait(milliseconds: 29_000)
    }
    #expect(wire.taken.count == 3)
  }

  @Test func `an empty line each second does not keep a connection`() {
    var wire = Wire()
    #expect(wire.send("\r\n").isEmpty)
    wire.wait(milliseconds: 30_000)
    _ = wire.send("")
    #expect(wire.connection.isClosed)
    var other = Wire()
    _ = other.send("\r\n")
    #expect(statusLines(in: other.send("\r\n")) == ["HTTP/1.1 400 Bad Request"])
  }

  @Test func `of a client that asks without reading no more is taken than a request's size`() {
    let limits = PanelLimits()
    var connection = Connection(
      peer: .network(address: "127.0.0.1"), limits: limits, at: .init(milliseconds: 0))
    let request = Array("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
    var received = 0
    // As much as the loop reads at a time.
    let chunk = Array(repeatElement(request, count: 16_384 / request.count).joined())
    for _ in 0..<1000 where connection.wantsToRead {
      connection.received(chunk, at: .init(milliseconds: 0))
      received += chunk.count
    }
    #expect(received < limits.http.buffer + chunk.count)
    // One is answered; while that is not read nothing more is taken, nor answered.
    #expect(connection.nextRequest(date: "today", at: .init(milliseconds: 0)) != nil)
    connection.answer(HTTPResponse(.ok, .plain, "ok"), date: "today", at: .init(milliseconds: 0))
    #expect(!connection.wantsToRead)
    #expect(connection.nextRequest(date: "today", at: .init(milliseconds: 0)) == nil)
    let waiting = connection.output.count
    connection.timeOut(date: "today", at: .init(milliseconds: 20_000))
    #expect(connection.isClosed)
    #expect(waiting < 1000)
  }

  @Test func `requests sent at once are answered in order, however they are cut`() {
    let requests = ["/healthz", "/nothing", "/metrics", "/api/v1/shop", "/static/icon.svg"].map {
      "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n"
    }.joined()
    for size in [1, 2, 17, 100, requests.utf8.count] {
      var wire = Wire()
      var output = ""
      let bytes = Array(requests.utf8)
      for start in stride(from: 0, to: bytes.count, by: size) {
        output += wire.send(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      #expect(
        statusLines(in: output).map { $0.dropFirst(9).prefix(3) } == [
          "200", "404", "200", "200", "200",
        ])
    }
  }

  // MARK: The go-ahead

  private func asking(_ version: String, _ headers: String) -> String {
    "POST /api/v1/payments \(version)\r\nHost: localhost\r\n\(headers)\r\n"
  }

  @Test func `who asks before sending a body is told to go ahead, once`() {
    var wire = Wire()
    #expect(
      wire.send(asking("HTTP/1.1", "Content-Length: 2\r\nExpect: 100-continue\r\n"))
        == "HTTP/1.1 100 Continue\r\n\r\n")
    #expect(wire.send("{").isEmpty)
    #expect(statusLines(in: wire.send("}")) == ["HTTP/1.1 415 Unsupported Media Type"])
  }

  @Test(arguments: [
    // HTTP/1.0 knows nothing of it.
    ("HTTP/1.0", "Content-Length: 2\r\nExpect: 100-continue\r\n", [String]()),
    // There is no body to go ahead with.
    ("HTTP/1.1", "Expect: 100-continue\r\n", ["HTTP/1.1 415 Unsupported Media Type"]),
    (
      "HTTP/1.1", "Content-Length: 0\r\nExpect: 100-continue\r\n",
      ["HTTP/1.1 415 Unsupported Media Type"]
    ),
    // It would be refused: better before it is sent.
    (
      "HTTP/1.1", "Content-Length: 16385\r\nExpect: 100-continue\r\n",
      ["HTTP/1.1 413 Content Too Large"]
    ),
    ("HTTP/1.1", "Content-Length: 2\r\nExpect: 200-ok\r\n", ["HTTP/1.1 417 Expectation Failed"]),
    (
      "HTTP/1.1", "Content-Length: 2\r\nExpect: 100-continue, x\r\n",
      ["HTTP/1.1 417 Expectation Failed"]
    ),
    ("HTTP/1.1", "Expect: 100-CONTINUE\r\nContent-Length: 2\r\n", ["HTTP/1.1 100 Continue"]),
  ])
  func `a go-ahead is given only where one is waited for`(
    version: String, headers: String, answers: [String]
  ) {
    var wire = Wire()
    #expect(statusLines(in: wire.send(asking(version, headers))) == answers)
  }

  @Test func `who does not wait for the go-ahead gets none`() {
    var wire = Wire()
    let answers = statusLines(
      in: wire.send(asking("HTTP/1.1", "Content-Length: 2\r\nExpect: 100-continue\r\n") + "{}"))
    #expect(answers == ["HTTP/1.1 415 Unsupported Media Type"])
  }
}
