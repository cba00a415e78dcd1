import Notation

/// What the pages about calls, tickets and collecting say.
enum CallPhrase: Worded, Hashable, CaseIterable {
  // Collecting.
  case collect, callsSum, rounding, paidBefore, toPay, toGiveBack, received, receivedHelp, change
  case missing, count, close, nothingDue, inCall, accountOld, talksOnCredit
  case flagged, flaggedForCashier, seeReviews
  case notAnAmount, belowZero, oneByOne
  // Paying in advance.
  case credit, creditLead, creditNow, spent, left, amount, amountHelp, deposit, closesFirst
  case aboveZero, talking, removed, sentBefore
  // Tickets.
  case tickets, ticket, copy, total, givenBack, print, toPanel, noTickets, collectedBy, show
  case callReceipt, onTicket, allOfBooth
  case callCount, ticketNumber
  // The list.
  case from, to, beginsWith, placeContains, marks, anyMark, marked, toReview, export, reviews
  case searchedTo, searchHelp, clear, filters, ticketFilters
  // A call, and its reasons.
  case call, dialled, carrier, began, answered, why, provider, costIsCharge, noReasons, incomplete,
    differs, unchargedLead, costIsWorth
  case prefix, markup, whyFlagged, reviewed, review, wordOnce, stands, waive, waived, note,
    noteHelp, waiveNoteHelp, waiveLead
  case noteNeeded, receipt, reviewLead, noReviews, firstReviews, waiveHead, collectedAlready

  var words: Words {
    switch self {
    case .collect: Words("Cobrar", "Collect")
    case .callsSum: Words("Llamadas", "Calls")
    case .rounding: Words("Redondeo", "Rounding")
    case .paidBefore: Words("Pagado antes", "Paid in advance")
    case .toPay: Words("Total a pagar", "Total due")
    case .toGiveBack: Words("A devolver", "To give back")
    case .received: Words("Recibido", "Received")
    case .receivedHelp:
      Words("Vacío: el monto justo.", "Empty: just what is due.")
    case .change: Words("Vuelto", "Change")
    case .missing: Words("Faltan", "Still missing")
    case .count: Words("Calcular el vuelto", "Work out the change")
    case .close: Words("Cerrar la cuenta", "Close the account")
    case .nothingDue:
      Words("La cabina no debe nada ni tiene crédito.", "The booth owes nothing and has no credit.")
    case .inCall:
      Words(
        "La cabina tiene una llamada en curso, que no está en esta cuenta.",
        "The booth has a call in progress, which is not in this account.")
    case .accountOld:
      Words(
        "La central no responde: esta cuenta es antigua.", "No reply: this account is an old one.")
    case .talksOnCredit:
      Words(
        "La cabina habla con su crédito: se cobra, y se devuelve lo que queda, cuando cuelgue.",
        "The booth talks on its credit: it is collected, and the rest given back, once it hangs up."
      )
    case .flagged:
      Words(
        "Hay llamadas por revisar: si nadie las revisa antes, se cobran como están.",
        "Some calls are to be reviewed: if nobody does so first, they are charged as they stand.")
    case .flaggedForCashier:
      Words("Avise al dueño si el cliente reclama.", "Tell the owner if the customer objects.")
    case .seeReviews: Words("Revisarlas", "Review them")
    case .notAnAmount:
      Words(
        "Escriba un monto, como 2.000: punto entre miles, coma para decimales.",
        "Write an amount, such as 2.000: a point between thousands, a comma before decimals.")
    case .belowZero: Words("Escriba 0 o más.", "Write 0 or more.")
    case .oneByOne: Words("Llamadas de esta cuenta", "The calls of this account")
    case .credit: Words("Crédito", "Credit")
    case .creditLead:
      Words(
        "El cliente paga antes: la llamada se corta cuando el crédito se acaba, y el vuelto se da al "
          + "cobrar.",
        "The customer pays in advance: the call is cut when the credit ends, and the change is given "
          + "when it is collected.")
    case .creditNow: Words("Pagado", "Paid")
    case .spent: Words("Gastado", "Spent")
    case .left: Words("Queda", "Left")
    case .amount: Words("Monto", "Amount")
    case .amountHelp: Words("Se agrega a lo ya pagado.", "Added to what was paid already.")
    case .deposit: Words("Recibir el pago", "Take the payment")
    case .closesFirst:
      Words(
        "La cabina debe llamadas: cóbrelas antes.", "The booth owes calls: collect them first.")
    case .aboveZero: Words("Escriba un monto mayor que 0.", "Write an amount above 0.")
    case .talking:
      Words(
        "La cabina tiene una llamada en curso, que se paga al final. El crédito se recibe antes de "
          + "llamar.",
        "The booth has a call in progress, which is paid at its end. Credit is taken before a call."
      )
    case .removed:
      Words(
        "La cabina ya no está en la configuración: no recibe crédito.",
        "The booth is not in the configuration any more: it takes no credit.")
    case .sentBefore:
      Words(
        "Este formulario ya se envió, con otro monto; ahora nada cambió. Si lo envía otra vez, es un "
          + "pago más.",
        "This form was sent before, with another amount; nothing was changed now. Sent again, it is "
          + "one more payment.")
    case .tickets: Words("Tickets", "Tickets")
    case .ticket: Words("Ticket", "Ticket no.")
    case .copy: Words("Copia", "Copy")
    case .total: Words("Total", "Total")
    case .givenBack: Words("Devuelto", "Given back")
    case .print: Words("Imprimir", "Print")
    case .toPanel: Words("Volver al panel", "Back to the panel")
    case .noTickets: Words("Todavía no hay tickets.", "There are no tickets yet.")
    case .collectedBy: Words("Cobró", "Collected by")
    case .show: Words("Ver", "Show")
    case .callReceipt: Words("Llamada", "Call no.")
    case .onTicket: Words("Cobrada en el ticket", "Collected on ticket")
    case .allOfBooth: Words("Tickets de la cabina", "The booth's tickets")
    case .callCount: Words("Llamadas", "Calls")
    case .ticketNumber: Words("Número", "Number")
    case .from: Words("Desde", "From")
    case .to: Words("Hasta", "To")
    case .beginsWith: Words("Número que empieza con", "Number begins with")
    case .placeContains: Words("Destino contiene", "Destination contains")
    case .marks: Words("Marcas", "Marks")
    case .anyMark: Words("Todas", "All")
    case .marked: Words("Marcadas", "Flagged")
    case .toReview: Words("Por revisar", "To review")
    case .export: Words("Planilla (CSV)", "Table (CSV)")
    case .reviews: Words("Por revisar", "To review")
    case .searchedTo: Words("Se buscó hasta el", "Searched back to")
    case .searchHelp:
      Words(
        "«Siguiente» sigue buscando más atrás; con fechas va directo.",
        "«Next» searches further back; dates lead there at once.")
    case .filters: Words("Buscar llamadas", "Search the calls")
    case .ticketFilters: Words("Buscar tickets", "Search the tickets")
    case .clear: Words("Quitar filtros", "Clear filters")
    case .call: Words("Llamada", "Call")
    case .dialled: Words("Marcado", "Dialled")
    case .carrier: Words("Portador", "Carrier")
    case .began: Words("Autorizada", "Authorised")
    case .answered: Words("Contestada", "Answered")
    case .why: Words("Cómo se calculó", "How it was worked out")
    case .provider: Words("Costo del proveedor", "Provider's cost")
    case .costIsCharge:
      Words(
        "igual al cobro: no hay precio del proveedor",
        "the same as the charge: there is no price of the provider's")
    case .noReasons:
      Words(
        "No hay cobro que explicar.", "There is no charge to explain.")
    case .incomplete:
      Words(
        "La guardó una versión anterior, sin todo lo que haría falta para explicarla.",
        "An earlier version kept it, without all that would explain it.")
    case .differs:
      Words(
        "La explicación no da lo que está guardado: alguien cambió el registro.",
        "The explanation does not come to what is kept: somebody changed the record.")
    case .unchargedLead:
      Words(
        "Fue sin cobro: el cliente no la paga.", "It was uncharged: the customer does not pay it.")
    case .costIsWorth:
      Words(
        "igual a lo que habría costado: no hay precio del proveedor",
        "the same as it would have cost: there is no price of the provider's")
    case .prefix: Words("Prefijo", "Prefix")
    case .markup: Words("Ganancia sobre el proveedor", "Markup on the provider's price")
    case .whyFlagged: Words("Por qué está marcada", "Why it is flagged")
    case .reviewed: Words("Revisada", "Reviewed")
    case .review: Words("Revisar", "Review")
    case .wordOnce:
      Words(
        "Su palabra vale una vez: después no se cambia.",
        "Your word counts once, and is not changed.")
    case .stands: Words("Se cobra", "It is charged")
    case .waived: Words("Anulada", "Waived")
    case .waive: Words("Anular el cobro", "Waive the charge")
    case .note: Words("Nota", "Note")
    case .noteHelp: Words("Hasta 120 caracteres.", "Up to 120 characters.")
    case .waiveNoteHelp:
      Words(
        "Para anular el cobro, diga por qué. Hasta 120 caracteres.",
        "To waive the charge, say why. Up to 120 characters.")
    case .waiveHead: Words("Anular el cobro", "Waive the charge")
    case .waiveLead:
      Words(
        "El cliente no la paga; el costo del proveedor queda. Diga por qué.",
        "The customer does not pay it; the provider's cost stays. Say why.")
    case .noteNeeded: Words("Escriba el motivo.", "Write the reason.")
    case .receipt: Words("Ticket de la llamada", "The call's ticket")
    case .reviewLead:
      Words(
        "Llamadas con algo raro, de la más antigua. Se cobran como están mientras nadie diga otra "
          + "cosa.",
        "Calls with something odd about them, oldest first. They are charged as they stand until "
          + "somebody says otherwise.")
    case .noReviews: Words("No hay nada que revisar.", "There is nothing to review.")
    case .firstReviews:
      Words("Son las 100 más antiguas; hay más.", "These are the 100 oldest; there may be more.")
    case .collectedAlready:
      Words(
        "Ya está cobrada: solo puede quedar como está.", "Collected already: it can only stand.")
    }
  }
}

extension Language {
  /// «Anulada por maria, 27-10-2006 16:20:00»; both may be empty.
  func waived(by reviewer: String, at time: String) -> String {
    var text = self(CallPhrase.waived)
    if !reviewer.isEmpty { text += self(Words(" por ", " by ")) + reviewer }
    return time.isEmpty ? text : "\(text), \(time)"
  }
}
