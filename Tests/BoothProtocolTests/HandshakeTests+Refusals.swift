import BoothProtocol
import Testing

/// Boards that cannot be talked to, or do not keep to what they say.
extension HandshakeTests {
  @Test func `a board that announces itself is greeted at once, but not more than twice a second`()
  {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    for _ in 0..<11 { _ = bench.atDeadline() }
    #expect(bench.time == 6000)
    #expect(bench.hear(Self.announcement, session: 0, at: 6400) == [])
    #expect(bench.hear(Self.announcement, session: 0, at: 6900).helloNonce == HostBench.nonce)
  }

  @Test(arguments: [
    (
      Message.helloAcknowledgement(
        HelloAcknowledgement(
          result: .noCommonVersion, nonce: HostBench.nonce, identity: TestBoard.identity())),
      UInt8(0), LinkLoss.Refusal.noCommonVersion
    ),
    (
      .helloAcknowledgement(
        HelloAcknowledgement(
          result: .unknownFeature, nonce: HostBench.nonce, identity: TestBoard.identity(),
          incompatibleFeatures: 6)), 0, .unknownFeature(6)
    ),
    (
      .helloAcknowledgement(
        HelloAcknowledgement(result: nil, nonce: HostBench.nonce, identity: TestBoard.identity())),
      0, .malformed
    ),
    (accept(version: 2), 5, .noCommonVersion),
    (accept(features: 1), 5, .unknownFeature(1)),
    (accept(), 0, .malformed),
    (accept(payloadLimit: 95), 5, .malformed), (accept(payloadLimit: 0), 5, .malformed),
    (accept(TestBoard.identity(lines: 0)), 5, .malformed),
    (accept(TestBoard.identity(lines: 33)), 5, .malformed),
    (accept(TestBoard.identity(oldest: 0)), 5, .malformed),
    (accept(TestBoard.identity(oldest: 8, next: 7)), 5, .malformed),
  ])
  func `a board that cannot be talked to is told once and asked again slowly`(
    answer: Message, session: UInt8, refusal: LinkLoss.Refusal
  ) throws {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    #expect(
      bench.hear(answer, session: session, at: 5) == [.told(.disconnected(.refused(refusal)))])
    #expect(bench.hear(Self.announcement, session: 0, at: 1000) == [])
    // A session that the board has all the same must be long dead, or it dials nobody for help.
    let wait: Int64 = session == 0 ? 2_000 : 60_000
    #expect(bench.deadline == 5 + wait)
    let nonce = try #require(bench.atDeadline().helloNonce)
    #expect(bench.hear(try answer.with(nonce: nonce), session: session) == [])
    #expect(bench.deadline == 5 + 2 * wait)
  }

  @Test func `a refused board that was started anew is asked at once`() throws {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept(features: 1))
    #expect(bench.hear(Self.announcement, session: 0, at: 1000) == [])
    let anew = Message.announce(
      Announcement(uid: TestBoard.uid, bootID: 78, resetCause: .hostCommand))
    #expect(bench.hear(anew, session: 0, at: 2000).helloNonce != nil)
  }

  @Test func `a board that takes longer payloads than this version has comes up`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    bench.answerHandshake(nonce: HostBench.nonce, TestBoard.identity(), payloadLimit: 255)
    #expect(bench.link.statistics.sessions == 1)
  }

  @Test func `a refused board that was given other firmware comes up`() throws {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept(features: 1))
    let nonce = try #require(bench.atDeadline().helloNonce)
    bench.answerHandshake(nonce: nonce, TestBoard.identity())
    #expect(bench.link.statistics.sessions == 1)
  }

  @Test(arguments: [
    Message.response(to: .readLines, Response(result: .notAble)),
    .response(to: .readLines, Response(result: .done, detail: .lines(first: 0, []))),
    lines(1..<3),
    lines(0..<3),
  ])
  func `a board whose lines make no sense is refused`(answer: Message) {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept())
    #expect(
      bench.hear(answer, sequence: 1, at: 9) == [.told(.disconnected(.refused(.malformed)))])
    #expect(bench.deadline == 60_009)
  }

  @Test
  func `a board that gives sessions and says no more is left without one for most of the time`()
    throws
  {
    var bench = HostBench()
    var deeds = bench.at(0, .opened(nonce: HostBench.nonce))
    var refusals: [Int64] = []
    var silences: [Int64] = []
    var lastHello: Int64 = 0
    while bench.time < 200_000 {
      if let nonce = deeds.helloNonce {
        silences.append(bench.time - lastHello)
        lastHello = bench.time
        deeds = bench.hear(try Self.accept().with(nonce: nonce))
      }
      deeds = bench.atDeadline()
      if deeds.told == [.disconnected(.refused(.unanswered))] { refusals.append(bench.time) }
    }
    // Three sessions of five seconds, then each followed by twenty seconds of none; told once.
    #expect(refusals == [15_000])
    #expect(silences.prefix(3) == [0, 5_000, 5_000])
    #expect(silences.dropFirst(3).allSatisfy { $0 == 25_000 })
  }

  @Test func `a board that ends each session in its survey is not greeted without a pause`() throws
  {
    var bench = HostBench()
    var deeds = bench.at(0, .opened(nonce: HostBench.nonce))
    var hellos = 0
    while bench.time < 20_000 {
      if let nonce = deeds.helloNonce {
        hellos += 1
        _ = bench.hear(try Self.accept().with(nonce: nonce))
        deeds = bench.hear(Self.announcement, session: 0)
      } else {
        deeds = bench.atDeadline()
      }
    }
    #expect(hellos == 3)
  }

  @Test func `a board that announces itself in session after session is greeted twice a second`() {
    var bench = HostBench()
    var deeds = bench.at(0, .opened(nonce: HostBench.nonce))
    var hellos = 0
    for time in Int64(0)..<5_000 {
      deeds += bench.at(time, .timer)
      if let nonce = deeds.helloNonce {
        hellos += 1
        bench.answerHandshake(nonce: nonce, TestBoard.identity())
      }
      deeds = bench.hear(Self.announcement, session: 0)
    }
    #expect((9...11).contains(hellos))
  }

  @Test func `an answer to a HELLO that has not gone out yet is none`() throws {
    var bench = HostBench()
    bench.connect()
    #expect(bench.hear(Self.announcement, session: 0, at: 100).helloNonce == nil)
    var guess = bench
    let nonce = try #require(guess.at(500, .timer).helloNonce)
    let early = try Self.accept().with(nonce: nonce)
    #expect(bench.hear(early) == [])
    #expect(guess.hear(early) != [])
  }

  @Test func `a board that answers HELLO with another nonce is left alone`() throws {
    var bench = HostBench()
    var deeds = bench.at(0, .opened(nonce: HostBench.nonce))
    var told: [HostLink.Effect] = []
    while bench.time < 10_000 {
      if let nonce = deeds.helloNonce {
        told += bench.hear(try Self.accept().with(nonce: nonce &+ 1)).told
      }
      deeds = bench.atDeadline()
    }
    #expect(told == [.disconnected(.refused(.malformed))])
    #expect(bench.deadline.map { $0 > 60_000 } == true)
  }

  @Test func `answers to another greeting that come late and all at once refuse nobody`() throws {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    for _ in 0..<11 { _ = bench.atDeadline() }
    let late = try Self.accept().with(nonce: HostBench.nonce &+ 1)
    for _ in 0..<30 { #expect(bench.hear(late).told == []) }
    let nonce = try #require(bench.atDeadline().helloNonce)
    #expect(bench.hear(try late.with(nonce: nonce)) != [])
  }

  @Test func `a board that accepts and says no more is greeted anew, and nothing is told`() throws {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.hear(Self.accept())
    var deeds: [Deed] = []
    while deeds.helloNonce == nil, bench.time < 10_000 { deeds += bench.atDeadline() }
    #expect(bench.time == 5000)
    #expect(deeds.told == [])
    #expect(try #require(deeds.helloNonce) != HostBench.nonce)
  }
}

extension Message {
  /// The same answer to HELLO, to another one of them.
  fileprivate func with(nonce: UInt32) throws -> Message {
    let answer =
      if case .helloAcknowledgement(let answer) = self { answer } else {
        nil as HelloAcknowledgement?
      }
    var another = try #require(answer)
    another.nonce = nonce
    return .helloAcknowledgement(another)
  }
}
