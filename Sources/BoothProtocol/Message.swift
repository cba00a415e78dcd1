/// What a frame says, in either direction.
package enum Message: Hashable, Sendable {
  case hello(Hello)
  case helloAcknowledgement(HelloAcknowledgement)
  case announce(Announcement)
  case command(Command)
  /// `to` is the type of the command that is answered.
  case response(to: MessageType, Response)
  case event(BoardEvent)
  case acknowledgement
  case ping(stamp: UInt32)
  case pong(Pong)

  /// `ticks` extends the ticks in it to 64 bits; without, they stay the wire's own.
  package init(_ frame: Frame, ticks: TickReference = .none) throws(MessageFault) {
    var reader = PayloadReader(frame.payload, type: frame.type)
    switch (frame.kind, MessageType(rawValue: frame.type)) {
    case (.event, _):
      self = .event(try BoardEvent(type: frame.type, from: &reader, ticks: ticks))
    case (.response, .some(let type)):
      self = .response(to: type, try Response(to: type, from: &reader, ticks: ticks))
    case (.command, .some(let type)):
      self = .command(try Command(type: type, from: &reader))
    case (.handshake, .hello):
      self = .hello(try Hello(from: &reader))
    case (.handshake, .helloAcknowledgement):
      self = .helloAcknowledgement(try HelloAcknowledgement(from: &reader, ticks: ticks))
    case (.handshake, .announce):
      self = .announce(try Announcement(from: &reader))
    case (.acknowledgement, .acknowledgement):
      self = .acknowledgement
    case (.ping, .ping):
      self = .ping(stamp: try reader.u32())
    case (.pong, .pong):
      self = .pong(try Pong(from: &reader, ticks: ticks))
    default:
      throw .unknownType(frame.type)
    }
  }

  /// The frame that says this; throws when a value in it has no place on the wire.
  package func frame(
    sequence: UInt8 = 0, acknowledgement: UInt8 = 0, session: UInt8 = 0
  ) throws(EncodingFault) -> Frame {
    var writer = PayloadWriter()
    let (direction, kind, type) = try write(to: &writer)
    guard writer.bytes.count <= Frame.maximumPayload else {
      throw .outOfRange(
        field: "payload", value: writer.bytes.count, allowed: 0...Frame.maximumPayload)
    }
    return Frame(
      direction: direction, kind: kind, sequence: sequence, acknowledgement: acknowledgement,
      session: session, type: type, payload: writer.bytes)
  }

  private func write(
    to writer: inout PayloadWriter
  ) throws(EncodingFault) -> (Frame.Direction, Frame.Class, UInt8) {
    switch self {
    case .hello(let hello):
      hello.write(to: &writer)
      return (.hostToBoard, .handshake, MessageType.hello.rawValue)
    case .helloAcknowledgement(let acknowledgement):
      try acknowledgement.write(to: &writer)
      return (.boardToHost, .handshake, MessageType.helloAcknowledgement.rawValue)
    case .announce(let announcement):
      announcement.write(to: &writer)
      return (.boardToHost, .handshake, MessageType.announce.rawValue)
    case .command(let command):
      try command.write(to: &writer)
      return (.hostToBoard, .command, command.type.rawValue)
    case .response(let type, let response):
      try response.write(to: &writer)
      return (.boardToHost, .response, type.rawValue)
    case .event(let event):
      try event.write(to: &writer)
      return (.boardToHost, .event, event.kind.type)
    case .acknowledgement:
      return (.hostToBoard, .acknowledgement, MessageType.acknowledgement.rawValue)
    case .ping(let stamp):
      writer.integer(stamp)
      return (.hostToBoard, .ping, MessageType.ping.rawValue)
    case .pong(let pong):
      try pong.write(to: &writer)
      return (.boardToHost, .pong, MessageType.pong.rawValue)
    }
  }
}

/// The board's answer to a PING: its clock, and how full its event ring is.
package struct Pong: Hashable, Sendable {
  /// As in the PING.
  package var stamp: UInt32
  package var tick: BoardTick
  /// Events in the ring that are not yet acknowledged.
  package var ringUsed: Int

  package init(stamp: UInt32, tick: BoardTick, ringUsed: Int) {
    self.stamp = stamp
    self.tick = tick
    self.ringUsed = ringUsed
  }

  init(from reader: inout PayloadReader, ticks: TickReference) throws(MessageFault) {
    stamp = try reader.u32()
    tick = ticks.extend(try reader.u32())
    ringUsed = try reader.u16()
  }

  func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    writer.integer(stamp)
    writer.integer(tick.onWire)
    try writer.u16("ringUsed", ringUsed)
  }
}

extension BoardTick {
  /// The wire's 32 bits of it.
  var onWire: UInt32 { UInt32(truncatingIfNeeded: milliseconds) }
}
