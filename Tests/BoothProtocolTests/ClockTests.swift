import BoothProtocol
import Testing

struct ClockTests {
  /// A board's clock as it truly is, and a host that pings it.
  private struct Pinged {
    var bench = HostBench()
    /// The board's tick when the link was opened.
    let start: Int64
    let driftPartsPerMillion: Int64
    var clocks: [BoardClock] = []
    var heard: [Int64] = []
    var others: [HostLink.Effect] = []

    init(start: Int64 = 50_000, driftPartsPerMillion: Int64 = 0) {
      self.start = start
      self.driftPartsPerMillion = driftPartsPerMillion
      bench.connect(TestBoard.identity(tick: start & 0xFFFF_FFFF))
    }

    /// Events that the board says it holds.
    var held: (_ index: Int) -> Int = { _ in 0 }

    func tick(at time: Int64) -> Int64 { start + time + time * driftPartsPerMillion / 1_000_000 }

    /// Answers each PING that goes out until then, after the way there and back.
    mutating func run(
      until end: Int64, way: (_ index: Int) -> (there: Int64, back: Int64) = { _ in (2, 2) }
    ) {
      var index = 0
      while let deadline = bench.deadline, deadline <= end {
        let deeds = bench.atDeadline()
        note(deeds)
        for deed in deeds {
          guard case .sent(.ping(let stamp), _, _, _) = deed else { continue }
          let (there, back) = way(index)
          let tick = BoardTick(milliseconds: tick(at: bench.time + there) & 0xFFFF_FFFF)
          note(
            bench.hear(
              .pong(Pong(stamp: stamp, tick: tick, ringUsed: held(index))),
              at: bench.time + there + back))
          index += 1
        }
      }
    }

    private mutating func note(_ deeds: [Deed]) {
      for effect in deeds.told {
        switch effect {
        case .clock(let clock): clocks.append(clock)
        case .heard(let tick): heard.append(tick.milliseconds)
        default: others.append(effect)
        }
      }
    }

    /// How far `clock` is from the truth at `time`.
    func error(of clock: BoardClock, at time: Int64) -> Int64 {
      clock.tick(at: HostBench.start.advanced(byMilliseconds: time)).milliseconds - tick(at: time)
    }
  }

  @Test func `a clock that was found right is told no more`() {
    var pinged = Pinged()
    pinged.held = { $0 }
    pinged.run(until: 300_000) { index in (Int64(index % 3), Int64(3 - index % 3)) }
    #expect(pinged.clocks == [])
    #expect(pinged.others == [])
    #expect(pinged.bench.link.statistics.driftPartsPerBillion.magnitude < 20_000)
    #expect(pinged.bench.link.statistics.ringHighWater == 299)
  }

  @Test(arguments: [-999_000, -100_000, 100_000])
  func `a clock that no quartz keeps is found out`(driftPartsPerMillion: Int64) {
    var pinged = Pinged(driftPartsPerMillion: driftPartsPerMillion)
    pinged.run(until: 60_000)
    #expect(pinged.others.contains(.disconnected(.boardRestarted)))
  }

  @Test func `a clock that is one per cent off goes on for hours`() {
    var pinged = Pinged(driftPartsPerMillion: 9_900)
    pinged.run(until: 7_200_000)
    #expect(pinged.others == [])
  }

  @Test func `each answer to a PING says at what tick the board was alive`() {
    var pinged = Pinged()
    pinged.run(until: 4_500)
    #expect(pinged.heard == [51_002, 52_002, 53_002, 54_002])
  }

  @Test func `a board with events that were not told yet may have ended its calls`() {
    var pinged = Pinged()
    pinged.held = { $0 < 2 ? 1 : 0 }
    pinged.run(until: 4_500)
    #expect(pinged.heard == [53_002, 54_002])
  }

  @Test func `slow answers do not mislead when a quick one comes now and then`() {
    var pinged = Pinged()
    pinged.run(until: 300_000) { index in
      (2, index % 8 == 5 ? 2 : 2 + Int64(index * 37 % 180))
    }
    #expect(pinged.bench.link.statistics.driftPartsPerBillion.magnitude < 50_000)
    #expect(pinged.clocks == [])
  }

  @Test(arguments: [Int64(200), -200, 600, -600, 5_000])
  func `the rate is learned, and beyond 500 ppm an alarm stands`(ppm: Int64) throws {
    var pinged = Pinged(driftPartsPerMillion: ppm)
    pinged.run(until: 900_000)
    let statistics = pinged.bench.link.statistics
    #expect((statistics.driftPartsPerBillion - ppm * 1000).magnitude < 10_000)
    #expect(statistics.hasDriftAlarm == (ppm.magnitude > 500))
    let clock = try #require(pinged.clocks.last)
    #expect(pinged.error(of: clock, at: 900_000).magnitude <= 2)
    #expect(clock.driftPartsPerBillion != 0)
    // Once the rate is known, it needs no more telling of each 2 ms of it.
    #expect(pinged.clocks.count < 300)
    #expect(pinged.others == [])
  }

  @Test func `a rate is not believed before it can be told from slow answers`() {
    var pinged = Pinged()
    for end in stride(from: Int64(1_000), through: 400_000, by: 1_000) {
      // Now the way there is slow for a while, now the way back.
      pinged.run(until: end) { _ in end / 20_000 % 2 == 0 ? (0, 40) : (40, 0) }
      #expect(pinged.bench.link.statistics.driftPartsPerBillion.magnitude <= 100_000)
    }
  }

  @Test func `a rate beyond any clock's is held at one in a hundred`() {
    var pinged = Pinged(driftPartsPerMillion: 20_000)
    pinged.run(until: 200_000)
    #expect(pinged.bench.link.statistics.driftPartsPerBillion == 10_000_000)
    #expect(pinged.bench.link.statistics.hasDriftAlarm)
  }

  @Test func `an answer that may be to an older HELLO does not set the clock`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    _ = bench.at(500, .timer)
    // Said at 490, to the first HELLO, and long on its way.
    let accepted = HelloAcknowledgement(
      result: .accepted, nonce: HostBench.nonce, identity: TestBoard.identity(tick: 1_000))
    _ = bench.hear(.helloAcknowledgement(accepted), at: 502)
    let pong = Pong(stamp: 1_000_502, tick: BoardTick(milliseconds: 1_014), ringUsed: 0)
    #expect(bench.hear(.pong(pong), at: 506) == [])
    let reports = [0, 1].map(TestBoard.idleLine)
    _ = bench.hear(
      .response(to: .readLines, Response(result: .done, detail: .lines(first: 0, reports))),
      sequence: 1)
    let deeds = bench.hear(.helloAcknowledgement(accepted))
    let clock = BoardClock(
      tick: BoardTick(milliseconds: 1_014), moment: Moment(milliseconds: 1_000_504),
      driftPartsPerBillion: 0)
    #expect(deeds.contains(.told(.clock(clock))))
  }

  @Test func `moments and ticks convert both ways`() {
    let clock = BoardClock(
      tick: BoardTick(milliseconds: 5_000), moment: Moment(milliseconds: 1_000),
      driftPartsPerBillion: 1_000_000)
    #expect(clock.tick(at: Moment(milliseconds: 1_001_000)).milliseconds == 1_006_000)
    #expect(clock.moment(of: BoardTick(milliseconds: 1_005_000)).milliseconds == 1_000_000)
    #expect(clock.tick(at: Moment(milliseconds: -999_000)).milliseconds == -996_000)
  }

  @Test func `the tick goes on where the wire's 32 bits wrap`() throws {
    let wrap = Int64(1) << 32
    var pinged = Pinged(start: wrap - 30_000)
    let before = TestBoard.offHook(1, tick: wrap - 29_000)
    #expect(pinged.bench.hear(before, at: 1_000).told.contains(.event(before)))
    pinged.run(until: 60_000)
    #expect(pinged.others == [])
    // One from before the wrap that comes after it, and one from after.
    for event in [TestBoard.offHook(2, tick: wrap - 1), TestBoard.offHook(3, tick: wrap + 20_000)] {
      #expect(pinged.bench.hear(event).told.first == .event(event))
    }
    #expect(pinged.bench.link.statistics.driftPartsPerBillion.magnitude < 50_000)
  }

  @Test func `an event that the board kept for 40 days is 40 days old`() {
    var bench = HostBench()
    let day: Int64 = 86_400_000
    bench.connect(TestBoard.identity(next: 3, tick: 45 * day))
    for event in [TestBoard.offHook(1, tick: 5 * day), TestBoard.offHook(2, tick: 45 * day)] {
      #expect(bench.hear(event).told.first == .event(event))
    }
  }

  @Test func `a session of the same boot goes on in its 64 bits, however long after`() throws {
    let day: Int64 = 86_400_000
    var bench = HostBench()
    bench.connect(TestBoard.identity(tick: 1_000))
    _ = bench.at(10, .closed)
    _ = bench.at(60 * day, .opened(nonce: 9))
    let tick = 1_000 + 60 * day
    let accepted = HelloAcknowledgement(
      result: .accepted, nonce: 9, identity: TestBoard.identity(tick: tick & 0xFFFF_FFFF))
    let deeds = bench.hear(.helloAcknowledgement(accepted))
    #expect(deeds.commands == [.readLines(first: 0)])
    let report = LineReport(
      line: 1, state: .talking, call: CallID(rawValue: 7),
      answeredTick: BoardTick(milliseconds: tick - 70_000), leaseMilliseconds: 5, trunk: 0)
    _ = bench.hear(
      .response(
        to: .readLines,
        Response(result: .done, detail: .lines(first: 0, [TestBoard.idleLine(0), report]))),
      sequence: 1)
    let told = bench.hear(.helloAcknowledgement(accepted)).told
    #expect(
      told.first == .connected(TestBoard.identity(tick: tick), [TestBoard.idleLine(0), report]))
  }

  @Test(
    arguments: [
      (77, 3 << 32 | 500, 3 << 32 | 700),
      (77, 3 << 32 | 0xFFFF_FF00, 4 << 32 | 700),
      (78, 3 << 32 | 500, 700),
    ] as [(UInt32, Int64, Int64)])
  func `a new link goes on from the tick that was stored of this boot`(
    bootID: UInt32, stored: Int64, tick: Int64
  ) {
    var bench = HostBench(knownTicks: [
      HostLink.KnownTick(
        uid: TestBoard.uid, bootID: bootID, tick: BoardTick(milliseconds: stored))
    ])
    bench.connect(TestBoard.identity(tick: 700))
    let event = TestBoard.offHook(1, tick: tick + 5)
    #expect(bench.hear(event, at: 5).told.first == .event(event))
  }

  @Test(arguments: [Int64(-6_000), 6_000, -40_000, 2_000_000_000])
  func `a clock that leaps is another boot's`(leap: Int64) {
    var pinged = Pinged(start: 100_000)
    pinged.run(until: 3_500)
    let ping = pinged.bench.at(4_000, .timer)
    #expect(ping == [.sent(.ping(stamp: 1_004_000), ack: 1, session: 5)])
    let tick = BoardTick(milliseconds: pinged.tick(at: 4_000) + leap)
    let deeds = pinged.bench.hear(.pong(Pong(stamp: 1_004_000, tick: tick, ringUsed: 0)))
    #expect(deeds.told == [.disconnected(.boardRestarted)])
    #expect(deeds.helloNonce != nil)
  }

  @Test func `a host that slept finds the clock anew and keeps the boot`() throws {
    var bench = HostBench()
    bench.connect(TestBoard.identity(tick: 1_000))
    let nonce = try #require(bench.at(5_000, .timer).helloNonce)
    bench.answerHandshake(nonce: nonce, TestBoard.identity(tick: 9_000_000))
    let event = TestBoard.offHook(1, tick: 9_000_001)
    #expect(bench.hear(event, at: 5_001).told.first == .event(event))
  }

  @Test func `the answer to an older PING tells nothing of the clock`() {
    var bench = HostBench()
    bench.connect(TestBoard.identity(tick: 1_000))
    _ = bench.at(1_000, .timer)
    _ = bench.at(2_000, .timer)
    let late = Pong(stamp: 1_001_000, tick: BoardTick(milliseconds: 1_500), ringUsed: 3)
    #expect(bench.hear(.pong(late), at: 2_000) == [])
    #expect(bench.link.statistics.ringHighWater == 3)
  }
}
