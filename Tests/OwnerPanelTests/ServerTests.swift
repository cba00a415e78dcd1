import BoothControl
import BoothProtocol
import Dispatch
import Glibc
import Rating
import Testing

@testable import OwnerPanel

/// A panel that runs, on a free port of 127.0.0.1.
struct RunningPanel {
  let source = FakeSource()
  let server: PanelServer
  let address: PanelAddress
  let port: UInt16

  init(change: (inout PanelConfiguration) -> Void = { _ in }) throws {
    var configuration = testConfiguration([.tcp(host: "127.0.0.1", port: 0)])
    configuration.beUnhurried()
    change(&configuration)
    server = PanelServer(configuration: configuration, source: source)
    try server.start()
    address = try #require(server.addresses.first)
    guard case .tcp(_, let port) = address else {
      self.port = 0
      return
    }
    self.port = port
  }

  func get(_ target: String, _ headers: String = "") -> String {
    "GET \(target) HTTP/1.1\r\nHost: localhost:\(port)\r\n\(headers)\r\n"
  }

  func post(_ target: String, _ headers: String = "") -> String {
    "POST \(target) HTTP/1.1\r\nHost: localhost:\(port)\r\nContent-Length: 0\r\n\(headers)\r\n"
  }
}

extension PanelConfiguration {
  /// Nothing runs out of time while a busy machine is about something else: each test shortens what
  /// it is about. The usual times are looked at where time is only said (`ConnectionTests`).
  mutating func beUnhurried() {
    coreSilenceLimitSeconds = 600
    limits.requestMilliseconds = 600_000
    limits.idleMilliseconds = 600_000
    limits.writeMilliseconds = 600_000
    limits.actionMilliseconds = 600_000
    limits.heartbeatMilliseconds = 600_000
  }
}

/// A path for a socket that no other test has.
func socketPath() -> String { "/tmp/cabina-panel-\(getpid())-\(Int.random(in: 0..<1 << 40)).sock" }

@Suite struct ServerTests {
  @Test func `pages are served over a real socket, several on one connection`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let client = try Client(panel.address)
    client.send(panel.get("/") + panel.get("/static/panel.css") + panel.get("/calls"))
    let page = try #require(client.readResponse())
    #expect(page.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(page.body.contains("$\u{a0}1.856"))
    #expect(page.body.hasSuffix("</html>\n"))
    #expect(
      client.readResponse()?.body == String(decoding: StaticFile.stylesheet.bytes, as: UTF8.self))
    #expect(client.readResponse()?.body.contains("Total: 26 registros") == true)

    client.send(
      "HEAD / HTTP/1.1\r\nHost: localhost:\(panel.port)\r\nConnection: close\r\n\r\n")
    let head = try #require(client.readToEnd())
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(head.hasSuffix("\r\n\r\n"))
  }

  @Test func `a snapshot published before the start is shown`() throws {
    let source = FakeSource()
    let server = PanelServer(
      configuration: testConfiguration([.tcp(host: "::1", port: 0)]), source: source)
    server.publish(shop())
    try server.start()
    let address = try #require(server.addresses.first)
    let client = try Client(address)
    client.send("GET /api/v1/shop HTTP/1.0\r\nHost: \(address)\r\n\r\n")
    #expect(client.readToEnd()?.contains("\"balance\":\"1856\"") == true)
  }

  @Test func `a rise is on a live page within a second`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let client = try Client(panel.address)
    client.send(panel.get("/events?lang=es"))
    #expect(client.read(upTo: "\r\n\r\n")?.contains("text/event-stream") == true)
    let first = try ShopEvent(Array(try #require(client.read(upTo: "\n\n")).utf8))
    #expect(first.whole)

    var times: [Int64] = []
    // Five in a row; other work on the machine may make it take more of them.
    var slowest: Int64 { times.suffix(5).max() ?? 0 }
    while times.count < 5 || (times.count < 50 && slowest >= 1000) {
      let second = Int64(times.count) + 1
      var risen = shop(version: UInt64(second) + 1)
      risen.booths[0].call = currentCall(seconds: 68 + second, total: 227 + second)
      let published = Moment.now()
      panel.server.publish(risen)
      let event = try ShopEvent(Array(try #require(client.read(upTo: "\n\n")).utf8))
      times.append(Moment.now().milliseconds(since: published))
      #expect(!event.whole)
      #expect(event.cards.map(\.texts["total"]) == ["$\u{a0}\(227 + second)"])
    }
    #expect(slowest < 1000)
  }

  @Test func `a page that does not read costs one event, and the others nothing`() throws {
    let panel = try RunningPanel { $0.limits.streamIntervalMilliseconds = 0 }
    // Cards large enough for a few events to fill what the kernel holds.
    func large(_ version: UInt64) -> ShopSnapshot {
      let name = String(repeating: "x", count: 2000)
      return shop(
        version: version,
        booths: (0..<50).map { index in
          var call = currentCall(seconds: Int64(version), total: Int64(version))
          call.destination = name
          return booth("\(index)", "CABINA", .talking, call: call)
        })
    }
    panel.server.publish(large(1))
    let slow = try Client(panel.address, receiveBuffer: 4096)
    slow.send(panel.get("/events"))
    #expect(slow.read(upTo: "\r\n\r\n") != nil)
    let quick = try Client(panel.address)
    quick.send(panel.get("/events"))
    #expect(quick.read(upTo: "\n\n") != nil)

    // About 100 kB an event: 3 MB that nobody reads.
    for version in 2...30 as ClosedRange<UInt64> {
      panel.server.publish(large(version))
      let event = try ShopEvent(Array(try #require(quick.read(upTo: "\n\n")).utf8))
      #expect(event.version == "\(version)")
    }
    // The slow one finds a few old events in the kernel's buffers, then the latest.
    var versions: [String] = []
    while versions.last != "30", versions.count < 30 {
      versions.append(try ShopEvent(Array(try #require(slow.read(upTo: "\n\n")).utf8)).version)
    }
    #expect(versions.last == "30")
    #expect(versions.count < 15, "\(versions)")
  }

  @Test func `an action reaches the core with its actor, and the form goes back to the panel`()
    throws
  {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let client = try Client(panel.address)
    client.send(
      panel.post("/booths/4312/uncharged", "Origin: http://localhost:\(panel.port)\r\n"))
    let answer = try #require(client.readResponse())
    #expect(answer.head.hasPrefix("HTTP/1.1 303 See Other\r\n"))
    #expect(answer.head.contains("\r\nLocation: /#name-4312\r\n"))
    #expect(
      panel.source.asked == [
        .init(action: .chargeNextCall(BoothNumber("4312"), false), actor: "web 127.0.0.1")
      ])

    panel.source.answers(.noCall)
    client.send(panel.post("/api/v1/booths/4313/cut"))
    let refused = try #require(client.readResponse())
    #expect(refused.head.hasPrefix("HTTP/1.1 409 Conflict\r\n"))
    #expect(refused.body.contains("\"error\":\"no_call\""))
  }

  @Test func `a core that does not answer is not waited for for ever`() throws {
    let panel = try RunningPanel { $0.limits.actionMilliseconds = 100 }
    panel.server.publish(shop())
    panel.source.answers(nil)
    let client = try Client(panel.address)
    client.send(panel.post("/api/v1/booths/4312/cut") + panel.get("/healthz"))
    #expect(client.readResponse()?.head.hasPrefix("HTTP/1.1 504 Gateway Timeout\r\n") == true)
    #expect(client.readResponse()?.head.hasPrefix("HTTP/1.1 200 OK\r\n") == true)
  }

  @Test func `a Unix socket tells who asks, keeps nobody from asking, and leaves no file`() throws {
    let path = socketPath()
    let panel = try RunningPanel { $0.addresses = [.unix(path: path)] }
    panel.server.publish(shop())
    var status = stat()
    #expect(lstat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o666)
    let client = try Client(panel.address)
    client.send("POST /api/v1/booths/4312/disable HTTP/1.1\r\nHost: cabina\r\n\r\n")
    #expect(client.readResponse()?.body == #"{"result":"done"}"#)
    var names = UserNames()
    let actor = names.actor(getuid(), at: Moment(milliseconds: 0))
    #expect(
      panel.source.asked == [.init(action: .disable(BoothNumber("4312")), actor: actor)])
    panel.server.stop()
    #expect(lstat(path, &status) == -1)
  }

  @Test func `a socket's file that was left behind is no hindrance, a living one is`() throws {
    let path = socketPath()
    let address = PanelAddress.unix(path: path)
    do {
      // Bound and abandoned, as by a daemon that was killed.
      let dead = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      try SocketAddress(address).withPointer { pointer, size throws(SystemFault) in
        try systemCall("bind") { bind(dead, pointer, size) }
      }
      close(dead)
    }
    let panel = try RunningPanel { $0.addresses = [address] }
    let second = PanelServer(configuration: testConfiguration([address]), source: FakeSource())
    #expect(throws: PanelError.inUse(address)) { try second.start() }
    #expect(try Client(address).socket.number >= 0)
    panel.server.stop()
  }

  @Test func `what cannot be listened on is refused with address and cause`() throws {
    func refusal(_ address: PanelAddress) -> PanelError? {
      let server = PanelServer(configuration: testConfiguration([address]), source: FakeSource())
      do throws(PanelError) {
        try server.start()
        return nil
      } catch {
        return error
      }
    }
    for host in ["localhost", "", "127.0.0.1:80", "256.0.0.1", "127.0.0.1\0", "caja.lan"] {
      let address = PanelAddress.tcp(host: host, port: 0)
      #expect(refusal(address) == .noSuchHost(address))
    }
    for path in ["", String(repeating: "x", count: 108), "a\0b"] {
      #expect(refusal(.unix(path: path)) == .badPath(path: path, limit: 107))
    }
    let nowhere = PanelAddress.unix(path: "/nonexistent/panel.sock")
    #expect(refusal(nowhere) == .system(nowhere, call: "bind", code: ENOENT))
    #expect(refusal(.unix(path: "/etc/passwd")) == .notASocket(path: "/etc/passwd"))

    let panel = try RunningPanel()
    #expect(refusal(panel.address) == .inUse(panel.address))
    #expect("\(PanelError.inUse(panel.address))".contains("127.0.0.1:\(panel.port)"))
    #expect(throws: PanelError.alreadyStarted) { try panel.server.start() }
    #expect(
      throws: PanelError.noAddress,
      performing: {
        try PanelServer(configuration: testConfiguration(), source: FakeSource()).start()
      })
  }

  @Test func `when one socket cannot be opened none stays open`() throws {
    let free = try RunningPanel()
    let address = free.address
    free.server.stop()
    let server = PanelServer(
      configuration: testConfiguration([address, .tcp(host: "ten", port: 1)]),
      source: FakeSource())
    #expect(throws: PanelError.noSuchHost(.tcp(host: "ten", port: 1))) {
      try server.start()
    }
    #expect(throws: Client.Failed.self) { try Client(address) }
  }

  @Test func `a core that falls silent is shown as silent, and as back when it is back`() throws {
    let panel = try RunningPanel { $0.coreSilenceLimitSeconds = 1 }
    panel.server.publish(shop())
    let client = try Client(panel.address)
    client.send(panel.get("/events"))
    #expect(client.read(upTo: "\r\n\r\n") != nil)
    /// The first event that says so; nil when none comes.
    func event(saying text: String) -> String? {
      while let event = client.read(upTo: "\n\n") { if event.contains(text) { return event } }
      return nil
    }
    // On a busy machine the core may be taken for silent before the page is there.
    panel.server.publish(shop())
    #expect(event(saying: "\"stale\":false") != nil)
    #expect(event(saying: "\"stale\":true") != nil)
    // The same version is a sign of life, and enough.
    panel.server.publish(shop())
    #expect(event(saying: "\"stale\":false") != nil)
  }

  @Test func `stopping ends the streams and frees the port`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let client = try Client(panel.address)
    client.send(panel.get("/events"))
    #expect(client.read(upTo: "\n\n") != nil)
    panel.server.stop()
    #expect(client.readToEnd() != nil)
    #expect(panel.server.addresses.isEmpty)
    panel.server.publish(shop(version: 2))
    panel.server.stop()
    let next = PanelServer(
      configuration: testConfiguration([panel.address]), source: FakeSource())
    try next.start()
  }

  @Test func `a burst of snapshots from many threads ends with the latest`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let client = try Client(panel.address)
    client.send(panel.get("/events"))
    #expect(client.read(upTo: "\n\n") != nil)
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      for round in 1...200 as ClosedRange<UInt64> {
        panel.server.publish(shop(version: 2 + UInt64(worker) * 1000 + round, balance: pesos(5)))
      }
    }
    panel.server.publish(shop(version: 1_000_000, balance: pesos(7)))
    var latest: ShopEvent?
    while latest?.version != "1000000" {
      latest = try ShopEvent(Array(try #require(client.read(upTo: "\n\n")).utf8))
    }
    #expect(latest?.balance == "$\u{a0}7")
  }
}
