import Testing

@testable import OwnerPanel

@Suite struct AdmissionTests {
  private func verdict(
    _ method: HTTPMethod, _ headers: [(String, String)], port: UInt16 = 8080,
    names: [String] = ["caja.lan", "panel.example.cl:443", "[fd00::1]"]
  ) throws -> Admission.Verdict {
    var request = HTTPRequest(
      method: method, target: try RequestTarget(parsing: Array("/".utf8), limits: HTTPLimits()),
      minorVersion: 1, headers: HTTPHeaders())
    for (name, value) in headers { request.headers.append(name: name, value: value) }
    return Admission.network(port: port, names: names).verdict(on: request)
  }

  @Test(arguments: [
    "localhost:8080", "LocalHost:8080", "127.0.0.1:8080", "[::1]:8080", "caja.lan:8080",
    "panel.example.cl", "panel.example.cl:443", "[fd00::1]:8080",
  ])
  func `a host that is ours is admitted`(host: String) throws {
    #expect(try verdict(.get, [("host", host)]) == .admitted)
  }

  @Test(arguments: [
    "evil.example:8080", "localhost", "localhost:80", "localhost:8081", "127.0.0.1",
    "127.0.0.2:8080",
    "caja.lan", "panel.example.cl:8080", "localhost.:8080", "localhost:8080.evil.example", "",
    "localhost:08080", "[::1]", "[fd00::1]",
  ])
  func `any other host is not: its name was made to point here`(host: String) throws {
    #expect(try verdict(.get, [("host", host)]) == .wrongHost)
  }

  @Test func `a request without a host is not admitted from the network`() throws {
    #expect(try verdict(.get, []) == .wrongHost)
  }

  @Test func `on port 80 the port may be left out`() throws {
    #expect(try verdict(.get, [("host", "localhost")], port: 80) == .admitted)
  }

  @Test(arguments: [
    [], [("origin", "http://localhost:8080")], [("origin", "HTTP://LOCALHOST:8080")],
    [("sec-fetch-site", "same-origin")],
    [("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")],
  ])
  func `a post from our own page, or from no page at all, is admitted`(
    headers: [(String, String)]
  ) throws {
    #expect(try verdict(.post, [("host", "localhost:8080")] + headers) == .admitted)
  }

  @Test(arguments: [
    [("origin", "http://evil.example")], [("origin", "null")], [("origin", "")],
    [("origin", "http://localhost:8081")], [("origin", "http://127.0.0.1:8080")],
    [("origin", "http://localhost:8080"), ("origin", "http://evil.example")],
    [("sec-fetch-site", "cross-site")], [("sec-fetch-site", "same-site")],
    [("sec-fetch-site", "none")],
    [("origin", "http://localhost:8080"), ("sec-fetch-site", "cross-site")],
  ])
  func `a post from another page is not`(headers: [(String, String)]) throws {
    #expect(try verdict(.post, [("host", "localhost:8080")] + headers) == .otherOrigin)
    #expect(try verdict(.get, [("host", "localhost:8080")] + headers) == .admitted)
  }
}
