import Rating

/// What the command line reads of the daemon's answers on customers' money and on charges.
struct AccountAnswer: Decodable {
  let currency: CurrencyAnswer
  let credit: String
  let charged: String
  let due: String
  let list: [CallsAnswer.Call]

  /// Where coins make the sum another: by how much.
  var rounding: String? {
    guard let charged = try? Money(amount: charged), let credit = try? Money(amount: credit),
      let due = try? Money(amount: due), charged - credit != due
    else { return nil }
    return currency.written((due - (charged - credit)).decimalText)
  }

  var isOwed: Bool { !due.hasPrefix("-") }
  var paidBack: String { isOwed ? "0" : String(due.dropFirst()) }
}

struct TicketAnswer: Decodable {
  struct Ticket: Decodable {
    let number: Int64
    let booth: String
    let at: String
    let credit: String
    let charged: String
    let calls: Int64
    let payable: String
    /// nil: not said.
    let received: String?
    let change: String
    let by: String?
  }

  let currency: CurrencyAnswer
  let list: [CallsAnswer.Call]
}

struct CollectedAnswer: Decodable {
  let currency: CurrencyAnswer
  let ticket: TicketAnswer.Ticket
  /// Flagged calls on it that wait for the owner's word; nil: it is not known whether there are any.
  let toReview: [Int64]?
  /// The booth has a call that is not on it; nil: an older daemon does not say.
  let inCall: Bool?
}

struct TicketsAnswer: Decodable {
  let currency: CurrencyAnswer
  /// nil: there are no older ones.
  let next: Int64?
  let tickets: [TicketAnswer.Ticket]
}

struct ReviewsAnswer: Decodable {
  let currency: CurrencyAnswer
  let calls: [CallsAnswer.Call]
}

struct StatementAnswer: Decodable {
  let currency: CurrencyAnswer
  let id: Int64
  let booth: String
  let at: String
  let dialled: String
  let carrier: String?
  let answered: String?
  let endText: String?
  let suspicions: [String]
  let review: String
  let verdict: String?
  let reviewer: String
  let note: String
  let ticket: Int64?
  let open: Bool
  let charged: Bool
  /// nil: an emergency call, or nobody knows.
  let price: String?
  let charge: String
  let explanation: ExplanationAnswer?
  /// Of an uncharged call.
  let worthExplanation: ExplanationAnswer?
  let cost: String
  let costExplanation: ExplanationAnswer?
  /// On the provider's price; nil: by a price of the owner's own.
  let markupPercent: String?
  let isIncomplete: Bool

  /// What was promised for it is not known any more.
  var isLost: Bool { suspicions.contains("authorisationLost") }
}
