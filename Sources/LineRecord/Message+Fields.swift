package import BoothProtocol

extension Message {
  /// Its fields by their names in the specification, in their order on the wire.
  package var fields: [MessageField] {
    switch self {
    case .hello(let hello): hello.fields
    case .helloAcknowledgement(let acknowledgement): acknowledgement.fields
    case .announce(let announcement): announcement.fields
    case .command(let command): command.fields
    case .response(_, let response):
      [MessageField("result", code: response.result)] + response.detail.fields
    case .event(let event):
      [
        MessageField("number", event.number), MessageField("tick", event.tick.milliseconds),
        MessageField("line", event.kind.line ?? 0xFF),
      ] + event.kind.fields
    case .acknowledgement: []
    case .ping(let stamp): [MessageField("stamp", stamp)]
    case .pong(let pong):
      [
        MessageField("stamp", pong.stamp), MessageField("tick", pong.tick.milliseconds),
        MessageField("ringUsed", pong.ringUsed),
      ]
    }
  }
}

extension Hello {
  fileprivate var fields: [MessageField] {
    [
      MessageField("minimumVersion", minimumVersion),
      MessageField("maximumVersion", maximumVersion), MessageField("nonce", nonce),
      MessageField("incompatibleFeatures", incompatibleFeatures),
    ]
  }
}

extension HelloAcknowledgement {
  fileprivate var fields: [MessageField] {
    let result =
      result.map { MessageField("result", code: $0) }
      ?? MessageField("result", .code(0xFF, meaning: "unknown"))
    return [
      result, MessageField("version", version), MessageField("nonce", nonce),
      MessageField("uid", "\(identity.uid)"), MessageField("bootID", identity.bootID),
      MessageField("resetCause", code: identity.resetCause),
      MessageField("firmwareMajor", identity.firmware.major),
      MessageField("firmwareMinor", identity.firmware.minor),
      MessageField("firmwarePatch", identity.firmware.patch),
      MessageField("lines", identity.lineCount), MessageField("trunks", identity.trunkCount),
      MessageField("capabilities", bits: identity.capabilities, Capabilities.allNames),
      MessageField("incompatibleFeatures", incompatibleFeatures),
      MessageField("displayRows", identity.display.rows),
      MessageField("displayColumns", identity.display.columns),
      MessageField("displayCharset", code: identity.display.charset),
      MessageField("payloadLimit", payloadLimit), MessageField("ringSize", identity.ringSize),
      MessageField("oldestEvent", identity.oldestEvent),
      MessageField("nextEvent", identity.nextEvent),
      MessageField("tick", identity.tick.milliseconds),
      MessageField("configurationCRC", identity.configurationCRC),
    ]
  }
}

extension Announcement {
  fileprivate var fields: [MessageField] {
    [
      MessageField("minimumVersion", minimumVersion),
      MessageField("maximumVersion", maximumVersion), MessageField("uid", "\(uid)"),
      MessageField("bootID", bootID), MessageField("resetCause", code: resetCause),
    ]
  }
}

extension BoardEvent.Kind {
  /// After number, tick and line.
  var fields: [MessageField] {
    switch self {
    case .offHook, .onHook, .flash, .loopOpen, .unknown: []
    case .digit(_, let digit, let method):
      [
        MessageField("digit", String(Character(Unicode.Scalar(digit)))),
        MessageField("method", code: method),
      ]
    case .seized(_, let call, let trunk, let digits):
      [
        MessageField("callID", call.rawValue), MessageField("trunk", trunk),
        MessageField("digits", digits),
      ]
    case .answered(_, let call, let signal):
      [MessageField("callID", call.rawValue), MessageField("signal", code: signal)]
    case .metering(_, let call, let pulses):
      [MessageField("callID", call.rawValue), MessageField("pulses", pulses)]
    case .released(_, let call, let cause, let pulses):
      [
        MessageField("callID", call.rawValue), MessageField("cause", code: cause),
        MessageField("pulses", pulses),
      ]
    case .connectFailed(_, let call, let reason):
      [MessageField("callID", call.rawValue), MessageField("reason", code: reason)]
    case .lineFault(_, let fault): [MessageField("fault", code: fault)]
    case .power(let state, let millivolts):
      [MessageField("state", code: state), MessageField("millivolts", millivolts)]
    case .boot(let cause): [MessageField("resetCause", code: cause)]
    case .gap(let lost, let firstTick):
      [MessageField("lost", lost), MessageField("firstTick", firstTick.milliseconds)]
    }
  }
}
