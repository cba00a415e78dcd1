internal import BoothProtocol

extension Check {
  /// § 2: what takes seconds of silence. And two that take the board to its limits, or restart it.
  static let silence: [Check] = [
    Check(
      "session-holds", "2", "the session lasts 5000 ms without frames",
      needs: [.time],
      [.probe, .goQuiet, .pause(milliseconds: 4500), .probe]),
    Check(
      "session-dropped", "2",
      "after 5000 ms without a valid frame the session is dropped, and ANNOUNCE sent each second",
      needs: [.time],
      [
        .probe, .goQuiet,
        .expect(
          Expectation(what: "ANNOUNCE 5000 ms after the last frame", milliseconds: 6000) { bench in
            guard let first = bench.announcements.first, let last = bench.lastWrite else {
              return .notYet
            }
            let silence = first.moment.milliseconds(since: last)
            return (4800...5800).contains(silence)
              ? .met : .broken(came: "ANNOUNCE after \(silence) ms")
          }),
        .expect(
          Expectation(what: "ANNOUNCE each 1000 ms", milliseconds: 2500) { bench in
            let moments = bench.announcements.map(\.moment)
            guard moments.count >= 3 else { return .notYet }
            let gaps = zip(moments, moments.dropFirst()).map { $1.milliseconds(since: $0) }
            return gaps.allSatisfy { (800...1300).contains($0) }
              ? .met : .broken(came: "ANNOUNCE after \(gaps) ms")
          }),
        .verify(expected: "ANNOUNCE of session 0 with version 1, the uid and the bootID") { bench in
          guard let frame = bench.announcements.first?.frame,
            case .announce(let announcement)? = try? Message(frame)
          else { return "nothing that can be read" }
          let identity = bench.greeting?.identity
          let isSound =
            frame.session == 0 && announcement.minimumVersion == 1
            && announcement.uid == identity?.uid && announcement.bootID == identity?.bootID
          return isSound ? nil : FrameText.hexadecimal(frame.payload)
        },
        .ping, .noAnswer(to: "a PING of the session that was dropped"),
      ]),
    Check(
      "dropped-nonce", "2", "a HELLO with the nonce of a session that was dropped begins a new one",
      needs: [.time],
      [
        .expand { before in
          [
            .loseSession, .hello(.again),
            .greeted(0, "a session other than \(before.session)") { _, frame in
              frame.session != before.session && frame.session != 0
            },
          ]
        }
      ]),
    Check(
      "hello-keeps-alive", "2", "a HELLO with the session's own nonce counts as a frame of it",
      needs: [.time],
      [
        .probe, .goQuiet, .pause(milliseconds: 4000), .hello(.again), .greeted(),
        .pause(milliseconds: 4000), .probe,
      ]),
    Check(
      "other-session-keeps-nothing", "12", "a frame of another session keeps no session alive",
      needs: [.time],
      [.probe, .goQuiet]
        + (1...5).map { _ in
          .group([
            .pause(milliseconds: 1000), .sendPing { $0.session = $0.session == 1 ? 2 : 1 },
          ])
        } + [
          .expect(
            Expectation(what: "ANNOUNCE, the session being dropped", milliseconds: 1500) { bench in
              bench.announcements.isEmpty ? .notYet : .met
            })
        ]),
  ]

  static let full: [Check] = [
    Check(
      "ring-full", "8", "with the event ring full CONNECT is answered with 5, and nothing is lost",
      needs: [.trunk, .stimuli, .time],
      [
        .lift, .act { $0.acknowledges = false }, .fillRing(tries: 80),
        .refused(.connect, 5, as: "CONNECT with a full ring") {
          Payload.connect(line: $0.line, call: $0.call + 1, digits: $0.number)
        },
        .lineState(1),
        // The new session tells all of it again.
        .act { bench in
          bench.acknowledges = true
          bench.history = []
        },
        .session, .drained,
        .verify(expected: "the events of the ring, one after the other") { bench in
          let numbers = bench.history.map(\.number)
          return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 }
            && numbers.count >= (bench.greeting?.identity.ringSize ?? 0) / 2
            ? nil : "\(numbers.count) events"
        },
        .connect(), .seized, .hangUp,
      ])
  ]

  static let restart: [Check] = [
    Check(
      "reset", "3", "RESET restarts the board: another bootID, event 1 is BOOT with cause 5",
      [
        .command(.reset) { _ in Array("RSET".utf8) },
        .expand { before in
          [
            .act { $0.session = 0 }, .announced(within: 15_000, "ANNOUNCE after the reset"),
            .restarted,
            .verify(expected: "another bootID, the same uid, resetCause 5, oldestEvent 1") {
              bench in
              guard let now = bench.greeting?.identity, let then = before.greeting?.identity else {
                return "nothing"
              }
              let isSound =
                now.bootID != then.bootID && now.uid == then.uid && now.resetCause == .hostCommand
                && now.oldestEvent == 1
              return isSound
                ? nil
                : "bootID \(now.bootID) after \(then.bootID), cause \(now.resetCause.rawValue), "
                  + "oldestEvent \(now.oldestEvent)"
            },
            .event(.boot, "number 1, cause 5, for the whole board") {
              $1.number == 1 && $1.rest.first == 5 && $1.line == 0xFF
            },
          ]
        },
      ]),
    Check(
      "configuration-survives", "13", "the configuration survives a reset",
      [
        .expand { before in
          [
            .command(.reset) { _ in Array("RSET".utf8) },
            .restarted,
            .verify(expected: "the configuration CRC it had") { bench in
              let crc = bench.greeting?.identity.configurationCRC
              return crc == before.configurationCRC ? nil : "\(crc ?? 0)"
            },
          ]
        }
      ]),
    Check(
      "only-frames", "13", "no bytes but frames came from the board in all this time",
      [
        .verify(expected: "good frames only, and each event with the low byte of its number") {
          bench in
          bench.spoiltFrames + bench.wrongHeaders == 0
            ? nil
            : "\(bench.spoiltFrames) that were none, \(bench.wrongHeaders) events of another seq"
        }
      ]),
  ]
}

extension Bench {
  fileprivate var announcements: [Heard] { fresh.filter { $0.isHandshake(.announce) } }
}

extension Step {
  /// Keys are pressed, unacknowledged, until the ring has no place for a call.
  fileprivate static func fillRing(tries: Int) -> Step {
    .group([
      .readClock,
      .expand { bench in
        let size = bench.greeting?.identity.ringSize ?? 0
        let free = size - Int(bench.clock.last?.ringUsed ?? 0)
        // A place is kept for ON_HOOK; a call needs three.
        guard free > 3, tries > 0 else { return [] }
        let digits = String(repeating: "5", count: min(free - 3, 60))
        return [
          .dial(digits), .pause(milliseconds: Int64(digits.utf8.count) * 100 + 300),
          .fillRing(tries: tries - 1),
        ]
      },
    ])
  }
}
