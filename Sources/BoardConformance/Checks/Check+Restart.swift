internal import BoothProtocol

extension Check {
  /// What restarts the board, and what can be said when all the rest is done.
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
      "emergency-after-reset", "9",
      "emergency numbers connect from the first instant after a restart, before any host",
      needs: [.trunk, .stimuli, .time],
      [
        .resetUntilAnnounced, .stimulus(.lift), .dialNumber, .pause(milliseconds: 6000),
        .restarted, .foundEmergencyCall, .cutOwnCall, .hangUp,
      ]),
    Check(
      "off-hook-at-boot", "6", "a handset that is off-hook at boot is an OFF_HOOK",
      needs: [.stimuli],
      [
        .lift, .resetUntilAnnounced, .restarted, .event(.boot), .event(.offHook), .lineState(1),
        .hangUp,
      ]),
    Check(
      "line-fault-at-boot", "6", "a line fault that is there at boot already is told after BOOT",
      needs: [.stimuli, .watch(.lineFault)],
      [
        .faulty, .resetUntilAnnounced, .restarted, .event(.boot),
        .event(.lineFault, "fault 1…3", within: 5000) { (1...3).contains($1.rest.first ?? 0) },
        .lineState(6), .cleared, .lineState(0),
      ]),
    Check(
      "power-at-boot", "6", "a supply that is not good at boot is told after BOOT",
      needs: [.stimuli, .watch(.power)],
      [
        .told(.battery), .resetUntilAnnounced, .restarted, .event(.boot),
        .event(.power, "state 2", within: 5000) {
          $1.rest.first == Stimulus.Supply.battery.rawValue
        },
        .told(.good),
      ]),
    Check(
      "port-reopened", "13", "the port's opening does not reset the board: DTR and RTS do nothing",
      [
        .expand { before in
          [
            // A board that did restart may take a while to come.
            .reopen, .restarted,
            .verify(expected: "the bootID it had, a log and a tick that go on") {
              reopeningFault(from: before, to: $0)
            },
            .drained,
            .verify(expected: "no BOOT") { $0.latest(.boot).map(FrameText.of) },
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

  /// What two HELLO_ACKs say that was begun anew between them.
  private static func reopeningFault(from before: Bench, to after: Bench) -> String? {
    guard let then = before.greeting?.identity, let now = after.greeting?.identity else {
      return "nothing"
    }
    let log = now.nextEvent.ticks(since: before.nextEvent)
    let tick = (after.greetingPayload.u32(at: 50) ?? 0)
      .ticks(since: before.greetingPayload.u32(at: 50) ?? 0)
    return now.bootID == then.bootID && log >= 0 && tick >= 0
      ? nil
      : "bootID \(now.bootID) after \(then.bootID), nextEvent \(log) and tick \(tick) more"
  }
}

extension Step {
  /// The board restarts, and says that it has no session.
  fileprivate static let resetUntilAnnounced = Step.group([
    .command(.reset) { _ in Array("RSET".utf8) },
    .act { $0.session = 0 }, .announced(within: 15_000, "ANNOUNCE after the reset"),
  ])
}
