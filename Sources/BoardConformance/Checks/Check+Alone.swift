internal import BoothProtocol
internal import Notation

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli]

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
      "emergency-new-host", "9",
      "what was acknowledged to one host and makes a number at the next one's HELLO connects",
      needs: atTheLine,
      [
        .lift, .dialNumber, .pause(milliseconds: 1500),
        .noEvent([.seized], "no call of the board's own in the session", for: 500),
        .foundEmergencyCall, .cutOwnCall, .hangUp,
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
      "denied-at-once", "9",
      "a first digit with which no emergency number begins is refused alone: state 5",
      needs: [.stimuli],
      [
        .loseSession, .stimulus(.lift), .dialOther(count: 1), .pause(milliseconds: 500), .session,
        .event(.offHook), .event(.digit),
        .lineIs("state 5, no call: its caller was refused") { $1.state == 5 && $1.call == 0 },
        .hangUp,
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
    Check(
      "stamped-alone", "3", "an event that waited for a session is stamped with when it happened",
      needs: [.stimuli],
      [
        .loseSession, .stimulus(.lift), .pause(milliseconds: 2000), .session, .event(.offHook),
        // Half a second for hands that are behind.
        .verify(expected: "OFF_HOOK stamped 1500 ms or more before the tick of HELLO_ACK") {
          bench in
          guard let event = bench.latest(.offHook), let tick = bench.greetingPayload.u32(at: 50)
          else { return "nothing" }
          let age = tick.ticks(since: event.tick)
          return age >= 1500 ? nil : "\(age) ms before"
        },
        .hangUp,
      ]),
    Check(
      "refused-then-emergency", "9",
      "a caller who was refused is connected by a CONNECT, for an emergency number",
      needs: atTheLine + [.time],
      [
        .refusedAlone, .lineState(5), .connect(flags: 1, lease: 0), .seized, .cut, .released(5),
        .hangUp,
      ]),
    Check(
      "refused-then-connect", "9",
      "of a caller who was refused a CONNECT is taken as in state 1, whatever its flags",
      needs: atTheLine + [.time],
      [.refusedAlone, .lineState(5), .connect(), .seized, .cut, .released(5), .hangUp]),
    Check(
      "refusal-ends", "9", "a FLASH ends the refusal: the line is in state 1",
      needs: [.stimuli, .time],
      [
        .refusedAlone, .lineState(5), .stimulus(.flash), .event(.flash, within: 3000),
        .lineState(1), .hangUp,
      ]),
    Check(
      "emergency-after-pause", "9",
      "a digit 2000 ms or more after those in vain begins anew: the emergency number connects",
      needs: atTheLine + [.time],
      [
        .loseSession, .stimulus(.lift), .dialOther(count: 1), .pause(milliseconds: 2600),
        .dialNumber, .pause(milliseconds: 6000), .foundEmergencyCall, .cutOwnCall, .hangUp,
      ]),
    Check(
      "emergency-slowly", "9",
      "digits that can become an emergency number wait: it connects for a slow caller too",
      needs: atTheLine + [.time],
      [
        .inapplicable {
          $0.number.count > 1
            ? nil
            : Words(
              "el número tiene un solo dígito (--number)", "the number has one digit (--number)")
        },
        .loseSession, .stimulus(.lift),
        .expand { [.dial(String($0.underTest.number.prefix(1)))] }, .pause(milliseconds: 2600),
        .expand { [.dial(String($0.underTest.number.dropFirst()))] }, .pause(milliseconds: 6000),
        .foundEmergencyCall, .cutOwnCall, .hangUp,
      ]),
    Check(
      "emergency-after-flash", "9",
      "a FLASH begins anew: the emergency number connects after a wrong digit",
      needs: atTheLine + [.time],
      [
        .loseSession, .stimulus(.lift), .dialOther(count: 1), .pause(milliseconds: 300),
        .stimulus(.flash), .pause(milliseconds: 600), .dialNumber, .pause(milliseconds: 6000),
        .foundEmergencyCall, .cutOwnCall, .hangUp,
      ]),
    Check(
      "emergency-not-within", "9", "an emergency number within a longer one connects nothing",
      needs: atTheLine + [.time],
      [
        .loseSession, .stimulus(.lift),
        .expand { bench in
          let first = String(Unicode.Scalar(bench.otherDigit))
          return [.dial(first + bench.underTest.number)]
        },
        .pause(milliseconds: 3000), .session, .event(.offHook),
        .lineIs("state 5, no call") { $1.state == 5 && $1.call == 0 },
        .noEvent([.seized, .connectFailed], "no call of the board's own", for: 500), .hangUp,
      ]),
    Check(
      "emergency-twice", "9", "the board's own callIDs are not used twice in a boot",
      needs: atTheLine + [.time],
      [
        .loseSession, .stimulus(.lift), .dialNumber, .pause(milliseconds: 4000),
        .stimulus(.hangUp), .pause(milliseconds: 1500), .stimulus(.lift), .dialNumber,
        .pause(milliseconds: 4000), .session,
        .expect(
          Expectation(what: "SEIZED of two calls with callIDs of their own", milliseconds: 20_000) {
            bench in
            let calls = bench.history.filter { $0.is(.seized) || $0.is(.connectFailed) }
              .compactMap(\.call)
            guard calls.count >= 2 else { return .notYet }
            return calls[0] != calls[1] && calls.allSatisfy { $0 >= 0x8000_0000 }
              ? .met : .broken(came: "callIDs \(calls)")
          }),
        .cutOwnCall, .passOver, .hangUp,
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

  /// Without a session somebody dials what is no emergency number; then a host comes.
  fileprivate static let refusedAlone = Step.group([
    .loseSession, .stimulus(.lift), .dialOther(count: 6), .pause(milliseconds: 2000), .session,
    .event(.offHook),
  ])

  /// Whatever call is there.
  static let cutOwnCall = Step.command(.cut) { Payload.cut(line: $0.line, call: 0) }

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
  static let foundEmergencyCall = Step.group([
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
