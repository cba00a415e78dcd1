import BoothControl

/// Pages about balance, reports, settings and audit.
enum MoneyPageRoute: Hashable, Sendable {
  case balance
  case payments
  case pay
  case warning
  case report
  case reportFile(ReportGrouping)
  case audit
  case auditRecord(Int64)
  case auditVerify
  case settings
  /// Its name, and the page's language.
  case shopSettings
  case boothName(BoothNumber)
  case newUser
  case user(String)
  case removeUser(String)

  /// nil: it is none of these.
  init?(_ segments: [String]) {
    switch segments {
    case ["balance"]: self = .balance
    case ["balance", "payments"]: self = .payments
    case ["balance", "pay"]: self = .pay
    case ["balance", "warning"]: self = .warning
    case ["report"]: self = .report
    case ["audit"]: self = .audit
    case ["audit", "verify"]: self = .auditVerify
    case _ where segments.count == 2 && segments[0] == "audit":
      guard let number = Int64(segments[1]), number > 0 else { return nil }
      self = .auditRecord(number)
    case ["settings"]: self = .settings
    case ["settings", "shop"]: self = .shopSettings
    case _ where segments.count == 3 && segments[0] == "settings" && segments[1] == "booths":
      self = .boothName(BoothNumber(segments[2]))
    case ["settings", "users"]: self = .newUser
    case _ where segments.count == 3 && segments[0] == "settings" && segments[1] == "users":
      self = .user(segments[2])
    case _
    where segments.count == 4 && segments[0] == "settings" && segments[1] == "users"
      && segments[3] == "remove":
      self = .removeUser(segments[2])
    case _ where segments.count == 2 && segments[0] == "report":
      guard let grouping = ReportGrouping(file: segments[1]) else { return nil }
      self = .reportFile(grouping)
    default: return nil
    }
  }

  var methods: [HTTPMethod] {
    switch self {
    case .pay, .warning, .auditVerify, .shopSettings, .boothName, .newUser, .user:
      [.get, .head, .post]
    case .removeUser: [.post]
    default: [.get, .head]
    }
  }

  func permission(of method: HTTPMethod) -> Permission { .owner }
}

extension RequestHandler {
  func answer(
    to request: HTTPRequest, at route: MoneyPageRoute, _ context: PageContext
  ) throws(Outcome) -> Answer {
    switch route {
    case .balance: return try balance(request, context)
    case .payments: return try payments(request, context)
    case .pay: return try pay(request, context)
    case .warning: return try warning(request, context)
    case .report: return try report(request, context)
    case .reportFile(let grouping): return try reportFile(grouping, request, context)
    case .audit: return try audit(request, context)
    case .auditRecord(let number): return try auditRecord(number, request, context)
    case .auditVerify: return try verifyAudit(request, context)
    case .settings: return settings(request, context)
    case .shopSettings: return try shopSettings(request, context)
    case .boothName(let booth): return try boothName(booth, request, context)
    case .newUser: return try newUser(request, context)
    case .user(let name): return try user(name, request, context)
    case .removeUser(let name): return try removeUser(name, request, context)
    }
  }
}
