import BoothControl
import Rating

/// Tricks with the hook.
extension Trick {
  static let hook: [Trick] = [
    Trick(
      name: "hook-taps",
      summary: "Taps the hook too briefly for a flash, so that the meter may stop.",
      deeds: [
        .visit(
          .answered(
            "1006",
            then: [
              .talk(5_000), .flash(milliseconds: 60), .pause(200), .flash(milliseconds: 20),
              .pause(200), .flash(milliseconds: 79), .talk(5_000), .hangUp,
            ]))
      ],
      outcome: Outcome(calls: [
        Call(number: "1006", pesosPerMinute: 200, talked: 10_550...10_570)
      ])),
    Trick(
      name: "hook-flash",
      summary: "Flashes in a cheap call and dials a dear number, as if for a new dial tone.",
      deeds: [
        .visit(
          .answered(
            "1005",
            then: [
              .talk(5_000), .flash(milliseconds: 400), .pause(300), .dial("0991234567", .redial),
              .talk(5_000), .hangUp,
            ]))
      ],
      outcome: Outcome(calls: [
        Call(
          number: "1005", pesosPerMinute: 100, talked: 11_690...11_710, tones: "0991234567")
      ])),
    Trick(
      name: "hook-flash-before-answer",
      summary:
        "Flashes while it rings, or while the trunk is being seized, and dials a dear number.",
      deeds: [
        .visit(flashing(after: 2_000)), .visit(flashing(after: 350), line: 1),
      ],
      outcome: Outcome(calls: [
        Call(number: "1005", pesosPerMinute: 100, talked: 4_990...5_010),
        Call(line: 1, number: "1005", pesosPerMinute: 100, talked: 4_990...5_010),
      ])),
    Trick(
      name: "tap-dialling",
      summary: "Dials 1006 by tapping the hook ten times a second, in a cheaper call.",
      deeds: [
        .visit(
          .answered("1005", then: [.talk(5_000)] + taps("1006") + [.talk(5_000), .hangUp]))
      ],
      outcome: Outcome(calls: [
        Call(number: "1005", pesosPerMinute: 100, talked: 15_490...15_510)
      ])),
    Trick(
      name: "quick-lift",
      summary:
        "Hangs up and lifts again within the flash window, and has the credit paid back between.",
      deeds: [
        .owner(.deposit(WorldSetting.booth(0), amount: .pesos(500))),
        .visit(
          .answered(
            "1006",
            then: [.talk(5_000), .flash(milliseconds: 650), .talk(20_000), .hangUp])),
      ] + [19_300, 19_500, 19_700, 19_900].map { .owner(.collect(WorldSetting.booth(0)), at: $0) },
      outcome: Outcome(
        calls: [Call(number: "1006", pesosPerMinute: 200, talked: 25_640...25_660)],
        replies: [.done, .callInProgress, .callInProgress, .callInProgress, .callInProgress])),
    Trick(
      name: "slow-lift",
      summary: "Lifts again just after the flash window, to go on at the price of the first call.",
      deeds: [
        .visit(
          .answered(
            "1005",
            then: [
              .talk(5_000), .flash(milliseconds: 760), .pause(500), .dial("0991234567", .redial),
              .awaitAnswer(patience: 30_000), .talk(5_000), .hangUp,
            ]))
      ],
      outcome: Outcome(calls: [
        Call(number: "1005", pesosPerMinute: 100, talked: 4_990...5_010),
        Call(number: "0991234567", pesosPerMinute: 150, talked: 4_990...5_010),
      ])),
  ]

  private static func flashing(after milliseconds: Int64) -> CallerScript {
    .dialled(
      "1005",
      then: [
        .pause(milliseconds), .flash(milliseconds: 400), .pause(100),
        .dial("0991234567", .redial), .awaitAnswer(patience: 30_000), .talk(5_000), .hangUp,
      ])
  }

  /// Breaks of 60 ms, as a dial makes them.
  private static func taps(_ number: String) -> [CallerScript.Step] {
    number.utf8.flatMap { digit -> [CallerScript.Step] in
      let count = digit == UInt8(ascii: "0") ? 10 : Int(digit - UInt8(ascii: "0"))
      let pulses = [[CallerScript.Step]](
        repeating: [.flash(milliseconds: 60), .pause(40)], count: count)
      return pulses.flatMap(\.self) + [.pause(700)]
    }
  }
}
