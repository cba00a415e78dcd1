import FoundationEssentials
import Notation
import Rating

/// A quote by the prices that the running daemon has in force.
struct DaemonQuote {
  private let order: QuoteOrder
  private let question: QuoteQuestion
  private let currency: AmountFormat
  private let desk: Desk
  private var say: Language { desk.say }

  init(_ order: QuoteOrder, _ desk: Desk) throws(CommandError) {
    (self.order, self.desk) = (order, desk)
    currency = try desk.currency()
    question = try order.question(in: currency)
  }

  func outcome() throws(CommandError) -> CommandOutcome {
    do throws(CommandError) {
      return try desk.read("quote", parameters, text: text)
    } catch {
      guard error.name == "no_rate" else { throw error }
      let number = order.number
      throw QuoteOrder.unpriced(
        Words("«\(number)»: \(error.words.spanish)", "«\(number)»: \(error.words.english)"))
    }
  }

  private var parameters: [Desk.Parameter] {
    var parameters: [Desk.Parameter] = [("number", order.number)]
    switch question {
    case .charge(let talked): parameters.append(("seconds", talked.decimalSeconds))
    case .longestTalk(let amount): parameters.append(("amount", amount.decimalText))
    }
    if let answered = order.answered { parameters.append(("at", answered.timestamp)) }
    return parameters
  }

  private func text(_ body: [UInt8]) throws -> String {
    let quote = try JSONDecoder().decode(QuoteAnswerBody.self, from: Data(body))
    var rows = [[say("número", "number"), order.number]]
    if quote.rated != order.number {
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
    if let tariff = tariff(of: quote) { rows.append([say("tarifa", "tariff"), tariff]) }
    rows.append([say("contestada", "answered"), (order.answered ?? .now).text])
    if let markup = quote.markupPercent {
      rows.append([say("ganancia", "markup"), MarkupText.on(markup, say)])
    }
    switch question {
    case .longestTalk(let amount):
      rows.append([say("monto", "amount"), currency.written(amount, say)])
      rows.append([say("alcanza para", "talk"), say.talk(quote.maximumSeconds ?? "?")])
    case .charge(let talked):
      rows.append([say("hablado", "talked"), say.decimal(talked.decimalSeconds) + " s"])
      rows.append([say("cobrado", "billed"), "\(quote.billedSeconds ?? 0) s"])
      let charge = quote.charge.flatMap { try? Money(amount: $0) }
      rows.append([say("cobro", "charge"), charge.map { currency.written($0, say) } ?? ""])
    }
    let lines = TextTable(rows: (quote.lines ?? []).rows, right: [1]).text
    return TextTable(rows: rows).text + ((quote.lines ?? []).isEmpty ? "" : "\n" + lines)
  }
}

extension DaemonQuote {
  /// What the number is priced by. Of how long a sum lasts the daemon does not say it: that is asked of no
  /// talk at all.
  private func tariff(of quote: QuoteAnswerBody) -> String? {
    var named = quote
    if quote.prefix == nil {
      let others = parameters.filter { $0.name != "amount" }
      guard
        let answer = try? desk.ask(
          "GET", "quote", others + [("seconds", "0")], as: QuoteAnswerBody.self)
      else { return nil }
      named = answer
    }
    guard let prefix = named.prefix else { return nil }
    return [PriceTable.name(prefix, say), named.description ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
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
    say.decimal(percent)
      + say(" % sobre el precio del proveedor", " % on the provider's price")
  }
}
