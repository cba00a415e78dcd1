import BoothControl
import Notation
import Rating

/// The latest tickets, of one booth or of all.
struct TicketsPage {
  var context: PageContext
  var booth: BoothNumber?
  var tickets: [TicketStatement]

  private var say: Language { context.say }

  var html: HTML {
    let frame = PageFrame(
      context: context, title: say(CallPhrase.tickets), addressForLanguage: address,
      section: .calls)
    return frame.page(
      """
      <div class="bar"><h1>\(say(CallPhrase.tickets))</h1></div>
      <form class="filter" method="get" action="/tickets">
      <label><span>\(say(.booth))</span> <select name="booth">\
      \(option("", say(.allBooths)))\
      \(booths.map { option($0.number.text, "\($0.name) · \($0.number.text)") })</select></label>
      <button>\(say(CallPhrase.show))</button>
      </form>
      \(tickets.isEmpty ? "<p class=\"none\">\(say(CallPhrase.noTickets))</p>" : table)
      """)
  }

  private var address: String {
    booth.map { "/tickets?booth=\(PercentEncoding.text($0.text))&" } ?? "/tickets?"
  }

  private var booths: [BoothSnapshot] { context.shop?.snapshot.booths ?? [] }

  private func option(_ value: String, _ text: String) -> HTML {
    """
    <option value="\(value)"\(attribute: "selected", when: value == booth?.text ?? "")>\
    \(text)</option>
    """
  }

  private var table: HTML {
    """
    <table class="list" data-cards>
    <thead><tr><th scope="col">\(say(CallPhrase.ticketNumber))</th>\
    <th scope="col">\(say(.date))</th><th scope="col">\(say(.booth))</th>\
    <th scope="col" class="figure">\(say(CallPhrase.callCount))</th>\
    <th scope="col" class="figure">\(say(CallPhrase.total))</th>\
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
    // Of what was given back nothing was received at the end.
    let received = ticket.due < .zero ? Money.zero : ticket.received ?? ticket.due
    func figure(_ label: String, _ text: String) -> HTML {
      "<td class=\"figure\" data-label=\"\(label)\">\(text)</td>"
    }
    return """
      <tr><th scope="row"><a href="/tickets/\(Int(ticket.number))">\(Int(ticket.number))</a></th>\
      <td>\(context.localTime(ticket.at).text)</td>\
      <td data-label="\(say(.booth))">\(context.name(of: ticket.booth))</td>\
      \(figure(say(CallPhrase.callCount), String(ticket.account.calls)))\
      \(figure(say(CallPhrase.total), currency.amount(ticket.payable)))\
      \(figure(say(CallPhrase.received), currency.amount(received)))\
      \(figure(say(CallPhrase.change), currency.amount(ticket.change)))\
      <td data-label="\(say(CallPhrase.collectedBy))">\(statement.actor)</td></tr>

      """
  }
}
