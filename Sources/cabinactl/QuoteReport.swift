import Ledger
import Rating

/// The answer of `cabinactl quote`, for programs and for people.
struct QuoteReport {
  let number: String
  let answered: LocalTime
  let question: QuoteArguments.Question
  let quote: Quote

  var json: String {
    var object = JSONObject()
    switch question {
    case .longestTalk(let amount):
      object.add("maximumSeconds", longestTalk(for: amount))
    case .charge(let talked):
      let explanation = quote.explain(at: talked)
      object.add("charge", explanation.charge.decimalText)
      object.add("billedSeconds", explanation.billedSeconds)
      object.add("prefix", explanation.prefix)
      object.add("description", explanation.description)
      object.add("lines", explanation.lines.map(\.object))
    }
    return object.text + "\n"
  }

  var text: String {
    var rows = [
      ["number", number], ["tariff", tariffName],
      ["answered", answered.text],
    ]
    switch question {
    case .longestTalk(let amount):
      let longest = longestTalk(for: amount)
      rows.append(["amount", amount.decimalText])
      rows.append(["talk", longest == "unlimited" ? longest : "\(longest) s"])
      return TextTable(rows: rows).text
    case .charge(let talked):
      let explanation = quote.explain(at: talked)
      rows.append(["talked", "\(Money(micros: talked.milliseconds * 1000).decimalText) s"])
      rows.append(["billed", "\(explanation.billedSeconds) s"])
      rows.append(["charge", explanation.charge.decimalText])
      let lines = TextTable(rows: explanation.lines.map(\.row))
      return TextTable(rows: rows).text + (explanation.lines.isEmpty ? "" : "\n" + lines.text)
    }
  }

  private var tariffName: String {
    let prefix = quote.tariff.prefix.isEmpty ? "every number" : quote.tariff.prefix
    return quote.tariff.description.isEmpty ? prefix : "\(prefix) \(quote.tariff.description)"
  }

  private func longestTalk(for amount: Money) -> String {
    switch quote.longestTalk(for: amount) {
    case .unlimited: "unlimited"
    case .limited(let time): "\(time.milliseconds / 1000)"
    }
  }
}

extension ExplanationLine {
  fileprivate var object: JSONObject {
    var object = JSONObject()
    switch reason {
    case .talk(let rate):
      object.add("kind", "talk")
      if let band = rate.band {
        object.add("band", band.hours)
      } else {
        object.addNull("band")
      }
      object.add("step", Int64(rate.stepIndex))
      object.add("firstSecond", rate.firstSecond)
      object.add("seconds", rate.seconds)
      object.add("blocks", rate.blocks)
      object.add("increment", rate.step.incrementSeconds)
      object.add("price", rate.step.price.decimalText)
      object.add("per", rate.step.perSeconds)
    case .maximumCharge(let maximum):
      object.add("kind", "maximumCharge")
      object.add("maximum", maximum.decimalText)
    case .rounding(let rounding):
      object.add("kind", "rounding")
      object.add("mode", rounding.mode.rawValue)
      object.add("decimals", Int64(rounding.decimals))
    case .connectionFee(let band):
      object.add("kind", "connectionFee")
      if let band { object.add("band", band.hours) } else { object.addNull("band") }
    case .grace(let seconds):
      object.add("kind", "grace")
      object.add("seconds", seconds)
    }
    // The nearest millionth to read, the fraction to add up.
    object.add("amount", amount.nearest.decimalText)
    object.add("exact", amount.fractionText)
    return object
  }

  /// What it is for, and how much.
  fileprivate var row: [String] {
    let what =
      switch reason {
      case .talk(let rate):
        "from second \(rate.firstSecond): \(rate.seconds) s in \(rate.blocks) × "
          + "\(rate.step.incrementSeconds) s, \(rate.step.price.decimalText) per "
          + "\(rate.step.perSeconds) s" + (rate.band.map { ", \($0.hours)" } ?? "")
      case .maximumCharge(let maximum): "no more than \(maximum.decimalText)"
      case .rounding(let rounding):
        "rounded \(rounding.mode.rawValue) to \(rounding.decimals) decimals"
      case .connectionFee(let band):
        "connection fee" + (band.map { ", \($0.hours)" } ?? "")
      case .grace(let seconds): "free up to \(seconds) s"
      }
    let isExact = Int128(amount.nearest.micros) * amount.denominator == amount.numerator * 1_000_000
    return [what, (isExact ? "" : "≈ ") + amount.nearest.decimalText]
  }
}

extension Band {
  fileprivate var hours: String {
    "\(Weekdays.text(weekdays)) \(ClockTime.text(fromSecond))-\(ClockTime.text(toSecond))"
  }
}
