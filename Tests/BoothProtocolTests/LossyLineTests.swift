import BoothProtocol
import Testing

struct LossyLineTests {
  /// The events told, one list for each session.
  private func sessions(_ told: [HostLink.Effect]) -> [[UInt32]] {
    told.reduce(into: []) { sessions, effect in
      switch effect {
      case .connected: sessions.append([])
      case .event(let event): sessions[sessions.count - 1].append(event.number)
      default: break
      }
    }
  }

  @Test(arguments: 1...6)
  func `each event is told in order, whatever a fifth of the frames suffers both ways`(
    seed: UInt64
  ) {
    var wire = FaultyWire(seed: seed, lossPercent: 20, damagePercent: 20, repeatPercent: 10)
    wire.feed(.opened(nonce: 1))
    // Trouble, and events all the while.
    wire.run(milliseconds: 60_000) { wire in
      guard wire.time % 150 == 0 else { return }
      wire.board.record(.offHook(line: Int(wire.time / 150) % PeerBoard.lines), at: wire.time)
      wire.feed(.send(.tone(line: 0, tone: .dial, milliseconds: 1)))
    }
    // The line heals: all must come.
    wire.lossPercent = 0
    wire.damagePercent = 0
    wire.run(milliseconds: 20_000)

    let sessions = sessions(wire.told)
    #expect(wire.board.nextEvent == 401)
    for session in sessions where !session.isEmpty {
      #expect(session == Array(session[0]...(session[0] + UInt32(session.count) - 1)))
    }
    // A new session may tell again what was on its way to the disk, and no more than that.
    var next: UInt32 = 1
    for session in sessions where !session.isEmpty {
      #expect(session[0] <= next && next - session[0] <= PeerBoard.window)
      next = max(next, session[session.count - 1] + 1)
    }
    #expect(next == 401)
    #expect(wire.board.oldest == 401)
    #expect(wire.host.statistics.crcErrors > 50)
    #expect(wire.host.statistics.retransmissions > 20)
    #expect(wire.host.statistics.resyncs > 50)
  }

  @Test func `on a sound line every event comes once and nothing is sent twice`() {
    var wire = FaultyWire(seed: 1)
    wire.feed(.opened(nonce: 1))
    wire.run(milliseconds: 20_000) { wire in
      if wire.time % 20 == 0 { wire.board.record(.onHook(line: 1), at: wire.time) }
      if wire.time % 50 == 0 {
        wire.feed(.send(.tone(line: 0, tone: .dial, milliseconds: Int(wire.time))))
      }
    }
    wire.run(milliseconds: 500)
    let statistics = wire.host.statistics
    #expect(sessions(wire.told) == [Array(1...1000)])
    #expect(wire.board.oldest == 1001)
    #expect(statistics.retransmissions == 0)
    #expect(statistics.duplicateEvents == 0)
    #expect(statistics.crcErrors == 0 && statistics.malformed == 0)
    #expect(statistics.driftPartsPerBillion.magnitude < 100_000)
    let tones = wire.board.executed.filter { if case .tone = $0 { true } else { false } }
    // The first goes out before the session is up or just after.
    #expect(tones.count >= 399)
    #expect(Set(tones).count == tones.count)
  }

  @Test func `no command is executed twice, however often frames are repeated`() {
    var wire = FaultyWire(seed: 9, lossPercent: 10, repeatPercent: 60)
    wire.feed(.opened(nonce: 1))
    wire.run(milliseconds: 30_000) { wire in
      if wire.time % 100 == 0 {
        wire.feed(.send(.tone(line: 0, tone: .dial, milliseconds: Int(wire.time))))
      }
    }
    let tones = wire.board.executed.filter { if case .tone = $0 { true } else { false } }
    #expect(tones.count > 200)
    #expect(Set(tones).count == tones.count)
    let answers = wire.told.filter { if case .answered = $0 { true } else { false } }
    #expect(Set(answers).count == answers.count)
  }

  @Test func `a line that is dead for a minute comes back by itself`() {
    var wire = FaultyWire(seed: 3)
    wire.feed(.opened(nonce: 1))
    wire.run(milliseconds: 3_000)
    wire.lossPercent = 100
    wire.run(milliseconds: 60_000) { wire in
      if wire.time % 1_000 == 0 { wire.board.record(.flash(line: 0), at: wire.time) }
    }
    #expect(!wire.board.hasSession)
    wire.lossPercent = 0
    wire.run(milliseconds: 3_000)
    #expect(sessions(wire.told) == [[], Array(1...60)])
    #expect(wire.told.contains(.disconnected(.silence)))
    #expect(wire.told.count { $0 == .caughtUp } == 2)
  }

  @Test func `any bytes at all on the line leave the link alive and its work bounded`() {
    var random = SplitMix64(seed: 5)
    var wire = FaultyWire(seed: 5)
    wire.feed(.opened(nonce: 1))
    var written = 0
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...200, using: &random)
      let noise = (0..<count).map { _ -> UInt8 in
        random.happens(percent: 10) ? 0 : UInt8.random(in: .min ... .max, using: &random)
      }
      for effect in wire.host.handle(.received(noise), at: Moment(milliseconds: wire.time)) {
        if case .write = effect { written += 1 }
      }
    }
    #expect(written == 0)
    wire.run(milliseconds: 3_000)
    #expect(wire.host.statistics.sessions == 1)
  }
}
