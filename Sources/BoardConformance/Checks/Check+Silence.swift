internal import BoothProtocol

extension Check {
  /// § 2: what takes seconds of silence.
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
}

extension Bench {
  fileprivate var announcements: [Heard] { fresh.filter { $0.isHandshake(.announce) } }
}
