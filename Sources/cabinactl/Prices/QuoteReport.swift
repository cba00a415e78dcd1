import Notation
import Rating

/// The answer of `cabinactl quote`, for programs and for people.
struct QuoteReport {
  let number: String
  let answered: LocalTime
  let question: QuoteQuestion
  let currency: AmountFormat
  let quote: Quote
  /// On the provider's price, of which the tariff is made.
  let markup: Markup
  let say: Language

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
      [say("número", "number"), number], [say("tarifa", "tariff"), tariffName],
      [say("contestada", "answered"), answered.text],
    ]
    if markup.percentMicros != 0 {
      rows.append([say("ganancia", "markup"), MarkupText.on(markup.percent.decimalText, say)])
    }
    switch question {
    case .longestTalk(let amount):
      let longest = quote.longestTalk(for: amount).secondsText
      rows.append([say("monto", "amount"), currency.written(amount, say)])
      rows.append([say("alcanza para", "talk"), say.talk(longest)])
      return TextTable(rows: rows).text
    case .charge(let talked):
      let explanation = quote.explain(at: talked)
      rows.append([say("hablado", "talked"), say.decimal(talked.decimalSeconds) + " s"])
      rows.append([say("cobrado", "billed"), "\(explanation.billedSeconds) s"])
      rows.append([say("cobro", "charge"), currency.written(explanation.charge, say)])
      let lines = TextTable(
        rows: ExplanationWords(say, currency).lines(of: explanation).map { [$0.words, $0.amount] },
        right: [1])
      return TextTable(rows: rows).text + (explanation.lines.isEmpty ? "" : "\n" + lines.text)
    }
  }

  private var tariffName: String {
    let prefix =
      quote.tariff.prefix.isEmpty ? say("todo número", "every number") : quote.tariff.prefix
    return quote.tariff.description.isEmpty ? prefix : "\(prefix) \(quote.tariff.description)"
  }
}

extension Language {
  /// The longest talk, as an answer has it.
  func talk(_ seconds: String) -> String {
    guard seconds != "unlimited" else { return self("sin límite", "unlimited") }
    let text = decimal(seconds) + " s"
    guard let count = Int64(seconds), count >= 60 else { return text }
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock =
      count < 3600
      ? "\(count / 60):\(two(count % 60))"
      : "\(count / 3600):\(two(count / 60 % 60)):\(two(count % 60))"
    return "\(text) (\(clock))"
  }
}

extension AmountFormat {
  /// An amount for people, exactly as it is where there is no currency to write it in.
  func written(_ money: Money, _ say: Language) -> String {
    isKnown ? amount(money) : say.decimal(money.decimalText)
  }
}
