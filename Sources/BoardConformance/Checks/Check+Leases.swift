internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli]

  /// § 7: renewals.
  static let leases: [Check] = [
    Check(
      "lease-shortened", "7", "a renewal replaces the lease and may shorten it",
      needs: atTheLine,
      [
        .talking(), .readClock, .lease(1500), .readClock, .released(3, within: 4000),
        .leaseCounted(1500), .hangUp,
      ]),
    Check(
      "lease-extended", "7", "a renewal extends the lease, counted from its receipt",
      needs: atTheLine,
      [
        .lift, .connect(lease: 3000), .pause(milliseconds: 1000),
        .readClock, .lease(4000), .readClock, .released(3, within: 6000), .leaseCounted(4000),
        .hangUp,
      ]),
    Check(
      "lease-zero", "7", "lease 0 in a LEASE ends the call at once",
      needs: atTheLine,
      [
        .talking(), .readClock, .lease(0), .readClock, .released(3, within: 1000),
        .leaseCounted(0), .hangUp,
      ]),
    Check(
      "lease-repeated", "7", "a repeated command (same seq) renews nothing",
      needs: atTheLine,
      [
        .talking(), .readClock, .lease(2000), .readClock, .pause(milliseconds: 1000),
        .expand { bench in
          [
            .sendCommand(.lease, ahead: 0) { _ in
              Payload.lease(line: bench.line, call: bench.call, lease: 2000)
            }, .responded(.lease),
          ]
        },
        .released(3, within: 3500), .leaseCounted(2000), .hangUp,
      ]),
    Check(
      "lease-of-another", "4", "LEASE for a call that the line does not have renews nothing",
      needs: atTheLine,
      [
        .lift, .readClock, .connect(lease: 3000), .readClock,
        .command(.lease) {
          Payload.lease(line: $0.line, call: $0.call + 500_000, lease: 60_000)
        },
        .released(3, within: 5000), .leaseCounted(3000), .hangUp,
      ]),
    Check(
      "lease-left", "4", "READ_LINES tells the lease that is left",
      needs: atTheLine,
      [
        .talking(), .lease(20_000), .pause(milliseconds: 1000),
        .lineIs("a lease left of 17500…19010") { (17_500...19_010).contains($1.lease) }, .hangUp,
      ]),
    Check(
      "emergency-flag", "7", "an emergency call has no lease and no limit; CUT ends it",
      needs: atTheLine,
      [
        .lift, .connect(flags: 1, lease: 0, talkLimit: 0), .seized, .answered,
        .lease(0), .noEvent([.released], "no end by lease or limit", for: 500),
        .lineIs("state 4, lease 0") { $1.state == 4 && $1.lease == 0 },
        .cut, .released(5), .hangUp,
      ]),
  ]

  /// § 9: what a board does alone.
  static let emergencies: [Check] = [
    Check(
      "emergency-alone", "9", "without a session an emergency number connects by itself",
      needs: atTheLine,
      [
        .loseSession, .stimulus(.lift), .dialNumber, .pause(milliseconds: 6000),
        .foundEmergencyCall, .command(.cut) { Payload.cut(line: $0.line, call: 0) },
        .event(.released, "bit 31 in the callID and cause 5") {
          $1.call ?? 0 >= 0x8000_0000 && $1.detail == 5
        },
        .hangUp,
      ]),
    Check(
      "emergency-dialled-before", "9",
      "when the session is dropped, what was dialled already connects as well",
      needs: atTheLine + [.time],
      [
        .lift, .dialNumber, .pause(milliseconds: 1500),
        .noEvent([.seized], "no call of the board's own in a session", for: 500),
        .loseSession, .pause(milliseconds: 3000),
        .foundEmergencyCall, .hangUp,
      ]),
    Check(
      "denied-alone", "9", "without a session no other number connects, and a host is told so",
      needs: atTheLine,
      [
        .loseSession, .stimulus(.lift), .dialOther(count: 6), .pause(milliseconds: 2500),
        .session, .event(.offHook),
        .lineIs("state 5, no call: its caller was refused") { $1.state == 5 && $1.call == 0 },
        .noEvent([.seized], "no SEIZED", for: 500), .hangUp,
      ]),
    Check(
      "recorded-alone", "9", "what happens without a session is recorded as usual",
      needs: [.stimuli],
      [
        .loseSession, .stimulus(.lift), .dialOther(count: 1), .pause(milliseconds: 500), .session,
        .event(.offHook),
        .event(.digit, "the digit") { $1.rest.first == $0.otherDigit }, .ticksInOrder, .hangUp,
      ]),
    Check(
      "call-survives", "2", "when the session is dropped, calls go on until their lease ends",
      needs: atTheLine + [.time],
      [
        .lift, .readClock, .connect(lease: 15_000), .readClock, .seized, .answered, .loseSession,
        .session,
        .lineIs("state 4, the callID") { $1.state == 4 && $1.call == $0.call },
        .noEvent([.released], "no end with the session", for: 500),
        .released(3, within: 16_000), .leaseCounted(15_000), .hangUp,
      ]),
    Check(
      "lease-alone", "7", "the lease ends a call without a session too",
      needs: atTheLine + [.time],
      [
        .lift, .readClock, .connect(lease: 8000), .readClock, .seized, .answered, .loseSession,
        .pause(milliseconds: 5000), .session, .released(3), .leaseCounted(8000), .lineState(5),
        .hangUp,
      ]),
  ]
}

extension Bench {
  /// No emergency number begins with it while the checks run.
  fileprivate var otherDigit: UInt8 {
    number.first == UInt8(ascii: "7") ? UInt8(ascii: "8") : UInt8(ascii: "7")
  }
}

extension Step {
  fileprivate static func dialOther(count: Int) -> Step {
    .expand { bench in
      [.dial(String(repeating: "\(Unicode.Scalar(bench.otherDigit))", count: count))]
    }
  }

  /// Says nothing for longer than a session lasts.
  static let loseSession = Step.group([
    .probe, .goQuiet, .pause(milliseconds: 5600),
    .act { bench in
      bench.session = 0
      bench.keepsAlive = true
      bench.acknowledges = true
    },
  ])

  /// A new session finds the call that the board has dialled itself.
  fileprivate static let foundEmergencyCall = Step.group([
    .session,
    .event(.seized, "bit 31 in the callID and the digits", within: 20_000) { bench, event in
      event.call ?? 0 >= 0x8000_0000 && event.rest.count >= 6 + bench.number.count
        && event.rest[5] == bench.number.count
        && Array(event.rest[6..<6 + bench.number.count]) == bench.number
    },
    .lineIs("state 3 or 4, the callID of SEIZED, lease 0") { bench, entry in
      (3...4).contains(entry.state) && entry.call == bench.latest(.seized)?.call && entry.lease == 0
    },
  ])
}
