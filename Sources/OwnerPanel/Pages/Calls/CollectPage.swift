import BoothControl
import Notation
import Rating

/// «Cobrar»: what a booth's customer owes, what he hands over and what he gets back of it.
struct CollectPage: AnsweredPage {
  var source: any PanelSource
  var booth: BoothNumber
  /// As it was typed.
  var received = ""
  /// Of this form: sent twice, it collects once.
  var key = MoneyForm.newKey()

  static func path(of booth: BoothNumber) -> String {
    "/booths/\(PercentEncoding.text(booth.text))/collect"
  }

  func html(
    _ context: PageContext, fault: CallPhrase? = nil, refused: Outcome? = nil
  ) throws(Outcome) -> HTML {
    let say = context.say
    guard let snapshot = context.shop?.booth(booth) else { throw .noSuchBooth(booth.text) }
    let calls = try Reading.of(source) { try $0.uncollected(of: booth) }
    let frame = PageFrame(
      context: context, title: say(CallPhrase.collect),
      addressForLanguage: "\(Self.path(of: booth))?", script: .till)
    return frame.page(
      """
      <div class="bar">
      <h1>\(say(CallPhrase.collect))</h1>
      <p class="summary">\(snapshot.name) · \(snapshot.number.text)</p>
      <p class="tools"><a class="button" href="/tickets?booth=\(PercentEncoding.text(booth.text))">\
      \(say(CallPhrase.allOfBooth))</a></p>
      </div>
      \(MoneyForm.problem(refused, context))\(warnings(snapshot, calls, context))\
      \(snapshot.account.isEmpty
        ? nothingDue(context)
        : """
        <div class="counter">
        \(canCollect(snapshot, context)
          ? form(snapshot, context, fault)
          : "<p class=\"after\">\(context.toPanel(booth))</p>")\
        <section aria-label="\(say(CallPhrase.oneByOne))">\
        \(CallTable(context: context, showsBooth: false).html(calls),
          when: !calls.isEmpty)</section>
        </div>
        """)
      """)
  }

  /// No form that would be refused.
  private func canCollect(_ snapshot: BoothSnapshot, _ context: PageContext) -> Bool {
    context.shop?.isStale == false && CardLink.collect.isOffered(on: snapshot)
  }

  private func nothingDue(_ context: PageContext) -> HTML {
    """
    <p class="none">\(context.say(CallPhrase.nothingDue))</p>
    <p class="after"><a class="button" href="/">\(context.say(CallPhrase.toPanel))</a></p>
    """
  }

  /// What is to be known before the money is taken.
  private func warnings(
    _ snapshot: BoothSnapshot, _ calls: [CallListRow], _ context: PageContext
  ) -> HTML {
    let say = context.say
    var warnings: [HTML] = []
    if context.shop?.isStale == true { warnings.append("\(say(CallPhrase.accountOld))") }
    if calls.contains(where: \.isToReview) {
      warnings.append(
        context.visitor.may(.owner)
          ? "\(say(CallPhrase.flagged)) <a href=\"/reviews\">\(say(CallPhrase.seeReviews))</a>"
          : "\(say(CallPhrase.flagged)) \(say(CallPhrase.flaggedForCashier))")
    }
    if snapshot.call?.isLive == true, snapshot.call?.price != nil {
      let isPrepaid = snapshot.account.isPrepaid && snapshot.call?.isCharged == true
      warnings.append("\(say(isPrepaid ? CallPhrase.talksOnCredit : .inCall))")
    }
    return "\(warnings.map { "<p class=\"warning\">\($0)</p>\n" as HTML })"
  }

  private func form(
    _ snapshot: BoothSnapshot, _ context: PageContext, _ fault: CallPhrase?
  ) -> HTML {
    let (say, due) = (context.say, snapshot.due)
    let currency = context.currency
    let button =
      due > .zero
      ? "\(say(CallPhrase.collect)) \(currency.amount(due))"
      : say(CallPhrase.close)
    return """
      <form class="sheet" method="post" action="\(Self.path(of: booth))" \
      data-due="\(Int(due.micros))" data-decimals="\(currency.decimals)" \
      data-symbol="\(currency.symbol)" data-back="\(say(CallPhrase.change))" \
      data-missing="\(say(CallPhrase.missing))">
      \(context.hiddenToken)\
      <button class="unseen" tabindex="-1" aria-hidden="true">\(button)</button>
      <input type="hidden" name="key" value="\(key)" autocomplete="off">
      <input type="hidden" name="expected" value="\(due.decimalText)">
      \(AccountSums(account: snapshot.account, payable: due + snapshot.account.credit)
        .html(context))\
      \(due > .zero ? payment(due, context, fault) : "")\
      <p class="buttons"><button class="main">\(button)</button>\
      \(context.toPanel(booth))</p>
      </form>

      """
  }

  private func payment(_ due: Money, _ context: PageContext, _ fault: CallPhrase?) -> HTML {
    let say = context.say
    let quick = MoneyForm.handy(for: due, in: context.currency)
    return """
      \(FormField(
        name: "received", label: say(CallPhrase.received), kind: .amount, value: received,
        help: say(CallPhrase.receivedHelp), fault: fault.map { say($0) } ?? "", longest: 20,
        hasFocus: true
      ).html)\
      \(MoneyForm.quick(quick, in: context))\
      \(change(of: due, context))
      <p class="quick"><button name="do" value="count" data-count>\(say(CallPhrase.count))</button></p>

      """
  }

  private func change(of due: Money, _ context: PageContext) -> HTML {
    let (say, currency) = (context.say, context.currency)
    let change = MoneyForm.read(received, currency).map { $0 - due }
    let isMissing = change.map { $0 < .zero } ?? false
    let sum = change.map { currency.amount($0 < .zero ? .zero - $0 : $0) } ?? CardView.nothing
    return """
      <p class="change" role="status" data-change\(attribute: "data-missing", when: isMissing)>\
      <span>\(say(isMissing ? CallPhrase.missing : .change))</span> <strong>\(sum)</strong></p>
      """
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .outcome(let outcome) = answer else { throw .noAnswer }
    if case .collected(let ticket) = outcome {
      return context.seeOther("/tickets/\(ticket.number)", .collected)
    }
    var page = self
    if outcome == .keyTaken { page.key = MoneyForm.newKey() }
    return context.response(try page.html(context, refused: outcome), outcome.status)
  }
}

/// What collecting and taking deposits have alike.
enum MoneyForm {
  /// The keys of one form and another are never the same.
  static func newKey() -> String { String(SessionTable.secret().prefix(32)) }

  /// Why it was not done; of a form that was sent before, in the words of who sent it.
  static func problem(_ outcome: Outcome?, _ context: PageContext) -> HTML {
    guard outcome == .keyTaken else { return context.problemBox(outcome) }
    return """
      <div class="problem" role="alert"><p>\(context.say(CallPhrase.sentBefore))</p></div>

      """
  }

  static func read(_ text: String, _ currency: AmountFormat) -> Money? {
    TypedAmount.read(text, decimals: currency.decimals, symbol: currency.symbol)
  }

  /// Sums that people hand over for `due`: the next ones above it that coins and notes make.
  static func handy(for due: Money, in currency: AmountFormat) -> [Money] {
    var sums: [Money] = []
    for note in notes(of: currency) {
      let count = (due.micros + note.micros - 1) / note.micros
      let sum = Money(micros: count * note.micros)
      if sum != due, !sums.contains(sum) { sums.append(sum) }
    }
    return sums.sorted()
  }

  /// Coins and notes that are at hand in any shop; smaller money has larger figures.
  static func notes(of currency: AmountFormat) -> [Money] {
    let units: [Int64] =
      currency.decimals == 0 ? [500, 1000, 2000, 5000, 10_000, 20_000] : [1, 2, 5, 10, 20, 50]
    return units.map { Money(micros: $0 * 1_000_000) }
  }

  /// Buttons that fill the field; without the script the form comes back with it filled.
  static func quick(_ sums: [Money], in context: PageContext) -> HTML {
    """
    <p class="quick">\(sums.map { sum in
      """
      <button name="sum" value="\(TypedAmount.plain(sum))">\(context.currency.amount(sum))</button>
      """ as HTML
    })</p>

    """
  }
}
