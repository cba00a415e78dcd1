import BoothControl
import Notation
import Rating

/// «Crédito»: a customer pays before he calls.
struct CreditPage: AnsweredPage {
  var booth: BoothNumber
  /// As it was typed.
  var amount = ""
  /// Of this form: sent twice, it is one deposit.
  var key = MoneyForm.newKey()

  static func path(of booth: BoothNumber) -> String {
    "/booths/\(PercentEncoding.text(booth.text))/credit"
  }

  func html(
    _ context: PageContext, fault: CallPhrase? = nil, refused: Outcome? = nil
  ) throws(Outcome) -> HTML {
    let say = context.say
    guard let snapshot = context.shop?.booth(booth) else { throw .noSuchBooth(booth.text) }
    let frame = PageFrame(
      context: context, title: say(CallPhrase.credit),
      addressForLanguage: "\(Self.path(of: booth))?", script: .till)
    return frame.page(
      """
      <div class="bar">
      <h1>\(say(CallPhrase.credit))</h1>
      <p class="summary">\(snapshot.name) · \(snapshot.number.text)</p>
      </div>
      <p class="lead">\(say(CallPhrase.creditLead))</p>
      \(MoneyForm.problem(refused, context))\(content(snapshot, context, fault))
      """)
  }

  /// No form that would be refused.
  private func content(
    _ snapshot: BoothSnapshot, _ context: PageContext, _ fault: CallPhrase?
  ) -> HTML {
    guard context.shop?.isStale == true || !CardLink.credit.isOffered(on: snapshot) else {
      return context.form(to: Self.path(of: booth), fields(snapshot, context, fault))
    }
    return """
      \(warning(snapshot, context))\
      <p class="after">\(context.toPanel(booth))</p>
      """
  }

  private func warning(_ snapshot: BoothSnapshot, _ context: PageContext) -> HTML {
    let say = context.say
    if context.shop?.isStale == true {
      return "<p class=\"warning\">\(say(CallPhrase.accountOld))</p>\n"
    }
    guard snapshot.due > .zero else {
      let why = snapshot.state == .removed ? CallPhrase.removed : .talking
      return "<p class=\"warning\">\(say(why))</p>\n"
    }
    return """
      <p class="warning">\(say(CallPhrase.closesFirst)) \
      <a href="\(CollectPage.path(of: booth))">\(say(CallPhrase.collect))</a></p>

      """
  }

  private func fields(
    _ snapshot: BoothSnapshot, _ context: PageContext, _ fault: CallPhrase?
  ) -> HTML {
    let say = context.say
    return """
      <button class="unseen" tabindex="-1" aria-hidden="true">\(say(CallPhrase.deposit))</button>
      <input type="hidden" name="key" value="\(key)" autocomplete="off">
      \(standing(snapshot.account, context))\
      \(FormField(
        name: "amount", label: say(CallPhrase.amount), kind: .amount, value: amount,
        help: snapshot.account.isPrepaid ? say(CallPhrase.amountHelp) : "",
        fault: fault.map { say($0) } ?? "", isRequired: false, longest: 20, hasFocus: true
      ).html)\
      \(MoneyForm.quick(MoneyForm.notes(of: context.currency), in: context))\
      <p class="buttons"><button class="main">\(say(CallPhrase.deposit))</button>\
      \(context.toPanel(booth))</p>

      """
  }

  private func standing(_ account: BoothAccount, _ context: PageContext) -> HTML {
    guard account.isPrepaid else { return "" }
    let (say, currency) = (context.say, context.currency)
    return """
      <dl class="sums">
      <div><dt>\(say(CallPhrase.creditNow))</dt><dd>\(currency.amount(account.credit))</dd></div>
      <div><dt>\(say(CallPhrase.spent))</dt><dd>\(currency.amount(account.charged))</dd></div>
      <div class="due"><dt>\(say(CallPhrase.left))</dt>\
      <dd>\(currency.amount(account.left))</dd></div>
      </dl>

      """
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .outcome(let outcome) = answer else { throw .noAnswer }
    if outcome == .done { return context.seeOther(Self.path(of: booth), .credited) }
    var page = self
    if outcome == .keyTaken { page.key = MoneyForm.newKey() }
    return context.response(try page.html(context, refused: outcome), outcome.status)
  }
}
