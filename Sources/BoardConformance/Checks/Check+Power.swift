internal import BoothProtocol

extension Check {
  /// § 3 POWER, § 6.
  static let power: [Check] = [
    supply(
      "power-low", "3", "POWER tells state and millivolts, of the whole board", needs: [],
      [.told(.low), .told(.good)]),
    supply(
      "power-low-refuses", "6", "while power is low CONNECT is answered with 4", needs: [.trunk],
      [
        .lift, .told(.low),
        .refused(.connect, 4, as: "CONNECT while power is low") {
          Payload.connect(line: $0.line, call: $0.call + 500_000, digits: $0.number)
        },
        .lineState(1), .told(.good), .connect(), .seized, .hangUp,
      ]),
    supply(
      "released-by-power", "6", "power low ends a call: RELEASED 8", needs: [.trunk],
      [
        .talking(), .stimulus(.supply(.low)), .released(8, within: 5000), .lowTold,
        .lineState(5), .told(.good), .hangUp,
      ]),
    supply(
      "power-low-while-seizing", "6", "power low while the trunk is seized: SEIZED, RELEASED 8",
      needs: [.trunk],
      [
        .lift, .connect(), .stimulus(.supply(.low)), .seized, .released(8), .lowTold, .told(.good),
        .hangUp,
      ]),
    supply(
      "power-low-emergency", "6", "power low ends no emergency call, and refuses none",
      needs: [.trunk],
      [
        .lift, .told(.low), .connect(flags: 1, lease: 0), .seized, .answered, .told(.good),
        .told(.low), .noEvent([.released], "no end of an emergency call", for: 500), .lineState(4),
        .told(.good), .cut, .released(5), .hangUp,
      ]),
    supply(
      "battery", "6", "a board that goes on from a battery says 2 and lets the calls be",
      needs: [.trunk],
      [
        .talking(), .told(.battery), .noEvent([.released], "no end of the call", for: 500),
        .lineState(4), .told(.good), .hangUp,
      ]),
  ]

  private static func supply(
    _ name: String, _ section: String, _ sentence: String, needs: [Need], _ steps: [Step]
  ) -> Check {
    Check(name, section, sentence, needs: needs + [.stimuli, .watch(.power)], steps)
  }
}

extension Step {
  /// POWER beside the ends of calls, which a host takes in either order.
  fileprivate static let lowTold = Step.told(.power, "state 1") {
    $1.rest.first == Stimulus.Supply.low.rawValue
  }

  static func told(_ supply: Stimulus.Supply) -> Step {
    .group([
      .passOver, .stimulus(.supply(supply)),
      .event(
        .power, "state \(supply.rawValue), millivolts, for the whole board", within: 5000
      ) {
        $1.rest.first == supply.rawValue && $1.rest.u16(at: 1) ?? 0 > 0 && $1.line == 0xFF
      },
    ])
  }
}
