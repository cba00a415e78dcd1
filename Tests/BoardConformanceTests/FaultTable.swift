import BoothSimulator

/// Which checks a mistake of the firmware makes fail, all of them, in the order of the run.
enum FaultTable {
  static func failures(of fault: FirmwareFault) -> Expected {
    switch fault {
    // Nearly everything is asked through a PING, or is a command.
    case .stampLost: .among(["pong-stamp", "crc", "garbage", "tick"])
    case .responseSequence: .among(["response-echo", "repetition", "ahead", "unknown-type"])
    case .checksumUnchecked:
      .all(["crc", "statistics"])
    case .ownDirection:
      .all(["own-direction", "statistics"])
    case .versionUnchecked:
      .all(["version"])
    case .sessionUnchecked:
      .all(["wrong-session", "other-session-keeps-nothing"])
    case .classUnchecked:
      .all(["unknown-class"])
    case .padsShort:
      .all(["too-short", "short-command"])
    case .appendedBytes:
      .all(["appended-bytes", "payload-limit"])
    case .slowResync:
      .all([
        "crc", "cobs", "too-short", "too-long", "own-direction", "garbage", "garbage-before",
        "statistics",
      ])
    case .impatient:
      .all(["split"])
    case .tickInSeconds:
      .all([
        "tick", "on-hook", "set-delay", "connect-again", "new-session-keeps-call", "lease-runs-out",
        "talk-limit", "talk-limit-renewed", "lease-shortened", "lease-extended", "lease-repeated",
        "lease-of-another", "call-survives", "lease-alone",
      ])
    case .ringMiscounted:
      .all([
        "oldest-and-next", "ring-used", "acknowledged", "cumulative",
        "acknowledgement-out-of-window", "ring-full",
      ])
    case .chatter:
      .all(["only-frames"])
    case .greetingRange:
      .all(["hello-ack-fields", "payload-limit"])
    case .capabilitiesHidden:
      .all(["display-unable", "ring-unable", "line-test-unable"])
    case .sessionRepeated:
      .all(["new-nonce", "dropped-nonce"])
    case .sessionShort:
      .all(["session-holds", "hello-keeps-alive"])
    case .nonceForgotten:
      .all(["same-nonce"])
    case .commandsRemembered:
      .all(["same-nonce", "commands-forgotten"])
    case .anyVersion:
      .all(["no-common-version", "refusal-changes-nothing"])
    case .unknownFeature:
      .all(["unknown-feature", "refusal-changes-nothing"])
    case .helloInSession:
      .all(["hello-with-session"])
    case .refusalEndsSession:
      .all(["refusal-changes-nothing"])
    case .neverAnnounces:
      .all(["session-dropped", "other-session-keeps-nothing", "reset"])
    case .acknowledgesNone:
      .all(["response-echo"])
    case .executesTwice:
      .all(["repetition", "statistics", "lease-repeated"])
    case .sequenceWindow:
      .all(["behind", "seq-zero"])
    case .nextOnly:
      .all(["ahead"])
    case .unknownCommand:
      .all(["unknown-type"])
    case .fieldsUnchecked:
      .all([
        "reset-magic", "ringing", "lease-fields", "cut-fields", "configure-fields", "tone-fields",
        "connect-fields", "display-row", "display-column", "display-beyond",
      ])
    case .stateUnchecked:
      .all([
        "tone-on-hook", "connect-on-hook", "connect-other", "connect-after-end", "connect-released",
      ])
    case .anyLine:
      .all(["no-such-line", "display-lines"])
    case .linesInconsistent:
      .all(["read-lines"])
    case .stateConfused:
      .all([
        "connect-fields", "off-hook", "flash", "connect-after-end", "connect-overtaken",
        "connect-taken-back", "ring-full",
      ])
    case .hookInverted:
      .all(["line-test"])
    case .displayOverflow:
      .all(["display-beyond"])
    case .displayStrict:
      .all(["display-clear", "display-charset"])
    case .configurationCRC:
      .all([
        "configure-fields", "configuration-crc", "configuration-kept", "configuration-appended",
        "configuration-survives",
      ])
    case .configurationForgotten:
      .all(["configure-fields", "configuration-kept", "configuration-survives"])
    case .forgetsEvents:
      .all([
        "unchanged", "again-in-a-new-session", "emergency-alone", "emergency-dialled-before",
        "denied-alone", "recorded-alone", "lease-alone", "ring-full", "reset",
      ])
    case .forgetsSent:
      .all([
        "resent", "unchanged", "window", "from-the-oldest", "cumulative",
        "acknowledgement-out-of-window", "again-in-a-new-session", "ring-full",
      ])
    case .neverResends:
      .all(["resent", "unchanged", "from-the-oldest"])
    case .changesEvents:
      .all(["unchanged"])
    case .acknowledgesOne:
      .all(["from-the-oldest", "cumulative", "acknowledgement-out-of-window"])
    case .numberInHeader:
      .all(["numbers", "only-frames"])
    case .causeForgotten:
      .all(["reset"])
    case .fullRingConnects:
      .all(["ring-full"])
    case .digitMethod:
      .all(["digits"])
    case .flashUntold:
      .all(["flash", "connect-taken-back"])
    case .hookLate:
      .all(["on-hook", "released-by-caller"])
    case .nextEventUnread:
      .all(["connect-overtaken", "connect-taken-back"])
    case .trunkUnknown:
      .all(["seized"])
    case .answerUnsignalled:
      .all(["polarity-answer", "metering-answer"])
    case .leaseEndless:
      .all([
        "connect-again", "lease-runs-out", "lease-shortened", "lease-extended", "lease-zero",
        "lease-repeated", "lease-of-another", "lease-left", "call-survives", "lease-alone",
      ])
    case .limitLate:
      .all(["talk-limit", "talk-limit-zero", "talk-limit-renewed"])
    case .causeConfused:
      .all([
        "digits-after-connect", "connect-again", "connect-released", "new-session-keeps-call",
        "released-by-caller", "released-by-far-end", "lease-runs-out", "talk-limit",
        "talk-limit-zero", "talk-limit-renewed", "cut", "cut-while-seizing",
        "caller-gone-while-seizing", "released-once", "lease-shortened", "lease-extended",
        "lease-zero", "lease-repeated", "lease-of-another", "emergency-flag", "emergency-alone",
        "call-survives", "lease-alone",
      ])
    case .cutsAny:
      .all(["cut-other"])
    case .releasedTwice:
      .all(["released-once"])
    case .digitsInCall:
      .all(["digits-after-connect"])
    case .emergencyLeased:
      .all(["emergency-flag"])
    case .emergencyIgnored:
      .all(["emergency-alone", "denied-alone", "recorded-alone"])
    case .meteringRelative:
      .all(["metering-counts", "metering-unchanged"])
    case .pulsesLost:
      .all([
        "metering-answer", "metering-counts", "metering-before-answer",
      ])
    }
  }

  enum Expected {
    case all([String])
    /// These at least.
    case among([String])
  }
}
