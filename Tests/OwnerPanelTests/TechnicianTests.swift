import BoothControl
import BoothProtocol
import Notation
import Testing

@testable import OwnerPanel

/// Boards and their lines, what boards are asked, and what crosses the lines.
@Suite struct `The technician's paths` {
  private let desk = {
    var desk = Desk()
    desk.visitor = .program(actor: "uid 0 (root)", role: .owner)
    return desk
  }()
  private static let uid = "00112233445566778899aabb"

  private func commands(
    _ body: String, board: String = Self.uid
  ) throws -> RequestHandler.Answer {
    try desk.post(
      "/api/v1/boards/\(board)/commands?lang=en", "Content-Type: application/json\r\n",
      body: body)
  }

  private func asked(_ answer: RequestHandler.Answer) throws -> TechnicianRequest {
    guard case .technician(let request, _) = answer else { throw Desk.NoRequest() }
    return request
  }

  private func response(
    _ method: HTTPMethod, _ path: String, comesTo answer: TechnicianAnswer
  ) throws -> HTTPResponse {
    let handler = RequestHandler(configuration: desk.configuration, source: desk.source)
    let response = handler.response(to: pendingProgram(), technician: answer, shop: desk.shop)
    APIContract.check(response, to: method, try RequestTarget(api: path))
    return response
  }

  // MARK: Boards

  /// Without the line breaks, which stand between members here.
  private func json(_ lines: String) -> String { lines.replacing("\n", with: "") }

  @Test func `a board is told with all it says, its lines counted from 1`() throws {
    let text = try desk.get("/api/v1/boards").text
    let port = json(
      #"""
      {"port":"/dev/tty\"0","links":["/dev/serial/by-id/usb-A"],"vendor":"FTDI",
      "model":"FT232R","serialNumber":"A50285BI","driver":"ftdi_sio","status":"up",
      "reason":null,"reasonText":null,"recorded":true,"statistics":{
      """#)
    #expect(text.contains(port))
    #expect(text.contains(#""crcErrors":3"#))
    let board = json(
      #"""
      "board":{"uid":"0102030405060708090a0b0c","bootID":"0000002A","resetCause":"brown out",
      "firmware":"1.2.3","lineCount":2,"trunkCount":1,"capabilities":["display","line test"],
      "display":{"rows":2,"columns":16,"charset":"latin1"},"ringSize":512,
      "oldestEvent":7,"nextEvent":9,"configurationCRC":"0A1B2C3D",
      "configurationAsWanted":false,"since":"2006-10-27T19:18:14.000Z","tick":61000,
      """#)
    #expect(text.contains(board))
    let first = json(
      #"""
      {"line":1,"booth":"4312","state":"talking","offHook":true,"call":42,"lease":20000,
      "trunk":1,"event":{"name":"ANSWERED","fields":{"callID":42,"signal":"set delay"},
      "at":"2006-10-27T19:18:14.000Z"},"answerSignal":"set delay","test":null}
      """#)
    #expect(text.contains(first))
    let second = json(
      #"""
      {"line":2,"booth":null,"state":"fault","offHook":null,"call":null,"lease":null,
      "trunk":null,"event":null,"answerSignal":null,"test":{"offHook":false,
      "loopMillivolts":0,"loopMicroamps":10,"fault":"no loop power",
      "at":"2006-10-27T19:18:14.000Z"}}
      """#)
    #expect(text.contains(second))
  }

  @Test func `a configuration is as wanted when its checksum is`() throws {
    var port = busyPort
    port.board?.configurationCRC = try #require(
      desk.source.settings.shop.boardConfiguration.configurationCRC)
    desk.source.boards.holds([port])
    #expect(try desk.get("/api/v1/boards").text.contains(#""configurationAsWanted":true"#))
  }

  private static let losses: [LinkLoss] = [
    .portClosed, .renewed, .silence, .commandUnanswered, .boardRestarted,
    .refused(.noCommonVersion), .refused(.unknownFeature(4)), .refused(.unanswered),
    .refused(.unheard), .refused(.malformed),
  ]

  @Test func `a port without a session says why, for programs and in both languages`() throws {
    let states: [PortReport.State] =
      [
        .greeting(nil), .leftAlone(.servesNoBooth), .leftAlone(.numberTaken(port: "/dev/ttyX")),
        .leftAlone(.bootIDRepeated), .leftAlone(.tooManyBoards), .suspended, .closed(nil),
        .closed(Words("/dev/ttyUSB0: no está", "/dev/ttyUSB0: no device there")),
      ] + Self.losses.map { .greeting($0) }
    var codes: Set<String> = []
    for state in states {
      desk.source.boards.holds([PortReport(path: "/dev/ttyUSB0", state: state)])
      let (spanish, english) = (
        try desk.get("/api/v1/boards?lang=es").text, try desk.get("/api/v1/boards?lang=en").text
      )
      #expect(english.contains(#""status":"\#(state.code)""#))
      #expect(english.contains(#""statistics":null,"board":null}"#))
      guard let (code, words) = state.reason else {
        #expect(english.contains(#""reason":null,"reasonText":null"#))
        continue
      }
      codes.insert(code)
      #expect(english.contains(#""reason":"\#(code)","reasonText":"\#(words.english)""#))
      #expect(spanish.contains(#""reason":"\#(code)","reasonText":"\#(words.spanish)""#))
    }
    #expect(codes == Set(PortReport.State.reasonCodes))
  }

  @Test func `before the core has told anything there is nothing to say of boards`() throws {
    var early = desk
    early.shop = nil
    #expect(try early.get("/api/v1/boards").status == .serviceUnavailable)
  }

  // MARK: Commands

  @Test func `a command is asked of its board, and is in the journal as it was given`() throws {
    let uid = try #require(BoardUID(Self.uid))
    #expect(
      try asked(commands(#"{"command":"line-test","fields":{"line":"2"}}"#))
        == .command(
          BoardCommand(board: uid, command: .lineTest(line: 1), text: "LINE_TEST line=2")))
    #expect(
      try asked(
        commands(
          #"{"command":"DISPLAY","fields":{"text":"HOLA","row":"2","line":"1"},"force":false}"#,
          board: Self.uid.uppercased()))
        == .command(
          BoardCommand(
            board: uid,
            command: .display(line: 0, row: 1, column: 0, text: "HOLA", clearsRest: false),
            text: "DISPLAY line=1 row=2 text=HOLA")))
    #expect(
      try asked(commands(#"{"command":"RESET","force":true}"#))
        == .command(BoardCommand(board: uid, command: .reset, text: "RESET", isForced: true)))
  }

  @Test(arguments: [
    (#"{}"#, "command: missing"),
    (#"{"command":"JUMP"}"#, #""JUMP\": no such command, expected TONE | CONNECT"#),
    (#"{"command":"LINE_TEST"}"#, "LINE_TEST line: missing, expected 1…32"),
    (#"{"command":"LINE_TEST","fields":{"line":"0"}}"#, #"line: \"0\", expected 1…32"#),
    (#"{"command":"LINE_TEST","fields":{"line":1}}"#, "fields.line: expected a text in quotes"),
    (#"{"command":"LINE_TEST","fields":{"line":"1","row":"1"}}"#, "no such field, expected line"),
    (#"{"command":"LINE_TEST","fields":{"line":"1","line":"2"}}"#, "the key «line» twice"),
    (#"{"command":"RESET","force":"yes"}"#, "force: expected another kind of value"),
  ])
  func `a command that is none is refused by name`(body: String, words: String) throws {
    let response = try desk.now(commands(body))
    #expect(response.status == .badRequest)
    #expect(response.text.contains(words), "\(response.text)")
    #expect(desk.source.boards.asked.isEmpty)
  }

  @Test(arguments: ["ffffffffffffffffffffffff", "board", "0011", "%20"])
  func `a board that is not there is not asked`(board: String) throws {
    let response = try desk.now(commands(#"{"command":"STATISTICS"}"#, board: board))
    #expect(response.status == .notFound)
    #expect(response.text.contains("no_such_board"))
  }

  @Test func `only the owner asks boards and looks on`() throws {
    desk.source.people.holds([maria, pedro])
    let paths = [("GET", "boards"), ("GET", "traffic"), ("POST", "boards/\(Self.uid)/commands")]
    for (method, path) in paths {
      for visitor in [
        Visitor.user(Session(user: pedro, formToken: "f0f0"), address: "192.168.1.20"),
        .stranger(address: "192.168.1.20"),
      ] {
        var other = desk
        other.visitor = visitor
        let body = #"{"command":"STATISTICS"}"#
        let response = try other.now(
          other.answer(
            "\(method) /api/v1/\(path) HTTP/1.1\r\nHost: localhost\r\nX-CSRF-Token: f0f0\r\n"
              + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
          ))
        #expect([.unauthorized, .forbidden].contains(response.status), "\(method) \(path)")
      }
    }
  }

  /// Any user of the box can come over its own network, and is the owner there.
  @Test func `while nobody has a password boards are for programs of the socket`() throws {
    var web = desk
    web.visitor = .unprotected(actor: "web 127.0.0.1")
    for request in [
      "GET /api/v1/traffic", "GET /api/v1/traffic?after=1&wait=10",
      "POST /api/v1/boards/\(Self.uid)/commands",
    ] {
      let body = #"{"command":"RESET","force":true}"#
      let response = try web.now(
        web.answer(
          "\(request) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"))
      #expect(response.status == .conflict, "\(request)")
      #expect(response.text.contains(#""error":"set_up_first""#), "\(request)")
    }
    #expect(try web.get("/api/v1/boards").status == .ok)
    web.source.people.holds([maria])
    web.visitor = .user(Session(user: maria, formToken: "f0f0"), address: "127.0.0.1")
    #expect(try asked(web.answer(get("/traffic"))) == .traffic(TrafficQuery()))
  }

  @Test func `an answer says what the board said, how long it took and how often it was sent`()
    throws
  {
    let path = "/boards/\(Self.uid)/commands"
    let tested = Response(
      result: .done,
      detail: .lineTest(
        LineTestReport(
          isOffHook: true, loopMillivolts: 7200, loopMicroamps: 24_000, fault: .cleared)))
    #expect(
      try response(
        .post, path,
        comesTo: .command(
          CommandReport(
            command: .lineTest(line: 0), response: tested, microseconds: 2140, sendings: 2))
      ).text
        == #"{"command":"LINE_TEST","result":"done","answer":{"hook":"off hook","#
        + #""loopMillivolts":7200,"loopMicroamps":24000,"fault":"cleared"},"#
        + #""microseconds":2140,"sendings":2}"#)
    let refused = CommandReport(
      command: .reset, response: Response(result: .wrongState), microseconds: 9, sendings: 1)
    #expect(
      try response(.post, path, comesTo: .command(refused)).text
        == #"{"command":"RESET","result":"wrong state","answer":{},"microseconds":9,"sendings":1}"#
    )
  }

  @Test(
    arguments: [
      (.daemonDecides(.cut), 409, "«cabinactl cut BOOTH»"),
      (.daemonDecides(.connect), 409, "CONNECT"), (.daemonDecides(.lease), 409, "LEASE"),
      (.daemonDecides(.configure), 409, "cabina.conf"),
      (.boardGone(wasSent: false), 409, "gone; nothing"),
      (.boardBusy, 409, "busy"), (.boardSilent(wasSent: true), 504, "may be done"),
      (.boardSilent(wasSent: false), 504, "ten seconds; nothing was done"),
      (.callBegan(wasSent: false), 409, "Somebody lifted, or a call began; nothing was done"),
      (.lineInCall(3), 409, "Line 3 is in a call"), (.callsOnBoard(2), 409, "(2)"),
      (.lineForHelp(5), 409, "An emergency call is on line 5"),
      (.lineOffHook(3), 409, "lifted on line 3"),
    ] as [(TechnicianRefusal, Int, String)])
  func `a refusal names what is in the way`(
    refusal: TechnicianRefusal, status: Int, words: String
  ) throws {
    let response = try response(
      .post, "/boards/\(Self.uid)/commands", comesTo: .refused(refusal))
    #expect(response.status.rawValue == status)
    #expect(response.text.contains(words), "\(response.text)")
  }

  // MARK: Traffic

  @Test func `traffic is asked for from a place, of a port, with patience`() throws {
    #expect(try asked(desk.answer(get("/traffic"))) == .traffic(TrafficQuery()))
    #expect(
      try asked(desk.answer(get("/traffic?after=17&port=%2Fdev%2FttyUSB0&wait=10")))
        == .traffic(TrafficQuery(after: 17, port: "/dev/ttyUSB0", waitSeconds: 10)))
    for query in [
      "after=-1", "after=x", "wait=11", "wait=1.5", "wait=", "after=99999999999999999999",
    ] {
      let response = try desk.now(desk.answer(get("/traffic?\(query)")))
      #expect(response.status == .badRequest, "\(query)")
    }
  }

  private func get(_ path: String) -> String {
    "GET /api/v1\(path) HTTP/1.1\r\nHost: localhost\r\n\r\n"
  }

  @Test func `too many who wait are told so, in a way that says to ask again`() throws {
    let response = try response(.get, "/traffic", comesTo: .tooManyWaiting)
    #expect(response.status == .serviceUnavailable)
    #expect(response.text.contains(#""error":"too_many_waiting""#))
  }

  @Test func `runs are told with their bytes, and what was lost`() throws {
    let run = TrafficReport.Run(
      number: 5, microseconds: 1_161_980_294_000_123, port: "/dev/ttyUSB0", isFromBoard: true,
      bytes: [0, 0x1A, 0xFF])
    #expect(
      try response(
        .get, "/traffic", comesTo: .traffic(TrafficReport(runs: [run], next: 5, lost: 3))
      ).text
        == #"{"runs":[{"number":5,"time":1161980294000123,"port":"/dev/ttyUSB0","from":"board","#
        + #""bytes":"001AFF"}],"next":5,"lost":3}"#)
    #expect(
      try response(
        .get, "/traffic", comesTo: .traffic(TrafficReport(runs: [], next: 7, lost: nil))
      ).text == #"{"runs":[],"next":7,"lost":null}"#)
  }
}
