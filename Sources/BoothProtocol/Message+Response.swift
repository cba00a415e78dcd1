extension Response {
  /// A result this host does not know is a failure: `.notAble`. Only what was done has a detail.
  init(
    to type: MessageType, from reader: inout PayloadReader, ticks: TickReference
  ) throws(MessageFault) {
    result = CommandResult(rawValue: try reader.byte()) ?? .notAble
    detail = .none
    guard result == .done else { return }
    switch type {
    case .tone, .connect, .lease, .cut, .ring, .display, .reset: break
    case .configure: detail = .configured(crc: try reader.u32())
    case .lineTest: detail = .lineTest(try LineTestReport(from: &reader))
    case .readLines:
      let first = Int(try reader.byte())
      let count = Int(try reader.byte())
      guard first < BoardIdentity.maximumLines, count <= LineReport.maximumCount,
        first + count <= BoardIdentity.maximumLines
      else {
        throw reader.bad("count")
      }
      var reports: [LineReport] = []
      for line in first..<(first + count) {
        reports.append(try LineReport(line: line, from: &reader, ticks: ticks))
      }
      detail = .lines(first: first, reports)
    case .statistics: detail = .statistics(try BoardStatistics(from: &reader))
    default: throw .unknownType(type.rawValue)
    }
  }

  func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    writer.byte(result)
    switch detail {
    case .none: break
    case .configured(let crc): writer.integer(crc)
    case .lines(let first, let reports):
      try writer.line(first)
      try writer.byte("lines", reports.count, in: 0...LineReport.maximumCount)
      for report in reports { try report.write(to: &writer) }
    case .lineTest(let report): try report.write(to: &writer)
    case .statistics(let statistics): try statistics.write(to: &writer)
    }
  }
}

extension LineReport {
  /// What stands for a trunk where there is none.
  package static let noTrunk = 0xFF
  /// The most lines one response tells of.
  static let maximumCount = 7

  /// A state that is not known here is a fault: nothing is connected to such a line.
  fileprivate init(
    line: Int, from reader: inout PayloadReader, ticks: TickReference
  ) throws(MessageFault) {
    self.line = line
    state = LineState(rawValue: try reader.byte()) ?? .fault
    let call = try reader.call()
    self.call = call.rawValue == 0 ? nil : call
    let tick = try reader.u32()
    answeredTick = state == .talking ? ticks.extend(tick) : nil
    leaseMilliseconds = try reader.u16()
    trunk = Int(try reader.byte())
  }

  fileprivate func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    writer.byte(state)
    writer.integer(call?.rawValue ?? 0)
    writer.integer(answeredTick?.onWire ?? 0)
    try writer.u16("lease", leaseMilliseconds)
    try writer.byte("trunk", trunk)
  }
}

extension LineTestReport {
  fileprivate init(from reader: inout PayloadReader) throws(MessageFault) {
    isOffHook = try reader.byte() != 0
    loopMillivolts = try reader.u16()
    loopMicroamps = try reader.u16() * 10
    fault = LineFault(rawValue: try reader.byte()) ?? .noLoopPower
  }

  fileprivate func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    writer.append([isOffHook ? 1 : 0])
    try writer.u16("loopMillivolts", loopMillivolts)
    try writer.u16("loopMicroamps10", loopMicroamps / 10)
    writer.byte(fault)
  }
}

extension BoardStatistics {
  fileprivate init(from reader: inout PayloadReader) throws(MessageFault) {
    framesReceived = try reader.u32()
    framesSent = try reader.u32()
    crcErrors = try reader.u32()
    malformed = try reader.u32()
    duplicates = try reader.u32()
    eventsResent = try reader.u32()
    ringHighWater = try reader.u16()
    uptimeSeconds = try reader.u32()
  }

  fileprivate func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    for count in [framesReceived, framesSent, crcErrors, malformed, duplicates, eventsResent] {
      writer.integer(count)
    }
    try writer.u16("ringHighWater", ringHighWater)
    writer.integer(uptimeSeconds)
  }
}
