import CBoardReference
import Testing

/// Hook, digits, tones, ringing, displays and configuration: a line without a call.
struct ReferenceLineTests {
  private func ready(
    lines: Int = 4, capabilities: UInt32 = 0x7F, at tick: UInt32 = 1_000
  ) -> ReferenceBoard {
    let board = ReferenceBoard(lines: lines, capabilities: capabilities, at: tick)
    board.hello()
    board.configure()
    board.acknowledge()
    _ = board.newEvents()
    _ = board.newActions()
    return board
  }

  // MARK: Hook

  @Test func `lifting and hanging up are told with the tick at which the loop closed and opened`() {
    let board = ready()
    board.lift(1)
    board.wait(3_000)
    board.hook(1, offHook: false)
    board.wait(700)
    #expect(board.newEvents() == [.init(.offHook, line: 1, at: 1_000)])
    #expect(board.state(1) == BLP_STATE_OFF_HOOK)
    board.wait(1)
    #expect(board.newEvents() == [.init(.onHook, line: 1, at: 4_000)])
    #expect(board.state(1) == BLP_STATE_ON_HOOK)
  }

  @Test(arguments: [
    (UInt32(1), false, false), (79, false, false), (80, true, false), (700, true, false),
    (701, false, true), (5_000, false, true),
  ])
  func `a drop is noise, a flash or a hang-up by its length`(
    length: UInt32, isFlash: Bool, isHangUp: Bool
  ) {
    for start in [1_000, UInt32.max - 100] {
      let board = ready(at: start)
      board.lift(0)
      board.hook(0, offHook: false)
      board.waitWithHost(length)
      board.hook(0, offHook: true)
      var expected = [BoardTells(.offHook, line: 0, at: start)]
      if isFlash { expected.append(.init(.flash, line: 0, at: start)) }
      if isHangUp {
        expected.append(.init(.onHook, line: 0, at: start))
        expected.append(.init(.offHook, line: 0, at: start &+ length))
      }
      #expect(board.newEvents() == expected)
    }
  }

  @Test func `a drop is measured the same when the board is polled late`() {
    let board = ready()
    board.lift(0)
    board.hook(0, offHook: false)
    board.now += 900
    board.hook(0, offHook: true)
    #expect(board.newEvents().map(\.what) == [.offHook, .onHook, .offHook])
  }

  @Test func `the bounce of a hook switch is not a second hang-up`() {
    let board = ready()
    board.lift(0)
    for _ in 0..<20 {
      board.hook(0, offHook: false)
      board.wait(3)
      board.hook(0, offHook: true)
      board.wait(2)
    }
    board.hook(0, offHook: true)
    #expect(board.newEvents().map(\.what) == [.offHook])
  }

  @Test func `a repeated reading of the same hook changes nothing`() {
    let board = ready()
    board.hook(0, offHook: false)
    board.lift(0)
    board.lift(0)
    board.hook(0, offHook: false)
    board.wait(400)
    board.hook(0, offHook: false)
    board.wait(301)
    #expect(board.newEvents().map(\.what) == [.offHook, .onHook])
  }

  @Test func `the flash window is what the host configured`() {
    let board = ready()
    board.configure(flash: 200...300)
    board.lift(0)
    for length in [UInt32(199), 200, 300] {
      board.hook(0, offHook: false)
      board.wait(length)
      board.hook(0, offHook: true)
    }
    board.hook(0, offHook: false)
    board.wait(301)
    #expect(board.newEvents().map(\.what) == [.offHook, .flash, .flash, .onHook])
  }

  @Test func `an input stamped before the last poll does not turn time back`() {
    let board = ready()
    board.setUpCall(0, lease: 10_000)
    board.wait(2_000)
    board.lease(0, call: 77, 10_000)
    blp_board_hook(board.board, 1, true, board.now - 5)
    #expect(board.newEvents() == [.init(.offHook, line: 1, at: 2_995)])
    #expect(board.state(0) == BLP_STATE_TALKING)
    #expect(board.board.pointee.session != 0)
  }

  // MARK: Digits

  @Test func `digits are told one by one with the way they were dialled`() {
    let board = ready()
    board.lift(3)
    blp_board_digit(board.board, 3, UInt8(ascii: "9"), UInt8(BLP_METHOD_DTMF), 1_000)
    blp_board_digit(board.board, 3, UInt8(ascii: "#"), UInt8(BLP_METHOD_PULSE), 1_050)
    blp_board_digit(board.board, 3, UInt8(ascii: "x"), 0, 1_060)
    blp_board_digit(board.board, 3, 0, 0, 1_060)
    #expect(
      board.newEvents() == [
        .init(.offHook, line: 3, at: 1_000),
        .init(.digit("9", method: 0), line: 3, at: 1_000),
        .init(.digit("#", method: 1), line: 3, at: 1_050),
      ])
  }

  @Test func `digits on a line that is on-hook or not there are ignored`() {
    let board = ready()
    board.dial(0, "1")
    board.dial(4, "1")
    board.hook(4, offHook: true)
    #expect(board.newEvents().isEmpty)
  }

  // MARK: Tones and ringing

  @Test func `a tone plays until the next tone, its end or a hook change`() {
    let board = ready()
    board.lift(0)
    #expect(board.tone(0, BLP_TONE_DIAL) == BLP_DONE)
    #expect(board.tone(0, BLP_TONE_BUSY, milliseconds: 300) == BLP_DONE)
    board.wait(299)
    #expect(
      board.newActions() == [.tone(BLP_TONE_DIAL, line: 0), .tone(BLP_TONE_BUSY, line: 0)])
    board.wait(1)
    #expect(board.newActions() == [.tone(BLP_TONE_SILENCE, line: 0)])
    board.tone(0, BLP_TONE_CONGESTION)
    board.waitWithHost(60_000)
    #expect(board.newActions() == [.tone(BLP_TONE_CONGESTION, line: 0)])
    board.hangUp(0)
    #expect(board.newActions() == [.tone(BLP_TONE_SILENCE, line: 0)])
  }

  @Test func `a tone is refused on-hook, on no line and when it is none`() {
    let board = ready()
    #expect(board.tone(0, BLP_TONE_DIAL) == BLP_WRONG_STATE)
    #expect(board.tone(4, BLP_TONE_DIAL) == BLP_NO_SUCH_LINE)
    board.lift(0)
    #expect(board.tone(0, 7) == BLP_BAD_FIELD)
    #expect(board.newActions().isEmpty)
  }

  @Test func `ringing stops at its end, at the host's word, and when the handset is lifted`() {
    let board = ready()
    func ring(_ line: UInt8, _ on: UInt8, _ milliseconds: UInt16) -> Int {
      board.result(board.command(BLP_RING, [line, on] + bytes(milliseconds)))
    }
    #expect(ring(0, 1, 2_000) == BLP_DONE)
    #expect(board.state(0) == BLP_STATE_RINGING)
    board.wait(2_000)
    #expect(board.state(0) == BLP_STATE_ON_HOOK)
    #expect(ring(0, 1, 0) == BLP_DONE)
    #expect(ring(0, 0, 0) == BLP_DONE)
    #expect(ring(0, 1, 0) == BLP_DONE)
    board.lift(0)
    #expect(
      board.newActions() == [
        .ring(true, line: 0), .ring(false, line: 0), .ring(true, line: 0), .ring(false, line: 0),
        .ring(true, line: 0), .ring(false, line: 0),
      ])
    #expect(ring(0, 1, 0) == BLP_WRONG_STATE)
    #expect(ring(1, 2, 0) == BLP_BAD_FIELD)
    #expect(ring(4, 1, 0) == BLP_NO_SUCH_LINE)
  }

  // MARK: Displays

  @Test func `text goes to its place, and the rest of the row is blanked when asked`() {
    let board = ready()
    func display(_ row: UInt8, _ column: UInt8, _ flags: UInt8, _ text: [UInt8]) -> Int {
      board.result(board.command(BLP_DISPLAY, [1, row, column, flags] + text))
    }
    #expect(display(0, 2, 0, Array("$ 227".utf8)) == BLP_DONE)
    #expect(display(1, 10, 1, Array("1:08".utf8)) == BLP_DONE)
    #expect(display(0, 0, 1, []) == BLP_DONE)
    #expect(display(0, 0, 0, []) == BLP_DONE)
    #expect(display(1, 0, 0, [0xD1, 0x07, 0x80, 0x41]) == BLP_DONE)
    #expect(
      board.newActions() == [
        .display(line: 1, row: 0, column: 2, text: "$ 227"),
        .display(line: 1, row: 1, column: 10, text: "1:08  "),
        .display(line: 1, row: 0, column: 0, text: String(repeating: " ", count: 16)),
        .display(line: 1, row: 1, column: 0, text: "Ñ  A"),
      ])
    #expect(display(2, 0, 0, [0x41]) == BLP_BAD_FIELD)
    #expect(display(0, 16, 0, [0x41]) == BLP_BAD_FIELD)
    #expect(display(0, 15, 0, [0x41, 0x42]) == BLP_BAD_FIELD)
    #expect(board.newActions().isEmpty)
  }

  @Test func `what a board is not able to do is answered so`() {
    let board = ready(capabilities: 0)
    #expect(board.command(BLP_DISPLAY, [0, 0, 0, 0]) == [UInt8(BLP_NOT_ABLE)])
    #expect(board.command(BLP_RING, [0, 1, 0, 0]) == [UInt8(BLP_NOT_ABLE)])
    #expect(board.command(BLP_LINE_TEST, [0]) == [UInt8(BLP_NOT_ABLE)])
    let rowless = ready()
    rowless.board.pointee.setup.display_rows = 0
    #expect(rowless.command(BLP_DISPLAY, [0, 0, 0, 0]) == [UInt8(BLP_NOT_ABLE)])
  }

  // MARK: Tests, faults and power

  @Test func `a line is tested while it has no call`() {
    let board = ready()
    board.lift(1)
    let measured = bytes(UInt16(8_200)) + bytes(UInt16(2_350))
    #expect(board.command(BLP_LINE_TEST, [0]) == [0, 0] + measured + [0])
    #expect(board.command(BLP_LINE_TEST, [1]) == [0, 1] + measured + [0])
    #expect(board.command(BLP_LINE_TEST, [9]) == [UInt8(BLP_NO_SUCH_LINE)])
    board.connect(1, call: 5)
    #expect(board.command(BLP_LINE_TEST, [1]) == [UInt8(BLP_WRONG_STATE)])
  }

  @Test func `a line in fault takes no call until it is cleared and lifted anew`() {
    let board = ready()
    board.lift(0)
    blp_board_line_fault(board.board, 0, UInt8(BLP_FAULT_SHORT), board.now)
    blp_board_line_fault(board.board, 0, UInt8(BLP_FAULT_SHORT), board.now)
    #expect(board.newEvents().map(\.what) == [.offHook, .lineFault(2)])
    #expect(board.state(0) == BLP_STATE_FAULT)
    board.dial(0, "1")
    #expect(board.newEvents().isEmpty)
    #expect(board.connect(0, call: 1) == BLP_WRONG_STATE)
    #expect(board.tone(0, BLP_TONE_DIAL) == BLP_WRONG_STATE)
    blp_board_line_fault(board.board, 0, UInt8(BLP_FAULT_CLEARED), board.now)
    #expect(board.state(0) == BLP_STATE_RELEASED)
    #expect(board.connect(0, call: 2) == BLP_WRONG_STATE)
    board.hangUp(0)
    board.lift(0)
    #expect(board.connect(0, call: 3) == BLP_DONE)
    board.acknowledge()
    #expect(
      board.newEvents().map(\.what) == [.lineFault(0), .onHook, .offHook])
  }

  @Test func `power is told, and low power releases calls that are not for help`() {
    let board = ready()
    board.setUpCall(0, call: 1)
    board.lift(1)
    board.connect(1, call: 2, "131", emergency: true)
    board.seized(1)
    _ = board.newEvents()
    blp_board_power(board.board, UInt8(BLP_POWER_BATTERY), 11_500, board.now)
    #expect(board.newEvents().map(\.what) == [.power(state: 2, millivolts: 11_500)])
    blp_board_power(board.board, UInt8(BLP_POWER_LOW), 9_800, board.now)
    #expect(
      board.newEvents().map(\.what) == [
        .power(state: 1, millivolts: 9_800), .released(call: 1, cause: 8, pulses: 0),
      ])
    #expect(board.state(1) == BLP_STATE_CONNECTED)
    board.lift(2)
    #expect(board.connect(2, call: 3) == BLP_WRONG_STATE)
    blp_board_power(board.board, UInt8(BLP_POWER_GOOD), 12_000, board.now)
    #expect(board.connect(2, call: 3) == BLP_DONE)
  }

  // MARK: Configuration

  @Test func `a configuration is answered with its checksum and survives a reset`() {
    let board = ready()
    let payload = configuration(flash: 100...200, emergency: ["112"])
    let crc = blp_crc32c(payload, payload.count)
    #expect(board.command(BLP_CONFIGURE, payload) == [0] + bytes(crc))
    #expect(board.kept == payload)
    board.restart(bootID: 9)
    #expect(board.hello().configuration_crc == crc)
    #expect(board.board.pointee.configuration.flash_minimum == 100)
    #expect(board.board.pointee.configuration.emergency_count == 1)
  }

  @Test func `the same configuration again does not wear the memory out`() {
    let board = ready()
    let count = board.storeCount
    #expect(board.configure() == BLP_DONE)
    #expect(board.storeCount == count)
    #expect(board.configure(delay: 7) == BLP_DONE)
    #expect(board.storeCount == count + 1)
  }

  @Test func `a configuration with fields to come is kept whole`() {
    let board = ready()
    let payload = configuration() + [9, 9, 9]
    #expect(
      board.command(BLP_CONFIGURE, payload) == [0] + bytes(blp_crc32c(payload, payload.count)))
    #expect(board.kept == payload)
  }

  @Test(arguments: [
    configuration(flash: 0...0, signals: 8),
    [0xF4, 0x01, 0x64, 0x00, 1, 0, 0],
    configuration(emergency: [""]),
    configuration(emergency: ["1234567"]),
    configuration(emergency: ["12x"]),
    configuration(emergency: Array(repeating: "1", count: 13)),
    Array(configuration(emergency: ["131", "132"]).dropLast()),
    Array(configuration(emergency: ["131"]).dropLast(4)),
  ])
  func `a configuration that makes no sense is refused and the old one stays`(payload: [UInt8]) {
    let board = ready()
    let crc = board.board.pointee.configuration_crc
    #expect(board.command(BLP_CONFIGURE, payload) == [UInt8(BLP_BAD_FIELD)])
    #expect(board.board.pointee.configuration_crc == crc)
    #expect(board.kept == configuration())
  }

  @Test func `a configuration that could not be kept is not used`() {
    let board = ready()
    board.storeFails = true
    #expect(board.configure(flash: 1...2) == BLP_NOT_ABLE)
    #expect(board.board.pointee.configuration.flash_minimum == 80)
  }

  @Test(arguments: [[], [1, 2, 3], [UInt8](repeating: 0xFF, count: 96)])
  func `a board whose memory holds nonsense starts with the defaults`(kept: [UInt8]) {
    let board = ReferenceBoard(kept: kept)
    #expect(board.hello().configuration_crc == 0)
    #expect(board.board.pointee.configuration.flash_minimum == 80)
    #expect(board.board.pointee.configuration.flash_maximum == 700)
    #expect(board.board.pointee.configuration.emergency_count == 0)
  }

  // MARK: Reading the lines

  @Test func `lines are read in pages of seven`() {
    let board = ready(lines: 16)
    board.lift(8)
    let pages = [0, 7, 14].map { board.command(BLP_READ_LINES, [$0]) }
    #expect(pages.map { Array($0.prefix(3)) } == [[0, 0, 7], [0, 7, 7], [0, 14, 2]])
    #expect(pages.map(\.count) == [3 + 84, 3 + 84, 3 + 24])
    let idle = [UInt8](repeating: 0, count: 11) + [255]
    #expect(Array(pages[1][3..<15]) == idle)
    #expect(Array(pages[1][15..<27]) == [1] + idle.dropFirst())
    #expect(board.command(BLP_READ_LINES, [16]) == [UInt8(BLP_NO_SUCH_LINE)])
  }
}
