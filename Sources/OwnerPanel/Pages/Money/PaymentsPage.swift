import BoothControl
import Rating

/// Payments to the provider as a table.
struct PaymentTable {
  var payments: [PaymentListRow]

  init(_ payments: [PaymentListRow]) { self.payments = payments }

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    guard !payments.isEmpty else { return "<p class=\"none\">\(say(MoneyPhrase.noPayments))</p>\n" }
    return """
      <table class="list" data-cards>
      <thead><tr><th scope="col">\(say(MoneyPhrase.paid))</th>\
      <th scope="col" class="figure">\(say(MoneyPhrase.amount))</th>\
      <th scope="col">\(say(MoneyPhrase.reference))</th>\
      <th scope="col">\(say(MoneyPhrase.written))</th></tr></thead>
      <tbody>
      \(payments.map { row($0, context) })</tbody>
      </table>

      """
  }

  private func row(_ payment: PaymentListRow, _ context: PageContext) -> HTML {
    let say = context.say
    let written = context.localTime(payment.at)
    let isCorrection = payment.amount < .zero
    return """
      <tr id="payment-\(Int(payment.number))"><th scope="row" class="day">\
      \(payment.paidOn?.written ?? CalendarDay(written).written)</th>\
      <td class="figure">\(context.currency.amount(payment.amount))</td>\
      <td>\("<span class=\"word\">\(say(MoneyPhrase.correction))</span> ", when: isCorrection)\
      \(payment.reference)</td>\
      <td class="who" data-label="\(say(MoneyPhrase.written))">\(written.text)\
      \(" <span class=\"by\">\(AuditText(context, "payment").actor(payment.actor))</span>", when: !payment.actor.isEmpty)</td></tr>

      """
  }
}

/// «Pagos al proveedor», all of them by pages.
struct PaymentsPage {
  var payments: [PaymentListRow]
  /// The payment before which the page begins; nil: it begins with the newest.
  var before: Int64?

  static let size = 50

  /// `payments`: one more than a page has, where there are more.
  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let start = before.map { "?before=\($0)&" } ?? "?"
    let frame = PageFrame(
      context: context, title: say(MoneyPhrase.payments),
      addressForLanguage: "/balance/payments\(start)", section: .balance)
    let shown = Array(payments.prefix(Self.size))
    return frame.page(
      """
      <div class="bar"><h1>\(say(MoneyPhrase.payments))</h1>
      <p class="tools"><a class="button" href="/balance">\(say(.funds))</a></p></div>
      \(PaymentTable(shown).html(context))\
      <nav class="pager"><p></p><p class="turn">\
      \(link("/balance/payments", .newest, when: before != nil, say))\
      \(link(
        "/balance/payments?before=\(shown.last?.number ?? 1)", .older,
        when: payments.count > shown.count, say))</p></nav>
      """)
  }

  private func link(
    _ address: String, _ phrase: MoneyPhrase, when isThere: Bool, _ say: Language
  ) -> HTML {
    PagerLink(text: say(phrase), address: isThere ? address : nil).html
  }
}
