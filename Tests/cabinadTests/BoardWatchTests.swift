import BoothControl
import BoothProtocol
import OwnerPanel
import Testing

@testable import cabinad

@Suite struct `What is known of a board's lines` {
  private static let call = CallID(rawValue: 7)
  private static let start = Now(
    moment: Moment(milliseconds: 50_000), wall: WallTime(milliseconds: 1_700_000_000_000))

  private func watch(_ states: [LineState] = [.onHook, .onHook]) throws -> BoardWatch {
    let uid = try #require(BoardUID("00112233445566778899aabb"))
    let identity = BoardIdentity(
      uid: uid, bootID: 1, resetCause: .powerOn,
      firmware: FirmwareVersion(major: 1, minor: 0, patch: 0), lineCount: states.count,
      trunkCount: 1, capabilities: [],
      display: DisplayGeometry(rows: 0, columns: 0, charset: .none),
      ringSize: 512, oldestEvent: 1, nextEvent: 1, tick: BoardTick(milliseconds: 1000),
      configurationCRC: 5)
    var watch = BoardWatch(identity, reports(states), after: nil, at: Self.start.wall)
    watch.take(
      BoardClock(
        tick: BoardTick(milliseconds: 10_000), moment: Self.start.moment, driftPartsPerBillion: 0))
    return watch
  }

  private func reports(_ states: [LineState]) -> [LineReport] {
    states.enumerated().map { line, state in
      LineReport(
        line: line, state: state, call: nil, answeredTick: nil, leaseMilliseconds: 0, trunk: 0xFF)
    }
  }

  private func event(_ kind: BoardEvent.Kind, tick: Int64 = 10_000) -> BoardEvent {
    BoardEvent(number: 1, tick: BoardTick(milliseconds: tick), kind: kind)
  }

  private static let connect = Command.connect(
    line: 0, call: call, digits: "1006",
    grant: .leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil), nextEvent: 3)

  @Test func `follows a call from the lifting to the hanging up`() throws {
    var watch = try watch()
    let steps: [(BoardEvent.Kind, LineState, Bool)] = [
      (.offHook(line: 0), .offHook, false),
      (.digit(line: 0, digit: 0x31, method: .dtmf), .offHook, false),
      (.seized(line: 0, call: Self.call, trunk: 2, digits: ""), .connected, true),
      (.answered(line: 0, call: Self.call, signal: .polarityReversal), .talking, true),
      (.metering(line: 0, call: Self.call, pulses: 1), .talking, true),
      (.loopOpen(line: 0), .talking, true),
      (.released(line: 0, call: Self.call, cause: .callerHungUp, pulses: 1), .released, false),
      (.onHook(line: 0), .onHook, false),
    ]
    for (kind, state, isInCall) in steps {
      if case .seized = kind {
        watch.sent(Self.connect)
        #expect(watch.lines[0].report.state == .seizing)
        #expect(watch.lines[0].report.leaseMilliseconds == 20_000)
      }
      watch.take(event(kind), at: Self.start)
      #expect(watch.lines[0].report.state == state, "\(kind)")
      #expect((watch.lines[0].report.call == Self.call) == isInCall, "\(kind)")
      #expect(watch.lines[0].event?.kind == kind)
    }
    #expect(watch.lines[0].answerSignal == .polarityReversal)
    #expect(watch.lines[0].report.call == nil && watch.lines[0].report.trunk == 0xFF)
    #expect(watch.lines[1].event == nil && watch.lines[1].report.state == .onHook)
  }

  @Test func `takes back a call that the board did not connect`() throws {
    var watch = try watch([.offHook])
    watch.sent(Self.connect)
    watch.take(Response(result: .overtaken), to: Self.connect, at: Self.start.wall)
    #expect(watch.lines[0].report.state == .offHook && watch.lines[0].report.call == nil)
    watch.sent(Self.connect)
    watch.take(
      event(.connectFailed(line: 0, call: Self.call, reason: .noTrunkFree)), at: Self.start)
    #expect(watch.lines[0].report.state == .released && watch.lines[0].report.call == nil)
  }

  @Test func `knows on which hook a line is when its fault is over`() throws {
    var watch = try watch([.offHook, .fault])
    watch.take(event(.lineFault(line: 0, fault: .tooHot)), at: Self.start)
    #expect(watch.lines[0].report.state == .fault && watch.lines[0].isOffHook == true)
    watch.take(event(.lineFault(line: 0, fault: .cleared)), at: Self.start)
    #expect(watch.lines[0].report.state == .released)
    #expect(watch.lines[1].isOffHook == nil)
    watch.take(event(.onHook(line: 1)), at: Self.start)
    #expect(watch.lines[1].report.state == .fault && watch.lines[1].isOffHook == false)
    watch.take(event(.lineFault(line: 1, fault: .cleared)), at: Self.start)
    #expect(watch.lines[1].report.state == .onHook)
  }

  @Test func `takes nothing for new that the log has of before the handshake or of another call`()
    throws
  {
    var watch = try watch()
    let other = CallID(rawValue: 6)
    watch.take(event(.offHook(line: 0)), at: Self.start)
    watch.sent(Self.connect)
    watch.take(
      event(.released(line: 0, call: other, cause: .callerHungUp, pulses: 0)), at: Self.start)
    #expect(watch.lines[0].report.call == Self.call)
    watch.take(event(.onHook(line: 0), tick: 999), at: Self.start)
    #expect(watch.lines[0].report.call == Self.call && watch.lines[0].isOffHook == true)
    // It is the last that is known of the line all the same.
    #expect(watch.lines[0].event?.kind == .onHook(line: 0))
    watch.take(event(.onHook(line: 0), tick: 1000), at: Self.start)
    #expect(watch.lines[0].report.call == nil)
  }

  @Test func `says when an event happened, not when it came`() throws {
    var watch = try watch()
    watch.take(event(.offHook(line: 0), tick: 4000), at: Self.start)
    #expect(watch.lines[0].event?.at == WallTime(milliseconds: 1_700_000_000_000 - 6000))
    // A clock that is a little behind makes no event of the future.
    watch.take(event(.onHook(line: 0), tick: 10_100), at: Self.start)
    #expect(watch.lines[0].event?.at == Self.start.wall)
    #expect(
      watch.tick(at: Self.start.moment.advanced(byMilliseconds: 500))
        == BoardTick(milliseconds: 10_500))
  }

  @Test func `keeps what was measured over a new session, and believes what the board says`() throws
  {
    var watch = try watch()
    let tested = LineTestReport(
      isOffHook: false, loopMillivolts: 48_000, loopMicroamps: 0, fault: .cleared)
    watch.take(
      Response(result: .done, detail: .lineTest(tested)), to: .lineTest(line: 1),
      at: Self.start.wall)
    watch.take(
      Response(result: .done, detail: .configured(crc: 99)), to: .statistics, at: Self.start.wall)
    #expect(watch.configurationCRC == 99)
    let next = BoardWatch(
      watch.identity, reports([.talking, .offHook]), after: watch, at: Self.start.wall)
    #expect(next.lines.map(\.report.state) == [.talking, .offHook])
    #expect(next.lines[1].test?.report == tested && next.configurationCRC == 5)
    // Another board on the port has lines of its own.
    var other = watch.identity
    other.uid = try #require(BoardUID("ffffffffffffffffffffffff"))
    #expect(
      BoardWatch(other, reports([.onHook]), after: watch, at: Self.start.wall).lines[0].test == nil)
  }

  @Test func `a line that the board does not have is passed over`() throws {
    var watch = try watch([.onHook])
    watch.take(event(.offHook(line: 7)), at: Self.start)
    watch.sent(.connect(line: 7, call: Self.call, digits: "1", grant: .emergency, nextEvent: 1))
    watch.take(
      Response(result: .noSuchLine),
      to: .connect(line: 7, call: Self.call, digits: "1", grant: .emergency, nextEvent: 1),
      at: Self.start.wall)
    #expect(watch.lines.count == 1)
  }
}
