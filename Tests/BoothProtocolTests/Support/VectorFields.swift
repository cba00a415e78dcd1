import BoothProtocol

/// A message's fields by the names that the vectors have for them.
func vectorFields(of message: Message) -> [String: Field] {
  switch message {
  case .hello(let hello):
    [
      "minimumVersion": .of(hello.minimumVersion),
      "maximumVersion": .of(hello.maximumVersion), "nonce": .of(hello.nonce),
      "incompatibleFeatures": .of(hello.incompatibleFeatures),
    ]
  case .helloAcknowledgement(let acknowledgement): fields(of: acknowledgement)
  case .announce(let announcement):
    [
      "minimumVersion": .of(announcement.minimumVersion),
      "maximumVersion": .of(announcement.maximumVersion),
      "uid": .text(announcement.uid.description), "bootID": .of(announcement.bootID),
      "resetCause": .of(announcement.resetCause),
    ]
  case .command(let command): fields(of: command)
  case .response(_, let response):
    ["result": .of(response.result)].merging(fields(of: response.detail)) { $1 }
  case .event(let event):
    [
      "number": .of(event.number), "tick": .of(event.tick),
      "line": .of(event.kind.line ?? 0xFF),
    ].merging(fields(of: event.kind)) { $1 }
  case .acknowledgement: [:]
  case .ping(let stamp): ["stamp": .of(stamp)]
  case .pong(let pong):
    [
      "stamp": .of(pong.stamp), "tick": .of(pong.tick),
      "ringUsed": .of(pong.ringUsed),
    ]
  }
}

private func fields(of acknowledgement: HelloAcknowledgement) -> [String: Field] {
  let identity = acknowledgement.identity
  return [
    "result": .of(acknowledgement.result?.rawValue ?? .max),
    "version": .of(acknowledgement.version), "nonce": .of(acknowledgement.nonce),
    "uid": .text(identity.uid.description), "bootID": .of(identity.bootID),
    "resetCause": .of(identity.resetCause), "firmwareMajor": .of(identity.firmware.major),
    "firmwareMinor": .of(identity.firmware.minor),
    "firmwarePatch": .of(identity.firmware.patch), "lines": .of(identity.lineCount),
    "trunks": .of(identity.trunkCount),
    "capabilities": .of(identity.capabilities.rawValue),
    "incompatibleFeatures": .of(acknowledgement.incompatibleFeatures),
    "displayRows": .of(identity.display.rows),
    "displayColumns": .of(identity.display.columns),
    "displayCharset": .of(identity.display.charset),
    "payloadLimit": .of(acknowledgement.payloadLimit),
    "ringSize": .of(identity.ringSize), "oldestEvent": .of(identity.oldestEvent),
    "nextEvent": .of(identity.nextEvent), "tick": .of(identity.tick),
    "configurationCRC": .of(identity.configurationCRC),
  ]
}

private func fields(of kind: BoardEvent.Kind) -> [String: Field] {
  switch kind {
  case .offHook, .onHook, .flash, .loopOpen, .unknown: [:]
  case .digit(_, let digit, let method):
    [
      "digit": .text(String(Character(Unicode.Scalar(digit)))), "method": .of(method),
    ]
  case .seized(_, let call, let trunk, let digits):
    ["callID": .of(call), "trunk": .of(trunk), "digits": .text(digits)]
  case .answered(_, let call, let signal): ["callID": .of(call), "signal": .of(signal)]
  case .metering(_, let call, let pulses): ["callID": .of(call), "pulses": .of(pulses)]
  case .released(_, let call, let cause, let pulses):
    ["callID": .of(call), "cause": .of(cause), "pulses": .of(pulses)]
  case .connectFailed(_, let call, let reason):
    ["callID": .of(call), "reason": .of(reason)]
  case .lineFault(_, let fault): ["fault": .of(fault)]
  case .power(let state, let millivolts):
    ["state": .of(state), "millivolts": .of(millivolts)]
  case .boot(let cause): ["resetCause": .of(cause)]
  case .gap(let lost, let firstTick): ["lost": .of(lost), "firstTick": .of(firstTick)]
  }
}

private func fields(of command: Command) -> [String: Field] {
  switch command {
  case .tone(let line, let tone, let milliseconds):
    ["line": .of(line), "tone": .of(tone), "milliseconds": .of(milliseconds)]
  case .connect(let line, let call, let digits, let grant, let nextEvent):
    [
      "line": .of(line), "callID": .of(call), "nextEvent": .of(nextEvent), "digits": .text(digits),
    ]
    .merging(fields(of: grant)) { $1 }
  case .lease(let renewals):
    [
      "renewals": .list(
        renewals.map {
          .record([
            "line": .of($0.line), "callID": .of($0.call),
            "lease": .of($0.leaseMilliseconds),
            "talkLimit": .of($0.talkLimitMilliseconds ?? .max),
          ])
        })
    ]
  case .cut(let line, let call, let toneAfter):
    ["line": .of(line), "callID": .of(call), "tone": .of(toneAfter)]
  case .ring(let line, let on, let milliseconds):
    ["line": .of(line), "on": .of(on ? 1 : 0), "milliseconds": .of(milliseconds)]
  case .display(let line, let row, let column, let text, let clearsRest):
    [
      "line": .of(line), "row": .of(row), "column": .of(column),
      "flags": .of(clearsRest ? 1 : 0), "text": .text(text),
    ]
  case .lineTest(let line): ["line": .of(line)]
  case .configure(let configuration):
    [
      "flashMinimum": .of(configuration.flashMinimum),
      "flashMaximum": .of(configuration.flashMaximum),
      "answerSignals": .of(configuration.answerSignals.rawValue),
      "answerDelaySeconds": .of(configuration.answerDelaySeconds),
      "emergencyNumbers": .list(configuration.emergencyNumbers.map { .text($0) }),
    ]
  case .readLines(let first): ["first": .of(first)]
  case .statistics: [:]
  case .reset: ["magic": .of(0x5445_5352)]
  }
}

private func fields(of grant: TalkGrant) -> [String: Field] {
  switch grant {
  case .emergency: ["flags": .of(1), "lease": .of(0), "talkLimit": .of(UInt32.max)]
  case .leased(let milliseconds, let limit):
    [
      "flags": .of(0), "lease": .of(milliseconds),
      "talkLimit": .of(limit ?? .max),
    ]
  }
}

private func fields(of detail: Response.Detail) -> [String: Field] {
  switch detail {
  case .none: [:]
  case .configured(let crc): ["configurationCRC": .of(crc)]
  case .lines(let first, let reports):
    [
      "first": .of(first),
      "lines": .list(
        reports.map {
          .record([
            "state": .of($0.state), "callID": .of($0.call),
            "answeredTick": .of($0.answeredTick), "lease": .of($0.leaseMilliseconds),
            "trunk": .of($0.trunk),
          ])
        }),
    ]
  case .lineTest(let report):
    [
      "hook": .of(report.isOffHook ? 1 : 0), "loopMillivolts": .of(report.loopMillivolts),
      "loopMicroamps10": .of(report.loopMicroamps / 10), "fault": .of(report.fault),
    ]
  case .statistics(let statistics):
    [
      "framesReceived": .of(statistics.framesReceived),
      "framesSent": .of(statistics.framesSent), "crcErrors": .of(statistics.crcErrors),
      "malformed": .of(statistics.malformed), "duplicates": .of(statistics.duplicates),
      "eventsResent": .of(statistics.eventsResent),
      "ringHighWater": .of(statistics.ringHighWater),
      "uptimeSeconds": .of(statistics.uptimeSeconds),
    ]
  }
}
