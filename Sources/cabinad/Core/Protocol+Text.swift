import BoothProtocol

// What boards say and are told, in words for the journal.

extension LinkLoss {
  var text: String {
    switch self {
    case .portClosed: "board gone: the port was closed"
    case .renewed: "the board is asked anew for all it has"
    case .silence: "board gone: nothing was heard of it for five seconds"
    case .commandUnanswered: "board gone: it left a command unanswered that was sent five times"
    case .boardRestarted: "board gone: it restarted, or its clock leapt"
    case .refused(.noCommonVersion):
      "no session: the board speaks no version of the protocol that this daemon does"
    case .refused(.unknownFeature(let bits)):
      "no session: one side needs a feature that the other does not know (bits \(hexadecimal(bits)))"
    case .refused(.unanswered):
      "no session: the board answers a HELLO and nothing that it is asked then"
    case .refused(.unheard):
      "no session: the board tells again and again what it was told is stored"
    case .refused(.malformed):
      "no session: what the board says of itself or of its lines makes no sense"
    }
  }
}

extension ResetCause {
  var text: String {
    switch self {
    case .unknown: "it does not say why"
    case .powerOn: "its power came"
    case .brownOut: "its power sagged"
    case .watchdog: "its watchdog found the firmware stuck"
    case .resetPin: "its reset was pressed"
    case .hostCommand: "it was told to"
    case .firmwareFault: "its firmware had a fault"
    }
  }
}

extension CommandResult {
  /// Why a command was not done.
  var text: String {
    switch self {
    case .done: "done"
    case .unknownType: "it does not know such a command"
    case .badField: "a value in it is wrong"
    case .noSuchLine: "it has no such line"
    case .wrongState: "the line is not in a state for it"
    case .eventRingFull: "it has no room left for events"
    case .notAble: "it is not able to"
    case .overtaken: "its caller has hung up or flashed since"
    }
  }
}

extension PowerState {
  var text: String {
    switch self {
    case .good: "power is good"
    case .low: "power is low"
    case .battery: "it runs on its battery"
    }
  }
}

extension Command {
  /// What was asked, as it goes after «refused».
  var text: String {
    switch self {
    case .tone(let line, _, _): "a tone on line \(line + 1)"
    case .connect(let line, let call, _, _, _): "to connect call \(call) on line \(line + 1)"
    case .lease(let renewals):
      "more talk time for "
        + renewals.map { "call \($0.call) on line \($0.line + 1)" }.joined(separator: ", ")
    case .cut(let line, let call, _): "to cut call \(call) on line \(line + 1)"
    case .ring(let line, _, _): "to ring line \(line + 1)"
    case .display(let line, _, _, _, _): "a text on the display of line \(line + 1)"
    case .lineTest(let line): "a test of line \(line + 1)"
    case .configure: "its configuration"
    case .readLines: "to say how its lines are"
    case .statistics: "its statistics"
    case .reset: "to restart"
    }
  }
}

private func hexadecimal(_ bits: UInt32) -> String { "0x" + String(bits, radix: 16) }
