import CBoardReference
import Testing

/// Events on their way to the host.
extension ReferenceSessionTests {
  @Test func `the first event of each boot is BOOT, and numbers start at 1`() {
    let board = ReferenceBoard()
    board.restart(cause: UInt8(BLP_RESET_WATCHDOG), bootID: 8)
    board.hello()
    #expect(board.newEvents() == [.init(.boot(cause: 3), line: 255, at: 1_000)])
    #expect(board.nextEvent == 2)
  }

  @Test func `no more than eight events are in flight`() {
    let board = ReferenceBoard()
    for line in 0..<4 { board.lift(line) }
    for digit in ["1", "2", "3", "4", "5", "6", "7"] { board.dial(0, digit) }
    #expect(!board.newFrames().contains { $0.messageClass == BLP_CLASS_EVENT })
    board.hello()
    #expect(board.newFrames().filter { $0.messageClass == BLP_CLASS_EVENT }.count == 8)
    board.nextEvent = 4
    board.acknowledge()
    #expect(board.newFrames().map(\.seq) == [9, 10, 11])
  }

  @Test func `the oldest event and all after it are sent again, ever more slowly`() {
    let board = ReferenceBoard()
    board.hello()
    board.lift(0)
    board.lift(1)
    _ = board.newFrames()
    for interval in [UInt32(250), 500, 1_000, 2_000] {
      board.wait(interval - 1)
      #expect(board.newFrames().isEmpty)
      board.wait(1)
      #expect(board.newFrames().map(\.seq) == [1, 2, 3])
    }
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 0)
    board.wait(2_000)
    #expect(board.newFrames().map(\.seq) == [1, 2, 3])
    #expect(board.board.pointee.statistics.events_resent == 15)
  }

  @Test func `an acknowledgement brings the resending back to its first pace`() {
    let board = ReferenceBoard()
    board.hello()
    board.lift(0)
    board.wait(1_000)
    _ = board.newFrames()
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 2)
    board.wait(249)
    #expect(board.newFrames().isEmpty)
    board.wait(1)
    #expect(board.newFrames().map(\.seq) == [2])
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 3)
    board.wait(4_000)
    #expect(board.newFrames().isEmpty)
  }

  @Test(arguments: [UInt8(0), 1, 5, 6, 100, 129, 255])
  func `an acknowledgement of what is not in flight is ignored`(ack: UInt8) {
    let board = ReferenceBoard()
    board.hello()
    for line in 0..<3 { board.lift(line) }
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: ack)
    // Events 1 to 4 are in flight: 2 to 5 are the acknowledgements that mean something.
    let isMeant = (2...5).contains(ack)
    #expect(board.board.pointee.ring.oldest == (isMeant ? UInt32(ack) : 1))
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 3)
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 2)
    #expect(board.board.pointee.ring.oldest == (isMeant ? 5 : 3), "and an old one undoes nothing")
  }

  @Test func `a new session gets everything that no session has acknowledged`() {
    let board = ReferenceBoard()
    board.hello(nonce: 1)
    board.lift(0)
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 2)
    board.nextEvent = 2
    let ack = board.hello(nonce: 2)
    #expect((ack.oldest_event, ack.next_event) == (2, 3))
    let events = board.newFrames().filter {
      $0.messageClass == BLP_CLASS_EVENT && $0.session == board.session
    }
    #expect(events.map(\.seq) == [2])
    // What was on its way in the session before is no longer in flight in this one.
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 4)
    #expect(board.board.pointee.ring.oldest == 2)
  }

  @Test func `what waits outside the window cannot be acknowledged`() {
    let board = ReferenceBoard()
    board.stored = 1
    board.hello()
    board.lift(0)
    board.dial(0, "0123456789")
    // Events 1 to 8 are in flight, 9 to 12 wait.
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 10)
    #expect(board.board.pointee.ring.oldest == 1)
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 9)
    #expect(board.board.pointee.ring.oldest == 9)
  }

  @Test func `what was in flight in the session before is not in flight in the new one`() {
    let board = ReferenceBoard()
    board.stored = 1
    board.hello(nonce: 1)
    board.lift(0)
    board.wireIsFull = true
    board.send(
      class: BLP_CLASS_HANDSHAKE, type: BLP_HELLO,
      payload: [1, 1] + bytes(UInt32(2)) + bytes(UInt32(0)), session: 0)
    #expect(board.board.pointee.session == board.session + 1)
    board.send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK, ack: 3, session: board.session + 1)
    #expect(board.board.pointee.ring.oldest == 1)
  }

  @Test func `event numbers go on past a low byte of 255`() {
    let board = ReferenceBoard()
    board.hello()
    board.lift(0)
    for _ in 0..<600 {
      board.dial(0, "5")
      board.acknowledge()
    }
    #expect(board.nextEvent == 603)
    #expect(board.newEvents().count == 602)
    #expect(board.board.pointee.ring.used == 0)
  }

  @Test func `an event that finds no room in the transmit buffer is sent as soon as there is some`()
  {
    let board = ReferenceBoard()
    board.hello()
    board.acknowledge()
    board.wireIsFull = true
    board.lift(0)
    board.dial(0, "42")
    board.wait(100)
    board.wireIsFull = false
    #expect(blp_board_idle(board.board, board.now) <= 1)
    board.wait(1)
    #expect(board.newEvents().count == 4)
  }
}
