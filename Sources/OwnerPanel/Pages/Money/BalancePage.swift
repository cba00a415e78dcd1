import BoothControl
import Notation
import Rating

/// «Saldo»: what there is, what was paid, what moved in a month.
struct BalancePage: AnsweredPage {
  /// Its first day.
  var month: CalendarDay
  var days: [CalendarDay]
  /// The latest, newest first.
  var payments: [PaymentListRow]

  /// Of the latest payments on this page.
  static let paymentCount = 5

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .statement(let figures) = try answer.ledger() else { throw .noAnswer }
    return context.response(html(context, figures))
  }

  func html(_ context: PageContext, _ figures: StatementFigures) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(.funds),
      addressForLanguage: "/balance?month=\(month.monthText)&", section: .balance)
    return frame.page(
      """
      <div class="bar"><h1>\(say(.funds))</h1></div>
      <div class="purse">
      \(balance(context))\
      \(PaymentForm(today: context.today).html(context, hasFocus: false))\
      <section class="sheet" aria-labelledby="payments">
      <h2 id="payments">\(say(MoneyPhrase.latestPayments))</h2>
      \(PaymentTable(payments).html(context))\
      <p><a href="/balance/payments">\(say(MoneyPhrase.allPayments))</a></p>
      </section>
      \(WarningForm(context.shop?.balanceWarning).form(context))</div>
      \(statement(context, figures))
      """)
  }

  private func balance(_ context: PageContext) -> HTML {
    let say = context.say
    guard let shop = context.shop, let balance = shop.snapshot.balance else {
      return """
        <section class="sheet held"><h2>\(say(MoneyPhrase.noBalance))</h2>
        <p>\(say(MoneyPhrase.noBalanceLead))</p></section>

        """
    }
    let currency = context.currency
    let reserved = shop.snapshot.reserved
    let warning =
      shop.balanceWarning.map { "\(say(MoneyPhrase.warnsBelow)) \(currency.amount($0))" }
      ?? say(MoneyPhrase.warnOff)
    return """
      <section class="sheet held" aria-label="\(say(.balance))"\
      \(attribute: "data-gone", when: shop.isBalanceGone)\
      \(attribute: "data-low", when: shop.isBalanceLow)>
      <p class="label">\(say(.balance))</p>
      <p class="sum">\(currency.amount(balance))</p>
      <dl class="facts">
      <dt>\(say(MoneyPhrase.reserved))</dt><dd>\(currency.amount(reserved)) \
      \(say(MoneyPhrase.reservedHelp))</dd>
      <dt>\(say(MoneyPhrase.available))</dt><dd>\(currency.amount(balance - reserved))</dd>
      </dl>
      <p class="help">\(warning)</p>
      </section>

      """
  }

  // MARK: A month

  private func statement(_ context: PageContext, _ figures: StatementFigures) -> HTML {
    let say = context.say
    let rows = self.rows(context, figures)
    return """
      <section class="paper" aria-labelledby="statement">
      <div class="bar"><h2 id="statement">\(say(MoneyPhrase.statement)): \
      \(say.month(of: month))</h2>
      <nav class="turn" aria-label="\(say(MoneyPhrase.statement))">\
      \(turn(month.firstOfMonthBefore, .earlierMonth, context))\
      \(turn(month.firstOfNextMonth, .laterMonth, context))</nav></div>
      <p class="lead">\(say(MoneyPhrase.statementLead))</p>
      \("<p class=\"none\">\(say(MoneyPhrase.nothingMoved))</p>\n", when: rows.isEmpty)\
      <table class="list movements" data-cards>
      <thead><tr><th scope="col">\(say(MoneyPhrase.day))</th>\
      <th scope="col">\(say(MoneyPhrase.movement))</th>\
      <th scope="col" class="figure">\(say(MoneyPhrase.amountMoved))</th>\
      \(figure(head: .balanceAfter, context), when: keepsBalance(context))</tr></thead>
      <tbody>
      \(edge(.opening, figures.opening, context), when: keepsBalance(context))\(rows)</tbody>
      \(foot(context, figures))</table>
      \("<p class=\"lead\">\(say(MoneyPhrase.morePayments))</p>\n",
        when: figures.payments.count >= StatementFigures.paymentLimit)</section>
      """
  }

  private func keepsBalance(_ context: PageContext) -> Bool {
    context.shop?.snapshot.balance != nil
  }

  private func figure(head phrase: MoneyPhrase, _ context: PageContext) -> HTML {
    "<th scope=\"col\" class=\"figure\">\(context.say(phrase))</th>"
  }

  private func turn(
    _ month: CalendarDay?, _ phrase: MoneyPhrase, _ context: PageContext
  ) -> HTML {
    let isThere = month.map { $0.year >= 2000 && $0 <= context.today } ?? false
    return PagerLink(
      text: context.say(phrase),
      address: month.flatMap { isThere ? "/balance?month=\($0.monthText)#statement" : nil }
    ).html
  }

  /// The balance before the first movement.
  private func edge(_ phrase: MoneyPhrase, _ sum: Money, _ context: PageContext) -> HTML {
    """
    <tr><td></td><td>\(context.say(phrase))</td><td></td>\
    <td class="figure" data-label="\(context.say(MoneyPhrase.balanceAfter))">\
    \(context.currency.amount(sum))</td></tr>

    """
  }

  private func rows(_ context: PageContext, _ figures: StatementFigures) -> [HTML] {
    var balance = figures.opening
    var rows: [HTML] = []
    let payments = Dictionary(grouping: figures.payments) {
      CalendarDay(context.localTime($0.at))
    }
    for (day, cost) in zip(days, figures.costs) {
      for payment in payments[day] ?? [] {
        balance = balance + payment.amount
        rows.append(row(day, words(payment, context.say), payment.amount, balance, context))
      }
      guard cost != .zero else { continue }
      balance = balance - cost
      rows.append(
        row(day, context.say(MoneyPhrase.callsOfDay), .zero - cost, balance, context))
    }
    return rows
  }

  private func words(_ payment: PaymentListRow, _ say: Language) -> String {
    let kind = say(payment.amount < .zero ? MoneyPhrase.correction : .paymentMoved)
    return payment.reference.isEmpty ? kind : "\(kind): \(payment.reference)"
  }

  private func row(
    _ day: CalendarDay, _ words: String, _ amount: Money, _ balance: Money, _ context: PageContext
  ) -> HTML {
    """
    <tr><th scope="row" class="date">\(context.say.day(day))</th><td>\(words)</td>\
    <td class="figure">\(context.currency.amount(amount))</td>\
    \("""
      <td class="figure" data-label="\(context.say(MoneyPhrase.balanceAfter))">\
      \(context.currency.amount(balance))</td>
      """, when: keepsBalance(context))</tr>

    """
  }

  private func foot(_ context: PageContext, _ figures: StatementFigures) -> HTML {
    let say = context.say
    let currency = context.currency
    let cost = figures.costs.reduce(Money.zero, +)
    func line(_ phrase: MoneyPhrase, _ amount: String, _ balance: String) -> HTML {
      """
      <tr><td></td><td>\(say(phrase))</td><td class="figure">\(amount)</td>\
      \("<td class=\"figure\">\(balance)</td>", when: keepsBalance(context))</tr>

      """
    }
    return """
      <tfoot>
      \(line(.totalPaid, currency.amount(figures.paid), ""))\
      \(line(.totalCost, currency.amount(.zero - cost), ""))\
      \(line(.closing, "", currency.amount(figures.closing)), when: keepsBalance(context))</tfoot>

      """
  }
}

extension PanelAnswer {
  /// What the ledger answered; throws why it did not.
  func ledger() throws(Outcome) -> LedgerAnswer {
    switch self {
    case .ledger(.refused(let refusal)): throw Outcome(refusal)
    case .ledger(let answer): return answer
    case .outcome(let outcome): throw outcome
    case .access: throw .noAnswer
    }
  }
}
