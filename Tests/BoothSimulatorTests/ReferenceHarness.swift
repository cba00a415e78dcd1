import CBoardReference

/// A board of the C reference on imaginary hardware, with a host at the other end of its wire.
///
/// Time is virtual: `wait` goes from one deadline to the next as `blp_board_idle` names them, so
/// every test of a timer is also a test of that function.
final class ReferenceBoard {
  /// What the board did to its hardware.
  enum Action: Hashable {
    case seize(line: Int, trunk: Int, digits: String)
    case release(line: Int, trunk: Int)
    case tone(Int, line: Int)
    case display(line: Int, row: Int, column: Int, text: String)
    case ring(Bool, line: Int)
    case reset
  }

  struct Frame: Hashable {
    var messageClass: Int
    var seq: UInt8
    var ack: UInt8
    var session: UInt8
    var type: Int
    var payload: [UInt8]
  }

  static let uid: [UInt8] = Array(1...12)

  var now: UInt32
  var actions: [Action] = []
  var frames: [Frame] = []
  var wire: [UInt8] = []
  /// The transmit buffer takes nothing while set.
  var wireIsFull = false
  var brokenTrunks: Set<Int> = []
  /// Non-volatile memory: survives `restart`.
  var kept: [UInt8] = []
  var storeFails = false
  var storeCount = 0

  var session: UInt8 = 0
  var seq: UInt8 = 0
  /// The next event the host has not stored.
  var nextEvent: UInt32 = 1
  /// What the host acknowledges in place of `nextEvent`: a disk that is slow.
  var stored: UInt32?
  var events: [BoardTells] = []
  private var told = 0

  let lineCount: Int
  let board: UnsafeMutablePointer<blp_board>
  private let lines: UnsafeMutablePointer<blp_line>
  private let ring: UnsafeMutablePointer<blp_ring_entry>
  private let hardware: UnsafeMutablePointer<blp_hardware>
  private var receiver = blp_receiver()
  private let ringCapacity: UInt16
  private let capabilities: UInt32
  private let trunkCount: Int

  init(
    lines lineCount: Int = 4, trunks: Int = 2, ring ringCapacity: UInt16 = 512,
    capabilities: UInt32 = 0x7F, at tick: UInt32 = 1_000, kept: [UInt8] = []
  ) {
    self.lineCount = lineCount
    self.trunkCount = trunks
    self.ringCapacity = ringCapacity
    self.capabilities = capabilities
    self.kept = kept
    now = tick
    board = .allocate(capacity: 1)
    lines = .allocate(capacity: lineCount)
    ring = .allocate(capacity: Int(ringCapacity))
    hardware = .allocate(capacity: 1)
    hardware.initialize(to: Self.hardwareTable)
    restart()
  }

  deinit {
    board.deallocate()
    lines.deallocate()
    ring.deallocate()
    hardware.deallocate()
  }

  /// Boots the board; what it kept is there, all else is gone.
  func restart(cause: UInt8 = 1, bootID: UInt32 = 7) {
    var setup = blp_board_setup()
    withUnsafeMutableBytes(of: &setup.uid) { $0.copyBytes(from: Self.uid) }
    setup.boot_id = bootID
    setup.reset_cause = cause
    setup.firmware_major = 1
    setup.firmware_minor = 2
    setup.firmware_patch = 3
    setup.lines = UInt8(lineCount)
    setup.trunks = UInt8(trunkCount)
    setup.capabilities = capabilities
    setup.display_rows = 2
    setup.display_columns = 16
    setup.display_charset = UInt8(BLP_CHARSET_LATIN1)
    blp_receiver_start(&receiver, UInt8(BLP_BOARD_TO_HOST))
    session = 0
    nextEvent = 1
    events = []
    told = 0
    actions = []
    frames = []
    let context = Unmanaged.passUnretained(self).toOpaque()
    guard blp_board_start(board, &setup, hardware, context, lines, ring, ringCapacity, now) else {
      fatalError("the setup is out of its ranges")
    }
  }

  // MARK: Time

  func wait(_ milliseconds: UInt32) {
    var left = milliseconds
    while left > 0 {
      let step = min(left, max(1, blp_board_idle(board, now)))
      now &+= step
      left -= step
      blp_board_poll(board, now)
    }
  }

  /// The same, with a host that keeps the session and acknowledges what it gets.
  func waitWithHost(_ milliseconds: UInt32) {
    var left = milliseconds
    while left > 0 {
      let step = min(left, 1_000)
      wait(step)
      left -= step
      acknowledge()
    }
  }

  // MARK: The hardware

  func hook(_ line: Int, offHook: Bool) { blp_board_hook(board, UInt8(line), offHook, now) }
  func lift(_ line: Int) { hook(line, offHook: true) }
  /// Hangs up, and waits for the board to believe it.
  func hangUp(_ line: Int) {
    hook(line, offHook: false)
    wait(701)
  }
  func dial(_ line: Int, _ digits: String) {
    for digit in digits.utf8 { blp_board_digit(board, UInt8(line), digit, 0, now) }
  }
  func seized(_ line: Int) { blp_board_seized(board, UInt8(line), now) }
  func answer(_ line: Int) {
    blp_board_answer(board, UInt8(line), UInt8(BLP_SIGNAL_POLARITY), now)
  }
  func pulse(_ line: Int) { blp_board_metering_pulse(board, UInt8(line), now) }
  func farEndHangsUp(_ line: Int) { blp_board_far_end_hang_up(board, UInt8(line), now) }

  func state(_ line: Int) -> Int { Int(lines[line].state) }

  // MARK: What came out

  /// The actions since the last call.
  func newActions() -> [Action] {
    defer { actions = [] }
    return actions
  }

  /// The frames since the last call.
  func newFrames() -> [Frame] {
    defer { frames = [] }
    return frames
  }

  /// The events that a host has taken in order since the last call.
  func newEvents() -> [BoardTells] {
    defer { told = events.count }
    return Array(events[told...])
  }

  fileprivate func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if wireIsFull { return false }
    wire += bytes
    for byte in bytes {
      var frame = blp_frame()
      switch blp_receiver_push(&receiver, byte, &frame) {
      case BLP_FRAME: take(Frame(frame))
      case BLP_MORE: break
      case let verdict: fatalError("the board sent what nobody can read: \(verdict)")
      }
    }
    return true
  }

  func take(_ frame: Frame) {
    frames.append(frame)
    guard frame.messageClass == BLP_CLASS_EVENT, frame.session == session else { return }
    var event = blp_event()
    let verdict = blp_event_unpack(
      UInt8(frame.type), frame.payload, frame.payload.count, &event)
    guard verdict == BLP_UNPACKED else { fatalError("the board sent a malformed event") }
    guard event.number == nextEvent else { return }
    nextEvent &+= 1
    events.append(BoardTells(event))
  }
}

extension ReferenceBoard.Frame {
  init(_ frame: blp_frame) {
    messageClass = Int(frame.message_class)
    seq = frame.seq
    ack = frame.ack
    session = frame.session
    type = Int(frame.type)
    payload = withUnsafeBytes(of: frame.payload) { Array($0.prefix(Int(frame.length))) }
  }
}

// MARK: - The callbacks

private func from(_ context: UnsafeMutableRawPointer?) -> ReferenceBoard {
  guard let context else { fatalError("the board lost its context") }
  return Unmanaged<ReferenceBoard>.fromOpaque(context).takeUnretainedValue()
}

private func text(_ bytes: UnsafePointer<UInt8>?, _ count: UInt8) -> String {
  let scalars = UnsafeBufferPointer(start: bytes, count: Int(count)).map { Unicode.Scalar($0) }
  return String(String.UnicodeScalarView(scalars))
}

extension ReferenceBoard {

  fileprivate static var hardwareTable: blp_hardware {
    blp_hardware(
      write: { from($0).write(UnsafeBufferPointer(start: $1, count: $2)) },
      seize: { context, line, trunk, digits, count in
        let board = from(context)
        if board.brokenTrunks.contains(Int(trunk)) { return false }
        board.actions.append(
          .seize(line: Int(line), trunk: Int(trunk), digits: text(digits, count)))
        return true
      },
      release: { from($0).actions.append(.release(line: Int($1), trunk: Int($2))) },
      tone: { from($0).actions.append(.tone(Int($2), line: Int($1))) },
      display: { context, line, row, column, bytes, count in
        from(context).actions.append(
          .display(
            line: Int(line), row: Int(row), column: Int(column), text: text(bytes, count)))
      },
      ring: { from($0).actions.append(.ring($2, line: Int($1))) },
      line_test: { _, _, result in
        result?.pointee.loop_millivolts = 8_200
        result?.pointee.loop_microamps10 = 2_350
      },
      load: { context, bytes, capacity in
        let kept = from(context).kept.prefix(capacity)
        bytes?.update(from: Array(kept), count: kept.count)
        return kept.count
      },
      store: { context, bytes, count in
        let board = from(context)
        if board.storeFails { return false }
        board.storeCount += 1
        board.kept = Array(UnsafeBufferPointer(start: bytes, count: count))
        return true
      },
      reset: { from($0).actions.append(.reset) })
  }
}
