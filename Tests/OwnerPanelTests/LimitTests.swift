import Testing

@testable import OwnerPanel

/// The limits of a request as they are in the shop: what is just within is answered, a byte more is
/// refused with the status that says so, and the connection ends.
@Suite struct LimitTests {
  private func answer(_ text: String) -> (status: String, isKept: Bool) {
    var wire = Wire()
    let output = wire.send(text)
    let status = statusLines(in: output).first?.dropFirst(9).prefix(3) ?? ""
    return (String(status), output.contains("\r\nConnection: keep-alive\r\n"))
  }

  private func expect(_ text: String, _ status: String, isKept: Bool) {
    let answer = answer(text)
    #expect(answer.status == status)
    #expect(answer.isKept == isKept)
  }

  @Test func `a first line has 4096 bytes at most`() {
    func line(_ count: Int) -> String {
      let rest = "GET /healthz?a= HTTP/1.1\r\n".utf8.count
      return "GET /healthz?a=\(String(repeating: "x", count: count - rest)) HTTP/1.1\r\n"
        + "Host: localhost\r\n\r\n"
    }
    expect(line(4096), "200", isKept: true)
    expect(line(4097), "414", isKept: false)
    expect(String(repeating: "A", count: 4097), "414", isKept: false)
  }

  private func get(_ headers: String) -> String {
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n"
  }

  @Test func `headers have 16384 bytes at most, in one or in many`() {
    let rest = "Host: localhost\r\nX: \r\n\r\n".utf8.count
    func one(_ count: Int) -> String {
      get("X: \(String(repeating: "x", count: count - rest))\r\n")
    }
    expect(one(16_384), "200", isKept: true)
    expect(one(16_385), "431", isKept: false)
    let lines = String(repeating: "X: \(String(repeating: "x", count: 495))\r\n", count: 32)
    expect(get(lines), "200", isKept: true)
    expect(get(lines + "X: \(String(repeating: "x", count: 495))\r\n"), "431", isKept: false)
    // Without its end as well.
    expect(
      "GET /healthz HTTP/1.1\r\nX: \(String(repeating: "x", count: 16_382))", "431", isKept: false)
  }

  @Test func `there are 64 headers at most`() {
    expect(get(String(repeating: "X:\r\n", count: 63)), "200", isKept: true)
    expect(get(String(repeating: "X:\r\n", count: 64)), "431", isKept: false)
  }

  @Test func `a body has 16384 bytes at most, and one that is larger is not waited for`() {
    func post(_ length: Int) -> String {
      "POST /api/v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(length)\r\n\r\n"
    }
    expect(post(16_384) + String(repeating: " ", count: 16_384), "415", isKept: true)
    expect(post(16_385), "413", isKept: false)
  }

  @Test func `a query has 32 parameters at most, in 4096 bytes`() {
    func query(_ count: Int) -> String {
      let parameters = (0..<count).map { "p\($0)=\($0)" }.joined(separator: "&")
      return "GET /healthz?\(parameters) HTTP/1.1\r\nHost: localhost\r\n\r\n"
    }
    expect(query(32), "200", isKept: true)
    expect(query(33), "400", isKept: false)
  }

  @Test func `of a form there are as many`() throws {
    let limit = HTTPLimits().parameterCount
    func form(_ count: Int) -> [UInt8] {
      Array((0..<count).map { "p\($0)=\($0)" }.joined(separator: "&").utf8)
    }
    #expect(try Parameters(parsing: form(limit), limit: limit)["p31"] == "31")
    #expect(throws: HTTPRefusal.tooManyParameters) {
      try Parameters(parsing: form(limit + 1), limit: limit)
    }
    let gaps = try Parameters(parsing: Array("&&a=1&&b&&".utf8), limit: 2)
    #expect(gaps.names.sorted() == ["a", "b"])
  }

  @Test func `what stands behind one too many is not looked at`() {
    let form = Array((0..<10_000).map { "p\($0)=\($0)&" }.joined().utf8)
    var looks = 0
    let watched = form.indices.lazy.map {
      looks += 1
      return form[$0]
    }
    #expect(throws: HTTPRefusal.tooManyParameters) { try Parameters(parsing: watched, limit: 8) }
    #expect((1..<1000).contains(looks), "\(looks)")
  }

  // MARK: Connections that go on

  @Test(arguments: [
    ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: keep-alive\r\n", true),
    ("HTTP/1.1", "Connection: CLOSE\r\n", false),
    ("HTTP/1.1", "Connection: keep-alive, close\r\n", false),
    ("HTTP/1.1", "Connection: upgrade\r\nUpgrade: h2c\r\n", true),
    ("HTTP/1.0", "", false), ("HTTP/1.0", "Connection: Keep-Alive\r\n", true),
    ("HTTP/1.0", "Connection: close\r\n", false),
  ])
  func `a connection goes on as the client asks, and the answer says whether`(
    version: String, header: String, isKept: Bool
  ) {
    let text = "GET /healthz \(version)\r\nHost: localhost\r\n\(header)\r\n"
    expect(text, "200", isKept: isKept)
    var wire = Wire()
    #expect(statusLines(in: wire.send(text + text)).count == (isKept ? 2 : 1))
    #expect(wire.send(text).isEmpty != isKept)
  }

  @Test func `a refusal of what was asked ends no connection`() {
    for (request, status) in [
      ("GET /nothing", "404"), ("DELETE /", "405"), ("TRACE /", "405"),
      ("GET /calls?size=0", "400"),
      ("POST /api/v1/payments", "415"),
    ] {
      expect("\(request) HTTP/1.1\r\nHost: localhost\r\n\r\n", status, isKept: true)
    }
    expect("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "421", isKept: true)
  }

  // MARK: The head alone

  private static let pages = [
    "/", "/calls", "/booths/4312/calls", "/static/panel.css", "/static/panel.js",
    "/static/icon.svg", "/healthz", "/metrics", "/nothing", "/booths/9999/calls", "/calls?size=0",
    "/api/v1", "/api/v1/openapi.json", "/api/v1/shop", "/api/v1/booths/4312", "/api/v1/booths/9",
    "/api/v1/calls", "/api/v1/links", "/api/v1/boards", "/api/v1/dialling", "/api/v1/payments",
    "/api/v1/tickets",
    "/api/v1/reviews", "/api/v1/booths/4312/account", "/api/v1/quote?number=1006&seconds=3",
    "/api/v1/calls/1", "/api/v1/nothing",
  ]

  @Test(arguments: pages)
  func `HEAD answers as GET does, without the body`(target: String) throws {
    func output(_ method: String) -> String {
      var wire = Wire()
      return wire.send("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    }
    let whole = output("GET")
    let end = try #require(whole.firstRange(of: "\r\n\r\n"))
    #expect(output("HEAD") == whole[..<end.upperBound])
    #expect(!whole[end.upperBound...].isEmpty)
    let length = whole[end.upperBound...].utf8.count
    #expect(whole[..<end.lowerBound].contains("\r\nContent-Length: \(length)\r\n"))
  }

  @Test func `a head leaves the connection where a body would have left it`() {
    var wire = Wire()
    let output = wire.send(
      "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(statusLines(in: output).count == 2)
    #expect(output.hasSuffix("}"))
  }
}
