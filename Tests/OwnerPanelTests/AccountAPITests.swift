import BoothControl
import BoothProtocol
import Notation
import Rating
import Testing

@testable import OwnerPanel

@Suite struct `Customers' money in the API` {
  let desk = Desk()
  private let json = "Content-Type: application/json\r\n"
  private let booth = BoothNumber("4312")

  private func asked(_ path: String, _ body: String) throws -> OwnerAction? {
    guard case .later(let action, _) = try desk.post("/api/v1/\(path)", json, body: body) else {
      return nil
    }
    return action
  }

  @Test func `a deposit and a collection are asked of the core as they were written`() throws {
    #expect(
      try asked("booths/4312/credit", #"{"amount":"1000","key":"k"}"#)
        == .deposit(booth, amount: pesos(1000), key: "k"))
    #expect(try asked("booths/4312/collect", "{}") == .collect(booth))
    #expect(
      try asked("booths/4312/collect", #"{"expected":"-130","received":"0","key":"k"}"#)
        == .collect(booth, expected: pesos(-130), received: .zero, key: "k"))
  }

  @Test(arguments: [
    ("booths/4312/credit", #"{"amount":"0"}"#, "above zero"),
    ("booths/4312/credit", #"{"amount":"-5"}"#, "above zero"),
    ("booths/4312/credit", #"{"amount":"1.000"}"#, "no point for thousands"),
    ("booths/4312/credit", #"{"amount":1000}"#, "amount: expected a text in quotes"),
    ("booths/4312/credit", #"{"amuont":"1000"}"#, "amount: missing"),
    ("booths/4312/credit", #"{"amount":null}"#, "amount: expected a text in quotes"),
    ("booths/4312/credit", #"{"amount":"x"}"#, "amount «x»: expected a whole number"),
    ("booths/4312/credit", #"{"amount""#, "expected JSON, "),
    ("booths/4312/credit", #"{"amount":"1","amount":"2"}"#, "«amount» twice"),
    ("booths/4312/credit", "", "amount"), ("booths/4312/collect", "[]", "expected"),
    ("booths/4312/collect", #"{"received":"-1"}"#, "0 or more"),
    ("booths/4312/collect", #"{"expected":"x"}"#, "expected «x»: expected a whole number"),
    ("booths/4312/collect", #"{"key":""}"#, "1…64"),
    ("booths/4312/collect", #"{"expect":"999"}"#, "the key «expect»: expected expected, received"),
    ("booths/4312/collect", #"{"recieved":"1"}"#, "the key «recieved»"),
    ("booths/4312/credit", #"{"amount":"1","Key":"k"}"#, "the key «Key»: expected amount, key"),
    ("calls/10/review", #"{"verdict":"stands","x":{"note":1}}"#, "the key «x»"),
    ("calls/10/review", #"{"verdict":"maybe"}"#, "verdict «maybe»: expected stands or waived"),
    ("calls/10/review", #"{"note":"x"}"#, "verdict: missing"),
    ("calls/10/review", "{\"verdict\":\"stands\",\"note\":\"a\\u0007\"}", "control"),
  ])
  func `a body that makes no sense is 400 and says what was expected`(
    path: String, body: String, expected: String
  ) throws {
    let response = try desk.now(desk.post("/api/v1/\(path)?lang=en", json, body: body))
    #expect(response.status == .badRequest)
    #expect(response.text.contains(expected), "\(response.text)")
  }

  @Test(arguments: ["booths/4312/credit", "booths/4312/collect", "calls/10/review"])
  func `a form is 415: any page could send one`(path: String) throws {
    let response = try desk.now(desk.post("/api/v1/\(path)", body: #"{"amount":"1"}"#))
    #expect(response.status == .unsupportedMediaType)
    #expect(try desk.get("/api/v1/\(path)").status == .methodNotAllowed)
  }

  private let ticket = Ticket(
    number: 7, booth: BoothNumber("4312"),
    account: BoothAccount(credit: pesos(1000), charged: pesos(873), calls: 2),
    payable: pesos(870), received: nil, at: WallTime(milliseconds: 1_161_976_694_250))

  @Test func `a ticket has its sums, exact and in coins`() throws {
    let text = """
      {"result":"done","currency":{"code":"CLP","symbol":"$","decimals":0},"ticket":{"number":7,"booth":"4312","at":"2006-10-27T19:18:14.250Z",\
      "credit":"1000","charged":"873","calls":2,"payable":"870","due":"-130","received":null,\
      "change":"130"},"toReview":null,"inCall":true}
      """
    let response = try desk.response(
      .post, "/booths/4312/collect", comesTo: .collected(ticket))
    #expect(response.status == .ok)
    #expect(response.text == text)
    desk.source.holds(tickets: [TicketStatement(ticket: ticket, actor: "uid 7")])
    // Of the calls on it, those that are flagged and that nobody has reviewed.
    desk.source.holds([
      row(40, suspicions: [.tooShort]), row(41, suspicions: [.tooShort], verdict: .stands), row(42),
    ])
    var early = desk
    early.shop = nil
    let read = try early.response(.post, "/booths/4312/collect", comesTo: .collected(ticket))
    #expect(read.text.hasSuffix(#""toReview":[40],"inCall":false}"#), "\(read.text)")
    #expect(try desk.get("/api/v1/tickets").text.contains(#""change":"130","by":"uid 7"}]"#))
    #expect(try desk.get("/api/v1/tickets/7").text.contains(#""list":[{"id":40"#))
    #expect(try desk.get("/api/v1/tickets?booth=4313").text.contains(#""tickets":[]"#))
    // Of a booth that was taken out of the shop too, where a filter leaves none; not of one that never was.
    var gone = ticket
    gone.booth = BoothNumber("4399")
    desk.source.holds(tickets: [TicketStatement(ticket: gone, actor: "uid 7")])
    #expect(
      try desk.get("/api/v1/tickets?booth=4399&before=7").text.contains(#""tickets":[]"#))
    #expect(try desk.get("/api/v1/tickets?booth=4399").text.contains(#""number":7"#))
    #expect(try desk.get("/api/v1/tickets?booth=4398").status == .notFound)
    desk.source.holds(tickets: [TicketStatement(ticket: ticket, actor: "uid 7")])
    #expect(try desk.get("/api/v1/tickets?booth=").text.contains(#""tickets":[{"number":7"#))
    #expect(try desk.get("/api/v1/tickets/8").status == .notFound)
  }

  private func answer(_ query: String) throws -> (numbers: [Int], next: String) {
    let text = try desk.get("/api/v1/tickets\(query)").text
    return (
      text.matches(of: #/\{"number":(\d+)/#).compactMap { Int($0.1) },
      text.firstMatch(of: #/"next":(\w+),/#).map { String($0.1) } ?? ""
    )
  }

  @Test func `tickets come in pages, and by their days`() throws {
    desk.source.holds(
      tickets: (1...120).reversed().map { number in
        var ticket = ticket
        ticket.number = Int64(number)
        return TicketStatement(ticket: ticket, actor: "uid 7")
      })
    let all = try answer("")
    #expect(all.numbers == (21...120).reversed() && all.next == "21")
    let rest = try answer("?before=21")
    #expect(rest.numbers == (1...20).reversed() && rest.next == "null")
    let small = try answer("?size=10&before=40&booth=4312")
    #expect(small.numbers == (30...39).reversed() && small.next == "30")
    #expect(try answer("?from=2006-10-27&to=2006-10-27").numbers.count == 100)
    #expect(try answer("?to=2006-10-26").numbers.isEmpty)
    for query in ["size=501", "before=x", "after=7", "from=ayer", "from=2006-10-28&to=2006-10-27"] {
      #expect(try desk.get("/api/v1/tickets?\(query)").status == .badRequest, "\(query)")
    }
  }

  @Test(arguments: [
    ("collect", OwnerActionResult.nothingToCollect, "nothing_to_collect"),
    ("collect", .otherDue(pesos(240)), "It is: $ 240"),
    ("collect", .tooLittle(due: pesos(240)), "Due is: $ 240"),
    ("collect", .callInProgress, "call_in_progress"),
    ("collect", .notInCoins(coin: pesos(10)), "The smallest is: $ 10"),
    ("credit", .collectFirst, "collect_first"),
    ("credit", .tooMuch(limit: pesos(1_000_000_000)), "there may be 1.000.000.000 in all"),
  ])
  func `what cannot be collected or paid in advance is 409, and says why`(
    path: String, result: OwnerActionResult, words: String
  ) throws {
    let response = try desk.response(
      .post, "/booths/4312/\(path)", comesTo: Outcome(result))
    #expect(response.status == .conflict)
    #expect(response.text.contains(words), "\(response.text)")
  }

  private func row(
    _ key: Int64, suspicions: [Suspicion] = [], isOpen: Bool = false,
    verdict: CallReview.Verdict? = nil, ticket: Int64? = nil
  ) -> CallListRow {
    CallListRow(
      key: key, booth: booth, at: WallTime(milliseconds: 0), number: "1006",
      destination: "INTERNAS 02", seconds: 68, price: perMinute(200), charge: pesos(227),
      isCharged: true, isOpen: isOpen, suspicions: suspicions, verdict: verdict, ticket: ticket)
  }

  private func hold(_ row: CallListRow) {
    desk.source.holds(
      CallStatement(
        row: row, dialled: "1881006", carrier: "188", answeredAt: WallTime(milliseconds: 0),
        charge: manualExplanation, cost: nil, storedCost: .zero,
        isIncomplete: false, reviewNote: "", reviewer: ""))
  }

  @Test func `a call says why it costs what it costs`() throws {
    hold(row(10))
    let text = try desk.get("/api/v1/calls/10").text
    for part in [
      #""dialled":"1881006","carrier":"188""#, #""explanation":{"charge":"227""#,
      #""price":"200","per":60,"amount":"226.666667","exact":"680/3""#,
      #""kind":"rounding","mode":"half-up""#,
    ] {
      #expect(text.contains(part), "\(text)")
    }
    #expect(try desk.get("/api/v1/calls/11").status == .notFound)
    #expect(try desk.get("/api/v1/calls/0").status == .notFound)
  }

  @Test func `a flagged call is reviewed, with its charge as it is written`() throws {
    hold(row(10, suspicions: [.tooShort]))
    #expect(
      try asked("calls/10/review", #"{"verdict":"waived","note":"no habló"}"#)
        == .review(
          CallReview(
            call: CallID(rawValue: 10), booth: booth, charge: pesos(227), verdict: .waived,
            note: "no habló")))
  }

  @Test(arguments: [[], [Suspicion.tooShort]])
  func `a call is waived with a reason, and not without`(suspicions: [Suspicion]) throws {
    var call = row(10)
    call.suspicions = suspicions
    hold(call)
    #expect(
      try asked("calls/10/review", #"{"verdict":"waived","note":"número equivocado"}"#)
        == .review(
          CallReview(
            call: CallID(rawValue: 10), booth: booth, charge: pesos(227), verdict: .waived,
            note: "número equivocado")))
    for note in ["", "  "] {
      let body = #"{"verdict":"waived","note":"\#(note)"}"#
      let answer = try desk.now(desk.post("/api/v1/calls/10/review", json, body: body))
      #expect(answer.status == .badRequest)
      #expect(answer.text.contains(#""error":"waiver_without_note""#))
    }
  }

  @Test(arguments: [
    (10, "stands", "not_flagged"), (11, "stands", "call_open"), (12, "waived", "on_ticket"),
    (13, "stands", "already_reviewed"), (14, "stands", "no_such_call"),
  ])
  func `a call with nothing to review is refused with the reason`(
    key: Int64, verdict: String, code: String
  ) throws {
    hold(row(10))
    hold(row(11, suspicions: [.tooShort], isOpen: true))
    hold(row(12, suspicions: [.tooShort], ticket: 7))
    hold(row(13, suspicions: [.tooShort], verdict: .stands))
    let answer = try desk.post(
      "/api/v1/calls/\(key)/review", json, body: #"{"verdict":"\#(verdict)"}"#)
    #expect(try desk.now(answer).text.contains(#""error":"\#(code)""#))
  }

  @Test(arguments: [
    ("number=1006&seconds=68", #"{"charge":"227","billedSeconds":68"#),
    (
      "number=1006&amount=10",
      #"{"maximumSeconds":"3","dialling":"number","rated":"1006","#
        + #""blockedBy":null,"markupPercent":"12.5"}"#
    ),
    ("number=1006&seconds=0.001&at=2012-02-02T20:30:00Z", #"{"charge":"3""#),
  ])
  func `a quote is what the command line says`(query: String, text: String) throws {
    #expect(try desk.get("/api/v1/quote?\(query)").text.hasPrefix(text))
  }

  @Test(arguments: [
    ("", "number"), ("number=1006", "one of them"), ("number=1006&seconds=1&amount=1", "one of"),
    ("number=1006&seconds=x", "seconds"), ("number=1006&amount=1e3", "amount"),
    ("number=1006&seconds=1&at=ayer", "at «ayer»"),
  ])
  func `a quote that is asked for wrongly is 400`(query: String, expected: String) throws {
    let response = try desk.get("/api/v1/quote?\(query)")
    #expect(response.status == .badRequest)
    #expect(response.text.contains(expected), "\(response.text)")
    #expect(try desk.get("/api/v1/quote?number=9&seconds=1").text.contains("no_rate"))
  }

  @Test(arguments: [
    (NumberClass.blocked("700"), "It is blocked besides, by «700»."), (.blocked(""), "All numbers"),
    (.notANumber, "It is no number of the digit map."),
    (.number(sent: "9", rated: "9", carrier: nil), #"has no price."}"#),
  ])
  func `a number without a price says what else forbids it`(
    dialling: NumberClass, words: String
  ) throws {
    desk.source.makesOfNumbers(dialling)
    let response = try desk.get("/api/v1/quote?number=9&seconds=1&lang=en")
    #expect(response.status == .notFound)
    #expect(response.text.hasPrefix(#"{"error":"no_rate","message":"The number has no price."#))
    #expect(response.text.contains(words), "\(response.text)")
  }
}

@Suite struct `Customers' money on the pages` {
  private func card(
    _ account: BoothAccount, due: Int64, _ state: BoothState = .offHook
  ) -> [String] {
    var snapshot = booth("4312", "CABINA 01", state)
    snapshot.account = account
    snapshot.due = pesos(due)
    let view = CardView(snapshot, currency: .chileanPeso, in: .spanish)
    return [view.caption, view.total]
  }

  @Test func `a card says what is to be collected, and what is left of a credit`() {
    let owed = BoothAccount(charged: pesos(237), calls: 2)
    #expect(card(owed, due: 240) == ["Por cobrar: 2 llamadas", "$\u{a0}240"])
    let paid = BoothAccount(credit: pesos(1000), charged: pesos(873), calls: 2)
    #expect(card(paid, due: -130) == ["Crédito que queda", "$\u{a0}127"])
    #expect(card(BoothAccount(), due: 0) == ["", ""])
  }

  @Test func `a call is told as collected only once it is on a ticket`() throws {
    let desk = Desk()
    for (ticket, word) in [(Int64?.none, "Por cobrar"), (7, "Cobrada")] {
      desk.source.holds([
        CallListRow(
          key: 1, booth: BoothNumber("4312"), at: WallTime(milliseconds: 0), number: "1006",
          destination: "INTERNAS 02", seconds: 68, price: perMinute(200), charge: pesos(227),
          isCharged: true, ticket: ticket)
      ])
      let text = try desk.get("/calls").text
      #expect(text.contains(">\(word)</span>"))
      // The choice of calls says nothing of the till.
      #expect(text.contains(">Con cobro</option>"))
      #expect(!text.contains("Cobradas"))
    }
  }

  @Test func `a waived call is not told as charged, and a reviewed one not to be looked at`() throws
  {
    let desk = Desk()
    func page(_ verdict: CallReview.Verdict?) throws -> String {
      desk.source.holds([
        CallListRow(
          key: 1, booth: BoothNumber("4312"), at: WallTime(milliseconds: 0), number: "1006",
          destination: "INTERNAS 02", seconds: 1, price: perMinute(200), charge: pesos(3),
          isCharged: true, suspicions: [.tooShort], verdict: verdict)
      ])
      return try desk.get("/calls").text
    }
    #expect(try page(nil).contains("class=\"review\""))
    #expect(try !page(.stands).contains("class=\"review\""))
    #expect(try page(.stands).contains("data-word=\"due\">Por cobrar</span>"))
    #expect(try page(.waived).contains("data-word=\"no\">Anulada</span>"))
  }
}
