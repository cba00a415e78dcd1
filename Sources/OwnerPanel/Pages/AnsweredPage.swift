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
