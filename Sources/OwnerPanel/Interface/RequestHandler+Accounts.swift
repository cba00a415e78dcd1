import BoothControl
import BoothProtocol
import Notation
import Rating

/// Customers' money, reviews of calls, and quotes.
extension RequestHandler {
  func answer(
    to request: HTTPRequest, at route: AccountRoute, in shop: ShopState, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let say = context.say
    switch route {
    case .account(let number):
      guard let booth = shop.booth(number) else { throw .noSuchBooth(number.text) }
      let calls = try read { try $0.uncollected(of: number) }
      return .now(json(ShopJSON.account(booth, calls, of: shop, in: say)))
    case .credit(let number):
      let body = try jsonBody(of: request)
      let asked = try DepositRequest(body: body, decimals: shop.snapshot.currency.decimals)
      return later(.deposit(number, amount: asked.amount, key: asked.key), of: number, context)
    case .collect(let number):
      let body = try jsonBody(of: request)
      let asked = try CollectRequest(body: body, decimals: shop.snapshot.currency.decimals)
      return later(
        .collect(number, expected: asked.expected, received: asked.received, key: asked.key),
        of: number, context)
    case .tickets:
      let filter = try TicketFilter(request.target.query, usualSize: TicketStatement.listLimit)
      try filter.faults.check()
      guard filter.place.after == nil else { throw .badQuery("before: 1…, not after") }
      let tickets = try tickets(filter, in: shop, context)
      return .now(json(ShopJSON.tickets(tickets, size: filter.size, of: shop)))
    case .ticket(let number):
      guard let (ticket, calls) = try read({ try $0.ticket(number) }) else {
        throw .noSuchTicket(number)
      }
      return .now(json(ShopJSON.ticket(ticket, calls, of: shop, in: say)))
    case .call(let key):
      return .now(
        json(
          ShopJSON.statement(
            try statement(key), of: shop, in: say, forOwner: context.visitor.may(.owner))))
    case .reviews:
      return .now(json(ShopJSON.reviews(try read { try $0.suspects() }, of: shop, in: say)))
    case .review(let key):
      let asked = try ReviewRequest(body: try jsonBody(of: request))
      return later(.review(try review(try statement(key).row, asked)), context)
    case .quote:
      let asked = try QuoteRequest(parameters: request.target.query)
      let quote = source.quote(asked.number, asked.question, at: asked.at)
      guard let answer = quote.answer else { throw .noRate(quote.dialling) }
      return .now(
        json(
          ShopJSON.quote(
            quote, answer, of: shop, in: say, forOwner: context.visitor.may(.owner))))
    }
  }

  func tickets(
    _ filter: TicketFilter, in shop: ShopState, _ context: PageContext
  ) throws(Outcome) -> [TicketStatement] {
    let tickets = try read { try $0.tickets(filter.query(in: context)) }
    // A booth that was taken out of the shop still has its tickets.
    if tickets.isEmpty, let booth = filter.booth, shop.booth(booth) == nil {
      let any = try read { try $0.tickets(TicketListQuery(booth: booth, limit: 1)) }
      guard !any.isEmpty else { throw .noSuchBooth(booth.text) }
    }
    return tickets
  }

  private func later(
    _ action: OwnerAction, of booth: BoothNumber? = nil, _ context: PageContext
  ) -> Answer {
    .later(
      action,
      PendingAction(face: .api, language: context.say, booth: booth, visitor: context.visitor))
  }

  /// Calls of a ticket that nobody has reviewed; nil: it cannot be read whether there are any.
  func toReview(on ticket: Ticket) -> [Int64]? {
    guard let found = try? source.ticket(ticket.number) else { return nil }
    return found.calls.filter { !$0.suspicions.isEmpty && $0.verdict == nil }.map(\.key)
  }

  func statement(_ key: Int64) throws(Outcome) -> CallStatement {
    guard let statement = try read({ try $0.statement(ofCall: key) }) else {
      throw .noSuchCall(key)
    }
    return statement
  }

  /// What the ledger will hold the call to as well; here it can be said in words.
  func review(
    _ call: CallListRow, _ asked: ReviewRequest
  ) throws(Outcome) -> CallReview {
    guard !call.isOpen, let id = UInt32(exactly: call.key) else { throw .callOpen }
    guard call.verdict == nil else { throw .alreadyReviewed }
    if call.suspicions.isEmpty {
      guard asked.verdict == .waived, call.isCharged, call.charge > .zero else { throw .notFlagged }
    }
    if asked.verdict == .waived {
      if let ticket = call.ticket { throw .onTicket(ticket) }
      guard asked.note.contains(where: { $0 != " " }) else { throw .waiverWithoutNote }
    }
    return CallReview(
      call: CallID(rawValue: id), booth: call.booth, charge: call.charge, verdict: asked.verdict,
      note: asked.note)
  }

  func read<Value>(
    _ question: (any PanelSource) throws -> Value
  ) throws(Outcome) -> Value {
    try Reading.of(source, question)
  }
}

/// What is asked of the ledger's reader while an answer is made.
enum Reading {
  static func of<Value>(
    _ source: any PanelSource, _ question: (any PanelSource) throws -> Value
  ) throws(Outcome) -> Value {
    do {
      return try question(source)
    } catch { throw .listUnreadable(String(describing: error)) }
  }
}

/// Where the API is asked for customers' money and for reasons.
enum AccountRoute: Hashable, Sendable {
  case account(BoothNumber)
  case credit(BoothNumber)
  case collect(BoothNumber)
  case tickets
  case ticket(Int64)
  case call(Int64)
  case reviews
  case review(Int64)
  case quote

  /// `segments`: behind `/api/v1`. nil: it is none of these.
  init?(_ segments: [String]) {
    switch (segments.first, segments.count) {
    case ("tickets", 1): self = .tickets
    case ("reviews", 1): self = .reviews
    case ("quote", 1): self = .quote
    case ("tickets", 2):
      guard let number = Self.number(segments[1]) else { return nil }
      self = .ticket(number)
    case ("calls", 2):
      guard let key = Self.number(segments[1]) else { return nil }
      self = .call(key)
    case ("calls", 3) where segments[2] == "review":
      guard let key = Self.number(segments[1]) else { return nil }
      self = .review(key)
    case ("booths", 3):
      let booth = BoothNumber(segments[1])
      switch segments[2] {
      case "account": self = .account(booth)
      case "credit": self = .credit(booth)
      case "collect": self = .collect(booth)
      default: return nil
      }
    default: return nil
    }
  }

  /// From 1, in figures.
  static func number(_ text: String) -> Int64? {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int64(text), number > 0
    else { return nil }
    return number
  }

  /// What a call is worth is the owner's word.
  var permission: Permission {
    switch self {
    case .review: .owner
    case .account, .credit, .collect, .tickets, .ticket, .call, .reviews, .quote: .cashier
    }
  }

  var methods: [HTTPMethod] {
    switch self {
    case .credit, .collect, .review: [.post]
    case .account, .tickets, .ticket, .call, .reviews, .quote: [.get, .head]
    }
  }
}
