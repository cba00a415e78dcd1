/// What programs ask of balance, reports and settings.
enum MoneyAPIRoute: String, Hashable, Sendable, CaseIterable {
  case statement
  case balanceWarning = "balance-warning"
  case report
  case settings

  /// `segments`: behind `/api/v1`. nil: it is none of these.
  init?(_ segments: [String]) {
    guard segments.count == 1, let route = Self(rawValue: segments[0]) else { return nil }
    self = route
  }

  var methods: [HTTPMethod] {
    switch self {
    case .balanceWarning, .settings: [.get, .head, .post]
    case .statement, .report: [.get, .head]
    }
  }
}
