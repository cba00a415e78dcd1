import BoothControl

/// Pages about calls, tickets and collecting.
enum CallPageRoute: Hashable, Sendable {
  case collect(BoothNumber)
  case credit(BoothNumber)
  case tickets
  case ticket(Int64)
  case call(Int64)
  case callTicket(Int64)
  case review(Int64)
  case reviews
  /// The list of calls for a spreadsheet.
  case table

  /// nil: it is none of these.
  init?(_ segments: [String]) {
    switch (segments.first, segments.count) {
    case ("tickets", 1): self = .tickets
    case ("reviews", 1): self = .reviews
    case ("calls.csv", 1): self = .table
    case ("tickets", 2):
      guard let number = AccountRoute.number(segments[1]) else { return nil }
      self = .ticket(number)
    case ("calls", 2):
      guard let key = AccountRoute.number(segments[1]) else { return nil }
      self = .call(key)
    case ("calls", 3):
      guard let key = AccountRoute.number(segments[1]) else { return nil }
      switch segments[2] {
      case "ticket": self = .callTicket(key)
      case "review": self = .review(key)
      default: return nil
      }
    case ("booths", 3) where segments[2] == "collect": self = .collect(BoothNumber(segments[1]))
    case ("booths", 3) where segments[2] == "credit": self = .credit(BoothNumber(segments[1]))
    default: return nil
    }
  }

  var methods: [HTTPMethod] {
    switch self {
    case .collect, .credit: [.get, .head, .post]
    case .review: [.post]
    case .tickets, .ticket, .call, .callTicket, .reviews, .table: [.get, .head]
    }
  }

  /// What a call is worth is the owner's word.
  func permission(of method: HTTPMethod) -> Permission {
    if case .review = self { return .owner }
    return .cashier
  }
}
