internal import BoothProtocol

extension Command {
  var fields: [MessageField] {
    switch self {
    case .tone(let line, let tone, let milliseconds):
      [
        MessageField("line", line), MessageField("tone", code: tone),
        MessageField("milliseconds", milliseconds),
      ]
    case .connect(let line, let call, let digits, let grant, let nextEvent):
      [MessageField("line", line), grant.flags, MessageField("callID", call.rawValue)]
        + grant.times + [MessageField("nextEvent", nextEvent), MessageField("digits", digits)]
    case .lease(let renewals):
      [MessageField("renewals", .records(renewals.map(\.fields)))]
    case .cut(let line, let call, let toneAfter):
      [
        MessageField("line", line), MessageField("callID", call.rawValue),
        MessageField("tone", code: toneAfter),
      ]
    case .ring(let line, let on, let milliseconds):
      [
        MessageField("line", line), MessageField("on", on ? 1 : 0),
        MessageField("milliseconds", milliseconds),
      ]
    case .display(let line, let row, let column, let text, let clearsRest):
      [
        MessageField("line", line), MessageField("row", row), MessageField("column", column),
        MessageField("flags", clearsRest ? 1 : 0), MessageField("text", text),
      ]
    case .lineTest(let line): [MessageField("line", line)]
    case .configure(let configuration): configuration.fields
    case .readLines(let first): [MessageField("first", first)]
    case .statistics: []
    case .reset: [MessageField("magic", 0x5445_5352)]
    }
  }
}

extension TalkGrant {
  fileprivate var flags: MessageField {
    switch self {
    case .emergency: MessageField("flags", .code(1, meaning: "emergency"))
    case .leased: MessageField("flags", 0)
    }
  }

  fileprivate var times: [MessageField] {
    switch self {
    case .emergency: [MessageField("lease", 0), .talkLimit(nil)]
    case .leased(let milliseconds, let limit):
      [MessageField("lease", milliseconds), .talkLimit(limit)]
    }
  }
}

extension MessageField {
  fileprivate static func talkLimit(_ milliseconds: UInt32?) -> MessageField {
    milliseconds.map { MessageField("talkLimit", $0) }
      ?? MessageField("talkLimit", .code(Int64(UInt32.max), meaning: "none"))
  }
}

extension LeaseRenewal {
  fileprivate var fields: [MessageField] {
    [
      MessageField("line", line), MessageField("callID", call.rawValue),
      MessageField("lease", leaseMilliseconds), .talkLimit(talkLimitMilliseconds),
    ]
  }
}

extension BoardConfiguration {
  fileprivate var fields: [MessageField] {
    [
      MessageField("flashMinimum", flashMinimum), MessageField("flashMaximum", flashMaximum),
      MessageField(
        "answerSignals", bits: answerSignals,
        [.polarityReversal: "polarity", .meteringPulse: "metering", .setDelay: "set delay"]),
      MessageField("answerDelaySeconds", answerDelaySeconds),
      MessageField("emergencyNumbers", .texts(emergencyNumbers)),
    ]
  }
}

extension Response.Detail {
  var fields: [MessageField] {
    switch self {
    case .none: []
    case .configured(let crc): [MessageField("configurationCRC", crc)]
    case .lines(let first, let reports):
      [MessageField("first", first), MessageField("lines", .records(reports.map(\.fields)))]
    case .lineTest(let report):
      [
        MessageField("hook", report.isOffHook ? 1 : 0),
        MessageField("loopMillivolts", report.loopMillivolts),
        MessageField("loopMicroamps10", report.loopMicroamps / 10),
        MessageField("fault", code: report.fault),
      ]
    case .statistics(let statistics): statistics.fields
    }
  }
}

extension LineReport {
  fileprivate var fields: [MessageField] {
    [
      MessageField("state", code: state), MessageField("callID", call?.rawValue ?? 0),
      MessageField("answeredTick", answeredTick?.milliseconds ?? 0),
      MessageField("lease", leaseMilliseconds), MessageField("trunk", trunk),
    ]
  }
}

extension BoardStatistics {
  fileprivate var fields: [MessageField] {
    [
      MessageField("framesReceived", framesReceived), MessageField("framesSent", framesSent),
      MessageField("crcErrors", crcErrors), MessageField("malformed", malformed),
      MessageField("duplicates", duplicates), MessageField("eventsResent", eventsResent),
      MessageField("ringHighWater", ringHighWater), MessageField("uptimeSeconds", uptimeSeconds),
    ]
  }
}
