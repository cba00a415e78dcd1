extension Command {
  /// The most digits a CONNECT carries.
  package static let maximumDigits = 32
  /// The most characters a DISPLAY carries: the payload less line, row, column and flags.
  package static let maximumDisplayText = Frame.maximumPayload - 4
  /// What RESET must say, so that no other message is taken for it.
  private static let resetMagic: UInt32 = 0x5445_5352
  /// A talk limit that is none; as a number of milliseconds it cannot be asked for.
  fileprivate static let noTalkLimit = UInt32.max
  private static let emergencyFlag: UInt8 = 1 << 0
  private static let clearsRestFlag: UInt8 = 1 << 0

  /// The message type on the wire.
  package var type: MessageType {
    switch self {
    case .tone: .tone
    case .connect: .connect
    case .lease: .lease
    case .cut: .cut
    case .ring: .ring
    case .display: .display
    case .lineTest: .lineTest
    case .configure: .configure
    case .readLines: .readLines
    case .statistics: .statistics
    case .reset: .reset
    }
  }

  func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    switch self {
    case .tone(let line, let tone, let milliseconds):
      try writer.line(line)
      writer.byte(tone)
      try writer.u16("milliseconds", milliseconds)
    case .connect(let line, let call, let digits, let grant, let nextEvent):
      try writer.line(line)
      try Self.write(call, grant, to: &writer)
      writer.integer(nextEvent)
      try writer.digits("digits", digits, count: 1...Self.maximumDigits)
    case .lease(let renewals):
      try writer.byte("renewals", renewals.count, in: 1...LeaseRenewal.maximumCount)
      for renewal in renewals { try renewal.write(to: &writer) }
    case .cut(let line, let call, let toneAfter):
      try writer.line(line)
      writer.integer(call.rawValue)
      writer.byte(toneAfter)
    case .ring(let line, let on, let milliseconds):
      try writer.line(line)
      writer.append([on ? 1 : 0])
      try writer.u16("milliseconds", milliseconds)
    case .display(let line, let row, let column, let text, let clearsRest):
      try writer.line(line)
      try writer.byte("row", row)
      try writer.byte("column", column)
      writer.append([clearsRest ? Self.clearsRestFlag : 0])
      writer.append(Latin1.encode(text))
    case .lineTest(let line): try writer.line(line)
    case .configure(let configuration): try configuration.write(to: &writer)
    case .readLines(let first): try writer.line(first)
    case .statistics: break
    case .reset: writer.integer(Self.resetMagic)
    }
  }

  private static func write(
    _ call: CallID, _ grant: TalkGrant, to writer: inout PayloadWriter
  ) throws(EncodingFault) {
    guard (1...0x7FFF_FFFF).contains(call.rawValue) else {
      throw .outOfRange(field: "call", value: Int(call.rawValue), allowed: 1...0x7FFF_FFFF)
    }
    switch grant {
    case .emergency:
      writer.append([emergencyFlag])
      writer.integer(call.rawValue)
      try writer.u16("lease", 0)
      writer.integer(noTalkLimit)
    case .leased(let milliseconds, let talkLimit):
      writer.append([0])
      writer.integer(call.rawValue)
      try writer.lease(milliseconds, talkLimit)
    }
  }

  init(type: MessageType, from reader: inout PayloadReader) throws(MessageFault) {
    switch type {
    case .tone:
      self = .tone(
        line: try reader.line(), tone: try reader.value("tone"), milliseconds: try reader.u16())
    case .connect:
      let line = try reader.line()
      let isEmergency = try reader.byte() & Self.emergencyFlag != 0
      let call = try reader.call()
      let lease = try reader.u16()
      let talkLimit = try reader.talkLimit()
      let nextEvent = try reader.u32()
      self = .connect(
        line: line, call: call, digits: try reader.digits(1...Self.maximumDigits),
        grant: isEmergency
          ? .emergency : .leased(leaseMilliseconds: lease, talkLimitMilliseconds: talkLimit),
        nextEvent: nextEvent)
    case .lease:
      let count = Int(try reader.byte())
      guard (1...LeaseRenewal.maximumCount).contains(count) else { throw reader.bad("count") }
      var renewals: [LeaseRenewal] = []
      for _ in 0..<count { renewals.append(try LeaseRenewal(from: &reader)) }
      self = .lease(renewals)
    case .cut:
      self = .cut(
        line: try reader.line(), call: try reader.call(), toneAfter: try reader.value("tone"))
    case .ring:
      self = .ring(
        line: try reader.line(), on: try reader.byte() != 0, milliseconds: try reader.u16())
    case .display:
      let line = try reader.line()
      let row = Int(try reader.byte())
      let column = Int(try reader.byte())
      let clearsRest = try reader.byte() & Self.clearsRestFlag != 0
      self = .display(
        line: line, row: row, column: column, text: Latin1.decode(reader.remainder()),
        clearsRest: clearsRest)
    case .lineTest: self = .lineTest(line: try reader.line())
    case .configure: self = .configure(try BoardConfiguration(from: &reader))
    case .readLines: self = .readLines(first: try reader.line())
    case .statistics: self = .statistics
    case .reset:
      guard try reader.u32() == Self.resetMagic else { throw reader.bad("magic") }
      self = .reset
    default: throw .unknownType(type.rawValue)
    }
  }
}

extension LeaseRenewal {
  fileprivate init(from reader: inout PayloadReader) throws(MessageFault) {
    line = try reader.line()
    call = try reader.call()
    leaseMilliseconds = try reader.u16()
    talkLimitMilliseconds = try reader.talkLimit()
  }

  fileprivate func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    try writer.line(line)
    writer.integer(call.rawValue)
    try writer.lease(leaseMilliseconds, talkLimitMilliseconds)
  }
}

extension PayloadReader {
  fileprivate mutating func line() throws(MessageFault) -> Int {
    let line = Int(try byte())
    guard line < BoardIdentity.maximumLines else { throw bad("line") }
    return line
  }

  fileprivate mutating func talkLimit() throws(MessageFault) -> UInt32? {
    let limit = try u32()
    return limit == Command.noTalkLimit ? nil : limit
  }

  mutating func digits(_ allowed: ClosedRange<Int>) throws(MessageFault) -> String {
    let count = Int(try byte())
    let digits = try bytes(count)
    guard allowed.contains(count), digits.allSatisfy(DialDigit.isValid) else {
      throw bad("digits")
    }
    return DialDigit.text(digits)
  }
}

extension PayloadWriter {
  /// A limit that the wire would read as none is refused.
  fileprivate mutating func lease(
    _ milliseconds: Int, _ talkLimit: UInt32?
  ) throws(EncodingFault) {
    try u16("lease", milliseconds, in: 1...65535)
    guard talkLimit != Command.noTalkLimit else {
      throw .outOfRange(
        field: "talkLimit", value: Int(Command.noTalkLimit),
        allowed: 0...(Int(Command.noTalkLimit) - 1))
    }
    integer(talkLimit ?? Command.noTalkLimit)
  }
}
