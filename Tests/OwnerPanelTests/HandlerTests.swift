import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

@Suite struct HandlerTests {
  let desk = Desk()

  @Test(arguments: [
    ("/nothing", "text/html; charset=utf-8"), ("/booths/4312", "text/html; charset=utf-8"),
    ("//", "text/html; charset=utf-8"), ("/calls/", "text/html; charset=utf-8"),
    ("/static/../panel.css", "text/html; charset=utf-8"),
    ("/static/%2e%2e%2fpanel.css", "text/html; charset=utf-8"),
    ("/booths/9999/calls", "text/html; charset=utf-8"), ("/api", "application/json"),
    ("/api/", "application/json"), ("/api/v2/shop", "application/json"),
    ("/api/shop", "application/json"),
    ("/api/v1/nothing", "application/json"), ("/api/v1/booths/9999", "application/json"),
    ("/api/v1/calls?booth=9999", "application/json"),
  ])
  func `what does not exist is 404, in the words of who asks`(target: String, type: String) throws {
    let empty = Desk()
    empty.source.holds([])
    let response = try empty.get(target)
    #expect(response.status == .notFound)
    #expect(response.type?.rawValue == type)
  }

  @Test(arguments: [
    ("POST", "/", "GET, HEAD"), ("DELETE", "/api/v1/booths/4312", "GET, HEAD"),
    ("GET", "/booths/4312/cut", "POST"), ("PUT", "/api/v1/payments", "GET, HEAD, POST"),
    ("HEAD", "/events", "GET"), ("OPTIONS", "/api/v1/shop", "GET, HEAD"),
    ("PUT", "/healthz", "GET, HEAD"), ("TRACE", "/api/v1/shop", "GET, HEAD"),
  ])
  func `a method that makes no sense is 405 and says which do`(
    method: String, target: String, allowed: String
  ) throws {
    let response = try desk.now(
      desk.answer("\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    #expect(response.status == .methodNotAllowed)
    #expect(response["Allow"] == allowed)
  }

  @Test func `without a script a cut is asked for twice, of the same call`() throws {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n"
    for body in ["", "number=1005"] {
      let question = try desk.now(desk.post("/booths/4312/cut", form, body: body))
      #expect(question.status == .ok)
      for part in [
        "<h1>¿Cortar la llamada de CABINA 01?</h1>", "1006 INTERNAS 02",
        "action=\"/booths/4312/cut\"", "name=\"number\" value=\"1006\"", ">Sí, cortar</button>",
        "href=\"/#name-4312\">No</a>",
      ] {
        #expect(question.text.contains(part), "\(part)")
      }
    }
    #expect(
      try desk.now(desk.post("/booths/4312/cut", "Accept-Language: en\r\n")).text.contains(
        "Cut off the call of CABINA 01?"))
    // Where there is no call the core has the word, and programs are not asked.
    for path in ["/booths/4313/cut", "/api/v1/booths/4312/cut"] {
      guard case .later(.cut, _) = try desk.post(path) else {
        Issue.record("\(path) is not asked of the core")
        return
      }
    }
  }

  @Test(arguments: [
    ("disable", OwnerAction.disable(BoothNumber("4312"))),
    ("enable", .enable(BoothNumber("4312"))), ("cut", .cut(BoothNumber("4312"))),
    ("uncharged", .chargeNextCall(BoothNumber("4312"), false)),
    ("charged", .chargeNextCall(BoothNumber("4312"), true)),
  ])
  func `each button asks the core for its action`(word: String, action: OwnerAction) throws {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n"
    for (path, face) in [("", Route.Face.page), ("/api/v1", .api)] {
      let answer = try desk.post("\(path)/booths/4312/\(word)", form, body: "number=1006")
      guard case .later(let asked, let pending) = answer else {
        Issue.record("\(answer)")
        return
      }
      #expect(asked == action)
      #expect(pending.face == face)
    }
  }

  @Test func `a form ends where it began, on its card, and nothing is asked twice`() throws {
    let handler = RequestHandler(configuration: testConfiguration(), source: desk.source)
    let form = PendingAction(
      face: .page, language: .spanish, booth: BoothNumber("43/12"),
      visitor: .unprotected(actor: "web 127.0.0.1"))
    let done = handler.response(to: form, outcome: .done, shop: desk.shop)
    #expect(done.status == .seeOther)
    #expect(done["Location"] == "/#name-43%2F12")

    let refused = handler.response(to: form, outcome: .noCall, shop: desk.shop)
    #expect(refused.status == .conflict)
    #expect(refused.text.contains("La cabina no tiene una llamada."))

    let full = handler.response(to: form, outcome: .notStored("disk <full>"), shop: desk.shop)
    #expect(full.status == .serviceUnavailable)
    #expect(full.text.contains("disk &lt;full&gt;"))
  }

  @Test func `a stranger's post is 403 and reaches no core`() throws {
    let answer = try desk.post("/booths/4312/cut", "Origin: http://evil.example\r\n")
    #expect(try desk.now(answer).status == .forbidden)
    #expect(desk.source.asked.isEmpty)
  }

  @Test func `a strange host is 421, for every page and file`() throws {
    for target in ["/", "/events", "/api/v1/shop", "/healthz", "/metrics", "/static/panel.js"] {
      let answer = try desk.answer("GET \(target) HTTP/1.1\r\nHost: evil.example\r\n\r\n")
      #expect(try desk.now(answer).status == .misdirectedRequest)
    }
  }

  @Test func `static files are asked for again and found unchanged`() throws {
    for file in StaticFile.allCases {
      let first = try desk.get(file.path)
      let tag = try #require(first["ETag"])
      #expect(first.status == .ok)
      #expect(first.body == file.bytes)
      #expect(first.type == file.type)
      #expect(first["Cache-Control"] == "no-cache")
      let again = try desk.get(file.path, "If-None-Match: \"x\", W/\(tag)\r\n")
      #expect(again.status == .notModified)
      #expect(again.body.isEmpty)
      #expect(try desk.get(file.path, "If-None-Match: \"x\"\r\n").status == .ok)
    }
  }

  @Test func `every answer forbids what pages could be abused for`() throws {
    let bytes = try desk.get("/").bytes(framing: .keepsConnection, date: "now")
    let head = String(decoding: bytes, as: UTF8.self)
    #expect(head.contains("\r\nContent-Security-Policy: default-src 'none'; script-src 'self';"))
    #expect(!head.contains("unsafe-inline"))
    #expect(head.contains("\r\nX-Content-Type-Options: nosniff\r\n"))
    #expect(head.contains("\r\nReferrer-Policy: same-origin\r\n"))
    #expect(head.contains("\r\nCache-Control: no-store\r\n"))
    #expect(!head.contains("Access-Control-Allow"))
  }

  @Test func `the head of a page is the page without its body`() throws {
    let response = try desk.get("/")
    let whole = response.bytes(framing: .keepsConnection, date: "now")
    let head = response.bytes(framing: .keepsConnection, date: "now", withBody: false)
    #expect(whole == head + response.body)
    #expect(String(decoding: head, as: UTF8.self).hasSuffix("\r\n\r\n"))
  }

  @Test func `before the first snapshot pages say so and come back by themselves`() throws {
    var early = desk
    early.shop = nil
    let page = try early.get("/")
    #expect(page.status == .serviceUnavailable)
    #expect(page.text.contains("La central está partiendo."))
    #expect(page.text.contains("http-equiv=\"refresh\""))
    #expect(try early.get("/api/v1/shop").status == .serviceUnavailable)
    #expect(try early.get("/healthz").text.contains("\"status\":\"starting\""))
  }

  @Test func `health is 200 while the shop can work and 503 when it cannot`() throws {
    #expect(
      try desk.get("/healthz").text
        == #"{"status":"ok","boards":1,"boardsConnected":1,"storage":"ok"}"#)

    var silent = desk
    silent.shop?.isStale = true
    #expect(try silent.get("/healthz").status == .serviceUnavailable)

    var degraded = desk
    degraded.shop?.snapshot.boards[0].isConnected = false
    #expect(try degraded.get("/healthz").status == .ok)
    #expect(try degraded.get("/healthz").text.contains("\"status\":\"degraded\""))

    desk.source.hasFault("disk full")
    #expect(try desk.get("/healthz").status == .serviceUnavailable)
    #expect(try desk.get("/healthz").text.contains("\"storage\":\"disk full\""))
  }

  @Test func `the lines are told with all that was counted`() throws {
    let text = try desk.get("/api/v1/links").text
    #expect(
      text.contains(
        "\"port\":\"/dev/tty\\\"0\",\"board\":\"0102030405060708090a0b0c\",\"driftAlarm\":true"))
    #expect(text.contains("\"crcErrors\":3"))
    #expect(text.contains("\"driftPartsPerBillion\":700000"))
  }

  @Test func `metrics are OpenMetrics, with the daemon's own among them`() throws {
    let text = try desk.get("/metrics").text
    #expect(text.hasSuffix("# EOF\n"))
    #expect(text.contains("cabina_booths{state=\"talking\"} 1\n"))
    #expect(text.contains("cabina_balance{currency=\"CLP\"} 1856\n"))
    #expect(text.contains("# TYPE cabina_link_frames_received counter\n"))
    #expect(
      text.contains(
        "cabina_link_frames_received_total{port=\"/dev/tty\\\"0\",board=\"0102030405060708090a0b0c\"} 12\n"
      ))
    #expect(
      text.contains("cabina_link_up{port=\"/dev/tty\\\"0\",board=\"0102030405060708090a0b0c\"} 1\n")
    )
    let names = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
    #expect(Set(names).count == names.count)
  }
}
