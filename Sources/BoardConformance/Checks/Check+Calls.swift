internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli]

  /// § 4 CONNECT, § 6: from the seizing to the answer.
  static let calls: [Check] = [
    Check(
      "seized", "3", "CONNECT seizes a trunk: SEIZED with the callID, a trunk and no digits",
      needs: atTheLine,
      [
        .lift, .connect(),
        .event(.seized, "the callID, a trunk of the board, count 0", within: 20_000) {
          bench, event in
          event.call == bench.call && event.rest.count >= 6 && event.rest[5] == 0
            && Int(event.rest[4]) < bench.greeting?.identity.trunkCount ?? 0
        },
        .lineIs("state 3 or 4, the callID, a lease and the trunk of SEIZED") { bench, entry in
          (3...4).contains(entry.state) && entry.call == bench.call && entry.lease > 0
            && entry.trunk == bench.latest(.seized)?.detail
        },
        .hangUp,
      ]),
    Check(
      "set-delay", "6", "the set delay answers, signal 3, so long after SEIZED",
      needs: atTheLine,
      [
        .talking(),
        .verify(expected: "ANSWERED with signal 3, 1000 ms after SEIZED") { bench in
          guard let answered = bench.latest(.answered), let seized = bench.latest(.seized) else {
            return "nothing"
          }
          let delay = answered.tick.ticks(since: seized.tick)
          return answered.detail == 3 && delay == 1000
            ? nil : "signal \(answered.detail ?? 0), \(delay) ms after"
        },
        .lineIs("state 4, answeredTick that of ANSWERED") { bench, entry in
          entry.state == 4 && entry.answeredTick == bench.latest(.answered)?.tick
        },
        .hangUp,
      ]),
    Check(
      "set-delay-zero", "6", "a set delay of 0 answers at once, at the tick of SEIZED",
      needs: atTheLine,
      [
        .configured(delaySeconds: 0), .talking(),
        .verify(expected: "ANSWERED with signal 3 and the tick of SEIZED") { bench in
          guard let answered = bench.latest(.answered), let seized = bench.latest(.seized) else {
            return "nothing"
          }
          let delay = answered.tick.ticks(since: seized.tick)
          return answered.detail == 3 && delay == 0
            ? nil : "signal \(answered.detail ?? 0), \(delay) ms after"
        },
        .hangUp,
      ]),
    Check(
      "digits-after-connect", "4", "after CONNECT digits are neither reported nor stored",
      needs: atTheLine,
      [
        .talking(), .dial("77"),
        .noEvent([.digit], "no DIGIT in a call", for: 1500),
        .cut, .released(5), .dial("8"),
        .noEvent([.digit], "no DIGIT in state 5", for: 1000), .hangUp,
      ]),
    Check(
      "connect-other", "4", "CONNECT with another callID while a call is on the line: result 4",
      needs: atTheLine,
      [
        .talking(),
        .refused(.connect, 4, as: "CONNECT of a second call") {
          Payload.connect(line: $0.line, call: $0.call + 500_000, digits: $0.number)
        },
        .lineIs("state 4 and the first callID") { $1.state == 4 && $1.call == $0.call }, .hangUp,
      ]),
    Check(
      "connect-after-end", "4", "CONNECT with the callID that ended last on the line: result 4",
      needs: atTheLine,
      [
        .talking(), .hangUp, .lift, .connectAgain(results: [4]), .lineState(1), .hangUp,
      ]),
    Check(
      "connect-in-new-session", "4",
      "CONNECT with the callID that ended last in an earlier session is done",
      needs: atTheLine,
      [
        .talking(), .cut, .released(5), .hangUp, .session, .lift, .connectAgain(), .seized, .hangUp,
      ]),
    Check(
      "connect-overtaken", "6",
      "CONNECT that was decided before the caller on the line lifted: result 7",
      needs: atTheLine,
      [
        .lift, .hangUp, .lift,
        .refused(.connect, 7, as: "CONNECT with nextEvent the number of OFF_HOOK") {
          Payload.connect(
            line: $0.line, call: $0.call + 500_000, nextEvent: $0.latest(.offHook)?.number ?? 0,
            digits: $0.number)
        },
        .lineState(1),
        .command(.connect, as: "CONNECT with nextEvent one above OFF_HOOK") {
          Payload.connect(
            line: $0.line, call: $0.call + 500_000,
            nextEvent: ($0.latest(.offHook)?.number ?? 0) + 1, digits: $0.number)
        },
        .hangUp,
      ]),
    Check(
      "connect-taken-back", "6", "CONNECT that was decided before a flash: result 7",
      needs: atTheLine,
      [
        .lift, .stimulus(.flash), .event(.flash, within: 3000),
        .refused(.connect, 7, as: "CONNECT with nextEvent the number of FLASH") {
          Payload.connect(
            line: $0.line, call: $0.call + 500_000, nextEvent: $0.latest(.flash)?.number ?? 0,
            digits: $0.number)
        },
        .lineState(1), .hangUp,
      ]),
    Check(
      "connect-released", "4", "CONNECT in state 5, before the caller has hung up: result 4",
      needs: atTheLine,
      [
        .talking(), .cut, .released(5), .lineState(5),
        .refused(.connect, 4, as: "CONNECT in state 5") {
          Payload.connect(line: $0.line, call: $0.call + 500_000, digits: $0.number)
        },
        .hangUp,
      ]),
    Check(
      "polarity-answer", "6", "polarity reversal answers, signal 1, when it is configured",
      needs: atTheLine + [.capability(.polarityAnswer)],
      [
        .configured(signals: .polarityReversal), .lift, .connect(), .seized,
        .noEvent([.answered], "no ANSWERED before the far end answers", for: 1500),
        .stimulus(.answer),
        .event(.answered, "the callID and signal 1") { $1.call == $0.call && $1.detail == 1 },
        .hangUp,
      ]),
    Check(
      "signal-not-named", "6", "a signal that answerSignals does not name is no answer",
      needs: atTheLine + [.capability(.polarityAnswer)],
      [
        .configured(delaySeconds: 60), .lift, .connect(), .seized, .stimulus(.answer),
        .noEvent([.answered], "no ANSWERED by polarity reversal", for: 1500), .lineState(3),
        .hangUp,
      ]),
    Check(
      "new-session-keeps-call", "2", "a new session keeps calls and leases",
      needs: atTheLine,
      [
        .talking(), .session,
        .lineIs("state 4, the callID, its lease and answeredTick") { bench, entry in
          entry.state == 4 && entry.call == bench.call && entry.lease > 0
            && entry.answeredTick == bench.latest(.answered)?.tick
        },
        .noEvent([.released], "no end of the call", for: 500),
        .cut, .released(5), .hangUp,
      ]),
  ]

  /// § 6: how calls end.
  static let ends: [Check] = [
    Check(
      "released-by-caller", "3", "the caller hangs up: RELEASED 1, then ON_HOOK, both at that tick",
      needs: atTheLine,
      [
        .talking(), .stimulus(.hangUp), .released(1), .event(.onHook),
        .verify(expected: "the same tick in RELEASED and ON_HOOK") { bench in
          let ticks = [bench.latest(.released)?.tick, bench.latest(.onHook)?.tick]
          return ticks[0] == ticks[1] ? nil : "\(ticks.map { $0 ?? 0 })"
        },
        .lineState(0),
      ]),
    Check(
      "released-by-far-end", "3", "the far end hangs up: RELEASED 2, and the line waits in state 5",
      needs: atTheLine,
      [.talking(), .stimulus(.farEndHangsUp), .released(2, within: 5000), .lineState(5), .hangUp]),
    Check(
      "lease-runs-out", "7", "the lease runs out: RELEASED 3, stamped with the tick it was due at",
      needs: atTheLine,
      [
        .lift, .readClock, .connect(lease: 4000), .readClock,
        .released(3, within: 6000), .leaseCounted(4000), .lineState(5), .hangUp,
      ]),
    Check(
      "talk-limit", "7", "the talk limit: RELEASED 4 at the tick of ANSWERED plus the limit",
      needs: atTheLine,
      [
        .lift, .connect(talkLimit: 1500), .seized, .answered, .released(4, within: 4000),
        .talked(1500), .hangUp,
      ]),
    Check(
      "talk-limit-zero", "7", "talk limit 0 ends the call at the answer",
      needs: atTheLine,
      [.lift, .connect(talkLimit: 0), .seized, .answered, .released(4), .talked(0), .hangUp]),
    Check(
      "talk-limit-renewed", "7", "a renewal replaces the talk limit",
      needs: atTheLine,
      [
        .lift, .connect(talkLimit: 10_000), .seized, .answered,
        .lease(Payload.longLease, talkLimit: 2000), .released(4, within: 4000), .talked(2000),
        .hangUp,
      ]),
    Check(
      "cut", "4", "CUT ends the call: RELEASED 5, state 5; once more it is done",
      needs: atTheLine,
      [.talking(), .cut, .released(5), .lineState(5), .cut, .hangUp]),
    Check(
      "cut-other", "4", "CUT of another callID leaves the call",
      needs: atTheLine,
      [
        .talking(),
        .command(.cut) { Payload.cut(line: $0.line, call: $0.call + 500_000) },
        .noEvent([.released], "no RELEASED", for: 300), .lineState(4), .hangUp,
      ]),
    Check(
      "cut-whatever", "4", "CUT with callID 0 cuts whatever is there", needs: atTheLine,
      [.talking(), .cutOwnCall, .released(5), .lineState(5), .hangUp]),
    Check(
      "cut-tick", "3", "RELEASED of a call that was cut is stamped when the trunk was let go",
      needs: atTheLine,
      [
        .talking(), .readClock, .cut, .released(5), .readClock,
        .stampedBetweenReadings(.released), .hangUp,
      ]),
    Check(
      "cut-while-seizing", "6", "CUT while the trunk is seized: SEIZED, then RELEASED 5",
      needs: atTheLine, [.lift, .connect(), .cut, .seized, .released(5), .lineState(5), .hangUp]),
    Check(
      "caller-gone-while-seizing", "6",
      "a caller who hangs up before the trunk is seized: CONNECT_FAILED 2, or RELEASED 1 after it",
      needs: atTheLine,
      [
        .lift, .connect(), .stimulus(.hangUp), .failed(2, orReleased: 1),
        .event(.onHook),
        .verify(expected: "its tick that of ON_HOOK: when the loop opened") { bench in
          let end = bench.latest(.connectFailed) ?? bench.latest(.released)
          let ticks = [end?.tick, bench.latest(.onHook)?.tick]
          return ticks[0] == ticks[1] ? nil : "\(ticks.map { $0 ?? 0 })"
        },
      ]),
    Check(
      "released-once", "3", "every seized call has exactly one RELEASED",
      needs: atTheLine,
      [
        .talking(), .cut, .released(5), .hangUp, .probe, .pause(milliseconds: 500),
        .verify(expected: "one RELEASED of the call") { bench in
          let count = bench.history.count { $0.is(.released) && $0.call == bench.call }
          return count == 1 ? nil : "\(count)"
        },
      ]),
  ]
}
