import FoundationEssentials
import Rating

/// What a booth's customer owes, call by call.
enum AccountTable {
  static func text(_ body: [UInt8]) throws -> String {
    let account = try JSONDecoder().decode(AccountAnswer.self, from: Data(body))
    let currency = account.currency
    return TicketCallsTable.text(account.list, currency)
      + TextTable(
        rows: [
          ["charges", currency.written(account.charged)],
          ["paid in advance", currency.written(account.credit)],
        ] + account.roundingRow + [
          account.isOwed
            ? ["to be paid", currency.written(account.due)]
            : ["to be paid back", currency.written(account.paidBack)]
        ], right: [1]
      ).text
  }
}

/// A ticket as the customer gets it.
enum TicketTable {
  /// The answer to who collects.
  static func collected(_ body: [UInt8]) throws -> String {
    let answer = try JSONDecoder().decode(CollectedAnswer.self, from: Data(body))
    let ticket = answer.ticket
    return "ticket \(ticket.number) of booth \(ticket.booth), \(localTime(ticket.at))\n"
      + TextTable(rows: sums(ticket, answer.currency.written), right: [1]).text
      + remarks(answer)
  }

  /// What the ticket may not have said its last word on.
  private static func remarks(_ answer: CollectedAnswer) -> String {
    var text = ""
    for call in answer.toReview ?? [] {
      text +=
        "call \(call) on it is flagged and was collected as it was computed: see «cabinactl explain "
        + "\(call)», then «cabinactl review \(call) stands»\n"
    }
    if answer.toReview == nil {
      text += "whether a call on it is flagged cannot be read now: see «cabinactl suspects»\n"
    }
    if answer.inCall == true { text += "the booth is in a call, which is not on this ticket\n" }
    return text
  }

  static func text(_ body: [UInt8]) throws -> String {
    let whole = try JSONDecoder().decode(TicketAnswer.self, from: Data(body))
    let ticket = try JSONDecoder().decode(TicketAnswer.Ticket.self, from: Data(body))
    let by = ticket.by.map { ", by \($0)" } ?? ""
    return "ticket \(ticket.number) of booth \(ticket.booth), \(localTime(ticket.at))\(by)\n"
      + TicketCallsTable.text(whole.list, whole.currency)
      + TextTable(rows: sums(ticket, whole.currency.written), right: [1]).text
  }

  private static func sums(
    _ ticket: TicketAnswer.Ticket, _ written: (String) -> String
  ) -> [[String]] {
    var rows = [
      ["\(ticket.calls) \(ticket.calls == 1 ? "call" : "calls")", written(ticket.charged)]
    ]
    if ticket.payable != ticket.charged {
      rows.append(["rounded to coins", written(ticket.payable)])
    }
    if ticket.credit != "0" { rows.append(["paid in advance", written(ticket.credit)]) }
    if let received = ticket.received { rows.append(["received", written(received)]) }
    if ticket.change != "0" { rows.append(["handed back", written(ticket.change)]) }
    return rows
  }

  static func list(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(TicketsAnswer.self, from: Data(body))
    let rows = list.tickets.map { ticket in
      [
        String(ticket.number), localTime(ticket.at), ticket.booth, String(ticket.calls),
        list.currency.written(ticket.charged), list.currency.written(ticket.payable),
        list.currency.written(ticket.credit), ticket.by ?? "",
      ]
    }
    let head = ["TICKET", "AT", "BOOTH", "CALLS", "CHARGES", "ROUNDED", "IN ADVANCE", "BY"]
    return TextTable(rows: [head] + rows, right: [0, 3, 4, 5, 6]).text
  }
}

private enum TicketCallsTable {
  static func text(_ calls: [CallsAnswer.Call], _ currency: CurrencyAnswer) -> String {
    guard !calls.isEmpty else { return "" }
    let hasFlags = calls.contains { !$0.review.isEmpty }
    let rows = calls.map { call in
      [
        String(call.id), localTime(call.at), call.number, call.destination, "\(call.seconds) s",
        currency.written(call.charge),
      ] + (hasFlags ? [flag(call)] : [])
    }
    let head =
      ["CALL", "AT", "NUMBER", "DESTINATION", "TIME", "CHARGE"] + (hasFlags ? ["REVIEW"] : [])
    return TextTable(rows: [head] + rows, right: [0, 4, 5]).text
  }

  /// Of a flagged call, and what the owner said to it.
  private static func flag(_ call: CallsAnswer.Call) -> String {
    guard !call.review.isEmpty else { return "" }
    return "\(call.review): \(call.verdict ?? "to review")"
  }
}

/// Flagged calls to review.
enum ReviewsTable {
  static func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(ReviewsAnswer.self, from: Data(body))
    guard !list.calls.isEmpty else { return "nothing to review\n" }
    let rows = list.calls.map { call in
      [
        String(call.id), localTime(call.at), call.booth, call.number, "\(call.seconds) s",
        call.charged ? list.currency.written(call.charge) : "uncharged", call.review,
        call.ticket.map { "ticket \($0)" } ?? "",
      ]
    }
    let head = ["CALL", "AT", "BOOTH", "NUMBER", "TIME", "CHARGE", "WHY", "COLLECTED"]
    return TextTable(rows: [head] + rows, right: [0, 4, 5]).text
      + "cabinactl review CALL stands; or waived, of a call that is not collected yet: the customer "
      + "does not pay it\n"
  }
}

/// Why a call costs what it costs.
enum ExplanationTable {
  static func text(_ body: [UInt8]) throws -> String {
    let call = try JSONDecoder().decode(StatementAnswer.self, from: Data(body))
    let currency = call.currency
    var rows = [
      ["call", "\(call.id), booth \(call.booth), \(localTime(call.at))"],
      ["dialled", call.dialled + (call.carrier.map { ", carrier \($0)" } ?? "")],
    ]
    if let answered = call.answered { rows.append(["answered", localTime(answered)]) }
    if let end = call.endText { rows.append(["end", end]) }
    if !call.review.isEmpty { rows.append(["flagged", call.review]) }
    if let verdict = call.verdict {
      rows.append([
        "reviewed", "\(verdict) by \(call.reviewer)" + (call.note.isEmpty ? "" : ": \(call.note)"),
      ])
    }
    if let ticket = call.ticket { rows.append(["collected", "ticket \(ticket)"]) }
    var text = TextTable(rows: rows).text
    guard !call.open else { return text + "it has not ended\n" }
    guard call.price != nil else {
      return text
        + (call.isLost
          ? "its price is not known any more: nothing is charged\n" : "an emergency call: free\n")
    }
    if let explanation = call.explanation {
      text += lines(
        "charge", call.charge, explanation, currency, isIncomplete: call.isIncomplete)
      if let markup = call.markupPercent { text += "  with \(MarkupText.on(markup))\n" }
    } else {
      text +=
        call.charged
        ? "not answered: nothing is charged\n"
        : call.verdict == "waived" ? "waived: nothing is charged\n" : "uncharged: «sin cobro»\n"
    }
    if let worth = call.worthExplanation {
      text += lines(
        "it would have been charged", worth.charge, worth, currency,
        isIncomplete: call.isIncomplete)
    }
    if let cost = call.costExplanation {
      text += lines(
        "cost", call.cost, cost, currency, isIncomplete: call.isIncomplete)
      if cost == call.explanation ?? call.worthExplanation {
        text += "  the same as the charge: no other price of the provider was known\n"
      }
    }
    if call.isIncomplete {
      text += "what the clock showed at the answer was not kept: the lines may differ\n"
    }
    return text
  }

  private static func lines(
    _ what: String, _ stored: String, _ explanation: ExplanationAnswer,
    _ currency: CurrencyAnswer, isIncomplete: Bool
  ) -> String {
    let description = explanation.description == explanation.prefix ? "" : explanation.description
    let tariff = [explanation.prefix, description].filter { !$0.isEmpty }.joined(separator: " ")
    var text =
      "\n\(what) \(currency.written(stored)), by \(tariff.isEmpty ? "every number" : tariff)\n"
    text +=
      TextTable(rows: explanation.lines.map { ["  " + $0.row[0], $0.row[1]] }, right: [1]).text
    if explanation.charge != stored, !isIncomplete {
      text += "  THE LINES MAKE \(explanation.charge): the ledger does not agree with itself\n"
    }
    return text
  }
}
