import CBoardReference
import Testing

/// The event log when it is full, and the folding of metering pulses.
struct ReferenceRingTests {
  /// A board whose ring is as full as ordinary events can make it.
  private func full(_ board: ReferenceBoard, by line: Int) {
    while blp_board_has_free_place(board) { board.dial(line, "5") }
  }

  private func blp_board_has_free_place(_ board: ReferenceBoard) -> Bool {
    let ring = board.board.pointee.ring
    return ring.used + ring.kept < ring.capacity
  }

  /// Lets a host take everything there is.
  private func drain(_ board: ReferenceBoard) {
    for _ in 0..<200 where board.board.pointee.ring.used > 0 { board.acknowledge() }
  }

  @Test func `a board of eight lines with 512 events fits in 12 KiB`() {
    let size =
      MemoryLayout<blp_board>.size + 8 * MemoryLayout<blp_line>.stride
      + 512 * MemoryLayout<blp_ring_entry>.stride
    #expect(MemoryLayout<blp_ring_entry>.stride == 16)
    #expect(size < 12 * 1_024)
  }

  @Test func `a full ring still tells how a call under way is answered, released and hung up`() {
    let board = ReferenceBoard(ring: 32)
    board.setUpCall(0, call: 1, answered: false)
    board.lift(1)
    full(board, by: 1)
    board.dial(1, "777")
    board.now += 100
    board.answer(0)
    board.now += 100
    board.hook(0, offHook: false)
    board.wait(701)
    drain(board)
    let told = board.newEvents()
    #expect(told.contains(.init(.answered(call: 1, signal: 1), line: 0, at: 1_100)))
    #expect(told.contains(.init(.released(call: 1, cause: 1, pulses: 0), line: 0, at: 1_200)))
    #expect(told.contains(.init(.onHook, line: 0, at: 1_200)))
    #expect(told.last?.what == .gap(lost: 3, firstTick: 1_000))
  }

  @Test func `the last place is ON_HOOK's`() {
    let board = ReferenceBoard(ring: 32)
    board.hello()
    board.configure()
    board.lift(0)
    let ring = board.board.pointee.ring
    for _ in 0..<(ring.capacity - ring.used - ring.kept - 1) { board.dial(0, "5") }
    board.lift(1)
    #expect(board.board.pointee.ring.lost == 1)
    board.hangUp(1)
    drain(board)
    let told = board.newEvents().filter { $0.line == 1 }.map(\.what)
    #expect(told == [.onHook])
  }

  @Test func `a full ring refuses new calls`() {
    let board = ReferenceBoard(ring: 32)
    board.hello()
    board.configure()
    board.lift(0)
    board.lift(1)
    while board.board.pointee.ring.used + board.board.pointee.ring.kept < 30 {
      board.dial(0, "5")
    }
    // Two places are left, a call needs three: SEIZED, ANSWERED, RELEASED.
    board.stored = board.board.pointee.ring.oldest
    #expect(board.connect(1, call: 1) == BLP_RING_FULL)
    #expect(!board.newActions().contains(.seize(line: 1, trunk: 0, digits: "025854205")))
    board.stored = board.board.pointee.ring.oldest + 1
    #expect(board.connect(1, call: 1) == BLP_DONE)
  }

  @Test func `losses are owned up to in one gap, in their place in the log`() {
    let board = ReferenceBoard(ring: 32)
    board.hello()
    board.lift(0)
    full(board, by: 0)
    board.now += 50
    board.dial(0, "1")
    board.now += 50
    board.dial(0, "2")
    #expect(board.board.pointee.ring.lost == 2)
    drain(board)
    board.dial(0, "3")
    board.acknowledge()
    let told = board.newEvents().suffix(2)
    #expect(
      told == [
        .init(.gap(lost: 2, firstTick: 1_050), line: 255, at: 1_100),
        .init(.digit("3", method: 0), line: 0, at: 1_100),
      ])
  }

  @Test func `losses right after a gap that nobody has seen belong to it`() {
    let board = ReferenceBoard(ring: 32)
    board.hello()
    board.lift(0)
    full(board, by: 0)
    board.dial(0, "12")
    board.stored = board.board.pointee.ring.oldest + 1
    board.acknowledge()
    board.now += 10
    board.dial(0, "345")
    board.stored = nil
    drain(board)
    #expect(
      board.newEvents().last == .init(.gap(lost: 5, firstTick: 1_000), line: 255, at: 1_010))
  }

  @Test func `through an overload that lasts every event is told or counted`() {
    let board = ReferenceBoard(ring: 64)
    board.hello()
    board.lift(0)
    board.stored = board.board.pointee.ring.oldest
    for _ in 0..<1_000 { board.dial(0, "5") }
    // One place at a time becomes free, and more is lost each time.
    for _ in 0..<200 {
      board.stored = board.board.pointee.ring.oldest + 1
      board.acknowledge()
      for _ in 0..<3 { board.dial(0, "6") }
    }
    board.stored = nil
    drain(board)
    var lost: UInt32 = 0
    var digits: UInt32 = 0
    for event in board.newEvents() {
      if case .gap(let count, _) = event.what { lost += count }
      if case .digit = event.what { digits += 1 }
    }
    #expect(digits < 200)
    #expect(lost + digits == 1_600)
  }

  @Test func `nothing that was not acknowledged is forgotten, nor told twice, nor out of order`() {
    let board = ReferenceBoard(ring: 128)
    var seed = UInt64(42)
    func random(_ below: UInt64) -> UInt64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (seed >> 33) % below
    }
    var dialled = ""
    board.hello()
    board.lift(0)
    for round in 0..<2_000 {
      let digit = String(random(10))
      dialled += digit
      board.dial(0, digit)
      board.wireIsFull = random(4) == 0
      if random(3) == 0 { board.wait(UInt32(random(400))) }
      if random(3) != 0 { board.acknowledge() }
      if round % 100 == 99 {
        board.wireIsFull = false
        _ = board.hello(nonce: UInt32(round))
        drain(board)
      }
    }
    let told = board.events.compactMap {
      if case .digit(let digit, _) = $0.what { digit } else { nil }
    }
    #expect(told.joined() == dialled)
    #expect(board.events.count == dialled.count + 2)
  }

  @Test func `a board restarts before the numbers of its events wrap, when all is quiet`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1)
    let first = UInt32(0xFFFF_0000) - 2
    board.board.pointee.ring.oldest = first
    board.board.pointee.ring.untold = first
    board.nextEvent = first
    board.farEndHangsUp(0)
    board.lift(1)
    board.wait(10)
    #expect(!board.newActions().contains(.reset), "two events are not acknowledged")
    board.connect(1, call: 2)
    board.acknowledge()
    board.wait(10)
    #expect(!board.newActions().contains(.reset), "there is a call")
    board.seized(1)
    board.farEndHangsUp(1)
    board.acknowledge()
    board.wait(1)
    #expect(board.newActions().contains(.reset))
    #expect(
      board.newEvents().map(\.what) == [
        .released(call: 1, cause: 2, pulses: 0), .offHook,
        .seized(call: 2, trunk: 0, digits: ""), .released(call: 2, cause: 2, pulses: 0),
      ])
  }

  @Test func `a board that is never quiet restarts before its numbers wrap all the same`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1)
    let first = UInt32(0xFFFF_FF00) - 1
    board.board.pointee.ring.oldest = first
    board.board.pointee.ring.untold = first
    board.nextEvent = first
    board.wait(10)
    #expect(!board.newActions().contains(.reset))
    board.pulse(0)
    board.wait(1)
    #expect(board.newActions().contains(.reset))
  }

  // MARK: Metering

  @Test func `metering pulses that wait to be sent are folded into one event`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1)
    for line in 1..<4 { board.lift(line) }
    for _ in 0..<5 { board.dial(1, "5") }
    // Eight events are in flight; these find the window closed.
    for _ in 0..<40 {
      board.now += 10
      board.pulse(0)
    }
    drain(board)
    #expect(
      board.newEvents().last
        == .init(.metering(call: 1, pulses: 40), line: 0, at: 1_400))
    board.pulse(0)
    #expect(board.newEvents() == [.init(.metering(call: 1, pulses: 41), line: 0, at: 1_400)])
    board.pulse(0)
    board.acknowledge()
    #expect(board.newEvents().map(\.what) == [.metering(call: 1, pulses: 42)])
  }

  @Test func `an event that was once on the wire is never rewritten, in no session`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1)
    board.pulse(0)
    #expect(board.newEvents().map(\.what) == [.metering(call: 1, pulses: 1)])
    let numbered = board.nextEvent
    board.hello(nonce: 9)
    board.wireIsFull = true
    board.pulse(0)
    board.wireIsFull = false
    board.nextEvent = numbered - 1
    board.hello(nonce: 10)
    drain(board)
    #expect(
      board.newEvents().map(\.what) == [
        .metering(call: 1, pulses: 1), .metering(call: 1, pulses: 2),
      ])
  }

  @Test func `pulses that find the ring full are told later and in the release`() {
    let board = ReferenceBoard(ring: 32)
    board.setUpCall(0, call: 1)
    board.lift(1)
    full(board, by: 1)
    for _ in 0..<7 { board.pulse(0) }
    #expect(board.board.pointee.ring.lost == 0)
    drain(board)
    board.acknowledge()
    #expect(board.newEvents().last?.what == .metering(call: 1, pulses: 7))
    full(board, by: 1)
    board.pulse(0)
    board.farEndHangsUp(0)
    drain(board)
    #expect(board.newEvents().last?.what == .released(call: 1, cause: 2, pulses: 8))
  }

  @Test func `pulses that waited for room are told with the tick of the last of them`() {
    let board = ReferenceBoard(ring: 32)
    board.setUpCall(0, call: 1)
    board.lift(1)
    full(board, by: 1)
    board.pulse(0)
    board.now += 40
    board.pulse(0)
    board.now += 500
    drain(board)
    #expect(
      board.newEvents().last == .init(.metering(call: 1, pulses: 2), line: 0, at: 1_040))
  }

  @Test func `the pulse that is the answer is also the first`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1, answered: false)
    board.pulse(0)
    board.acknowledge()
    #expect(
      board.newEvents().map(\.what) == [
        .answered(call: 1, signal: 2), .metering(call: 1, pulses: 1),
      ])
  }

  @Test func `the count of pulses stays at its most`() {
    let board = ReferenceBoard()
    board.setUpCall(0, call: 1)
    for _ in 0..<70_000 { board.pulse(0) }
    board.farEndHangsUp(0)
    drain(board)
    #expect(board.newEvents().last?.what == .released(call: 1, cause: 2, pulses: 65_535))
  }
}
