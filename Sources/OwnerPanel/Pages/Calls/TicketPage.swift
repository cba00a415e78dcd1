import BoothControl
import Notation
import Rating

/// A ticket as the customer gets it, on the paper of a roll or a sheet.
struct TicketPage {
  var context: PageContext
  var statement: TicketStatement
  var calls: [CallListRow]

  /// For so long after it was closed, who has just closed it sees the ticket itself; after that, and
  /// from anywhere else, a copy.
  private static let freshMilliseconds: Int64 = 10 * 60_000

  private var say: Language { context.say }
  private var ticket: Ticket { statement.ticket }

  private var isOriginal: Bool {
    let age = context.now.milliseconds - ticket.at.milliseconds
    return context.notice == .collected && age.magnitude < UInt64(Self.freshMilliseconds)
  }

  var html: HTML {
    let title = "\(say(CallPhrase.ticket)) \(ticket.number)"
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/tickets/\(ticket.number)?",
      script: .till, isHandedOut: true)
    return frame.page(
      """
      \(handBack, when: isOriginal && ticket.change > .zero)\
      <article class="ticket">
      <header><p>\(context.shop?.snapshot.shopName ?? "")</p>
      <h1>\(title)</h1>
      <p>\(context.nameAndNumber(of: ticket.booth))</p>
      <p>\(context.localTime(ticket.at).text)</p>
      \("<p class=\"copy\">\(say(CallPhrase.copy))</p>", when: !isOriginal)</header>
      \(TicketLines(context: context).html(calls))\
      \(AccountSums(account: ticket.account, payable: ticket.payable, ticket: ticket).html(context))\
      </article>
      \(TicketTools(context: context, booth: ticket.booth).html)
      """)
  }

  /// The first thing who takes the money has to know.
  private var handBack: HTML {
    """
    <p class="hand-back">\(say(ticket.due < .zero ? CallPhrase.givenBack : .change)) \
    <strong>\(context.currency.amount(ticket.change))</strong></p>

    """
  }
}

/// The calls on a ticket.
struct TicketLines {
  var context: PageContext

  func html(_ calls: [CallListRow]) -> HTML {
    guard !calls.isEmpty else { return "" }
    return "<ul>\n\(calls.map(line))</ul>\n"
  }

  private func line(_ call: CallListRow) -> HTML {
    let table = CallTable(context: context, showsBooth: false)
    return """
      <li><span class="when">\(context.localTime(call.at).text)</span>\
      <span class="where"><span class="number">\(call.number)</span> \(table.place(call))</span>\
      <span class="how">\(table.duration(call)) · \(table.price(call))</span> \
      <strong>\(table.charge(call))</strong></li>

      """
  }
}

/// What follows a ticket on the screen, and not on the paper. The button that prints comes with the
/// script.
struct TicketTools {
  var context: PageContext
  var booth: BoothNumber

  var html: HTML {
    let say = context.say
    return """
      <p class="after">\(context.printButton)\
      \(context.toPanel(booth))\
      <a class="button" href="/tickets?booth=\(PercentEncoding.text(booth.text))">\
      \(say(CallPhrase.allOfBooth))</a></p>

      """
  }
}

/// One call as its customer gets it, whether or not it is paid.
struct CallTicketPage {
  var context: PageContext
  var call: CallListRow

  var html: HTML {
    let say = context.say
    let title = "\(say(CallPhrase.callReceipt)) \(call.key)"
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/calls/\(call.key)/ticket?",
      script: .till, isHandedOut: true)
    return frame.page(
      """
      <article class="ticket">
      <header><p>\(context.shop?.snapshot.shopName ?? "")</p>
      <h1>\(title)</h1>
      <p>\(context.nameAndNumber(of: call.booth))</p>
      </header>
      \(TicketLines(context: context).html([call]))\
      <p class="word">\(standing)</p>
      </article>
      \(TicketTools(context: context, booth: call.booth).html)
      """)
  }

  private var standing: String {
    let say = context.say
    if let ticket = call.ticket { return "\(say(CallPhrase.onTicket)) \(ticket)" }
    return say(CallTable.word(for: call))
  }
}
