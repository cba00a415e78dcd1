import Notation
import Rating

/// The answer of `cabinactl quote`, for programs and for people.
struct QuoteReport {
  let number: String
  let answered: LocalTime
  let question: QuoteQuestion
  let quote: Quote
  /// On the provider's price, of which the tariff is made.
  let markup: Markup

  var json: String {
    let answer = QuoteAnswer(quote, question).json
    guard markup.percentMicros != 0, case .object(let members) = answer else {
      return answer.text + "\n"
    }
    let percent = JSON.Member(name: "markupPercent", value: .text(markup.percent.decimalText))
    return JSON.object(members + [percent]).text + "\n"
  }

  var text: String {
    var rows = [
      ["number", number], ["tariff", tariffName],
      ["answered", answered.text],
    ]
    if markup.percentMicros != 0 {
      rows.append(["markup", MarkupText.on(markup.percent.decimalText)])
    }
    switch question {
    case .longestTalk(let amount):
      let longest = quote.longestTalk(for: amount).secondsText
      rows.append(["amount", amount.decimalText])
      rows.append(["talk", longest == "unlimited" ? longest : "\(longest) s"])
      return TextTable(rows: rows).text
    case .charge(let talked):
      let explanation = quote.explain(at: talked)
      rows.append(["talked", "\(talked.decimalSeconds) s"])
      rows.append(["billed", "\(explanation.billedSeconds) s"])
      rows.append(["charge", explanation.charge.decimalText])
      let lines = TextTable(rows: ExplanationAnswer(explanation).lines.map(\.row))
      return TextTable(rows: rows).text + (explanation.lines.isEmpty ? "" : "\n" + lines.text)
    }
  }

  private var tariffName: String {
    let prefix = quote.tariff.prefix.isEmpty ? "every number" : quote.tariff.prefix
    return quote.tariff.description.isEmpty ? prefix : "\(prefix) \(quote.tariff.description)"
  }
}
