import BoothControl

/// Tricks with keys that are pressed when the number is complete, or that are no digits.
extension Trick {
  static let digits: [Trick] = [
    Trick(
      name: "second-dial-tone",
      summary: "Stays on the line when the far end has hung up, and dials on the trunk.",
      change: { $0.network = TrickShop.network([TrickShop.hangsUp("1005", after: 10_000)]) },
      deeds: [
        .visit(
          .answered(
            "1005",
            then: [
              .pause(10_000), .dial("0991234567", .redial), .pause(4_000), .dial("1006", .redial),
              .pause(3_000), .hangUp,
            ]))
      ],
      outcome: Outcome(calls: [
        Call(number: "1005", pesosPerMinute: 100, talked: 10_000...10_000)
      ])),
    Trick(
      name: "help-then-dial",
      summary:
        "Calls for help, which is free, and dials on the trunk when nobody is there any more.",
      change: { $0.network = TrickShop.network([TrickShop.hangsUp("133", after: 5_000)]) },
      deeds: [
        .visit(
          .answered(
            "133",
            then: [.pause(6_000), .dial("0991234567", .redial), .pause(4_000), .hangUp]))
      ],
      outcome: Outcome(calls: [
        Call(number: "133", pesosPerMinute: 0, isCharged: false, talked: 5_000...5_000)
      ])),
    Trick(
      name: "calling-card",
      summary: "Calls a gateway at a low price and dials a secret number and a far one there.",
      deeds: [
        .visit(
          .answered(
            "025854205",
            then: [
              .talk(3_000), .dial("4711*8150#00525512345678#", .keypad), .talk(10_000), .hangUp,
            ]))
      ],
      outcome: Outcome(calls: [
        Call(
          number: "025854205", pesosPerMinute: 50, talked: 15_000...35_000,
          tones: "4711*8150#00525512345678#")
      ])),
    Trick(
      name: "more-digits",
      summary: "Dials on beyond a complete number: at once, while it is seized, while it rings.",
      deeds: [
        .visit(
          .dialled(
            "02585420500525512345678",
            then: [
              .pause(1_500), .dial("99", .redial), .awaitAnswer(patience: 30_000), .talk(5_000),
              .hangUp,
            ])),
        .visit(
          .dialled(
            "1005",
            then: [
              .pause(300), .dial("0", .redial), .pause(3_000), .dial("991234567", .redial),
              .awaitAnswer(patience: 30_000), .talk(5_000), .hangUp,
            ]), line: 1),
      ],
      outcome: Outcome(calls: [
        Call(line: 1, number: "1005", pesosPerMinute: 100, talked: 4_990...5_010),
        Call(number: "025854205", pesosPerMinute: 50, talked: 4_990...5_010),
      ])),
    Trick(
      name: "number-that-grows",
      summary: "Lets a short number be sent after a pause, and makes it a dearer one on the trunk.",
      deeds: [
        .visit(growing("100", by: "6")),
        .visit(growing("188", by: "0525512345678"), line: 1),
      ],
      outcome: Outcome(calls: [
        Call(number: "100", pesosPerMinute: 100, talked: 59_990...60_010),
        Call(line: 1, number: "188", pesosPerMinute: 10, talked: 59_990...60_010),
      ])),
    Trick(
      name: "star-codes",
      summary: "Asks the exchange to forward calls, or to hide or change something, by * and #.",
      change: { $0.configuration.digitMap = .anything },
      deeds: ["*21*0991234567#", "#31#1006", "1006*21#", "**21#"].enumerated().map {
        .visit(.inVain($1), line: $0)
      },
      outcome: Outcome(refusals: Array(repeating: .notANumber, count: 4))),
  ]

  private static func growing(_ number: String, by more: String) -> CallerScript {
    .dialled(
      number,
      then: [
        .pause(6_000), .dial(more, .redial), .awaitAnswer(patience: 30_000), .talk(60_000),
        .hangUp,
      ])
  }
}

extension DigitMap {
  /// Whatever was dialled is a number after a pause: what closes a trick then is not the map.
  static let anything: DigitMap = {
    do { return try DigitMap("[x*#].T") } catch { fatalError("\(error)") }
  }()
}
