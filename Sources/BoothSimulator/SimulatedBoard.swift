internal import CBoardReference

/// A board in software: the C reference implementation with its hardware (lines, trunks, displays,
/// memory) played by this class. It knows no time but the one handed in, 32 bits of milliseconds
/// that wrap as a real board's do, so it lives in virtual time as well as in real time.
///
/// Not for use from several threads at once.
package final class SimulatedBoard {
  package let options: BoardOptions
  /// Milliseconds on the board's quartz, as far as it has been advanced; resets do not touch them.
  package private(set) var time: UInt32
  /// What the board's counter shows, and what it stamps events with: it begins at 0 in each boot
  /// but the first.
  package var tick: UInt32 { time &- bootTime }
  var bootTime: UInt32 = 0
  package internal(set) var bootID: UInt32
  /// Without power it neither hears nor does anything; time goes on.
  package internal(set) var hasPower = true
  package internal(set) var lines: [SimulatedLine]
  var trunks: [SimulatedTrunk]
  /// What becomes of calls beyond the trunks.
  package var network: TelephoneNetwork
  /// What becomes of the next call of a line, in place of what the network would say.
  package var nextFarEnd: [FarEnd?]
  /// The configuration in non-volatile memory; empty when there is none. It survives resets.
  package internal(set) var configuration: [UInt8] = []
  /// Called with what an onlooker sees, in the order it happens; must not call the board.
  package var observe: (BoardNotice) -> Void = { _ in }
  /// How much there was to notice so far: while it stays, nobody hears anything new.
  private(set) var noticeCount = 0
  /// How often the reference was called, or fell: while it stays, so does the state of every line.
  private(set) var callCount = 0

  /// Bytes for the host, not yet taken.
  var output: [UInt8] = []
  var isResetAsked = false
  /// Of the present boot.
  private(set) var resetCause = ResetCause.powerOn
  private var supply: (state: UInt8, millivolts: UInt16) = (UInt8(BLP_POWER_GOOD), 0)
  var hadSession = false
  /// When the board next has something to do; nil: not found since something happened to it.
  private var knownDue: UInt32?

  // The reference keeps pointers to these as long as it runs, so they have fixed places of their
  // own.
  let reference = UnsafeMutablePointer<blp_board>.allocate(capacity: 1)
  private let hardware = UnsafeMutablePointer<blp_hardware>.allocate(capacity: 1)
  private let lineStorage: UnsafeMutablePointer<blp_line>
  private let ringStorage: UnsafeMutablePointer<blp_ring_entry>

  /// Powers the board on.
  package init(
    _ options: BoardOptions = BoardOptions(), network: TelephoneNetwork = TelephoneNetwork()
  ) throws(BoardOptionsError) {
    try options.validate()
    self.options = options
    self.network = network
    time = options.firstTick
    bootID = options.firstBootID
    let display = CharacterDisplay(rows: options.displayRows, columns: options.displayColumns)
    lines = Array(repeating: SimulatedLine(display: display), count: options.lines)
    trunks = Array(repeating: SimulatedTrunk(), count: options.trunks)
    nextFarEnd = Array(repeating: nil, count: options.lines)
    lineStorage = .allocate(capacity: options.lines)
    ringStorage = .allocate(capacity: options.ringCapacity)
    reference.initialize(to: blp_board())
    hardware.initialize(to: Self.callbacks)
    lineStorage.initialize(repeating: blp_line(), count: options.lines)
    ringStorage.initialize(repeating: blp_ring_entry(), count: options.ringCapacity)
    start(because: .powerOn)
  }

  deinit {
    reference.deallocate()
    hardware.deallocate()
    lineStorage.deallocate()
    ringStorage.deallocate()
  }

  // MARK: Time

  /// When the board next has something to do; at or after `time`.
  package var nextDueTime: UInt32 { time &+ idleMilliseconds }

  /// It is asked for several times between two things that happen, and is then the same.
  private var idleMilliseconds: UInt32 {
    guard hasPower else { return Self.longestIdle }
    if let knownDue { return knownDue.isBefore(time) ? 0 : knownDue &- time }
    let idle = findIdleMilliseconds()
    knownDue = time &+ idle
    return idle
  }

  private func findIdleMilliseconds() -> UInt32 {
    let tick = tick
    var idle = blp_board_idle(reference, tick)
    for trunk in trunks.indices {
      for due in trunks[trunk].agenda {
        idle = min(idle, due.tick.isBefore(tick) ? 0 : due.tick &- tick)
      }
    }
    return idle
  }

  /// What a board without power waits for is not in it.
  private static let longestIdle: UInt32 = 1 << 30

  /// Lives through everything that is due up to `target`, in order. `target` is less than 2^31 ms
  /// ahead; one in the past changes nothing.
  package func advance(to target: UInt32) {
    var isFirst = true
    while !target.isBefore(time) {
      // What is still due after a poll (a full transmit buffer, say) waits for the next
      // millisecond.
      let step = max(idleMilliseconds, isFirst ? 0 : 1)
      isFirst = false
      guard step <= target &- time else { break }
      time &+= step
      runTrunks()
      blp_board_poll(reference, tick)
      settle()
    }
    if time.isBefore(target) { time = target }
  }

  /// After something came from outside: what the board does about it at once.
  func react() {
    guard hasPower else { return }
    settle()
    advance(to: time)
  }

  // MARK: The wire

  /// Bytes from the host have arrived now.
  package func receive(_ bytes: [UInt8]) {
    guard hasPower else { return }
    blp_board_receive(reference, bytes, bytes.count, tick)
    react()
  }

  package var hasOutput: Bool { !output.isEmpty }

  /// Takes what the board has sent since the last time.
  package func takeOutput() -> [UInt8] {
    defer { output.removeAll(keepingCapacity: true) }
    return output
  }

  // MARK: The booths

  /// Lifts the handset. Nothing happens when it is lifted already.
  package func lift(line: Int) { setHook(line, offHook: true) }

  /// Puts the handset back.
  package func hangUp(line: Int) { setHook(line, offHook: false) }

  /// Presses a key or turns the dial: `digit` is one of 0-9 * # A-D in ASCII.
  package func dial(line: Int, digit: UInt8, isPulse: Bool = false) {
    guard lines[line].isOffHook else { return }
    lines[line].press(digit)
    notice(line, .digit(digit))
    guard hasPower else { return }
    if let trunk = lines[line].trunk, !blp_board_keeps_caller_off(reference, UInt8(line)) {
      notice(line, .passedDigit(trunk: trunk, digit: digit))
    }
    blp_board_digit(
      reference, UInt8(line), digit, UInt8(isPulse ? BLP_METHOD_PULSE : BLP_METHOD_DTMF), tick)
    react()
  }

  /// What the customer hears.
  package func sound(line: Int) -> Sound {
    let line = lines[line]
    guard line.isOffHook else { return .silence }
    guard let trunk = line.trunk, line.tone == .silence || line.tone == .warning else {
      return Sound(line.tone)
    }
    return trunks[trunk].sound
  }

  /// A fault of the pair to a booth: 0 cleared, 1 no loop power, 2 short, 3 too hot.
  package func setFault(line: Int, _ fault: UInt8) {
    lines[line].fault = fault
    guard hasPower else { return }
    blp_board_line_fault(reference, UInt8(line), fault, tick)
    react()
  }

  /// The supply: 0 good, 1 low, 2 on battery.
  package func setPower(_ state: UInt8, millivolts: UInt16) {
    supply = (state, millivolts)
    guard hasPower else { return }
    blp_board_power(reference, state, millivolts, tick)
    react()
  }

  private func setHook(_ line: Int, offHook: Bool) {
    guard lines[line].isOffHook != offHook else { return }
    lines[line].isOffHook = offHook
    if offHook { lines[line].dialled = "" }
    notice(line, offHook ? .lifted : .hungUp)
    guard hasPower else { return }
    blp_board_hook(reference, UInt8(line), offHook, tick)
    react()
  }

  // MARK: Resets

  /// Resets the board: trunks fall, what was not acknowledged is lost, the counter begins again,
  /// the boot number is the next. Nothing happens to one without power.
  package func reset(because cause: ResetCause = .resetPin) {
    guard hasPower else { return }
    fall()
    start(because: cause)
  }

  /// The end of a boot.
  func fall() {
    noteCall()
    bootID &+= 1
    bootTime = time
    for trunk in trunks.indices { letGo(trunk: trunk) }
    for line in lines.indices {
      lines[line].display.clear()
      lines[line].isRinging = false
      lines[line].tone = .silence
    }
  }

  func start(because cause: ResetCause) {
    var setup = blp_board_setup()
    withUnsafeMutableBytes(of: &setup.uid) { $0.copyBytes(from: options.uid) }
    setup.boot_id = bootID
    setup.reset_cause = cause.rawValue
    setup.firmware_major = 1
    setup.lines = UInt8(options.lines)
    setup.trunks = UInt8(options.trunks)
    setup.capabilities = UInt32(
      (options.displayRows > 0 ? BLP_CAN_DISPLAY : 0) | BLP_CAN_POLARITY_ANSWER
        | BLP_CAN_METERING | BLP_CAN_LINE_TEST | BLP_CAN_RING | BLP_CAN_PULSE_DIALLING)
    setup.display_rows = UInt8(options.displayRows)
    setup.display_columns = UInt8(options.displayColumns)
    setup.display_charset = UInt8(
      options.displayRows > 0 ? BLP_CHARSET_LATIN1 : BLP_CHARSET_NONE)
    isResetAsked = false
    resetCause = cause
    hadSession = false
    let context = Unmanaged.passUnretained(self).toOpaque()
    guard
      blp_board_start(
        reference, &setup, hardware, context, lineStorage, ringStorage,
        UInt16(options.ringCapacity), tick)
    else { fatalError("the reference refuses options that were checked: \(options)") }
    notice(nil, .restarted(bootID: bootID))
    // What is so at boot the firmware sees at once: faults, the supply, and handsets that are off,
    // which keep the loop closed through a reset.
    for line in lines.indices where lines[line].fault != 0 {
      blp_board_line_fault(reference, UInt8(line), lines[line].fault, tick)
    }
    if supply.state != UInt8(BLP_POWER_GOOD) {
      blp_board_power(reference, supply.state, supply.millivolts, tick)
    }
    for line in lines.indices where lines[line].isOffHook {
      blp_board_hook(reference, UInt8(line), true, tick)
    }
    noteCall()
  }

  private func noteCall() {
    knownDue = nil
    callCount += 1
  }

  /// After each call of the reference: what it asked for that cannot be done from within it.
  func settle() {
    noteCall()
    if isResetAsked { reset(because: .hostCommand) }
    if hasSession != hadSession {
      hadSession = hasSession
      notice(nil, hadSession ? .sessionBegan : .sessionEnded)
    }
  }

  func notice(_ line: Int?, _ kind: BoardNotice.Kind) {
    noticeCount += 1
    if let line { lines[line].noteTalk(kind, at: time, bootTime: bootTime) }
    observe(BoardNotice(tick: tick, line: line, kind: kind))
  }
}
