import BoothProtocol
import Testing

@testable import OwnerPanel

/// A body larger than most may be: asked about before any of it is kept.
@Suite struct FileBodyTests {
  private static let length = 100_000
  private static let head =
    "POST /deck/import HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
  private static let body = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  @Test(arguments: [1, 977, 16_384, 200_000])
  func `an admitted one comes whole, however it is cut`(cut: Int) {
    var parser = HTTPRequestParser(limits: HTTPLimits())
    let bytes = Array(Self.head.utf8) + Self.body + Array("GET /next HTTP/1.1\r\n".utf8)
    var request: HTTPRequest?
    var offers = 0
    for start in stride(from: 0, to: bytes.count, by: cut) {
      parser.append(bytes[start..<min(start + cut, bytes.count)])
      loop: while true {
        switch parser.next() {
        case .offer(let offered, let length):
          #expect(length == Self.length)
          offers += 1
          #expect(offered.target.segments == ["deck", "import"])
          #expect(!parser.isTakingFile)
          parser.admitBody()
          #expect(parser.isTakingFile)
        case .request(let whole): request = whole
        case .needsMore: break loop
        case .refused(let refusal):
          Issue.record("\(refusal)")
          break loop
        }
      }
    }
    #expect(offers == 1)
    #expect(request?.body == Self.body)
    #expect(!parser.isTakingFile)
    #expect(parser.pendingCount == "GET /next HTTP/1.1\r\n".utf8.count || cut == 1 || cut > 1)
  }

  @Test func `nothing of a refused one is kept`() {
    var connection = Connection(
      peer: .network(address: "127.0.0.1"), limits: PanelLimits(), at: Moment(milliseconds: 0))
    connection.received(Array(Self.head.utf8), at: Moment(milliseconds: 0))
    let request = connection.nextRequest(date: "today", at: Moment(milliseconds: 0)) {
      #expect($0.method == .post)
      #expect($1 == Self.length)
      return HTTPResponse(.forbidden, .plain, "no")
    }
    #expect(request == nil)
    let text = connection.output.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(text.hasPrefix("HTTP/1.1 403"))
    #expect(text.contains("Connection: close\r\n"))
    #expect(!connection.wantsToRead)
    connection.received(Self.body, at: Moment(milliseconds: 1))
    #expect(connection.nextRequest(date: "today", at: Moment(milliseconds: 1)) == nil)
  }

  @Test func `without leave it is too large, and an admitted one has a minute`() {
    let start = Moment(milliseconds: 0)
    var connection = Connection(
      peer: .network(address: "127.0.0.1"), limits: PanelLimits(), at: start)
    connection.received(Array(Self.head.utf8), at: start)
    _ = connection.nextRequest(date: "today", at: start)
    let text = connection.output.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(text.hasPrefix("HTTP/1.1 413"))

    var admitted = Connection(
      peer: .network(address: "127.0.0.1"), limits: PanelLimits(), at: start)
    admitted.received(Array(Self.head.utf8), at: start)
    #expect(
      admitted.nextRequest(date: "today", at: start, refusalOfFile: { _, _ in nil }) == nil)
    #expect(admitted.isTakingFile)
    #expect(admitted.wantsToRead)
    #expect(admitted.isSpareFrom == nil)
    #expect(admitted.deadline == Moment(milliseconds: 60_000))
    admitted.timeOut(date: "today", at: Moment(milliseconds: 60_000))
    let late = admitted.output.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    #expect(late.hasPrefix("HTTP/1.1 408"))
  }

  // MARK: Over real sockets

  private func upload(
    _ panel: RunningPanel, _ path: String, bytes: Int, cookie: String = "", token: String = "",
    sends: Bool = true
  ) throws -> Client {
    let start =
      "--xyz\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n\(token)\r\n"
      + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
    let end = "\r\n--xyz--\r\n"
    let client = try Client(panel.address)
    let length = start.utf8.count + bytes + end.utf8.count
    client.send(
      "POST \(path) HTTP/1.1\r\nHost: localhost:\(panel.port)\r\n\(cookie)"
        + "Content-Type: multipart/form-data; boundary=xyz\r\nContent-Length: \(length)\r\n\r\n")
    if sends {
      client.send(start + String(repeating: "x", count: bytes) + end)
    }
    return client
  }

  @Test func `a file of megabytes reaches whoever keeps the prices`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    var report = PriceImportReport(list: .deck)
    report.rows = 3
    panel.source.ledgerAnswers(.imported(report))
    let client = try upload(panel, "/deck/import", bytes: 2_000_000)
    let answer = try #require(client.readResponse())
    #expect(answer.head.hasPrefix("HTTP/1.1 200"))
    #expect(answer.body.contains("Todo el archivo está bien."))
    guard case .checkFile(let file, _)? = panel.source.ledgerAsked.first?.request else {
      Issue.record("\(panel.source.ledgerAsked.count)")
      return
    }
    #expect(file.bytes.count == 2_000_000)
    #expect(file.bytes.allSatisfy { $0 == UInt8(ascii: "x") })
    #expect((file.list, file.format) == (.deck, .csv))
  }

  @Test(arguments: ["/deck", "/api/v1/prefixes", "/markup", "/nothing", "/login"])
  func `elsewhere it is too large`(path: String) throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let client = try upload(panel, path, bytes: 20_000, sends: false)
    #expect(try #require(client.readResponse()).head.hasPrefix("HTTP/1.1 413"))
  }

  @Test(arguments: [
    "application/x-www-form-urlencoded", "multipart/form-data", "text/plain", nil,
  ])
  func `what is no form with a file may not be as large as one`(type: String?) throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    func answer(bytes: Int) throws -> String {
      let client = try Client(panel.address)
      client.send(
        "POST /deck/import HTTP/1.1\r\nHost: localhost:\(panel.port)\r\n"
          + (type.map { "Content-Type: \($0)\r\n" } ?? "") + "Content-Length: \(bytes)\r\n\r\n")
      if bytes <= 16_384 { client.send(String(repeating: "&", count: bytes)) }
      return try #require(client.readResponse()).head
    }
    #expect(try answer(bytes: 16_385).hasPrefix("HTTP/1.1 413"))
    #expect(try answer(bytes: 16_384).hasPrefix("HTTP/1.1 400"))
  }

  @Test func `who may not is told so before he has sent it`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    panel.source.people.holds([maria, pedro])
    let stranger = try upload(panel, "/deck/import", bytes: 20_000, sends: false)
    #expect(try #require(stranger.readResponse()).head.hasPrefix("HTTP/1.1 401"))
    let more = try upload(panel, "/deck/import", bytes: 9_000_000, sends: false)
    #expect(try #require(more.readResponse()).head.hasPrefix("HTTP/1.1 401"))
  }

  @Test func `one of more than eight mebibytes is refused on a page, which the browser reads`()
    throws
  {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    let client = try upload(panel, "/deck/import", bytes: 20_000_000)
    let answer = try #require(client.readResponse())
    #expect(answer.head.hasPrefix("HTTP/1.1 413"))
    #expect(answer.head.contains("text/html"))
    #expect(answer.body.contains("El archivo pasa de 8 MiB"))
    #expect(panel.source.ledgerAsked.isEmpty)
  }

  @Test func `what is sent after a refusal is thrown away, half a minute at most`() {
    func refused() -> Connection {
      var connection = Connection(
        peer: .network(address: "127.0.0.1"), limits: PanelLimits(), at: Moment(milliseconds: 0))
      connection.received(Array(Self.head.utf8), at: Moment(milliseconds: 0))
      _ = connection.nextRequest(date: "today", at: Moment(milliseconds: 0))
      connection.wrote(connection.output.count, at: Moment(milliseconds: 0))
      connection.shut(at: Moment(milliseconds: 0))
      return connection
    }
    var slow = refused()
    for second in 0..<30 as Range<Int64> {
      #expect(slow.deadline == Moment(milliseconds: second * 900 + 1000))
      slow.received([1], at: Moment(milliseconds: (second + 1) * 900))
    }
    for second in 31..<40 as Range<Int64> {
      slow.received([1], at: Moment(milliseconds: second * 900))
    }
    #expect(slow.deadline == Moment(milliseconds: 30_000))
    // Nobody waits for its place longer than for that of one who does nothing.
    #expect(slow.isSpareFrom == Moment(milliseconds: PanelLimits().hurryMilliseconds))
    var endless = refused()
    let piece = [UInt8](repeating: 0, count: 1 << 20)
    for _ in 0..<64 { endless.received(piece, at: Moment(milliseconds: 1)) }
    #expect(!endless.isClosed)
    endless.received([1], at: Moment(milliseconds: 1))
    #expect(endless.isClosed)
  }

  @Test func `there is one file at a time, on its way or being read`() throws {
    let panel = try RunningPanel()
    panel.server.publish(shop())
    // On its way.
    let first = try upload(panel, "/deck/import", bytes: 50_000, sends: false)
    first.send("--xyz\r\n")
    while panel.source.ledgerAsked.isEmpty {
      let second = try upload(panel, "/prefixes/import", bytes: 50_000, sends: false)
      let answer = second.read(upTo: "\r\n", milliseconds: 500)
      // The first has not been looked at yet, so this one was taken: it goes, and another tries.
      guard let answer else { continue }
      #expect(answer.hasPrefix("HTTP/1.1 503"))
      break
    }
    first.reset()
    // Being read: nobody answers.
    panel.source.ledgerAnswers(nil)
    var asked = 0
    while asked == 0 {
      _ = try upload(panel, "/deck/import", bytes: 50_000)
      asked = panel.source.ledgerAsked.count
    }
    let third = try upload(panel, "/prefixes/import", bytes: 50_000, sends: false)
    #expect(try #require(third.readResponse()).head.hasPrefix("HTTP/1.1 503"))
  }
}
