extension BoardEvent {
  /// Reads an event so that none is lost that the board can number: a type, a line or a digit that
  /// means nothing makes it `.unknown`, and a detail that means nothing becomes the one that is
  /// looked into:
  ///
  /// | field | unknown value becomes | because |
  /// |---|---|---|
  /// | method of a digit | dtmf | the digit counts, not how it came |
  /// | answer signal | setDelay | the call is billed, and flagged as not signalled |
  /// | release cause, failure reason | trunkFault | the call ends, as one to look into |
  /// | fault | noLoopPower | a fault stands until it is cleared |
  /// | power state | low | as above |
  init(
    type: UInt8, from reader: inout PayloadReader, ticks: TickReference
  ) throws(MessageFault) {
    number = try reader.u32()
    tick = ticks.extend(try reader.u32())
    let line = Int(try reader.byte())
    kind = try Kind(type: type, line: line, from: &reader, ticks: ticks)
    if let line = kind.line, line >= BoardIdentity.maximumLines { kind = .unknown(type: type) }
  }

  func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    writer.integer(number)
    writer.integer(tick.onWire)
    if let line = kind.line {
      try writer.line(line)
    } else {
      try writer.byte("line", Self.wholeBoard)
    }
    try kind.write(to: &writer)
  }

  /// What stands for a line in an event that is of none.
  private static let wholeBoard = 0xFF
}

extension BoardEvent.Kind {
  /// The line it happened on; nil when it is the whole board's.
  package var line: Int? {
    switch self {
    case .offHook(let line), .onHook(let line), .digit(let line, _, _), .flash(let line),
      .seized(let line, _, _, _), .answered(let line, _, _), .metering(let line, _, _),
      .released(let line, _, _, _), .connectFailed(let line, _, _), .lineFault(let line, _),
      .loopOpen(let line):
      line
    case .power, .boot, .gap, .unknown: nil
    }
  }

  /// The message type on the wire.
  package var type: UInt8 {
    switch self {
    case .offHook: MessageType.offHook.rawValue
    case .onHook: MessageType.onHook.rawValue
    case .digit: MessageType.digit.rawValue
    case .flash: MessageType.flash.rawValue
    case .seized: MessageType.seized.rawValue
    case .answered: MessageType.answered.rawValue
    case .metering: MessageType.metering.rawValue
    case .released: MessageType.released.rawValue
    case .connectFailed: MessageType.connectFailed.rawValue
    case .lineFault: MessageType.lineFault.rawValue
    case .power: MessageType.power.rawValue
    case .boot: MessageType.boot.rawValue
    case .gap: MessageType.gap.rawValue
    case .loopOpen: MessageType.loopOpen.rawValue
    case .unknown(let type): type
    }
  }

  fileprivate init(
    type: UInt8, line: Int, from reader: inout PayloadReader, ticks: TickReference
  ) throws(MessageFault) {
    switch MessageType(rawValue: type) {
    case .offHook: self = .offHook(line: line)
    case .onHook: self = .onHook(line: line)
    case .digit:
      let digit = try reader.byte()
      let method = DiallingMethod(rawValue: try reader.byte()) ?? .dtmf
      self =
        DialDigit.isValid(digit)
        ? .digit(line: line, digit: digit, method: method) : .unknown(type: type)
    case .flash: self = .flash(line: line)
    case .seized:
      let call = try reader.call()
      let trunk = Int(try reader.byte())
      let count = Int(try reader.byte())
      let digits = DialDigit.text(
        Array(reader.remainder().prefix(min(count, Command.maximumDigits))))
      self = .seized(line: line, call: call, trunk: trunk, digits: digits)
    case .answered:
      let call = try reader.call()
      let signal = AnswerSignal(rawValue: try reader.byte()) ?? .setDelay
      self = .answered(line: line, call: call, signal: signal)
    case .metering:
      self = .metering(line: line, call: try reader.call(), pulses: try reader.u16())
    case .released:
      let call = try reader.call()
      let cause = ReleaseCause(rawValue: try reader.byte()) ?? .trunkFault
      self = .released(line: line, call: call, cause: cause, pulses: try reader.u16())
    case .connectFailed:
      let call = try reader.call()
      let reason = ConnectFailure(rawValue: try reader.byte()) ?? .trunkFault
      self = .connectFailed(line: line, call: call, reason: reason)
    case .lineFault:
      self = .lineFault(line: line, fault: LineFault(rawValue: try reader.byte()) ?? .noLoopPower)
    case .power:
      let state = PowerState(rawValue: try reader.byte()) ?? .low
      self = .power(state: state, millivolts: try reader.u16())
    case .boot: self = .boot(ResetCause(rawValue: try reader.byte()) ?? .unknown)
    case .gap:
      self = .gap(lost: try reader.u32(), firstTick: ticks.extend(try reader.u32()))
    case .loopOpen: self = .loopOpen(line: line)
    default: self = .unknown(type: type)
    }
  }

  fileprivate func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    switch self {
    case .offHook, .onHook, .flash, .loopOpen, .unknown: break
    case .digit(_, let digit, let method):
      writer.append([digit])
      writer.byte(method)
    case .seized(_, let call, let trunk, let digits):
      writer.integer(call.rawValue)
      try writer.byte("trunk", trunk)
      try writer.digits("digits", digits, count: 0...Command.maximumDigits)
    case .answered(_, let call, let signal):
      writer.integer(call.rawValue)
      writer.byte(signal)
    case .metering(_, let call, let pulses):
      writer.integer(call.rawValue)
      try writer.u16("pulses", pulses)
    case .released(_, let call, let cause, let pulses):
      writer.integer(call.rawValue)
      writer.byte(cause)
      try writer.u16("pulses", pulses)
    case .connectFailed(_, let call, let reason):
      writer.integer(call.rawValue)
      writer.byte(reason)
    case .lineFault(_, let fault): writer.byte(fault)
    case .power(let state, let millivolts):
      writer.byte(state)
      try writer.u16("millivolts", millivolts)
    case .boot(let cause): writer.byte(cause)
    case .gap(let lost, let firstTick):
      writer.integer(lost)
      writer.integer(firstTick.onWire)
    }
  }
}

extension PayloadReader {
  mutating func call() throws(MessageFault) -> CallID { CallID(rawValue: try u32()) }
}

extension PayloadWriter {
  mutating func line(_ line: Int) throws(EncodingFault) {
    try byte("line", line, in: 0...(BoardIdentity.maximumLines - 1))
  }
}

extension BoardIdentity {
  /// The most lines a board can have.
  package static let maximumLines = 32
}
