import BoothControl
import Notation
import Rating

/// «Tickets», newest first, of some days or of all.
struct TicketsPage {
  var context: PageContext
  var filter: TicketFilter
  /// One more than a page has, where there are others; nil: none were looked for.
  var tickets: [TicketStatement]?

  private var say: Language { context.say }

  var html: HTML {
    let frame = PageFrame(
      context: context, title: say(CallPhrase.tickets),
      addressForLanguage: filter.address(size: filter.size, filter.place),
      section: .calls)
    return frame.page(
      """
      <div class="bar"><h1>\(say(CallPhrase.tickets))</h1></div>
      \(filter.html(context))\
      \(tickets.map(found) ?? "")
      """)
  }

  private func found(_ tickets: [TicketStatement]) -> HTML {
    // The one more is at the far end.
    let isBack = filter.place.after != nil
    let shown = Array(isBack ? tickets.suffix(filter.size) : tickets.prefix(filter.size))
    let numbers = shown.map(\.ticket.number)
    let next = tickets.count > shown.count ? (isBack ? numbers.first : numbers.last) : nil
    let turns = ListTurns(at: filter.place, numbers, next: next)
    return """
      \(shown.isEmpty
        ? "<p class=\"none\">\(say(CallPhrase.noTickets))</p>" : table(shown))\
      \(Pager(
        sizes: CallListQuery.sizes.map { size in
          (size, size == filter.size ? nil : filter.address(size: size, .newest))
        },
        links: turns.links(say, at: filter.place) { filter.address(size: filter.size, $0) }
      ).html(context))
      """
  }

  private func table(_ tickets: [TicketStatement]) -> HTML {
    """
    <table class="list tickets" data-cards>
    <thead><tr><th scope="col">\(say(CallPhrase.ticketNumber))</th>\
    <th scope="col">\(say(.date))</th><th scope="col">\(say(.booth))</th>\
    <th scope="col" class="figure">\(say(CallPhrase.callCount))</th>\
    <th scope="col" class="figure">\(say(CallPhrase.total))</th>\
    <th scope="col" class="figure">\(say(CallPhrase.paidBefore))</th>\
    <th scope="col" class="figure">\(say(CallPhrase.received))</th>\
    <th scope="col" class="figure">\(say(CallPhrase.change))</th>\
    <th scope="col">\(say(CallPhrase.collectedBy))</th></tr></thead>
    <tbody>
    \(tickets.map(row))</tbody>
    </table>

    """
  }

  private func row(_ statement: TicketStatement) -> HTML {
    let (ticket, currency) = (statement.ticket, context.currency)
    // What was paid before and received is the total and what was given back.
    let received = ticket.due < .zero ? Money.zero : ticket.received ?? ticket.due
    let credit = ticket.account.credit
    func figure(_ label: String, _ text: String, isThere: Bool = true) -> HTML {
      """
      <td class="figure\(" absent", when: !isThere)" data-label="\(label)">\(text)</td>
      """
    }
    return """
      <tr><th scope="row"><a href="/tickets/\(Int(ticket.number))">\(Int(ticket.number))</a></th>\
      <td>\(context.localTime(ticket.at).text)</td>\
      <td class="who" data-label="\(say(.booth))">\(context.name(of: ticket.booth))</td>\
      \(figure(say(CallPhrase.callCount), String(ticket.account.calls)))\
      \(figure(say(CallPhrase.total), currency.amount(ticket.payable)))\
      \(figure(
        say(CallPhrase.paidBefore), credit > .zero ? currency.amount(credit) : CardView.nothing,
        isThere: credit > .zero))\
      \(figure(say(CallPhrase.received), currency.amount(received)))\
      \(figure(say(CallPhrase.change), currency.amount(ticket.change)))\
      <td class="who" data-label="\(say(CallPhrase.collectedBy))">\
      \(Visitor.name(of: statement.actor))</td></tr>

      """
  }
}
