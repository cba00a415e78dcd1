internal import BoothProtocol

extension Check {
  /// § 3 and § 8: the log of events. Each begins with events that are not acknowledged.
  static let log: [Check] = [
    Check(
      "resent", "3",
      "an event that is not acknowledged is resent after 250 ms, then 500, 1000, 2000",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift,
        .copies(5),
        .verify(expected: "copies after 250, 500, 1000 and 2000 ms") { bench in
          let copies = bench.copies
          let gaps = zip(copies, copies.dropFirst()).map {
            $1.moment.milliseconds(since: $0.moment)
          }
          let isRight = zip(gaps, [250, 500, 1000, 2000] as [Int64]).allSatisfy { gap, due in
            // A busy host hears a frame late, and the one after it early: still no gap is another's.
            (due - 150...due + 200).contains(gap)
          }
          return isRight ? nil : "after \(gaps) ms"
        },
        .acknowledge, .hangUp,
      ]),
    Check(
      "unchanged", "8", "an event that was once on the wire is never changed",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .copies(3), .sameBytes,
        .session, .copies(4), .sameBytes, .acknowledge, .hangUp,
      ]),
    Check(
      "acknowledged", "8", "an acknowledged event is sent no more, and is gone from the log",
      needs: [.stimuli],
      [
        .lift, .probe, .act { $0.mark = $0.heard.count },
        .expect(
          Expectation(what: "no more of OFF_HOOK", milliseconds: 900, isSilence: true) { bench in
            bench.fresh.compactMap(\.event).first.map { .broken(came: FrameText.of($0)) } ?? .notYet
          }),
        .readClock,
        .verify(expected: "ringUsed 0") { bench in
          bench.clock.last?.ringUsed == 0 ? nil : "ringUsed \(bench.clock.last?.ringUsed ?? 0)"
        },
        .hangUp,
      ]),
    Check(
      "window", "3", "up to 8 unacknowledged events are in flight",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .dial("1234567890"), .heardNumbers(8, within: 5000),
        .expect(
          Expectation(
            what: "no ninth event before an acknowledgement", milliseconds: 2500,
            isSilence: true
          ) { bench in
            let numbers = bench.numbersHeard
            return numbers.count > 8 ? .broken(came: "events \(numbers)") : .notYet
          }),
        .acknowledge, .heardNumbers(11, within: 2000), .hangUp,
      ]),
    Check(
      "from-the-oldest", "3", "the oldest unacknowledged event is resent, and all after it",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .dial("12"), .heardNumbers(3, within: 5000),
        .pause(milliseconds: 2600), .act { $0.mark = $0.heard.count },
        .expect(
          Expectation(what: "the three events again, in their order", milliseconds: 2500) { bench in
            let numbers = bench.fresh.compactMap(\.event).map(\.number)
            guard numbers.count >= 3 else { return .notYet }
            return Array(numbers.prefix(3)) == bench.numbersHeard
              ? .met : .broken(came: "events \(numbers)")
          }),
        .acknowledge, .hangUp,
      ]),
    Check(
      "resend-restarts", "8",
      "resending starts at 250 ms again with each acknowledgement that frees an event",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .dial("1"), .heardNumbers(2, within: 5000),
        .pause(milliseconds: 2600), .act { $0.mark = $0.heard.count },
        .expect(
          Expectation(what: "both events again", milliseconds: 2500) {
            $0.fresh.compactMap(\.event).count >= 2 ? .met : .notYet
          }),
        .act { bench in
          bench.storedEvent = bench.nextEvent &- 1
          bench.send(bench.frame(.acknowledgement, .acknowledgement))
        },
        .expect(
          Expectation(what: "DIGIT again, 250 ms after that acknowledgement", milliseconds: 450) {
            $0.fresh.contains { $0.event != nil } ? .met : .notYet
          }),
        .acknowledge, .hangUp,
      ]),
    Check(
      "resend-in-new-session", "8", "resending starts at 250 ms again in a new session",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .heardNumbers(1, within: 5000),
        // By now the interval has grown to 2000 ms.
        .pause(milliseconds: 2600), .session,
        .eventAgain("OFF_HOOK in the new session", within: 1000),
        .eventAgain("OFF_HOOK once more, 250 ms after", within: 450), .acknowledge, .hangUp,
      ]),
    Check(
      "cumulative", "3", "an acknowledgement is cumulative: all events before it are gone",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .dial("123"), .heardNumbers(4, within: 5000),
        .act { $0.storedEvent = $0.nextEvent &- 1 },
        .ringHolds(1), .acknowledge, .ringHolds(0), .hangUp,
      ]),
    Check(
      "acknowledgement-out-of-window", "3",
      "an ack that is not within the events in flight is ignored",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .dial("1"), .heardNumbers(2, within: 5000),
        .act { $0.storedEvent = $0.nextEvent &+ 1 }, .ringHolds(2),
        .act { $0.storedEvent = $0.nextEvent &+ 100 }, .ringHolds(2),
        .act { $0.storedEvent = $0.nextEvent &- 3 }, .ringHolds(2),
        .acknowledge, .ringHolds(0), .hangUp,
      ]),
    Check(
      "again-in-a-new-session", "8", "in a new session all that was not acknowledged is sent again",
      needs: [.stimuli],
      [
        .holdAcknowledgements, .lift, .dial("1"), .heardNumbers(2, within: 5000),
        .expand { before in
          let first = before.numbersHeard.first
          return [
            .session,
            .verify(expected: "oldestEvent \(first ?? 0)") { bench in
              let oldest = bench.greeting?.identity.oldestEvent
              return oldest == first ? nil : "oldestEvent \(oldest ?? 0)"
            },
            .expect(
              Expectation(what: "OFF_HOOK and DIGIT again", milliseconds: 1000) { bench in
                bench.fresh.compactMap(\.event).map(\.number) == bench.numbersHeard
                  ? .met : .notYet
              }),
          ]
        },
        .acknowledge, .hangUp,
      ]),
  ]
}

extension Bench {
  /// The numbers of the events of this check, each once, in the order in which they came first.
  fileprivate var numbersHeard: [UInt32] {
    var numbers: [UInt32] = []
    for event in heard.compactMap(\.event) where !numbers.contains(event.number) {
      numbers.append(event.number)
    }
    return numbers
  }

  /// All frames with the first event of this check.
  fileprivate var copies: [Heard] {
    guard let first = numbersHeard.first else { return [] }
    return heard.filter { $0.event?.number == first }
  }
}

extension Step {
  fileprivate static func copies(_ count: Int) -> Step {
    .expect(
      Expectation(what: "the event \(count) times", milliseconds: 6000) {
        $0.copies.count >= count ? .met : .notYet
      })
  }

  fileprivate static let sameBytes = Step.verify(expected: "the same payload each time") { bench in
    let payloads = bench.copies.map(\.frame.payload)
    return payloads.first { $0 != payloads[0] }.map(FrameText.hexadecimal)
  }

  fileprivate static func heardNumbers(_ count: Int, within milliseconds: Int64) -> Step {
    .expect(
      Expectation(what: "\(count) events", milliseconds: milliseconds) {
        $0.numbersHeard.count >= count ? .met : .notYet
      })
  }

  /// An event comes after all that was looked at.
  fileprivate static func eventAgain(_ what: String, within milliseconds: Int64) -> Step {
    .expect(
      Expectation(what: what, milliseconds: milliseconds) { bench in
        guard let index = bench.fresh.firstIndex(where: { $0.event != nil }) else {
          return .notYet
        }
        bench.mark = index + 1
        return .met
      })
  }

  fileprivate static func ringHolds(_ count: UInt16) -> Step {
    .group([
      // The acknowledgement of a PING counts before its PONG is written.
      .readClock,
      .verify(expected: "ringUsed \(count)") { bench in
        let used = bench.clock.last?.ringUsed
        return used == count ? nil : "ringUsed \(used.map(String.init) ?? "none")"
      },
    ])
  }
}
