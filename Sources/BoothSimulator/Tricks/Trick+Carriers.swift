import BoothControl

/// Tricks with the code by which a caller chooses a carrier.
extension Trick {
  static let carriers: [Trick] = [
    Trick(
      name: "carrier-to-blocked",
      summary: "Dials a carrier's code before a number that is blocked.",
      change: {
        $0.configuration.digitMap = .anything
        $0.configuration.blockedPrefixes = ["09", "600", "00"]
        // Nothing is refused for want of a price.
        $0.prices.rows.append(WorldPrices.Row(prefix: "0", pesosPerMinute: 20))
      },
      deeds: ["188991234567", "188600123456", "1880525512345678", "0991234567"].enumerated().map {
        .visit(.inVain($1), line: $0)
      },
      outcome: Outcome(refusals: Array(repeating: .blocked, count: 4))),
    Trick(
      name: "carrier-to-dear",
      summary: "Dials a carrier's code before a dear number, for the low price of the code.",
      deeds: [
        .visit(.answered("188991234567", then: [.talk(20_000), .hangUp])),
        .visit(.answered("1880525512345678", then: [.talk(20_000), .hangUp]), line: 1),
      ],
      outcome: Outcome(calls: [
        Call(number: "188991234567", pesosPerMinute: 150, talked: 19_990...20_010),
        Call(
          line: 1, number: "1880525512345678", pesosPerMinute: 400, talked: 19_990...20_010),
      ])),
    Trick(
      name: "carrier-to-short",
      summary: "Dials a carrier's code before an internal number, for the low price of the code.",
      change: {
        $0.configuration.digitMap = .anything
        $0.configuration.carrierReplaces = ""
      },
      deeds: [.visit(.answered("1881006", then: [.talk(20_000), .hangUp]))],
      outcome: Outcome(calls: [
        Call(number: "1881006", pesosPerMinute: 200, talked: 19_990...20_010)
      ])),
    Trick(
      name: "carrier-twice",
      summary: "Dials a carrier's code twice, so that one is left before the number.",
      change: {
        $0.configuration.digitMap = .anything
        $0.configuration.blockedPrefixes = ["9"]
        $0.configuration.carrierReplaces = ""
      },
      deeds: [
        .visit(.inVain("188188991234567")), .visit(.inVain("188188025854205"), line: 1),
        .visit(.inVain("188188"), line: 2),
      ],
      outcome: Outcome(refusals: Array(repeating: .notANumber, count: 3))),
    Trick(
      name: "carrier-within",
      summary: "Has the digits of a carrier's code within a number, or behind 00.",
      deeds: [
        .visit(.answered("025188420", then: [.talk(20_000), .hangUp])),
        .visit(.answered("00188052551234", then: [.talk(20_000), .hangUp]), line: 1),
      ],
      outcome: Outcome(calls: [
        Call(number: "025188420", pesosPerMinute: 50, talked: 19_990...20_010),
        Call(
          line: 1, number: "00188052551234", pesosPerMinute: 300, talked: 19_990...20_010),
      ])),
    Trick(
      name: "carrier-unlisted",
      summary: "Dials the code of a carrier that the shop does not know before a dear number.",
      deeds: [.visit(.inVain("171991234567"))],
      outcome: Outcome(refusals: [.notANumber])),
  ]
}
