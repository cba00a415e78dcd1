package import Rating

extension Explanation {
  /// The charge and its lines. Of an amount `amount` is the nearest millionth, to read, and `exact`
  /// the fraction, to add up.
  package var json: JSON { json(lines.map { JSON.object($0.members) }) }

  /// The same, and of each line what people read: `words` and `sum`.
  package func json(in words: ExplanationWords) -> JSON {
    json(
      zip(lines, words.lines(of: self)).map { line, told in
        .object(
          line.members + [
            JSON.Member(name: "words", value: .text(told.words)),
            JSON.Member(name: "sum", value: .text(told.amount)),
          ])
      })
  }

  private func json(_ lines: [JSON]) -> JSON {
    [
      "charge": .text(charge.decimalText), "billedSeconds": .integer(billedSeconds),
      "prefix": .text(prefix), "description": .text(description), "lines": .array(lines),
    ]
  }
}

extension ExplanationLine {
  fileprivate var members: [JSON.Member] {
    reasonMembers + [
      JSON.Member(name: "amount", value: .text(amount.nearest.decimalText)),
      JSON.Member(name: "exact", value: .text(amount.fractionText)),
    ]
  }

  private var reasonMembers: [JSON.Member] {
    switch reason {
    case .talk(let rate):
      [
        JSON.Member(name: "kind", value: "talk"),
        JSON.Member(name: "band", value: .text(rate.band?.hours)),
        JSON.Member(name: "step", value: .integer(Int64(rate.stepIndex))),
        JSON.Member(name: "firstSecond", value: .integer(rate.firstSecond)),
        JSON.Member(name: "seconds", value: .integer(rate.seconds)),
        JSON.Member(name: "blocks", value: .integer(rate.blocks)),
        JSON.Member(name: "increment", value: .integer(rate.step.incrementSeconds)),
        JSON.Member(name: "price", value: .text(rate.step.price.decimalText)),
        JSON.Member(name: "per", value: .integer(rate.step.perSeconds)),
      ]
    case .maximumCharge(let maximum):
      [
        JSON.Member(name: "kind", value: "maximumCharge"),
        JSON.Member(name: "maximum", value: .text(maximum.decimalText)),
      ]
    case .rounding(let rounding):
      [
        JSON.Member(name: "kind", value: "rounding"),
        JSON.Member(name: "mode", value: .text(rounding.mode.rawValue)),
        JSON.Member(name: "decimals", value: .integer(Int64(rounding.decimals))),
      ]
    case .connectionFee(let band):
      [
        JSON.Member(name: "kind", value: "connectionFee"),
        JSON.Member(name: "band", value: .text(band?.hours)),
      ]
    case .grace(let seconds):
      [
        JSON.Member(name: "kind", value: "grace"),
        JSON.Member(name: "seconds", value: .integer(seconds)),
      ]
    }
  }
}

extension Band {
  /// `mon-fri 08:00-20:00`.
  package var hours: String {
    "\(Weekdays.text(weekdays)) \(ClockTime.text(fromSecond))-\(ClockTime.text(toSecond))"
  }
}
