import FoundationEssentials
import Notation
import Rating

/// A quote by the prices that the running daemon has in force.
enum DaemonQuote {
  static func ask(_ options: QuoteArguments, _ socket: String?) -> CommandOutcome {
    do throws(ShopClient.Failure) {
      let answer = try ShopClient(socketPath: socket ?? ShopClient.usualPath).send(
        "GET", path(options), body: "")
      return outcome(of: answer, options)
    } catch { return CommandOutcome(.failed, "\(error)") }
  }

  static func path(_ options: QuoteArguments) -> String {
    var path = "/api/v1/quote?number=\(PercentEncoding.text(options.number))"
    switch options.question {
    case .charge(let talked): path += "&seconds=\(talked.decimalSeconds)"
    case .longestTalk(let amount): path += "&amount=\(amount.decimalText)"
    }
    if let answered = options.answered { path += "&at=\(answered.timestamp)" }
    return path + "&lang=en"
  }

  static func outcome(
    of answer: ShopClient.Answer, _ options: QuoteArguments
  ) -> CommandOutcome {
    let body = Data(answer.body)
    guard answer.status == 200 else {
      let refusal = try? JSONDecoder().decode(RefusalAnswer.self, from: body)
      if refusal?.error == "no_rate" {
        return QuoteCommand.unpriced(options, refusal.map { "«\(options.number)»: \($0.message)" })
      }
      return CommandOutcome(
        .failed, refusal?.message ?? "the daemon answered \(answer.status)")
    }
    if options.isJSON {
      return CommandOutcome(output: String(decoding: answer.body, as: UTF8.self) + "\n")
    }
    do {
      return CommandOutcome(output: try text(body, options))
    } catch {
      return CommandOutcome(.failed, "the daemon's answer makes no sense; see it with --json")
    }
  }

  private static func text(_ body: Data, _ options: QuoteArguments) throws -> String {
    let quote = try JSONDecoder().decode(QuoteAnswerBody.self, from: body)
    var rows = [["number", options.number]]
    if quote.rated != options.number { rows.append(["rated as", quote.rated]) }
    switch quote.dialling {
    case "emergency": rows.append(["dialled", "an emergency number: free"])
    case "blocked":
      let rule = quote.blockedBy.map { $0.isEmpty ? ", as all is" : ", by «\($0)»" } ?? ""
      rows.append(["dialled", "refused: it is blocked\(rule)"])
    case "notANumber": rows.append(["dialled", "refused: no number of the digit map"])
    default: break
    }
    if let markup = quote.markupPercent { rows.append(["markup", MarkupText.on(markup)]) }
    if let seconds = quote.maximumSeconds {
      rows.append(["talk", seconds == "unlimited" ? seconds : "\(seconds) s"])
      return TextTable(rows: rows).text
    }
    rows.append([
      "tariff", [quote.prefix, quote.description].compactMap(\.self).joined(separator: " "),
    ])
    rows.append(["billed", "\(quote.billedSeconds ?? 0) s"])
    rows.append(["charge", quote.charge ?? ""])
    let lines = TextTable(rows: (quote.lines ?? []).map(\.row)).text
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
  static func on(_ percent: String) -> String { "\(percent) % on the provider's price" }
}
