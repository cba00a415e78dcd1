internal import BoothProtocol

/// A good frame of the board, and when it came.
struct Heard: Sendable {
  var moment: Moment
  var frame: Frame
  /// Whether an empty frame came right before.
  var followsZero: Bool

  func isResponse(to sequence: UInt8, type: UInt8) -> Bool {
    frame.kind == .response && frame.sequence == sequence && frame.type == type
  }

  func isPong(_ stamp: UInt32) -> Bool {
    frame.kind == .pong && frame.type == MessageType.pong.rawValue
      && frame.payload.u32(at: 0) == stamp
  }

  func isHandshake(_ type: MessageType) -> Bool {
    frame.kind == .handshake && frame.type == type.rawValue
  }

  /// The event in it; nil when it is none.
  var event: HeardEvent? { frame.kind == .event ? HeardEvent(frame) : nil }
}

/// An event as its bytes say it: a check is stricter with them than a host may be.
struct HeardEvent: Sendable, Hashable {
  var number: UInt32
  var tick: UInt32
  /// FF: the whole board.
  var line: UInt8
  var type: UInt8
  /// What follows the nine bytes that every event has.
  var rest: [UInt8]

  init?(_ frame: Frame) {
    let payload = frame.payload
    guard let number = payload.u32(at: 0), let tick = payload.u32(at: 4), payload.count >= 9 else {
      return nil
    }
    self.number = number
    self.tick = tick
    line = payload[8]
    type = frame.type
    rest = Array(payload.dropFirst(9))
  }

  func `is`(_ type: MessageType) -> Bool { self.type == type.rawValue }

  /// Of SEIZED, ANSWERED, METERING, RELEASED and CONNECT_FAILED.
  var call: UInt32? { rest.u32(at: 0) }
  /// The byte after the call: trunk of SEIZED, signal of ANSWERED, cause of RELEASED, reason of
  /// CONNECT_FAILED.
  var detail: UInt8? { rest.count > 4 ? rest[4] : nil }
}

extension UInt32 {
  /// Milliseconds from an earlier tick to this one, across the wrap; negative when it is the later.
  func ticks(since earlier: UInt32) -> Int { Int(Int32(bitPattern: self &- earlier)) }
}
