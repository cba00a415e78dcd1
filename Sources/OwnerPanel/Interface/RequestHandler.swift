import BoothControl
import Notation
import Rating

/// From a request to its answer: everything between the socket's bytes and the daemon.
struct RequestHandler: Sendable {
  let configuration: PanelConfiguration
  let source: any PanelSource

  enum Answer: Sendable {
    case now(HTTPResponse)
    /// The core is asked first; `PendingAction.response` makes the answer of what comes back.
    case later(OwnerAction, PendingAction)
    /// The ledger is asked first.
    case ledger(LedgerRequest, PendingAction)
    case stream(Language)
  }

  /// `shop` nil: nothing was published yet.
  func answer(
    to request: HTTPRequest, admission: Admission, shop: ShopState?, counters: PanelCounters
  ) -> Answer {
    let say = Language(of: request, fallback: configuration.language)
    let segments = request.target.segments
    func refuse(_ outcome: Outcome) -> Answer {
      .now(error(outcome, to: Route.face(of: segments), shop: shop, in: say))
    }

    switch admission.verdict(on: request) {
    case .admitted: break
    case .wrongHost: return refuse(.wrongHost)
    case .otherOrigin: return refuse(.otherOrigin)
    }
    guard let route = Route(segments) else { return refuse(.notFound) }
    guard route.methods.contains(request.method) else {
      let allowed = route.methods.map(\.rawValue).joined(separator: ", ")
      return .now(
        error(.methodNotAllowed, to: Route.face(of: segments), shop: shop, in: say)
          .adding("Allow", allowed))
    }
    do throws(Outcome) {
      return try answer(to: request, at: route, shop: shop, counters: counters, in: say)
    } catch {
      return refuse(error)
    }
  }

  private func answer(
    to request: HTTPRequest, at route: Route, shop: ShopState?, counters: PanelCounters,
    in say: Language
  ) throws(Outcome) -> Answer {
    switch route {
    case .staticFile(let file): return .now(file.response(to: request))
    case .events: return .stream(say)
    case .health:
      let (isGood, body) = ShopJSON.health(of: shop, and: source.health())
      return .now(HTTPResponse(isGood ? .ok : .serviceUnavailable, .json, bytes: body.bytes))
    case .metrics:
      let text = OpenMetrics.text(shop: shop, counters: counters, links: source.links())
      return .now(HTTPResponse(.ok, .openMetrics, text))
    case .panel:
      let page = PanelPage(
        say: say, shop: try known(shop), now: configuration.localTime(configuration.wallClock()))
      return .now(keepingLanguage(of: request, HTTPResponse(.ok, .html, page.html.text)))
    case .calls(let booth):
      let shop = try known(shop)
      let asked = try CallListRequest(parameters: request.target.query, booth: booth)
      let page = CallsPage(
        say: say, shop: shop, request: asked, list: try calls(asked.query, in: shop),
        localTime: configuration.localTime)
      return .now(keepingLanguage(of: request, HTTPResponse(.ok, .html, page.html.text)))
    case .boothAction(let booth, let action, let face):
      guard try known(shop).booth(booth) != nil else { throw .noSuchBooth(booth.text) }
      return .later(
        action.ownerAction(on: booth), PendingAction(face: face, language: say, booth: booth))
    case .apiIndex: return .now(json(APIIndex.json(in: say)))
    case .apiShop:
      return .now(
        json(ShopJSON.shop(try known(shop), needsRestart: source.health().needsRestart, in: say)))
    case .apiBooth(let number):
      guard let booth = try known(shop).booth(number) else { throw .noSuchBooth(number.text) }
      return .now(json(ShopJSON.booth(booth, in: say)))
    case .apiCalls:
      let asked = try CallListRequest(parameters: request.target.query, booth: nil)
      let shop = try known(shop)
      return .now(json(ShopJSON.calls(try calls(asked.query, in: shop), of: shop, in: say)))
    case .apiAccount(let route):
      return try answer(to: request, at: route, in: try known(shop), say: say)
    case .apiLinks: return .now(json(ShopJSON.links(source.links())))
    case .apiDialling: return .now(json(ShopJSON.dialling(source.numberPlan())))
    case .apiPayments where request.method != .post:
      let shop = try known(shop)
      return .now(json(ShopJSON.payments(try payments(), of: shop)))
    case .apiPayments:
      let body = try jsonBody(of: request)
      let decimals = try known(shop).snapshot.currency.decimals
      let payment = try PaymentRequest(
        body: body, decimals: decimals, today: configuration.localTime(configuration.wallClock()))
      return .later(payment.action, PendingAction(face: .api, language: say, booth: nil))
    case .apiPrices, .apiPrefix, .apiPrefixesDelete, .apiMarkup, .apiRounding, .apiImports,
      .apiImport, .apiImportRows, .apiImportFinish, .apiAudit, .apiAuditRecord, .apiAuditVerify:
      let asked = try ledgerRequest(request, at: route)
      return .ledger(
        asked,
        PendingAction(face: .api, language: say, booth: nil, isLong: asked.isLong))
    }
  }

  func jsonBody(of request: HTTPRequest) throws(Outcome) -> [UInt8] {
    // A form of another origin cannot have this type without asking first, and is never allowed to.
    let type = request.headers.only("content-type")?.split(separator: ";").first
    guard type?.trimmingBlanks().lowercased() == "application/json" else { throw .notJSON }
    return request.body
  }

  /// What an action came to, for who asked for it.
  func response(to pending: PendingAction, outcome: Outcome, shop: ShopState?) -> HTTPResponse {
    guard outcome.isDone else {
      return error(outcome, to: pending.face, shop: shop, in: pending.language)
    }
    return switch pending.face {
    case .api:
      if case .collected(let ticket) = outcome {
        json(ShopJSON.collected(ticket, unjudged: unjudged(on: ticket), of: shop))
      } else {
        json(ShopJSON.outcome(outcome, in: pending.language))
      }
    // Elsewhere, so that loading the page again does not ask again; and back to the card.
    case .page:
      HTTPResponse(.seeOther).adding(
        "Location", pending.booth.map { "/#name-\(PercentEncoding.text($0.text))" } ?? "/")
    }
  }

  func error(
    _ outcome: Outcome, to face: Route.Face, shop: ShopState?, in say: Language
  ) -> HTTPResponse {
    switch face {
    case .api:
      HTTPResponse(outcome.status, .json, bytes: ShopJSON.outcome(outcome, in: say).bytes)
    case .page:
      HTTPResponse(
        outcome.status, .html, ErrorPage(say: say, outcome: outcome, shop: shop).html.text)
    }
  }

  private func known(_ shop: ShopState?) throws(Outcome) -> ShopState {
    guard let shop else { throw .starting }
    return shop
  }

  private func calls(
    _ query: CallListQuery, in shop: ShopState
  ) throws(Outcome) -> CallListPage {
    let list: CallListPage
    do {
      list = try source.calls(query)
    } catch is UnknownCursor {
      throw .badQuery("before, after: a call's id, or a page's «next»")
    } catch {
      throw .listUnreadable(String(describing: error))
    }
    // A booth that was taken out of the shop still has its calls.
    if list.total == 0, let booth = query.booth, shop.booth(booth) == nil {
      throw .noSuchBooth(booth.text)
    }
    return list
  }

  private func payments() throws(Outcome) -> [PaymentListRow] {
    do {
      return try source.payments()
    } catch { throw .listUnreadable(String(describing: error)) }
  }

  func json(_ value: JSON) -> HTTPResponse { HTTPResponse(.ok, .json, bytes: value.bytes) }

  private func keepingLanguage(of request: HTTPRequest, _ response: HTTPResponse) -> HTTPResponse {
    guard let language = Language.chosen(by: request) else { return response }
    return response.adding("Set-Cookie", language.cookie)
  }
}

/// An action that the core was asked for and has not answered yet.
struct PendingAction: Hashable, Sendable {
  var face: Route.Face
  var language: Language
  /// nil: the action is on none.
  var booth: BoothNumber?
  /// It may take minutes.
  var isLong = false
}
