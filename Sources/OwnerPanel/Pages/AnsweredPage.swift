import Notation

/// A page that waits for the core, the ledger or the keeper of passwords, and what it makes of what
/// they answer: itself, the same form again with what is wrong in it, or the way to another page.
/// What it throws becomes the page of an error.
protocol AnsweredPage: Sendable {
  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse
}

/// What came back of something that was asked for.
enum PanelAnswer: Sendable {
  case outcome(Outcome)
  case ledger(LedgerAnswer)
  case access(AccessAnswer)
}

extension RequestHandler {
  /// What becomes of an answer that a page waits for.
  func pending(
    _ page: any AnsweredPage, _ request: HTTPRequest, _ context: PageContext,
    face: Route.Face = .page, isLong: Bool = false
  ) -> PendingAction {
    var pending = PendingAction(
      face: face, language: context.say, booth: nil, isLong: isLong, visitor: context.visitor)
    pending.page = AskedPage(
      page: page, chosen: request.method == .post ? nil : Language.chosen(by: request),
      notice: context.notice)
    return pending
  }
}

/// A page that is waited for, with the language that was chosen for it and what was done before.
private struct AskedPage: AnsweredPage {
  var page: any AnsweredPage
  /// nil: the address chose none.
  var chosen: Language?
  var notice: Notice?

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    var context = context
    context.notice = notice
    let response = try page.response(to: answer, in: context)
    return chosen.map { response.adding("Set-Cookie", $0.cookie) } ?? response
  }
}
