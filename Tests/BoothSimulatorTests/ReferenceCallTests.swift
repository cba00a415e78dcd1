import CBoardReference
import Testing

/// A call from CONNECT to RELEASED, and every way to end.
struct ReferenceCallTests {
  // MARK: From CONNECT to the answer

  @Test func `a call is seized, answered and released by the caller`() {
    let board = ReferenceBoard()
    board.setUpCall(1, call: 77, lease: 65_000, answered: false)
    board.waitWithHost(4_000)
    board.answer(1)
    board.waitWithHost(60_000)
    board.hook(1, offHook: false)
    board.wait(701)
    #expect(
      board.newEvents() == [
        .init(.answered(call: 77, signal: 1), line: 1, at: 5_000),
        .init(.loopOpen, line: 1, at: 65_000),
        .init(.released(call: 77, cause: 1, pulses: 0), line: 1, at: 65_000),
        .init(.onHook, line: 1, at: 65_000),
      ])
    #expect(board.newActions() == [.release(line: 1, trunk: 0)])
  }

  @Test func `seizing is told when the trunk is there and the digits are out`() {
    let board = ReferenceBoard()
    board.hello()
    board.configure()
    board.lift(1)
    _ = board.newActions()
    _ = board.newEvents()
    #expect(board.connect(1, call: 77, "0322768005") == BLP_DONE)
    #expect(board.state(1) == BLP_STATE_SEIZING)
    #expect(board.newActions() == [.seize(line: 1, trunk: 0, digits: "0322768005")])
    #expect(board.newEvents().isEmpty)
    board.wait(1_500)
    board.seized(1)
    #expect(board.state(1) == BLP_STATE_CONNECTED)
    #expect(
      board.newEvents() == [
        .init(.seized(call: 77, trunk: 0, digits: ""), line: 1, at: 2_500)
      ])
  }

  @Test func `digits after CONNECT are neither told nor stored`() {
    let board = ReferenceBoard()
    board.hello()
    board.configure()
    board.lift(0)
    board.dial(0, "131")
    board.connect(0, call: 1)
    board.dial(0, "42")
    board.seized(0)
    board.dial(0, "43")
    board.answer(0)
    board.dial(0, "44")
    board.cut(0, call: 1)
    board.dial(0, "45")
    board.acknowledge()
    let digits = board.newEvents().filter {
      if case .digit = $0.what { true } else { false }
    }
    #expect(digits.count == 3)
    #expect(board.board.pointee.lines[0].digit_count == 0)
  }

  /// § 13. Keys before the answer can make a number longer than was priced; without a signal the
  /// caller could not be heard, and a call for help may go out on a trunk that has none.
  @Test(arguments: [
    (signals: 3, isEmergency: false, isKeptOff: true),
    (signals: 1, isEmergency: false, isKeptOff: true),
    (signals: 5, isEmergency: false, isKeptOff: false),
    (signals: 4, isEmergency: false, isKeptOff: false),
    (signals: 3, isEmergency: true, isKeptOff: false),
  ])
  func `the caller is kept off the trunk up to an answer that is signalled`(
    signals: Int, isEmergency: Bool, isKeptOff: Bool
  ) {
    let board = ReferenceBoard()
    func isOff() -> Bool { blp_board_keeps_caller_off(board.board, 0) }
    board.hello()
    board.configure(signals: UInt8(signals), delay: 60)
    board.lift(0)
    board.connect(0, call: 1, emergency: isEmergency)
    #expect(isOff())
    board.seized(0)
    #expect(isOff() == isKeptOff)
    board.answer(0)
    #expect(isOff() == (isKeptOff && board.state(0) == BLP_STATE_CONNECTED))
    board.cut(0, call: 1)
    #expect(!isOff())
    #expect(blp_board_keeps_caller_off(board.board, 200))
  }

  // MARK: Answer

  @Test(arguments: [(UInt8(0), false, false), (1, true, false), (2, false, true), (3, true, true)])
  func `only the signals that the configuration names are an answer`(
    signals: UInt8, polarity: Bool, metering: Bool
  ) {
    for isPolarity in [true, false] {
      let board = ReferenceBoard()
      board.hello()
      board.configure(signals: signals)
      board.lift(0)
      board.connect(0, call: 1)
      // Not while the trunk is being seized.
      board.answer(0)
      board.pulse(0)
      board.seized(0)
      #expect(board.state(0) == BLP_STATE_CONNECTED)
      if isPolarity { board.answer(0) } else { board.pulse(0) }
      let isAnswered = isPolarity ? polarity : metering
      #expect(board.state(0) == (isAnswered ? BLP_STATE_TALKING : BLP_STATE_CONNECTED))
    }
  }

  @Test func `without a signal the set delay is the answer, and says so`() {
    let board = ReferenceBoard()
    board.hello()
    board.configure(signals: 4, delay: 6)
    board.lift(0)
    board.connect(0, call: 1)
    board.wait(1_000)
    board.seized(0)
    board.answer(0)
    board.waitWithHost(5_999)
    #expect(board.state(0) == BLP_STATE_CONNECTED)
    _ = board.newEvents()
    board.acknowledge()
    board.wait(1)
    #expect(board.newEvents() == [.init(.answered(call: 1, signal: 3), line: 0, at: 8_000)])
  }

  @Test func `a call is answered once`() {
    let board = ReferenceBoard()
    board.setUpCall(0)
    board.wait(1_000)
    board.answer(0)
    #expect(board.newEvents().isEmpty)
    #expect(board.board.pointee.lines[0].answered_tick == 1_000)
  }

  // MARK: Ways to end

  @Test func `the far end's hang-up lets the trunk go at once and gives no dial tone`() {
    let board = ReferenceBoard()
    board.setUpCall(0)
    board.wait(3_000)
    board.farEndHangsUp(0)
    #expect(
      board.newActions() == [.release(line: 0, trunk: 0), .tone(BLP_TONE_BUSY, line: 0)])
    #expect(
      board.newEvents() == [
        .init(.released(call: 77, cause: 2, pulses: 0), line: 0, at: 4_000)
      ])
    board.dial(0, "025854205")
    board.waitWithHost(30_000)
    #expect(board.state(0) == BLP_STATE_RELEASED)
    #expect(board.newActions().isEmpty)
    #expect(board.newEvents().isEmpty)
  }

  @Test func `a host cuts the call it names or whatever is there, and a late cut is harmless`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 77)
    #expect(board.cut(0, call: 76) == BLP_DONE)
    #expect(board.state(0) == BLP_STATE_TALKING)
    #expect(board.cut(0, call: 77, tone: BLP_TONE_REFUSAL) == BLP_DONE)
    #expect(
      board.newActions() == [.release(line: 0, trunk: 0), .tone(BLP_TONE_REFUSAL, line: 0)])
    #expect(board.cut(0, call: 77) == BLP_DONE)
    #expect(board.cut(0, call: 0) == BLP_DONE)
    #expect(board.cut(4, call: 0) == BLP_NO_SUCH_LINE)
    #expect(board.cut(0, call: 77, tone: 9) == BLP_BAD_FIELD)
    board.acknowledge()
    #expect(board.newEvents().map(\.what) == [.released(call: 77, cause: 5, pulses: 0)])
    board.setUpCall(1, call: 78)
    #expect(board.cut(1, call: 0) == BLP_DONE)
    #expect(board.newEvents().map(\.what) == [.released(call: 78, cause: 5, pulses: 0)])
  }

  /// What ends a call, and how that is told while it is being seized and when it is answered.
  enum Ending: String, CaseIterable {
    case callerHangsUp, farEndHangsUp, lease, cut, lineFault, trunkFault, power

    func happen(on board: ReferenceBoard) {
      switch self {
      case .callerHangsUp: board.hangUp(0)
      case .farEndHangsUp: board.farEndHangsUp(0)
      case .lease: board.wait(3_000)
      case .cut: board.cut(0, call: 0)
      case .lineFault: blp_board_line_fault(board.board, 0, 1, board.now)
      case .trunkFault: blp_board_trunk_fault(board.board, 0, board.now)
      case .power: blp_board_power(board.board, 1, 9_000, board.now)
      }
    }

    var whenSeizing: [BoardTells.What] {
      let seized = BoardTells.What.seized(call: 9, trunk: 0, digits: "")
      return switch self {
      case .callerHangsUp: [.connectFailed(call: 9, reason: 2)]
      case .farEndHangsUp, .trunkFault: [.connectFailed(call: 9, reason: 3)]
      case .lineFault: [.connectFailed(call: 9, reason: 4)]
      case .lease: [seized, .released(call: 9, cause: 3, pulses: 0)]
      case .cut: [seized, .released(call: 9, cause: 5, pulses: 0)]
      case .power: [seized, .released(call: 9, cause: 8, pulses: 0)]
      }
    }

    var cause: Int {
      switch self {
      case .callerHangsUp: 1
      case .farEndHangsUp: 2
      case .lease: 3
      case .cut: 5
      case .lineFault: 6
      case .trunkFault: 7
      case .power: 8
      }
    }
  }

  @Test(arguments: [
    (Ending.callerHangsUp, nil), (.farEndHangsUp, BLP_TONE_BUSY), (.lease, BLP_TONE_REFUSAL),
    (.lineFault, nil), (.trunkFault, BLP_TONE_CONGESTION), (.power, nil),
  ])
  func `the trunk is let go first, then the caller hears how the call ended`(
    ending: Ending, tone: Int?
  ) {
    for stage in 0..<3 {
      let board = ReferenceBoard(trunks: 1)
      board.hello()
      board.configure()
      board.lift(0)
      board.connect(0, call: 9, lease: 3_000)
      if stage > 0 { board.seized(0) }
      if stage > 1 { board.answer(0) }
      _ = board.newActions()
      ending.happen(on: board)
      #expect(
        board.newActions()
          == [.release(line: 0, trunk: 0)] + (tone.map { [.tone($0, line: 0)] } ?? []),
        "in stage \(stage)")
    }
  }

  @Test(arguments: Ending.allCases)
  func `a call ends once in each stage, and its trunk is free again`(ending: Ending) {
    for stage in 0..<3 {
      let board = ReferenceBoard(trunks: 1)
      board.hello()
      board.configure()
      board.lift(0)
      board.connect(0, call: 9, lease: 3_000)
      if stage > 0 { board.seized(0) }
      if stage > 1 { board.answer(0) }
      board.acknowledge()
      _ = board.newEvents()
      _ = board.newActions()
      ending.happen(on: board)
      board.acknowledge()
      let calls = board.newEvents().map(\.what).filter {
        switch $0 {
        case .seized, .answered, .released, .connectFailed: true
        default: false
        }
      }
      let released = BoardTells.What.released(call: 9, cause: ending.cause, pulses: 0)
      #expect(calls == (stage == 0 ? ending.whenSeizing : [released]))
      #expect(board.newActions().contains(.release(line: 0, trunk: 0)))
      blp_board_power(board.board, 0, 12_000, board.now)
      board.lift(1)
      #expect(board.connect(1, call: 10) == BLP_DONE)
      #expect(board.newActions().contains(.seize(line: 1, trunk: 0, digits: "025854205")))
    }
  }

  @Test func `an answer that comes while the caller is hanging up is no talk at all`() {
    let board = ReferenceBoard()
    board.setUpCall(0, answered: false)
    board.wait(1_000)
    board.hook(0, offHook: false)
    board.wait(300)
    board.answer(0)
    board.wait(500)
    #expect(
      board.newEvents() == [
        .init(.loopOpen, line: 0, at: 2_000),
        .init(.answered(call: 77, signal: 1), line: 0, at: 2_300),
        .init(.released(call: 77, cause: 1, pulses: 0), line: 0, at: 2_300),
        .init(.onHook, line: 0, at: 2_000),
      ])
  }

  @Test func `a flash in mid-call neither ends it nor gives a dial tone`() {
    let board = ReferenceBoard()
    board.setUpCall(0)
    board.hook(0, offHook: false)
    board.wait(400)
    board.hook(0, offHook: true)
    board.dial(0, "025854205")
    #expect(board.newEvents().map(\.what) == [.loopOpen, .flash])
    #expect(board.newActions().isEmpty)
    #expect(board.state(0) == BLP_STATE_TALKING)
  }

  // MARK: Tones

  @Test(arguments: [
    (BLP_STATE_SEIZING, [BLP_TONE_SILENCE, BLP_TONE_WARNING, BLP_TONE_RINGBACK]),
    (BLP_STATE_CONNECTED, [BLP_TONE_SILENCE, BLP_TONE_WARNING, BLP_TONE_RINGBACK]),
    (BLP_STATE_TALKING, [BLP_TONE_SILENCE, BLP_TONE_WARNING]),
    (BLP_STATE_RELEASED, Array(BLP_TONE_SILENCE...BLP_TONE_RINGBACK)),
  ])
  func `over a call no tone sounds that could be taken for another`(
    state: Int, allowed: [Int]
  ) {
    let board = ReferenceBoard()
    board.hello()
    board.lift(0)
    board.connect(0, call: 1)
    if state > BLP_STATE_SEIZING { board.seized(0) }
    if state > BLP_STATE_CONNECTED { board.answer(0) }
    if state > BLP_STATE_TALKING { board.cut(0, call: 1) }
    #expect(board.state(0) == state)
    for tone in BLP_TONE_SILENCE...BLP_TONE_RINGBACK {
      _ = board.newActions()
      let isAllowed = allowed.contains(tone)
      #expect(board.tone(0, tone) == (isAllowed ? BLP_DONE : BLP_WRONG_STATE))
      let isHeard = isAllowed && tone != BLP_TONE_SILENCE
      #expect(board.newActions() == (isHeard ? [.tone(tone, line: 0)] : []))
    }
  }

  @Test func `ringback before the answer ends with it`() {
    let board = ReferenceBoard()
    board.setUpCall(0, answered: false)
    #expect(board.tone(0, BLP_TONE_RINGBACK) == BLP_DONE)
    board.waitWithHost(4_000)
    #expect(board.newActions() == [.tone(BLP_TONE_RINGBACK, line: 0)])
    board.answer(0)
    #expect(board.newActions() == [.tone(BLP_TONE_SILENCE, line: 0)])
  }
}
