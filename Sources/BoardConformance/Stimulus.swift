/// Something that a person does at the line under test, at the far end of its call, or to the board.
package enum Stimulus: Hashable, Sendable {
  case lift
  case hangUp
  /// Hangs up and lifts again some 300 ms later.
  case flash
  /// The same within 200 ms or less.
  case tap
  /// Presses keys, one after the other.
  case dial(String)
  /// The far end picks up, and the provider reverses the polarity.
  case answer
  case farEndHangsUp
  /// One metering pulse comes down the trunk.
  case meteringPulse
  /// At another line, which counts from 0.
  case liftOther(UInt8)
  case hangUpOther(UInt8)
  /// A fault of the line that leaves its hook alone, one that is too hot say, is there or no longer.
  case lineFault(Bool)
  case supply(Supply)
  /// The trunk breaks down under the call.
  case trunkFault
  /// A trunk, from 0, is out of order, or no longer; nil: all of them.
  case trunk(UInt8?, isOut: Bool)

  /// Values of POWER on the wire.
  package enum Supply: UInt8, Sendable {
    case good = 0
    case low = 1
    case battery = 2
  }

  /// What puts it away again; nil: it leaves nothing behind.
  var undoing: Stimulus? {
    switch self {
    case .lift: .hangUp
    case .liftOther(let line): .hangUpOther(line)
    case .lineFault(true): .lineFault(false)
    case .supply(.low), .supply(.battery): .supply(.good)
    case .trunk(let trunk, isOut: true): .trunk(trunk, isOut: false)
    default: nil
    }
  }

  /// Whether the board can be sure of it only when flashMaximum has passed.
  var takesHookTime: Bool {
    switch self {
    case .hangUp, .hangUpOther: true
    default: false
    }
  }
}
