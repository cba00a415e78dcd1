import BoothProtocol
import Testing

@Suite struct `A technician's command` {
  private static let cut = Command.cut(line: 0, call: CallID(rawValue: 7), toneAfter: .busy)
  private static let text = Command.display(
    line: 0, row: 0, column: 0, text: "uno", clearsRest: true)
  private static let lease = Command.lease([
    LeaseRenewal(
      line: 0, call: CallID(rawValue: 7), leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
  ])
  private static let test = Command.lineTest(line: 2)
  private static let tested = Response(
    result: .done,
    detail: .lineTest(
      LineTestReport(
        isOffHook: false, loopMillivolts: 48_000, loopMicroamps: 0, fault: .cleared)))

  private static func done(_ type: MessageType) -> Message {
    .response(to: type, Response(result: .done))
  }

  private static func connected() -> HostBench {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    bench.answerHandshake(nonce: HostBench.nonce, TestBoard.identity())
    return bench
  }

  @Test func `is answered by its number, and nobody else hears of it`() {
    var bench = Self.connected()
    #expect(
      bench.next(.ask(9, Self.test)) == [
        .sent(.command(Self.test), sequence: 2, ack: 1, session: 5), .told(.asked(9)),
      ])
    #expect(
      bench.hear(.response(to: .lineTest, Self.tested), sequence: 2)
        == [.told(.told(9, Self.tested))])
  }

  @Test func `waits for control and leases, and goes before displays`() {
    var bench = Self.connected()
    let tone = Command.tone(line: 0, tone: .dial, milliseconds: 0)
    _ = bench.next(.send(tone))
    _ = bench.next(.ask(9, Self.test))
    _ = bench.next(.send(Self.text))
    _ = bench.next(.send(Self.lease))
    #expect(bench.hear(Self.done(.tone), sequence: 2).commands == [Self.lease])
    #expect(bench.hear(Self.done(.lease), sequence: 3).commands == [Self.test])
    #expect(
      bench.hear(.response(to: .lineTest, Self.tested), sequence: 4).commands == [Self.text])
    #expect(bench.hear(Self.done(.display), sequence: 5).commands == [])
  }

  @Test func `keeps no cut and no lease waiting, and is sent again behind them`() {
    var bench = Self.connected()
    for urgent in [Self.cut, Self.lease] {
      var sequence = bench.sequence(of: bench.next(.ask(9, Self.test)))
      #expect(bench.next(.send(urgent)).commands == [urgent])
      // The answer to what was abandoned comes late, and means nothing.
      #expect(bench.hear(.response(to: .lineTest, Self.tested), sequence: sequence) == [])
      sequence += 1
      let again = bench.hear(Self.done(urgent.type), sequence: sequence)
      #expect(again.commands == [Self.test])
      #expect(again.last == .told(.asked(9)))
      #expect(
        bench.hear(.response(to: .lineTest, Self.tested), sequence: sequence + 1)
          == [.told(.told(9, Self.tested))])
    }
  }

  private static let connect = Command.connect(
    line: 2, call: CallID(rawValue: 8), digits: "1006",
    grant: .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil), nextEvent: 1)

  @Test func `does not come behind a call and end or disturb it`() {
    let disturbing: [Command] = [
      .reset, .lineTest(line: 2), .tone(line: 2, tone: .busy, milliseconds: 0),
      .ring(line: 2, on: true, milliseconds: 0),
      .display(line: 2, row: 0, column: 0, text: "x", clearsRest: true),
    ]
    for asked in disturbing {
      // It waits behind another one of control.
      var bench = Self.connected()
      _ = bench.next(.send(.tone(line: 0, tone: .dial, milliseconds: 0)))
      _ = bench.next(.ask(9, asked))
      #expect(bench.next(.send(Self.connect)) == [.told(.withdrawn(9))])
      #expect(bench.hear(Self.done(.tone), sequence: 2).commands == [Self.connect])
      #expect(bench.hear(Self.done(.connect), sequence: 3).commands == [])
      // It is on its way, or was lost: the call goes out at once, and it not again.
      bench = Self.connected()
      _ = bench.next(.ask(9, asked))
      let deeds = bench.next(.send(Self.connect))
      #expect(deeds.first == .told(.withdrawn(9)) && deeds.commands == [Self.connect])
      #expect(bench.hear(Self.done(asked.type), sequence: 2) == [])
      #expect(bench.hear(Self.done(.connect), sequence: 3).commands == [])
    }
    let harmless: [Command] = [
      .lineTest(line: 1), .tone(line: 0, tone: .busy, milliseconds: 0), .statistics,
      .readLines(first: 0), Self.text,
    ]
    for asked in harmless {
      var bench = Self.connected()
      _ = bench.next(.ask(9, asked))
      #expect(bench.next(.send(Self.connect)).commands == [Self.connect])
      #expect(bench.hear(Self.done(.connect), sequence: 3).commands == [asked])
    }
  }

  @Test func `to restart is taken back when somebody lifts`() {
    var bench = Self.connected()
    _ = bench.next(.ask(9, .reset))
    // It may be lost: it is not sent again.
    let deeds = bench.hear(
      .event(
        BoardEvent(number: 1, tick: BoardTick(milliseconds: 1_000), kind: .offHook(line: 1))))
    #expect(deeds.contains(.told(.withdrawn(9))), "\(deeds)")
    #expect(bench.at(400, .timer).commands == [])
    #expect(bench.next(.ask(10, .statistics)).commands == [.statistics])
  }

  @Test func `that nobody waits for any more is not sent, or not again`() {
    var bench = Self.connected()
    _ = bench.next(.send(.tone(line: 0, tone: .dial, milliseconds: 0)))
    _ = bench.next(.ask(9, Self.test))
    #expect(bench.next(.withdraw(8)) == [])
    #expect(bench.next(.withdraw(9)) == [])
    #expect(bench.hear(Self.done(.tone), sequence: 2).commands == [])
    _ = bench.next(.ask(10, Self.test))
    #expect(bench.next(.withdraw(10)) == [])
    #expect(bench.at(300, .timer).commands == [])
    // The link is free for the next, and what comes late means nothing.
    #expect(bench.next(.ask(11, .statistics)).commands == [.statistics])
    #expect(bench.hear(.response(to: .lineTest, Self.tested), sequence: 3) == [])
  }

  @Test func `that was lost is sent again, as often as any`() {
    var bench = Self.connected()
    _ = bench.next(.ask(9, Self.test))
    #expect(
      bench.at(200, .timer) == [
        .sent(.command(Self.test), sequence: 2, ack: 1, session: 5), .told(.asked(9)),
      ])
    #expect(
      bench.hear(.response(to: .lineTest, Self.tested), sequence: 2)
        == [.told(.told(9, Self.tested))])
  }

  @Test func `gives its place to a newer one`() {
    var bench = Self.connected()
    _ = bench.next(.send(.tone(line: 0, tone: .dial, milliseconds: 0)))
    _ = bench.next(.ask(9, Self.test))
    _ = bench.next(.ask(10, .readLines(first: 0)))
    #expect(
      bench.hear(Self.done(.tone), sequence: 2).commands == [.readLines(first: 0)])
    // In flight, given up by who asked, and abandoned: the one that waits is the one that is wanted.
    #expect(bench.next(.ask(11, Self.test)) == [])
    #expect(bench.next(.send(Self.cut)).commands == [Self.cut])
    #expect(bench.hear(Self.done(.cut), sequence: 4).commands == [Self.test])
  }

  @Test func `with no place on the wire is answered at once, without a session not at all`() {
    var bench = Self.connected()
    #expect(
      bench.next(.ask(9, .lineTest(line: 99)))
        == [.told(.told(9, Response(result: .badField)))])
    var early = HostBench()
    _ = early.at(0, .opened(nonce: HostBench.nonce))
    #expect(early.next(.ask(9, Self.test)) == [])
  }
}

extension HostBench {
  fileprivate func sequence(of deeds: [Deed]) -> UInt8 {
    guard case .sent(_, let sequence, _, _)? = deeds.first else { return 0 }
    return sequence
  }
}
