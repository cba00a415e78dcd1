import CBoardReference
import Testing

/// What CONNECT begins, and when it is refused.
extension ReferenceCallTests {
  @Test func `a CONNECT of a call that is on the line only renews it`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 77, lease: 5_000)
    board.waitWithHost(4_000)
    #expect(board.connect(0, call: 77, "999", lease: 5_000) == BLP_DONE)
    #expect(board.newActions().isEmpty)
    board.waitWithHost(4_999)
    #expect(board.state(0) == BLP_STATE_TALKING)
    board.wait(1)
    #expect(
      board.newEvents().last == .init(.released(call: 77, cause: 3, pulses: 0), line: 0, at: 10_000)
    )
  }

  @Test func `a CONNECT is refused on-hook, over another call, after a release and out of range`() {
    let board = ReferenceBoard()
    board.hello()
    board.configure()
    #expect(board.connect(0, call: 1) == BLP_WRONG_STATE)
    #expect(board.connect(4, call: 1) == BLP_NO_SUCH_LINE)
    board.lift(0)
    #expect(board.connect(0, call: 0) == BLP_BAD_FIELD)
    #expect(board.connect(0, call: 0x8000_0001) == BLP_BAD_FIELD)
    #expect(board.connect(0, call: 1, lease: 0) == BLP_BAD_FIELD)
    #expect(board.connect(0, call: 1, "") == BLP_BAD_FIELD)
    #expect(board.connect(0, call: 1, "12 34") == BLP_BAD_FIELD)
    #expect(board.connect(0, call: 1, String(repeating: "1", count: 33)) == BLP_BAD_FIELD)
    #expect(board.connect(0, call: 1, String(repeating: "1", count: 32)) == BLP_DONE)
    #expect(board.connect(0, call: 2) == BLP_WRONG_STATE)
    board.cut(0, call: 1)
    #expect(board.connect(0, call: 2) == BLP_WRONG_STATE, "released, still off-hook")
  }

  @Test func `a CONNECT that comes late does not dial for the next caller`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 77)
    board.farEndHangsUp(0)
    board.hangUp(0)
    board.lift(0)
    _ = board.newActions()
    #expect(board.connect(0, call: 77) == BLP_WRONG_STATE)
    #expect(board.newActions().isEmpty)
    #expect(board.connect(0, call: 78) == BLP_DONE)
    board.hangUp(0)
    board.hello(nonce: 2)
    board.lift(0)
    #expect(board.connect(0, call: 78) == BLP_DONE, "a new session's commands are its own")
  }

  @Test func `a CONNECT that was decided before the last hook change is overtaken`() {
    let board = ReferenceBoard()
    board.hello()
    board.configure()
    board.lift(0)
    let first = board.nextEvent
    board.hangUp(0)
    let betweenThem = board.nextEvent
    board.lift(0)
    _ = board.newActions()
    #expect(board.connect(0, call: 1, nextEvent: first) == BLP_OVERTAKEN)
    #expect(board.connect(0, call: 1, nextEvent: betweenThem) == BLP_OVERTAKEN, "it was OFF_HOOK")
    #expect(
      board.connect(0, call: 1, "131", nextEvent: betweenThem, emergency: true) == BLP_OVERTAKEN)
    #expect(board.newActions().isEmpty)
    #expect(board.connect(0, call: 1, nextEvent: board.nextEvent) == BLP_DONE)
    #expect(board.connect(0, call: 1, nextEvent: 0) == BLP_DONE, "it is on the line already")
  }

  @Test func `a CONNECT that was decided before a flash is overtaken, one of another line is not`()
  {
    let board = ReferenceBoard()
    board.hello()
    board.configure()
    board.lift(0)
    board.lift(1)
    let decided = board.nextEvent
    board.hook(0, offHook: false)
    board.now += 100
    board.hook(0, offHook: true)
    #expect(board.connect(0, call: 1, nextEvent: decided) == BLP_OVERTAKEN)
    #expect(board.connect(1, call: 2, nextEvent: decided) == BLP_DONE)
  }

  @Test func `a lifting that the ring had no place for overtakes all the same`() {
    let board = ReferenceBoard(ring: 32)
    board.hello()
    board.configure()
    board.stored = board.board.pointee.ring.oldest
    board.lift(1)
    for _ in 0..<32 { board.dial(1, "5") }
    let ring = board.board.pointee.ring
    board.lift(0)
    let decided = ring.oldest + UInt32(ring.used)
    #expect(board.board.pointee.ring.lost == ring.lost + 1)
    #expect(board.connect(0, call: 1, "131", nextEvent: decided, emergency: true) == BLP_OVERTAKEN)
    // What has a place kept may have that number: the host has to have read the GAP.
    #expect(
      board.connect(0, call: 1, "131", nextEvent: decided + 1, emergency: true) == BLP_OVERTAKEN)
    board.stored = nil
    for _ in 0..<8 { board.acknowledge() }
    #expect(board.board.pointee.ring.lost == 0)
    #expect(
      board.connect(0, call: 1, "131", nextEvent: board.nextEvent, emergency: true) == BLP_DONE)
  }

  @Test func `with no trunk free the caller hears congestion and the host the reason`() {
    let board = ReferenceBoard(trunks: 1)
    board.setUpCall(0, call: 1)
    board.lift(1)
    #expect(board.connect(1, call: 2) == BLP_DONE)
    #expect(board.newEvents().map(\.what) == [.offHook, .connectFailed(call: 2, reason: 1)])
    #expect(board.newActions() == [.tone(BLP_TONE_CONGESTION, line: 1)])
    #expect(board.state(1) == BLP_STATE_RELEASED)
  }

  @Test func `a trunk out of order is passed over, and named when there is no other`() {
    let board = ReferenceBoard(trunks: 2)
    board.hello()
    board.brokenTrunks = [0]
    board.lift(0)
    board.lift(1)
    board.connect(0, call: 1)
    board.connect(1, call: 2)
    #expect(board.newActions().first == .seize(line: 0, trunk: 1, digits: "025854205"))
    #expect(board.newEvents().last?.what == .connectFailed(call: 2, reason: 3))
  }

  @Test func `hardware that cannot seize ends the attempt with its reason`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1, answered: false)
    blp_board_connect_failed(board.board, 0, 1, board.now)
    #expect(board.newEvents().isEmpty, "the trunk is seized already")
    board.lift(1)
    board.connect(1, call: 2)
    blp_board_connect_failed(board.board, 1, UInt8(BLP_FAILED_TRUNK_FAULT), board.now)
    #expect(board.newEvents().last?.what == .connectFailed(call: 2, reason: 3))
    #expect(board.newActions().contains(.release(line: 1, trunk: 1)))
  }
}
