import BoothControl
import Notation
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
  /// One more than a page has, where there are others.
  var payments: [PaymentListRow]
  var place: ListPlace

  static let size = 50

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(MoneyPhrase.payments),
      addressForLanguage: address(place), section: .balance)
    // The one more is at the far end.
    let isBack = place.after != nil
    let shown = Array(isBack ? payments.suffix(Self.size) : payments.prefix(Self.size))
    let numbers = shown.map(\.number)
    let next = payments.count > shown.count ? (isBack ? numbers.first : numbers.last) : nil
    let turns = ListTurns(at: place, numbers, next: next)
    return frame.page(
      """
      <div class="bar"><h1>\(say(MoneyPhrase.payments))</h1>
      <p class="tools"><a class="button" href="/balance">\(say(.funds))</a></p></div>
      \(PaymentTable(shown).html(context))\
      \(Pager(links: turns.links(say, at: place, address: address)).html(context))
      """)
  }

  private func address(_ place: ListPlace) -> String {
    "/balance/payments?" + (place.parameter.map { "\($0.name)=\($0.value)&" } ?? "")
  }
}
