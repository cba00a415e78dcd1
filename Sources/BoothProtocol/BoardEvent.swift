/// The number of a call: given by the host when it authorises it (1…3FFFFFFF), or by the board for
/// an emergency call that it dialled itself while no host was there (bit 31 set). On the wire the
/// host marks its emergency calls by bit 30, so that one which its ledger does not know is told from
/// one that somebody was to pay.
package struct CallID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The highest number that a host gives.
  package static let last = CallID(rawValue: 0x3FFF_FFFF)
  private static let emergencyMark: UInt32 = 0x4000_0000

  package var wasDialledByBoard: Bool { rawValue & 0x8000_0000 != 0 }
  /// Of an emergency number, whoever dialled it.
  package var isForHelp: Bool { isMarked || wasDialledByBoard }
  /// A host's emergency call, as it stands on the wire.
  package var isMarked: Bool { !wasDialledByBoard && rawValue & Self.emergencyMark != 0 }
  package var marked: CallID { CallID(rawValue: rawValue | Self.emergencyMark) }
  /// The number that the host gave. A board's own has no other.
  package var unmarked: CallID {
    isMarked ? CallID(rawValue: rawValue & ~Self.emergencyMark) : self
  }
  package var description: String { String(rawValue) }

  package static func < (left: CallID, right: CallID) -> Bool { left.rawValue < right.rawValue }
}

/// One entry of a board's event log. It is not forgotten by the board before the host has
/// acknowledged it.
package struct BoardEvent: Hashable, Sendable {
  /// Counts from 1 in each boot of the board; unique together with the board's uid and boot id.
  package var number: UInt32
  /// When the thing happened, on the board's clock.
  package var tick: BoardTick
  package var kind: Kind

  package init(number: UInt32, tick: BoardTick, kind: Kind) {
    self.number = number
    self.tick = tick
    self.kind = kind
  }

  package enum Kind: Hashable, Sendable {
    case offHook(line: Int)
    case onHook(line: Int)
    /// `digit` is one of 0-9, *, #, A-D in ASCII.
    case digit(line: Int, digit: UInt8, method: DiallingMethod)
    case flash(line: Int)
    /// `digits` is empty save for a call that the board dialled itself.
    case seized(line: Int, call: CallID, trunk: Int, digits: String)
    case answered(line: Int, call: CallID, signal: AnswerSignal)
    /// `pulses` since answer, absolute.
    case metering(line: Int, call: CallID, pulses: Int)
    case released(line: Int, call: CallID, cause: ReleaseCause, pulses: Int)
    case connectFailed(line: Int, call: CallID, reason: ConnectFailure)
    case lineFault(line: Int, fault: LineFault)
    case power(state: PowerState, millivolts: Int)
    case boot(ResetCause)
    case gap(lost: UInt32, firstTick: BoardTick)
    /// The loop of a line with a call has opened. What it was follows: `released` and `onHook`,
    /// `flash`, or nothing. Advice: a board that has no room for it does not tell it.
    case loopOpen(line: Int)
    /// An event of a type this host does not know: acknowledged, counted, not acted on.
    case unknown(type: UInt8)
  }
}

package enum DiallingMethod: UInt8, Sendable {
  case dtmf = 0
  case pulse = 1
}

/// How the board learned that the far end picked up.
package enum AnswerSignal: UInt8, Sendable {
  case polarityReversal = 1
  case meteringPulse = 2
  /// No signal on this line: the set delay ran out. The call is marked «answer not signalled».
  case setDelay = 3
}

/// Why the trunk of a call was let go.
package enum ReleaseCause: UInt8, Sendable {
  case callerHungUp = 1
  case farEndHungUp = 2
  case leaseExpired = 3
  case talkLimit = 4
  case cutByHost = 5
  case lineFault = 6
  case trunkFault = 7
  case power = 8
}

package enum ConnectFailure: UInt8, Sendable {
  case noTrunkFree = 1
  case callerHungUp = 2
  case trunkFault = 3
  case lineFault = 4
  case eventRingFull = 5
}

package enum LineFault: UInt8, Sendable {
  case cleared = 0
  case noLoopPower = 1
  case short = 2
  case tooHot = 3
}

package enum PowerState: UInt8, Sendable {
  case good = 0
  case low = 1
  case battery = 2
}
