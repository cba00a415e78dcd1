import BoothControl

/// Everything the panel answers to.
enum Route: Hashable, Sendable {
  case panel
  /// nil: the calls of all booths.
  case calls(BoothNumber?)
  case events
  case staticFile(StaticFile)
  case access(AccessPageRoute)
  case pricePage(PricePageRoute)
  case callPage(CallPageRoute)
  case moneyPage(MoneyPageRoute)
  case boothAction(BoothNumber, BoothAction, Face)
  case apiIndex
  case apiDocument
  case apiShop
  case apiBooth(BoothNumber)
  case apiCalls
  case apiPayments
  case apiLinks
  case apiTechnician(TechnicianRoute)
  case apiEvents
  case apiDialling
  case apiAccount(AccountRoute)
  case apiAccess(AccessAPIRoute)
  case apiMoney(MoneyAPIRoute)
  case apiPrices(PriceRowsQuery.List)
  case apiPrefix(PriceRowsQuery.List, String)
  case apiPrefixesDelete(PriceRowsQuery.List)
  case apiMarkup
  case apiRounding
  case apiImports
  case apiImport(String)
  case apiImportRows(String)
  case apiImportFinish(String)
  case apiAudit
  case apiAuditRecord(String)
  case apiAuditVerify
  case health
  case metrics

  /// Who asks: a person with a browser, or a program.
  enum Face: Hashable, Sendable {
    case page
    case api
  }

  /// nil: there is nothing under this path.
  init?(_ segments: [String]) {
    let route: Route? =
      switch Self.face(of: segments) {
      case .page: Self.page(segments) ?? Self.anotherPage(segments)
      case .api: segments.dropFirst().first == "v1" ? Self.api(Array(segments.dropFirst(2))) : nil
      }
    guard let route else { return nil }
    self = route
  }

  /// What a path's errors are written for, whether or not there is anything under it.
  static func face(of segments: [String]) -> Face {
    segments.first == "api" ? .api : .page
  }

  private static func page(_ segments: [String]) -> Route? {
    switch segments.count {
    case 0: .panel
    case 1:
      switch segments[0] {
      case "calls": .calls(nil)
      case "events": .events
      case "healthz": .health
      case "metrics": .metrics
      default: AccessPageRoute(rawValue: segments[0]).map(Route.access)
      }
    case 2 where segments[0] == "static": StaticFile(rawValue: segments[1]).map(Route.staticFile)
    case 3 where segments[0] == "booths" && segments[2] == "calls":
      .calls(BoothNumber(segments[1]))
    default: action(segments, face: .page)
    }
  }

  private static func anotherPage(_ segments: [String]) -> Route? {
    PricePageRoute(segments).map(Route.pricePage) ?? CallPageRoute(segments).map(Route.callPage)
      ?? MoneyPageRoute(segments).map(Route.moneyPage)
  }

  private static func api(_ segments: [String]) -> Route? {
    switch segments {
    case []: .apiIndex
    case ["openapi.json"]: .apiDocument
    case ["shop"]: .apiShop
    case ["calls"]: .apiCalls
    case ["payments"]: .apiPayments
    case ["links"]: .apiLinks
    case ["events"]: .apiEvents
    case ["dialling"]: .apiDialling
    case ["markup"]: .apiMarkup
    case ["rounding"]: .apiRounding
    case ["imports"]: .apiImports
    case ["audit"]: .apiAudit
    case ["audit", "verify"]: .apiAuditVerify
    case ["prefixes", "delete"]: .apiPrefixesDelete(.prefixes)
    case ["deck", "delete"]: .apiPrefixesDelete(.deck)
    default:
      AccountRoute(segments).map(Route.apiAccount)
        ?? AccessAPIRoute(segments).map(Route.apiAccess)
        ?? MoneyAPIRoute(segments).map(Route.apiMoney)
        ?? TechnicianRoute(segments).map(Route.apiTechnician) ?? apiWithName(segments)
    }
  }

  private static func apiWithName(_ segments: [String]) -> Route? {
    switch (segments.first, segments.count) {
    case (let list?, 1): PriceRowsQuery.List(rawValue: list).map(Route.apiPrices)
    case ("booths", 2): .apiBooth(BoothNumber(segments[1]))
    case ("prefixes", 2): .apiPrefix(.prefixes, segments[1])
    case ("deck", 2): .apiPrefix(.deck, segments[1])
    case ("audit", 2): .apiAuditRecord(segments[1])
    case ("imports", 2): .apiImport(segments[1])
    case ("imports", 3) where segments[2] == "rows": .apiImportRows(segments[1])
    case ("imports", 3) where segments[2] == "finish": .apiImportFinish(segments[1])
    default: action(segments, face: .api)
    }
  }

  private static func action(_ segments: [String], face: Face) -> Route? {
    guard segments.count == 3, segments[0] == "booths",
      let action = BoothAction(rawValue: segments[2])
    else { return nil }
    return .boothAction(BoothNumber(segments[1]), action, face)
  }

  /// Whether a body larger than most may come with it.
  var takesFile: Bool {
    if case .pricePage(.importFile) = self { return true }
    return false
  }

  /// Whether a password may come with it that is looked at for whoever asks.
  var takesPassword: Bool {
    switch self {
    case .access, .apiAccess: true
    default: false
    }
  }

  /// In the order of the `Allow` header.
  var methods: [HTTPMethod] {
    switch self {
    case .apiAccount(let route): route.methods
    case .access(let route): route.methods
    case .pricePage(let route): route.methods
    case .callPage(let route): route.methods
    case .moneyPage(let route): route.methods
    case .apiAccess(let route): route.methods
    case .apiMoney(let route): route.methods
    case .apiTechnician(let route): route.methods
    case .boothAction, .apiPrefixesDelete, .apiImports, .apiImportRows, .apiImportFinish: [.post]
    case .apiPayments, .apiMarkup, .apiRounding, .apiPrices: [.get, .head, .post]
    case .apiPrefix: [.put, .delete]
    case .apiImport: [.delete]
    case .events: [.get]
    default: [.get, .head]
    }
  }
}

extension Route {
  func permission(of method: HTTPMethod) -> Permission {
    switch self {
    case .staticFile, .health, .apiIndex, .apiDocument: .anyone
    case .access(let route): route.permission
    case .pricePage(let route): route.permission(of: method)
    case .callPage(let route): route.permission(of: method)
    case .moneyPage(let route): route.permission(of: method)
    case .apiAccess(let route): route.permission(of: method)
    case .apiAccount(let route): route.permission
    case .boothAction(_, let action, _): action.permission
    case .panel, .calls, .events, .apiShop, .apiBooth, .apiCalls, .apiDialling: .cashier
    case .apiMoney, .apiPayments, .apiLinks, .apiTechnician, .apiEvents, .apiPrices, .apiPrefix,
      .apiPrefixesDelete, .apiMarkup, .apiRounding, .apiImports, .apiImport, .apiImportRows,
      .apiImportFinish, .apiAudit,
      .apiAuditRecord, .apiAuditVerify, .metrics:
      .owner
    }
  }
}

/// What may be asked of a booth; the raw value is the last segment of its path.
enum BoothAction: String, Hashable, Sendable, CaseIterable {
  case disable
  case enable
  case cut
  /// The next call is «sin cobrar».
  case uncharged
  /// That taken back.
  case charged

  /// To give a call away is the owner's.
  var permission: Permission {
    switch self {
    case .disable, .enable, .cut: .cashier
    case .uncharged, .charged: .owner
    }
  }

  func ownerAction(on booth: BoothNumber) -> OwnerAction {
    switch self {
    case .disable: .disable(booth)
    case .enable: .enable(booth)
    case .cut: .cut(booth)
    // The second value says whether the call is charged.
    case .uncharged: .chargeNextCall(booth, false)
    case .charged: .chargeNextCall(booth, true)
    }
  }
}
