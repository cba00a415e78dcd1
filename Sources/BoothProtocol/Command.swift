/// What the host asks of a board. Commands are absolute and idempotent: the same one twice does no
/// harm.
package enum Command: Hashable, Sendable {
  /// `milliseconds` 0: until the next tone or hook change.
  case tone(line: Int, tone: Tone, milliseconds: Int)
  /// `nextEvent`: the first event of the board that was not read when the call was decided. If the
  /// line's hook has changed in that or a later one, the board answers `overtaken` (§ 6): the call is
  /// not for who is on the line now.
  case connect(line: Int, call: CallID, digits: String, grant: TalkGrant, nextEvent: UInt32)
  /// At most 8 renewals.
  case lease([LeaseRenewal])
  case cut(line: Int, call: CallID, toneAfter: Tone)
  case ring(line: Int, on: Bool, milliseconds: Int)
  /// `text` is written at the position; what it cannot show has been replaced by the sender.
  case display(line: Int, row: Int, column: Int, text: String, clearsRest: Bool)
  case lineTest(line: Int)
  case configure(BoardConfiguration)
  case readLines(first: Int)
  case statistics
  case reset
}

package enum Tone: UInt8, Sendable {
  case silence = 0
  case dial = 1
  case busy = 2
  case congestion = 3
  case refusal = 4
  /// A beep over the conversation.
  case warning = 5
  case ringback = 6
}

/// How long a call may use a trunk.
package enum TalkGrant: Hashable, Sendable {
  /// No lease, no limit, any trunk.
  case emergency
  /// `leaseMilliseconds` (1…65535) from receipt, then the board cuts unless renewed;
  /// `talkLimitMilliseconds` from the tick of the answer, then it cuts in any case; nil: no limit.
  case leased(leaseMilliseconds: Int, talkLimitMilliseconds: UInt32?)
}

package struct LeaseRenewal: Hashable, Sendable {
  package var line: Int
  package var call: CallID
  /// 1…65535, from receipt.
  package var leaseMilliseconds: Int
  /// From the tick of the answer; nil: no limit.
  package var talkLimitMilliseconds: UInt32?

  package init(
    line: Int, call: CallID, leaseMilliseconds: Int, talkLimitMilliseconds: UInt32?
  ) {
    self.line = line
    self.call = call
    self.leaseMilliseconds = leaseMilliseconds
    self.talkLimitMilliseconds = talkLimitMilliseconds
  }

  package static let maximumCount = 8
}

/// What a board keeps in non-volatile memory and needs when no host is there.
package struct BoardConfiguration: Hashable, Sendable {
  /// A hook drop shorter than this is noise; milliseconds.
  package var flashMinimum: Int
  /// A longer one is a hang-up; milliseconds.
  package var flashMaximum: Int
  package var answerSignals: AnswerSignals
  /// Seconds after the last digit is sent; used when `answerSignals` has `setDelay`.
  package var answerDelaySeconds: Int
  /// Numbers that connect whatever else is true. At most 12 numbers of at most 6 digits.
  package var emergencyNumbers: [String]

  package init(
    flashMinimum: Int, flashMaximum: Int, answerSignals: AnswerSignals, answerDelaySeconds: Int,
    emergencyNumbers: [String]
  ) {
    self.flashMinimum = flashMinimum
    self.flashMaximum = flashMaximum
    self.answerSignals = answerSignals
    self.answerDelaySeconds = answerDelaySeconds
    self.emergencyNumbers = emergencyNumbers
  }
}

package struct AnswerSignals: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let polarityReversal = AnswerSignals(rawValue: 1 << 0)
  package static let meteringPulse = AnswerSignals(rawValue: 1 << 1)
  package static let setDelay = AnswerSignals(rawValue: 1 << 2)
}

/// A board's answer to a command.
package struct Response: Hashable, Sendable {
  package var result: CommandResult
  package var detail: Detail

  package init(result: CommandResult, detail: Detail = .none) {
    self.result = result
    self.detail = detail
  }

  package enum Detail: Hashable, Sendable {
    case none
    case configured(crc: UInt32)
    case lines(first: Int, [LineReport])
    case lineTest(LineTestReport)
    case statistics(BoardStatistics)
  }
}

package enum CommandResult: UInt8, Sendable {
  case done = 0
  case unknownType = 1
  case badField = 2
  case noSuchLine = 3
  case wrongState = 4
  case eventRingFull = 5
  case notAble = 6
  /// CONNECT: the caller hung up or flashed before it came.
  case overtaken = 7
}

/// The state of one line as the board holds it: what a restarted host takes live calls over from.
package struct LineReport: Hashable, Sendable {
  package var line: Int
  package var state: LineState
  /// nil when no call holds the line.
  package var call: CallID?
  /// nil unless `state` is `talking`.
  package var answeredTick: BoardTick?
  package var leaseMilliseconds: Int
  package var trunk: Int

  package init(
    line: Int, state: LineState, call: CallID?, answeredTick: BoardTick?, leaseMilliseconds: Int,
    trunk: Int
  ) {
    self.line = line
    self.state = state
    self.call = call
    self.answeredTick = answeredTick
    self.leaseMilliseconds = leaseMilliseconds
    self.trunk = trunk
  }
}

package enum LineState: UInt8, Sendable {
  case onHook = 0
  case offHook = 1
  case seizing = 2
  case connected = 3
  case talking = 4
  case released = 5
  case fault = 6
  case ringing = 7
}

package struct LineTestReport: Hashable, Sendable {
  package var isOffHook: Bool
  package var loopMillivolts: Int
  package var loopMicroamps: Int
  package var fault: LineFault

  package init(isOffHook: Bool, loopMillivolts: Int, loopMicroamps: Int, fault: LineFault) {
    self.isOffHook = isOffHook
    self.loopMillivolts = loopMillivolts
    self.loopMicroamps = loopMicroamps
    self.fault = fault
  }
}

package struct BoardStatistics: Hashable, Sendable {
  package var framesReceived: UInt32
  package var framesSent: UInt32
  package var crcErrors: UInt32
  package var malformed: UInt32
  package var duplicates: UInt32
  package var eventsResent: UInt32
  package var ringHighWater: Int
  package var uptimeSeconds: UInt32

  package init(
    framesReceived: UInt32, framesSent: UInt32, crcErrors: UInt32, malformed: UInt32,
    duplicates: UInt32, eventsResent: UInt32, ringHighWater: Int, uptimeSeconds: UInt32
  ) {
    self.framesReceived = framesReceived
    self.framesSent = framesSent
    self.crcErrors = crcErrors
    self.malformed = malformed
    self.duplicates = duplicates
    self.eventsResent = eventsResent
    self.ringHighWater = ringHighWater
    self.uptimeSeconds = uptimeSeconds
  }
}
