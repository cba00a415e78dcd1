import CBoardReference
import Testing

/// Leases and talk limits, to the tick: no lease, no talk.
struct ReferenceLeaseTests {
  @Test(arguments: [1_000, UInt32.max - 19_000, UInt32.max - 20_000, UInt32.max - 1])
  func `a lease runs out to the tick, also when the tick wraps`(start: UInt32) {
    let board = ReferenceBoard(at: start)
    board.setUpCall(0, lease: 20_000)
    board.waitWithHost(19_999)
    #expect(board.state(0) == BLP_STATE_TALKING)
    board.wait(1)
    #expect(
      board.newActions() == [.release(line: 0, trunk: 0), .tone(BLP_TONE_REFUSAL, line: 0)])
    #expect(
      board.newEvents() == [
        .init(.released(call: 77, cause: 3, pulses: 0), line: 0, at: start &+ 20_000)
      ])
  }

  @Test func `a lease renewed in time goes on, and its end counts from the renewal`() {
    let board = ReferenceBoard()
    board.setUpCall(0, lease: 20_000)
    for _ in 0..<100 {
      board.waitWithHost(5_000)
      #expect(board.lease(0, call: 77, 20_000) == BLP_DONE)
    }
    #expect(board.newEvents().isEmpty)
    board.wait(20_000)
    board.hello(nonce: 2)
    #expect(
      board.newEvents() == [
        .init(.released(call: 77, cause: 3, pulses: 0), line: 0, at: 521_000)
      ])
  }

  @Test func `a lease of a call that is not there is skipped and the others renewed`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1, lease: 5_000)
    board.setUpCall(1, call: 2, lease: 5_000)
    let renewals: [(UInt8, UInt32)] = [(0, 9), (31, 1), (2, 0), (1, 2)]
    var payload = [UInt8(renewals.count)]
    for (line, call) in renewals {
      payload.append(line)
      payload += bytes(call)
      payload += bytes(UInt16(60_000))
      payload += bytes(UInt32.max)
    }
    #expect(board.command(BLP_LEASE, payload) == [UInt8(BLP_DONE)])
    board.waitWithHost(5_000)
    #expect(board.state(0) == BLP_STATE_RELEASED)
    #expect(board.state(1) == BLP_STATE_TALKING)
    #expect(board.command(BLP_LEASE, [0]) == [UInt8(BLP_BAD_FIELD)])
    #expect(board.command(BLP_LEASE, [9] + Array(payload.dropFirst())) == [UInt8(BLP_BAD_FIELD)])
    #expect(board.command(BLP_LEASE, [2] + Array(payload[1...11])) == [UInt8(BLP_BAD_FIELD)])
  }

  @Test func `a lease of nothing cuts at once`() {
    let board = ReferenceBoard()
    board.setUpCall(0)
    board.wait(500)
    #expect(board.lease(0, call: 77, 0) == BLP_DONE)
    #expect(
      board.newEvents() == [.init(.released(call: 77, cause: 3, pulses: 0), line: 0, at: 1_500)])
  }

  @Test func `the lease also bounds the time before the answer`() {
    let board = ReferenceBoard()
    board.setUpCall(0, lease: 8_000, answered: false)
    board.waitWithHost(8_000)
    #expect(board.newEvents().map(\.what) == [.released(call: 77, cause: 3, pulses: 0)])
  }

  @Test(arguments: [1_000, UInt32.max - 30_000, UInt32.max - 5_000])
  func `the talk limit cuts to the tick after the answer, also when the tick wraps`(start: UInt32) {
    let board = ReferenceBoard(at: start)
    board.setUpCall(0, lease: 65_000, limit: 48_000, answered: false)
    board.waitWithHost(7_000)
    board.answer(0)
    board.waitWithHost(47_999)
    #expect(board.state(0) == BLP_STATE_TALKING)
    _ = board.newEvents()
    board.wait(1)
    #expect(
      board.newEvents() == [
        .init(.released(call: 77, cause: 4, pulses: 0), line: 0, at: start &+ 55_000)
      ])
  }

  @Test func `a cut that is late by a stall still bears the tick it was due at`() {
    let board = ReferenceBoard()
    board.setUpCall(0, lease: 20_000, limit: 3_000)
    board.now += 4_500
    blp_board_poll(board.board, board.now)
    #expect(board.newEvents().map(\.tick) == [4_000])
    #expect(board.newEvents().isEmpty)
  }

  @Test func `what was due first happens first, however late the poll`() {
    let board = ReferenceBoard()
    board.hello()
    board.configure(signals: 4, delay: 2)
    board.lift(0)
    board.connect(0, call: 5, lease: 10_000, limit: 1_000)
    board.seized(0)
    board.acknowledge()
    _ = board.newEvents()
    board.now += 4_000
    blp_board_poll(board.board, board.now)
    #expect(
      board.newEvents() == [
        .init(.answered(call: 5, signal: 3), line: 0, at: 3_000),
        .init(.released(call: 5, cause: 4, pulses: 0), line: 0, at: 4_000),
      ])
  }

  @Test func `a talk limit moved later goes on, moved into the past cuts now`() {
    let board = ReferenceBoard()
    board.setUpCall(0, lease: 60_000, limit: 10_000)
    board.waitWithHost(9_000)
    board.lease(0, call: 77, 60_000, limit: 20_000)
    board.waitWithHost(10_000)
    #expect(board.state(0) == BLP_STATE_TALKING)
    board.lease(0, call: 77, 60_000, limit: 5_000)
    #expect(
      board.newEvents() == [
        .init(.released(call: 77, cause: 4, pulses: 0), line: 0, at: 20_000)
      ])
  }

  @Test func `a limit of nothing cuts at the answer`() {
    let board = ReferenceBoard()
    board.setUpCall(0, limit: 0)
    #expect(board.state(0) == BLP_STATE_RELEASED)
  }

  @Test func `a call for help has neither lease nor limit`() {
    let board = ReferenceBoard()
    board.hello()
    board.configure()
    board.lift(0)
    #expect(board.connect(0, call: 1, "131", lease: 1, limit: 0, emergency: true) == BLP_DONE)
    board.seized(0)
    board.answer(0)
    #expect(board.lease(0, call: 1, 1, limit: 1) == BLP_DONE)
    board.waitWithHost(3_600_000)
    #expect(board.state(0) == BLP_STATE_TALKING)
  }

  @Test func `calls and leases outlive the session, and a new host finds them`() {
    let board = ReferenceBoard()
    board.setUpCall(1, call: 77, lease: 20_000)
    board.wait(6_000)
    #expect(board.board.pointee.session == 0)
    #expect(board.state(1) == BLP_STATE_TALKING)
    board.hello(nonce: 99)
    #expect(board.state(1) == BLP_STATE_TALKING)
    let lines = board.command(BLP_READ_LINES, [1])
    #expect(
      Array(lines[3..<15])
        == [4] + bytes(UInt32(77)) + bytes(UInt32(1_000)) + bytes(UInt16(14_000)) + [0])
    board.lease(1, call: 77, 20_000)
    board.waitWithHost(19_000)
    #expect(board.state(1) == BLP_STATE_TALKING)
  }

  @Test func `a dead host gives no more talk than the lease`() {
    let board = ReferenceBoard()
    board.setUpCall(0, lease: 20_000)
    board.wait(3_600_000)
    board.hello(nonce: 2)
    #expect(
      board.newEvents() == [
        .init(.released(call: 77, cause: 3, pulses: 0), line: 0, at: 21_000)
      ])
  }
}
