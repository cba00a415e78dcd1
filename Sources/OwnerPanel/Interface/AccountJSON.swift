import BoothControl
import Notation
import Rating

/// Customers' money and the reasons of charges in `/api/v1`.
extension ShopJSON {
  /// In a booth's object:
  ///
  ///     {"credit":"1000","charged":"873","calls":2,"due":"-130"}
  ///
  /// Since its last ticket. `due` is rounded to coins; below zero it is to be paid back.
  static func account(_ booth: BoothSnapshot) -> JSON {
    .object(
      accountMembers(booth.account) + [JSON.Member(name: "due", value: money(booth.due))])
  }

  /// `GET /booths/{number}/account`: the same, and `"list":[…]` with the calls as `GET /calls` has
  /// them, oldest first.
  static func account(
    _ booth: BoothSnapshot, _ calls: [CallListRow], of shop: ShopState, in say: Language
  ) -> JSON {
    .object(
      [JSON.Member(name: "currency", value: currency(shop.snapshot.currency))]
        + accountMembers(booth.account)
        + [
          JSON.Member(name: "due", value: money(booth.due)),
          JSON.Member(name: "list", value: .array(calls.map { call($0, in: say) })),
        ])
  }

  private static func accountMembers(_ account: BoothAccount) -> [JSON.Member] {
    [
      JSON.Member(name: "credit", value: money(account.credit)),
      JSON.Member(name: "charged", value: money(account.charged)),
      JSON.Member(name: "calls", value: .integer(Int64(account.calls))),
    ]
  }

  /// A ticket:
  ///
  ///     {"number":7,"booth":"4312","at":"2006-10-27T19:18:14.000Z","credit":"1000",
  ///      "charged":"873","calls":2,"payable":"870","due":"-130","received":null,"change":"130",
  ///      "by":"uid 1000"}
  ///
  /// `charged` is the exact sum of its calls, `payable` the same in coins, `due` that less the
  /// credit; `change` is what was handed back. `by` is not there in the answer to who collects.
  static func ticket(_ ticket: Ticket, by actor: String? = nil) -> JSON {
    .object(members(ticket, by: actor))
  }

  private static func members(_ ticket: Ticket, by actor: String?) -> [JSON.Member] {
    [
      JSON.Member(name: "number", value: .integer(ticket.number)),
      JSON.Member(name: "booth", value: .text(ticket.booth.text)),
      JSON.Member(name: "at", value: .text(LocalTime.timestamp(ticket.at))),
    ] + accountMembers(ticket.account) + [
      JSON.Member(name: "payable", value: money(ticket.payable)),
      JSON.Member(name: "due", value: money(ticket.due)),
      JSON.Member(name: "received", value: ticket.received.map(money) ?? .null),
      JSON.Member(name: "change", value: money(ticket.change)),
    ] + (actor.map { [JSON.Member(name: "by", value: .text($0))] } ?? [])
  }

  /// What a collection came to:
  ///
  ///     {"result":"done","currency":{…},"ticket":{…},"toReview":[42],"inCall":false}
  ///
  /// `toReview`: flagged calls on the ticket that wait for the owner's word; null: they cannot be
  /// read now. `inCall`: the booth has a call that is not on the ticket.
  static func collected(_ ticket: Ticket, toReview: [Int64]?, of shop: ShopState?) -> JSON {
    let call = shop?.booth(ticket.booth)?.call
    return [
      "result": "done", "currency": shop.map { currency($0.snapshot.currency) } ?? .null,
      "ticket": self.ticket(ticket),
      "toReview": toReview.map { .array($0.map(JSON.integer)) } ?? .null,
      // A call without a price is nobody's to collect.
      "inCall": .bool(call?.isLive == true && call?.price != nil),
    ]
  }

  /// `GET /tickets`: `{"currency":{…},"next":3|null,"tickets":[…]}`, newest first. `tickets` has one
  /// more than `size` where there are others; `next` leads to them, as `before`.
  static func tickets(_ tickets: [TicketStatement], size: Int, of shop: ShopState) -> JSON {
    let shown = tickets.prefix(size)
    let next = tickets.count > size ? shown.last?.ticket.number : nil
    return [
      "currency": currency(shop.snapshot.currency),
      "next": next.map(JSON.integer) ?? .null,
      "tickets": .array(shown.map { ticket($0.ticket, by: $0.actor) }),
    ]
  }

  /// `GET /tickets/{number}`: the ticket, with `"currency"` and its calls in `"list"`.
  static func ticket(
    _ statement: TicketStatement, _ calls: [CallListRow], of shop: ShopState, in say: Language
  ) -> JSON {
    .object(
      [JSON.Member(name: "currency", value: currency(shop.snapshot.currency))]
        + members(statement.ticket, by: statement.actor)
        + [JSON.Member(name: "list", value: .array(calls.map { call($0, in: say) }))])
  }

  /// `GET /reviews`: `{"currency":{…},"calls":[…]}`, the flagged calls that nobody has reviewed, oldest
  /// first, at most 100.
  static func reviews(_ calls: [CallListRow], of shop: ShopState, in say: Language) -> JSON {
    [
      "currency": currency(shop.snapshot.currency),
      "calls": .array(calls.map { call($0, in: say) }),
    ]
  }

  /// `GET /calls/{id}`: the call as `GET /calls` has it, and why it was charged so:
  ///
  ///     {"currency":{…},…,"dialled":"18800521234","carrier":"188","answered":"…"|null,
  ///      "explanation":{"charge":"227","billedSeconds":68,"prefix":"1006","description":"…",
  ///      "lines":[{"kind":"talk",…}]}|null,"worthExplanation":{…}|null,"cost":"180",
  ///      "costExplanation":{…}|null,
  ///      "markupPercent":"10"|null,"isIncomplete":false,"note":"","reviewer":""}
  ///
  /// All are derived again from the price that was promised with the call and kept with it, and
  /// from the shop's clock at its answer.
  static func statement(
    _ statement: CallStatement, of shop: ShopState, in say: Language, forOwner: Bool
  ) -> JSON {
    // What the shop pays is the owner's to know.
    var statement = statement
    if !forOwner { (statement.cost, statement.markup) = (nil, nil) }
    guard case .object(let row) = call(statement.row, in: say) else { return .null }
    let words = ExplanationWords(say, shop.snapshot.currency)
    return .object(
      [JSON.Member(name: "currency", value: currency(shop.snapshot.currency))] + row + [
        JSON.Member(name: "dialled", value: .text(statement.dialled)),
        JSON.Member(name: "carrier", value: .text(statement.carrier)),
        JSON.Member(
          name: "answered", value: .text(statement.answeredAt.map(LocalTime.timestamp))),
        JSON.Member(name: "explanation", value: statement.charge?.json(in: words) ?? .null),
        JSON.Member(name: "worthExplanation", value: statement.worth?.json(in: words) ?? .null),
        JSON.Member(name: "cost", value: forOwner ? money(statement.storedCost) : .null),
        JSON.Member(name: "costExplanation", value: statement.cost?.json(in: words) ?? .null),
        JSON.Member(name: "markupPercent", value: statement.markup.map(money) ?? .null),
        JSON.Member(name: "isIncomplete", value: .bool(statement.isIncomplete)),
        JSON.Member(name: "note", value: .text(statement.reviewNote)),
        JSON.Member(name: "reviewer", value: .text(statement.reviewer)),
      ])
  }

  /// `GET /quote`: the answer as `cabinactl quote --json` has it of a file, with its lines in words too,
  /// and what the number plan makes of the number:
  ///
  ///     {…,"dialling":"number","rated":"0052551234","blockedBy":null,"markupPercent":"10"}
  ///
  /// `dialling`: number, emergency, blocked, notANumber. `blockedBy`: the prefix that forbids the
  /// number, empty where all is blocked. `markupPercent`: on the provider's price; null: the price is
  /// the owner's own.
  static func quote(
    _ quote: NumberQuote, _ answer: QuoteAnswer, of shop: ShopState, in say: Language,
    forOwner: Bool
  ) -> JSON {
    let words = ExplanationWords(say, shop.snapshot.currency)
    guard case .object(let members) = answer.json(in: words) else { return .null }
    return .object(
      members + [
        JSON.Member(name: "dialling", value: .text(quote.dialling.code)),
        JSON.Member(name: "rated", value: .text(quote.rated)),
        JSON.Member(name: "blockedBy", value: .text(quote.dialling.blockedBy)),
        JSON.Member(
          name: "markupPercent", value: (forOwner ? quote.markup : nil).map(money) ?? .null),
      ])
  }

  static func money(_ money: Money) -> JSON { .text(money.decimalText) }
}

extension NumberClass {
  /// nil: it is not blocked; empty: all is.
  var blockedBy: String? {
    if case .blocked(let prefix) = self { prefix } else { nil }
  }

  /// For programs; part of the API.
  var code: String {
    switch self {
    case .emergency: "emergency"
    case .blocked: "blocked"
    case .notANumber: "notANumber"
    case .number: "number"
    }
  }
}
