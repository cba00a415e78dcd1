package import BoothControl
package import Notation
package import Rating

/// What the panel reads of customers' money and of how calls came to their charges. Each is called
/// and answered as `PanelSource.calls` is.
package protocol AccountSource: Sendable {
  /// Calls of a booth that are to be collected, oldest first, at most `TicketStatement.callLimit`.
  func uncollected(of booth: BoothNumber) throws -> [CallListRow]

  /// Newest first.
  func tickets(_ query: TicketListQuery) throws -> [TicketStatement]

  /// A ticket with its calls; nil: there is none of this number.
  func ticket(_ number: Int64) throws -> (ticket: TicketStatement, calls: [CallListRow])?

  /// A call with all that its charge was made of; nil: there is none of this key.
  func statement(ofCall key: Int64) throws -> CallStatement?

  /// Flagged calls that nobody has reviewed, oldest first, at most `CallStatement.suspectLimit`.
  func suspects() throws -> [CallListRow]

  /// What a call that is answered at `at` would cost, or how long a sum lasts, by the prices that
  /// are in force; `at` nil: now.
  func quote(_ number: String, _ question: QuoteQuestion, at: WallTime?) -> NumberQuote
}

/// Which tickets; what is nil does not matter.
package struct TicketListQuery: Hashable, Sendable {
  package var booth: BoothNumber?
  /// Closed at or after.
  package var from: WallTime?
  /// Closed before.
  package var to: WallTime?
  /// Older ones than the ticket of this number.
  package var before: Int64?
  /// Newer ones than that of this number, those next to it, in place of `before`.
  package var after: Int64?
  package var limit: Int

  package init(
    booth: BoothNumber? = nil, from: WallTime? = nil, to: WallTime? = nil, before: Int64? = nil,
    after: Int64? = nil, limit: Int = TicketStatement.listLimit
  ) {
    (self.booth, self.from, self.to) = (booth, from, to)
    (self.before, self.after, self.limit) = (before, after, limit)
  }
}

/// A ticket, and who closed it.
package struct TicketStatement: Hashable, Sendable {
  package var ticket: Ticket
  package var actor: String

  package static let callLimit = 1_000
  package static let listLimit = 100

  package init(ticket: Ticket, actor: String) {
    self.ticket = ticket
    self.actor = actor
  }
}

/// A call, and why it was charged so.
package struct CallStatement: Hashable, Sendable {
  package var row: CallListRow
  /// As dialled, with what the gate took off it.
  package var dialled: String
  package var carrier: String?
  package var answeredAt: WallTime?
  /// nil: it was not answered, is open, uncharged, or has no price.
  package var charge: Explanation?
  /// What an uncharged call would have been charged; nil: it was charged, or not answered, is open, or
  /// has no price.
  package var worth: Explanation?
  /// What the provider took; nil: not answered, open, or without a price.
  package var cost: Explanation?
  /// What the call was charged; the explanation comes to the same, or the ledger was tampered with.
  package var storedCost: Money
  /// Per cent on the provider's price, of which the charge was made; nil: by a price of the owner's
  /// own.
  package var markup: Money?
  /// Some of what the charge was made of was not kept, by an earlier version of this program.
  package var isIncomplete: Bool
  package var reviewNote: String
  /// Who reviewed the call; empty: nobody.
  package var reviewer: String
  /// When; nil: nobody has.
  package var reviewedAt: WallTime?

  package static let suspectLimit = 100

  package init(
    row: CallListRow, dialled: String, carrier: String?, answeredAt: WallTime?,
    charge: Explanation?, worth: Explanation? = nil, cost: Explanation?, storedCost: Money,
    markup: Money? = nil, isIncomplete: Bool, reviewNote: String, reviewer: String,
    reviewedAt: WallTime? = nil
  ) {
    self.markup = markup
    self.row = row
    self.dialled = dialled
    self.carrier = carrier
    self.answeredAt = answeredAt
    self.charge = charge
    self.worth = worth
    self.cost = cost
    self.storedCost = storedCost
    self.isIncomplete = isIncomplete
    self.reviewNote = reviewNote
    self.reviewer = reviewer
    self.reviewedAt = reviewedAt
  }
}

/// A number as the gate and the prices see it.
package struct NumberQuote: Hashable, Sendable {
  /// What the number plan makes of it.
  package var dialling: NumberClass
  /// What a price was looked up for.
  package var rated: String
  /// nil: it has no price.
  package var answer: QuoteAnswer?
  /// Per cent on the provider's price, of which this one was made; nil: it is the owner's own.
  package var markup: Money?
  /// What it is charged by; nil: it has no price, or nobody pays for it.
  package var tariff: Tariff?

  package init(
    dialling: NumberClass, rated: String, answer: QuoteAnswer?, markup: Money? = nil,
    tariff: Tariff? = nil
  ) {
    self.tariff = tariff
    self.markup = markup
    self.dialling = dialling
    self.rated = rated
    self.answer = answer
  }
}
