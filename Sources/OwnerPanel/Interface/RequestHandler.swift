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
    /// The keeper of passwords is asked first.
    case access(AccessRequest, PendingAction)
    /// The core is asked for a technician first.
    case technician(TechnicianRequest, PendingAction)
    /// With a body that is made while it is sent.
    case pieces(HTTPResponse, any AnswerPieces)
    /// The session ends; then this is answered.
    case logOut(HTTPResponse)
    case stream(Language)
    /// Answered when there is something to tell, or the time is over.
    case held(HeldEvents)
  }

  /// For who has chosen none; nil: what each browser asks for.
  var shopLanguage: Language? {
    source.settings.own.language ?? configuration.language
  }

  /// `shop` nil: nothing was published yet.
  func answer(
    to request: HTTPRequest, admission: Admission, visitor: Visitor, shop: ShopState?,
    counters: PanelCounters
  ) -> Answer {
    let say = Language(of: request, shop: shopLanguage)
    let segments = request.target.segments
    let face = Route.face(of: segments)
    func refuse(_ outcome: Outcome) -> Answer {
      let wanted = request.method == .get ? request.target.pathAndQuery : "/"
      return .now(error(outcome, to: face, shop: shop, in: say, for: visitor, wanted: wanted))
    }

    switch admission.verdict(on: request) {
    case .admitted: break
    // A name that was made to point here has a page elsewhere read the answer: it is told nothing.
    case .wrongHost: return .now(strangers(.wrongHost, face, say))
    case .otherOrigin: return .now(strangers(.otherOrigin, face, say))
    }
    guard let route = Route(segments) else { return refuse(.notFound) }
    guard route.methods.contains(request.method) else {
      let allowed = route.methods.map(\.rawValue).joined(separator: ", ")
      return .now(
        error(.methodNotAllowed, to: face, shop: shop, in: say, for: visitor)
          .adding("Allow", allowed))
    }
    do throws(Outcome) {
      if let elsewhere = try gate(request, to: route, visitor) { return .now(elsewhere) }
      return try answer(
        to: request, at: route, context(request, say, visitor, shop), counters: counters)
    } catch {
      return refuse(error)
    }
  }

  /// Why a request with a body larger than most is not listened to; nil: it brings a file where one is
  /// expected, and may. Nothing of its body has come yet.
  func refusalOfFile(
    _ request: HTTPRequest, length: Int, admission: Admission, visitor: Visitor, shop: ShopState?,
    isBusy: Bool
  ) -> HTTPResponse? {
    let segments = request.target.segments
    guard admission.verdict(on: request) == .admitted, let route = Route(segments),
      route.takesFile, route.methods.contains(request.method), request.method == .post,
      MultipartForm.boundary(of: request) != nil
    else { return Connection.tooLarge }
    let limit = configuration.limits.http.fileBody
    let outcome: Outcome? =
      visitor.may(route.permission(of: request.method))
      ? (length > limit ? .fileTooLarge(limit) : isBusy ? .busy : nil)
      : (visitor.isStranger ? .loginNeeded : .notAllowed)
    return outcome.map {
      error(
        $0, to: Route.face(of: segments), shop: shop,
        in: Language(of: request, shop: shopLanguage), for: visitor)
    }
  }

  /// A refusal that says nothing of the shop.
  private func strangers(_ outcome: Outcome, _ face: Route.Face, _ say: Language) -> HTTPResponse {
    error(outcome, to: face, shop: nil, in: say, for: .stranger(address: ""))
  }

  /// Whether this visitor may ask for this. Who is not logged in and wants a page is shown the way;
  /// nil: he may.
  private func gate(
    _ request: HTTPRequest, to route: Route, _ visitor: Visitor
  ) throws(Outcome) -> HTTPResponse? {
    guard visitor.may(route.permission(of: request.method)) || mayRead(request, route, visitor)
    else {
      guard visitor.isStranger else { throw .notAllowed }
      guard Route.face(of: request.target.segments) == .page, request.method == .get,
        route != .events
      else { throw .loginNeeded }
      return HTTPResponse(.seeOther).adding(
        "Location", LoginPage.address(for: request.target.pathAndQuery))
    }
    // Who stands at the till of this box needs no password, and has none of the owner's to try.
    if visitor.isProgram, visitor.role != .owner, request.method == .post, route.takesPassword {
      throw .notAllowed
    }
    if let session = visitor.session, request.method != .get, request.method != .head {
      guard try sentToken(request) == session.formToken else { throw .wrongToken }
    }
    return nil
  }

  /// What watches over this box from within it needs no password; others behind a proxy on it do.
  private func mayRead(_ request: HTTPRequest, _ route: Route, _ visitor: Visitor) -> Bool {
    guard route == .metrics, let address = visitor.address else { return false }
    return LoginPlace(address: address, byProxy: request.cameByProxy).isThisBox
  }

  private func sentToken(_ request: HTTPRequest) throws(Outcome) -> String? {
    if Route.face(of: request.target.segments) == .api {
      return request.headers.only(FormToken.header)
    }
    return try Form(request)[FormToken.field]
  }

  private func context(
    _ request: HTTPRequest, _ say: Language, _ visitor: Visitor, _ shop: ShopState?
  ) -> PageContext {
    var context = context(say, visitor, shop)
    context.notice = request.target.query["done"].flatMap(Notice.init)
    return context
  }

  private func context(
    _ say: Language, _ visitor: Visitor, _ shop: ShopState?
  ) -> PageContext {
    PageContext(
      say: say, shop: shop, visitor: visitor, localTime: configuration.localTime,
      startOfDay: configuration.startOfDay, now: configuration.wallClock())
  }

  private func answer(
    to request: HTTPRequest, at route: Route, _ context: PageContext, counters: PanelCounters
  ) throws(Outcome) -> Answer {
    let (say, shop) = (context.say, context.shop)
    switch route {
    case .staticFile(let file): return .now(file.response(to: request))
    case .events: return .stream(say)
    case .health:
      let (isGood, body) = ShopJSON.health(of: shop, and: source.health())
      return .now(HTTPResponse(isGood ? .ok : .serviceUnavailable, .json, bytes: body.bytes))
    case .metrics:
      let text = OpenMetrics.text(
        shop: shop, counters: counters, links: source.links,
        tellsMoney: context.visitor.may(.owner))
      return .now(HTTPResponse(.ok, .openMetrics, text))
    case .panel:
      let page = PanelPage(context: context, shop: try known(shop))
      return .now(keepingLanguage(of: request, HTTPResponse(.ok, .html, page.html.text)))
    case .calls(let booth):
      return .now(keepingLanguage(of: request, try callsPage(request, of: booth, context)))
    case .boothAction(let booth, let action, let face):
      guard let snapshot = try known(shop).booth(booth) else { throw .noSuchBooth(booth.text) }
      if action == .cut, face == .page, let page = CutPage(snapshot, try Form(request)) {
        return .now(context.response(page.html(context)))
      }
      return .later(
        action.ownerAction(on: booth),
        PendingAction(face: face, language: say, booth: booth, visitor: context.visitor))
    case .access(let route): return try answer(to: request, at: route, context)
    case .pricePage(let route): return try answer(to: request, at: route, context)
    case .callPage(let route): return try answer(to: request, at: route, context)
    case .moneyPage(let route): return try answer(to: request, at: route, context)
    case .apiAccess(let route): return try answer(to: request, at: route, context)
    case .apiMoney(let route): return try answer(to: request, at: route, context)
    case .apiIndex: return .now(json(APIIndex.json(in: say)))
    case .apiDocument: return .now(APIDocument.response(to: request))
    case .apiShop:
      return .now(
        json(ShopJSON.shop(try known(shop), needsRestart: source.health().needsRestart, in: say)))
    case .apiBooth(let number):
      guard let booth = try known(shop).booth(number) else { throw .noSuchBooth(number.text) }
      return .now(json(ShopJSON.booth(booth, in: say)))
    case .apiCalls:
      let asked = try callListRequest(request, of: nil)
      try asked.faults.check()
      let shop = try known(shop)
      return .now(json(ShopJSON.calls(try calls(asked.query, in: shop), of: shop, in: say)))
    case .apiAccount(let route):
      return try answer(to: request, at: route, in: try known(shop), context)
    case .apiLinks: return .now(json(ShopJSON.links(source.links)))
    case .apiTechnician(let route):
      return try answer(to: request, at: route, in: try known(shop), context)
    case .apiEvents: return try events(request, context)
    case .apiDialling: return .now(json(ShopJSON.dialling(source.numberPlan())))
    case .apiPayments where request.method != .post:
      return .now(try paymentList(request, try known(shop)))
    case .apiPayments:
      let body = try jsonBody(of: request)
      let decimals = try known(shop).snapshot.currency.decimals
      let payment = try PaymentRequest(
        body: body, decimals: decimals, today: configuration.localTime(configuration.wallClock()))
      return .later(
        payment.action,
        PendingAction(face: .api, language: say, booth: nil, visitor: context.visitor))
    case .apiPrices, .apiPrefix, .apiPrefixesDelete, .apiMarkup, .apiRounding, .apiImports,
      .apiImport, .apiImportRows, .apiImportFinish, .apiAudit, .apiAuditRecord, .apiAuditVerify:
      let asked = try ledgerRequest(request, at: route)
      return .ledger(
        asked,
        PendingAction(
          face: .api, language: say, booth: nil, isLong: asked.isLong, visitor: context.visitor))
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
    if let page = pending.page {
      return response(of: page, to: .outcome(outcome), pending, shop: shop)
    }
    guard outcome.isDone else {
      return error(
        outcome, to: pending.face, shop: shop, in: pending.language, for: pending.visitor)
    }
    return switch pending.face {
    case .api: json(done(outcome, in: pending.language, shop))
    // Elsewhere, so that loading the page again does not ask again; and back to the card.
    case .page:
      HTTPResponse(.seeOther).adding(
        "Location", pending.booth.map { "/#name-\(PercentEncoding.text($0.text))" } ?? "/")
    }
  }

  /// What a program is told that something came to.
  private func done(_ outcome: Outcome, in say: Language, _ shop: ShopState?) -> JSON {
    switch outcome {
    case .collected(let ticket):
      ShopJSON.collected(ticket, toReview: toReview(on: ticket), of: shop)
    case .paid(let time): ShopJSON.paid(try? source.payment(at: time), of: shop)
    default: ShopJSON.outcome(outcome, in: say)
    }
  }

  /// What a page makes of what it waited for.
  func response(
    of page: any AnsweredPage, to answer: PanelAnswer, _ pending: PendingAction, shop: ShopState?
  ) -> HTTPResponse {
    do throws(Outcome) {
      return try page.response(
        to: answer, in: context(pending.language, pending.visitor, shop))
    } catch {
      return self.error(
        error, to: pending.face, shop: shop, in: pending.language, for: pending.visitor)
    }
  }

  /// `wanted`: path and query of the page that does not come.
  func error(
    _ outcome: Outcome, to face: Route.Face, shop: ShopState?, in say: Language,
    for visitor: Visitor, wanted: String = "/"
  ) -> HTTPResponse {
    let response =
      switch face {
      case .api:
        HTTPResponse(
          outcome.status, .json,
          bytes: ShopJSON.outcome(outcome, in: say, shop?.snapshot.currency).bytes)
      case .page:
        HTTPResponse(
          outcome.status, .html,
          ErrorPage(context: context(say, visitor, shop), outcome: outcome, wanted: wanted)
            .html.text)
      }
    switch outcome {
    case .tooManyTries(let seconds): return response.adding("Retry-After", String(seconds))
    case .tooManyDownloads: return response.adding("Retry-After", "30")
    default: return response
    }
  }

  func known(_ shop: ShopState?) throws(Outcome) -> ShopState {
    guard let shop else { throw .starting }
    return shop
  }

  /// What makes no sense is said at its field, with all that was typed.
  private func callsPage(
    _ request: HTTPRequest, of booth: BoothNumber?, _ context: PageContext
  ) throws(Outcome) -> HTTPResponse {
    let shop = try known(context.shop)
    var page = CallsPage(
      context: context, shop: shop, request: try callListRequest(request, of: booth))
    guard page.request.faults.isEmpty else { return context.response(page.html, .badRequest) }
    do {
      page.list = try calls(page.request.query, in: shop)
      return context.response(page.html)
    } catch {
      guard booth == nil, case .noSuchBooth(let number) = error else { throw error }
      page.request.faults.add("booth", number, error.words)
      return context.response(page.html, error.status)
    }
  }

  private func calls(
    _ query: CallListQuery, in shop: ShopState
  ) throws(Outcome) -> CallListPage {
    let list: CallListPage
    do {
      list = try source.calls(query)
    } catch is UnknownCursor {
      throw .mistyped(
        Words(
          "before, after: el número de una llamada de la lista, o el «next» de una página",
          "before, after: a call's id, or a page's «next»"))
    } catch {
      throw .listUnreadable(String(describing: error))
    }
    // A booth that was taken out of the shop still has its calls.
    if list.rows.isEmpty, let booth = query.booth, shop.booth(booth) == nil {
      let first = try read { try $0.slice(CallListQuery(booth: booth, size: 1)) }
      guard !first.rows.isEmpty else { throw .noSuchBooth(booth.text) }
    }
    return list
  }

  func callListRequest(
    _ request: HTTPRequest, of booth: BoothNumber?
  ) throws(Outcome) -> CallListRequest {
    try CallListRequest(
      parameters: request.target.query, booth: booth, startOfDay: configuration.startOfDay)
  }

  func json(_ value: JSON) -> HTTPResponse { HTTPResponse(.ok, .json, bytes: value.bytes) }

  func keepingLanguage(of request: HTTPRequest, _ response: HTTPResponse) -> HTTPResponse {
    guard let language = Language.chosen(by: request) else { return response }
    return response.adding("Set-Cookie", language.cookie)
  }
}

/// What was asked of core, ledger or keeper of passwords and is not answered yet.
struct PendingAction: Sendable {
  var face: Route.Face
  var language: Language
  /// nil: the action is on none.
  var booth: BoothNumber?
  /// It may take minutes.
  var isLong = false
  var visitor: Visitor
  /// nil: what becomes of every action.
  var page: (any AnsweredPage)?
  /// Somebody tries to log in by this name, or to change its password; nil: nobody does.
  var loginName: String?
  /// Who is logged in gives his own password once more; else it is a log-in, whoever asks for it.
  var retypesPassword = false
}
