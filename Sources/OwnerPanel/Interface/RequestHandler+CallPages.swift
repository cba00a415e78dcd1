import BoothControl
import Notation
import Rating

/// Pages about calls, tickets and collecting.
extension RequestHandler {
  func answer(
    to request: HTTPRequest, at route: CallPageRoute, _ context: PageContext
  ) throws(Outcome) -> Answer {
    func page(_ html: HTML) -> Answer {
      .now(keepingLanguage(of: request, context.response(html)))
    }
    switch route {
    case .collect(let booth):
      guard request.method == .post else {
        let received = request.target.query["received"] ?? ""
        return page(try CollectPage(source: source, booth: booth, received: received).html(context))
      }
      return try collect(booth, try Form(request), context)
    case .credit(let booth):
      guard request.method == .post else { return page(try CreditPage(booth: booth).html(context)) }
      return try deposit(booth, try Form(request), context)
    case .tickets:
      return .now(keepingLanguage(of: request, try tickets(request, context)))
    case .ticket(let number):
      guard let (statement, calls) = try read({ try $0.ticket(number) }) else {
        throw .noSuchTicket(number)
      }
      return page(TicketPage(context: context, statement: statement, calls: calls).html)
    case .call(let key): return page(CallPage(statement: try statement(key)).html(context))
    case .callTicket(let key):
      return page(CallTicketPage(context: context, call: try statement(key).row).html)
    case .review(let key): return try review(key, try Form(request), context)
    case .reviews:
      return page(ReviewsPage(context: context, calls: try read { try $0.suspects() }).html)
    case .table: return try table(request, context)
    }
  }

  /// What makes no sense is said at its field, with all that was typed.
  private func tickets(
    _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> HTTPResponse {
    let shop = try known(context.shop)
    let filter = try TicketFilter(request.target.query)
    var page = TicketsPage(context: context, filter: filter)
    guard filter.faults.isEmpty else { return context.response(page.html, .badRequest) }
    do throws(Outcome) {
      page.tickets = try tickets(filter, in: shop, context)
      return context.response(page.html)
    } catch {
      guard case .noSuchBooth(let number) = error else { throw error }
      page.filter.faults.add("booth", number, error.words)
      return context.response(page.html, error.status)
    }
  }

  private func collect(
    _ booth: BoothNumber, _ form: Form, _ context: PageContext
  ) throws(Outcome) -> Answer {
    var page = CollectPage(source: source, booth: booth, received: form["received"])
    page.key = try RequestBody.key(form["key"]) ?? ""
    if form.has("sum") { page.received = form["sum"] }
    guard !form.has("sum"), !form.has("do") else {
      let fault = fault(inSum: page.received, context)
      return .now(context.response(try page.html(context, fault: fault)))
    }
    guard let expected = try? Money(amount: form["expected"]) else {
      throw .badBody("expected «\(form["expected"].prefix(40))»: expected an amount")
    }
    if let fault = fault(inSum: page.received, context) {
      return .now(context.response(try page.html(context, fault: fault), .badRequest))
    }
    return later(
      .collect(
        booth, expected: expected, received: MoneyForm.read(page.received, context.currency),
        key: page.key), on: booth, page, context)
  }

  /// nil: it is left empty, or is a sum that can be handed over.
  private func fault(inSum text: String, _ context: PageContext) -> CallPhrase? {
    guard !text.isEmpty else { return nil }
    guard let sum = MoneyForm.read(text, context.currency) else { return .notAnAmount }
    return sum < .zero ? .belowZero : nil
  }

  private func deposit(
    _ booth: BoothNumber, _ form: Form, _ context: PageContext
  ) throws(Outcome) -> Answer {
    var page = CreditPage(booth: booth, amount: form["amount"])
    page.key = try RequestBody.key(form["key"]) ?? ""
    guard !form.has("sum") else {
      page.amount = form["sum"]
      return .now(context.response(try page.html(context)))
    }
    guard let amount = MoneyForm.read(page.amount, context.currency) else {
      return .now(context.response(try page.html(context, fault: .notAnAmount), .badRequest))
    }
    guard amount > .zero else {
      return .now(context.response(try page.html(context, fault: .aboveZero), .badRequest))
    }
    return later(.deposit(booth, amount: amount, key: page.key), on: booth, page, context)
  }

  private func review(_ key: Int64, _ form: Form, _ context: PageContext) throws(Outcome) -> Answer
  {
    let page = CallPage(statement: try statement(key), note: form["note"])
    guard let verdict = CallReview.Verdict(rawValue: form["verdict"]) else {
      throw .badVerdict(form["verdict"])
    }
    do throws(Outcome) {
      let note = try RequestBody.words(page.note, Words("nota", "note"))
      let review = try review(page.statement.row, ReviewRequest(verdict: verdict, note: note))
      return later(.review(review), on: nil, page, context)
    } catch {
      let fault: CallPhrase? = error == .waiverWithoutNote ? .noteNeeded : nil
      return .now(
        context.response(
          page.html(context, fault: fault, refused: fault == nil ? error : nil), error.status))
    }
  }

  private func later(
    _ action: OwnerAction, on booth: BoothNumber?, _ page: any AnsweredPage, _ context: PageContext
  ) -> Answer {
    var pending = PendingAction(
      face: .page, language: context.say, booth: booth, visitor: context.visitor)
    pending.page = page
    return .later(action, pending)
  }

  private func table(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    let asked = try callListRequest(request, of: nil)
    try asked.faults.check()
    let pieces = CallTablePieces(source: source, request: asked, context: context)
    let (name, value) = CSVText.file(pieces.fileName)
    return .pieces(HTTPResponse(.ok, .csv, "").adding(name, value), pieces)
  }
}
