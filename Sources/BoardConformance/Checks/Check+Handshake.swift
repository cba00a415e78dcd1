internal import BoothProtocol

extension Check {
  /// § 2, as far as it takes no time.
  static let handshake: [Check] = [
    Check(
      "hello-ack-fields", "2", "every field of HELLO_ACK is within its range",
      [
        .session,
        .verify(expected: "HELLO_ACK of 58 bytes or more, each field within its range") {
          greetingFault($0)
        },
      ]),
    Check(
      "nonce-echoed", "2", "HELLO_ACK echoes the nonce",
      [
        .hello(),
        .greeted(0, "the nonce of the HELLO") { bench, frame in
          frame.payload.u32(at: 2) == bench.offeredNonce
        },
      ]),
    Check(
      "same-nonce", "2",
      "the same nonce again gets the same HELLO_ACK and changes nothing else",
      [
        .session, .command(.readLines) { _ in [0] },
        .hello(.again),
        .greeted(0, "the session it had, and 1 as the last command executed") { bench, frame in
          frame.session == bench.session && frame.acknowledgement == 1
        },
        .command(.readLines) { _ in [0] },
        .verify(expected: "a response with seq 2") { bench in
          bench.sequence == 2 ? nil : "a session that counts its commands anew"
        },
      ]),
    Check(
      "new-nonce", "2", "a new nonce begins a new session with another number than the one before",
      (1...4).map { _ in .another }),
    Check(
      "commands-forgotten", "2", "a new session forgets the commands of the old one",
      [
        .session, .command(.readLines) { _ in [0] }, .command(.statistics),
        .session,
        .verify(expected: "HELLO_ACK with ack 0") { bench in
          let ack = bench.heard.last { $0.isHandshake(.helloAcknowledgement) }?.frame
          return ack?.acknowledgement == 0 ? nil : ack.map(FrameText.of) ?? "nothing"
        },
        .command(.readLines, as: "seq 1 of the new session") { _ in [0] },
      ]),
    Check(
      "no-common-version", "2", "no common version: HELLO_ACK 1 with session 0",
      [
        .session, .hello(versions: 2...3),
        .greeted(1, "session 0, the nonce and version 1") { bench, frame in
          frame.session == 0 && frame.payload.u32(at: 2) == bench.offeredNonce
            && frame.payload[1] == 1
        },
        .hello(versions: 0...0), .greeted(1, "session 0") { _, frame in frame.session == 0 },
      ]),
    Check(
      "version-range", "2", "of a range of versions the one that both speak is agreed on",
      ([1...9, 0...1, 0...255] as [ClosedRange<UInt8>]).map { versions in
        .group([
          .hello(versions: versions),
          .greeted(0, "version 1") { _, frame in frame.payload[1] == 1 },
        ])
      }),
    Check(
      "unknown-feature", "2", "an incompatible bit that is not known: HELLO_ACK 2 with session 0",
      [
        .session,
        .group(
          (0..<32).map { bit in
            .group([
              .hello(features: 1 << bit),
              .greeted(2, "session 0") { _, frame in frame.session == 0 },
            ])
          }),
      ]),
    Check(
      "refusal-changes-nothing", "2",
      "a HELLO that is refused changes nothing: the session goes on",
      [
        .session, .command(.readLines) { _ in [0] },
        .hello(versions: 2...3), .greeted(1), .probe,
        .hello(features: 1 << 31), .greeted(2), .probe,
        .command(.readLines, as: "the next seq of the session") { _ in [0] },
      ]),
    Check(
      "hello-ack-means-nothing", "1", "the ack of a HELLO means nothing", needs: [.stimuli],
      [
        .session, .holdAcknowledgements, .lift,
        .send { bench in
          bench.offeredNonce = bench.nonce
          return RawFrame(
            kind: Frame.Class.handshake.rawValue,
            acknowledgement: UInt8(truncatingIfNeeded: bench.nextEvent),
            type: MessageType.hello.rawValue,
            payload: Payload.hello(versions: 1...1, nonce: bench.nonce, features: 0))
        },
        .greeted(), .readClock,
        .verify(expected: "OFF_HOOK still in the ring: ringUsed 1") { bench in
          let used = bench.clock.last?.ringUsed
          return used == 1 ? nil : "ringUsed \(used ?? 0)"
        },
        .acknowledge, .hangUp,
      ]),
    Check(
      "same-nonce-fresh", "2", "the same nonce again gets fresh tick and event numbers",
      needs: [.stimuli],
      [
        .session,
        .expand { before in
          [
            .lift, .pause(milliseconds: 1000), .hello(.again), .greeted(),
            .verify(expected: "a tick 900 ms or more later, nextEvent and oldestEvent higher") {
              greetingGrowthFault(from: before, to: $0)
            },
          ]
        },
        .hangUp,
      ]),
    Check(
      "no-announce", "2", "there is no ANNOUNCE while there is a session",
      [
        .session, .probe,
        .expect(
          Expectation(what: "no ANNOUNCE in a session", milliseconds: 2500, isSilence: true) {
            bench in
            bench.heard.contains { $0.isHandshake(.announce) }
              ? .broken(came: "ANNOUNCE") : .notYet
          }),
      ]),
    Check(
      "hello-with-session", "12", "a HELLO with a session is dropped",
      [.session, .hello(session: 77), .noAnswer(to: "a HELLO with session 77"), .probe]),
    Check(
      "other-handshake", "12", "a handshake that is not HELLO is dropped",
      [
        .session,
        .send { bench in
          RawFrame(
            kind: 0, type: MessageType.announce.rawValue, payload: Array(repeating: 1, count: 19))
        },
        .noAnswer(to: "an ANNOUNCE from the host"), .probe,
      ]),
    Check(
      "oldest-and-next", "2", "nextEvent less oldestEvent is what the ring holds",
      [
        .session, .readClock,
        .verify(expected: "ringUsed of PONG is nextEvent − oldestEvent") { bench in
          guard let identity = bench.greeting?.identity, let reading = bench.clock.last else {
            return "nothing"
          }
          let held = identity.nextEvent &- identity.oldestEvent
          return held == UInt32(reading.ringUsed)
            ? nil : "ringUsed \(reading.ringUsed), \(held) by HELLO_ACK"
        },
      ]),
  ]

  /// What two HELLO_ACKs of a session say of a time between them in which an event was acknowledged.
  private static func greetingGrowthFault(from before: Bench, to after: Bench) -> String? {
    let growth = [42, 46, 50].map { offset in
      (after.greetingPayload.u32(at: offset) ?? 0)
        .ticks(since: before.greetingPayload.u32(at: offset) ?? 0)
    }
    return growth[0] >= 1 && growth[1] >= 1 && growth[2] >= 900
      ? nil : "oldestEvent \(growth[0]), nextEvent \(growth[1]), tick \(growth[2]) more"
  }

  /// The first field of a HELLO_ACK that is out of its range.
  private static func greetingFault(_ bench: Bench) -> String? {
    guard let greeting = bench.greeting else { return "no HELLO_ACK" }
    let bytes = bench.greetingPayload
    let identity = greeting.identity
    let hasDisplay = bench.has(.display)
    let demands: [(Bool, String)] = [
      (bytes.count >= 58, "\(bytes.count) bytes"),
      (bench.session != 0, "session 0"),
      (greeting.version == 1, "version \(greeting.version)"),
      (
        identity.uid.bytes.contains { $0 != identity.uid.bytes[0] },
        "a uid that is no serial number: \(identity.uid)"
      ),
      (bytes[22] <= 6, "resetCause \(bytes[22])"),
      ((1...32).contains(identity.lineCount), "lines \(identity.lineCount)"),
      ((0...32).contains(identity.trunkCount), "trunks \(identity.trunkCount)"),
      (!identity.capabilities.contains(.persistentRing), "capability bit 3, without rules yet"),
      (greeting.incompatibleFeatures == 0, "an incompatible feature, of which there is none"),
      (bytes[38] <= 3, "displayCharset \(bytes[38])"),
      (
        !hasDisplay || identity.display.columns > 0 && bytes[38] > 0,
        "a display of \(identity.display.columns) columns, charset \(bytes[38])"
      ),
      ((96...255).contains(greeting.payloadLimit), "payloadLimit \(greeting.payloadLimit)"),
      (identity.ringSize > 8, "ringSize \(identity.ringSize)"),
      (identity.oldestEvent >= 1, "oldestEvent 0"),
      (
        identity.nextEvent &- identity.oldestEvent <= UInt32(identity.ringSize),
        "oldestEvent \(identity.oldestEvent), nextEvent \(identity.nextEvent)"
      ),
    ]
    return demands.first { !$0.0 }?.1
  }
}

extension Step {
  /// One more session, with another number than the one before.
  fileprivate static let another = Step.expand { before in
    [
      .hello(),
      .greeted(0, "a session other than 0 and \(before.session)") { _, frame in
        frame.session != 0 && frame.session != before.session
      },
    ]
  }
}
