import FoundationEssentials
import Rating

/// Booths as a table.
enum StatusTable {
  static func text(_ body: [UInt8]) throws -> String {
    let shop = try JSONDecoder().decode(ShopAnswer.self, from: Data(body))
    var text = shop.name
    if let balance = shop.balance { text += "   balance \(shop.currency.written(balance))" }
    if shop.stale { text += "   (the core is silent: this may be old)" }
    text += "\n"
    if let balance = shop.balance, let left = try? Money(amount: balance), left <= .zero {
      text +=
        "NO BALANCE IS LEFT: every call is refused, save emergency calls; «cabinactl payment AMOUNT» enters "
        + "what the provider was paid\n"
    }
    if shop.restartNeeded == true {
      text +=
        "the configuration was edited since the daemon read it: it holds after «systemctl restart cabinad», "
        + "calls in progress go on\n"
    }
    for board in shop.boards {
      text +=
        "board \(board.uid) \(board.connected ? "connected" : "gone"), firmware \(board.firmware)\n"
    }
    let head = ["BOOTH", "NAME", "STATE", "TO COLLECT", "NUMBER", "DESTINATION", "TIME", "TOTAL"]
    let rows = shop.booths.map { row($0, shop.currency) }
    return text + TextTable(rows: [head] + rows, right: [3, 6, 7]).text
  }

  private static func row(_ booth: ShopAnswer.Booth, _ currency: CurrencyAnswer) -> [String] {
    var state = booth.state
    if let refusal = booth.refusalText { state += ": \(refusal)" }
    if booth.disabled { state += ", disabled" }
    if booth.nextCallUncharged { state += ", next call uncharged" }
    let isOpen = booth.account.calls > 0 || booth.account.credit != "0"
    let due = isOpen ? Self.due(booth.account.due, currency) : ""
    let start = [booth.number, booth.name, state, due]
    // The last call's money beside another number would be read as one.
    if let dialled = booth.dialled { return start + [dialled, "", "", ""] }
    guard let call = booth.call else { return start + ["", "", "", ""] }
    return start + [
      call.number, place(call.destination, call.price, isForHelp: !call.charged),
      "\(call.seconds) s",
      call.charged ? currency.written(call.total) : "uncharged",
    ]
  }
}

extension StatusTable {
  /// Below zero it is the customer's.
  private static func due(_ due: String, _ currency: CurrencyAnswer) -> String {
    due.hasPrefix("-")
      ? "give back \(currency.written(String(due.dropFirst())))" : currency.written(due)
  }
}

/// Calls as a table.
enum CallsTable {
  static func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(CallsAnswer.self, from: Data(body))
    let rows = list.calls.map { call in
      [
        String(call.id), localTime(call.at), call.booth, call.number,
        place(call.destination, call.price, isForHelp: !call.isLost), "\(call.seconds) s",
        charge(of: call, list.currency), collected(call), call.endText ?? "",
        [call.review, call.verdict ?? ""].filter { !$0.isEmpty }.joined(separator: ": "),
      ]
    }
    let head = [
      "CALL", "AT", "BOOTH", "NUMBER", "DESTINATION", "TIME", "CHARGE", "COLLECTED", "END",
      "REVIEW",
    ]
    var text = TextTable(rows: [head] + rows, right: [0, 5, 6]).text
    text += list.total == 1 ? "1 call" : "\(list.total) calls"
    if list.next != nil, let last = list.calls.last { text += "; older ones: --before \(last.id)" }
    return text + "\n"
  }
}

/// Where a call went; without a price to an emergency number, or nobody knows.
private func place(_ destination: String, _ price: String?, isForHelp: Bool) -> String {
  guard price == nil else { return destination }
  return isForHelp ? "Emergency" : "Unknown"
}

private func charge(of call: CallsAnswer.Call, _ currency: CurrencyAnswer) -> String {
  if call.open { return "open" }
  if call.verdict == "waived" { return "waived" }
  return call.charged ? currency.written(call.charge) : "uncharged"
}

/// A charge is in the till once it is on a ticket.
private func collected(_ call: CallsAnswer.Call) -> String {
  if let ticket = call.ticket { return "ticket \(ticket)" }
  let isDue =
    call.charged && call.price != nil && !call.open && call.seconds > 0
  return isDue ? "not yet" : ""
}

/// Payments as a table; one that names no day was paid on the day it was written down.
enum PaymentsTable {
  static func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(PaymentsAnswer.self, from: Data(body))
    let rows = list.payments.map { payment in
      [
        String(payment.number), localTime(payment.at),
        payment.paidOn ?? String(localTime(payment.at).prefix(10)),
        list.currency.written(payment.amount), payment.by, payment.reference,
      ]
    }
    let head = ["PAYMENT", "AT", "PAID ON", "AMOUNT", "BY", "REFERENCE"]
    return TextTable(rows: [head] + rows, right: [0, 3]).text
  }
}

/// Lines as a table: what a technician looks at first. CRC and BAD: frames with a wrong checksum, and
/// what was none for another reason; TWICE: events that came again; AGAIN: commands sent again; RING:
/// the most events that the board held.
enum LinksTable {
  static func text(_ body: [UInt8]) throws -> String {
    let list = try JSONDecoder().decode(LinksAnswer.self, from: Data(body))
    let rows = list.links.map { link in
      [
        link.port, link.board ?? "no board", String(link.framesReceived), String(link.framesSent),
        String(link.crcErrors), String(link.malformed), String(link.resyncs),
        String(link.duplicateEvents), String(link.retransmissions), String(link.sessions),
        milliseconds(link.roundTripMicroseconds),
        String(link.driftPartsPerBillion / 1000) + (link.driftAlarm ? " !" : ""),
        String(link.ringHighWater),
      ]
    }
    let head = [
      "PORT", "BOARD", "IN", "OUT", "CRC", "BAD", "RESYNCS", "TWICE", "AGAIN", "SESSIONS",
      "ROUND TRIP", "DRIFT PPM", "RING",
    ]
    return TextTable(rows: [head] + rows, right: Array(2...12)).text
  }

  private static func milliseconds(_ microseconds: Int64) -> String {
    microseconds == 0 ? "" : "\(microseconds / 1000).\(microseconds % 1000 / 100) ms"
  }
}

/// A time as the daemon gives it, on the clock of this place.
func localTime(_ timestamp: String) -> String {
  LocalTime(timestamp: timestamp)?.text ?? timestamp
}
