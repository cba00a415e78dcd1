import FoundationEssentials
import Notation
import Rating

/// A quote by the prices that the running daemon has in force.
enum DaemonQuote {
  static func ask(
    _ question: QuoteOrder, _ desk: Desk
  ) throws(CommandError) -> CommandOutcome {
    do throws(CommandError) {
      return try desk.read("quote", parameters(question)) { try text($0, question, desk.say) }
    } catch {
      guard error.name == "no_rate" else { throw error }
      let number = question.number
      throw QuoteOrder.unpriced(
        Words("«\(number)»: \(error.words.spanish)", "«\(number)»: \(error.words.english)"))
    }
  }

  static func parameters(_ question: QuoteOrder) -> [Desk.Parameter] {
    var parameters: [Desk.Parameter] = [("number", question.number)]
    switch question.question {
    case .charge(let talked): parameters.append(("seconds", talked.decimalSeconds))
    case .longestTalk(let amount): parameters.append(("amount", amount.decimalText))
    }
    if let answered = question.answered { parameters.append(("at", answered.timestamp)) }
    return parameters
  }

  private static func text(
    _ body: [UInt8], _ question: QuoteOrder, _ say: Language
  ) throws -> String {
    let quote = try JSONDecoder().decode(QuoteAnswerBody.self, from: Data(body))
    var rows = [[say("número", "number"), question.number]]
    if quote.rated != question.number {
      rows.append([say("se tarifa como", "rated as"), quote.rated])
    }
    switch quote.dialling {
    case "emergency":
      rows.append([
        say("al marcar", "dialled"),
        say("un número de emergencia: gratis", "an emergency number: free"),
      ])
    case "blocked":
      let rule =
        quote.blockedBy.map {
          $0.isEmpty ? say(", como todo", ", as all is") : say(", por «\($0)»", ", by «\($0)»")
        } ?? ""
      rows.append([
        say("al marcar", "dialled"),
        say("rechazado: está bloqueado\(rule)", "refused: it is blocked\(rule)"),
      ])
    case "notANumber":
      rows.append([
        say("al marcar", "dialled"),
        say(
          "rechazado: no es un número del mapa de dígitos", "refused: no number of the digit map"),
      ])
    default: break
    }
    if let markup = quote.markupPercent {
      rows.append([say("ganancia", "markup"), MarkupText.on(markup, say)])
    }
    if let seconds = quote.maximumSeconds {
      rows.append([say("alcanza para", "talk"), say.talk(seconds)])
      return TextTable(rows: rows).text
    }
    rows.append([
      say("tarifa", "tariff"),
      [quote.prefix, quote.description].compactMap(\.self).joined(separator: " "),
    ])
    rows.append([say("cobrado", "billed"), "\(quote.billedSeconds ?? 0) s"])
    rows.append([say("cobro", "charge"), quote.charge ?? ""])
    let lines = TextTable(rows: (quote.lines ?? []).map { $0.row(say) }).text
    return TextTable(rows: rows).text + ((quote.lines ?? []).isEmpty ? "" : "\n" + lines)
  }
}

private struct QuoteAnswerBody: Decodable {
  let dialling: String
  let rated: String
  let blockedBy: String?
  let markupPercent: String?
  let maximumSeconds: String?
  let charge: String?
  let billedSeconds: Int64?
  let prefix: String?
  let description: String?
  let lines: [ExplanationAnswer.Line]?
}

/// How a price came of the provider's.
enum MarkupText {
  /// `percent`: a decimal text.
  static func on(_ percent: String, _ say: Language) -> String {
    say("\(percent) % sobre el precio del proveedor", "\(percent) % on the provider's price")
  }
}
