internal import BoothProtocol
internal import Notation

extension Check {
  /// § 6, LOOP_OPEN: a board may leave it out, but not tell it wrongly.
  static let loopOpen: [Check] = [
    loop(
      "loop-open", "LOOP_OPEN is told at once, stamped with the tick at which the loop opened",
      [
        .talking(), .stimulus(.hangUp), .released(1), .event(.onHook), .toldLoopOpen,
        .verify(expected: "LOOP_OPEN half a second or more before RELEASED was told") { bench in
          guard let opened = bench.moment(of: .loopOpen), let end = bench.moment(of: .released)
          else { return "nothing" }
          let lead = end.milliseconds(since: opened)
          return lead >= 500 ? nil : "\(lead) ms before"
        },
        .verify(expected: "LOOP_OPEN with RELEASED's tick, or one up to flashMaximum before") {
          bench in
          guard let opened = bench.latest(.loopOpen), let end = bench.latest(.released) else {
            return "nothing"
          }
          let lead = end.tick.ticks(since: opened.tick)
          return (0...700).contains(lead) ? nil : "\(lead) ms before"
        },
      ]),
    loop(
      "loop-open-connected", "LOOP_OPEN is told before the answer too, in state 3",
      [
        .configured(delaySeconds: 60), .lift, .connect(), .seized, .stimulus(.hangUp),
        .released(1), .event(.onHook), .toldLoopOpen,
      ]),
    loop(
      "loop-open-flash", "the LOOP_OPEN of a flash has its tick",
      [
        .talking(), .stimulus(.flash), .event(.flash, within: 3000), .toldLoopOpen,
        .verify(expected: "LOOP_OPEN with FLASH's tick, or one up to flashMaximum before") {
          bench in
          guard let opened = bench.latest(.loopOpen), let flash = bench.latest(.flash) else {
            return "nothing"
          }
          let lead = flash.tick.ticks(since: opened.tick)
          return (0...700).contains(lead) ? nil : "\(lead) ms before"
        },
        .hangUp,
      ]),
    loop(
      "loop-open-elsewhere", "LOOP_OPEN is told in states 3 and 4 only",
      [
        .lift, .stimulus(.flash), .event(.flash, within: 3000), .connect(), .seized, .answered,
        .cut, .released(5), .hangUp, .noLoopOpen("in states 1 and 5"),
      ]),
    loop(
      "loop-open-once",
      "LOOP_OPEN is not told again on a line before flashMaximum has passed",
      [
        .configured(flash: (400, 1500)), .talking(), .stimulus(.tap), .pause(milliseconds: 500),
        .stimulus(.tap), .pause(milliseconds: 500), .stimulus(.tap), .pause(milliseconds: 1700),
        .hangUp,
        .verify(expected: "1500 ms or more from one LOOP_OPEN to the next") { bench in
          let ticks = bench.history.filter { $0.is(.loopOpen) }.map(\.tick)
          let gaps = zip(ticks, ticks.dropFirst()).map { $1.ticks(since: $0) }
          return gaps.allSatisfy { $0 >= 1500 } ? nil : "\(gaps) ms"
        },
      ]),
    loop(
      "loop-open-alone", "LOOP_OPEN is told while there is a session only", needs: [.time],
      [
        .talking(), .loseSession, .stimulus(.hangUp), .pause(milliseconds: 1500), .session,
        .released(1), .event(.onHook), .noLoopOpen("that was recorded without a session"),
      ]),
  ]

  private static func loop(
    _ name: String, _ sentence: String, needs: [Need] = [], _ steps: [Step]
  ) -> Check {
    Check(name, "6", sentence, needs: [.trunk, .stimuli] + needs, steps)
  }
}

extension Bench {
  /// When the latest event of a type was first heard.
  fileprivate func moment(of type: MessageType) -> Moment? {
    guard let event = latest(type) else { return nil }
    return heard.first { $0.event?.number == event.number }?.moment
  }
}

extension Step {
  /// The board has told LOOP_OPEN in this check, if it ever does.
  fileprivate static let toldLoopOpen = Step.group([
    .inapplicable {
      $0.tellsLoopOpen
        ? nil
        : Words(
          "la placa omite LOOP_OPEN, como puede", "the board leaves LOOP_OPEN out, as it may")
    },
    .verify(expected: "LOOP_OPEN, which the board tells otherwise") {
      $0.latest(.loopOpen) == nil ? "none" : nil
    },
  ])

  fileprivate static func noLoopOpen(_ what: String) -> Step {
    .verify(expected: "no LOOP_OPEN \(what)") { $0.latest(.loopOpen).map(FrameText.of) }
  }
}
