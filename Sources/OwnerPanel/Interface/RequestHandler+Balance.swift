import BoothControl
import Notation
import Rating

/// «Saldo»: its pages, and the same for programs.
extension RequestHandler {
  func balance(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    _ = try known(context.shop)
    let month = try month(request, context)
    let days = month.days(before: month.firstOfNextMonth ?? month)
    let page = BalancePage(
      month: month, days: days,
      payments: try payments(at: .newest, limit: BalancePage.paymentCount))
    let asked = LedgerRequest.statement(days: context.spans(of: days))
    return .ledger(asked, pending(page, request, context, isLong: asked.isLong))
  }

  /// `?month=2006-10`; else this month.
  private func month(
    _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> CalendarDay {
    guard let text = request.target.query["month"] else { return context.today.firstOfMonth }
    guard let month = CalendarDay(month: text), month.year >= 2000, month <= context.today else {
      let last = context.today.monthText
      throw .mistyped(
        Words(
          "Se espera un mes de 2000-01 a \(last).", "month: expected one from 2000-01 to \(last)."))
    }
    return month
  }

  func payments(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    _ = try known(context.shop)
    let place = try ListPlace(request.target.query)
    let page = PaymentsPage(
      payments: try payments(at: place, limit: PaymentsPage.size + 1), place: place)
    return .now(keepingLanguage(of: request, context.response(page.html(context))))
  }

  /// `GET /api/v1/payments?size=100&before=40`
  func paymentList(_ request: HTTPRequest, _ shop: ShopState) throws(Outcome) -> HTTPResponse {
    let query = request.target.query
    let size = try PageSize.read(query, usual: PaymentListRow.limit)
    let place = try ListPlace(query)
    guard place.after == nil else { throw .badQuery("before: 1…, not after") }
    // One more than a page has tells whether there are others.
    let found = try payments(at: place, limit: size + 1)
    return json(ShopJSON.payments(found, size: size, of: shop))
  }

  private func payments(at place: ListPlace, limit: Int) throws(Outcome) -> [PaymentListRow] {
    do {
      return try source.payments(before: place.before, after: place.after, limit: limit)
    } catch { throw .listUnreadable(String(describing: error)) }
  }

  func pay(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    let snapshot = try known(context.shop).snapshot
    let currency = snapshot.currency
    guard request.method == .post else {
      let page = PaymentFormPage(form: PaymentForm(today: context.today))
      return .now(keepingLanguage(of: request, context.response(page.html(context))))
    }
    var form = PaymentForm(try Form(request))
    let action = form.action(
      decimals: currency.decimals, symbol: currency.symbol, today: context.today,
      balance: snapshot.balance)
    let page = PaymentFormPage(form: form)
    guard let action else { return .now(context.response(page.html(context), .badRequest)) }
    return .later(action, pending(page, request, context))
  }

  func warning(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    let currency = try known(context.shop).snapshot.currency
    guard request.method == .post else {
      let page = WarningForm(source.balanceWarning)
      return .now(keepingLanguage(of: request, context.response(page.html(context))))
    }
    var page = WarningForm(try Form(request))
    guard
      let asked = page.request(decimals: currency.decimals, symbol: currency.symbol)
    else { return .now(context.response(page.html(context), .badRequest)) }
    return .ledger(asked, pending(page, request, context))
  }

  // MARK: Programs

  func answer(
    to request: HTTPRequest, at route: MoneyAPIRoute, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let shop = try known(context.shop)
    switch route {
    case .statement:
      let month = try month(request, context)
      let days = month.days(before: month.firstOfNextMonth ?? month)
      let asked = LedgerRequest.statement(days: context.spans(of: days))
      let page = StatementJSON(days: days)
      return .ledger(asked, pending(page, request, context, face: .api, isLong: asked.isLong))
    case .report: return try reportAnswer(request, context)
    case .settings where request.method == .post:
      return .ledger(
        .set([try OwnSettingChange(body: try jsonBody(of: request), source.settings)]),
        PendingAction(face: .api, language: context.say, booth: nil, visitor: context.visitor))
    case .settings: return settingsAnswer(context)
    case .balanceWarning where request.method == .post:
      let asked = try LedgerRequest.setBalanceWarning(
        body: try jsonBody(of: request), decimals: shop.snapshot.currency.decimals)
      return .ledger(
        asked,
        PendingAction(face: .api, language: context.say, booth: nil, visitor: context.visitor))
    case .balanceWarning:
      return .now(json(["amount": .text(source.balanceWarning?.decimalText)]))
    }
  }
}
