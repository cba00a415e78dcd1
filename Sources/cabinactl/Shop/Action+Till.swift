import Commands
import Notation

/// What customers owe, and pay.
extension Action {
  static let account = Action(
    Verb(
      "account",
      Words(
        "lo que debe y lo que pagó por adelantado quien usa la cabina",
        "what a booth's customer owes and has paid in advance"),
      operands: [.booth], examples: ["4312"])
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read(
      "booths/\(invocation.value("BOOTH"))/account", text: AccountTable(console).text)
  }

  static let credit = Action(
    Verb(
      "credit",
      Words(
        "quien usa la cabina paga por adelantado: sus llamadas terminan cuando eso se acaba",
        "a booth's customer pays in advance: its calls end when that does"),
      operands: [
        .booth,
        Operand(
          "AMOUNT", .amount,
          Words(
            "en la moneda de la tienda, mayor que cero; lo que la cabina debe se cobra antes",
            "in the shop's currency, above zero; what the booth owes is to be collected first")),
      ], options: [.key], examples: ["4312 1000"])
  ) { invocation, console throws(CommandError) in
    let (booth, amount) = (invocation.value("BOOTH"), invocation.value("AMOUNT"))
    let key = invocation["--key"] ?? drawnKey()
    return try Desk(invocation, console).change(
      "booths/\(booth)/credit", ["amount": .text(amount), "key": .text(key)], key: key,
      done: console.say(
        "cabina \(booth): \(amount) por adelantado", "booth \(booth): \(amount) paid in advance"))
  }

  static let collect = Action(
    Verb(
      "collect",
      Words(
        "cierra la cuenta de una cabina en un comprobante, una vez pagada",
        "closes a booth's account into a ticket, once it is paid"),
      operands: [.booth],
      options: [
        Option(
          "--received", "AMOUNT", .amount,
          Words(
            "lo que entrega quien paga; la respuesta dice el vuelto",
            "what the customer hands over; the answer says what he gets back")),
        Option(
          "--expected", "AMOUNT", .amount,
          Words(
            "lo que usted cree que debe, bajo cero si hay que devolverle: si ya es otra cosa, no se cobra "
              + "nada. Sin ella: lo que sea que deba",
            "what you believe to be due, below zero if he is to be paid back: if it is something else by "
              + "now, nothing is collected. Without it: whatever is due")),
        .key,
      ], examples: ["4312 --received 3000"])
  ) { invocation, console throws(CommandError) in
    let booth = invocation.value("BOOTH")
    let key = invocation["--key"] ?? drawnKey()
    var body = JSONObject()
    for name in ["received", "expected"] {
      if let amount = invocation["--\(name)"] { body.add(name, amount) }
    }
    body.add("key", key)
    return try Desk(invocation, console).change(
      "booths/\(booth)/collect", body.json, key: key,
      done: console.say("cabina \(booth): cobrada", "booth \(booth): collected"),
      text: TicketTable(console).collected)
  }

  static let tickets = Action(
    Verb(
      "tickets",
      Words("los últimos comprobantes, el más nuevo primero", "the latest tickets, newest first"),
      options: [.ofBooth], examples: ["--booth 4312"])
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read(
      "tickets", invocation.parameters("booth"), text: TicketTable(console).list)
  }

  static let ticket = Action(
    Verb(
      "ticket", Words("un comprobante con sus llamadas", "a ticket with its calls"),
      operands: [Operand("TICKET", .record, Words("su número", "its number"))], examples: ["7"])
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read(
      "tickets/\(invocation.value("TICKET"))", text: TicketTable(console).text)
  }

  /// 64 bits of chance: no two runs draw the same.
  static func drawnKey() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }
}
