import BoothProtocol
import Glibc
import Notation
import Testing

@testable import OwnerPanel

/// One address, or one user, does not take what there is for all.
@Suite struct FairShareTests {
  private func ask(
    _ panel: RunningPanel, _ more: String, to path: String, body: String
  ) throws
    -> Client
  {
    let client = try Client(panel.address)
    client.send(
      "POST \(path) HTTP/1.1\r\nHost: localhost:\(panel.port)\r\n\(more)"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    return client
  }

  /// By a client that takes a little of it and then nothing.
  private func download(
    _ panel: RunningPanel, _ headers: String = "", at address: PanelAddress? = nil
  ) throws -> Client {
    let client = try Client(address ?? panel.address, receiveBuffer: 4096)
    client.send(panel.get("/calls.csv", headers))
    return client
  }

  private func isTaken(_ client: Client) -> Bool {
    client.read(upTo: "\r\n")?.contains("200") == true
  }

  private func guess(_ panel: RunningPanel, _ name: String = "maria") throws -> Client {
    try ask(
      panel, "", to: "/api/v1/session", body: #"{"name":"\#(name)","password":"guess"}"#)
  }

  private func logIn(
    _ panel: RunningPanel, _ user: PanelUser, _ more: String = ""
  ) throws
    -> (cookie: String, token: String)
  {
    panel.source.people.answers(.user(user))
    let client = try ask(
      panel, more, to: "/api/v1/session", body: #"{"name":"\#(user.name)","password":"right"}"#)
    let answer = try #require(client.readResponse())
    let cookie = try #require(answer.head.firstMatch(of: #/cabina-session=[0-9a-f]+/#)).0
    let token = try #require(answer.body.firstMatch(of: #/"token":"([0-9a-f]+)"/#)).1
    return ("Cookie: \(cookie)\r\n", String(token))
  }

  private func status(_ client: Client) throws -> String {
    String(try #require(client.readResponse()).head.dropFirst(9).prefix(3))
  }

  @Test func `of one address two log-ins at a time are looked at, and others told to wait`() throws
  {
    let panel = try RunningPanel()
    let people = panel.source.people
    people.holds([maria])
    people.answers(nil)
    let tries = try (0..<2).map { _ in try guess(panel) }
    let end = Moment.now().advanced(byMilliseconds: 60_000)
    while people.asked.count < 2, Moment.now() < end { usleep(1000) }
    #expect(try status(guess(panel)) == "503")
    #expect(try status(guess(panel, "pedro")) == "503")
    #expect(people.asked.count == 2)
    people.answersAtLast(.refused(.wrongPassword))
    for client in tries { #expect(try status(client) == "403") }
    people.answers(.refused(.wrongPassword))
    #expect(try status(guess(panel)) == "403")
  }

  @Test func `who is logged in guesses another's password no faster than anybody`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let people = panel.source.people
    people.holds([maria, pedro])
    var (cookie, token) = try logIn(panel, pedro)
    var answers: [String] = []
    for _ in 0..<3 {
      for _ in 0..<4 {
        people.answers(.refused(.wrongPassword))
        let body = #"{"name":"maria","password":"guess"}"#
        let headers = cookie + "X-CSRF-Token: \(token)\r\n"
        answers.append(try status(ask(panel, headers, to: "/api/v1/session", body: body)))
      }
      // His own right one makes up for nothing that he tried of hers.
      people.answers(.user(pedro))
      let body = #"{"name":"pedro","password":"right"}"#
      let headers = cookie + "X-CSRF-Token: \(token)\r\n"
      let client = try ask(panel, headers, to: "/api/v1/session", body: body)
      let answer = try #require(client.readResponse())
      if let new = answer.head.firstMatch(of: #/cabina-session=[0-9a-f]+/#),
        let fresh = answer.body.firstMatch(of: #/"token":"([0-9a-f]+)"/#)
      {
        (cookie, token) = ("Cookie: \(new.0)\r\n", String(fresh.1))
      }
    }
    #expect(answers.count { $0 == "403" } == LoginPauses.ofOne.freeTries)
    #expect(answers.count { $0 == "429" } == 12 - LoginPauses.ofOne.freeTries)
  }

  /// As nginx, Caddy and others send it.
  @Test(arguments: ["X-Forwarded-For: 203.0.113.7", "X-Real-IP: 203.0.113.7", "Via: 1.1 front"])
  func `who guesses through a proxy on the box does not slow who sits there`(header: String) throws
  {
    let panel = try RunningPanel()
    panel.source.people.holds([maria])
    panel.source.people.answers(.refused(.wrongPassword))
    func guess(_ header: String) throws -> String {
      try status(
        ask(
          panel, header, to: "/api/v1/session", body: #"{"name":"maria","password":"guess"}"#))
    }
    for _ in 0..<LoginPauses.ofMany.freeTries { #expect(try guess(header + "\r\n") == "403") }
    #expect(try guess(header + "\r\n") == "429")
    #expect(try guess("") == "403")
  }

  @Test func `one user's live pages leave others theirs`() throws {
    let panel = try RunningPanel { $0.limits.streamsOfUser = 2 }
    panel.server.publish(shop())
    panel.source.people.holds([maria, pedro])
    let (pedros, marias) = (try logIn(panel, pedro).cookie, try logIn(panel, maria).cookie)
    let again = try logIn(panel, pedro).cookie
    func live(_ cookie: String) throws -> Client {
      let client = try Client(panel.address)
      client.send(panel.get("/events", cookie))
      return client
    }
    var pages: [Client] = []
    for cookie in [pedros, again, marias] {
      pages.append(try live(cookie))
      #expect(pages.last?.read(upTo: "\n\n") != nil)
    }
    for cookie in [pedros, again] { #expect(try status(live(cookie)) == "503") }
    // One that is closed is room for the next.
    pages.removeFirst()
    let end = Moment.now().advanced(byMilliseconds: 60_000)
    var isLive = false
    while !isLive, Moment.now() < end {
      isLive = isTaken(try live(pedros))
    }
    #expect(isLive)
  }

  /// Calls for a table that is more than the sockets hold for who does not read.
  private static let endless = (1...600).map { key in
    var call = manualCalls[4]
    call.key = Int64(key)
    call.destination = String(repeating: "x", count: 8_000)
    return call
  }

  /// So that none who reads nothing for a while is given up.
  private static func takeTime(_ limits: inout PanelLimits) {
    (limits.deafMilliseconds, limits.sluggishMilliseconds) = (600_000, 600_000)
  }

  @Test func `a download that is not read gives its place up to one that would be`() throws {
    let panel = try RunningPanel {
      $0.limits.downloads = 1
      $0.limits.deafMilliseconds = 100
      // By itself it ends after the test only.
      $0.limits.writeMilliseconds = 600_000
    }
    panel.server.publish(shop())
    panel.source.people.holds([maria, pedro])
    panel.source.holds(Self.endless)
    let (pedros, marias) = (try logIn(panel, pedro).cookie, try logIn(panel, maria).cookie)
    func download(_ cookie: String) throws -> Client { try self.download(panel, cookie) }
    let deaf = try download(pedros)
    #expect(isTaken(deaf))
    let end = Moment.now().advanced(byMilliseconds: 60_000)
    var hasRoom = false
    while !hasRoom, Moment.now() < end { hasRoom = isTaken(try download(marias)) }
    #expect(hasRoom)
    withExtendedLifetime(deaf) {}
  }

  @Test func `who asks for a page waits for one piece, however many downloads there are`() throws {
    let panel = try RunningPanel {
      $0.limits.downloads = 4
      $0.limits.downloadsOfUser = 4
    }
    panel.server.publish(shop())
    panel.source.holds(
      (1...1_000).map { key in
        var call = manualCalls[4]
        call.key = Int64(key)
        return call
      })
    panel.source.ledgerAnswers(.prices(manualPage()))
    // Known to the panel already when they ask.
    let askers = try (0..<12).map { _ in try Client(panel.address) }
    for asker in askers {
      asker.send(panel.get("/healthz"))
      #expect(asker.readResponse() != nil)
    }
    struct Watch {
      var asked = 0
      var between = 0
      var most = 0
    }
    let watch = Guarded(Watch())
    let (source, request) = (panel.source, Array(panel.get("/prefixes").utf8))
    let sockets = askers.map(\.socket.number)
    panel.source.whenSliceIsRead {
      watch.with { watch in
        if source.ledgerAsked.count < watch.asked {
          watch.between += 1
          watch.most = max(watch.most, watch.between)
        } else if watch.asked < sockets.count {
          send(sockets[watch.asked], request, request.count, Int32(MSG_NOSIGNAL))
          (watch.asked, watch.between) = (watch.asked + 1, 0)
        }
      }
    }
    let downloads = try (0..<4).map { _ in try Client(panel.address) }
    for client in downloads { client.send(panel.get("/calls.csv")) }
    for client in downloads { #expect(client.read(upTo: "\r\n0\r\n\r\n") != nil) }
    #expect(watch.with { $0.asked } == askers.count)
    #expect(watch.with { $0.most } <= 1)
  }

  @Test func `programs on a box without passwords leave its browser its downloads`() throws {
    let socket = socketPath()
    let panel = try RunningPanel {
      $0.addresses.append(.unix(path: socket))
      Self.takeTime(&$0.limits)
    }
    panel.server.publish(shop())
    panel.source.holds(Self.endless)
    panel.source.sets([.language(.english)])
    func download(_ address: PanelAddress) throws -> Client {
      try self.download(panel, at: address)
    }
    let programs = try (0..<3).map { _ in try download(.unix(path: socket)) }
    #expect(isTaken(programs[0]) && isTaken(programs[1]))
    // In the language that the owner has set.
    let refused = try #require(programs[2].readResponse())
    #expect(refused.head.contains("503") && refused.body.contains("<html lang=\"en\">"))
    let browsers = try (0..<2).map { _ in try download(panel.address) }
    for client in browsers { #expect(isTaken(client)) }
    withExtendedLifetime(programs) {}
  }

  @Test func `one user's downloads leave others theirs, and are told to wait`() throws {
    let panel = try RunningPanel {
      $0.limits.downloads = 3
      Self.takeTime(&$0.limits)
    }
    panel.server.publish(shop())
    panel.source.people.holds([maria, pedro])
    panel.source.holds(Self.endless)
    let (pedros, marias) = (try logIn(panel, pedro).cookie, try logIn(panel, maria).cookie)
    func download(_ cookie: String) throws -> Client { try self.download(panel, cookie) }
    var running = [try download(marias), try download(marias)]
    for client in running { #expect(isTaken(client)) }
    let refused = try #require(try download(marias).readResponse())
    #expect(refused.head.contains("503") && refused.head.contains("Retry-After: 30"))
    #expect(refused.body.contains("Ya se están bajando otras planillas"))
    running.append(try download(pedros))
    #expect(isTaken(running[2]))
    #expect(try status(download(pedros)) == "503")
    // One that is given up is room for the next.
    running.removeFirst().reset()
    let end = Moment.now().advanced(byMilliseconds: 60_000)
    while Moment.now() < end {
      running.append(try download(marias))
      if isTaken(running[running.count - 1]) { return }
      running.removeLast()
    }
    Issue.record("no room")
  }

  @Test func `those who leave while they wait for a place keep nobody out`() throws {
    let panel = try RunningPanel { $0.limits.connections = 1 }
    panel.server.publish(shop())
    let live = try Client(panel.address)
    live.send(panel.get("/events"))
    #expect(live.read(upTo: "\n\n") != nil)
    for _ in 0..<40 {
      let waiting = try Client(panel.address)
      waiting.send(panel.get("/"))
      waiting.reset()
    }
    let honest = try Client(panel.address)
    honest.send(panel.get("/healthz"))
    live.reset()
    let asked = Moment.now()
    #expect(honest.readResponse() != nil)
    // Half a second for each of them was what it took when they were taken for a shortage.
    #expect(Moment.now().milliseconds(since: asked) < 10_000)
  }

  @Test func `one address that is busy on every place does not keep others out`() throws {
    let panel = try RunningPanel { configuration in
      configuration.limits.connections = 4
      configuration.limits.connectionsOfAddress = 2
      configuration.addresses.append(.tcp(host: "::1", port: 0))
    }
    let asking = panel.get("/healthz")
    let crowd = try (0..<4).map { _ in try Client(panel.address) }
    // Busy from the start, and all the while.
    func keepBusy() {
      for client in crowd {
        client.send(asking)
        _ = client.read(upTo: "}", milliseconds: 1)
      }
    }
    for _ in 0..<30 { keepBusy() }
    let other = try Client(panel.server.addresses[1])
    other.send("GET /healthz HTTP/1.1\r\nHost: [::1]\r\n\r\n")
    var head: String?
    let asked = Moment.now()
    while head == nil, Moment.now().milliseconds(since: asked) < 10_000 {
      keepBusy()
      head = other.read(upTo: "\r\n", milliseconds: 10)
    }
    #expect(head?.hasPrefix("HTTP/1.1 ") == true)
  }

  @Test func `owners have live pages left when cashiers have taken theirs`() throws {
    let panel = try RunningPanel { configuration in
      configuration.limits.streams = 2
      configuration.limits.streamsOfOwners = 1
    }
    panel.server.publish(shop())
    panel.source.people.holds([maria, pedro])
    let (pedros, marias) = (try logIn(panel, pedro).cookie, try logIn(panel, maria).cookie)
    func live(_ cookie: String) throws -> Client {
      let client = try Client(panel.address)
      client.send(panel.get("/events", cookie))
      return client
    }
    let first = try live(pedros)
    #expect(first.read(upTo: "\n\n") != nil)
    #expect(try status(live(pedros)) == "503")
    #expect(try live(marias).read(upTo: "\n\n") != nil)
    withExtendedLifetime(first) {}
  }

  @Test func `who logs in anew has one session, not two`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    panel.source.people.holds([maria, pedro])
    let first = try logIn(panel, pedro)
    let second = try logIn(panel, maria, "\(first.cookie)X-CSRF-Token: \(first.token)\r\n")
    func session(_ cookie: String) throws -> String {
      let client = try Client(panel.address)
      client.send(panel.get("/api/v1/session", cookie))
      return try status(client)
    }
    #expect(try session(second.cookie) == "200")
    #expect(try session(first.cookie) == "401")
  }
}
