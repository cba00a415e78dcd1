import BoothProtocol
import Foundation
import LineRecord
import Testing

/// What a technician asks of the daemon about its ports, and of a board through it.
@Suite(.waiting) struct `A technician with a running daemon` {
  private static let uid = "434142494e412d53494d2d31"

  /// One whose board is known to the page.
  private func shop() throws -> RunningShop {
    let shop = try RunningShop()
    #expect(try shop.wait { try boards(shop).contains(#""status":"up""#) })
    return shop
  }

  private func boards(_ shop: RunningShop) throws -> String {
    try shop.page("/api/v1/boards?lang=en")
  }

  /// Line 1 or 2, as the daemon tells of it.
  private func line(_ number: Int, _ shop: RunningShop) throws -> String {
    let text = try boards(shop)
    let start = try #require(text.range(of: #"{"line":\#(number),"#)).lowerBound
    let end = try #require(text.range(of: #"{"line":\#(number + 1),"#)).lowerBound
    return String(text[start..<end])
  }

  private func waitForLine(
    _ number: Int, _ shop: RunningShop, until condition: (String) -> Bool
  ) throws -> Bool {
    try shop.wait { condition(try line(number, shop)) }
  }

  private func command(
    _ shop: RunningShop, _ name: String, _ fields: String = "{}", force: Bool = false
  ) throws -> String {
    let answer = try PageClient.post(
      shop.socket, "/api/v1/boards/\(Self.uid)/commands?lang=en",
      json: #"{"command":"\#(name)","fields":\#(fields),"force":\#(force)}"#)
    return answer.components(separatedBy: "\r\n\r\n").last ?? ""
  }

  @Test func `sees the board and follows a line through a call`() throws {
    let shop = try shop()
    let text = try boards(shop)
    #expect(text.contains(#""port":"\#(shop.link)""#))
    #expect(text.contains(#""uid":"\#(Self.uid)""#))
    #expect(text.contains(#""lineCount":8"#))
    #expect(
      try shop.wait { try boards(shop).contains(#""configurationAsWanted":true"#) },
      "the daemon has configured the board")
    #expect(try line(1, shop).contains(#""booth":"4312","state":"on hook","offHook":false"#))
    #expect(try line(3, shop).contains(#""booth":null"#))
    try shop.board.ask("lift 1")
    #expect(
      try waitForLine(1, shop) {
        $0.contains(#""state":"off hook","offHook":true,"call":null"#)
          && $0.contains(#""event":{"name":"OFF_HOOK","fields":{},"#)
      })
    try shop.board.ask("dial 1 1006")
    #expect(
      try waitForLine(1, shop) {
        $0.contains(#""state":"connected","offHook":true,"call":1,"#) && $0.contains(#""trunk":1"#)
      })
    try shop.board.ask("answer 1")
    #expect(
      try waitForLine(1, shop) {
        $0.contains(#""state":"talking""#)
          && $0.contains(#""answerSignal":"polarity reversal""#)
      })
    try shop.board.ask("hangup 1")
    #expect(
      try waitForLine(1, shop) {
        $0.contains(#""state":"on hook","offHook":false,"call":null,"lease":null,"trunk":null"#)
          && $0.contains(#""name":"ON_HOOK""#)
      })
  }

  @Test func `sees why a port has no board`() throws {
    let shop = try shop()
    shop.board.signal(SIGSTOP)
    #expect(
      try shop.wait {
        let text = try boards(shop)
        // The second, if it was stopped before it had answered what it was told at the beginning.
        return ["silence", "command_unanswered"].contains {
          text.contains(#""status":"greeting","reason":"\#($0)""#)
        } && text.contains(#""board":null"#)
      })
    shop.board.signal(SIGCONT)
    #expect(try shop.wait { try boards(shop).contains(#""status":"up","reason":null"#) })
    shop.board.signal(SIGTERM)
    #expect(
      try shop.wait {
        let text = try boards(shop)
        return text.contains(#""status":"closed","reason":"not_opened""#)
          && text.contains("no device there") && text.contains(#""statistics":null"#)
      })
    let spanish = try shop.page("/api/v1/boards?lang=es")
    #expect(
      spanish.contains(": no hay ningún dispositivo; ¿está enchufada la placa?"), "\(spanish)")
  }

  @Test func `tests a line, writes on a display and reads the lines`() throws {
    let shop = try shop()
    let tested = try command(shop, "LINE_TEST", #"{"line":"1"}"#)
    #expect(
      tested.contains(#""result":"done","answer":{"hook":"on hook","loopMillivolts":"#),
      "\(tested)")
    #expect(tested.contains(#""sendings":1}"#))
    #expect(try line(1, shop).contains(#""test":{"offHook":false,"loopMillivolts":"#))
    try shop.daemon.errorLine(containing: "LINE_TEST line=1 on board \(Self.uid): done")
    let shown = try command(shop, "DISPLAY", #"{"line":"2","text":"PRUEBA 7","clearRest":"yes"}"#)
    #expect(shown.contains(#""result":"done""#), "\(shown)")
    #expect(try shop.wait { try shop.board.ask("display 2").contains("PRUEBA 7") })
    let lines = try command(shop, "READ_LINES")
    #expect(lines.contains(#"{"lines":[{"line":1,"state":"on hook"}"#), "\(lines)")
    #expect(try command(shop, "STATISTICS").contains(#""framesReceived":"#))
    // The board's own word is passed on.
    #expect(
      try command(shop, "TONE", #"{"line":"1","tone":"busy"}"#)
        .contains(#""result":"wrong state","answer":{}"#))
    #expect(
      try command(shop, "LINE_TEST", #"{"line":"9"}"#).contains(#""result":"no such line""#))
  }

  @Test func `leaves calls to the daemon`() throws {
    let shop = try shop()
    let refused = [
      ("CUT", #"{"line":"1"}"#, "cabinactl cut BOOTH"),
      ("CONNECT", #"{"line":"1","callID":"9","digits":"1006"}"#, "it alone connects calls"),
      ("LEASE", #"{"line":"1","callID":"9"}"#, "it alone connects calls"),
      (
        "CONFIGURE",
        #"{"flashMinimum":"1","flashMaximum":"2","answerSignals":"none","#
          + #""answerDelaySeconds":"1","emergencyNumbers":"none"}"#, "cabina.conf"
      ),
    ]
    for (name, fields, words) in refused {
      let answer = try command(shop, name, fields)
      #expect(answer.contains("daemon_decides") && answer.contains(words), "\(answer)")
    }
    // Who has lifted may be dialling for help.
    try shop.board.ask("lift 1")
    #expect(try waitForLine(1, shop) { $0.contains(#""offHook":true"#) })
    let lifted = try command(shop, "RESET")
    #expect(lifted.contains("line_off_hook") && lifted.contains("on line 1"), "\(lifted)")
    try shop.board.ask("hangup 1")
    try shop.talk(1, to: "1006")
    for (name, fields) in [
      ("LINE_TEST", #"{"line":"1"}"#), ("RING", #"{"line":"1"}"#),
      ("TONE", #"{"line":"1","tone":"silence"}"#),
    ] {
      let answer = try command(shop, name, fields)
      #expect(answer.contains("line_in_call") && answer.contains("Line 1"), "\(answer)")
    }
    // Of another line it may.
    #expect(try command(shop, "LINE_TEST", #"{"line":"2"}"#).contains(#""result":"done""#))
    #expect(try command(shop, "RESET").contains("calls_on_board"))
    #expect(try line(1, shop).contains(#""state":"talking""#))
    try shop.board.ask("lift 2")
    #expect(try waitForLine(2, shop) { $0.contains(#""offHook":true"#) })
    #expect(try command(shop, "RESET").contains("calls_on_board"))
    #expect(try command(shop, "RESET", force: true).contains(#""result":"done""#))
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    #expect(
      try shop.wait {
        let text = try boards(shop)
        return text.contains(#""status":"up""#) && text.contains(#""resetCause":"host command""#)
      })
  }

  /// Any user of the box comes in that way, and is nobody.
  @Test func `has to be known: over the network nobody is, without a password`() throws {
    let shop = try shop()
    #expect(try shop.page("/api/v1/traffic").contains(#""error":"set_up_first""#))
    let reset = try PageClient.post(
      .port(shop.port), "/api/v1/boards/\(Self.uid)/commands",
      json: #"{"command":"RESET","force":true}"#)
    #expect(reset.contains(#""error":"set_up_first""#), "\(reset)")
    #expect(try boards(shop).contains(#""resetCause":"power on""#))
  }

  @Test func `waits for no board that is busy or gone`() throws {
    let shop = try shop()
    shop.board.signal(SIGSTOP)
    let first = try PageClient(
      shop.socket, path: "/api/v1/boards/\(Self.uid)/commands?lang=en", method: "POST",
      headers: ["Connection: close"], form: #"{"command":"STATISTICS"}"#,
      type: "application/json")
    #expect(try shop.wait { try command(shop, "READ_LINES").contains("board_busy") })
    #expect(first.read { $0.contains("board_gone") }, "\(first.text)")
    #expect(try command(shop, "READ_LINES").contains("board_gone"))
    shop.board.signal(SIGCONT)
    #expect(
      try shop.wait { try command(shop, "READ_LINES").contains(#""result":"done""#) })
  }

  // MARK: Looking on

  private struct Traffic: Decodable {
    struct Run: Decodable {
      var number: Int
      var time: Int
      var port: String
      var from: String
      var bytes: String
    }

    var runs: [Run]
    var next: Int
    var lost: Int?
  }

  private func traffic(_ shop: RunningShop, _ query: String) throws -> Traffic {
    let answer = try shop.local("/api/v1/traffic?\(query)")
    let body = try #require(answer.components(separatedBy: "\r\n\r\n").last)
    return try JSONDecoder().decode(Traffic.self, from: Data(body.utf8))
  }

  private func messages(_ runs: [Traffic.Run]) -> [String] {
    var splitter = RecordSplitter()
    var decoder = LineDecoder()
    return runs.flatMap { run -> [LineRun] in
      let digits = Array(run.bytes)
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      }
      return splitter.take(
        bytes, run.from == "board" ? .toHost : .toBoard, at: Int64(run.time))
    }.compactMap { run in
      if case .frame(let frame, _) = decoder.take(run) { frame.messageName } else { nil }
    }
  }

  @Test func `looks on from the first question, every byte in order`() throws {
    let shop = try shop()
    let begun = try traffic(shop, "")
    #expect(begun.runs.isEmpty && begun.lost == 0)
    try shop.board.ask("lift 1")
    var (next, seen) = (begun.next, [Traffic.Run]())
    let hasAnswered = try shop.wait {
      let part = try traffic(shop, "after=\(next)&wait=5")
      #expect(part.lost == 0)
      next = part.next
      seen += part.runs
      return messages(seen).contains("TONE response")
    }
    #expect(hasAnswered)
    #expect(seen.map(\.number) == Array((begun.next + 1)...next))
    #expect(seen.allSatisfy { $0.port == shop.link })
    let names = messages(seen)
    let lifted = try #require(names.firstIndex(of: "OFF_HOOK"))
    let toned = try #require(names.firstIndex(of: "TONE"))
    #expect(toned > lifted)
    let seconds = Double(try #require(seen.first).time) / 1e6
    #expect(abs(seconds - Date().timeIntervalSince1970) < 60)
    // Of a port where nothing is, nothing comes, however long it is waited for.
    let start = Date()
    let other = try traffic(shop, "after=\(next)&port=/dev/null&wait=2")
    #expect(other.runs.isEmpty && other.next > next && other.lost == 0)
    #expect(Date().timeIntervalSince(start) > 1.5)
  }

  @Test func `four wait, and a fifth is told to ask again`() throws {
    let shop = try shop()
    let begun = try traffic(shop, "")
    let waiting = "/api/v1/traffic?after=\(begun.next)&port=/dev/null&lang=en&wait="
    let clients = try (1...4).map { _ in
      try PageClient(shop.socket, path: waiting + "10")
    }
    #expect(try shop.wait { try shop.local(waiting + "1").contains("too_many_waiting") })
    #expect(try shop.local(waiting + "0").contains(#""runs":[]"#))
    for client in clients { #expect(client.read { $0.contains(#""runs":[]"#) }) }
    #expect(try shop.local(waiting + "1").contains(#""runs":[]"#))
  }
}
