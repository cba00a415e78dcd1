internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli, .time]

  /// § 8: what a full ring refuses, keeps, loses and owns up to.
  static let full: [Check] = [
    Check(
      "ring-full", "8",
      "with the event ring full CONNECT is answered with 5, but for an emergency call",
      needs: atTheLine,
      [
        .lift, .fillRing(leaving: 3),
        .refused(.connect, 5, as: "CONNECT with a full ring") {
          Payload.connect(line: $0.line, call: $0.call + 1, digits: $0.number)
        },
        .lineState(1), .connect(flags: 1, lease: 0),
        .lineIs("state 2, 3 or 4 and the callID") { bench, entry in
          (2...4).contains(entry.state) && entry.call == bench.call
        },
        .cut, .lineState(5), .hearLog,
        .verify(expected: "the events of the ring, one after the other") { bench in
          let numbers = bench.history.map(\.number)
          return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
            && numbers.count >= (bench.greeting?.identity.ringSize ?? 0) / 2
            ? nil : "\(numbers.count) events"
        },
        .hangUp, .lift, .connect(), .seized, .hangUp,
      ]),
    Check(
      "ring-keeps-room", "8",
      "from CONNECT on a full ring has room for SEIZED, ANSWERED, RELEASED, ON_HOOK, and nothing else",
      needs: atTheLine,
      [
        .lift, .fillRing(leaving: 4), .connect(), .awaitTalking(tries: 20),
        .stimulus(.flash), .pause(milliseconds: 1500), .stimulus(.hangUp),
        .pause(milliseconds: 1500), .hearLog, .ringTold(.seized), .ringTold(.answered),
        .ringTold(.released), .ringTold(.onHook),
        .event(.gap, "1 event lost, the FLASH: a LOOP_OPEN that is dropped does not count") {
          $1.rest.u32(at: 0) == 1
        },
        .verify(expected: "no LOOP_OPEN, for which there was no place") { bench in
          bench.history.first { $0.is(.loopOpen) }.map(FrameText.of)
        },
      ]),
    Check(
      "gap", "8", "events that find no place are counted in a GAP: how many, and from when on",
      needs: [.stimuli, .time],
      [
        .lift, .fillRing(leaving: 1), .readClock, .dial("66666"), .pause(milliseconds: 1500),
        .readClock, .stimulus(.hangUp), .pause(milliseconds: 1500), .hearLog,
        .ringTold(.onHook),
        .event(.gap, "the number of keys that were not told", within: 2000) { bench, gap in
          let told = bench.history.count { $0.is(.digit) }
          return gap.rest.u32(at: 0) == UInt32(bench.keysPressed - told) && gap.line == 0xFF
        },
        .verify(expected: "firstTick and tick of the GAP within the time of the keys lost") {
          gapTicksFault($0)
        },
      ]),
    Check(
      "gap-grows", "8", "losses right after a GAP that was never on the wire are added to it",
      needs: [.stimuli, .time],
      [
        .lift, .fillRing(leaving: 1), .dial("66"), .pause(milliseconds: 1000),
        // One event less: its place is that of the GAP, which is far from being sent.
        .act { $0.storedEvent &+= 1 }, .readClock, .dial("777"), .pause(milliseconds: 1500),
        .stimulus(.hangUp), .pause(milliseconds: 1500), .hearLog,
        .event(.gap, "the number of all keys that were not told", within: 2000) { bench, gap in
          gap.rest.u32(at: 0) == UInt32(bench.keysPressed - bench.keysTold)
        },
        .noEvent([.gap], "no second GAP", for: 500),
      ]),
    Check(
      "connect-lost-hook", "6",
      "a FLASH that was lost counts as the number of the next event: CONNECT decided before it: 7",
      needs: [.trunk, .stimuli, .time],
      [
        .lift, .fillRing(leaving: 1), .stimulus(.flash), .pause(milliseconds: 1500), .hearLog,
        .event(.gap, "the FLASH among what was lost") { ($1.rest.u32(at: 0) ?? 0) >= 1 },
        .refused(.connect, 7, as: "CONNECT with nextEvent the number of that GAP") {
          Payload.connect(
            line: $0.line, call: $0.call + 500_000, nextEvent: $0.latest(.gap)?.number ?? 0,
            digits: $0.number)
        },
        .lineState(1),
        .command(.connect, as: "CONNECT with nextEvent one above the GAP") {
          Payload.connect(
            line: $0.line, call: $0.call + 500_000,
            nextEvent: ($0.latest(.gap)?.number ?? 0) + 1, digits: $0.number)
        },
        .hangUp,
      ]),
    pulses(
      "metering-waits", "pulses that find no room for METERING wait for some",
      [.hearLog, .pulsesTold(2), .cut, .releasedWith(2), .noGap, .hangUp]),
    pulses(
      "metering-full",
      "RELEASED has all pulses, those that found no room too, which do not count as lost",
      [.cut, .pause(milliseconds: 500), .hearLog, .pulsesReleased(2), .hangUp, .noGap]),
  ]

  /// Two pulses of a call that has filled the ring, and what becomes of them.
  private static func pulses(_ name: String, _ sentence: String, _ steps: [Step]) -> Check {
    Check(
      name, "8", sentence, level: .metering, needs: [.capability(.meteringPulses)] + atTheLine,
      [
        .lift, .fillRing(leaving: 4), .connect(), .awaitTalking(tries: 20),
        .stimulus(.meteringPulse), .stimulus(.meteringPulse),
        // Whoever sends them may be a moment behind.
        .pause(milliseconds: 1000),
      ] + steps)
  }

  private static func gapTicksFault(_ bench: Bench) -> String? {
    guard let gap = bench.latest(.gap), let first = gap.rest.u32(at: 4), bench.clock.count > 1,
      let lastTold = bench.history.last(where: { $0.is(.digit) })
    else { return "nothing" }
    let end = bench.clock[bench.clock.count - 1].tick
    let isRight =
      first.ticks(since: lastTold.tick) > 0 && gap.tick.ticks(since: first) >= 0
      && end.ticks(since: gap.tick) >= 0
    return isRight
      ? nil : "firstTick \(first), tick \(gap.tick), the last key told at \(lastTold.tick)"
  }
}

extension Bench {
  /// Keys that DIGIT has told in this check, acknowledged or not.
  fileprivate var keysTold: Int {
    Set(heard.compactMap(\.event).filter { $0.is(.digit) && $0.line == line }.map(\.number)).count
  }
}

extension Step {
  /// Keys are pressed, unacknowledged, until no more than so many places are free, that for ON_HOOK
  /// among them.
  fileprivate static func fillRing(leaving places: Int) -> Step {
    .group([.act { $0.acknowledges = false }, .fillRing(leaving: places, tries: 80)])
  }

  private static func fillRing(leaving places: Int, tries: Int) -> Step {
    .group([
      .readClock,
      .expand { bench in
        let size = bench.greeting?.identity.ringSize ?? 0
        let free = size - Int(bench.clock.last?.ringUsed ?? 0)
        guard free > places, tries > 0 else { return [] }
        let digits = String(repeating: "5", count: min(free - places, 60))
        return [
          .dial(digits), .pause(milliseconds: Int64(digits.utf8.count) * 100 + 300),
          .fillRing(leaving: places, tries: tries - 1),
        ]
      },
    ])
  }

  /// A new session tells all of the log, to its end.
  fileprivate static let hearLog = Step.group([
    .act { bench in
      bench.acknowledges = true
      bench.history = []
    },
    .session, .drained,
  ])

  /// The log has had the event.
  private static func ringHad(_ type: MessageType, _ bench: Bench) -> Bool {
    bench.history.contains {
      $0.is(type) && ($0.is(.onHook) || $0.call == bench.call)
    }
  }

  /// RELEASED of the call is in the log, with these pulses.
  fileprivate static func pulsesReleased(_ count: UInt16) -> Step {
    .verify(expected: "RELEASED with \(count) pulses") { bench in
      guard let end = bench.latest(.released), end.call == bench.call else { return "no RELEASED" }
      return end.rest.u16(at: 5) == count ? nil : FrameText.of(end)
    }
  }

  fileprivate static let noGap = Step.verify(expected: "no GAP: nothing was lost") {
    $0.latest(.gap).map(FrameText.of)
  }

  fileprivate static func ringTold(_ type: MessageType) -> Step {
    let name = FrameText.name(type.rawValue)
    return .verify(expected: "\(name) in a ring that keeps a place for it") { bench in
      ringHad(type, bench) ? nil : "\(bench.history.count) events without it"
    }
  }
}
