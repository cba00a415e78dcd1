import BoothControl
import Notation
import Testing

@testable import OwnerPanel

/// Addresses that are to lead elsewhere: to files, to other people's paths, into headers.
@Suite struct AddressTests {
  private let desk = Desk()

  @Test(arguments: [
    "//", "///", "/.", "/..", "/./", "/../", "/%2e%2e/", "/%2E%2E/%2E%2E/etc/passwd", "/calls//",
    "/calls/.", "/calls/../calls", "//calls", "/static", "/static/", "/static/..",
    "/static/../panel.css", "/static/%2e%2e%2fpanel.css", "/static//panel.css",
    "/static/panel.css/", "/static/./panel.css", "/static/panel.css%20", "/static/PANEL.CSS",
    "/Static/panel.css", "/static%2Fpanel.css", "/static/..%5cpanel.css", "/static/panel.css;a=b",
    "/booths/../../etc/passwd", "/booths/4312%2Fcalls", "/booths//calls", "/%2F", "/%5C",
    "/calls%3Fsize=10", "/healthz%23",
  ])
  func `a path that is not written as it should be leads nowhere`(target: String) throws {
    let response = try desk.get(target)
    #expect(response.status == .notFound)
    #expect(response.type == .html)
    #expect(!response.text.contains("root:"))
  }

  @Test(arguments: [
    "/api/v1/", "/api/v1//shop", "/api/v1/./shop", "/api/v1/../v1/shop", "/api//v1/shop",
    "/api/v1/shop/", "/api/v1/SHOP", "/api%2Fv1/shop", "/api/v1/booths%2F4312",
    "/api/v1/calls/1%2Freview", "/api/v1/calls/+1", "/api/v1/calls/01x", "/api/v1/calls/-1",
    "/api/v1/calls/99999999999999999999", "/api/v1/openapi.json/", "/api/v1/openapi.yaml",
  ])
  func `nor does one of the API`(target: String) throws {
    #expect(try desk.get(target).status == .notFound)
  }

  @Test(arguments: [
    "/%00", "/a%00b", "/%0a", "/%0D%0ASet-Cookie:%20a=b", "/%7f", "/%c0%ae%c0%ae/", "/%ed%a0%80",
    "/%f8%88%80%80%80", "/%ff", "/%", "/%1", "/%g0", "/%u002e", "/?a=%00", "/?%0d%0a=1",
    "/?lang=es%0d%0aSet-Cookie:%20session=1", "/?lang=%c0%8d%c0%8a",
  ])
  func `what cannot be a path or a query is no request at all`(target: String) {
    #expect(throws: Desk.NoRequest.self) { try desk.get(target) }
    var wire = Wire()
    let output = wire.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(statusLines(in: output) == ["HTTP/1.1 400 Bad Request"])
    #expect(!output.contains("Set-Cookie"))
  }

  @Test func `an encoded slash is part of a name, and acts on nobody else's booth`() throws {
    var other = desk
    other.shop?.snapshot.booths = [booth("a/b", "A"), booth("a", "B")]
    guard case .later(let action, _) = try other.post("/api/v1/booths/a%2Fb/disable") else {
      Issue.record("refused")
      return
    }
    #expect(action == .disable(BoothNumber("a/b")))
  }

  // MARK: What gets into headers

  private func head(_ response: HTTPResponse) -> [String] {
    let bytes = response.bytes(framing: .keepsConnection, date: "today", withBody: false)
    return String(decoding: bytes, as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [
    "es", "en", "", "fr", "ES", "es; Domain=evil.example", "es,en", "es\u{2028}X: y", "ñ",
    "es%250d%250aX:%20y", "es+", "%22es%22", "es%3B%20Path=/", "es%E5%98%8A%E5%98%8DX:y",
  ])
  func `a language gets into a cookie only if it is one`(language: String) throws {
    let encoded = language.contains("%") ? language : PercentEncoding.text(language)
    let response = try desk.get("/?lang=\(encoded)")
    #expect(response.status == .ok)
    let isKnown = ["es", "en"].contains(language)
    #expect(
      response["Set-Cookie"]
        == (isKnown ? "lang=\(language); Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly" : nil)
    )
    #expect(head(response).count { $0.hasPrefix("Set-Cookie") } == (isKnown ? 1 : 0))
    #expect(!head(response).contains { $0.hasPrefix("X:") })
  }

  @Test(arguments: [
    "4312", "43/12", "a b", "<script>", "\"'", "https://evil.example", "//evil.example", "ñ😀",
    "%0d%0a",
    "\u{85}X: y", "\u{2028}", "?#&;",
  ])
  func `a form goes back to the page it came from, whatever the booth is called`(
    name: String
  ) throws {
    let handler = RequestHandler(configuration: testConfiguration(), source: desk.source)
    let form = PendingAction(
      face: .page, language: .spanish, booth: BoothNumber(name),
      visitor: .unprotected(actor: "web 127.0.0.1"))
    let response = handler.response(to: form, outcome: .done, shop: desk.shop)
    let location = try #require(response["Location"])
    #expect(location.wholeMatch(of: /\/#name-[A-Za-z0-9._~%-]+/) != nil, "\(location)")
    #expect(head(response).count { $0.hasPrefix("Location: ") } == 1)
  }

  @Test(arguments: ["<script>alert(1)</script>", "\"onload=\"x", "'", "&lt;", "a\u{202E}b"])
  func `what was asked for is text where it is said again`(name: String) throws {
    let encoded = PercentEncoding.text(name)
    desk.source.holds([])
    let page = try desk.get("/booths/\(encoded)/calls").text
    #expect(!page.contains("<script>alert") && !page.contains("\"onload"))
    let json = try JSONValue(try desk.get("/api/v1/booths/\(encoded)").body)
    #expect(json["message"]?.text?.contains(name) == true)
  }

  // MARK: Whose address it is

  @Test(arguments: [
    "user@localhost", "localhost@evil.example", "localhost:80@evil.example",
    "localhost,evil.example",
    "localhost evil.example", "localhost/", "localhost#", "localhost?", "localhost\\evil.example",
    "evil.example#localhost", "localhost.", "localhost.localdomain", "localhost.evil.example",
    "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "017700000001", "127.0.0.1.",
    "127.0.0.1.nip.io", "127.0.0.2", "[::]", "::1", "[::1", "[::1%25lo]", "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]", "localhost:", "localhost:0", "localhost:+80", "localhost:080",
    "localhost:80:80", "localhost:65616", "localhost:8080", "xn--localhost", "loc\u{e4}lhost",
    "\u{212A}localhost", "http://localhost",
  ])
  func `a host that only looks like ours is another's`(host: String) throws {
    // On port 80, where the name alone is enough.
    let answer = try desk.answer("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    #expect(try desk.now(answer).status == .misdirectedRequest)
  }

  @Test(arguments: [
    "localhost", "LOCALHOST", "localhost:80", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:80",
    " localhost ",
  ])
  func `a host that is ours is ours in any letters`(host: String) throws {
    #expect(try desk.now(desk.answer("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")).status == .ok)
  }

  @Test func `no other header says whose address it is`() throws {
    for header in ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-URL", "X-Rewrite-URL"] {
      let answer = try desk.answer(
        "GET /calls HTTP/1.1\r\nHost: evil.example\r\n\(header): localhost\r\n\r\n")
      #expect(try desk.now(answer).status == .misdirectedRequest)
      let page = try desk.get("/", "\(header): evil.example\r\n")
      #expect(page.status == .ok)
      #expect(!page.text.contains("evil.example"))
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
  func `only our own page changes anything, by whatever method`(method: String) throws {
    for headers in [
      "Origin: null", "Origin: http://localhost:81", "Origin: http://localhost:8080",
      "Origin: http://evil.example", "Origin: http://localhost.evil.example",
      "Origin: http://user@localhost", "Origin: localhost", "Origin: http://localhost/",
      "Origin: file://", "Origin: http://localhost, http://evil.example",
      "Origin: ftp://localhost", "Origin:", "Sec-Fetch-Site: cross-site",
      "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: none",
      "Sec-Fetch-Site: same-origin, cross-site",
      "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
      "Origin: http://localhost\r\nSec-Fetch-Site: cross-site",
      "Origin: null\r\nSec-Fetch-Site: same-origin",
    ] {
      for target in ["/booths/4312/cut", "/api/v1/prefixes/1006"] {
        let answer = try desk.answer(
          "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n\r\n")
        #expect(try desk.now(answer).status == .forbidden, "\(headers)")
      }
    }
    #expect(desk.source.asked.isEmpty)
    #expect(desk.source.ledgerAsked.isEmpty)
  }
}
