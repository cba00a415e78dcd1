import BoothControl
import Notation
import Rating

/// How what a customer owes comes about: the calls, the rounding to coins, what he paid before.
struct AccountSums {
  var account: BoothAccount
  /// The charges in coins.
  var payable: Money
  /// Of a ticket: what was handed over and back.
  var ticket: Ticket?

  func html(_ context: PageContext) -> HTML {
    let (say, currency) = (context.say, context.currency)
    let due = payable - account.credit
    let rounding = payable - account.charged
    func line(_ phrase: CallPhrase, _ sum: Money, isDue: Bool = false) -> HTML {
      """
      <div\(" class=\"due\"", when: isDue)><dt>\(say(phrase))</dt>\
      <dd>\(currency.amount(sum))</dd></div>

      """
    }
    var lines: [HTML] = []
    if rounding != .zero || account.credit > .zero {
      lines.append(line(.callsSum, account.charged))
    }
    if rounding != .zero { lines.append(line(.rounding, rounding)) }
    if account.credit > .zero { lines.append(line(.paidBefore, .zero - account.credit)) }
    if due < .zero {
      lines.append(line(ticket == nil ? .toGiveBack : .givenBack, .zero - due, isDue: true))
    } else {
      lines.append(line(ticket == nil ? .toPay : .total, due, isDue: true))
    }
    if let ticket, due >= .zero {
      lines.append(line(.received, ticket.received ?? due))
      lines.append(line(.change, ticket.change))
    }
    return "<dl class=\"sums\">\n\(lines)</dl>\n"
  }
}
