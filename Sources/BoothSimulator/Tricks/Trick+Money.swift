import BoothControl
import Rating

/// Tricks with money, favours and the owner's switch.
extension Trick {
  static let money: [Trick] = [
    Trick(
      name: "last-pesos",
      summary: "Two booths call at the same moment on the last pesos of the balance.",
      openingPesos: 250,
      deeds: (0...1).map {
        .visit(.answered("1006", then: [.talk(300_000), .hangUp]), line: $0)
      },
      outcome: Outcome(
        calls: [
          Call(number: "1006", pesosPerMinute: 200, talked: 60_000...60_000),
          Call(line: 1, number: "1006", pesosPerMinute: 200, talked: 15_000...15_000),
        ], pesosLeft: 0)),
    Trick(
      name: "credit-to-the-second",
      summary:
        "Taps the hook in a call and while its credit ends, dials on, and calls again without any.",
      deeds: [
        .owner(.deposit(WorldSetting.booth(0), amount: .pesos(100))),
        .visit(
          .answered(
            "1006",
            then: [
              .talk(10_000), .flash(milliseconds: 400), .talk(19_300), .flash(milliseconds: 600),
              .pause(1_000), .dial("1006", .redial),
              .pause(5_000), .hangUp, .pause(3_000),
            ]) + .inVain("1005")),
      ],
      outcome: Outcome(
        calls: [Call(number: "1006", pesosPerMinute: 200, talked: 30_000...30_000)],
        refusals: [.noCredit], replies: [.done])),
    Trick(
      name: "favour-twice",
      summary: "Hangs up while an uncharged call rings, to have the favour for more than one.",
      deeds: [
        .owner(.chargeNextCall(WorldSetting.booth(0), false)),
        .visit(
          .dialled("1006", then: [.pause(3_000), .hangUp, .pause(2_000)])
            + .answered("1006", then: [.talk(5_000), .hangUp, .pause(2_000)])
            + .answered("1006", then: [.talk(5_000), .hangUp])),
      ],
      outcome: Outcome(
        calls: [
          Call(number: "1006", pesosPerMinute: 200, isCharged: false, talked: nil),
          Call(number: "1006", pesosPerMinute: 200, isCharged: false, talked: 4_990...5_010),
          Call(number: "1006", pesosPerMinute: 200, talked: 4_990...5_010),
        ], replies: [.done])),
    Trick(
      name: "disabled-while-dialling",
      summary: "Has begun to dial when the owner disables the booth, and dials on.",
      deeds: [
        .owner(.disable(WorldSetting.booth(0)), at: 7_000),
        .visit(
          .dialled(
            "025", then: [.pause(3_000), .dial("854205", .redial), .pause(5_000), .hangUp])),
      ],
      outcome: Outcome(refusals: [.boothDisabled], replies: [.done])),
    Trick(
      name: "false-answer",
      summary: "Calls who answers at once and hangs up before two seconds, or does so himself.",
      change: {
        $0.network = TrickShop.network([
          TrickShop.hangsUp("1009", answering: 50, after: 1_500)
        ])
      },
      deeds: [
        .visit(.answered("1009", then: [.pause(5_000), .hangUp])),
        .visit(.answered("1005", then: [.talk(1_900), .hangUp]), line: 1),
        .visit(.answered("1005", then: [.talk(3_000), .hangUp]), line: 2),
      ],
      outcome: Outcome(calls: [
        Call(
          number: "1009", pesosPerMinute: 100, talked: 1_500...1_500, suspicions: [.tooShort]),
        Call(
          line: 1, number: "1005", pesosPerMinute: 100, talked: 1_890...1_910,
          suspicions: [.tooShort]),
        Call(line: 2, number: "1005", pesosPerMinute: 100, talked: 2_990...3_010),
      ])),
  ]
}

extension Money {
  static func pesos(_ pesos: Int64) -> Money { Money(micros: pesos * 1_000_000) }
}
