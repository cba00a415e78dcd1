import BoothControl
import BoothProtocol
import Glibc
import Testing

@testable import OwnerPanel

/// What was written down, for programs that follow it.
@Suite struct FollowTests {
  private let desk = Desk()

  private func get(_ query: String) throws -> String {
    try desk.get("/api/v1/events\(query)").text
  }

  @Test func `without a number there is only where to go on`() throws {
    #expect(try get("") == #"{"next":0,"events":[]}"#)
    desk.source.writes()
    desk.source.writes()
    #expect(try get("") == #"{"next":2,"events":[]}"#)
    #expect(try get("?wait=25&size=1") == #"{"next":2,"events":[]}"#)
  }

  @Test func `records come in order, as many as are wanted`() throws {
    for number in 1...5 { desk.source.writes("payment", "payment \(number)") }
    func subjects(_ query: String) throws -> [String] {
      try get(query).matches(of: #/"subject":"payment (\d)"/#).map { String($0.1) }
    }
    #expect(try subjects("?after=0") == ["1", "2", "3", "4", "5"])
    #expect(try subjects("?after=1&size=2") == ["2", "3"])
    #expect(try get("?after=1&size=2").hasPrefix(#"{"next":3,"#))
    #expect(try get("?after=5") == #"{"next":5,"events":[]}"#)
  }

  @Test func `a price is an object, and words are words whatever they look like`() throws {
    let price = #"{"prefix":"1","unit":"minute","price":"5"}"#
    desk.source.writes("prefix set", "1", after: price)
    desk.source.writes("setting", "shop name", before: "12", after: price)
    let text = try get("?after=0")
    #expect(text.contains(#""before":null,"after":\#(price),"#))
    #expect(text.contains(#""before":"12","after":"{\"prefix\""#))
  }

  @Test func `the end of a call has the call with it`() throws {
    desk.source.writes("call", "call 50", call: manualCalls[4])
    let text = try get("?after=0&lang=en")
    let list = try desk.get("/api/v1/calls?size=100&lang=en").text
    let call = try #require(text.firstMatch(of: #/"call":({.*})}\]/#)).1
    #expect(list.contains(call))
  }

  @Test func `what makes no sense is refused`() throws {
    desk.source.writes()
    for query in ["?after=-1", "?after=x", "?size=0", "?size=501", "?wait=26", "?wait=1.5"] {
      #expect(try desk.get("/api/v1/events\(query)").status == .badRequest, "\(query)")
    }
    let answer = try desk.get("/api/v1/events?after=2&wait=25&lang=en")
    #expect(answer.status == .conflict)
    #expect(answer.text.contains(#""error":"after_last_event""#))
    #expect(answer.text.contains("ends with record 1,"))
    desk.source.losesEvents()
    #expect(try desk.get("/api/v1/events?after=0").status == .serviceUnavailable)
  }

  // MARK: Waiting

  private func ask(_ panel: RunningPanel, _ query: String, _ headers: String = "") throws -> Client
  {
    let client = try Client(panel.address)
    client.send(panel.get("/api/v1/events\(query)", headers))
    return client
  }

  private func waitUntil(_ condition: () -> Bool) -> Bool {
    let end = Moment.now().advanced(byMilliseconds: 60_000)
    while Moment.now() < end {
      if condition() { return true }
      usleep(5_000)
    }
    return false
  }

  @Test func `whoever waits is told soon, all at once`() throws {
    let panel = try RunningPanel { $0.limits.streams = 12 }
    let waiting = try (0..<10).map { _ in try ask(panel, "?after=0&wait=25") }
    // Each has been read once for itself, and then all together.
    #expect(waitUntil { panel.source.eventReads > 11 })
    panel.source.writes()
    let written = Moment.now()
    for client in waiting {
      #expect(client.readResponse()?.body.hasPrefix(#"{"next":1,"events":[{"number":1,"#) == true)
    }
    #expect(Moment.now().milliseconds(since: written) < 5_000)
    // The same connection goes on.
    waiting[0].send(panel.get("/api/v1/events?after=1"))
    #expect(waiting[0].readResponse()?.body == #"{"next":1,"events":[]}"#)
  }

  @Test func `when the time is over there is nothing`() throws {
    let panel = try RunningPanel()
    panel.source.writes()
    let asked = Moment.now()
    #expect(try ask(panel, "?after=1&wait=1").readResponse()?.body == #"{"next":1,"events":[]}"#)
    #expect(Moment.now().milliseconds(since: asked) >= 1_000)
  }

  @Test func `while nobody waits the ledger is not asked`() throws {
    let panel = try RunningPanel { $0.limits.eventLookMilliseconds = 10 }
    #expect(try ask(panel, "?after=0&wait=1").readResponse() != nil)
    let reads = panel.source.eventReads
    #expect(reads > 10)
    usleep(300_000)
    #expect(panel.source.eventReads == reads)
  }

  @Test func `who waits does not keep the others from their pages, nor takes more than his share`()
    throws
  {
    let path = socketPath()
    let panel = try RunningPanel { configuration in
      configuration.limits.localConnections = 4
      configuration.addresses.append(.unix(path: path))
    }
    panel.server.publish(shop())
    let waiting = try (0..<2).map { _ in
      let client = try Client(.unix(path: path))
      client.send("GET /api/v1/events?after=0&wait=25 HTTP/1.1\r\nHost: cabina\r\n\r\n")
      return client
    }
    #expect(waitUntil { panel.source.eventReads > 3 })
    let third = try Client(.unix(path: path))
    third.send("GET /api/v1/events?after=0&wait=25&lang=en HTTP/1.1\r\nHost: cabina\r\n\r\n")
    let refusal = try #require(third.readResponse())
    #expect(refusal.head.hasPrefix("HTTP/1.1 503 "))
    #expect(refusal.body.contains("too_many_waiting"))
    third.send("GET /api/v1/events?after=0 HTTP/1.1\r\nHost: cabina\r\n\r\n")
    #expect(third.readResponse()?.body == #"{"next":0,"events":[]}"#)
    panel.source.writes()
    for client in waiting { #expect(client.readResponse()?.body.contains("number") == true) }
  }

  @Test func `who leaves leaves his place`() throws {
    let path = socketPath()
    let panel = try RunningPanel { configuration in
      configuration.limits.localConnections = 2
      configuration.addresses = [.unix(path: path)]
    }
    for _ in 0..<3 {
      let reads = panel.source.eventReads
      let client = try Client(.unix(path: path))
      client.send("GET /api/v1/events?after=0&wait=25 HTTP/1.1\r\nHost: cabina\r\n\r\n")
      #expect(waitUntil { panel.source.eventReads > reads + 2 })
      client.reset()
    }
  }

  @Test func `a reading that fails is said to who waits`() throws {
    let panel = try RunningPanel()
    let client = try ask(panel, "?after=0&wait=25")
    #expect(waitUntil { panel.source.eventReads > 1 })
    panel.source.losesEvents()
    #expect(client.readResponse()?.body.contains("list_unreadable") == true)
  }

  @Test func `who is logged out meanwhile is told nothing`() throws {
    let panel = try RunningPanel()
    panel.source.people.holds([maria])
    panel.source.people.answers(.user(maria))
    let login = try Client(panel.address)
    let body = #"{"name":"maria","password":"right"}"#
    login.send(
      "POST /api/v1/session HTTP/1.1\r\nHost: localhost:\(panel.port)\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    let answer = try #require(login.readResponse())
    let cookie = try #require(answer.head.firstMatch(of: #/cabina-session=[0-9a-f]+/#)).0
    let client = try ask(panel, "?after=0&wait=25", "Cookie: \(cookie)\r\n")
    #expect(waitUntil { panel.source.eventReads > 1 })
    panel.source.people.holds([pedro])
    panel.source.writes()
    let refusal = try #require(client.readResponse())
    #expect(refusal.head.hasPrefix("HTTP/1.1 401 "))
  }
}
