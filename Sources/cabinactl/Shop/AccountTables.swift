import FoundationEssentials
import Notation
import Rating

/// What a booth's customer owes, call by call.
struct AccountTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ body: [UInt8], of booth: String) throws -> String {
    let account = try JSONDecoder().decode(AccountAnswer.self, from: Data(body))
    let currency = account.currency
    var rows = [
      [say("cabina", "booth"), booth],
      [say("llamadas", "charges"), currency.written(account.charged)],
      [say("pagado antes", "paid in advance"), currency.written(account.credit)],
    ]
    if let rounding = account.rounding {
      rows.append([say("por el redondeo", "rounded to coins"), rounding])
    }
    rows.append(
      account.isOwed
        ? [say("a pagar", "to be paid"), currency.written(account.due)]
        : [say("a devolver", "to be paid back"), currency.written(account.paidBack)])
    return TicketCallsTable(console).text(account.list, currency)
      + TextTable(rows: rows, right: [1]).text
  }
}

/// A ticket as the customer gets it.
struct TicketTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  /// The answer to who collects.
  func collected(_ body: [UInt8]) throws -> String {
    let answer = try JSONDecoder().decode(CollectedAnswer.self, from: Data(body))
    let ticket = answer.ticket
    return heading(ticket) + "\n"
      + TextTable(rows: sums(ticket, answer.currency.written), right: [1]).text
      + remarks(answer)
  }

  private func heading(_ ticket: TicketAnswer.Ticket) -> String {
    let at = localTime(ticket.at)
    return say(
      "ticket \(ticket.number) de la cabina \(ticket.booth), \(at)",
      "ticket \(ticket.number) of booth \(ticket.booth), \(at)")
  }

  /// What the ticket may not have said its last word on.
  private func remarks(_ answer: CollectedAnswer) -> String {
    var text = ""
    for call in answer.toReview ?? [] {
      text += say(
        "la llamada \(call) está marcada y se cobró como se calculó: vea «cabinactl explain \(call)», y "
          + "después «cabinactl review \(call) stands»\n",
        "call \(call) on it is flagged and was collected as it was computed: see «cabinactl explain "
          + "\(call)», then «cabinactl review \(call) stands»\n")
    }
    if answer.toReview == nil {
      text += say(
        "si alguna de sus llamadas está marcada no se puede leer ahora: vea «cabinactl suspects»\n",
        "whether a call on it is flagged cannot be read now: see «cabinactl suspects»\n")
    }
    if answer.inCall == true {
      text += say(
        "la cabina está en una llamada, que no está en este ticket\n",
        "the booth is in a call, which is not on this ticket\n")
    }
    return text
  }

  func text(_ body: [UInt8]) throws -> String {
    let whole = try JSONDecoder().decode(TicketAnswer.self, from: Data(body))
    let ticket = try JSONDecoder().decode(TicketAnswer.Ticket.self, from: Data(body))
    let by = ticket.by.map { say(", por \($0)", ", by \($0)") } ?? ""
    return heading(ticket) + by + "\n"
      + TicketCallsTable(console).text(whole.list, whole.currency)
      + TextTable(rows: sums(ticket, whole.currency.written), right: [1]).text
  }

  private func sums(
    _ ticket: TicketAnswer.Ticket, _ written: (String) -> String
  ) -> [[String]] {
    var rows = [[say.count(ofCalls: Int(clamping: ticket.calls)), written(ticket.charged)]]
    if ticket.payable != ticket.charged {
      rows.append([say("redondeado", "rounded to coins"), written(ticket.payable)])
    }
    if ticket.credit != "0" {
      rows.append([say("pagado antes", "paid in advance"), written(ticket.credit)])
    }
    if let received = ticket.received {
      rows.append([say("recibido", "received"), written(received)])
    }
    if ticket.change != "0" { rows.append([say("vuelto", "handed back"), written(ticket.change)]) }
    return rows
  }

  /// `isFirstPage`: there are no newer ones.
  func list(_ body: [UInt8], isFirstPage: Bool) throws -> String {
    let list = try JSONDecoder().decode(TicketsAnswer.self, from: Data(body))
    let rows = list.tickets.map { ticket in
      [
        String(ticket.number), localTime(ticket.at), ticket.booth, String(ticket.calls),
        list.currency.written(ticket.charged), list.currency.written(ticket.payable),
        list.currency.written(ticket.credit), ticket.by ?? "",
      ]
    }
    let head = [
      "TICKET", say("FECHA", "AT"), say("CABINA", "BOOTH"),
      say("LLAMADAS", "CALLS"), say("COBROS", "CHARGES"), say("REDONDEADO", "ROUNDED"),
      say("PAGADO ANTES", "IN ADVANCE"), say("POR", "BY"),
    ]
    return TextTable(
      rows: [head] + rows, right: [0, 3, 4, 5, 6], brief: [(1, { briefTime($0, say) })],
      flexible: [7], expendable: [4, 7, 3, 6], width: console.width, say: console.say
    ).text
      + say.foot(
        rows.count, one: Words("1 ticket", "1 ticket"), of: Words("tickets", "tickets"),
        isFirstPage: isFirstPage, before: list.next)
  }
}

private struct TicketCallsTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ calls: [CallsAnswer.Call], _ currency: CurrencyAnswer) -> String {
    guard !calls.isEmpty else { return "" }
    let hasFlags = calls.contains { !$0.review.isEmpty }
    let rows = calls.map { call in
      [
        String(call.id), localTime(call.at), call.number, call.destination, "\(call.seconds) s",
        currency.written(call.charge),
      ] + (hasFlags ? [flag(call)] : [])
    }
    let head =
      [
        say("LLAMADA", "CALL"), say("FECHA", "AT"), say("NÚMERO", "NUMBER"),
        say("DESTINO", "DESTINATION"), say("TIEMPO", "TIME"), say("COBRO", "CHARGE"),
      ] + (hasFlags ? [say("REVISIÓN", "REVIEW")] : [])
    return TextTable(
      rows: [head] + rows, right: [0, 4, 5], brief: [(1, { briefTime($0, say) })],
      flexible: [3, 6], folding: [3, 6], least: [3: 14], expendable: [4, 3, 2],
      width: console.width,
      say: console.say
    ).text
  }

  /// Of a flagged call, and what the owner said to it.
  private func flag(_ call: CallsAnswer.Call) -> String {
    guard !call.review.isEmpty else { return "" }
    let verdict = call.verdict == nil ? say("por revisar", "to review") : say.verdict(call.verdict)
    return "\(call.review): \(verdict)"
  }
}

extension Language {
  /// The same of a list that does not say how long it is: of a single page that is seen.
  func foot(_ count: Int, one: Words, of many: Words, isFirstPage: Bool, before: Int64?) -> String {
    guard isFirstPage, before == nil else {
      return foot(Words("\(count) en esta página", "\(count) on this page"), before: before)
    }
    return foot(
      count == 1 ? one : Words("\(count) \(many.spanish)", "\(count) \(many.english)"), before: nil)
  }

  /// Below a page of a list: what there is, and how older ones are had.
  func foot(_ count: Words, before: Int64?) -> String {
    guard let before else { return self(count) + "\n" }
    return self(count)
      + self("; anteriores: --before \(before)\n", "; older ones: --before \(before)\n")
  }
}
