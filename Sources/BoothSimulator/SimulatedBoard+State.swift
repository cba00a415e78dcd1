internal import CBoardReference

/// What the reference holds, for people and tests to look at.
extension SimulatedBoard {
  /// The state of a line as the firmware has it, in its words on the wire (READ_LINES). Without power:
  /// as it had it last.
  package enum LineState: UInt8, Hashable, Sendable {
    case onHook = 0
    case offHook = 1
    case seizing = 2
    case connected = 3
    case talking = 4
    case released = 5
    case fault = 6
    case ringing = 7
  }

  /// A mistake of a firmware: what was dialled is as if nothing had been.
  func forgetDigits() {
    for line in lines.indices { reference.pointee.lines[line].digit_count = 0 }
  }

  package var hasSession: Bool { hasPower && reference.pointee.session != 0 }
  /// Events that wait to be acknowledged.
  package var eventsHeld: Int { Int(reference.pointee.ring.used) }
  /// The number of the oldest of them; all before it were acknowledged.
  package var oldestEvent: UInt32 { reference.pointee.ring.oldest }
  /// The most there ever were in this boot.
  package var eventsHighWater: Int { Int(reference.pointee.ring.high_water) }
  package var framesReceived: UInt32 { reference.pointee.statistics.frames_received }
  package var framesSent: UInt32 { reference.pointee.statistics.frames_sent }
  package var checksumErrors: UInt32 { reference.pointee.statistics.crc_errors }
  package var eventsResent: UInt32 { reference.pointee.statistics.events_resent }

  package func state(line: Int) -> LineState {
    let state = reference.pointee.lines[line].state
    guard let known = LineState(rawValue: state) else {
      fatalError("line \(line) is in state \(state), which the specification does not have")
    }
    return known
  }

  /// The call that holds the line; nil when there is none.
  package func call(line: Int) -> UInt32? {
    guard hasPower else { return nil }
    let call = reference.pointee.lines[line].call
    return call == 0 ? nil : call
  }
}
