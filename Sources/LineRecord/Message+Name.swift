package import BoothProtocol

extension MessageType {
  /// The name in the specification.
  package var name: String {
    switch self {
    case .hello: "HELLO"
    case .helloAcknowledgement: "HELLO_ACK"
    case .announce: "ANNOUNCE"
    case .offHook: "OFF_HOOK"
    case .onHook: "ON_HOOK"
    case .digit: "DIGIT"
    case .flash: "FLASH"
    case .seized: "SEIZED"
    case .answered: "ANSWERED"
    case .metering: "METERING"
    case .released: "RELEASED"
    case .connectFailed: "CONNECT_FAILED"
    case .lineFault: "LINE_FAULT"
    case .power: "POWER"
    case .boot: "BOOT"
    case .gap: "GAP"
    case .loopOpen: "LOOP_OPEN"
    case .tone: "TONE"
    case .connect: "CONNECT"
    case .lease: "LEASE"
    case .cut: "CUT"
    case .ring: "RING"
    case .display: "DISPLAY"
    case .lineTest: "LINE_TEST"
    case .configure: "CONFIGURE"
    case .readLines: "READ_LINES"
    case .statistics: "STATISTICS"
    case .reset: "RESET"
    case .ping: "PING"
    case .pong: "PONG"
    case .acknowledgement: "ACK"
    }
  }
}

extension MessageType {
  /// `CONNECT`; `type 7E` for one to come.
  static func name(of type: UInt8) -> String {
    MessageType(rawValue: type)?.name
      ?? "type " + (type < 16 ? "0" : "") + String(type, radix: 16, uppercase: true)
  }
}

extension Frame {
  /// The name of its message: `CONNECT`, `CONNECT response`, `type 7E` for one to come.
  package var messageName: String {
    let name = MessageType.name(of: type)
    return kind == .response ? name + " response" : name
  }

  /// What of the header is not plain from the message.
  package var headerFields: [MessageField] {
    [
      MessageField("seq", sequence), MessageField("ack", acknowledgement),
      MessageField("session", session),
    ]
  }
}
