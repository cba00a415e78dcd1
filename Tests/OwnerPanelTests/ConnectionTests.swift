import BoothControl
import BoothProtocol
import Glibc
import Notation
import Testing

@testable import OwnerPanel

@Suite struct ConnectionTests {
  private static let start = Moment(milliseconds: 0)

  private func connection() -> Connection {
    Connection(peer: .network(address: "127.0.0.1"), limits: PanelLimits(), at: Self.start)
  }

  private func at(_ milliseconds: Int64) -> Moment { Moment(milliseconds: milliseconds) }

  private func receive(_ connection: inout Connection, _ text: String, at now: Int64 = 0) {
    connection.received(Array(text.utf8), at: at(now))
  }

  private func request(_ connection: inout Connection, at now: Int64 = 0) -> HTTPRequest? {
    connection.nextRequest(date: "today", at: at(now))
  }

  private func answer(_ connection: inout Connection, _ text: String = "ok", at now: Int64 = 0) {
    connection.answer(HTTPResponse(.ok, .plain, text), date: "today", at: at(now))
  }

  /// Takes what is to be written, as a client that reads would.
  private func output(_ connection: inout Connection, at now: Int64 = 0) -> String {
    let text = connection.output.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    connection.wrote(connection.output.count, at: at(now))
    return text
  }

  private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `requests sent at once are answered one after the other`() {
    var connection = connection()
    receive(&connection, get + get + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    for _ in 1...2 {
      #expect(request(&connection) != nil)
      #expect(request(&connection) == nil)
      #expect(!connection.wantsToRead)
      answer(&connection)
      // Not before the answer is out.
      #expect(request(&connection) == nil)
      #expect(output(&connection).contains("Connection: keep-alive\r\n"))
    }
    #expect(request(&connection)?.target.segments == ["last"])
    answer(&connection)
    #expect(output(&connection).contains("Connection: close\r\n"))
    #expect(connection.isReadyToShut)
  }

  @Test func `an idle connection is closed without a word`() {
    var connection = connection()
    #expect(connection.deadline == at(30_000))
    connection.timeOut(date: "today", at: at(30_000))
    #expect(connection.isClosed)
    #expect(connection.output.isEmpty)
  }

  @Test func `a request that drips is cut off after ten seconds from its first byte`() {
    var connection = connection()
    receive(&connection, "GET / HT", at: 5000)
    #expect(request(&connection) == nil)
    receive(&connection, "TP/1.1\r\n", at: 14_000)
    #expect(request(&connection) == nil)
    #expect(connection.deadline == at(15_000))
    connection.timeOut(date: "today", at: at(15_000))
    #expect(output(&connection).hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
    #expect(connection.isReadyToShut)
  }

  @Test func `a body that does not come is cut off as well`() {
    var connection = connection()
    receive(&connection, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
    #expect(request(&connection) == nil)
    #expect(connection.deadline == at(10_000))
  }

  @Test func `a client that reads nothing is left`() {
    var connection = connection()
    receive(&connection, get)
    _ = request(&connection)
    answer(&connection, String(repeating: "x", count: 1000), at: 100)
    connection.wrote(10, at: at(200))
    #expect(connection.deadline == at(20_200))
    connection.timeOut(date: "today", at: at(20_200))
    #expect(connection.isClosed)
  }

  @Test func `an answer to what is no request is followed by the end, gently`() {
    var connection = connection()
    receive(&connection, "nonsense\r\n")
    #expect(request(&connection) == nil)
    #expect(output(&connection).hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    #expect(connection.isReadyToShut)
    connection.shut(at: at(0))
    // What the client still sends is thrown away, for a second and up to a limit.
    #expect(connection.wantsToRead)
    receive(&connection, get)
    #expect(request(&connection) == nil)
    #expect(connection.deadline == at(1000))
    var other = connection
    connection.timeOut(date: "today", at: at(1000))
    #expect(connection.isClosed)
    other.received([UInt8](repeating: 0, count: 64 << 20), at: at(10))
    #expect(other.isClosed)
  }

  @Test func `a client that ends its half still gets its answers`() {
    var connection = connection()
    receive(&connection, get + get)
    connection.inputEnded()
    #expect(request(&connection) != nil)
    answer(&connection)
    #expect(output(&connection).contains("200 OK"))
    #expect(request(&connection) != nil)
    answer(&connection)
    #expect(output(&connection).contains("Connection: close\r\n"))
    connection.shut(at: at(0))
    #expect(connection.isClosed)
  }

  @Test func `what follows on a connection that closes has no turn`() {
    var connection = connection()
    receive(&connection, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nX")
    #expect(request(&connection) != nil)
    answer(&connection)
    #expect(output(&connection).contains("Connection: close\r\n"))
    // Or the loop would look after it again and again without a pause.
    #expect(!connection.hasTurn)
  }

  @Test func `half a request and no more is the end`() {
    var connection = connection()
    receive(&connection, "GET / HT")
    connection.inputEnded()
    #expect(request(&connection) == nil)
    #expect(connection.isClosed)
  }

  @Test func `a go-ahead is sent once`() {
    var connection = connection()
    receive(
      &connection, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    )
    #expect(request(&connection) == nil)
    #expect(output(&connection) == "HTTP/1.1 100 Continue\r\n\r\n")
    receive(&connection, "h")
    #expect(request(&connection) == nil)
    #expect(connection.output.isEmpty)
    receive(&connection, "i")
    #expect(request(&connection)?.body == Array("hi".utf8))
  }

  @Test func `who waits for the core waits ten seconds at most`() {
    var connection = connection()
    receive(&connection, get)
    _ = request(&connection)
    connection.wait(
      for: pendingProgram(.spanish), ticket: 7)
    #expect(connection.awaited?.ticket == 7)
    #expect(connection.deadline == at(10_000))
    #expect(!connection.wantsToRead)
  }

  @Test func `a live page that talks is not one`() {
    var connection = connection()
    receive(&connection, get)
    _ = request(&connection)
    connection.beginStream(in: .spanish, isOwner: true, date: "today", at: at(0))
    #expect(connection.isStreaming)
    let head = output(&connection)
    #expect(head.contains("text/event-stream"))
    #expect(!head.contains("Content-Length"))
    receive(&connection, get)
    #expect(connection.isClosed)
  }

  @Test func `a slow live page holds one event, and then gets the latest`() {
    var connection = connection()
    receive(&connection, get)
    _ = request(&connection)
    connection.beginStream(in: .spanish, isOwner: true, date: "today", at: at(0))
    _ = output(&connection)
    func state(_ total: Int64) -> ShopState {
      let talking = booth("4312", "CABINA 01", .talking, call: currentCall(total: total))
      return ShopState(
        snapshot: shop(version: UInt64(total), booths: [talking]), isStale: false)
    }
    connection.feedStream(state(1), localTime: manualTime, at: at(0))
    let size = connection.output.count
    for total in 2..<1000 as Range<Int64> {
      #expect(connection.streamDue(state(total)) == nil)
      connection.feedStream(state(total), localTime: manualTime, at: at(total * 1000))
    }
    #expect(connection.output.count == size)
    #expect(output(&connection, at: 1_000_000).contains("$\u{a0}1\""))
    connection.feedStream(state(999), localTime: manualTime, at: at(1_000_000))
    #expect(output(&connection).contains("$\u{a0}999\""))
  }

  @Test func `who takes nothing of what he asked for gives up his place to others`() throws {
    var connection = connection()
    #expect(connection.isSpareFrom == at(PanelLimits().hurryMilliseconds))
    connection.received(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), at: at(0))
    let request = connection.nextRequest(date: "today", at: at(0))
    #expect(request != nil)
    connection.answer(HTTPResponse(.ok, .plain, "much"), date: "today", at: at(10))
    let deaf = PanelLimits().deafMilliseconds
    #expect(connection.isSpareFrom == at(10 + deaf))
    // Each byte that he takes gives him as long again, ten seconds in all.
    connection.wrote(1, at: at(1000))
    #expect(connection.isSpareFrom == at(1000 + deaf))
    connection.wrote(1, at: at(9900))
    #expect(connection.isSpareFrom == at(10 + PanelLimits().sluggishMilliseconds))
  }
}

/// What programs show times by.
@Suite struct `The zone of the shop's clock` {
  @Test func `is told with an answer, and with nothing where there is none`() {
    for zone in ["America/Santiago", nil] {
      var connection = Connection(
        peer: .network(address: "127.0.0.1"), limits: PanelLimits(), timeZone: zone,
        at: .init(milliseconds: 0))
      connection.received(
        Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8), at: .init(milliseconds: 0))
      _ = connection.nextRequest(date: "today", at: .init(milliseconds: 0))
      connection.answer(
        HTTPResponse(.ok, .plain, ""), date: "today", at: .init(milliseconds: 0))
      let said = connection.output.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      #expect(said.hasPrefix("HTTP/1.1 200"))
      #expect(said.contains("\r\nShop-Time-Zone: America/Santiago\r\n") == (zone != nil), "\(said)")
    }
  }

  @Test(
    arguments: [
      ("America/Lima", "America/Lima"), ("<-04>4<-03>,M9.1.6/24", "<-04>4<-03>,M9.1.6/24"),
      ("", "UTC0"), (":/etc/zone", ":/etc/zone"),
    ])
  func `is what TZ says`(variable: String, zone: String) {
    #expect(TimeZoneName.ofSystem(variable: variable, clockFile: "/nowhere") == zone)
  }

  @Test(
    arguments: [
      ("/usr/share/zoneinfo/America/Santiago", "America/Santiago"),
      ("../usr/share/zoneinfo/Etc/UTC", "Etc/UTC"), ("/srv/zone", nil), ("zoneinfo/a b", nil),
    ] as [(String, String?)])
  func `is else what the system's file points to, or the file itself`(
    target: String, zone: String?
  ) throws {
    let link = "/tmp/zone-\(getpid())-\(target.utf8.reduce(0) { $0 &* 31 &+ Int($1) })"
    try #require(symlink(target, link) == 0)
    defer { unlink(link) }
    #expect(TimeZoneName.ofSystem(variable: nil, clockFile: link) == zone ?? ":\(link)")
    #expect(TimeZoneName.ofSystem(variable: "a\r\nb", clockFile: link) == zone ?? ":\(link)")
  }
}
