internal import BoothProtocol

extension Check {
  /// § 3, § 6: metering pulses.
  static let metering: [Check] = [
    pulses(
      "metering-answer", "6", "a metering pulse answers, signal 2, and is the first pulse",
      [
        .configured(signals: .meteringPulse), .lift, .connect(), .seized,
        .stimulus(.meteringPulse),
        .event(.answered, "the callID and signal 2") { $1.call == $0.call && $1.detail == 2 },
        .pulsesTold(1), .stimulus(.hangUp), .releasedWith(1), .event(.onHook),
      ]),
    pulses(
      "metering-counts", "3", "METERING counts the pulses since the answer, RELEASED has them all",
      [
        .talking(), .stimulus(.meteringPulse), .pulsesTold(1), .stimulus(.meteringPulse),
        .pulsesTold(2), .stimulus(.meteringPulse), .pulsesTold(3), .cut, .releasedWith(3), .hangUp,
      ]),
    pulses(
      "metering-before-answer", "6", "pulses before the answer do not count",
      [
        // Time enough for a person.
        .configured(delaySeconds: 12), .lift, .connect(), .seized,
        .stimulus(.meteringPulse),
        .noEvent([.metering, .answered], "no METERING before ANSWERED", for: 500),
        .event(.answered, within: 15_000), .stimulus(.meteringPulse), .pulsesTold(1), .cut,
        .releasedWith(1), .hangUp,
      ]),
    pulses(
      "metering-tick", "3", "METERING is stamped with the tick of the pulse counted last",
      [
        .talking(), .readClock, .stimulus(.meteringPulse), .pulsesTold(1), .readClock,
        .stampedBetweenReadings(.metering), .hangUp,
      ]),
    pulses(
      "metering-folded", "8",
      "while the newest METERING was never on the wire, the next pulse changes it",
      [
        // Eight events in flight: what follows is not sent.
        .lift, .holdAcknowledgements, .dial("12345678"), .pause(milliseconds: 1500), .connect(),
        .awaitTalking(tries: 20), .stimulus(.meteringPulse), .stimulus(.meteringPulse),
        // Whoever sends them may be a moment behind.
        .stimulus(.meteringPulse), .pause(milliseconds: 1000), .acknowledge, .pulsesTold(3),
        .hangUp,
      ]),
    pulses(
      "metering-unchanged", "8", "a METERING that was on the wire is not changed by the next pulse",
      [
        .talking(), .holdAcknowledgements, .stimulus(.meteringPulse), .pulsesTold(1),
        .stimulus(.meteringPulse), .pulsesTold(2), .acknowledge, .hangUp,
      ]),
  ]

  private static func pulses(
    _ name: String, _ section: String, _ sentence: String, _ steps: [Step]
  ) -> Check {
    Check(
      name, section, sentence, level: .metering,
      needs: [.capability(.meteringPulses), .trunk, .stimuli], steps)
  }
}

extension Step {
  static func pulsesTold(_ count: UInt16) -> Step {
    .event(.metering, "the callID and \(count) pulses", within: 3000) {
      $1.call == $0.call && $1.rest.u16(at: 4) == count
    }
  }

  static func releasedWith(_ pulses: UInt16) -> Step {
    .event(.released, "\(pulses) pulses", within: 3000) {
      $1.call == $0.call && $1.rest.u16(at: 5) == pulses
    }
  }
}
