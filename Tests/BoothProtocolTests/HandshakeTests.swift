import BoothProtocol
import Testing

struct HandshakeTests {
  static func accept(
    _ identity: BoardIdentity = TestBoard.identity(), nonce: UInt32 = HostBench.nonce,
    version: UInt8 = 1, features: UInt32 = 0, payloadLimit: Int = 96
  ) -> Message {
    .helloAcknowledgement(
      HelloAcknowledgement(
        result: .accepted, version: version, nonce: nonce, identity: identity,
        incompatibleFeatures: features, payloadLimit: payloadLimit))
  }

  static func lines(_ range: Range<Int>) -> Message {
    .response(
      to: .readLines,
      Response(
        result: .done,
        detail: .lines(first: range.lowerBound, range.map(TestBoard.idleLine))))
  }

  static let announcement = Message.announce(
    Announcement(uid: TestBoard.uid, bootID: 77, resetCause: .watchdog))

  @Test func `the first bytes on the wire are a zero and a HELLO`() throws {
    var link = HostLink()
    let effects = link.handle(.opened(nonce: 0xDEAD_BEEF), at: HostBench.start)
    #expect(
      effects == [
        .write(bytes("00 02 20 01 01 08 01 01 01 ef be ad de 01 01 01 05 ce 3c 32 e1 00"))
      ])
  }

  @Test func `a session comes up when the board has accepted and told its lines`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    #expect(
      bench.hear(Self.accept(TestBoard.identity(oldest: 9, next: 9)), at: 6) == [
        .sent(.ping(stamp: 1_000_006), ack: 9, session: 5),
        .sent(.command(.readLines(first: 0)), sequence: 1, ack: 9, session: 5),
      ])
    #expect(
      bench.hear(Self.lines(0..<2), sequence: 1, at: 10) == [
        .sent(.hello(Hello(nonce: HostBench.nonce)))
      ])
    #expect(
      bench.hear(Self.accept(TestBoard.identity(oldest: 9, next: 9)), at: 16) == [
        .told(
          .connected(
            TestBoard.identity(oldest: 9, next: 9), [0, 1].map(TestBoard.idleLine))),
        .told(
          .clock(
            BoardClock(
              tick: BoardTick(milliseconds: 0), moment: Moment(milliseconds: 1_000_003),
              driftPartsPerBillion: 0))),
        .told(.caughtUp),
      ])
    #expect(bench.link.statistics.sessions == 1)
  }

  @Test func `what happened while the lines were read is caught up with first`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept(TestBoard.identity(oldest: 1, next: 1)))
    // A call ends now: the report has it no more, and the log does not have its end yet.
    let end = TestBoard.offHook(1)
    #expect(bench.hear(end).told.isEmpty)
    _ = bench.hear(Self.lines(0..<2), sequence: 1)
    let deeds = bench.hear(Self.accept(TestBoard.identity(oldest: 1, next: 2)))
    #expect(
      deeds.told.contains(
        .connected(TestBoard.identity(oldest: 1, next: 2), [0, 1].map(TestBoard.idleLine))))
    #expect(!deeds.told.contains(.caughtUp))
    #expect(bench.hear(end).told == [.event(end), .caughtUp])
  }

  @Test func `where the log stands is asked until it is said`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept(TestBoard.identity()))
    _ = bench.hear(Self.lines(0..<2), sequence: 1)
    #expect(bench.at(500, .timer).helloNonce == HostBench.nonce)
    #expect(bench.at(1000, .timer).helloNonce == HostBench.nonce)
    // An answer of another session, or to another HELLO, is none.
    #expect(bench.hear(Self.accept(nonce: 7)).told.isEmpty)
    #expect(
      bench.hear(Self.accept(TestBoard.identity(oldest: 1, next: 0))).told == [
        .disconnected(.refused(.malformed))
      ])
  }

  @Test func `a board that never says where its log stands is left alone`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept(TestBoard.identity()))
    _ = bench.hear(Self.lines(0..<2), sequence: 1)
    var told: [HostLink.Effect] = []
    for second in 1...16 {
      let time = Int64(second) * 1000
      told += bench.at(time, .timer).told
      #expect(bench.deadline.map { $0 > time } == true)
      let pong = Pong(
        stamp: UInt32(1_000_000 + time), tick: BoardTick(milliseconds: time), ringUsed: 0)
      told += bench.hear(.pong(pong), at: time).told
    }
    #expect(told == [.disconnected(.refused(.malformed))])
  }

  @Test func `a board that restarted while its lines were read is greeted anew`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept(TestBoard.identity()))
    _ = bench.hear(Self.lines(0..<2), sequence: 1)
    let deeds = bench.hear(Self.accept(TestBoard.identity(bootID: 3))) + bench.atDeadline()
    #expect(deeds.told.isEmpty)
    #expect(bench.time == 500)
    #expect(deeds.helloNonce != HostBench.nonce)
    #expect(deeds.helloNonce != nil)
  }

  @Test func `as many READ_LINES are sent as it takes`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    #expect(
      bench.hear(Self.accept(TestBoard.identity(lines: 16))).commands == [.readLines(first: 0)])
    #expect(bench.hear(Self.lines(0..<7), sequence: 1).commands == [.readLines(first: 7)])
    #expect(bench.hear(Self.lines(7..<14), sequence: 2).commands == [.readLines(first: 14)])
    #expect(
      bench.hear(Self.lines(14..<16), sequence: 3).helloNonce == HostBench.nonce)
    let deeds = bench.hear(Self.accept(TestBoard.identity(lines: 16)))
    #expect(
      deeds.told.first
        == .connected(TestBoard.identity(lines: 16), (0..<16).map(TestBoard.idleLine)))
  }

  @Test func `HELLO is repeated with the same nonce, at first often and then less so`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    var times: [Int64] = []
    for _ in 0..<14 {
      #expect(bench.atDeadline().helloNonce == HostBench.nonce)
      times.append(bench.time)
    }
    #expect(times[..<10] == [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 4500, 5000])
    #expect(times[10...] == [6000, 8000, 10000, 12000])
  }

  @Test func `an answer to another nonce is passed over`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    #expect(bench.hear(Self.accept(nonce: HostBench.nonce + 1)) == [])
    #expect(bench.link.statistics.strayFrames == 1)
    #expect(bench.deadline == 500)
  }

  @Test func `a board that announces itself in a session has restarted`() throws {
    var bench = HostBench()
    bench.connect()
    var nonces = [HostBench.nonce]
    for round in 1...3 {
      let deeds = bench.hear(Self.announcement, session: 0, at: Int64(round) * 500)
      #expect(deeds.first == .told(.disconnected(.boardRestarted)))
      let nonce = try #require(deeds.helloNonce)
      #expect(!nonces.contains(nonce))
      nonces.append(nonce)
      bench.answerHandshake(nonce: nonce, TestBoard.identity())
    }
    #expect(bench.link.statistics.sessions == 4)
  }

  @Test func `five seconds of silence end a session, and the board is greeted again`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.hear(
      .pong(Pong(stamp: 1, tick: BoardTick(milliseconds: 0), ringUsed: 0)), at: 700)
    var deeds: [Deed] = []
    while deeds.told.isEmpty, bench.time < 10_000 { deeds = bench.atDeadline() }
    #expect(bench.time == 5700)
    #expect(deeds.told == [.disconnected(.silence)])
    #expect(deeds.helloNonce != nil)
    #expect(bench.deadline == 6200)
  }

  @Test func `what another session left on the line is no sign of life`() {
    var bench = HostBench()
    bench.connect()
    let pong = Message.pong(Pong(stamp: 1, tick: BoardTick(milliseconds: 0), ringUsed: 0))
    #expect(bench.hear(pong, session: 4, at: 4999) == [])
    #expect(bench.at(5000, .timer).told == [.disconnected(.silence)])
    #expect(bench.link.statistics.strayFrames == 1)
  }

  @Test func `a PING goes out each second of a session`() {
    var bench = HostBench()
    bench.connect()
    var pings: [Int64] = []
    for _ in 0..<4 {
      for deed in bench.atDeadline() {
        guard case .sent(.ping(let stamp), _, _, _) = deed else { continue }
        pings.append(bench.time)
        #expect(stamp == UInt32(1_000_000 + bench.time))
      }
    }
    #expect(pings == [1000, 2000, 3000, 4000])
  }

  @Test func `a port that goes ends the session, and nothing more is sent`() {
    var bench = HostBench()
    bench.connect()
    #expect(bench.at(10, .closed) == [.told(.disconnected(.portClosed))])
    #expect(bench.deadline == nil)
    #expect(bench.at(20, .timer) == [])
    #expect(bench.at(30, .send(.statistics)) == [])
    #expect(bench.hear(Self.announcement, session: 0, at: 40) == [])
    #expect(bench.at(50, .closed) == [])
    #expect(bench.at(60, .opened(nonce: 9)).helloNonce == 9)
  }

  @Test func `half a frame from before the port was closed spoils nothing after it`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.at(10, .received(Array(bench.wire(Self.lines(0..<2)).dropLast(3))))
    _ = bench.at(20, .closed)
    _ = bench.at(30, .opened(nonce: 9))
    #expect(bench.hear(Self.accept(nonce: 9)).commands == [.readLines(first: 0)])
  }

  @Test func `a port that is opened twice ends the session between`() {
    var bench = HostBench()
    bench.connect()
    let deeds = bench.at(10, .opened(nonce: 9))
    #expect(deeds.first == .told(.disconnected(.portClosed)))
    #expect(deeds.helloNonce == 9)
  }

  @Test func `a zero goes before a frame when the line was idle, and only then`() throws {
    var bench = HostBench()
    bench.connect()
    func stream(at time: Int64, _ link: inout HostLink) throws -> [UInt8] {
      let effects = link.handle(
        .send(.tone(line: 0, tone: .dial, milliseconds: 0)),
        at: HostBench.start.advanced(byMilliseconds: time))
      guard case .write(let stream)? = effects.first else { return [] }
      return stream
    }
    var soon = bench.link
    #expect(try stream(at: 9, &soon).first != 0)
    #expect(try stream(at: 10, &bench.link).first == 0)
  }
}
