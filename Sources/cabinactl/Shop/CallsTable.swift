import FoundationEssentials
import Notation
import Rating

/// Calls as a table.
struct CallsTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  /// `isFirstPage`: there are no newer ones.
  func text(_ body: [UInt8], isFirstPage: Bool) throws -> String {
    let list = try JSONDecoder().decode(CallsAnswer.self, from: Data(body))
    guard !list.calls.isEmpty else { return say("ninguna llamada\n", "no call\n") }
    let rows = list.calls.map { call in
      [
        String(call.id), localTime(call.at), call.booth, call.number,
        say.place(call.destination, call.price, isForHelp: !call.isLost),
        // How long one in progress has lasted the list does not know; `status` does.
        call.open ? "" : "\(call.seconds) s",
        charge(of: call, list.currency), collected(call), call.endText ?? "",
        [call.review, say.verdict(call.verdict)].filter { !$0.isEmpty }.joined(separator: ": "),
      ]
    }
    let head = [
      say("LLAMADA", "CALL"), say("FECHA", "AT"), say("CABINA", "BOOTH"), say("NÚMERO", "NUMBER"),
      say("DESTINO", "DESTINATION"), say("TIEMPO", "TIME"), say("COBRO", "CHARGE"),
      say("COBRADA", "COLLECTED"), say("FIN", "END"), say("REVISIÓN", "REVIEW"),
    ]
    let text = TextTable(
      rows: [head] + rows, right: [0, 5, 6],
      brief: [
        (1, { briefTime($0, say) }),
        (
          7,
          { $0.replacing("ticket ", with: "").replacing(say("todavía no", "not yet"), with: "no") }
        ),
      ], flexible: [4, 8, 9], folding: [4, 8, 9], least: [4: 14, 8: 12, 9: 12],
      expendable: [9, 8, 5, 2, 7, 4], width: console.width, say: console.say
    ).text
    // A search does not count what is not on the page.
    let count =
      list.totalIsLeast == true && !(isFirstPage && list.next == nil)
      ? Words("\(rows.count) en esta página", "\(rows.count) on this page")
      : Words(
        Language.spanish.count(ofCalls: max(list.total, rows.count)),
        Language.english.count(ofCalls: max(list.total, rows.count)))
    return text + say.foot(count, before: list.next == nil ? nil : list.calls.last?.id)
  }

  private func charge(of call: CallsAnswer.Call, _ currency: CurrencyAnswer) -> String {
    if call.open { return say("en curso", "open") }
    if call.verdict == "waived" { return say.verdict("waived") }
    return call.charged ? currency.written(call.charge) : say("sin cobro", "uncharged")
  }

  /// A charge is in the till once it is on a ticket.
  private func collected(_ call: CallsAnswer.Call) -> String {
    if let ticket = call.ticket { return "ticket \(ticket)" }
    let isDue =
      call.charged && call.price != nil && !call.open && call.seconds > 0
    return isDue ? say("todavía no", "not yet") : ""
  }
}

extension Language {
  /// The owner's word on a call; nothing: he said none.
  func verdict(_ verdict: String?) -> String {
    switch verdict {
    case "stands": self("se cobra", "stands")
    case "waived": self("anulada", "waived")
    default: verdict ?? ""
    }
  }
}

/// Flagged calls to review.
struct ReviewsTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(ReviewsAnswer.self, from: Data(body))
    guard !list.calls.isEmpty else { return say("nada que revisar\n", "nothing to review\n") }
    let rows = list.calls.map { call in
      [
        String(call.id), localTime(call.at), call.booth, call.number, "\(call.seconds) s",
        call.charged ? list.currency.written(call.charge) : say("sin cobro", "uncharged"),
        call.review,
        call.ticket.map { "ticket \($0)" } ?? "",
      ]
    }
    let head = [
      say("LLAMADA", "CALL"), say("FECHA", "AT"), say("CABINA", "BOOTH"), say("NÚMERO", "NUMBER"),
      say("TIEMPO", "TIME"), say("COBRO", "CHARGE"), say("POR QUÉ", "WHY"),
      say("COBRADA", "COLLECTED"),
    ]
    return TextTable(
      rows: [head] + rows, right: [0, 4, 5], brief: [(1, { briefTime($0, say) })],
      flexible: [6, 7], folding: [6, 7], expendable: [7, 4, 2, 3], width: console.width,
      say: console.say
    ).text
      + say(
        "cabinactl review LLAMADA stands; o waived, si todavía no se cobró: entonces no la paga\n",
        "cabinactl review CALL stands; or waived, of a call that is not collected yet: the customer "
          + "does not pay it\n")
  }
}

/// Payments as a table; one that names no day was paid on the day it was written down.
struct PaymentsTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  /// `isFirstPage`: there are no newer ones.
  func text(_ body: [UInt8], isFirstPage: Bool) throws -> String {
    let list = try JSONDecoder().decode(PaymentsAnswer.self, from: Data(body))
    let rows = list.payments.map { payment in
      [
        String(payment.number), localTime(payment.at),
        payment.paidOn ?? String(localTime(payment.at).prefix(10)),
        list.currency.written(payment.amount), payment.by, payment.reference,
      ]
    }
    let head = [
      say("PAGO", "PAYMENT"), say("FECHA", "AT"), say("PAGADO EL", "PAID ON"),
      say("MONTO", "AMOUNT"), say("POR", "BY"), say("REFERENCIA", "REFERENCE"),
    ]
    return TextTable(
      rows: [head] + rows, right: [0, 3],
      brief: [(1, { briefTime($0, say) }), (2, { briefTime($0, say) })], flexible: [4, 5],
      folding: [5], least: [5: 12], expendable: [4, 2], width: console.width, say: console.say
    ).text
      + say.foot(
        rows.count, one: Words("1 pago", "1 payment"), of: Words("pagos", "payments"),
        isFirstPage: isFirstPage, before: list.next)
  }
}

/// A time or a day as a table has it, in fewer letters; another text is as it is.
func briefTime(_ text: String, _ say: Language) -> String {
  guard let time = try? LocalTime(dayOrTime: text, of: "") else { return text }
  let brief = time.brief(say)
  return text.contains(":") ? brief : brief.contains(":") ? String(brief.dropLast(6)) : brief
}

/// A time as the daemon gives it, on the clock of this place.
func localTime(_ timestamp: String) -> String {
  LocalTime(timestamp: timestamp)?.text ?? timestamp
}
