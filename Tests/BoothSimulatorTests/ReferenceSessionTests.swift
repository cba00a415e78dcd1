import CBoardReference
import Testing

/// The board's half of a session: handshake, commands executed once, the event log pushed.
struct ReferenceSessionTests {
  // MARK: Handshake

  @Test func `a board announces itself at boot and each second until it has a session`() {
    let board = ReferenceBoard()
    #expect(board.newFrames().map(\.type) == [BLP_ANNOUNCE])
    board.wait(999)
    #expect(board.newFrames().isEmpty)
    board.wait(1)
    #expect(board.newFrames().map(\.type) == [BLP_ANNOUNCE])
    board.wait(3_000)
    #expect(board.newFrames().map(\.type) == [BLP_ANNOUNCE, BLP_ANNOUNCE, BLP_ANNOUNCE])
    board.hello()
    _ = board.newFrames()
    board.wait(1_000)
    #expect(!board.newFrames().contains { $0.type == BLP_ANNOUNCE })
  }

  @Test func `an announcement carries uid, boot id and reset cause, and no session`() throws {
    let board = ReferenceBoard()
    let frame = try #require(board.newFrames().first)
    #expect(frame.messageClass == BLP_CLASS_HANDSHAKE)
    #expect(frame.session == 0)
    #expect(frame.payload == [1, 1] + ReferenceBoard.uid + bytes(UInt32(7)) + [1])
  }

  @Test func `the first frame after an idle line is led by a zero, the next is not`() {
    let board = ReferenceBoard()
    board.hello()
    board.wait(20)
    board.wire = []
    board.lift(0)
    board.lift(1)
    let zeros = board.wire.split(separator: 0, omittingEmptySubsequences: false)
    #expect(zeros.count == 4)
    #expect(zeros.first?.isEmpty == true)
  }

  @Test func `the answer to hello says what the board is and where its log stands`() {
    let board = ReferenceBoard()
    board.wait(500)
    board.lift(2)
    let ack = board.hello(nonce: 0xCAFE)
    #expect(ack.result == BLP_HELLO_ACCEPTED)
    #expect(ack.nonce == 0xCAFE)
    #expect(withUnsafeBytes(of: ack.uid) { Array($0) } == ReferenceBoard.uid)
    #expect(ack.boot_id == 7)
    #expect((ack.firmware_major, ack.firmware_minor, ack.firmware_patch) == (1, 2, 3))
    #expect((ack.lines, ack.trunks) == (4, 2))
    #expect((ack.display_rows, ack.display_columns) == (2, 16))
    #expect(ack.payload_limit == 96)
    #expect(ack.ring_size == 512)
    #expect((ack.oldest_event, ack.next_event) == (1, 3))
    #expect(ack.tick == 1_500)
    #expect(ack.configuration_crc == 0)
    #expect(ack.capabilities == 0x7F & ~UInt32(BLP_CAN_KEEP_RING))
  }

  @Test func `a new nonce begins a new session, the same nonce does not`() {
    let board = ReferenceBoard()
    board.hello(nonce: 5)
    let first = board.session
    #expect(first != 0)
    board.command(BLP_STATISTICS, [])
    board.wait(10)
    let again = board.hello(nonce: 5)
    #expect(board.session == first)
    #expect(again.tick == 1_010)
    #expect(board.newFrames().last { $0.type == BLP_HELLO_ACK }?.ack == 1)
    #expect(board.repeatCommand(BLP_TONE, [9, 9, 9, 9], seq: 1) == nil, "already executed")
    board.hello(nonce: 6)
    #expect(board.session != first)
    #expect(board.newFrames().last { $0.type == BLP_HELLO_ACK }?.ack == 0)
  }

  @Test func `the same nonce asked again after the lines tells how far their log goes`() {
    let board = ReferenceBoard()
    let before = board.hello(nonce: 5).next_event
    board.lift(2)
    let reports = board.command(BLP_READ_LINES, [0])
    #expect(reports[3 + 2 * 12] == UInt8(BLP_STATE_OFF_HOOK))
    #expect(board.nextEvent == before + 1, "the lift is told already")
    #expect(board.hello(nonce: 5).next_event == before + 1)
    #expect(board.command(BLP_READ_LINES, [0]) == reports, "and the session goes on")
  }

  @Test func `session numbers go round without zero and never repeat at once`() {
    let board = ReferenceBoard()
    var last: UInt8 = 0
    for nonce in UInt32(1)...600 {
      board.hello(nonce: nonce)
      #expect(board.session != 0)
      #expect(board.session != last)
      last = board.session
    }
  }

  @Test func `a frame of a session before the reset does not pass for one of the session after`() {
    let board = ReferenceBoard()
    board.hello()
    let before = board.session
    board.restart(bootID: 8)
    board.hello()
    #expect(board.session != before)
  }

  @Test(arguments: [(UInt8(2)...9, UInt32(0), 1), (0...0, 0, 1), (1...1, 1 << 31, 2)])
  func `a host that cannot be served is refused, and the session stays as it was`(
    versions: ClosedRange<UInt8>, features: UInt32, result: Int
  ) {
    let board = ReferenceBoard()
    board.hello(nonce: 5)
    #expect(board.command(BLP_STATISTICS, []).first == 0)
    let ack = board.hello(nonce: 6, versions: versions, features: features)
    #expect(Int(ack.result) == result)
    #expect(ack.nonce == 6)
    let refusal = board.newFrames().last { $0.type == BLP_HELLO_ACK }
    #expect(refusal?.session == 0)
    // What the session has executed is nothing to who is not in it.
    #expect(refusal?.ack == 0)
    #expect(board.command(BLP_STATISTICS, []).first == 0)
  }

  @Test func `a host of several versions is served with the one both have`() {
    let board = ReferenceBoard()
    #expect(board.hello(versions: 1...7).version == 1)
    #expect(board.session != 0)
  }

  @Test func `five seconds without a frame of the session end it`() {
    let board = ReferenceBoard()
    board.hello()
    board.wait(4_999)
    #expect(board.board.pointee.session == board.session)
    board.send(class: BLP_CLASS_PING, type: BLP_PING, payload: bytes(UInt32(3)))
    board.wait(4_999)
    // Neither another session's frame nor noise keeps it.
    board.send(
      class: BLP_CLASS_PING, type: BLP_PING, payload: bytes(UInt32(3)), session: board.session &+ 1)
    board.receive([0, 1, 2, 3, 0])
    _ = board.newFrames()
    board.wait(1)
    #expect(board.board.pointee.session == 0)
    #expect(board.newFrames().map(\.type) == [BLP_ANNOUNCE])
    #expect(board.repeatCommand(BLP_STATISTICS, [], seq: 1) == nil)
  }

  @Test func `the same nonce after a session ended begins a new one`() {
    let board = ReferenceBoard()
    board.hello(nonce: 5)
    let first = board.session
    board.wait(5_000)
    board.hello(nonce: 5)
    #expect(board.session != first)
  }

  @Test func `a ping of a type to come keeps the session and is not answered`() {
    let board = ReferenceBoard()
    board.hello()
    _ = board.newFrames()
    board.wait(4_999)
    _ = board.newFrames()
    board.send(class: BLP_CLASS_PING, type: 0x7F, payload: bytes(UInt32(3)))
    board.send(class: BLP_CLASS_PING, type: 0x7F)
    #expect(!board.newFrames().contains { $0.messageClass == BLP_CLASS_PONG })
    board.wait(4_999)
    #expect(board.board.pointee.session != 0)
    board.wait(1)
    #expect(board.board.pointee.session == 0)
  }

  @Test func `a ping is answered with stamp, tick and what the ring holds`() throws {
    let board = ReferenceBoard()
    board.hello()
    board.wait(100)
    _ = board.newFrames()
    board.send(class: BLP_CLASS_PING, type: BLP_PING, payload: bytes(UInt32(0xABCD_1234)), ack: 0)
    let pong = try #require(board.newFrames().first { $0.messageClass == BLP_CLASS_PONG })
    #expect(
      pong.payload == bytes(UInt32(0xABCD_1234)) + bytes(UInt32(1_100)) + bytes(UInt16(1)))
  }

  // MARK: Commands

  @Test func `a command repeated is answered again and not executed again`() {
    let board = ReferenceBoard()
    board.hello()
    board.lift(0)
    _ = board.newActions()
    #expect(board.tone(0, BLP_TONE_DIAL) == BLP_DONE)
    #expect(board.newActions() == [.tone(BLP_TONE_DIAL, line: 0)])
    let again = board.repeatCommand(
      BLP_TONE, [0, UInt8(BLP_TONE_DIAL), 0, 0], seq: board.seq)
    #expect(again == [UInt8(BLP_DONE)])
    #expect(board.newActions().isEmpty)
    #expect(board.board.pointee.statistics.duplicates == 1)
  }

  @Test func `a long response is repeated to the byte`() {
    let board = ReferenceBoard()
    board.hello()
    let first = board.command(BLP_READ_LINES, [0])
    board.lift(0)
    #expect(board.repeatCommand(BLP_READ_LINES, [0], seq: board.seq) == first)
  }

  @Test(arguments: [
    (UInt8(1), true), (2, true), (127, true), (128, false), (200, false), (255, false),
  ])
  func `a command 1 to 127 ahead is executed, any other dropped`(ahead: UInt8, isExecuted: Bool) {
    for start in [UInt8(0), 100, 200, 255] {
      let board = ReferenceBoard()
      board.hello()
      var seq: UInt8 = 0
      while seq != start {
        seq &+= min(127, start &- seq)
        _ = board.repeatCommand(BLP_STATISTICS, [], seq: seq)
      }
      let answer = board.repeatCommand(BLP_STATISTICS, [], seq: start &+ ahead)
      #expect((answer != nil) == isExecuted)
    }
  }

  @Test func `sequence number zero means nothing before the first command`() {
    let board = ReferenceBoard()
    board.hello()
    #expect(board.repeatCommand(BLP_STATISTICS, [], seq: 0) == nil)
  }

  @Test func `of three hundred commands in one session each is executed`() {
    let board = ReferenceBoard()
    board.hello()
    board.lift(0)
    _ = board.newActions()
    let tones = (0..<300).map { 1 + $0 % BLP_TONE_REFUSAL }
    for tone in tones { #expect(board.tone(0, tone) == BLP_DONE) }
    #expect(board.newActions() == tones.map { .tone($0, line: 0) })
    #expect(board.seq == 44, "300 modulo 256")
    #expect(board.board.pointee.statistics.duplicates == 0)
  }

  @Test func `a command of another session is dropped`() {
    let board = ReferenceBoard()
    board.hello(nonce: 1)
    let old = board.session
    board.hello(nonce: 2)
    _ = board.newFrames()
    board.send(class: BLP_CLASS_COMMAND, type: BLP_STATISTICS, seq: 1, session: old)
    board.send(class: BLP_CLASS_COMMAND, type: BLP_STATISTICS, seq: 1, session: 0)
    #expect(board.newFrames().isEmpty)
    #expect(board.board.pointee.statistics.malformed == 2)
  }

  @Test func `an unknown command is answered with unknown type`() {
    let board = ReferenceBoard()
    board.hello()
    #expect(board.command(0x7E, [1, 2, 3]) == [UInt8(BLP_UNKNOWN_TYPE)])
  }

  @Test func `fields appended by a later version are ignored`() {
    let board = ReferenceBoard()
    board.hello()
    board.lift(0)
    #expect(board.command(BLP_TONE, [0, 1, 0, 0, 0xEE, 0xFF]) == [UInt8(BLP_DONE)])
  }

  @Test func `a response that finds no room in the transmit buffer comes with the repetition`() {
    let board = ReferenceBoard()
    board.hello()
    board.wireIsFull = true
    #expect(board.command(BLP_STATISTICS, []).isEmpty)
    board.wireIsFull = false
    #expect(board.repeatCommand(BLP_STATISTICS, [], seq: board.seq)?.first == 0)
  }

  @Test func `a reset is answered before it is done, and only with the magic word`() {
    let board = ReferenceBoard()
    board.hello()
    #expect(board.command(BLP_RESET, [1, 2, 3, 4]) == [UInt8(BLP_BAD_FIELD)])
    #expect(board.newActions().isEmpty)
    #expect(board.command(BLP_RESET, bytes(UInt32(0x5445_5352))) == [UInt8(BLP_DONE)])
    #expect(board.newActions() == [.reset])
  }

  @Test func `statistics count what came, what went and what was wrong`() {
    let board = ReferenceBoard(at: 0)
    board.hello()
    board.wait(3_500)
    board.receive([0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0])
    board.receive([0, 0x21, 1, 0])
    let response = board.command(BLP_STATISTICS, [])
    let fields = (0..<6).map { number(response[1 + 4 * $0..<5 + 4 * $0]) }
    #expect(fields[0] == 2, "HELLO and this command")
    #expect(fields[1] >= 4)
    #expect(fields[2] + fields[3] == 2)
    #expect(fields[4] == 0)
    #expect(fields[5] > 0, "BOOT, sent again and again")
    #expect(number(response[25..<27]) == 1)
    #expect(number(response[27..<31]) == 3)
  }
}
