import Rating

/// What the command line reads of the daemon's answers on customers' money and on charges.
struct AccountAnswer: Decodable {
  let currency: CurrencyAnswer
  let credit: String
  let charged: String
  let due: String
  let list: [CallsAnswer.Call]

  /// Where coins make the sum another.
  var roundingRow: [[String]] {
    guard let charged = try? Money(amount: charged), let credit = try? Money(amount: credit),
      let due = try? Money(amount: due), charged - credit != due
    else { return [] }
    return [["rounded to coins", currency.written((due - (charged - credit)).decimalText)]]
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
  let ticket: TicketAnswer.Ticket
}

struct TicketsAnswer: Decodable {
  let currency: CurrencyAnswer
  let tickets: [TicketAnswer.Ticket]
}

struct ReviewsAnswer: Decodable {
  let currency: CurrencyAnswer
  let calls: [CallsAnswer.Call]
}

struct StatementAnswer: Decodable {
  struct Explanation: Decodable {
    let charge: String
    let prefix: String
    let description: String
    let lines: [Line]
  }

  /// A line of an explanation; which fields there are depends on its kind.
  struct Line: Decodable {
    let kind: String
    let band: String?
    let firstSecond: Int64?
    let seconds: Int64?
    let blocks: Int64?
    let increment: Int64?
    let price: String?
    let per: Int64?
    let maximum: String?
    let mode: String?
    let decimals: Int64?
    let amount: String

    var words: String {
      let hours = band.map { ", \($0)" } ?? ""
      return switch kind {
      case "talk":
        "from second \(firstSecond ?? 0): \(seconds ?? 0) s in \(blocks ?? 0) × \(increment ?? 0) s, "
          + "\(price ?? "?") per \(per ?? 0) s\(hours)"
      case "maximumCharge": "no more than \(maximum ?? "?")"
      case "rounding": "rounded \(mode ?? "?") to \(decimals ?? 0) decimals"
      case "connectionFee": "connection fee\(hours)"
      case "grace": "free up to \(seconds ?? 0) s"
      default: kind
      }
    }
  }

  let currency: CurrencyAnswer
  let id: Int64
  let booth: String
  let at: String
  let dialled: String
  let carrier: String?
  let answered: String?
  let endText: String?
  let review: String
  let verdict: String?
  let reviewer: String
  let note: String
  let ticket: Int64?
  let open: Bool
  let charged: Bool
  /// nil: an emergency call.
  let price: String?
  let charge: String
  let explanation: Explanation?
  let cost: String
  let costExplanation: Explanation?
  let isIncomplete: Bool
}
