/// Pages about calls, tickets and collecting.
enum CallPageRoute: Hashable, Sendable {
  case list

  /// nil: it is none of these.
  init?(_ segments: [String]) { return nil }

  var methods: [HTTPMethod] { [.get, .head] }

  func permission(of method: HTTPMethod) -> Permission { .cashier }
}

extension RequestHandler {
  func answer(
    to request: HTTPRequest, at route: CallPageRoute, _ context: PageContext
  ) throws(Outcome) -> Answer {
    throw .notFound
  }
}
