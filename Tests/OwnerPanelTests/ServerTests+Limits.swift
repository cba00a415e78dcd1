import BoothControl
import BoothProtocol
import Dispatch
import Glibc
import Rating
import Testing

@testable import OwnerPanel

/// Requests that are slow or large, and more of them than there are places.
extension ServerTests {
  @Test func `a slow request is told so`() throws {
    let panel = try RunningPanel { $0.limits.requestMilliseconds = 100 }
    let client = try Client(panel.address)
    client.send("GET / HTTP/1.1\r\nHo")
    #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") == true)
  }

  @Test func `an idle connection is closed`() throws {
    // A busy machine may be slower to send the request than the connection is to be idle.
    var answer: (head: String, body: String)?
    for milliseconds in [100, 1000, 10_000] as [Int64] where answer == nil {
      let panel = try RunningPanel { $0.limits.idleMilliseconds = milliseconds }
      let client = try Client(panel.address)
      client.send(panel.get("/healthz"))
      answer = client.readResponse()
      #expect(client.readToEnd() == "")
    }
    #expect(answer != nil)
  }

  @Test func `a body that is too large is refused, and the refusal arrives`() throws {
    let panel = try RunningPanel()
    let client = try Client(panel.address)
    client.send(
      "POST /api/v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n"
        + String(repeating: "x", count: 300_000))
    #expect(client.readToEnd()?.hasPrefix("HTTP/1.1 413 Content Too Large\r\n") == true)
  }

  @Test func `more connections than allowed wait, and the command line does not`() throws {
    let path = socketPath()
    let panel = try RunningPanel { configuration in
      configuration.limits.connections = 3
      configuration.addresses.append(.unix(path: path))
    }
    panel.server.publish(shop())
    var clients = try (0..<3).map { _ in try Client(panel.address) }
    for client in clients { client.send(panel.get("/events")) }
    for client in clients { #expect(client.read(upTo: "\n\n") != nil) }

    let late = try Client(panel.address)
    late.send(panel.get("/healthz"))
    #expect(late.read(upTo: "\r\n", milliseconds: 200) == nil)
    let local = try Client(.unix(path: path))
    local.send("GET /healthz HTTP/1.1\r\nHost: cabina\r\n\r\n")
    #expect(local.readResponse() != nil)

    clients.removeFirst()
    #expect(late.readResponse() != nil)
  }

  @Test func `a connection that does nothing gives way, the one idle longest first`() throws {
    let panel = try RunningPanel { $0.limits.connections = 3 }
    panel.server.publish(shop())
    let live = try Client(panel.address)
    live.send(panel.get("/events"))
    #expect(live.read(upTo: "\n\n") != nil)
    let idle = try (0..<2).map { _ in
      let client = try Client(panel.address)
      client.send(panel.get("/healthz"))
      #expect(client.readResponse() != nil)
      return client
    }
    let late = try Client(panel.address)
    late.send(panel.get("/healthz"))
    #expect(late.readResponse() != nil)
    #expect(idle[0].readToEnd() == "")
    idle[1].send(panel.get("/healthz"))
    #expect(idle[1].readResponse() != nil)
  }

  @Test func `the command line does not wait behind requests that never end`() throws {
    let path = socketPath()
    let panel = try RunningPanel { configuration in
      configuration.addresses.append(.unix(path: path))
    }
    panel.server.publish(shop())
    let slow = try (0..<60).map { _ in
      let client = try Client(.unix(path: path))
      client.send(
        "POST /api/v1/payments HTTP/1.1\r\nHost: cabina\r\nContent-Type: application/json\r\n"
          + "Content-Length: 900\r\n\r\n{\"amount\":")
      return client
    }
    let asked = Moment.now()
    let honest = try Client(.unix(path: path))
    honest.send("GET /healthz HTTP/1.1\r\nHost: cabina\r\nConnection: close\r\n\r\n")
    #expect(honest.readToEnd()?.hasPrefix("HTTP/1.1 200 ") == true)
    // Seven times eight of them at a tenth of a second; without that, ten minutes each.
    #expect(Moment.now().milliseconds(since: asked) < 5_000)
    // Who was given up is told why.
    #expect(slow[0].readToEnd()?.hasPrefix("HTTP/1.1 408 ") == true)
    // And who is slow while there is room is not.
    slow[59].send(String(repeating: " ", count: 890))
    #expect(slow[59].readResponse()?.head.hasPrefix("HTTP/1.1 400 ") == true)
  }

  @Test func `live pages leave the command line some of its places`() throws {
    let path = socketPath()
    let panel = try RunningPanel { configuration in
      configuration.limits.localConnections = 4
      configuration.addresses.append(.unix(path: path))
    }
    panel.server.publish(shop())
    let live = try (0..<2).map { _ in try Client(.unix(path: path)) }
    for client in live {
      client.send("GET /events HTTP/1.1\r\nHost: cabina\r\n\r\n")
      #expect(client.read(upTo: "\n\n") != nil)
    }
    let third = try Client(.unix(path: path))
    third.send("GET /events HTTP/1.1\r\nHost: cabina\r\n\r\n")
    #expect(third.read(upTo: "\r\n")?.contains("503") == true)
    let question = try Client(.unix(path: path))
    question.send("GET /healthz HTTP/1.1\r\nHost: cabina\r\n\r\n")
    #expect(question.readResponse() != nil)
  }

  @Test func `those who ask and leave do not fill the daemon with questions`() throws {
    let path = socketPath()
    let panel = try RunningPanel { configuration in
      configuration.limits.connections = 3
      configuration.addresses.append(.unix(path: path))
    }
    panel.server.publish(shop())
    panel.source.answers(nil)
    for count in 1...3 {
      let client = try Client(panel.address)
      client.send(panel.post("/booths/4312/disable"))
      let end = Moment.now().advanced(byMilliseconds: 60_000)
      while panel.source.asked.count < count, Moment.now() < end { usleep(1000) }
      client.reset()
    }
    let client = try Client(panel.address)
    client.send(panel.post("/booths/4312/disable"))
    let refusal = try #require(client.readResponse())
    #expect(refusal.head.hasPrefix("HTTP/1.1 503 "))
    #expect(refusal.body.contains("ocupada"))
    // What asks nothing of the core is answered, and the command line has its own places.
    client.send(panel.get("/healthz"))
    #expect(client.readResponse()?.head.hasPrefix("HTTP/1.1 200 ") == true)
    let local = try Client(.unix(path: path))
    local.send("POST /booths/4313/cut HTTP/1.1\r\nHost: cabina\r\nContent-Length: 0\r\n\r\n")
    let end = Moment.now().advanced(byMilliseconds: 60_000)
    while panel.source.asked.count < 4, Moment.now() < end { usleep(1000) }
    #expect(panel.source.asked.map(\.action).last == .cut(BoothNumber("4313")))
    // Once they are answered there is room again, whoever is there to hear it.
    panel.source.answersAtLast(.done)
    #expect(local.readResponse()?.head.hasPrefix("HTTP/1.1 303 ") == true)
    panel.source.answers(.done)
    client.send(panel.post("/booths/4312/disable"))
    #expect(client.readResponse()?.head.hasPrefix("HTTP/1.1 303 ") == true)
  }

  @Test func `more live pages than allowed are told so`() throws {
    let panel = try RunningPanel { $0.limits.streams = 1 }
    panel.server.publish(shop())
    let first = try Client(panel.address)
    first.send(panel.get("/events"))
    #expect(first.read(upTo: "\n\n") != nil)
    let second = try Client(panel.address)
    second.send(panel.get("/events"))
    #expect(second.readResponse()?.head.hasPrefix("HTTP/1.1 503 ") == true)
  }
}
