import Testing

@testable import OwnerPanel

/// What a browser has kept is asked for again by its tag (RFC 9110 § 13.1.2).
@Suite struct ConditionalTests {
  private let desk = Desk()

  private static let paths =
    StaticFile.allCases.map(\.path) + ["/api/v1/openapi.json"]

  private func status(_ path: String, _ headers: String) throws -> HTTPStatus {
    let response = try desk.get(path, headers)
    // What is said of a copy is said each time.
    #expect(response["ETag"] != nil)
    #expect(response["Cache-Control"] == "no-cache")
    #expect(response.body.isEmpty == (response.status == .notModified))
    return response.status
  }

  @Test(arguments: paths)
  func `a tag that is known, weak or strong, alone or in a list, gives no body`(
    path: String
  ) throws {
    let tag = try #require(try desk.get(path)["ETag"])
    #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.utf8.count > 4)
    for list in [
      tag, "W/\(tag)", "*", " \(tag) ", "\"x\",\(tag)", "\"x\" , W/\(tag),\"y\"", "W/\"x\", \(tag)",
      ",\(tag)",
    ] {
      #expect(try status(path, "If-None-Match: \(list)\r\n") == .notModified, "\(list)")
    }
    #expect(
      try status(path, "If-None-Match: \"x\"\r\nIf-None-Match: \(tag)\r\n") == .notModified)
    for list in [
      "", "\"x\"", "W/\"x\"", tag.replacing("\"", with: ""), tag.uppercased() + "x", "w/\(tag)",
      "\"*\"", "\(tag)x", String(tag.dropLast()),
    ] {
      #expect(try status(path, "If-None-Match: \(list)\r\n") == .ok, "\(list)")
    }
    // A date tells nothing: there is none of the file.
    #expect(
      try status(path, "If-Modified-Since: Fri, 27 Oct 2036 19:18:14 GMT\r\n") == .ok)
  }

  @Test func `every content has another tag`() throws {
    let tags = try Self.paths.map { try desk.get($0)["ETag"] }
    #expect(Set(tags).count == Self.paths.count)
  }

  @Test func `what is unchanged is told without a length, also to who asks for the head`() throws {
    let tag = try #require(try desk.get("/static/panel.css")["ETag"])
    for method in ["GET", "HEAD"] {
      var wire = Wire()
      let output = wire.send(
        "\(method) /static/panel.css HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \(tag)\r\n\r\n"
          + "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(
        statusLines(in: output) == ["HTTP/1.1 304 Not Modified", "HTTP/1.1 200 OK"])
      #expect(output.ranges(of: "Content-Length").count == 1)
    }
  }

  @Test func `pages with money on them are never kept`() throws {
    for path in ["/", "/calls", "/api/v1/shop", "/healthz"] {
      let bytes = try desk.get(path, "If-None-Match: *\r\n").bytes(
        framing: .keepsConnection, date: "today")
      let head = String(decoding: bytes, as: UTF8.self)
      #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(head.contains("\r\nCache-Control: no-store\r\n"))
    }
  }
}
