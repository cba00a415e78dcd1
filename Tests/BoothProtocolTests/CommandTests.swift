import BoothProtocol
import Testing

struct CommandTests {
  private static let call = CallID(rawValue: 7)
  private static let cut = Command.cut(line: 0, call: call, toneAfter: .busy)

  private static func text(_ text: String, line: Int = 0, row: Int = 0, column: Int = 0) -> Command
  {
    .display(line: line, row: row, column: column, text: text, clearsRest: true)
  }

  private static func lease(_ lines: Int..., milliseconds: Int = 20_000) -> Command {
    .lease(
      lines.map {
        LeaseRenewal(
          line: $0, call: call, leaseMilliseconds: milliseconds, talkLimitMilliseconds: nil)
      })
  }

  private static func done(_ type: MessageType) -> Message {
    .response(to: type, Response(result: .done))
  }

  private static func connected() -> HostBench {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    bench.answerHandshake(nonce: HostBench.nonce, TestBoard.identity())
    return bench
  }

  @Test func `one command is in flight, the next goes when it is answered`() {
    var bench = Self.connected()
    let tones = [Tone.dial, .busy, .silence].map {
      Command.tone(line: 0, tone: $0, milliseconds: 0)
    }
    #expect(
      bench.next(.send(tones[0])) == [
        .sent(.command(tones[0]), sequence: 2, ack: 1, session: 5)
      ])
    #expect(bench.next(.send(tones[1])) == [])
    #expect(bench.next(.send(tones[2])) == [])
    #expect(
      bench.hear(Self.done(.tone), sequence: 2) == [
        .told(.answered(tones[0], Response(result: .done))),
        .sent(.command(tones[1]), sequence: 3, ack: 1, session: 5),
      ])
    let refused = Response(result: .wrongState)
    #expect(
      bench.hear(.response(to: .tone, refused), sequence: 3) == [
        .told(.answered(tones[1], refused)),
        .sent(.command(tones[2]), sequence: 4, ack: 1, session: 5),
      ])
  }

  @Test func `an answer that is not to the command in flight is passed over`() {
    var bench = Self.connected()
    _ = bench.next(.send(.statistics))
    #expect(bench.hear(Self.done(.tone), sequence: 2) == [])
    #expect(bench.hear(.response(to: .statistics, Response(result: .notAble)), sequence: 1) == [])
    #expect(
      bench.hear(.response(to: .statistics, Response(result: .notAble)), sequence: 2).told.count
        == 1)
    #expect(
      bench.hear(.response(to: .statistics, Response(result: .notAble)), sequence: 2) == [])
    #expect(bench.link.statistics.strayFrames == 3)
  }

  @Test func `the sequence numbers go round`() {
    var bench = Self.connected()
    var sequences: [UInt8] = []
    for _ in 0..<260 {
      guard case .sent(_, let sequence, _, _)? = bench.next(.send(Self.cut)).first else { continue }
      sequences.append(sequence)
      _ = bench.hear(Self.done(.cut), sequence: sequence)
    }
    #expect(sequences == (2..<262).map { UInt8(truncatingIfNeeded: $0) })
  }

  @Test func `a command without answer is sent five times, then the session is over`() throws {
    var bench = Self.connected()
    // The survey was answered at once, so that the shortest wait is used.
    _ = bench.next(.send(Self.cut))
    var times: [Int64] = []
    var deeds: [Deed] = []
    while deeds.told.isEmpty, bench.time < 4_900 {
      deeds = bench.atDeadline()
      guard !deeds.commands.isEmpty else { continue }
      #expect(deeds == [.sent(.command(Self.cut), sequence: 2, ack: 1, session: 5)])
      times.append(bench.time)
    }
    #expect(times == [50, 150, 350, 750])
    #expect(bench.time == 1550)
    #expect(deeds.told == [.disconnected(.commandUnanswered)])
    let nonce = try #require(deeds.helloNonce)
    #expect(bench.link.statistics.retransmissions == 4)
    // What waited in the session that was lost is not sent in the next.
    bench.answerHandshake(nonce: nonce, TestBoard.identity(tick: 1550))
    #expect(bench.next(.send(.statistics)).commands == [.statistics])
  }

  @Test func `the wait follows the time that answers take`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    let accepted = HelloAcknowledgement(
      result: .accepted, nonce: HostBench.nonce, identity: TestBoard.identity())
    _ = bench.hear(.helloAcknowledgement(accepted))
    #expect(bench.deadline == 200)
    let reports = [0, 1].map(TestBoard.idleLine)
    _ = bench.hear(
      .response(to: .readLines, Response(result: .done, detail: .lines(first: 0, reports))),
      sequence: 1, at: 100)
    _ = bench.hear(.helloAcknowledgement(accepted))
    #expect(bench.link.statistics.roundTripMicroseconds == 100_000)
    _ = bench.next(.send(Self.cut))
    // 100 ms and four times half of it.
    #expect(bench.deadline == 400)
    // Sent again, it tells nothing of the time: the wait stays doubled.
    _ = bench.at(400, .timer)
    _ = bench.hear(Self.done(.cut), sequence: 2, at: 401)
    #expect(bench.link.statistics.roundTripMicroseconds == 100_000)
    _ = bench.next(.send(Self.cut))
    #expect(bench.link.deadline == bench.now.advanced(byMilliseconds: 599))
  }

  @Test func `a cut does not wait for a display, which is sent again later`() {
    var bench = Self.connected()
    _ = bench.next(.send(Self.text("uno")))
    #expect(
      bench.next(.send(Self.cut)) == [
        .sent(.command(Self.cut), sequence: 3, ack: 1, session: 5)
      ])
    // The answer to what was abandoned comes late, and means nothing.
    #expect(bench.hear(Self.done(.display), sequence: 2) == [])
    #expect(
      bench.hear(Self.done(.cut), sequence: 3) == [
        .told(.answered(Self.cut, Response(result: .done))),
        .sent(.command(Self.text("uno")), sequence: 4, ack: 1, session: 5),
      ])
  }

  @Test func `a display that gave way and is out of date is not sent again`() {
    var bench = Self.connected()
    _ = bench.next(.send(Self.text("uno")))
    _ = bench.next(.send(Self.cut))
    _ = bench.next(.send(Self.text("dos")))
    #expect(bench.hear(Self.done(.cut), sequence: 3).commands == [Self.text("dos")])
    #expect(bench.hear(Self.done(.display), sequence: 4).commands == [])
    // The same when the newer text waits already.
    _ = bench.next(.send(Self.text("tres")))
    _ = bench.next(.send(Self.text("cuatro")))
    _ = bench.next(.send(Self.cut))
    #expect(bench.hear(Self.done(.cut), sequence: 6).commands == [Self.text("cuatro")])
    #expect(bench.hear(Self.done(.display), sequence: 7).commands == [])
  }

  @Test func `a lease gives way too, and is renewed later with what came since`() {
    var bench = Self.connected()
    _ = bench.next(.send(Self.lease(0, 1)))
    #expect(bench.next(.send(Self.cut)).commands == [Self.cut])
    _ = bench.next(.send(Self.lease(1, milliseconds: 500)))
    let expected = Command.lease([
      LeaseRenewal(
        line: 0, call: Self.call, leaseMilliseconds: 20_000, talkLimitMilliseconds: nil),
      LeaseRenewal(line: 1, call: Self.call, leaseMilliseconds: 500, talkLimitMilliseconds: nil),
    ])
    #expect(bench.hear(Self.done(.cut), sequence: 3).commands == [expected])
  }

  @Test func `a display gives way to a lease`() {
    var bench = Self.connected()
    _ = bench.next(.send(Self.text("uno")))
    #expect(bench.next(.send(Self.lease(0))).commands == [Self.lease(0)])
    #expect(bench.next(.send(Self.text("dos", row: 1))).commands == [])
    #expect(bench.hear(Self.done(.lease), sequence: 3).commands == [Self.text("uno")])
  }

  @Test func `a control command in flight gives way to nothing`() {
    var bench = Self.connected()
    _ = bench.next(.send(.lineTest(line: 1)))
    #expect(bench.next(.send(Self.cut)) == [])
  }

  @Test func `what cannot be said is answered at once`() {
    var bench = Self.connected()
    let wrong = Command.lineTest(line: 40)
    #expect(
      bench.next(.send(wrong)) == [.told(.answered(wrong, Response(result: .badField)))])
    let long = Self.text(String(repeating: "a", count: 93))
    #expect(bench.next(.send(long)) == [.told(.answered(long, Response(result: .badField)))])
  }

  @Test(arguments: [Int.max, Int.min, 256, -1])
  func `a text too long for a frame, in a column that cannot be, is refused whole`(column: Int) {
    var bench = Self.connected()
    let wrong = Self.text(String(repeating: "x", count: 200), column: column)
    #expect(
      bench.next(.send(wrong)) == [.told(.answered(wrong, Response(result: .badField)))])
  }

  @Test func `the longest of each command goes out whole`() {
    var bench = Self.connected()
    var configuration = BoardConfiguration(
      flashMinimum: 80, flashMaximum: 700, answerSignals: [.polarityReversal],
      answerDelaySeconds: 0, emergencyNumbers: [])
    configuration.emergencyNumbers = Array(repeating: "123456", count: 12)
    let longest = [
      Command.connect(
        line: 0, call: Self.call, digits: String(repeating: "9", count: 32), grant: .emergency,
        nextEvent: 1),
      .configure(configuration), Self.lease(0, 1, 2, 3, 4, 5, 6, 7),
      Self.text(String(repeating: "ñ", count: 92)),
    ]
    for (index, command) in longest.enumerated() {
      #expect(bench.next(.send(command)).commands == [command])
      let answer = Message.response(to: command.type, Response(result: .notAble))
      #expect(bench.hear(answer, sequence: UInt8(2 + index)).told.count == 1)
    }
  }

  @Test func `a full queue refuses commands with an answer, and sends a cut all the same`() {
    var bench = Self.connected()
    for _ in 0...128 {
      #expect(bench.next(.send(.ring(line: 0, on: true, milliseconds: 1))).told == [])
    }
    let late = Command.ring(line: 1, on: true, milliseconds: 1)
    #expect(bench.next(.send(late)) == [.told(.answered(late, Response(result: .notAble)))])
    // The cut of another line goes first; what it pushed out is answered.
    let cut = Command.cut(line: 1, call: Self.call, toneAfter: .silence)
    #expect(
      bench.next(.send(cut)).told == [
        .answered(.ring(line: 0, on: true, milliseconds: 1), Response(result: .notAble))
      ])
    #expect(bench.hear(Self.done(.ring), sequence: 2).commands == [cut])
  }

  @Test func `texts beyond the limit of the queue are refused, the oldest first`() {
    var bench = Self.connected()
    _ = bench.next(.send(Self.cut))
    for place in 0..<1024 {
      let text = Self.text("x", line: place / 64, column: place % 64)
      #expect(bench.next(.send(text)).told.isEmpty)
    }
    for column in 0..<2 {
      #expect(
        bench.next(.send(Self.text("x", line: 31, column: column))).told == [
          .answered(Self.text("x", line: 0, column: column), Response(result: .notAble))
        ])
    }
    #expect(bench.link.statistics.displaysDropped == 2)
    #expect(
      bench.hear(Self.done(.cut), sequence: 2).commands == [Self.text("x", column: 2)])
    #expect(bench.at(5000, .timer).told == [.disconnected(.silence)])
    #expect(bench.link.statistics.displaysDropped == 2)
  }
}
