import BoothControl
import Notation
import Rating

/// «Notificar pago»: what was typed, and what is wrong with it.
struct PaymentForm: Hashable, Sendable {
  var amount = ""
  var day = ""
  var reference = ""
  /// Made when the form is shown, so that sending it twice pays once.
  var key = ""
  /// That nobody will be able to call after it is meant.
  var isSure = false
  private var isSureMissing = false
  private var amountFault: MoneyPhrase?
  private var dayFault: MoneyPhrase?
  private var referenceFault: MoneyPhrase?
  private(set) var keyFault: MoneyPhrase?

  /// An empty one.
  init(today: CalendarDay) {
    day = today.description
    key = String(SessionTable.secret().prefix(32))
  }

  init(_ form: Form) {
    amount = form["amount"]
    day = form["date"]
    reference = form["reference"]
    key = form["key"]
    isSure = form.has("sure")
  }

  /// What is to be done; nil: something is wrong, and said. `balance`: as it is now; a correction that
  /// leaves nothing of it ends calls, and is asked for once more.
  mutating func action(
    decimals: Int, symbol: String, today: CalendarDay, balance: Money?
  ) -> OwnerAction? {
    let money = TypedAmount.read(amount, decimals: decimals, symbol: symbol)
    amountFault = money == nil ? .notAnAmount : money == .zero ? .notZero : nil
    let paidOn = CalendarDay(day)
    dayFault = paidOn.map { $0.year >= 2000 && $0 <= today } == true ? nil : .notADay
    if let money, money < .zero, reference.isEmpty {
      referenceFault = .referenceMissing
    } else if (try? RequestBody.words(reference, Words("referencia", "reference"))) == nil {
      referenceFault = .badReference
    }
    keyFault = key.isEmpty || (try? RequestBody.key(key)) == nil ? .notAKey : nil
    guard let money, let paidOn, amountFault == nil, dayFault == nil, referenceFault == nil,
      keyFault == nil
    else { return nil }
    isSureMissing = !isSure && money < .zero && balance.map { $0 + money <= .zero } == true
    guard !isSureMissing else { return nil }
    return .pay(amount: money, reference: reference, paidOn: paidOn, key: key)
  }

  func html(_ context: PageContext, hasFocus: Bool) -> HTML {
    let say = context.say
    let sure = FormField(
      name: "sure", label: say(MoneyPhrase.sure), kind: .check, value: isSure ? "yes" : "",
      fault: isSureMissing ? say(MoneyPhrase.sureMissing) : "", hasFocus: isSureMissing)
    func words(_ fault: MoneyPhrase?) -> String { fault.map { say($0) } ?? "" }
    let first = amountFault != nil ? 0 : dayFault != nil ? 1 : referenceFault != nil ? 2 : 0
    return context.form(
      to: "/balance/pay",
      """
      <h2>\(say(MoneyPhrase.notifyPayment))</h2>
      <p class="lead">\(say(MoneyPhrase.notifyLead))</p>
      <input type="hidden" name="key" value="\(key)">
      <div class="columns">
      \(FormField(
        name: "amount", label: say(MoneyPhrase.amount), kind: .amount, value: amount,
        help: say(MoneyPhrase.amountHelp), fault: words(amountFault), isRequired: true,
        longest: 24, hasFocus: hasFocus && first == 0 && !isSureMissing
      ).html)\
      \(FormField(
        name: "date", label: say(MoneyPhrase.paidOn), kind: .date, value: day,
        help: say(MoneyPhrase.paidOnHelp), fault: words(dayFault), isRequired: true, longest: 10,
        hasFocus: hasFocus && first == 1
      ).html)</div>
      \(FormField(
        name: "reference", label: say(MoneyPhrase.reference), value: reference,
        help: say(MoneyPhrase.referenceHelp), fault: words(referenceFault),
        hasFocus: hasFocus && first == 2
      ).html)\
      \(isSureMissing || isSure ? sure.html : "")\
      <p class="buttons"><button class="main">\(say(MoneyPhrase.savePayment))</button></p>

      """)
  }
}

/// The form alone: what comes of one that was not taken.
struct PaymentFormPage: AnsweredPage {
  var form: PaymentForm

  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(MoneyPhrase.notifyPayment), addressForLanguage: "/balance/pay?",
      section: .balance)
    let keyFault: HTML =
      form.keyFault.map {
        "<div class=\"problem\" role=\"alert\"><p>\(say($0))</p></div>\n" as HTML
      } ?? ""
    return frame.page(
      """
      <div class="bar"><h1>\(say(.funds))</h1></div>
      \(context.problemBox(refused))\(keyFault)\
      \(form.html(context, hasFocus: true))\
      <p><a href="/balance">\(say(MoneyPhrase.statement))</a></p>
      """)
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .outcome(let outcome) = answer else { throw .noAnswer }
    guard !outcome.isDone else { return context.seeOther("/balance", .saved) }
    return context.response(html(context, refused: outcome), outcome.status)
  }
}
