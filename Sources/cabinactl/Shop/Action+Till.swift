import Commands
import Notation

/// What customers owe, and pay.
extension Action {
  static let account = Action(
    Verb(
      "account",
      Words(
        "lo que debe y lo que pagó antes quien usa la cabina",
        "what a booth's customer owes and has paid in advance"),
      operands: [.booth], examples: ["4312"])
  ) { invocation, console throws(CommandError) in
    let booth = invocation.value("BOOTH")
    return try Desk(invocation, console).read("booths/\(booth)/account") {
      try AccountTable(console).text($0, of: booth)
    }
  }

  static let credit = Action(
    Verb(
      "credit",
      Words(
        "quien usa la cabina paga antes: sus llamadas terminan cuando eso se acaba",
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
    let desk = Desk(invocation, console)
    let booth = invocation.value("BOOTH")
    let amount = try desk.amount(invocation.value("AMOUNT"), of: invocation.name("AMOUNT"))
    let key = invocation["--key"] ?? drawnKey()
    var outcome: CommandOutcome
    do throws(CommandError) {
      outcome = try desk.change(
        "booths/\(booth)/credit", ["amount": .text(amount), "key": .text(key)], key: key,
        done: console.say(
          "cabina \(booth): \(amount) pagados antes", "booth \(booth): \(amount) paid in advance"))
    } catch { throw error.of(booth: booth) }
    if !desk.isJSON,
      let account = try? desk.ask("GET", "booths/\(booth)/account", as: AccountAnswer.self)
    {
      let (paid, all) = (account.currency.written(amount), account.currency.written(account.credit))
      outcome.output = console.say(
        "cabina \(booth): \(paid) pagados antes; en total son \(all)\n",
        "booth \(booth): \(paid) paid in advance; it is \(all) in all\n")
    }
    return outcome
  }

  static let collect = Action(
    Verb(
      "collect",
      Words(
        "cierra la cuenta de una cabina en un ticket, una vez pagada",
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
    let desk = Desk(invocation, console)
    let booth = invocation.value("BOOTH")
    let key = invocation["--key"] ?? drawnKey()
    var body = JSONObject()
    for name in ["received", "expected"] {
      guard let amount = invocation["--\(name)"] else { continue }
      body.add(name, try desk.amount(amount, of: Words("--\(name)", "--\(name)")))
    }
    body.add("key", key)
    do throws(CommandError) {
      return try desk.change(
        "booths/\(booth)/collect", body.json, key: key,
        done: console.say("cabina \(booth): cobrada", "booth \(booth): collected"),
        text: TicketTable(console).collected)
    } catch { throw error.of(booth: booth) }
  }

  static let tickets = Action(
    Verb(
      "tickets",
      Words("los últimos tickets, el más nuevo primero", "the latest tickets, newest first"),
      options: [
        .ofBooth,
        Option(
          "--from", "DAY", .day,
          Words("los cerrados desde este día: 2006-10-01", "closed from this day on: 2006-10-01")),
        Option(
          "--to", "DAY", .day,
          Words("hasta este día, inclusive", "up to this day, with all of it")),
        .size(usual: 26),
        Option(
          "--before", "TICKET", .record,
          Words(
            "los anteriores a este: un número de la columna TICKET",
            "those older than this one: a number of the column TICKET")),
      ], examples: ["--booth 4312", "--size 10 --before 40"])
  ) { invocation, console throws(CommandError) in
    try invocation.checkDays()
    let query = invocation.parameters("booth", "from", "to", "before") + invocation.size(usual: 26)
    return try Desk(invocation, console).read("tickets", query) {
      try TicketTable(console).list($0, isFirstPage: !invocation.has("--before"))
    }
  }

  static let ticket = Action(
    Verb(
      "ticket", Words("un ticket con sus llamadas", "a ticket with its calls"),
      operands: [Operand("TICKET", .record, Words("su número", "its number"))], examples: ["7"])
  ) { invocation, console throws(CommandError) in
    try Desk(invocation, console).read(
      "tickets/\(invocation.value("TICKET"))", text: TicketTable(console).text)
  }

  /// 64 bits of chance: no two runs draw the same.
  static func drawnKey() -> String { String(UInt64.random(in: .min ... .max), radix: 16) }
}
