internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli]

  /// § 6, the windows of the hook: noise, flash, hang-up.
  static let hook: [Check] = [
    Check(
      "hook-noise", "6",
      "a hook drop shorter than flashMinimum is noise: nothing happened, and the call goes on",
      needs: atTheLine,
      [
        .configured(flash: (400, 1500)), .lift, .stimulus(.tap), .nothingHappened, .lineState(1),
        .connect(), .seized, .answered, .stimulus(.tap), .nothingHappened,
        .lineIs("state 4 and the callID") { $1.state == 4 && $1.call == $0.call }, .hangUp,
      ]),
    Check(
      "flash-in-call", "6", "a flash during a call ends nothing", needs: atTheLine,
      [
        .talking(), .stimulus(.flash), .event(.flash, within: 3000),
        .noEvent([.released, .onHook, .offHook], "no end of the call by a flash", for: 1000),
        .lineIs("state 4 and the callID") { $1.state == 4 && $1.call == $0.call }, .hangUp,
      ]),
    Check(
      "flash-released", "6",
      "a flash after a call is told and begins nothing anew: only a hang-up ends state 5",
      needs: atTheLine,
      [
        .talking(), .cut, .released(5), .stimulus(.flash), .event(.flash, within: 3000),
        .lineState(5),
        .refused(.connect, 4, as: "CONNECT in state 5") {
          Payload.connect(line: $0.line, call: $0.call + 500_000, digits: $0.number)
        },
        .hangUp,
      ]),
    Check(
      "flash-window", "6", "a loop that stays open beyond flashMaximum is ON_HOOK, then OFF_HOOK",
      needs: [.stimuli],
      [
        .configured(flash: (80, 200)), .lift, .stimulus(.flash),
        .event(.onHook), .event(.offHook), .lineState(1),
        .verify(expected: "no FLASH") { $0.latest(.flash).map(FrameText.of) }, .hangUp,
      ]),
    Check(
      "flash-tick", "3", "FLASH is stamped with the tick at which the loop opened",
      needs: [.stimuli],
      // Told when the loop closes again, after flashMinimum at least.
      [
        .lift, .stimulus(.flash), .event(.flash, within: 3000), .stamped(.flash, ago: 80...20_000),
        .hangUp,
      ]),
    Check(
      "hang-up-tick", "3", "RELEASED of a caller who hangs up is stamped when the loop opened",
      needs: atTheLine,
      [.talking(), .stimulus(.hangUp), .released(1), .stamped(.released, ago: 690...20_000)]),
    Check(
      "hang-up-at-answer", "3",
      "RELEASED 1 has the tick of ANSWERED when the loop had opened before the answer",
      needs: atTheLine,
      [
        .configured(flash: (80, 1500)), .lift, .connect(), .seized, .stimulus(.hangUp),
        .released(1, within: 3000), .event(.onHook),
        .verify(expected: "RELEASED at the later of ANSWERED and ON_HOOK") { bench in
          guard let end = bench.latest(.released), let hook = bench.latest(.onHook) else {
            return "nothing"
          }
          let answered = bench.latest(.answered)?.tick ?? hook.tick
          let due = answered.ticks(since: hook.tick) > 0 ? answered : hook.tick
          return end.tick == due ? nil : "RELEASED at \(end.tick), due at \(due)"
        },
      ]),
  ]
}

extension Step {
  /// Longer than any flashMaximum of the checks.
  fileprivate static let nothingHappened = Step.noEvent(
    [.flash, .onHook, .offHook, .released, .connectFailed], "no event of a tap on the hook",
    for: 2000)
}
