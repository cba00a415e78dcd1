internal import BoothProtocol
internal import LineRecord

/// A frame in words, one line, under the names of the specification.
enum FrameText {
  static func of(_ frame: Frame) -> String {
    text(
      direction: frame.direction.rawValue, kind: frame.kind.rawValue, type: frame.type,
      sequence: frame.sequence, acknowledgement: frame.acknowledgement, session: frame.session,
      payload: frame.payload)
  }

  static func of(_ frame: RawFrame) -> String {
    var text = text(
      direction: frame.direction, kind: frame.kind, type: frame.type, sequence: frame.sequence,
      acknowledgement: frame.acknowledgement, session: frame.session, payload: frame.payload)
    if frame.version != Frame.version { text += ", version \(frame.version)" }
    if frame.direction != 0 { text += ", direction board to host" }
    if frame.spoiling != 0 { text += ", wrong CRC" }
    return text
  }

  static func of(_ event: HeardEvent) -> String {
    let line = event.line == 0xFF ? "board" : "line \(event.line)"
    let head = "\(name(event.type)) number \(event.number) tick \(event.tick) \(line)"
    guard !event.rest.isEmpty else { return head }
    return head + detail(event)
  }

  static func name(_ type: UInt8) -> String {
    guard let known = MessageType(rawValue: type) else { return "type \(hexadecimal([type]))" }
    return known.name
  }

  static func result(_ result: UInt8?) -> String {
    guard let result else { return "no result" }
    let names = [
      "done", "unknown type", "bad field", "no such line", "wrong state", "event ring full",
      "not able", "overtaken",
    ]
    let name = Int(result) < names.count ? names[Int(result)] : "not in the specification"
    return "result \(result) (\(name))"
  }

  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count < 2 ? "0" + digits : digits
    }.joined(separator: " ")
  }

  private static func text(
    direction: UInt8, kind: UInt8, type: UInt8, sequence: UInt8, acknowledgement: UInt8,
    session: UInt8, payload: [UInt8]
  ) -> String {
    let tail = " [seq \(sequence), ack \(acknowledgement), session \(session)]"
    switch Frame.Class(rawValue: kind) {
    case .response:
      return "\(name(type)) response: \(result(payload.first))" + tail
    case .event:
      let frame = Frame(
        direction: .boardToHost, kind: .event, sequence: sequence,
        acknowledgement: acknowledgement, session: session, type: type, payload: payload)
      return (HeardEvent(frame).map(of) ?? "\(name(type)), too short") + tail
    case .handshake where type == MessageType.helloAcknowledgement.rawValue:
      return "HELLO_ACK: result \(payload.first.map(String.init) ?? "missing")" + tail
    case .pong:
      let tick = payload.u32(at: 4).map(String.init) ?? "missing"
      return "PONG: tick \(tick)" + tail
    case nil: return "class \(kind), type \(hexadecimal([type]))" + tail
    default: return name(type) + tail
    }
  }

  private static func detail(_ event: HeardEvent) -> String {
    switch MessageType(rawValue: event.type) {
    case .digit: " digit \(Unicode.Scalar(event.rest[0]))"
    case .seized: " call \(event.call ?? 0) trunk \(event.detail ?? 0)"
    case .answered: " call \(event.call ?? 0) signal \(event.detail ?? 0)"
    case .metering: " call \(event.call ?? 0) pulses \(event.rest.u16(at: 4) ?? 0)"
    case .released:
      " call \(event.call ?? 0) cause \(event.detail ?? 0) pulses \(event.rest.u16(at: 5) ?? 0)"
    case .connectFailed: " call \(event.call ?? 0) reason \(event.detail ?? 0)"
    default: " " + hexadecimal(event.rest)
    }
  }
}
