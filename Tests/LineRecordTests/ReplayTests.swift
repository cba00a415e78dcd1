import BoothProtocol
import LineRecord
import Testing

@Suite struct `A board made of a recording` {
  private static func twoCalls() throws -> Tape {
    var tape = Tape()
    try tape.handshake()
    try tape.event(1, tick: 10, .boot(.powerOn))
    try tape.call(line: 0, id: 5, first: 2, tick: 3_000)
    try tape.call(line: 1, id: 6, first: 8, tick: 80_000)
    return tape
  }

  /// The tape's second call with the host's own number of it.
  private static func expectTwoCalls(_ bench: ReplayBench) {
    #expect(bench.events.map(\.event.number) == Array(1...13))
    let calls = bench.events.compactMap { entry -> String? in
      switch entry.event.kind {
      case .seized(let line, let call, _, _):
        "seized \(line) \(call) \(entry.event.tick.milliseconds)"
      case .answered(let line, let call, _):
        "answered \(line) \(call) \(entry.event.tick.milliseconds)"
      case .released(let line, let call, .callerHungUp, _):
        "released \(line) \(call) \(entry.event.tick.milliseconds)"
      default: nil
      }
    }
    #expect(
      calls == [
        "seized 0 900 4000", "answered 0 900 5000", "released 0 900 73001", "seized 1 901 81000",
        "answered 1 901 82000", "released 1 901 150001",
      ])
  }

  @Test func `tells at full speed what was recorded, under the host's numbers of the calls`()
    throws
  {
    var bench = ReplayBench(ReplayBoard(try Self.twoCalls().script(), pace: .full))
    bench.open()
    bench.run(milliseconds: 60_000)
    #expect(bench.end == .told(events: 13))
    Self.expectTwoCalls(bench)
    #expect(bench.now.milliseconds < 1_000)
    let identity = try #require(
      bench.effects.compactMap { effect -> BoardIdentity? in
        if case .connected(let identity, _) = effect { identity } else { nil }
      }.first)
    #expect(identity.uid == Tape.uid)
    #expect(identity.bootID == 17)
    #expect(identity.firmware.description == "1.2.3")
    // Its clock stands at the end of what it tells.
    #expect(identity.tick.milliseconds == 150_001)
  }

  @Test func `tells each event when its own clock comes to it`() throws {
    var bench = ReplayBench(ReplayBoard(try Self.twoCalls().script(), pace: .recorded))
    bench.run(milliseconds: 2_000)
    bench.open()
    bench.run(milliseconds: 200_000)
    #expect(bench.end == .told(events: 13))
    Self.expectTwoCalls(bench)
    for (at, event) in bench.events.dropFirst() {
      // The clock begins at the handshake's 1000 when the host comes, after 2000 ms.
      #expect((0...2).contains(at - (event.tick.milliseconds - 1_000 + 2_000)))
    }
    #expect(!bench.effects.contains { if case .disconnected = $0 { true } else { false } })
    let pong = bench.frames.last { $0.kind == .pong }
    #expect(pong != nil)
  }

  @Test(arguments: 1...20)
  func `gets everything through a line that loses bytes`(seed: UInt64) throws {
    var bench = ReplayBench(ReplayBoard(try Self.twoCalls().script(), pace: .full))
    bench.lossPermille = Int(seed)
    bench.open(nonce: UInt32(seed))
    bench.run(milliseconds: 300_000)
    #expect(bench.end == .told(events: 13))
    var told: [UInt32] = []
    for entry in bench.events where !told.contains(entry.event.number) {
      told.append(entry.event.number)
    }
    #expect(told == Array(1...13))
  }

  @Test func `sends what is not acknowledged again, after 250 ms and then each time later`() throws
  {
    var tape = Tape()
    try tape.handshake()
    for number in 1...20 {
      try tape.event(UInt32(number), tick: 10, .power(state: .good, millivolts: 12_000))
    }
    var bench = ReplayBench(ReplayBoard(try tape.script(), pace: .full))
    bench.acknowledges = false
    bench.open()
    bench.run(milliseconds: 5_000)
    let events = bench.frames.filter { $0.kind == .event }.map(\.sequence)
    // Eight on the way, at 0, 250, 750, 1750 and 3750 ms.
    // The host answers at once here, so what the board says first may come in after its answer.
    #expect(events.prefix(8).sorted() == Array(1...8))
    #expect(
      Array(events.dropFirst(8)) == Array(repeating: Array(1...8), count: 4).flatMap { $0 })
    #expect(bench.end == nil)
  }

  @Test func `waits for the host to make a call, and gives up after half a minute`() throws {
    var bench = ReplayBench(ReplayBoard(try Self.twoCalls().script(), pace: .full))
    bench.nextCall = nil
    bench.open()
    bench.run(milliseconds: 20_000)
    #expect(bench.events.last?.event.number == 3)
    let grant = TalkGrant.leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
    // Nobody is off-hook on line 1, and line 0 has a call by the time of the last.
    for (line, call) in [(1, 41), (0, 42), (0, 43)] as [(Int, UInt32)] {
      bench.send(
        .connect(
          line: line, call: CallID(rawValue: call), digits: "1", grant: grant, nextEvent: .max))
      bench.run(milliseconds: 10)
    }
    let results = bench.effects.compactMap { effect -> CommandResult? in
      if case .answered(_, let response) = effect { response.result } else { nil }
    }
    #expect(results == [.wrongState, .done, .wrongState])
    // The other call's digits have come, and nobody calls.
    #expect(bench.events.last?.event.number == 9)
    bench.run(milliseconds: 40_000)
    #expect(bench.end == .stuck(event: 10, line: 1))
    #expect(bench.board.acknowledgedCount == 9)
    #expect((50_000...50_100).contains(bench.now.milliseconds))
  }

  @Test func `waits for a call that the board refused, so that the next is the next`() throws {
    var tape = Tape()
    try tape.handshake()
    try tape.event(1, tick: 10, .boot(.powerOn))
    try tape.event(2, tick: 2_000, .offHook(line: 0))
    try tape.event(3, tick: 2_500, .digit(line: 0, digit: UInt8(ascii: "1"), method: .dtmf))
    try tape.connect(line: 0, call: 4, .eventRingFull)
    try tape.event(4, tick: 5_000, .onHook(line: 0))
    try tape.call(line: 0, id: 5, first: 5, tick: 8_000)
    var bench = ReplayBench(ReplayBoard(try tape.script(), pace: .full))
    bench.callDelay = 40
    bench.open()
    bench.run(milliseconds: 30_000)
    #expect(bench.end == .told(events: 10))
    let results = bench.effects.compactMap { effect -> CommandResult? in
      if case .answered(_, let response) = effect { response.result } else { nil }
    }
    #expect(results == [.eventRingFull, .done])
    let toldBefore = bench.effects.prefix { if case .answered = $0 { false } else { true } }
    #expect(
      toldBefore.contains { if case .event(let event) = $0 { event.number == 3 } else { false } })
    #expect(
      !toldBefore.contains { if case .event(let event) = $0 { event.number == 4 } else { false } })
    #expect(
      bench.events.contains {
        $0.event.kind == .seized(line: 0, call: CallID(rawValue: 901), trunk: 0, digits: "")
      })
  }

  @Test func `answers the host's commands as they were answered`() throws {
    var tape = Tape()
    try tape.handshake(next: 1)
    try tape.event(1, tick: 1_001, .offHook(line: 0))
    try tape.add(.command(.tone(line: 0, tone: .dial, milliseconds: 0)), sequence: 2)
    try tape.add(.response(to: .tone, Response(result: .wrongState)), sequence: 2)
    try tape.add(.response(to: .display, Response(result: .notAble)), sequence: 3)
    try tape.add(.response(to: .display, Response(result: .done)), sequence: 4)
    let test = LineTestReport(
      isOffHook: true, loopMillivolts: 8_200, loopMicroamps: 23_500, fault: .cleared)
    try tape.add(
      .response(to: .lineTest, Response(result: .done, detail: .lineTest(test))), sequence: 5)
    try tape.connect(line: 0, call: 5, .eventRingFull)
    try tape.event(2, tick: 900_000, .onHook(line: 0))
    var bench = ReplayBench(ReplayBoard(try tape.script(), pace: .recorded))
    bench.acknowledges = false
    bench.open()
    bench.run(milliseconds: 50)
    let configuration = BoardConfiguration(
      flashMinimum: 80, flashMaximum: 700, answerSignals: [.polarityReversal],
      answerDelaySeconds: 0, emergencyNumbers: ["133"])
    let grant = TalkGrant.leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
    let connect = Command.connect(
      line: 0, call: CallID(rawValue: 9), digits: "1", grant: grant, nextEvent: .max)
    let display = Command.display(line: 0, row: 0, column: 0, text: "HOLA", clearsRest: true)
    let commands: [(Command, Response)] = [
      (.tone(line: 1, tone: .busy, milliseconds: 0), Response(result: .wrongState)),
      (display, Response(result: .done)),
      (.lineTest(line: 0), Response(result: .done, detail: .lineTest(test))),
      (connect, Response(result: .eventRingFull)),
      (.statistics, Response(result: .notAble)),
      (.cut(line: 0, call: CallID(rawValue: 9), toneAfter: .busy), Response(result: .done)),
      (
        .configure(configuration),
        Response(
          result: .done,
          detail: .configured(crc: try #require(configuration.configurationCRC)))
      ),
    ]
    for (command, response) in commands {
      bench.send(command)
      bench.run(milliseconds: 20)
      #expect(
        bench.effects.last { if case .answered = $0 { true } else { false } }
          == .answered(command, response))
    }
  }

  @Test func `answers more commands than there are numbers for them`() throws {
    var tape = Tape()
    try tape.handshake(next: 1)
    try tape.event(1, tick: 900_000, .onHook(line: 0))
    var bench = ReplayBench(ReplayBoard(try tape.script(), pace: .recorded))
    bench.open()
    bench.run(milliseconds: 50)
    for _ in 0..<600 {
      bench.send(.tone(line: 0, tone: .dial, milliseconds: 0))
      bench.run(milliseconds: 2)
    }
    #expect(bench.effects.count { if case .answered = $0 { true } else { false } } == 600)
    #expect(!bench.effects.contains { if case .disconnected = $0 { true } else { false } })
  }

  @Test func `shows a host that comes anew the lines as they are by now`() throws {
    var tape = Tape()
    try tape.handshake(next: 1)
    try tape.call(line: 1, id: 5, first: 1, tick: 2_000)
    var bench = ReplayBench(ReplayBoard(try tape.script(), pace: .recorded))
    bench.open()
    bench.run(milliseconds: 10_000)
    bench.open(nonce: 4242)
    bench.run(milliseconds: 100)
    let surveys = bench.effects.compactMap { effect -> [LineReport]? in
      if case .connected(_, let lines) = effect { lines } else { nil }
    }
    #expect(surveys.count == 2)
    let line = try #require(surveys.last?.last)
    #expect(line.state == .talking)
    #expect(line.call == CallID(rawValue: 900))
    #expect(line.answeredTick == BoardTick(milliseconds: 4_000))
    #expect(surveys.first?.last?.state == .onHook)
  }

  @Test func `boots again where the recorded board did`() throws {
    var tape = Tape()
    try tape.handshake()
    try tape.event(1, tick: 10, .boot(.powerOn))
    try tape.call(line: 0, id: 5, first: 2, tick: 3_000)
    try tape.handshake(bootID: 18, tick: 400)
    try tape.event(1, tick: 5, .boot(.watchdog))
    try tape.call(line: 0, id: 6, first: 2, tick: 1_000)
    for firstBootID in [nil, 40] as [UInt32?] {
      let board = ReplayBoard(try tape.script(), pace: .full, firstBootID: firstBootID)
      var bench = ReplayBench(board)
      bench.open()
      bench.run(milliseconds: 30_000)
      #expect(bench.end == .told(events: 14))
      let boots = bench.effects.compactMap { effect -> UInt32? in
        if case .connected(let identity, _) = effect { identity.bootID } else { nil }
      }
      #expect(boots == (firstBootID.map { [$0, $0 + 1] } ?? [17, 18]))
      #expect(bench.events.map(\.event.number) == Array(1...7) + Array(1...7))
    }
  }

  @Test func `gives a silent host up, and wakes for nothing but to announce itself`() throws {
    var board = ReplayBoard(try Self.twoCalls().script(), pace: .recorded)
    _ = board.handle(.timer, at: Moment(milliseconds: 0))
    let hello = try Message.hello(Hello(nonce: 1)).frame().encoded()
    _ = board.handle(.received(hello), at: Moment(milliseconds: 10))
    var announcements: [Int64] = []
    var wakes = 0
    var now = Moment(milliseconds: 10)
    while let deadline = board.deadline, deadline.milliseconds < 12_000 {
      now = max(now, deadline)
      wakes += 1
      for effect in board.handle(.timer, at: now) {
        guard case .write(let bytes) = effect,
          let frame = try? Frame(encoded: Array(bytes.drop { $0 == 0 }.dropLast())),
          frame.type == MessageType.announce.rawValue
        else { continue }
        announcements.append(now.milliseconds)
      }
    }
    #expect(announcements == [5_010, 6_010, 7_010, 8_010, 9_010, 10_010, 11_010])
    #expect(wakes < 30)
  }

  @Test func `refuses a host that it has no language with`() throws {
    let script = try Self.twoCalls().script()
    let now = Moment(milliseconds: 0)
    let cases: [(Hello, HelloAcknowledgement.Result)] = [
      (Hello(minimumVersion: 2, maximumVersion: 3, nonce: 1), .noCommonVersion),
      (Hello(nonce: 1, incompatibleFeatures: 4), .unknownFeature),
      (Hello(minimumVersion: 0, maximumVersion: 9, nonce: 1), .accepted),
    ]
    for (hello, result) in cases {
      var board = ReplayBoard(script, pace: .full)
      _ = board.handle(.timer, at: now)
      let effects = board.handle(
        .received(try Message.hello(hello).frame().encoded()), at: now)
      guard case .write(let bytes)? = effects.first else {
        Issue.record("no answer")
        continue
      }
      let frame = try Frame(encoded: Array(bytes.drop { $0 == 0 }.dropLast()))
      guard case .helloAcknowledgement(let acknowledgement) = try Message(frame) else {
        Issue.record("no HELLO_ACK")
        continue
      }
      #expect(acknowledgement.result == result)
      #expect(acknowledgement.nonce == 1)
      #expect((frame.session == 0) == (result != .accepted))
    }
  }

  @Test func `passes over a handshake that the recording ends in`() throws {
    var tape = Tape()
    try tape.handshake()
    try tape.event(1, tick: 10, .boot(.powerOn))
    let whole = tape.recording
    try tape.handshake(bootID: 18)
    var cut = LineRecording()
    cut.lines = whole.lines
    cut.records = Array(tape.recording.records.prefix(whole.records.count + 1))
    #expect(try ReplayScript(cut).boots.count == 1)
    #expect(try tape.script().boots.count == 2)
  }

  @Test func `leaves out what came after an event that is not in the recording`() throws {
    var tape = Tape()
    try tape.handshake()
    for number in [1, 3, 2, 2, 5, 6] as [UInt32] {
      try tape.event(number, tick: 10, .flash(line: 0))
    }
    let script = try tape.script()
    #expect(script.boots[0].events.map(\.number) == [1, 2, 3])
    #expect(script.untellableCount == 2)
  }

  @Test func `is not made of what has no beginning, no lines or two boards`() throws {
    var tape = Tape()
    #expect(throws: ReplayFault.noHandshake) { try tape.script() }
    try tape.event(1, tick: 10, .boot(.powerOn))
    #expect(throws: ReplayFault.noHandshake) { try tape.script() }
    try tape.handshake()
    var other = tape
    let uid = try #require(BoardUID("000000000000000000000001"))
    try other.handshake(uid: uid)
    #expect(throws: ReplayFault.severalBoards(try #require(Tape.uid), uid)) { try other.script() }
    var short = LineRecording()
    short.lines = tape.recording.lines
    short.records = tape.recording.records.dropLast()
    #expect(throws: ReplayFault.noSurvey(bootID: 17)) { try ReplayScript(short) }
  }
}
