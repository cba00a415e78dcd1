import FoundationEssentials
import Notation
import Rating

/// Why a call costs what it costs.
struct ExplanationTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ body: [UInt8]) throws -> String {
    let call = try JSONDecoder().decode(StatementAnswer.self, from: Data(body))
    let currency = call.currency
    var text = TextTable(rows: facts(of: call)).text
    guard !call.open else { return text + say("no ha terminado\n", "it has not ended\n") }
    guard call.price != nil else {
      return text
        + (call.isLost
          ? say(
            "ya no se sabe su precio: no se cobra nada\n",
            "its price is not known any more: nothing is charged\n")
          : say("una llamada de emergencia: gratis\n", "an emergency call: free\n"))
    }
    if let explanation = call.explanation {
      text += lines(
        say("cobro", "charge"), call.charge, explanation, currency,
        isIncomplete: call.isIncomplete)
      if let markup = call.markupPercent {
        text += "  \(say("con", "with")) \(MarkupText.on(markup, say))\n"
      }
    } else {
      text += whyNothing(call)
    }
    if let worth = call.worthExplanation {
      text += lines(
        say("se habría cobrado", "it would have been charged"), worth.charge, worth, currency,
        isIncomplete: call.isIncomplete)
    }
    if let cost = call.costExplanation {
      text += lines(
        say("costo", "cost"), call.cost, cost, currency, isIncomplete: call.isIncomplete)
      if cost == call.explanation ?? call.worthExplanation {
        text += say(
          "  igual al cobro: no se conocía otro precio del proveedor\n",
          "  the same as the charge: no other price of the provider was known\n")
      }
    }
    if call.isIncomplete {
      text += say(
        "no se guardó qué hora era al contestar: las líneas pueden ser otras\n",
        "what the clock showed at the answer was not kept: the lines may differ\n")
    }
    return text
  }

  private func facts(of call: StatementAnswer) -> [[String]] {
    let (booth, at) = (call.booth, localTime(call.at))
    var rows = [
      [
        say("llamada", "call"),
        say("\(call.id), cabina \(booth), \(at)", "\(call.id), booth \(booth), \(at)"),
      ],
      [
        say("marcado", "dialled"),
        call.dialled + (call.carrier.map { say(", portador \($0)", ", carrier \($0)") } ?? ""),
      ],
    ]
    if let answered = call.answered {
      rows.append([say("contestó", "answered"), localTime(answered)])
    }
    if let end = call.endText { rows.append([say("fin", "end"), end]) }
    if !call.review.isEmpty { rows.append([say("marcada", "flagged"), call.review]) }
    if let verdict = call.verdict {
      let by = say(" por \(call.reviewer)", " by \(call.reviewer)")
      rows.append([
        say("revisada", "reviewed"),
        say.verdict(verdict) + by + (call.note.isEmpty ? "" : ": \(call.note)"),
      ])
    }
    if let ticket = call.ticket {
      rows.append([say("cobrada", "collected"), "ticket \(ticket)"])
    }
    return rows
  }

  private func whyNothing(_ call: StatementAnswer) -> String {
    if call.charged {
      return say("nadie contestó: no se cobra nada\n", "not answered: nothing is charged\n")
    }
    return call.verdict == "waived"
      ? say("anulada: no se cobra nada\n", "waived: nothing is charged\n")
      : say("sin cobro\n", "uncharged: «sin cobro»\n")
  }

  private func lines(
    _ what: String, _ stored: String, _ explanation: ExplanationAnswer,
    _ currency: CurrencyAnswer, isIncomplete: Bool
  ) -> String {
    let description = explanation.description == explanation.prefix ? "" : explanation.description
    let tariff = [explanation.prefix, description].filter { !$0.isEmpty }.joined(separator: " ")
    let name = tariff.isEmpty ? say("todo número", "every number") : tariff
    var text = "\n\(what) \(currency.written(stored)), \(say("según", "by")) \(name)\n"
    text +=
      TextTable(
        rows: explanation.lines.rows.map { ["  " + $0[0], $0[1]] }, right: [1]
      ).text
    if explanation.charge != stored, !isIncomplete {
      let sum = currency.written(explanation.charge)
      text += say(
        "  LAS LÍNEAS SUMAN \(sum): el libro no está de acuerdo consigo mismo\n",
        "  THE LINES MAKE \(sum): the ledger does not agree with itself\n")
    }
    return text
  }
}
