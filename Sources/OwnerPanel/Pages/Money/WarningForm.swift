import BoothControl
import Notation
import Rating

/// «Aviso de saldo bajo»: the amount below which every page warns.
struct WarningForm: AnsweredPage {
  var amount = ""
  private var fault: MoneyPhrase?

  init(_ warning: Money?) { amount = warning.map(TypedAmount.text) ?? "" }

  init(_ form: Form) { amount = form["below"] }

  /// nil: something is wrong, and said. What is left empty is no warning.
  mutating func request(decimals: Int, symbol: String) -> LedgerRequest? {
    guard !amount.isEmpty else { return .setBalanceWarning(nil) }
    let money = TypedAmount.read(amount, decimals: decimals, symbol: symbol)
    guard let money, money > .zero else {
      fault = .notAbove
      return nil
    }
    return .setBalanceWarning(money)
  }

  func form(_ context: PageContext, hasFocus: Bool = false) -> HTML {
    let say = context.say
    return context.form(
      to: "/balance/warning",
      """
      <h2>\(say(MoneyPhrase.warning))</h2>
      <p class="lead">\(say(MoneyPhrase.warningLead))</p>
      \(FormField(
        name: "below", label: say(MoneyPhrase.warnBelow), kind: .amount, value: amount,
        help: say(MoneyPhrase.warnHelp), fault: fault.map { say($0) } ?? "", longest: 24,
        hasFocus: hasFocus
      ).html)\
      <p class="buttons"><button class="main">\(say(MoneyPhrase.warnSave))</button></p>

      """)
  }

  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(MoneyPhrase.warning), addressForLanguage: "/balance/warning?",
      section: .balance)
    return frame.page(
      """
      <div class="bar"><h1>\(say(.funds))</h1></div>
      \(context.problemBox(refused))\
      \(form(context, hasFocus: true))\
      <p><a href="/balance">\(say(MoneyPhrase.statement))</a></p>
      """)
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.done): return context.seeOther("/balance", .saved)
    case .ledger(.refused(let refusal)):
      let outcome = Outcome(refusal)
      return context.response(html(context, refused: outcome), outcome.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger, .access: throw .noAnswer
    }
  }
}
