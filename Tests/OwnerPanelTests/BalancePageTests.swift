import BoothControl
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// «Saldo»: the page, its forms, and the warning on every page.
@Suite struct BalancePageTests {
  private let money = MoneyDesk()

  private func html(_ language: String = "es") throws -> String {
    money.source.holds(payments: payments)
    return try money.page("/balance?month=2006-10&lang=\(language)", .statement(figures)).text
  }

  @Test func `the page has balance, payments and the month's movements`() throws {
    let html = try html()
    for text in [
      "$ 1.856", "Movimientos: octubre de 2006", "Saldo anterior", "$ 45.000", "−$ 227",
      "Corrección: un cero de más &lt;en 1&gt;", "vie 27-10-2006", "name=\"key\" value=\"",
      "value=\"2006-10-27\"", "transferencia 123", "maria (web 192.168.1.20)",
    ] { #expect(html.contains(text), "\(text)") }
    // The running balance: before, after each payment, after the calls.
    for sum in ["$ 100", "$ 50.100", "$ 45.100", "$ 44.873"] {
      #expect(html.contains(" data-label=\"Saldo\">\(sum)</td>"), "\(sum)")
    }
    #expect(
      html.contains(
        "<td class=\"figure\">−$ 227</td><td class=\"figure\" data-label=\"Saldo\">$ 44.873</td></tr>"
      ))
    #expect(try self.html("en").contains("Movements: October 2006"))
    // On the day they were written down, whatever day they were paid on.
    #expect(!html.contains("jue 26-10-2006"))
  }

  @Test func `what is asked for stands right below the balance, before what was paid`() throws {
    let html = try html()
    let places = [
      "class=\"sum\"", "action=\"/balance/pay\"", "id=\"payments\"", "id=\"statement\"",
    ].map { html.firstRange(of: $0)?.lowerBound }
    #expect(places == places.compactMap { $0 }.sorted())
  }

  @Test(arguments: [0, -1])
  func `that there are more payments than are shown is said`(more: Int) throws {
    var figures = figures
    let count = StatementFigures.paymentLimit + more
    figures.payments = Array(repeating: payments[1], count: count)
    let html = try money.page("/balance?month=2006-10", .statement(figures)).text
    #expect(html.contains("Se muestran los primeros 500 pagos.") == (more == 0))
  }

  @Test func `the month asks for its own days, by the shop's calendar`() throws {
    let asked = try money.request(money.get("/balance?month=2006-02"))
    guard case .statement(let days) = asked else {
      Issue.record("\(asked)")
      return
    }
    #expect(days.count == 28)
    let first = try #require(CalendarDay("2006-02-01"))
    #expect(days.first?.lowerBound == ShopDay.startOfSystem(first))
    #expect(zip(days, days.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
  }

  @Test(arguments: ["2006-13", "2006-11", "1999-12", "octubre", "2006-10-27", ""])
  func `a month that is none, or has not begun, is answered`(month: String) throws {
    let response = try money.page(money.get("/balance?month=\(month)"), .ledger(.done))
    #expect(response.status == .badRequest)
    #expect(response.text.contains("2000-01 a 2006-10"))
  }

  @Test func `a payment is asked of the core as it was typed, once`() throws {
    let body = "amount=%24+50.000&date=2006-10-26&reference=+transf.+9+&key=ab12"
    let answer = try money.sent("/balance/pay", body)
    guard case .later(let action, _) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(
      action
        == .pay(
          amount: pesos(50_000), reference: "transf. 9", paidOn: CalendarDay("2006-10-26"),
          key: "ab12"))
    let done = try money.page(answer, .outcome(.done))
    #expect(done.status == .seeOther)
    #expect(done["Location"] == "/balance?done=saved")
    let refused = try money.page(answer, .outcome(.keyTaken))
    #expect(refused.status == .conflict)
    #expect(refused.text.contains("value=\"$ 50.000\""))
    #expect(refused.text.contains("value=\"ab12\""))
  }

  @Test(arguments: [
    ("amount=&date=2006-10-26&key=1", "amount", "No es un monto"),
    ("amount=1.50&date=2006-10-26&key=1", "amount", "No es un monto"),
    ("amount=0&date=2006-10-26&key=1", "amount", "no puede ser cero"),
    ("amount=-5000&date=2006-10-26&key=1", "reference", "dice por qué"),
    ("amount=5000&date=2006-10-28&key=1", "date", "No es un día"),
    ("amount=5000&date=1999-10-28&key=1", "date", "No es un día"),
    ("amount=5000&date=26-10-2006&key=1", "date", "No es un día"),
    (
      "amount=5000&date=2006-10-26&reference=\(String(repeating: "x", count: 121))&key=1",
      "reference", "120"
    ),
  ])
  func `what is wrong in the form is said at its field, and nothing is asked`(
    body: String, field: String, words: String
  ) throws {
    let response = try money.page(money.sent("/balance/pay", body), .outcome(.done))
    #expect(response.status == .badRequest)
    let fault = response.text.split(separator: "id=\"fault-\(field)\">").last ?? ""
    #expect(fault.prefix(120).contains(words), "\(fault.prefix(120))")
    #expect(response.text.contains("aria-describedby=\"help-\(field) fault-\(field)\""))
    #expect(response.text.contains("value=\"1\""))
    #expect(money.source.asked.isEmpty)
  }

  /// Of 1856.
  @Test func `a correction that leaves nothing is asked for once more`() throws {
    let body = "amount=-1.856&date=2006-10-26&reference=doble&key=1"
    let response = try money.page(money.sent("/balance/pay", body), .outcome(.done))
    #expect(response.status == .badRequest)
    #expect(response.text.contains("id=\"fault-sure\">No queda saldo después"))
    #expect(response.text.contains("value=\"-1.856\""))
    #expect(money.source.asked.isEmpty)
    for sent in ["\(body)&sure=yes", body.replacing("1.856", with: "1.855")] {
      guard case .later(.pay, _) = try money.sent("/balance/pay", sent) else {
        Issue.record("\(sent)")
        return
      }
    }
  }

  @Test func `a form without its key pays nothing`() throws {
    let response = try money.page(
      money.sent("/balance/pay", "amount=5000&date=2006-10-26"), .outcome(.done))
    #expect(response.status == .badRequest)
    #expect(response.text.contains("cárguelo de nuevo"))
  }

  @Test func `the warning is set, taken away, and refused where it is none`() throws {
    let set = try money.sent("/balance/warning", "below=5.000")
    #expect(try money.request(set) == .setBalanceWarning(pesos(5_000)))
    #expect(try money.page(set, .ledger(.done)).status == .seeOther)
    let fault = try money.page(set, .ledger(.refused(.notStored("disk full"))))
    #expect(fault.status == .serviceUnavailable)
    #expect(fault.text.contains("disk full"))
    #expect(
      try money.request(money.sent("/balance/warning", "below=")) == .setBalanceWarning(nil))
    for wrong in ["0", "-1", "mil"] {
      let response = try money.page(
        money.sent("/balance/warning", "below=\(wrong)"), .ledger(.done))
      #expect(response.status == .badRequest)
      #expect(response.text.contains("fault-below"))
    }
  }

  @Test func `the warning that holds is read back with its points`() throws {
    var money = money
    money.desk.shop = ShopState(
      snapshot: shop(balance: pesos(1_856)), isStale: false, balanceWarning: pesos(1_234_567))
    let html = try money.page("/balance?month=2006-10", .statement(figures)).text
    #expect(html.contains("value=\"1.234.567\""))
    for (micros, text) in [
      (1_856_000_000, "1.856"), (999_000_000, "999"), (1_234_500_000, "1.234,5"),
    ] {
      let amount = Money(micros: Int64(micros))
      #expect(TypedAmount.text(amount) == text)
      #expect(TypedAmount.text(.zero - amount) == "-\(text)")
      #expect(TypedAmount.read(text, decimals: 1, symbol: "$") == amount)
    }
    #expect(TypedAmount.text(Money(micros: -500_000)) == "-0,5")
  }

  @Test func `every page warns of a low balance, and the owner has the way to pay`() throws {
    func band(_ balance: Int64, warning: Money?, _ visitor: Visitor? = nil) throws -> String {
      var desk = Desk()
      if let visitor { desk.visitor = visitor }
      desk.source.people.holds(visitor == nil ? [] : [maria, pedro])
      desk.shop = ShopState(
        snapshot: shop(balance: pesos(balance)), isStale: false, balanceWarning: warning)
      return try desk.get("/calls").text
    }
    let low = "data-alarm=\"low\">"
    let gone = "data-alarm=\"gone\">"
    let before = try band(1_856, warning: pesos(1_856))
    #expect(!before.contains(low) && !before.contains(gone))
    let after = try band(1_855, warning: pesos(1_856))
    #expect(after.contains(low) && after.contains(" data-low>"))
    #expect(after.contains("<a href=\"/balance\">Notificar pago</a>"))
    #expect(try !band(1_855, warning: nil).contains(low))
    let empty = try band(0, warning: pesos(1_856))
    #expect(empty.contains(gone) && !empty.contains(low))
    let cashier = Visitor.user(
      Session(user: pedro, formToken: "c1"), address: "192.168.1.21")
    let told = try band(1, warning: pesos(2), cashier)
    #expect(told.contains(low) && told.contains("Avise al dueño."))
    #expect(!told.contains("href=\"/balance\""))
  }

  @Test func `programs and live pages are told of it too`() throws {
    let low = ShopState(
      snapshot: shop(balance: pesos(500)), isStale: false, balanceWarning: pesos(1_000))
    var desk = Desk()
    desk.shop = low
    #expect(
      try desk.get("/api/v1/shop").text.contains(
        #""balance":"500","balanceReserved":"0","balanceWarning":"1000","balanceLow":true"#))
    var enough = low
    enough.balanceWarning = nil
    let event = try #require(
      ShopEvents.change(from: enough, to: low, at: manualTime, in: .spanish))
    #expect(String(decoding: event, as: UTF8.self).contains(#""balanceLow":true"#))
    #expect(ShopEvents.change(from: low, to: low, at: manualTime, in: .spanish) == nil)
    #expect(
      try desk.get("/api/v1/balance-warning").text == #"{"amount":"1000"}"#)
  }

  @Test func `a program sets the warning and reads a month`() throws {
    let json = "Content-Type: application/json\r\n"
    func ask(_ body: String) throws -> RequestHandler.Answer {
      try money.desk.post("/api/v1/balance-warning", json, body: body)
    }
    #expect(
      try money.request(ask(#"{"amount":"5000"}"#)) == .setBalanceWarning(pesos(5_000)))
    #expect(try money.request(ask(#"{"amount":""}"#)) == .setBalanceWarning(nil))
    for wrong in [#"{"amount":"0"}"#, #"{"amount":"1.5"}"#, #"{"amount":5}"#, "{}"] {
      #expect(try money.page(ask(wrong), .ledger(.done)).status == .badRequest)
    }
    let statement = try money.page("/api/v1/statement?month=2006-10", .statement(figures)).text
    #expect(
      statement.contains(
        """
        "month":"2006-10","opening":"100","closing":"44873","paid":"45000","cost":"227",\
        "days":[{"day":"2006-10-27","cost":"227"}],"payments":[{"number":1,
        """.replacing("\n", with: "")))
  }

  @Test func `payments come by pages`() throws {
    let many = (1...120).map { number in
      PaymentListRow(
        number: Int64(121 - number), at: WallTime(milliseconds: 0), amount: pesos(1),
        reference: "r", actor: "")
    }
    money.source.holds(payments: many)
    let first = try money.desk.get("/balance/payments").text
    func numbers(_ text: String) -> [String] {
      text.matches(of: #/id="payment-(\d+)"/#).map { String($0.1) }
    }
    #expect(numbers(first) == (71...120).reversed().map(String.init))
    #expect(first.contains("aria-disabled=\"true\">Los más nuevos</span>"))
    #expect(first.contains("aria-disabled=\"true\">Anterior</span>"))
    #expect(first.contains("href=\"/balance/payments?before=71&amp;\">Siguiente</a>"))
    #expect(!first.contains("class=\"sizes\""))
    let last = try money.desk.get("/balance/payments?before=21").text
    #expect(numbers(last) == (1...20).reversed().map(String.init))
    #expect(last.contains("aria-disabled=\"true\">Siguiente</span>"))
    #expect(last.contains("href=\"/balance/payments?\">Los más nuevos</a>"))
    #expect(last.contains("href=\"/balance/payments?after=20&amp;\">Anterior</a>"))
    // The way back leads over the same payments, up to the newest.
    let back = try money.desk.get("/balance/payments?after=20").text
    #expect(numbers(back) == (21...70).reversed().map(String.init))
    #expect(back.contains("href=\"/balance/payments?after=70&amp;\">Anterior</a>"))
    #expect(back.contains("href=\"/balance/payments?before=21&amp;\">Siguiente</a>"))
    let top = try money.desk.get("/balance/payments?after=70").text
    #expect(numbers(top) == numbers(first))
    #expect(top.contains("aria-disabled=\"true\">Anterior</span>"))
    for wrong in ["before=x", "after=0", "before=3&after=2"] {
      #expect(try money.desk.get("/balance/payments?\(wrong)").status == .badRequest)
    }
    money.source.failsToRead()
    #expect(try money.desk.get("/balance/payments").status == .serviceUnavailable)
  }

  @Test func `the ledger's refusal is an error page, for programs an error`() throws {
    let refusal = LedgerAnswer.refused(.unreadable("the reader is closed"))
    let page = try money.page("/balance", refusal)
    #expect(page.status == .serviceUnavailable)
    #expect(page.text.contains("the reader is closed"))
    let program = try money.page("/api/v1/statement", refusal)
    #expect(program.status == .serviceUnavailable)
    #expect(program.text.hasPrefix(#"{"error":"list_unreadable""#))
  }

  @Test func `each phrase is there in both languages`() {
    for words in MoneyPhrase.allCases.map(\.words) + ReportPhrase.allCases.map(\.words)
      + AuditPhrase.allCases.map(\.words)
    {
      #expect(!words.spanish.isEmpty && !words.english.isEmpty)
      #expect(words.spanish != words.english || words.spanish == "Total", "\(words)")
    }
  }
}
