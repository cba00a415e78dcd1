import CBoardReference
import Testing

/// No host, no daemon, no cable: what the board does alone.
struct ReferenceEmergencyTests {
  private func alone(
    trunks: Int = 2, ring: UInt16 = 512, emergency: [String] = ["131", "132", "133", "1400"]
  ) -> ReferenceBoard {
    ReferenceBoard(trunks: trunks, ring: ring, kept: configuration(emergency: emergency))
  }

  @Test func `an emergency number connects without a host, after a power cut`() throws {
    let board = alone()
    board.lift(2)
    #expect(board.newActions() == [.tone(BLP_TONE_DIAL, line: 2)])
    board.wait(1_000)
    board.dial(2, "13")
    #expect(board.newActions() == [.tone(BLP_TONE_SILENCE, line: 2)])
    board.dial(2, "1")
    #expect(board.newActions() == [.seize(line: 2, trunk: 0, digits: "131")])
    board.wait(800)
    board.seized(2)
    board.answer(2)
    board.wait(120_000)
    #expect(board.state(2) == BLP_STATE_TALKING)
    board.hangUp(2)
    board.hello()
    board.acknowledge()
    let call = UInt32(0x8007_0001)
    #expect(
      board.newEvents() == [
        .init(.boot(cause: 1), line: 255, at: 1_000),
        .init(.offHook, line: 2, at: 1_000),
        .init(.digit("1", method: 0), line: 2, at: 2_000),
        .init(.digit("3", method: 0), line: 2, at: 2_000),
        .init(.digit("1", method: 0), line: 2, at: 2_000),
        .init(.seized(call: call, trunk: 0, digits: "131"), line: 2, at: 2_800),
        .init(.answered(call: call, signal: 1), line: 2, at: 2_800),
        .init(.released(call: call, cause: 1, pulses: 0), line: 2, at: 122_800),
        .init(.onHook, line: 2, at: 122_800),
      ])
  }

  @Test(arguments: ["025854205", "1", "13", "130", "2131", "1311", "140", "*", "14009"])
  func `no other number connects without a host`(number: String) {
    let board = alone()
    board.lift(0)
    _ = board.newActions()
    board.dial(0, number)
    let seizures = board.newActions().filter { if case .seize = $0 { true } else { false } }
    // 1311 and 14009 are 131 and 1400, dialled with a digit too many.
    let beginsWithOne = ["131", "1400"].contains { number.hasPrefix($0) }
    #expect(seizures.count == (beginsWithOne ? 1 : 0))
    #expect((board.state(0) == BLP_STATE_SEIZING) == beginsWithOne)
  }

  @Test func `a number that cannot become one for help hears the refusal`() {
    let board = alone()
    board.lift(0)
    _ = board.newActions()
    board.dial(0, "025854205")
    #expect(board.newActions() == [.tone(BLP_TONE_REFUSAL, line: 0)])
    board.hangUp(0)
    board.lift(0)
    _ = board.newActions()
    board.dial(0, "133")
    #expect(board.newActions().last == .seize(line: 0, trunk: 0, digits: "133"))
  }

  @Test func `a wrong number and a pause, or a tap of the hook, let help be called`() {
    let board = alone()
    board.lift(0)
    board.dial(0, "913345678")
    #expect(board.state(0) == BLP_STATE_OFF_HOOK, "133 within a longer number is none")
    board.wait(1_999)
    board.dial(0, "1")
    board.dial(0, "33")
    #expect(board.state(0) == BLP_STATE_OFF_HOOK)
    board.wait(2_000)
    board.dial(0, "133")
    #expect(board.state(0) == BLP_STATE_SEIZING)
    board.lift(1)
    board.dial(1, "9")
    board.hook(1, offHook: false)
    board.wait(300)
    board.hook(1, offHook: true)
    board.dial(1, "132")
    #expect(board.state(1) == BLP_STATE_SEIZING)
  }

  @Test func `who dials slowly reaches help all the same`() {
    let board = alone()
    board.lift(0)
    for digit in ["1", "3", "3"] {
      board.wait(4_000)
      board.dial(0, digit)
    }
    #expect(board.state(0) == BLP_STATE_SEIZING)
  }

  @Test func `a host is told whom the board has refused, until the hook says otherwise`() {
    let board = alone()
    board.lift(0)
    board.dial(0, "1006")
    board.hello()
    #expect(board.command(BLP_READ_LINES, [0])[3] == UInt8(BLP_STATE_RELEASED))
    board.hook(0, offHook: false)
    board.wait(300)
    board.hook(0, offHook: true)
    #expect(board.command(BLP_READ_LINES, [0])[3] == UInt8(BLP_STATE_OFF_HOOK))
  }

  @Test func `a board that was never told a number for help refuses from the start`() {
    let board = alone(emergency: [])
    board.lift(0)
    #expect(board.newActions() == [.tone(BLP_TONE_REFUSAL, line: 0)])
    board.dial(0, "131")
    #expect(board.state(0) == BLP_STATE_OFF_HOOK)
  }

  @Test func `with a session the host decides, and the board dials nothing by itself`() {
    let board = alone()
    board.hello()
    board.lift(0)
    board.dial(0, "131")
    #expect(board.newActions().isEmpty)
    #expect(board.newEvents().count == 5)
  }

  @Test func `a host that dies between the digits and the call leaves them to the board`() {
    let board = alone()
    board.hello()
    board.lift(0)
    board.lift(1)
    board.lift(2)
    board.lift(3)
    board.dial(0, "131")
    board.dial(1, "13")
    board.dial(2, "02")
    _ = board.newActions()
    board.wait(5_000)
    #expect(
      board.newActions() == [
        .seize(line: 0, trunk: 0, digits: "131"), .tone(BLP_TONE_REFUSAL, line: 2),
        .tone(BLP_TONE_DIAL, line: 3),
      ])
    board.dial(1, "2")
    #expect(board.newActions() == [.seize(line: 1, trunk: 1, digits: "132")])
  }

  @Test(arguments: [("133", ""), ("1", "33"), ("13", "3")])
  func `what was acknowledged to an earlier host is dialled for the one that cannot know it`(
    before: String, after: String
  ) {
    let board = alone()
    board.hello()
    board.lift(0)
    board.dial(0, String(before.prefix(1)))
    board.acknowledge()
    board.dial(0, String(before.dropFirst()))
    #expect(board.newActions().isEmpty)
    board.hello(nonce: 2)
    #expect(board.newActions().isEmpty == !after.isEmpty)
    board.dial(0, after)
    #expect(board.state(0) == BLP_STATE_SEIZING)
    board.acknowledge()
    let seized = board.newEvents().compactMap {
      if case .seized(_, _, let digits) = $0.what { digits } else { nil }
    }
    #expect(seized.isEmpty, "it is told once the trunk is taken")
    board.seized(0)
    #expect(board.newEvents().last?.what == .seized(call: 0x8007_0001, trunk: 0, digits: "133"))
  }

  @Test func `what the next host is still told is left to it, and so is what is dialled anew`() {
    let board = alone()
    board.hello()
    board.acknowledge()
    board.lift(0)
    board.dial(0, "13")
    board.hello(nonce: 2)
    board.dial(0, "3")
    #expect(board.newActions().isEmpty)
    board.hangUp(0)
    board.lift(0)
    board.dial(0, "13")
    board.acknowledge()
    board.hello(nonce: 3)
    // A tap of the hook begins anew: of this the host hears all.
    board.hook(0, offHook: false)
    board.wait(300)
    board.hook(0, offHook: true)
    board.dial(0, "133")
    #expect(board.newActions().isEmpty)
  }

  @Test func `a digit that a full log has no place for leaves the number to the board`() {
    let board = alone(ring: 20)
    board.hello()
    board.lift(0)
    board.lift(1)
    for _ in 0..<40 { board.dial(1, "9") }
    board.dial(0, "13")
    #expect(!board.newActions().contains { if case .seize = $0 { true } else { false } })
    board.dial(0, "3")
    #expect(board.newActions().last == .seize(line: 0, trunk: 0, digits: "133"))
  }

  @Test func `a host that comes finds the call the board dialled and may end it`() throws {
    let board = alone()
    board.lift(1)
    board.dial(1, "131")
    board.seized(1)
    board.hello()
    let line = board.command(BLP_READ_LINES, [1])
    #expect(line[3] == 3)
    let call = number(line[4..<8])
    #expect(call == 0x8007_0001)
    #expect(Array(line[8..<15]) == [0, 0, 0, 0, 0, 0, 0])
    #expect(board.lease(1, call: call, 1) == BLP_DONE)
    board.waitWithHost(10_000)
    #expect(board.state(1) == BLP_STATE_CONNECTED, "it has no lease to run out")
    board.cut(1, call: call)
    #expect(board.newEvents().last?.what == .released(call: call, cause: 5, pulses: 0))
  }

  @Test func `each call has an id of its own, and other boots have others`() {
    let board = alone()
    var calls: Set<UInt32> = []
    for bootID in UInt32(7)...9 {
      board.restart(bootID: bootID)
      for _ in 0..<3 {
        board.lift(0)
        board.dial(0, "131")
        calls.insert(board.board.pointee.lines[0].call)
        board.hangUp(0)
      }
    }
    #expect(calls.count == 9)
    #expect(calls.allSatisfy { $0 & 0x8000_0000 != 0 })
  }

  @Test func `a call for help takes the trunk of another call, the least advanced first`() {
    let board = alone(trunks: 2)
    board.setUpCall(0, call: 1)
    board.setUpCall(1, call: 2, answered: false)
    board.lift(2)
    _ = board.newActions()
    #expect(board.connect(2, call: 3, "131", emergency: true) == BLP_DONE)
    #expect(
      board.newActions() == [
        .release(line: 1, trunk: 1), .tone(BLP_TONE_CONGESTION, line: 1),
        .seize(line: 2, trunk: 1, digits: "131"),
      ])
    board.lift(3)
    #expect(board.connect(3, call: 4, "132", emergency: true) == BLP_DONE)
    board.acknowledge()
    #expect(
      board.newEvents().map(\.what) == [
        .offHook, .released(call: 2, cause: 5, pulses: 0), .offHook,
        .released(call: 1, cause: 5, pulses: 0),
      ])
  }

  @Test func `a call for help never takes the trunk of another call for help`() {
    let board = alone(trunks: 1)
    board.lift(0)
    board.dial(0, "131")
    board.lift(1)
    _ = board.newActions()
    board.dial(1, "132")
    #expect(board.newActions().last == .tone(BLP_TONE_CONGESTION, line: 1))
    #expect(board.state(0) == BLP_STATE_SEIZING)
    #expect(board.state(1) == BLP_STATE_RELEASED)
  }

  @Test func `a full ring keeps nobody from help, and what was lost is owned up to`() {
    let board = alone(ring: 20)
    board.lift(0)
    board.lift(1)
    for _ in 0..<40 { board.dial(0, "9") }
    board.dial(1, "131")
    #expect(board.state(1) == BLP_STATE_SEIZING)
    board.seized(1)
    board.hangUp(1)
    board.hello()
    for _ in 0..<10 { board.acknowledge() }
    let lost = board.newEvents().compactMap {
      if case .gap(let lost, _) = $0.what { lost } else { nil }
    }
    #expect(lost == [30], "25 of the 40 digits, 131, SEIZED and RELEASED found no place")
  }

  @Test func `lifting a handset without a host costs no more than a place in the log`() {
    let board = alone()
    for _ in 0..<5 {
      board.lift(0)
      board.wait(100)
      board.hangUp(0)
    }
    board.hello()
    board.acknowledge()
    board.acknowledge()
    #expect(board.newEvents().count == 11)
    #expect(board.board.pointee.ring.kept == 0)
  }
}
