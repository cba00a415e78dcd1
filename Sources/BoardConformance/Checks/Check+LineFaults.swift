internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.stimuli, .watch(.lineFault)]

  /// § 3 LINE_FAULT, § 6 state 6.
  static let lineFaults: [Check] = [
    Check(
      "line-fault", "6", "a fault of an on-hook line is LINE_FAULT and state 6 until it is cleared",
      needs: atTheLine,
      [
        .faulty, .lineState(6),
        .expand { bench in
          guard bench.has(.ringGenerator) else { return [] }
          return [
            .refused(.ring, 4, as: "RING in state 6") { Payload.ring(line: $0.line, on: 1) }
          ]
        },
        .cleared, .lineState(0),
      ]),
    Check(
      "line-fault-off-hook", "6",
      "in state 6 nothing is connected and no digit told; cleared off-hook, it is state 5",
      needs: atTheLine,
      [
        .lift, .faulty, .lineState(6),
        .refused(.tone, 4, as: "TONE in state 6") { Payload.tone(line: $0.line, 1) },
        .refused(.connect, 4, as: "CONNECT in state 6") {
          Payload.connect(line: $0.line, call: $0.call + 500_000, digits: $0.number)
        },
        .dial("5"), .noEvent([.digit], "no DIGIT in state 6", for: 1000),
        .cleared, .lineState(5), .hangUp,
      ]),
    Check(
      "line-fault-hook", "6", "hook changes are watched and told in state 6 too",
      needs: atTheLine,
      [.lift, .faulty, .hangUp, .lineState(6), .cleared, .lineState(0)]),
    Check(
      "line-fault-lift", "6", "OFF_HOOK is told in state 6 too; cleared then, it is state 5",
      needs: atTheLine,
      [.faulty, .lift, .lineState(6), .cleared, .lineState(5), .hangUp, .lineState(0)]),
    Check(
      "released-by-line-fault", "3", "a line fault ends a call: RELEASED 6, and LINE_FAULT",
      needs: atTheLine + [.trunk],
      [
        .talking(), .stimulus(.lineFault(true)), .released(6, within: 5000), .faultTold,
        .lineIs("state 6, no call") { $1.state == 6 && $1.call == 0 },
        .cleared, .lineState(5), .hangUp,
      ]),
    Check(
      "line-fault-while-seizing", "3",
      "a line fault before the trunk is seized: CONNECT_FAILED 4, or RELEASED 6 after it",
      needs: atTheLine + [.trunk],
      [
        .lift, .connect(), .stimulus(.lineFault(true)), .failed(4, orReleased: 6), .faultTold,
        .cleared, .lineState(5), .hangUp,
      ]),
  ]
}

extension Step {
  static let faulty = Step.group([
    .stimulus(.lineFault(true)),
    .event(.lineFault, "fault 1…3", within: 5000) { (1...3).contains($1.rest.first ?? 0) },
  ])

  /// LINE_FAULT beside the end of the call, which a host takes in either order.
  fileprivate static let faultTold = Step.told(.lineFault, "fault 1…3") {
    (1...3).contains($1.rest.first ?? 0)
  }

  static let cleared = Step.group([
    .passOver, .stimulus(.lineFault(false)),
    .event(.lineFault, "fault 0", within: 5000) { $1.rest.first == 0 },
  ])
}
