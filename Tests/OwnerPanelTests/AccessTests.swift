import BoothControl
import BoothProtocol
import Glibc
import Notation
import Testing

@testable import OwnerPanel

/// Pages and API for who is logged in, and for who is not.
@Suite struct AccessTests {
  private let session = Session(user: maria, formToken: "f0f0")

  private func desk(_ visitor: Visitor) -> Desk {
    var desk = Desk()
    desk.source.people.holds([maria, pedro])
    desk.visitor = visitor
    return desk
  }

  private var stranger: Desk { desk(.stranger(address: "192.168.1.20")) }
  private var owner: Desk { desk(.user(session, address: "192.168.1.20")) }
  private var cashier: Desk {
    desk(.user(Session(user: pedro, formToken: "c1c1"), address: "192.168.1.21"))
  }

  @Test(arguments: ["/", "/calls", "/booths/4312/calls", "/password"])
  func `who is not logged in is shown the way, and comes back to where he wanted`(
    path: String
  ) throws {
    let response = try stranger.get(path)
    #expect(response.status == .seeOther)
    let next = path == "/" ? "/login" : "/login?next=" + path.replacing("/", with: "%2F")
    #expect(response["Location"] == next)
  }

  @Test func `what was asked of a list is not lost by a log-in`() throws {
    func location(_ path: String) throws -> String { try stranger.get(path)["Location"] ?? "" }
    #expect(
      try location("/calls?place=a+%26b&booth=4312&done=saved")
        == "/login?next=%2Fcalls%3Fbooth%3D4312%26place%3Da%2520%2526b")
    #expect(
      try stranger.get("/login?next=%2Fcalls%3Fbooth%3D4312%26place%3Da%2520%2526b").text.contains(
        "value=\"/calls?booth=4312&amp;place=a%20%26b\""))
    #expect(try location("/?done=saved") == "/login")
    // Too much to be brought along: without what was asked, or without all of it.
    let long = String(repeating: "%C3%A9", count: 200)
    #expect(try location("/calls?place=\(long)") == "/login?next=%2Fcalls")
    #expect(try stranger.get("//evil.example").status == .notFound)
    #expect(
      try cashier.get("/report?month=2006-10").text.contains("value=\"/report?month=2006-10\""))
  }

  @Test(arguments: [
    "/events", "/api/v1/shop", "/api/v1/calls", "/api/v1/payments", "/api/v1/users",
    "/api/v1/session", "/api/v1/setup-code",
  ])
  func `programs are told, and learn nothing`(path: String) throws {
    let response = try stranger.get(path)
    #expect(response.status == .unauthorized)
    #expect(!response.text.contains("4312"))
  }

  @Test func `a stranger's page shows neither balance nor sections`() throws {
    let response = try stranger.get("/login")
    #expect(response.status == .ok)
    #expect(response.text.contains("name=\"password\""))
    #expect(response.text.contains("Locutorio Central"))
    for secret in ["1.856", "/calls", "4312"] { #expect(!response.text.contains(secret)) }
    let missing = try stranger.get("/nothing")
    #expect(missing.status == .notFound)
    for secret in ["1.856", "href=\"/calls\""] { #expect(!missing.text.contains(secret)) }
  }

  @Test func `a cashier before an owner's page can log in as the owner, and comes to it`() throws {
    let refused = try cashier.get("/report")
    #expect(refused.status == .forbidden)
    #expect(refused.text.contains("action=\"/logout\""))
    #expect(refused.text.contains("name=\"next\" value=\"/report\""))
    let form = "Content-Type: application/x-www-form-urlencoded\r\n"
    func way(_ next: String) throws -> String? {
      let answer = try cashier.post("/logout", form, body: "token=c1c1&next=\(next)")
      guard case .logOut(let response) = answer else { throw Desk.NoRequest() }
      return response["Location"]
    }
    #expect(try way("%2Freport") == "/login?next=%2Freport&done=logged-out")
    #expect(try way("") == "/login?done=logged-out")
    #expect(try way("%2F%2Fevil.example") == "/login?done=logged-out")
    // What was pressed is not done by coming back to it.
    let pressed = try cashier.now(
      cashier.post("/booths/4312/uncharged", form, body: "token=c1c1"))
    #expect(pressed.status == .forbidden)
    #expect(pressed.text.contains("name=\"next\" value=\"/\""))
    #expect(!(try owner.get("/nothing").text.contains("name=\"next\"")))
  }

  @Test(arguments: ["/static/panel.css", "/healthz", "/login", "/api/v1"])
  func `what needs no password is there without one`(path: String) throws {
    #expect(try stranger.get(path).status == .ok)
  }

  @Test func `the figures for a watcher are for this box's programs, and for the owner`() throws {
    #expect(try stranger.get("/metrics").status == .seeOther)
    let near = try desk(.stranger(address: "127.0.0.1")).get("/metrics")
    #expect(near.status == .ok)
    #expect(near.text.contains("cabina_booths"))
    #expect(!near.text.contains("cabina_balance"))
    #expect(try owner.get("/metrics").text.contains("cabina_balance"))
    #expect(try desk(.stranger(address: "::ffff:127.0.0.1")).get("/metrics").status == .ok)
    // Behind a proxy on the box everybody comes from it.
    for header in ["X-Forwarded-For: 192.168.1.9", "Forwarded: for=192.168.1.9", "Via: 1.1 proxy"] {
      let answer = try desk(.stranger(address: "127.0.0.1")).answer(
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n\r\n")
      #expect(try stranger.now(answer).status == .seeOther)
    }
    #expect(try owner.get("/metrics").status == .ok)
    #expect(try cashier.get("/metrics").status == .forbidden)
  }

  @Test(arguments: [
    "/booths/4312/uncharged", "/api/v1/booths/4312/uncharged", "/api/v1/payments",
    "/api/v1/markup", "/api/v1/calls/10/review",
  ])
  func `what is the owner's is not the cashier's`(path: String) throws {
    let isAPI = path.hasPrefix("/api")
    let body = isAPI ? "" : "token=c1c1"
    let type = isAPI ? "application/json" : "application/x-www-form-urlencoded"
    let answer = try cashier.post(
      path, "X-CSRF-Token: c1c1\r\nContent-Type: \(type)\r\n", body: body)
    #expect(try cashier.now(answer).status == .forbidden)
  }

  @Test func `a name that was made to point here is told nothing of the shop`() throws {
    // Not yet protected: whoever is at the box sees all.
    let desk = Desk()
    for target in ["/", "/calls", "/nothing"] {
      let answer = try desk.answer("GET \(target) HTTP/1.1\r\nHost: evil.example\r\n\r\n")
      let response = try desk.now(answer)
      #expect(response.status == .misdirectedRequest)
      for secret in ["Locutorio Central", "1.856", "/prefixes"] {
        #expect(!response.text.contains(secret), "\(target): \(secret)")
      }
    }
  }

  @Test func `what the shop pays for a call is the owner's to know`() throws {
    let row = CallListRow(
      key: 42, booth: BoothNumber("4312"), at: WallTime(milliseconds: 0), number: "1006",
      destination: "INTERNAS 02", seconds: 68, price: perMinute(200), charge: pesos(227),
      isCharged: true)
    let statement = CallStatement(
      row: row, dialled: "1006", carrier: nil, answeredAt: nil, charge: nil, cost: nil,
      storedCost: pesos(113), markup: pesos(12), isIncomplete: false, reviewNote: "", reviewer: "")
    let (owner, cashier) = (owner, cashier)
    for desk in [owner, cashier] { desk.source.holds(statement) }
    #expect(try owner.get("/api/v1/calls/42").text.contains(#""cost":"113""#))
    let told = try cashier.get("/api/v1/calls/42").text
    #expect(told.contains(#""cost":null,"costExplanation":null,"markupPercent":null"#), "\(told)")
    let quote = "/api/v1/quote?number=1006&seconds=68"
    #expect(try owner.get(quote).text.contains(#""markupPercent":"12.5""#))
    #expect(try cashier.get(quote).text.contains(#""markupPercent":null"#))
  }

  @Test func `the cashier's card offers what he may do`() throws {
    let page = try cashier.get("/")
    #expect(page.text.contains("/booths/4312/disable"))
    #expect(page.text.contains("/booths/4312/cut"))
    #expect(!page.text.contains("/booths/4312/uncharged"))
    #expect(try owner.get("/").text.contains("/booths/4312/uncharged"))
  }

  @Test(arguments: ["", "token=", "token=f0f1", "other=f0f0", "token=F0F0"])
  func `a form without the user's token changes nothing`(body: String) throws {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n"
    let answer = try owner.post("/booths/4312/disable", form, body: body)
    #expect(try owner.now(answer).status == .forbidden)
    let good = try owner.post("/booths/4312/disable", form, body: "token=f0f0")
    guard case .later = good else {
      Issue.record("\(good)")
      return
    }
  }

  @Test func `the API wants the token in its header`() throws {
    for header in ["", "X-CSRF-Token: \r\n", "X-CSRF-Token: f0f1\r\n"] {
      let answer = try owner.post("/api/v1/booths/4312/disable", header)
      #expect(try owner.now(answer).status == .forbidden)
    }
    let good = try owner.post("/api/v1/booths/4312/disable", "X-CSRF-Token: f0f0\r\n")
    guard case .later(_, let pending) = good else {
      Issue.record("\(good)")
      return
    }
    #expect(pending.visitor.actor == "maria (web 192.168.1.20)")
  }

  @Test func `a log-in asks the keeper for exactly what was typed`() throws {
    let answer = try stranger.post(
      "/login", "Content-Type: application/x-www-form-urlencoded\r\n",
      body: "name=Maria&password=+a%26b%20&next=%2Fcalls")
    guard case .access(let request, let pending) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(request == .logIn(name: "maria", password: " a&b "))
    #expect(pending.loginName == "maria")
    let body = #"{"name":"MARIA","password":"x"}"#
    let program = try stranger.post(
      "/api/v1/session", "Content-Type: application/json\r\n", body: body)
    guard case .access(_, let tried) = program else {
      Issue.record("\(program)")
      return
    }
    // One name, however it is written: each has its tries once.
    #expect(tried.loginName == "maria")
    let handler = RequestHandler(configuration: testConfiguration(), source: stranger.source)
    var inside = pending
    inside.visitor = owner.visitor
    let done = handler.response(to: inside, access: .user(maria), shop: nil)
    #expect(done.status == .seeOther)
    #expect(done["Location"] == "/calls")
    let refused = handler.response(to: pending, access: .refused(.wrongPassword), shop: nil)
    #expect(refused.status == .forbidden)
    #expect(refused.text.contains("no es correcto"))
    #expect(refused.text.contains("value=\"Maria\""))
    #expect(!refused.text.contains("a&amp;b"))
  }

  @Test(arguments: [
    ("/calls", "/calls"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil", "/"),
    ("", "/"), ("/a\r\nSet-Cookie: x", "/"), ("/login", "/"), ("/é", "/"),
    ("/calls?booth=4312&place=a%20b", "/calls?booth=4312&place=a%20b"), ("/?a=1", "/?a=1"),
    ("/login?next=%2Fcalls", "/"), ("//evil.example/?a=1", "/"), ("/\\evil?a=1", "/"),
    ("?a=1", "/"), ("calls", "/"), ("javascript:alert(1)", "/"), ("/\t/evil.example", "/"),
    (" //evil.example", "/"), ("/calls?a=\u{7f}", "/"), ("/calls?a=b c", "/"),
    ("/" + String(repeating: "a", count: 999), "/" + String(repeating: "a", count: 999)),
    ("/" + String(repeating: "a", count: 1000), "/"),
  ])
  func `after a log-in nobody is led elsewhere`(next: String, path: String) {
    #expect(LoginPage.safe(next) == path)
  }

  @Test func `the first password needs the code, twice the same word, and is possible once`() throws
  {
    var desk = Desk()
    #expect(try desk.get("/setup").text.contains("name=\"code\""))
    let form = "Content-Type: application/x-www-form-urlencoded\r\n"
    let differs = try desk.post(
      "/setup", form, body: "code=4711&name=maria&password=abcdefgh&again=abcdefgi")
    #expect(try desk.now(differs).status == .badRequest)
    let answer = try desk.post(
      "/setup", form, body: "code=4711&name=Maria&password=abcdefgh&again=abcdefgh")
    guard case .access(let request, _) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(request == .setUp(code: "4711", name: "maria", password: "abcdefgh"))

    desk = stranger
    #expect(try desk.get("/setup")["Location"] == "/login")
  }

  @Test func `a box without a password gives none to who happens to sit at it`() throws {
    let desk = Desk()
    let body = #"{"role":"owner","password":"abcdefgh"}"#
    let answer = try desk.answer(
      "PUT /api/v1/users/eva HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    let response = try desk.now(answer)
    #expect(response.status == .conflict)
    #expect(response.text.contains("set_up_first"))
    #expect(try desk.get("/api/v1/setup-code").status == .notFound)
  }

  @Test func `a program on this box is told the code, and who has a password`() throws {
    var desk = Desk()
    desk.visitor = .program(actor: "uid 0 (root)", role: .owner)
    #expect(try desk.get("/api/v1/setup-code").text.contains("4711-0815"))
    desk.source.people.holds([maria, pedro])
    #expect(try desk.get("/api/v1/setup-code").status == .notFound)
    let users = try desk.get("/api/v1/users").text
    #expect(users.contains(#"{"name":"maria","role":"owner"}"#))
    #expect(users.contains(#"{"name":"pedro","role":"cashier"}"#))
  }

  @Test func `every refusal has words in both languages, a status and a code`() {
    let refusals: [AccessRefusal] = [
      .wrongPassword, .wrongCode, .alreadySetUp, .badName, .badPassword, .noSuchUser("x"),
      .passwordMissing, .lastOwner, .tooManyUsers, .busy, .notStored("disk"),
    ]
    for refusal in refusals {
      let outcome = Outcome.access(refusal)
      #expect(!outcome.isDone)
      #expect(outcome.words.spanish != outcome.words.english)
      #expect(outcome.code.allSatisfy { $0.isLowercase || $0 == "_" })
    }
    for phrase in AccessPhrase.allCases { #expect(phrase.words.spanish != phrase.words.english) }
    for notice in Notice.allCases { #expect(notice.words.spanish != notice.words.english) }
  }
}

/// The same over real sockets, with the cookies that a browser would send.
@Suite struct AccessOverSocketTests {
  private func cookie(in head: String) throws -> String {
    let line = try #require(
      head.split(separator: "\r\n").first { $0.hasPrefix("Set-Cookie: cabina-session=") })
    return String(line.dropFirst("Set-Cookie: ".count).prefix { $0 != ";" })
  }

  private func logIn(_ panel: RunningPanel, _ user: PanelUser) throws -> String {
    panel.source.people.answers(.user(user))
    let client = try Client(panel.address)
    let body = "name=\(user.name)&password=whatever1"
    client.send(
      panel.post("/login", "").replacing("Content-Length: 0", with: "Content-Length: \(body.count)")
        .replacing(
          "\r\n\r\n", with: "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n\(body)"))
    let answer = try #require(client.readResponse())
    #expect(answer.head.hasPrefix("HTTP/1.1 303"))
    return try cookie(in: answer.head)
  }

  private func status(_ panel: RunningPanel, _ target: String, _ cookie: String) throws -> String {
    let client = try Client(panel.address)
    client.send(panel.get(target, "Cookie: lang=en; \(cookie)\r\n"))
    return String(try #require(client.readResponse()).head.dropFirst(9).prefix(3))
  }

  @Test func `a log-in opens the page to its cookie, and a log-out closes it`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    panel.source.people.holds([maria])
    #expect(try status(panel, "/", "") == "303")
    let cookie = try logIn(panel, maria)
    #expect(try status(panel, "/", cookie) == "200")
    #expect(try status(panel, "/", cookie + "0") == "303")
    #expect(try status(panel, "/api/v1/shop", cookie) == "200")

    let page = try Client(panel.address)
    page.send(panel.get("/", "Cookie: \(cookie)\r\n"))
    let text = try #require(page.readResponse()).body
    let token = try #require(text.firstMatch(of: #/data-token="([0-9a-f]+)"/#)).1
    let client = try Client(panel.address)
    let body = "token=\(token)"
    client.send(
      "POST /logout HTTP/1.1\r\nHost: localhost:\(panel.port)\r\nCookie: \(cookie)\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.count)\r\n\r\n"
        + body)
    let out = try #require(client.readResponse())
    #expect(out.head.contains("Location: /login?done=logged-out"))
    #expect(out.head.contains("Max-Age=0"))
    #expect(try status(panel, "/", cookie) == "303")
    // And what was sent in this session; another one of hers keeps its own.
    #expect(panel.source.ledgerAsked.map(\.request) == [.forgetFile(of: String(token))])
  }

  @Test func `a live page ends with its session`() throws {
    let panel = try RunningPanel { $0.limits.heartbeatMilliseconds = 100 }
    panel.server.publish(shop())
    panel.source.people.holds([maria])
    let cookie = try logIn(panel, maria)
    let live = try Client(panel.address)
    live.send(panel.get("/events", "Cookie: \(cookie)\r\n"))
    #expect(live.read(upTo: "event: beat") != nil)
    // Another password.
    panel.source.people.holds([PanelUser(name: "maria", role: .owner, version: 4)])
    #expect(live.readToEnd() != nil)
  }

  @Test func `guessing is slowed down, and the keeper is not even asked`() throws {
    let panel = try RunningPanel()
    panel.source.people.holds([maria])
    panel.source.people.answers(.refused(.wrongPassword))
    let body = #"{"name":"maria","password":"guess"}"#
    func guess() throws -> String {
      let client = try Client(panel.address)
      client.send(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost:\(panel.port)\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n\(body)")
      return try #require(client.readResponse()).head
    }
    for _ in 0..<LoginPauses.ofOne.freeTries { #expect(try guess().hasPrefix("HTTP/1.1 403")) }
    let head = try guess()
    #expect(head.hasPrefix("HTTP/1.1 429"))
    #expect(head.contains("Retry-After: 5") || head.contains("Retry-After: 4"))
    #expect(panel.source.people.asked.count == LoginPauses.ofOne.freeTries)
    // Who has the right one waits as well, and then comes in.
    panel.source.people.answers(.user(maria))
    #expect(try guess().hasPrefix("HTTP/1.1 429"))
  }

  @Test func `a guess counts for who does not wait for the answer, too`() throws {
    let panel = try RunningPanel()
    let people = panel.source.people
    people.holds([maria])
    people.answers(nil)
    let body = #"{"name":"maria","password":"guess"}"#
    func guess() throws -> Client {
      let client = try Client(panel.address)
      client.send(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost:\(panel.port)\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n\(body)")
      return client
    }
    for index in 1...LoginPauses.ofOne.freeTries {
      let client = try guess()
      let end = Moment.now().advanced(byMilliseconds: 60_000)
      while people.asked.count < index, Moment.now() < end { usleep(1000) }
      client.reset()
      people.answersAtLast(.refused(.wrongPassword))
    }
    var head = ""
    let end = Moment.now().advanced(byMilliseconds: 60_000)
    // The last answer may be on its way still, and its place taken.
    repeat {
      head = try #require(guess().readResponse()).head
    } while head.contains(" 503 ") && Moment.now() < end
    #expect(head.hasPrefix("HTTP/1.1 429"))
    #expect(people.asked.count == LoginPauses.ofOne.freeTries)
  }

  @Test func `a cookie of another program on this box, of the same name, logs nobody out`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    panel.source.people.holds([maria])
    let cookie = try logIn(panel, maria)
    #expect(try status(panel, "/", "cabina-session=foreign; \(cookie)") == "200")
    let many = (0..<8).map { "cabina-session=\($0); " }.joined()
    #expect(try status(panel, "/", many + cookie) == "303")
  }

  /// All are served by one thread: what takes it long keeps the till waiting.
  @Test(
    arguments: ["Cookie", "Accept-Language", "Accept-Encoding", "If-None-Match"],
    ["a;", "a,", ";", "a=b; ", "lang=x; ", "cabina-session=aa; "])
  func `a header as long as it may be is read in no time`(name: String, piece: String) throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    panel.source.people.holds([maria])
    let value = String(repeating: piece, count: 16_000 / piece.utf8.count)
    let client = try Client(panel.address)
    let started = ContinuousClock.now
    client.send(panel.get("/", "\(name): \(value)\r\n"))
    #expect(try #require(client.readResponse()).head.hasPrefix("HTTP/1.1 303"))
    // It took minutes; a busy machine may take seconds for anything.
    #expect(ContinuousClock.now - started < .seconds(20))
  }

  @Test func `the network comes in once somebody has a password, not before`() throws {
    let path = socketPath()
    var configuration = testConfiguration([
      .tcp(host: "0.0.0.0", port: 0), .unix(path: path),
    ])
    configuration.beUnhurried()
    let source = FakeSource()
    let server = PanelServer(configuration: configuration, source: source)
    try server.start()
    defer { server.stop() }
    server.publish(shop())
    let standIn = try #require(server.addresses.first)
    guard case .tcp("127.0.0.1", _) = standIn else {
      Issue.record("\(standIn)")
      return
    }
    let before = try Client(standIn)
    before.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(before.readResponse() != nil)

    source.people.holds([maria])
    // Whatever is asked next wakes the panel.
    let program = try Client(.unix(path: path))
    program.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(program.readResponse() != nil)
    let end = Moment.now().advanced(byMilliseconds: 20_000)
    while source.people.listening.isEmpty, Moment.now() < end { usleep(5_000) }
    #expect(source.people.listening == [.tcp(host: "0.0.0.0", port: 0)])
  }
}
